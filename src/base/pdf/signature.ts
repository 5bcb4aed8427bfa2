// Name of the body and date at the lower right, the seal over both, a QR code at the left where wanted. Never torn apart.
import type { PdfBlock } from './document.ts'
import { drawCode } from './code.ts'
import { placeDrawing } from './drawing.ts'
import { figure, needRoom, setFont, tagged, writeRuns, type Sheet } from './sheet.ts'

type Signature = PdfBlock & { kind: 'signature' }

const codeSize = 92

/** Room a signature takes, its seal included. */
export function signatureHeight({ measures }: Sheet, { lines, seal, code }: Signature): number {
  return Math.max(measures.lineHeight * (lines.length + 1), (seal?.height ?? 0) + 8, code ? codeSize + 30 : 0) + measures.lineHeight * 0.5
}

/** Draws the block. The seal stands centred over the last line, the date ("骑年盖月"), and over the name above it. */
export function drawSignature(sheet: Sheet, block: Signature): void {
  const { pdf, measures } = sheet
  const height = signatureHeight(sheet, block)
  needRoom(sheet, height)
  const top = pdf.y + measures.lineHeight * 0.5
  const bottom = top + height - measures.lineHeight * 0.5
  const centre = centreOf(sheet, block.lines)
  const middle = (top + bottom) / 2
  const first = middle - (block.lines.length * measures.lineHeight) / 2
  block.lines.forEach((text, index) => {
    pdf.y = first + index * measures.lineHeight
    const width = widthOf(sheet, text)
    tagged(sheet, 'P', () => writeRuns(sheet, [{ text }], { size: measures.bodySize, lineHeight: measures.lineHeight, x: centre - width / 2, width: width + 1 }))
  })
  const { seal, code } = block
  if (seal) figure(sheet, seal.alt, () => placeDrawing(sheet, seal, centre - seal.width / 2, middle - seal.height / 2 + measures.lineHeight * 0.15))
  if (code) drawCodeBeside(sheet, code, middle)
  pdf.x = measures.left
  pdf.y = bottom
}

function drawCodeBeside(sheet: Sheet, { text, caption }: { text: string; caption: string }, middle: number): void {
  const { pdf, measures } = sheet
  const y = middle - (codeSize + 24) / 2
  const drawing = drawCode(text, codeSize)
  figure(sheet, drawing.alt, () => placeDrawing(sheet, drawing, measures.left, y))
  pdf.y = y + codeSize
  tagged(sheet, 'Caption', () => writeRuns(sheet, [{ text: caption }], { size: 8, lineHeight: 11.5, x: measures.left - 6, width: codeSize + 12, align: 'center' }))
}

/** The lines stand one under the other around one axis, two characters from the right edge (GB/T 9704-2012 §7.3.5.1). */
function centreOf(sheet: Sheet, lines: string[]): number {
  const widest = Math.max(120, ...lines.map((line) => widthOf(sheet, line)))
  return sheet.measures.right - sheet.measures.bodySize * 2 - widest / 2
}

function widthOf(sheet: Sheet, text: string): number {
  setFont(sheet, { size: sheet.measures.bodySize })
  return sheet.pdf.widthOfString(text)
}
