// Draws blocks one after the other. A block knows its height beforehand where it must not be torn apart.
import { plainText, type PdfBlock, type Run } from './document.ts'
import { drawCode } from './code.ts'
import { placeDrawing } from './drawing.ts'
import { drawFields } from './fields.ts'
import { artifact, figure, heightOf, needRoom, tagged, writeRuns, type LineStyle, type Sheet } from './sheet.ts'
import { drawSignature, signatureHeight } from './signature.ts'

const red = '#c7000b'

type BlockOf<K extends PdfBlock['kind']> = PdfBlock & { kind: K }

/** Draws all blocks. The paragraph before a signature goes with it: no page holds a seal alone (GB/T 9704-2012 §7.3.5.1). */
export function drawBlocks(sheet: Sheet, blocks: readonly PdfBlock[]): void {
  blocks.forEach((block, index) => {
    const next = blocks[index + 1]
    if (next?.kind === 'signature' && block.kind === 'paragraph') {
      needRoom(sheet, heightOf(sheet, plainText(block.text), bodyStyle(sheet, block.indent)) + signatureHeight(sheet, next))
    }
    drawBlock(sheet, block)
  })
}

function drawBlock(sheet: Sheet, block: PdfBlock): void {
  const { pdf, measures } = sheet
  switch (block.kind) {
    case 'red-head': return drawRedHead(sheet, block)
    case 'title': return drawTitle(sheet, block)
    case 'number': return drawNumber(sheet, block)
    case 'paragraph': return tagged(sheet, 'P', () => writeRuns(sheet, runsOf(block.text), bodyStyle(sheet, block.indent)))
    case 'list': return drawList(sheet, block)
    case 'fields': return drawFields(sheet, block)
    case 'signature': return drawSignature(sheet, block)
    case 'drawing': return drawPicture(sheet, block)
    case 'code': return drawCodeBlock(sheet, block)
    case 'note': return drawNote(sheet, block)
    case 'rule': return drawRule(sheet, block.color ?? '#999999', 0.5)
    case 'space':
      pdf.y = Math.min(pdf.y + block.height, measures.height - measures.bottom)
      return
    case 'picture': return drawPhotograph(sheet, block)
    case 'page-break':
      pdf.addPage()
  }
}

function runsOf(text: string | Run[]): Run[] {
  return typeof text === 'string' ? [{ text }] : text
}

function bodyStyle({ measures }: Sheet, indent = true): LineStyle {
  return { size: measures.bodySize, lineHeight: measures.lineHeight, indent: indent ? measures.bodySize * 2 : 0 }
}

/** 发文机关标志 in red over a red line; set smaller where the name is long. */
function drawRedHead(sheet: Sheet, { organisation }: BlockOf<'red-head'>): void {
  const { pdf, measures } = sheet
  const sizeMax = 34
  pdf.font('bold').fontSize(sizeMax)
  const size = Math.min(sizeMax, (sizeMax * (measures.textWidth - 8)) / pdf.widthOfString(organisation))
  tagged(sheet, 'P', () => writeRuns(sheet, [{ text: organisation }], { size, bold: true, color: red, align: 'center', lineHeight: size * 1.5 }))
  pdf.y += 8
  drawRule(sheet, red, 1.6)
  pdf.y += measures.lineHeight / 2
}

function drawTitle(sheet: Sheet, { text, level = 1 }: BlockOf<'title'>): void {
  const { measures, pdf } = sheet
  const size = { 1: measures.titleSize, 2: measures.bodySize * 1.1, 3: measures.bodySize }[level]
  const style: LineStyle = { size, bold: true, align: level === 1 ? 'center' : 'left', lineHeight: size * 1.6 }
  // A heading at the foot of a page would stand without what it heads.
  needRoom(sheet, heightOf(sheet, text, style) + measures.lineHeight * 2)
  if (level > 1) pdf.y += measures.lineHeight * 0.3
  tagged(sheet, `H${level}`, () => writeRuns(sheet, [{ text }], style))
  pdf.y += level === 1 ? measures.lineHeight * 0.5 : 2
}

function drawNumber(sheet: Sheet, { text, align = 'center' }: BlockOf<'number'>): void {
  const { measures, pdf } = sheet
  tagged(sheet, 'P', () => writeRuns(sheet, [{ text }], { size: measures.bodySize * 0.9, align, lineHeight: measures.lineHeight }))
  pdf.y += measures.lineHeight * 0.3
}

function drawList(sheet: Sheet, { items, ordered }: BlockOf<'list'>): void {
  const list = sheet.pdf.struct('L')
  sheet.pdf.addStructure(list)
  items.forEach((item, index) => {
    const mark = ordered ? `${index + 1}. ` : '· '
    list.add(sheet.pdf.struct('LI', {}, () => writeRuns(sheet, [{ text: mark }, ...runsOf(item)], bodyStyle(sheet))))
  })
  list.end()
}

function drawPicture(sheet: Sheet, { drawing, align = 'center' }: BlockOf<'drawing'>): void {
  const { pdf, measures } = sheet
  needRoom(sheet, drawing.height)
  const free = measures.right - measures.left - drawing.width
  const x = measures.left + { left: 0, center: free / 2, right: free }[align]
  const y = pdf.y
  figure(sheet, drawing.alt, () => placeDrawing(sheet, drawing, x, y))
  pdf.y = y + drawing.height
}

/** One picture on one page; pdfkit turns a photograph as its camera says. */
function drawPhotograph({ pdf, measures, ...sheet }: Sheet, { bytes, alt }: BlockOf<'picture'>): void {
  const fit: [number, number] = [measures.textWidth, measures.height - measures.top - measures.bottom]
  figure({ pdf, measures, ...sheet }, alt, () => pdf.image(Buffer.from(bytes), measures.left, measures.top, { fit, align: 'center', valign: 'center' }))
}

function drawCodeBlock(sheet: Sheet, { text, caption }: BlockOf<'code'>): void {
  needRoom(sheet, 96 + 16)
  drawPicture(sheet, { kind: 'drawing', drawing: drawCode(text, 96), align: 'left' })
  tagged(sheet, 'Caption', () => writeRuns(sheet, [{ text: caption }], { size: 8, width: 96, align: 'center', lineHeight: 11 }))
}

function drawNote(sheet: Sheet, { text, align = 'left' }: BlockOf<'note'>): void {
  const size = sheet.measures.bodySize * 0.62
  tagged(sheet, 'Note', () => writeRuns(sheet, [{ text }], { size, align, color: '#444444', lineHeight: size * 1.6 }))
}

function drawRule(sheet: Sheet, color: string, lineWidth: number): void {
  const { pdf, measures } = sheet
  artifact(sheet, () => pdf.save().lineWidth(lineWidth).moveTo(measures.left, pdf.y).lineTo(measures.right, pdf.y).stroke(color).restore())
  pdf.y += lineWidth + 2
}
