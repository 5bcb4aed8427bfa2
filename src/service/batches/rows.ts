// The rows of an uploaded sheet by the columns of its item: numbered, each with the line and the columns it stands in. Pure.
import { refusal } from '#base/problem'
import { dayOf, letterOf, type Grid, type GridCell, type GridLine, type Spoilt } from './grid.ts'
import type { Column } from './sheet.ts'

/** [K] */
export const rowsMax = 10_000

export const tooManyRows = refusal({
  code: 'batches.too-many-rows', status: 422, zh: '一次最多一万行。', en: 'A sheet takes at most 10,000 rows.', nextZh: '请分成几个表格上传。', nextEn: 'Divide it into several sheets.',
})
export const noRows = refusal({
  code: 'batches.no-rows', status: 422, zh: '表格里没有可以读的行。', en: 'The sheet has no rows that can be read.', nextZh: '请用本事项的模板填写，第一行是列名，不要改动。', nextEn: 'Use the template of this service; its first line names the columns.',
})
export const wrongSheet = refusal({
  code: 'batches.wrong-sheet', status: 422, zh: '没有找到要读的工作表：列名都不是本事项的，或者有几张都像。', en: 'No sheet to read was found: no column is one of this service, or several sheets look alike.',
  nextZh: '请用本事项的模板，把内容填在“申请”工作表里。', nextEn: 'Use the template of this service and fill in its sheet “申请”.',
})
export const mergedCells = refusal({
  code: 'batches.merged-cells', status: 422, zh: '表格里有合并的单元格，分不清哪一格属于哪一列、哪一行。', en: 'Cells are merged, so that nobody can tell which column and row they belong to.', nextZh: '请取消合并，每一格单独填写，再上传。', nextEn: 'Unmerge them, fill in each cell and upload the sheet again.',
})
export const repeatedColumn = refusal({
  code: 'batches.repeated-column', status: 422, zh: '同一个列名出现了两次。', en: 'A column appears twice.', nextZh: '请删掉多出的一列，再上传。', nextEn: 'Remove the column that is too many and upload the sheet again.',
})

export const numberHead = '行号'
/** The name of the sheet that is filled in. */
export const sheetName = '申请'
/** Lines of a template that are no rows. */
export const noteMarks = { hint: '#填写说明（本行不用删）', example: '#示例（本行不用删）' }

export function headOf({ key, label }: Column): string {
  return `${label.zh} [${key}]`
}

export interface SheetRow {
  number: number
  /** Where it stands in the sheet, from 1. */
  line: number
  cells: Record<string, string>
  spoilt: Record<string, Spoilt>
}

/** A formula whose kept value was taken. */
export interface TakenValue {
  cell: string
  value: string
}

export interface ReadSheet {
  rows: SheetRow[]
  /** The letter of each column by its key. */
  letters: Record<string, string>
  formulas: { count: number; first: TakenValue[] }
}

const formulasTold = 20

/** The sheet of a workbook that is meant: by its name, otherwise the only one with a column that is known. Throws `batches.wrong-sheet`. */
export function chooseGrid(grids: readonly Grid[], columns: readonly Column[]): Grid {
  const known = grids.filter((grid) => keysOf(grid, columns).some((key) => key !== undefined && key !== numberHead))
  const chosen = known.find(({ name }) => name === sheetName) ?? (known.length === 1 ? known[0] : undefined)
  if (chosen) return chosen
  throw wrongSheet({}, grids.map(({ name }) => ({ path: name, code: 'sheet', zh: `工作表“${name}”`, en: `Sheet “${name}”` })))
}

const keysOf = (grid: Grid, columns: readonly Column[]) => (grid.lines[0]?.cells ?? []).map(({ text }) => keyOf(text, columns))

/** The rows of a sheet by its columns; a column that is not known is left alone. Rows without a number of their own are counted on from `next`. Throws `batches.no-rows`, `batches.too-many-rows`, `batches.merged-cells`, `batches.repeated-column`. */
export function readRows(grid: Grid, columns: readonly Column[], next = 1): ReadSheet {
  const [head, ...body] = grid.lines
  const keys = keysOf(grid, columns)
  mustBeApart(grid, head?.line ?? 0)
  if (!head || !keys.some((key) => key !== undefined && key !== numberHead)) throw noRows()
  mustBeOnce(head, keys)
  const lines = body.filter((line) => !isNote(line) && !repeatsHead(line, head, keys))
  if (lines.length === 0) throw noRows()
  if (lines.length > rowsMax) throw tooManyRows({ rows: lines.length, rowsMax })
  const places = keys.flatMap((key, at) => (key === undefined || key === numberHead ? [] : [{ key, at, isDate: columns.some((column) => column.key === key && column.isDate) }]))
  const numbers = numbersOf(lines, keys.indexOf(numberHead), next)
  return {
    rows: lines.map((line, n) => ({ number: numbers[n] ?? next + n, line: line.line, ...cellsOf(line, places, grid.is1904) })),
    letters: Object.fromEntries(places.map(({ key, at }) => [key, letterOf(at)])),
    formulas: formulasOf(lines, places),
  }
}

