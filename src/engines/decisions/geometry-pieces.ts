// The range of a table's column, cut at every bound that its cells name: within a piece every cell says the same, so that one witness stands for all of it.
import { constantOf } from './constants.ts'
import { atMoment, dateOfDay, dayNs, dayNumber, FeelDate, FeelDateTime, FeelTime, momentOf, MonthsDuration, TimeDuration } from './dates.ts'
import { add, compareNumbers, divide, type FeelNumber, isNumber, subtract } from './decimal.ts'
import { type CellTests, makeRun, makeScope } from './expression.ts'
import type { TableInput } from './model.ts'
import { shortText } from './problems.ts'
import { compareValues, equalValues, FeelRange, type FeelType, type FeelValue, fromPlain, typeOf } from './values.ts'

export interface Piece {
  witness: FeelValue
  zh: string
  en: string
}

/** Every value that a cell or the column's own list of values names as a bound; undefined when one is not constant. */
function boundsOf(cells: (CellTests | undefined)[], allowed: readonly FeelValue[]): { bounds: FeelValue[]; isRanged: boolean } | undefined {
  const bounds: FeelValue[] = []
  let isRanged = false
  for (const constant of [...cells.flatMap((cell) => cell?.tests?.tests ?? []).map(constantOf), ...allowed]) {
    if (constant === undefined) return undefined
    for (const value of Array.isArray(constant) ? constant.map(fromPlain) : [constant]) {
      const isRange = value instanceof FeelRange
      if (isRange) isRanged ||= value.unary !== '=' && value.unary !== '!='
      if (isRange) bounds.push(...[value.low, value.high].filter((bound) => bound !== null))
      else bounds.push(value)
    }
  }
  return { bounds, isRanged }
}

/** The pieces of a column within the values it may have; undefined when its cells depend on other data or cannot be ordered. */
export function piecesOf(input: TableInput, cells: CellTests[]): Piece[] | undefined {
  const found = boundsOf([...cells, input.values], input.domain?.bounds ?? [])
  if (!found) return undefined
  const { domain } = input
  const bounds = found.bounds.filter((bound) => bound !== null)
  const type = bounds[0] === undefined ? typeNamed(input.type) : typeOf(bounds[0])
  if (bounds.some((bound) => typeOf(bound) !== type || (type !== 'boolean' && compareValues(bound, bounds[0] ?? null) === undefined))) return undefined
  const pieces = cut(type, bounds, found.isRanged, input.label)
  if (pieces && found.bounds.includes(null)) pieces.push({ witness: null, zh: `${input.label} 为空`, en: `${input.label} is null` })
  const scope = makeScope({}, makeRun())
  const mayBe = (value: FeelValue) => (input.values === undefined || input.values.code(scope, value) === true) && (domain === undefined || domain.allows(value))
  return pieces?.filter(({ witness }) => witness === null || mayBe(witness))
}

function typeNamed(name: string): FeelType {
  return name.replace(/^feel[:.]/, '') === 'boolean' ? 'boolean' : 'null'
}

function cut(type: FeelType, bounds: FeelValue[], isRanged: boolean, label: string): Piece[] | undefined {
  const point = (value: FeelValue): Piece => ({ witness: value, zh: `${label} 为 ${shortText(value)}`, en: `${label} is ${shortText(value)}` })
  if (type === 'boolean') return [point(true), point(false)]
  if (bounds.length === 0) return [{ witness: null, zh: `${label} 任意`, en: `${label} is anything` }]
  const distinct = bounds.filter((bound, i) => bounds.findIndex((other) => equalValues(other, bound) === true) === i).sort((a, b) => compareValues(a, b) ?? 0)
  if (type === 'string' && !isRanged) return [...distinct.map(point), { witness: otherText(distinct), zh: `${label} 为其他值`, en: `${label} is something else` }]
  return ordered(distinct, label, point)
}

function otherText(taken: FeelValue[]): string {
  let text = '其他'
  while (taken.includes(text)) text += '他'
  return text
}

/** Below the first bound, each bound, between each two, above the last. */
function ordered(bounds: FeelValue[], label: string, point: (value: FeelValue) => Piece): Piece[] {
  const pieces: Piece[] = []
  const [first, last] = [bounds[0] ?? null, bounds.at(-1) ?? null]
  const piece = (witness: FeelValue | undefined, zh: string, en: string) => {
    if (witness !== undefined) pieces.push({ witness, zh: `${label} ${zh}（例如 ${shortText(witness)}）`, en: `${label} ${en} (for example ${shortText(witness)})` })
  }
  piece(beyond(first, -1), `小于 ${shortText(first)}`, `is less than ${shortText(first)}`)
  for (const [i, bound] of bounds.entries()) {
    pieces.push(point(bound))
    const next = bounds[i + 1]
    if (next !== undefined) piece(between(bound, next), `在 ${shortText(bound)} 和 ${shortText(next)} 之间`, `lies between ${shortText(bound)} and ${shortText(next)}`)
  }
  piece(beyond(last, 1), `大于 ${shortText(last)}`, `is greater than ${shortText(last)}`)
  return pieces
}

/** A value past a bound; undefined where there is none. */
function beyond(bound: FeelValue, side: 1 | -1): FeelValue | undefined {
  if (isNumber(bound)) return add(bound, side)
  if (typeof bound === 'string') return side > 0 ? `${bound}a` : bound === '' ? undefined : ''
  return tickedFrom(bound, side) ?? undefined
}

/** A value strictly between two; undefined between neighbouring days or months. */
function between(low: FeelValue, high: FeelValue): FeelValue | undefined {
  if (isNumber(low) && isNumber(high)) return wholeBetween(low, high) ?? divide(add(low, high), 2)
  if (typeof low === 'string') return ['a', ' ', '\u0000'].map((more) => low + more).find((text) => compareValues(text, high) === -1)
  const after = tickedFrom(low, 1) ?? undefined
  if (after !== undefined && compareValues(after, high) === -1) return after
  const next = tickedFrom(low, 1, true) ?? undefined
  return next !== undefined && compareValues(next, high) === -1 ? next : undefined
}

// A whole number makes a better example than 85.5 where there is one.
function wholeBetween(low: FeelNumber, high: FeelNumber): FeelNumber | undefined {
  return compareNumbers(subtract(high, low), 1) > 0 ? add(low, 1) : undefined
}

const secondTicks = 1_000_000_000n
const finestTicks = 1_000_000n

/** A day, a month or a second later or earlier; with `finest` a millisecond, below which times are the same. */
function tickedFrom(value: FeelValue, side: 1 | -1, finest = false): FeelValue | null {
  const step = BigInt(side) * (finest ? finestTicks : secondTicks)
  if (value instanceof FeelDate) return dateOfDay(dayNumber(value) + side)
  if (value instanceof MonthsDuration) return new MonthsDuration(value.months + side)
  if (value instanceof TimeDuration) return new TimeDuration(value.nanoseconds + (finest ? BigInt(side) : step))
  if (value instanceof FeelDateTime) return atMoment(momentOf(value) + step, value.zone)
  if (!(value instanceof FeelTime)) return null
  const moved = value.nanoseconds + Number(step)
  return moved >= 0 && moved < dayNs ? new FeelTime(moved, value.zone) : null
}
