// Built-in functions on ranges and points (DMN 1.5 §10.3.4.8 table 78), and `range()`. A bound of null lies at infinity.
import { define } from './define.ts'
import { readDate, readDateTime, readDuration, readTemporal, readTime } from './temporal.ts'
import { decimalOf } from './decimal.ts'
import { compareValues, FeelRange, type FeelValue, typeOf } from './values.ts'

/** A bound of a range, where an open one lies a hair's breadth inside. */
interface Edge {
  value: FeelValue
  side: -1 | 0 | 1
}

interface Span {
  low: Edge
  high: Edge
}

function spanOf(value: FeelValue): Span {
  if (!(value instanceof FeelRange)) return { low: { value, side: 0 }, high: { value, side: 0 } }
  return { low: { value: value.low, side: value.lowClosed ? 0 : 1 }, high: { value: value.high, side: value.highClosed ? 0 : -1 } }
}

class NotOrdered extends Error {}

function orderOf(a: Edge, b: Edge, nullA: number, nullB: number): number {
  if (a.value === null || b.value === null) {
    const [x, y] = [a.value === null ? nullA : 0, b.value === null ? nullB : 0]
    return Math.sign(x - y)
  }
  const order = compareValues(a.value, b.value)
  if (order === undefined) throw new NotOrdered()
  return order === 0 ? Math.sign(a.side - b.side) : order
}

const lows = (a: Span, b: Span) => orderOf(a.low, b.low, -1, -1)
const highs = (a: Span, b: Span) => orderOf(a.high, b.high, 1, 1)
const highToLow = (a: Span, b: Span) => orderOf(a.high, b.low, 1, -1)

const before = (a: Span, b: Span) => highToLow(a, b) < 0
const includes = (a: Span, b: Span) => lows(a, b) <= 0 && highs(a, b) >= 0
const overlaps = (a: Span, b: Span) => !before(a, b) && !before(b, a)
const meets = (a: Span, b: Span) => a.high.value !== null && highToLow(a, b) === 0 && a.high.side === 0 && b.low.side === 0
const overlapsBefore = (a: Span, b: Span) => lows(a, b) < 0 && highToLow(a, b) >= 0 && highs(a, b) <= 0
const finishes = (a: Span, b: Span) => b.high.value !== null && highs(a, b) === 0 && a.high.side === b.high.side && lows(a, b) >= 0
const starts = (a: Span, b: Span) => b.low.value !== null && lows(a, b) === 0 && a.low.side === b.low.side && highs(a, b) <= 0

type Relation = (a: Span, b: Span) => boolean

const turned = (relation: Relation): Relation => (a, b) => relation(b, a)

function relate(relation: Relation) {
  return ([x, y]: FeelValue[]): FeelValue | undefined => {
    try {
      return relation(spanOf(x ?? null), spanOf(y ?? null))
    } catch (error) {
      if (error instanceof NotOrdered) return undefined
      throw error
    }
  }
}

const signatures = {
  points: 'point1: point, point2: point',
  pointRange: 'point: point, range: range',
  rangePoint: 'range: range, point: point',
  ranges: 'range1: range, range2: range',
}

function relation(name: string, shapes: (keyof typeof signatures)[], body: Relation) {
  return define(name, ...shapes.flatMap((shape) => [signatures[shape], relate(body)]))
}

const constructors: Record<string, (text: string) => FeelValue> = { date: readDate, time: readTime, 'date and time': readDateTime, duration: readDuration }

/** A bound as `range()` takes it: a literal, or a constructor over a literal. */
function readBound(text: string): FeelValue {
  const plain = text.trim()
  const call = /^(date and time|date|time|duration)\s*\(\s*"([^"\\]*)"\s*\)$/.exec(plain)
  if (call) return constructors[call[1] ?? '']?.(call[2] ?? '') ?? null
  const temporal = /^@"([^"\\]*)"$/.exec(plain)
  if (temporal) return readTemporal(temporal[1] ?? '')
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(plain)
  if (quoted) return (quoted[1] ?? '').replace(/\\(.)/g, '$1')
  return decimalOf(plain.replace(/^-\s+/, '-')) ?? null
}

function readRange(text: string): FeelRange | undefined {
  const match = /^\s*([[(\]])((?:[^"]|"(?:[^"\\]|\\.)*")*?)\.\.((?:[^"]|"(?:[^"\\]|\\.)*")*)([\])[])\s*$/s.exec(text)
  if (!match) return undefined
  const [, open, from = '', to = '', close] = match
  const [low, high] = [readBound(from), readBound(to)]
  if (low === null || high === null || typeOf(low) !== typeOf(high)) return undefined
  const order = compareValues(low, high)
  return order === undefined || order > 0 ? undefined : new FeelRange(low, high, open === '[', close === ']')
}

export const rangeFunctions = [
  relation('before', ['points', 'pointRange', 'rangePoint', 'ranges'], before),
  relation('after', ['points', 'pointRange', 'rangePoint', 'ranges'], turned(before)),
  relation('meets', ['ranges'], meets),
  relation('met by', ['ranges'], turned(meets)),
  relation('overlaps', ['ranges'], overlaps),
  relation('overlaps before', ['ranges'], overlapsBefore),
  relation('overlaps after', ['ranges'], turned(overlapsBefore)),
  relation('finishes', ['pointRange', 'ranges'], finishes),
  relation('finished by', ['rangePoint', 'ranges'], turned(finishes)),
  relation('includes', ['rangePoint', 'ranges'], includes),
  relation('during', ['pointRange', 'ranges'], turned(includes)),
  relation('starts', ['pointRange', 'ranges'], starts),
  relation('started by', ['rangePoint', 'ranges'], turned(starts)),
  relation('coincides', ['points', 'ranges'], (a, b) => lows(a, b) === 0 && highs(a, b) === 0),
  define('range', 'from: string', ([text]) => (typeof text === 'string' ? readRange(text) : undefined)),
]
