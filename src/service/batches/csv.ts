// CSV as spreadsheets write it (RFC 4180), in UTF-8 or GB 18030. It knows no application.
import { refusal } from '#base/problem'
import { textCell, type Grid } from './grid.ts'

export const notCsv = refusal({
  code: 'batches.not-csv', status: 415, zh: '读不了这个文件：需要 xlsx 或者 CSV 格式的表格（按内容判断，与文件名无关）。', en: 'This file cannot be read: a sheet in xlsx or CSV is needed (judged by content, not by name).',
  nextZh: '请下载模板填写，或者在 Excel、WPS 中另存为 xlsx，再上传。', nextEn: 'Fill in the template, or save your sheet as xlsx in Excel or WPS, and upload that.',
})

/** The text of a sheet: UTF-8 where it is that, otherwise GBK (GB 18030), which Chinese spreadsheets write. Throws `batches.not-csv` for anything that is no text. */
export function decodeSheet(bytes: Uint8Array): string {
  // Control characters do not stand in text.
  if (bytes.subarray(0, 4096).includes(0)) throw notCsv()
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  throw notCsv()
}

/** The cells of a sheet, row by row; comma, semicolon or tab divide them, whichever the first line has most. Rows without text stay: what stands below keeps its line. */
export function parseCsv(text: string): string[][] {
  const divider = dividerOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const one = text.charAt(at)
    if (isQuoted) {
      if (one !== '"') cell += one
      else if (text.charAt(at + 1) === '"') cell += text.charAt(at++)
      else isQuoted = false
    } else if (one === '"' && cell === '') isQuoted = true
    else if (one === divider) [row, cell] = [[...row, cell], '']
    else if (one === '\n' || one === '\r') {
      if (one === '\r' && text.charAt(at + 1) === '\n') at++
      rows.push([...row, cell])
      ;[row, cell] = [[], '']
    } else cell += one
  }
  return (row.length === 0 && cell === '' ? rows : [...rows, [...row, cell]]).map((cells) => cells.map(bare))
}

/** A sheet in CSV as cells. Throws `batches.not-csv`. */
export function csvGrid(bytes: Uint8Array): Grid {
  const lines = parseCsv(decodeSheet(bytes)).map((cells, at) => ({ line: at + 1, cells: cells.map(textCell) }))
  return { name: '', lines: lines.filter(({ cells }) => cells.some(({ text }) => text !== '')), merges: [], is1904: false }
}

function dividerOf(text: string): string {
  const first = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const count = (divider: string) => first.split(divider).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

/** A cell as it was meant: without the mark that keeps it from being a formula. */
function bare(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '')
}

/** Rows as a sheet that Excel opens rightly: with a mark for UTF-8, and nothing in it that a spreadsheet would run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const guarded = (cell: string) => (/^[=+\-@]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell)
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return `\ufeff${rows.map((row) => row.map((cell) => quoted(guarded(cell))).join(',')).join('\r\n')}\r\n`
}
