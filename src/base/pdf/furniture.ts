// What stands on every page beside the text: frame, page number, watermark, stamp. Drawn last, when the number of pages is known.
import type { PdfDocument } from './document.ts'
import { placeDrawing } from './drawing.ts'
import { artifact, setFont, type Sheet } from './sheet.ts'

/** Text that furniture needs in the font. */
export function furnitureText({ watermark = '', stamp }: PdfDocument): string {
  return `${watermark}${stamp ? `${stamp.mark}${stamp.line}` : ''}— 0123456789`
}

export function drawFurniture(sheet: Sheet, document: PdfDocument): void {
  const { start, count } = sheet.pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    sheet.pdf.switchToPage(page)
    artifact(sheet, () => {
      if (document.look === 'licence') drawFrame(sheet)
      else drawPageNumber(sheet, page + 1)
      if (document.watermark) drawWatermark(sheet, document.watermark)
      if (document.stamp) drawStamp(sheet, document.stamp)
    })
  }
}

function drawFrame({ pdf, measures }: Sheet): void {
  const edge = (inset: number, lineWidth: number, color: string) =>
    pdf.save().lineWidth(lineWidth).rect(inset, inset, measures.width - inset * 2, measures.height - inset * 2).stroke(color).restore()
  edge(36, 5, '#9c1f23')
  edge(43, 0.8, '#b9935a')
  edge(50, 1.6, '#b9935a')
}

/** 一字线 on both sides of the number (GB/T 9704-2012 §7.5). */
function drawPageNumber(sheet: Sheet, number: number): void {
  const { pdf, measures } = sheet
  setFont(sheet, { size: 12 })
  // Below the type area pdfkit would begin a new page.
  const { bottom } = pdf.page.margins
  pdf.page.margins.bottom = 0
  pdf.text(`— ${number} —`, measures.left, measures.height - measures.bottom + 24, { width: measures.textWidth, align: 'center', lineBreak: false })
  pdf.page.margins.bottom = bottom
}

function drawWatermark(sheet: Sheet, text: string): void {
  const { pdf, measures } = sheet
  pdf.save().opacity(0.07)
  const mark = { width: 0, height: 0, alt: '', marks: [{ kind: 'text' as const, text, x: 0, y: 0, size: 56, color: '#000000', bold: true, widthMax: 260 }] }
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 2; column++) {
      pdf.save().translate(measures.width * (0.28 + column * 0.46), measures.height * (0.16 + row * 0.23)).rotate(-32)
      placeDrawing(sheet, mark, 0, 0)
      pdf.restore()
    }
  }
  pdf.restore()
}

const stampRed = '#b3261e'

/** Across the page so that no cut-out of it looks like the document itself, yet the text stays legible below. */
function drawStamp(sheet: Sheet, { mark, line }: NonNullable<PdfDocument['stamp']>): void {
  const { pdf, measures } = sheet
  const write = (text: string, size: number, widthMax: number) => placeDrawing(sheet, { width: 0, height: 0, alt: '', marks: [{ kind: 'text' as const, text, x: 0, y: 0, size, color: stampRed, bold: true, widthMax }] }, 0, 0)
  pdf.save().opacity(0.3).translate(measures.width / 2, measures.height / 2).rotate(-38)
  write(mark, 96, 440)
  pdf.restore()
  pdf.save().translate(measures.width / 2, 40)
  write(line, 11, measures.width - 72)
  pdf.restore()
}
