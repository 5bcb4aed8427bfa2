// CSV as spreadsheets write it (RFC 4180), in UTF-8 or GBK. It knows no application.
import { refusal } from '#base/problem'

export const notCsv = refusal({
  code: 'batches.not-csv', status: 415, zh: '读不了这个文件：需要 CSV 格式的表格。', en: 'This file cannot be read: a sheet in CSV is needed.',
  nextZh: '请在 Excel 或 WPS 中选“另存为”，类型选 CSV，再上传。', nextEn: 'In Excel or WPS choose “Save as”, type CSV, and upload that.',
})

/** The text of a sheet: UTF-8 where it is that, otherwise GBK (GB 18030), which Chinese spreadsheets write. Throws `batches.not-csv` for anything that is no text. */
export function decodeSheet(bytes: Uint8Array): string {
  // A workbook is a zip file; control characters do not stand in text.
  const head = bytes.subarray(0, 4096)
  if ((head[0] === 0x50 && head[1] === 0x4b) || head.includes(0)) throw notCsv()
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  throw notCsv()
}

/** The cells of a sheet, row by row; comma, semicolon or tab divide them, whichever the first line has most. Rows without any text are left out. */
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
  return [...rows, [...row, cell]].map((cells) => cells.map(bare)).filter((cells) => cells.some((one) => one !== ''))
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
