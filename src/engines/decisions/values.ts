// The values of FEEL (DMN 1.5 §10.3.2): what they are, when two are equal, how they are ordered and written. Knows no syntax.
import { dateText, dayNumber, durationText, FeelDate, FeelDateTime, FeelTime, momentOf, monthsText, MonthsDuration, offsetSeconds, secondNs, timeText, TimeDuration } from './dates.ts'
import { compareNumbers, Decimal, type FeelNumber, isNumber, textOfNumber } from './decimal.ts'
import type { Type } from './types.ts'

export { FeelDate, FeelDateTime, FeelTime, MonthsDuration, TimeDuration }

/** How a unary range was written: `(< 10)` has no start and is not equal to `(null..10)`. */
export type UnaryOp = '<' | '<=' | '>' | '>=' | '=' | '!='

/** From `low` to `high`; a bound of null is unbounded. */
export class FeelRange {
  readonly low: FeelValue
  readonly high: FeelValue
  readonly lowClosed: boolean
  readonly highClosed: boolean
  readonly unary: UnaryOp | undefined
  constructor(low: FeelValue, high: FeelValue, lowClosed: boolean, highClosed: boolean, unary?: UnaryOp) {
    this.low = low
    this.high = high
    this.lowClosed = lowClosed
    this.highClosed = highClosed
    this.unary = unary
  }
}

/** What a function needs to tell the world: a place for problems and a budget that ends every evaluation. */
export interface Run {
  problems: { code: string; zh: string; en: string }[]
  /** Units of work left; at zero the evaluation ends with null and a problem. */
  budget: number
  depth: number
  /** The moment that `now()` and `today()` tell, given by the caller; an engine has no clock. */
  now?: FeelDateTime
  /** Takes what a decision table has to explain, where someone listens. */
  tell?: (step: unknown) => void
}

/** A parameter of a function, with the type its argument is brought to. */
export interface Parameter {
  name: string
  type?: Type
}

export class FeelFunction {
  readonly parameters: readonly Parameter[]
  readonly result: Type | undefined
  /** Arguments by position. */
  readonly apply: (args: FeelValue[], run: Run) => FeelValue
  /** Arguments by name, where the order of the parameters alone does not decide (built-ins with several signatures). */
  readonly applyNamed: ((args: Map<string, FeelValue>, run: Run) => FeelValue) | undefined
  constructor(parameters: readonly Parameter[], apply: (args: FeelValue[], run: Run) => FeelValue, more: { result?: Type | undefined; applyNamed?: (args: Map<string, FeelValue>, run: Run) => FeelValue } = {}) {
    this.parameters = parameters
    this.apply = apply
    this.result = more.result
    this.applyNamed = more.applyNamed
  }
}

export interface FeelContext {
  [name: string]: FeelValue
}

export type FeelValue = null | boolean | string | FeelNumber | FeelDate | FeelTime | FeelDateTime | MonthsDuration | TimeDuration | FeelRange | FeelFunction | FeelValue[] | FeelContext

export type FeelType = 'null' | 'boolean' | 'string' | 'number' | 'date' | 'time' | 'date and time' | 'years and months duration' | 'days and time duration' | 'range' | 'function' | 'list' | 'context'

/** The FEEL type of a value. */
export function typeOf(value: FeelValue): FeelType {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number' || value instanceof Decimal) return 'number'
  if (Array.isArray(value)) return 'list'
  const prototype: unknown = Object.getPrototypeOf(value)
  return kinds.get(prototype) ?? 'context'
}

const kinds = new Map<unknown, FeelType>([
  [FeelRange.prototype, 'range'],
  [FeelFunction.prototype, 'function'],
  [FeelDate.prototype, 'date'],
  [FeelTime.prototype, 'time'],
  [FeelDateTime.prototype, 'date and time'],
  [MonthsDuration.prototype, 'years and months duration'],
  [TimeDuration.prototype, 'days and time duration'],
])

export function isContext(value: FeelValue): value is FeelContext {
  return typeOf(value) === 'context'
}

/** -1, 0, 1, or undefined when the two cannot be ordered (different types, or unordered ones). */
export function compareValues(a: FeelValue, b: FeelValue): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (a instanceof FeelDate && b instanceof FeelDate) return Math.sign(dayNumber(a) - dayNumber(b))
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) return compareMoments(a, b)
  if (a instanceof FeelTime && b instanceof FeelTime) return compareTimes(a, b)
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return Math.sign(a.months - b.months)
  if (a instanceof TimeDuration && b instanceof TimeDuration) return a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0
  return undefined
}

// Times are compared to the millisecond: the kit holds 10:30:00.0001 and 10:30:00.0002 for equal.
const precisionNs = 1_000_000

