// Draws a document in this thread. The same document gives the same bytes: dates and ids are given, never made here.
import PDFDocument from 'pdfkit'
import { drawBlocks } from './blocks.ts'
import { plainText, type PdfBlock, type PdfDocument } from './document.ts'
import { drawingText } from './drawing.ts'
import { cutFonts } from './fonts.ts'
import { drawFurniture, furnitureText } from './furniture.ts'
import { measuresOf, type Pdf } from './sheet.ts'

/** Makes the PDF: tagged, text selectable, fonts embedded. Throws `pdf.missing-glyph`. Takes tens of milliseconds of processor time: servers use writePdf. */
export async function drawPdf(given: PdfDocument): Promise<Uint8Array> {
  const document = { ...given, blocks: given.blocks.map(tidy) }
  const fonts = await cutFonts(document.blocks.map(textOf).join('') + furnitureText(document))
  const measures = measuresOf(document.look)
  const pdf = new PDFDocument({
    size: [measures.width, measures.height],
    margins: { top: measures.top, bottom: measures.bottom, left: measures.left, right: measures.width - measures.right },
    bufferPages: true, pdfVersion: '1.7', subset: 'PDF/A-3a', tagged: true, lang: document.language, displayTitle: true,
    // pdfkit takes bytes as its first font, but its types know only names.
    font: fonts.regular.bytes as unknown as string,
    info: infoOf(document),
  })
  const bytes = collect(pdf)
  pdf.registerFont('regular', fonts.regular.bytes).registerFont('bold', fonts.bold.bytes)
  const sheet = { pdf, fonts, measures }
  drawBlocks(sheet, document.blocks)
  drawFurniture(sheet, document)
  attach(pdf, document)
  pdf.end()
  return bytes
}

function infoOf({ title, author, id, madeAt, info = {} }: PdfDocument) {
  const made = new Date(Temporal.Instant.from(madeAt).epochMilliseconds)
  return { ...info, Title: harmless(title), Author: harmless(author), Subject: harmless(id), Creator: 'Yiwang', Producer: 'Yiwang (PDFKit)', CreationDate: made, ModDate: made }
}

// pdfkit writes these into XML without escaping.
function harmless(text: string): string {
  return text.replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞')
}

function attach(pdf: Pdf, { attachments = [], madeAt }: PdfDocument): void {
  const made = new Date(Temporal.Instant.from(madeAt).epochMilliseconds)
  for (const { name, type, description, bytes } of attachments) {
    // The standard for archives wants each attached file related to the document; pdfkit's types do not know the field.
    const options = { name, type, description, creationDate: made, modifiedDate: made, relationship: 'Data' }
    pdf.file(Buffer.from(bytes), options)
  }
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  pdf.on('end', () => resolve(Buffer.concat(chunks)))
  pdf.on('error', reject)
  return promise
}

/** One kind of line end, no tabs: neither has a glyph. */
function tidy(block: PdfBlock): PdfBlock {
  if (block.kind === 'picture') return block
  return JSON.parse(JSON.stringify(block), (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ') : value)) as PdfBlock
}

function textOf(block: PdfBlock): string {
  switch (block.kind) {
    case 'red-head': return block.organisation
    case 'paragraph': return plainText(block.text)
    case 'list': return `${block.items.map(plainText).join('')}· 0123456789.`
    case 'fields': return block.rows.map((row) => row.label + row.value).join('')
    case 'signature': return block.lines.join('') + (block.seal ? drawingText(block.seal) : '') + (block.code?.caption ?? '')
    case 'drawing': return drawingText(block.drawing)
    case 'code': return block.caption
    case 'title': case 'number': case 'note': return block.text
    case 'rule': case 'space': case 'page-break': case 'picture': return ''
  }
}
