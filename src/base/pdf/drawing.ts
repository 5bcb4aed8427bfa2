// Vector drawings: paths and text as outlines. Outlines, because letters of a seal are a picture and no part of the text.
import type { Drawing, DrawingMark } from './document.ts'
import type { Pdf, Sheet } from './sheet.ts'

/** Draws with the upper left corner at (x, y). The caller marks it up as a figure or an artifact. */
export function placeDrawing(sheet: Sheet, drawing: Drawing, x: number, y: number): void {
  const { pdf } = sheet
  pdf.save().translate(x, y)
  if (drawing.opacity !== undefined) pdf.opacity(drawing.opacity)
  for (const mark of drawing.marks) placeMark(sheet, mark)
  pdf.restore()
}

function placeMark(sheet: Sheet, mark: DrawingMark): void {
  if (mark.kind === 'path') placePath(sheet.pdf, mark)
  else if (mark.kind === 'text') placeLine(sheet, mark)
  else placeArc(sheet, mark)
}

function placePath(pdf: Pdf, { path, fill, stroke, strokeWidth = 1 }: DrawingMark & { kind: 'path' }): void {
  pdf.save().lineWidth(strokeWidth).path(path)
  if (fill && stroke) pdf.fillAndStroke(fill, stroke)
  else if (fill) pdf.fill(fill)
  else pdf.stroke(stroke ?? 'black')
  pdf.restore()
}

/** One line centred on (x, y), squeezed where it would be wider than `widthMax`. */
function placeLine(sheet: Sheet, { text, x, y, size, color, bold, widthMax }: DrawingMark & { kind: 'text' }): void {
  const characters = [...text]
  const widths = characters.map((character) => advance(sheet, character, size, bold))
  const width = widths.reduce((sum, one) => sum + one, 0)
  const squeeze = widthMax !== undefined && width > widthMax ? widthMax / width : 1
  sheet.pdf.save().translate(x - (width * squeeze) / 2, y + size * 0.36)
  if (squeeze < 1) sheet.pdf.scale(squeeze, 1)
  let at = 0
  characters.forEach((character, index) => {
    outline(sheet, character, { at, size, color, bold })
    at += widths[index] ?? 0
  })
  sheet.pdf.restore()
}

/** Characters standing on the inner side of a circle, evenly over the span, the middle one at the top. */
function placeArc(sheet: Sheet, { text, x, y, radius, size, spanDegrees, color, bold, squeeze = 1 }: DrawingMark & { kind: 'arc-text' }): void {
  const characters = [...text]
  const step = characters.length > 1 ? spanDegrees / (characters.length - 1) : 0
  characters.forEach((character, index) => {
    const turn = (index - (characters.length - 1) / 2) * step
    sheet.pdf.save().translate(x, y).rotate(turn).translate(0, -radius).scale(squeeze, 1)
    outline(sheet, character, { at: -advance(sheet, character, size, bold) / 2, size, color, bold })
    sheet.pdf.restore()
  })
}

function advance(sheet: Sheet, character: string, size: number, bold = false): number {
  const { outlines } = sheet.fonts[bold ? 'bold' : 'regular']
  return (outlines.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth * size) / outlines.unitsPerEm
}

/** Fills the outline of one character on the base line y = 0, its left edge at `at`. */
function outline(sheet: Sheet, character: string, { at, size, color, bold }: { at: number; size: number; color: string; bold?: boolean | undefined }): void {
  const { outlines } = sheet.fonts[bold ? 'bold' : 'regular']
  const path = outlines.glyphForCodePoint(character.codePointAt(0) ?? 0).path.toSVG()
  if (path === '') return
  const scale = size / outlines.unitsPerEm
  sheet.pdf.save().translate(at, 0).scale(scale, -scale).path(path).fill(color).restore()
}

/** The text of a drawing, so that the font holds its characters. */
export function drawingText(drawing: Drawing): string {
  return drawing.marks.map((mark) => (mark.kind === 'path' ? '' : mark.text)).join('')
}
