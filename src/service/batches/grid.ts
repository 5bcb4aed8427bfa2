// A sheet as cells, whatever file it came in. It knows no application.

/** Why what stands in a cell cannot be trusted: digits beyond the fifteenth are lost, the spreadsheet shows an error, a formula was never reckoned. */
export type Spoilt = 'digits' | 'error' | 'no-value'

export interface GridCell {
  text: string
  /** What is stored, where that is a number: a date may be one. */
  number?: number
  spoilt?: Spoilt
  isFormula?: boolean
}

/** `line` counts from 1, as spreadsheets show it; lines without any text are left out. */
export interface GridLine {
  line: number
  cells: GridCell[]
}

export interface Grid {
  name: string
  lines: GridLine[]
  /** Merged cells: the lines they cover and how they are called (B1:D1). */
  merges: { from: number; to: number; range: string }[]
  /** Days are counted from 1904 (older Macs) instead of 1900. */
  is1904: boolean
}

/** What a column is called: A … Z, AA … */
export function letterOf(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letterOf(Math.floor(column / 26) - 1) + letterOf(column % 26)
}

const shownErrors = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/
/** An identity number as a spreadsheet shows it once it took it for a number. */
const rounded = /^\d(\.\d+)?E\+(1[5-9]|[2-9]\d)$/i

/** A cell of which only the text is known. */
export function textCell(text: string): GridCell {
  return shownErrors.test(text) ? { text, spoilt: 'error' } : rounded.test(text) ? { text, spoilt: 'digits' } : { text }
}

/** Spreadsheets keep 15 digits; an identity number typed as a number has lost the rest. */
const wholeMax = 1e15

export function numberCell(number: number): GridCell {
  const text = String(Number(number.toPrecision(15)))
  return Math.abs(number) >= wholeMax ? { text, number, spoilt: 'digits' } : { text, number }
}

/** The day that a number stands for in a spreadsheet; undefined where it is none. 1900 has a 29 February there that never was (ECMA-376 18.17.4.1). */
export function dayOf(number: number, is1904: boolean): string | undefined {
  const days = Math.floor(number)
  if (days < 1 || days > 2_958_465 || (!is1904 && days === 60)) return undefined
  const first = is1904 ? '1904-01-01' : days < 60 ? '1899-12-31' : '1899-12-30'
  return Temporal.PlainDate.from(first).add({ days }).toString()
}