function keyOf(text: string, columns: readonly Column[]): string | undefined {
  const name = text.trim()
  if (name === numberHead || name.toLowerCase() === 'row') return numberHead
  const key = /\[([^\]]+)\]\s*$/.exec(name)?.[1] ?? name
  return columns.find((column) => column.key === key || column.label.zh === name || column.label.en === name)?.key
}

// A value merged over several rows would stand in the first of them alone.
function mustBeApart(grid: Grid, from: number): void {
  const merged = grid.merges.filter((one) => one.to >= from)
  if (merged.length > 0) throw mergedCells({}, merged.slice(0, 10).map(({ range }) => ({ path: range, code: 'merged', zh: `${range} 合并了`, en: `${range} is merged` })))
}

function mustBeOnce(head: GridLine, keys: readonly (string | undefined)[]): void {
  const again = keys.flatMap((key, at) => (key !== undefined && keys.indexOf(key) !== at ? [{ at, first: keys.indexOf(key) }] : []))
  if (again.length === 0) return
  const cell = (at: number) => `${letterOf(at)}${head.line}`
  throw repeatedColumn({}, again.map(({ at, first }) => ({ path: cell(at), code: 'repeated', zh: `${cell(first)} 和 ${cell(at)} 都是“${head.cells[at]?.text ?? ''}”`, en: `${cell(first)} and ${cell(at)} are both “${head.cells[at]?.text ?? ''}”` })))
}

const isNote = ({ cells }: GridLine) => Object.values(noteMarks).some((mark) => cells[0]?.text.startsWith(mark.slice(0, mark.indexOf('（'))))

/** Sheets that were put together from several carry their head again. */
function repeatsHead({ cells }: GridLine, head: GridLine, keys: readonly (string | undefined)[]): boolean {
  return keys.every((key, at) => key === undefined || cells[at]?.text === head.cells[at]?.text)
}

/** A number that comes twice in one sheet would make one row hide another. */
function numbersOf(lines: readonly GridLine[], at: number, next: number): number[] {
  const taken = new Set<number>()
  let count = next
  return lines.map(({ cells }) => {
    const own = Number(cells[at]?.text || Number.NaN)
    let number = own
    if (!Number.isInteger(own) || own < 1 || own >= 1_000_000 || taken.has(own)) for (number = count; taken.has(number); ) number++
    count = Math.max(count, number + 1)
    taken.add(number)
    return number
  })
}

interface Place {
  key: string
  at: number
  isDate: boolean
}

const cellLettersMax = 4000

function cellsOf({ cells: all }: GridLine, places: readonly Place[], is1904: boolean): Pick<SheetRow, 'cells' | 'spoilt'> {
  const cells: SheetRow['cells'] = {}
  const spoilt: SheetRow['spoilt'] = {}
  for (const { key, at, isDate } of places) {
    const cell = all[at]
    if (!cell) continue
    const text = isDate ? dateText(cell, is1904) : cell.text
    if (text !== '') cells[key] = text.slice(0, cellLettersMax)
    if (cell.spoilt) spoilt[key] = cell.spoilt
  }
  return { cells, spoilt }
}

/** A day that is stored as a number, or comes with a time. */
function dateText({ text, number }: GridCell, is1904: boolean): string {
  if (number !== undefined) return dayOf(number, is1904) ?? text
  return text.replace(/^(\d{4}-\d\d-\d\d) \d\d:\d\d$/, '$1')
}

function formulasOf(lines: readonly GridLine[], places: readonly Place[]): ReadSheet['formulas'] {
  const all = lines.flatMap(({ line, cells }) => places.flatMap(({ at }) => (cells[at]?.isFormula ? [{ cell: `${letterOf(at)}${line}`, value: (cells[at]?.text ?? '').slice(0, 100) }] : [])))
  return { count: all.length, first: all.slice(0, formulasTold) }
}