// A local time and one with a zone cannot be ordered.
function compareMoments(a: FeelDateTime, b: FeelDateTime): number | undefined {
  if ((a.zone === undefined) !== (b.zone === undefined)) return undefined
  const difference = momentOf(a) / BigInt(precisionNs) - momentOf(b) / BigInt(precisionNs)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function compareTimes(a: FeelTime, b: FeelTime): number | undefined {
  if ((a.zone === undefined) !== (b.zone === undefined)) return undefined
  return Math.sign(millisecondOf(a) - millisecondOf(b))
}

function millisecondOf({ nanoseconds, zone }: FeelTime): number {
  const utc = zone === undefined ? 0 : offsetSeconds(zone, undefined, nanoseconds)
  return Math.floor((nanoseconds - utc * secondNs) / precisionNs)
}

// By code points: UTF-16 order would put 𠮷 before 々.
function compareText(a: string, b: string): number {
  if (a === b) return 0
  const x = [...a]
  const y = [...b]
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(x.length - y.length)
}

/** Work left for one walk through values: lists that share their parts may hold more of them than can ever be visited. */
export interface Walk {
  left: number
}

const walkMax = 1_000_000

/** Begins a walk of this many parts at most. */
export function makeWalk(): Walk {
  return { left: walkMax }
}

// A range of the host is what ends every evaluation that grows too large (expression.ts).
function take(walk: Walk): void {
  if (--walk.left < 0) throw new RangeError('a value holds too many parts')
}

/** FEEL equality: true, false, or null between different types (DMN 1.5 table 42). */
export function equalValues(a: FeelValue, b: FeelValue, walk?: Walk): boolean | null {
  if (a === null || b === null) return a === b
  if (typeof a === 'string' && typeof b === 'string') return a === b
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b
  const type = typeOf(a)
  if (type !== typeOf(b)) return null
  const compared = compareValues(a, b)
  if (compared !== undefined) return compared === 0
  if (a === b) return true
  const on = walk ?? makeWalk()
  take(on)
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equalValues(fromPlain(item), fromPlain(b[i]), on) === true)
  if (a instanceof FeelRange && b instanceof FeelRange) return a.unary === b.unary && a.lowClosed === b.lowClosed && a.highClosed === b.highClosed && equalValues(a.low, b.low, on) === true && equalValues(a.high, b.high, on) === true
  if (type === 'context') return equalContexts(a as FeelContext, b as FeelContext, on)
  return false
}

function equalContexts(a: FeelContext, b: FeelContext, walk: Walk): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equalValues(fromPlain(a[name]), fromPlain(b[name]), walk) === true)
}

/** Whether a value lies in a range; null when they cannot be compared. */
export function inRange(value: FeelValue, range: FeelRange): boolean | null {
  if (range.unary === '!=') {
    const same = equalValues(value, range.low)
    return same === null ? null : !same
  }
  if (range.unary === '=') return equalValues(value, range.low)
  if (value === null || (range.unary === undefined && (range.low === null || range.high === null))) return null
  if (range.low !== null) {
    const low = compareValues(value, range.low)
    if (low === undefined) return null
    if (low < 0 || (low === 0 && !range.lowClosed)) return false
  }
  if (range.high !== null) {
    const high = compareValues(value, range.high)
    if (high === undefined) return null
    if (high > 0 || (high === 0 && !range.highClosed)) return false
  }
  return range.low !== null || range.high !== null ? true : null
}

/** Lets a JSON value into FEEL: undefined becomes null, numbers stay (they mean their shortest decimal text), objects become contexts, Temporal's dates FEEL's. */
export function fromPlain(value: unknown): FeelValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return new Decimal(value, 0)
  if (typeof value !== 'object') return null
  // Safari has no Temporal yet; there a date is simply never met.
  if (typeof Temporal !== 'undefined' && value instanceof Temporal.PlainDate) return new FeelDate(value.year, value.month, value.day)
  return value as FeelValue
}

/** Turns a FEEL value into JSON (a RangeError where it holds more than a million parts): long decimals to the nearest number, dates and durations to their ISO text, functions to null. */
export function toPlain(value: FeelValue, walk: Walk = makeWalk()): unknown {
  if (value === null || typeof value !== 'object') return value
  take(walk)
  if (value instanceof Decimal) return value.toJSON()
  if (Array.isArray(value)) return value.map((item) => toPlain(fromPlain(item), walk))
  if (value instanceof FeelFunction) return null
  if (!isContext(value)) return textOf(value)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlain(fromPlain(item), walk)]))
}

/** The text of a value as `string()` gives it; texts inside lists and contexts are quoted. */
export function textOf(value: FeelValue, quoted = false, walk: Walk = makeWalk()): string {
  take(walk)
  if (value === null) return 'null'
  if (typeof value === 'string') return quoted ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return textOfNumber(value)
  if (Array.isArray(value)) return `[${value.map((item) => textOf(fromPlain(item), true, walk)).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value)
  if (value instanceof FeelFunction) return `function(${value.parameters.map(({ name }) => name).join(', ')})`
  if (value instanceof FeelTime) return timeText(value.nanoseconds, value.zone)
  if (value instanceof FeelDateTime) return `${dateText(value.date)}T${timeText(value.nanoseconds, value.zone)}`
  if (value instanceof MonthsDuration) return monthsText(value.months)
  if (value instanceof TimeDuration) return durationText(value.nanoseconds)
  if (value instanceof FeelDate) return dateText(value)
  const entries = Object.entries(value as FeelContext)
  return `{${entries.map(([name, item]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name)}: ${textOf(fromPlain(item), true, walk)}`).join(', ')}}`
}

function rangeText(range: FeelRange): string {
  if (range.unary) return `(${range.unary} ${textOf(range.low ?? range.high, true)})`
  return `${range.lowClosed ? '[' : '('}${textOf(range.low, true)}..${textOf(range.high, true)}${range.highClosed ? ']' : ')'}`
}
