// A workbook (xlsx, ECMA-376) as cells. Formulas are not run: the value that was kept with them is taken.
import { readXlsx, type Cell, type CellValue, type Sheet, type Workbook } from 'hucre/xlsx'
import { damagedWorkbook } from './archive.ts'
import { letterOf, numberCell, textCell, type Grid, type GridCell } from './grid.ts'

/** More sheets than this are not looked into: each may name the same part again. */
const sheetsMax = 20

/** The visible sheets of a workbook. Throws `batches.damaged-workbook`. */
export async function readWorkbook(bytes: Uint8Array): Promise<Grid[]> {
  const { sheets, dateSystem } = await openWorkbook(bytes)
  return sheets.map((sheet) => gridOf(sheet, dateSystem === '1904'))
}

async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  try {
    return await readXlsx(bytes, { sheets: ({ hidden, veryHidden }, at) => at < sheetsMax && !hidden && !veryHidden })
  } catch (cause) {
    throw Object.assign(damagedWorkbook(), { cause })
  }
}

function gridOf({ name, rows, cells, merges = [] }: Sheet, is1904: boolean): Grid {
  const lines = rows.map((row, at) => ({ line: at + 1, cells: row.map((value, n) => cellOf(value, cells?.get(`${at},${n}`))) }))
  return {
    name, is1904,
    lines: lines.filter((line) => line.cells.some(({ text, isFormula }) => text !== '' || isFormula)),
    merges: merges.map(({ startRow, startCol, endRow, endCol }) => ({ from: startRow + 1, to: endRow + 1, range: `${letterOf(startCol)}${startRow + 1}:${letterOf(endCol)}${endRow + 1}` })),
  }
}

function cellOf(value: CellValue, more: Cell | undefined): GridCell {
  const isFormula = more?.formula !== undefined
  const cell = plainCell(value)
  if (more?.type === 'error') return { text: cell.text, spoilt: 'error', ...(isFormula ? { isFormula } : {}) }
  if (!isFormula) return cell
  return value === null ? { text: '', spoilt: 'no-value', isFormula } : { ...cell, isFormula }
}

function plainCell(value: CellValue): GridCell {
  if (value === null) return { text: '' }
  if (typeof value === 'string') return textCell(value.trim())
  if (typeof value === 'number') return numberCell(value)
  if (typeof value === 'boolean') return { text: String(value) }
  // The library gives a moment in UTC for what is formatted as a date.
  const [day = '', time = ''] = value.toISOString().split('T')
  return { text: time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}` }
}
