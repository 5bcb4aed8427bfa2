// Sheets that are handed out: the template to fill in, and rows with what became of them. Every cell is text, so that no identity number loses a digit.
import { Readable } from 'node:stream'
import { writeXlsx, writeXlsxStream, type CellStyle, type CellValue, type DataValidation } from 'hucre/xlsx'
import type { Text } from '#engines/words'
import { letterOf } from './grid.ts'
import { headOf, noteMarks, numberHead, rowsMax, sheetName } from './rows.ts'
import type { Column } from './sheet.ts'

const asText: CellStyle = { numFmt: '@' }
const headStyle: CellStyle = { ...asText, font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9F1F4' } } }
/** Empty lines that are formatted as text beforehand; what is pasted further down brings its own format. */
const blankLines = 1000
const choicesName = '选项'
const notesName = '填写说明'

const choicesOf = ({ options }: Column) => options.map(({ label }) => label.zh)

/** The lines of a template in CSV: names of the columns, and what goes into them. */
export function templateLines(columns: readonly Column[]): string[][] {
  const hint = (column: Column) => [column.hint.zh, ...(column.options.length > 0 ? [`可填：${choicesOf(column).join('、')}`] : []), ...(column.isDate ? ['如 2027-01-10'] : [])].join('；')
  return [[numberHead, ...columns.map(headOf)], [noteMarks.hint, ...columns.map(hint)]]
}

/** The template as a workbook: the sheet to fill in with an example and lists to choose from, and a sheet of explanations. `name` is the item's. */
export async function writeTemplate(name: Text, columns: readonly Column[]): Promise<Uint8Array> {
  const head = [numberHead, ...columns.map(headOf)]
  const lists = columns.flatMap((column, at) => (column.options.length > 0 ? [{ column, at }] : []))
  const blank = Array.from({ length: blankLines }, () => head.map(() => null))
  return writeXlsx({
    sheets: [
      {
        name: sheetName, columns: head.map((text) => ({ width: widthOf(text), style: asText })), freezePane: { rows: 1 },
        rows: [head, [noteMarks.example, ...columns.map(({ example }) => example)], ...blank],
        cells: new Map(head.map((value, at) => [`0,${at}`, { value, type: 'string' as const, style: headStyle }])),
        dataValidations: lists.flatMap(({ column, at }, list) => (column.isMany ? [] : [listOf(column, letterOf(at + 1), letterOf(list))])),
      },
      { name: notesName, columns: [{ width: 34 }, { width: 12 }, { width: 60 }, { width: 22 }], rows: notesFor(name, columns), cells: new Map(notesHead.map((value, at) => [`${2 * notesAbove.length + 2},${at}`, { value, type: 'string' as const, style: headStyle }])) },
      { name: choicesName, hidden: true, rows: rowsOf(lists.map(({ column }) => choicesOf(column))) },
    ],
  })
}

function widthOf(text: string): number {
  return Math.min(48, Math.max(12, [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 2)))
}

/** A list to choose from; the choices stand in a sheet of their own, for in place they may have no comma and 255 letters at most. */
function listOf({ label, options }: Column, letter: string, list: string): DataValidation {
  return {
    type: 'list', formula1: `${choicesName}!$${list}$1:$${list}$${options.length}`, range: `${letter}3:${letter}${rowsMax + 2}`, allowBlank: true, showErrorMessage: true,
    errorTitle: label.zh.slice(0, 32), errorMessage: '请从列表中选择。Choose from the list.',
  }
}

/** Lists of choices side by side. */
function rowsOf(lists: readonly string[][]): CellValue[][] {
  const longest = Math.max(1, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => (lists.length === 0 ? [null] : lists.map((list) => list[at] ?? null)))
}

const notesAbove: Text[] = [
  { zh: `请填在“${sheetName}”工作表里，一行一份申请，最多一万行。第一行的列名不要改动，列的次序可以换。`, en: `Fill in the sheet “${sheetName}”: one application a row, at most 10,000. Leave the names in the first line; their order may change.` },
  { zh: '示例行（以“#示例”开头）不会提交，不用删。空行不算。', en: 'The example (its line begins with “#示例”) is not submitted and may stay. Empty rows do not count.' },
  { zh: '单元格都是文本格式，证件号码、信用代码不会变成 1.2E+17。从别处粘贴时请选“只粘贴值”。', en: 'All cells are text, so that identity numbers stay whole. Paste values only.' },
  { zh: '“行号”可以不填；改好有误的行再上传时，按行号替换。', en: `“${numberHead}” may stay empty; when mended rows are uploaded they replace those of the same number.` },
  { zh: '公式按文件里保存的结果读取。不要合并单元格，不要设打开密码，不要带宏。', en: 'Of formulas the kept value is taken. No merged cells, no password, no macros.' },
]

const notesHead = ['列 Column', '要求 Need', '可填内容 What may be entered', '示例 Example']

function notesFor(name: Text, columns: readonly Column[]): CellValue[][] {
  return [
    [`${name.zh} · 批量申请 / ${name.en ?? name.zh} · applications by spreadsheet`],
    ...notesAbove.flatMap(({ zh, en }) => [[zh], [en ?? zh]]),
    [],
    notesHead,
    ...columns.map((column) => [`${column.label.zh}\n${column.label.en ?? column.label.zh}`, `${column.hint.zh} ${column.hint.en ?? ''}`, fillWords(column), column.example]),
  ]
}

function fillWords({ options, isDate, isMany }: Column): string {
  const choices = options.map(({ label }) => (label.en === undefined ? label.zh : `${label.zh}（${label.en}）`)).join('、')
  return [...(isMany ? ['可填多个，用“；”分开 Several, divided by “；”'] : []), ...(isDate ? ['日期，如 2027-01-10 Date'] : []), choices].filter((words) => words !== '').join('：')
}

/** Rows as a workbook, written while they come. The first row names the columns. */
export function writeRows(head: readonly string[], rows: AsyncIterable<string[]>): Readable {
  return Readable.from(writeXlsxStream(rows, { name: sheetName, columns: head.map((header) => ({ header, width: widthOf(header), style: asText })), freezePane: { rows: 1 } }), { objectMode: false })
}
