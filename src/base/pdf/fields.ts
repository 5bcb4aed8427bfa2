// Labels and values: as a ruled table in letters, as open lines on a licence. A row is not torn apart unless a page cannot hold it.
import type { FieldRow, PdfBlock } from './document.ts'
import { artifact, heightOf, needRoom, writeRuns, type LineStyle, type Sheet } from './sheet.ts'

const padding = 6

/** Draws all rows, tagged as a table with a heading cell in each row. */
export function drawFields(sheet: Sheet, { rows, look = 'grid' }: PdfBlock & { kind: 'fields' }): void {
  const table = sheet.pdf.struct('Table')
  sheet.pdf.addStructure(table)
  for (const row of rows) {
    const line = sheet.pdf.struct('TR')
    table.add(line)
    drawRow(sheet, row, look, (tag, draw) => line.add(sheet.pdf.struct(tag, {}, draw)))
    line.end()
  }
  table.end()
  sheet.pdf.y += sheet.measures.lineHeight * 0.4
}

type AddCell = (tag: 'TH' | 'TD', draw: () => void) => void

function drawRow(sheet: Sheet, row: FieldRow, look: 'grid' | 'lines', addCell: AddCell): void {
  const { pdf, measures } = sheet
  const { label, value } = cellStyles(sheet, look)
  const height = Math.max(heightOf(sheet, row.label, label), heightOf(sheet, row.value, value)) + padding * 2
  const tall = height > measures.height - measures.top - measures.bottom
  needRoom(sheet, tall ? measures.lineHeight * 3 : height)
  const top = pdf.y
  if (!tall) artifact(sheet, () => drawLines(sheet, look, top, height))
  write(sheet, top + padding, row.label, label, (draw) => addCell('TH', draw))
  write(sheet, top + padding, row.value, value, (draw) => addCell('TD', draw))
  // A value longer than a page runs on without a box; the cursor is then where the text ended.
  pdf.y = tall ? pdf.y + padding : top + height
}

function write(sheet: Sheet, y: number, text: string, style: LineStyle, cell: (draw: () => void) => void): void {
  cell(() => {
    sheet.pdf.y = y
    writeRuns(sheet, [{ text }], style)
  })
}

function cellStyles({ measures }: Sheet, look: 'grid' | 'lines'): { label: LineStyle; value: LineStyle } {
  const width = measures.right - measures.left
  const size = look === 'grid' ? measures.bodySize * 0.78 : measures.bodySize
  const labelWidth = width * (look === 'grid' ? 0.26 : 0.28)
  const lineHeight = size * 1.55
  return {
    label: { size, lineHeight, x: measures.left + padding, width: labelWidth - padding * 2, color: look === 'grid' ? 'black' : '#6b1d1d' },
    value: { size, lineHeight, x: measures.left + labelWidth + padding, width: width - labelWidth - padding * 2, bold: look === 'lines' },
  }
}

function drawLines({ pdf, measures }: Sheet, look: 'grid' | 'lines', top: number, height: number): void {
  const width = measures.right - measures.left
  pdf.save().lineWidth(0.6)
  if (look === 'grid') {
    pdf.rect(measures.left, top, width * 0.26, height).fillAndStroke('#f4f4f4', '#555555')
    pdf.rect(measures.left + width * 0.26, top, width * 0.74, height).stroke('#555555')
  } else {
    pdf.moveTo(measures.left + width * 0.28, top + height - 2).lineTo(measures.right, top + height - 2).stroke('#b9a27a')
  }
  pdf.restore()
}
