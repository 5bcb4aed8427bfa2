// What FEEL's operators do with values (DMN 1.5 §10.3.2): properties, items, arithmetic beyond numbers, comparison, three-valued logic. Knows no syntax.
import { isNumber, negate, toDouble } from './decimal.ts'
import { dateOfDay, dayNumber, FeelDate } from './dates.ts'
import { report, shortText, wrongType } from './problems.ts'
import { addTemporal, divideTemporal, multiplyTemporal, subtractTemporal, temporalProperty } from './temporal.ts'
import { compareValues, equalValues, type FeelFunction, FeelRange, type FeelValue, fromPlain, isContext, MonthsDuration, type Run, TimeDuration, typeOf } from './values.ts'

/** `.name` of a value; of a list, the property of each item. */
export function propertyOf(value: FeelValue, name: string, run: Run): FeelValue {
  if (value === null) return null
  if (Array.isArray(value)) return value.map((item) => propertyOf(fromPlain(item), name, run))
  if (isContext(value)) {
    if (Object.hasOwn(value, name)) return fromPlain(value[name])
    return report(run, 'feel.unknown-name', `记录中没有“${name}”。`, `The context has no "${name}".`)
  }
  if (value instanceof FeelRange) return rangeProperty(value, name, run)
  const property = temporalProperty(value, name)
  return property === undefined ? wrongType(run, `.${name}`, value) : property
}

function rangeProperty(range: FeelRange, name: string, run: Run): FeelValue {
  if (name === 'start') return range.low
  if (name === 'end') return range.high
  if (name === 'start included') return range.lowClosed
  if (name === 'end included') return range.highClosed
  return wrongType(run, `.${name}`, range)
}

/** Takes units of work; false when none is left. */
export function spend(run: Run, units = 1): boolean {
  const before = run.budget
  run.budget -= units
  if (run.budget > 0) return true
  if (before > 0) report(run, 'feel.too-much-work', '表达式的计算量超过上限。', 'The expression takes more work than is allowed.')
  return false
}

/** The item at a position from 1, or from the end when negative. */
export function itemAt(list: FeelValue[], index: number, run: Run): FeelValue {
  const at = index > 0 ? index - 1 : list.length + index
  if (index !== 0 && at >= 0 && at < list.length && Number.isInteger(at)) return fromPlain(list[at])
  return report(run, 'feel.no-such-item', `列表只有 ${list.length} 项，没有第 ${index} 项。`, `The list has ${list.length} items; there is no item ${index}.`)
}

const callDepthMax = 300

/** Calls a function with arguments by position, or by `names`; a wrong number or name of them gives null. */
export function callFunction(target: FeelFunction, args: FeelValue[], run: Run, names?: readonly string[], label = '(function)'): FeelValue {
  if (!spend(run)) return null
  if (run.depth >= callDepthMax) return report(run, 'feel.too-deep', '函数调用层数过多。', 'Functions call each other too deeply.')
  run.depth++
  const result = names ? callNamed(target, args, names, run, label) : target.apply(args, run)
  run.depth--
  return result
}

function callNamed(target: FeelFunction, args: FeelValue[], names: readonly string[], run: Run, label: string): FeelValue {
  const given = new Map(names.map((name, i) => [name, args[i] ?? null]))
  if (target.applyNamed) return target.applyNamed(given, run)
  const isFitting = given.size === target.parameters.length && target.parameters.every(({ name }) => given.has(name))
  if (!isFitting) return report(run, 'feel.wrong-arguments', `函数 ${label} 没有这样的参数。`, `Function ${label} takes no such arguments.`)
  return target.apply(target.parameters.map(({ name }) => given.get(name) ?? null), run)
}

/** Minus a number or a duration. */
export function negated(value: FeelValue, run: Run): FeelValue {
  if (isNumber(value)) return negate(value)
  if (value instanceof MonthsDuration) return new MonthsDuration(value.months === 0 ? 0 : -value.months)
  if (value instanceof TimeDuration) return new TimeDuration(-value.nanoseconds)
  return value === null ? null : wrongType(run, '-', value)
}

/** The longest text that an evaluation may make. */
export const textMax = 1_000_000

/** Says that a text grew too long. */
export function tooLong(run: Run): null {
  return report(run, 'feel.too-much-work', `文本超过 ${textMax} 个字符。`, `A text grew longer than ${textMax} characters.`)
}

/** Arithmetic on texts, dates, times and durations; null when there is none. */
export function otherArithmetic(op: '+' | '-' | '*' | '/' | '**', x: FeelValue, y: FeelValue): FeelValue {
  if (op === '+' && typeof x === 'string' && typeof y === 'string') return x.length + y.length > textMax ? null : x + y
  if (op === '+') return addTemporal(x, y) ?? null
  if (op === '-') return subtractTemporal(x, y) ?? null
  if (op === '*') return multiplyTemporal(x, y) ?? null
  return op === '/' ? (divideTemporal(x, y) ?? null) : null
}

/** `=` with a problem when the types differ. */
export function equal(a: FeelValue, b: FeelValue, run: Run): boolean | null {
  const same = equalValues(a, b)
  return same === null ? wrongType(run, '=', b) : same
}

/** An order comparison; null when the two cannot be ordered. */
export function compared(op: '<' | '<=' | '>' | '>=', a: FeelValue, b: FeelValue, run: Run): boolean | null {
  const order = compareValues(a, b)
  if (order === undefined) return a === null || b === null ? null : wrongType(run, op, typeOf(a) === 'boolean' ? a : b)
  if (op === '<') return order < 0
  if (op === '<=') return order <= 0
  return op === '>' ? order > 0 : order >= 0
}

/** The value as a truth value: anything but true and false is null. */
export function truth(value: FeelValue): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** Three-valued and. */
export function both(a: boolean | null, b: boolean | null): boolean | null {
  return a === false || b === false ? false : a === true && b === true ? true : null
}

const itemsMax = 100_000

function* countFrom(low: number, high: number, range: FeelRange | undefined): Generator<number> {
  const step = low <= high ? 1 : -1
  const first = range && !range.lowClosed ? low + step : low
  for (let n = first; step > 0 ? n <= high : n >= high; n += step) if (n !== high || !range || range.highClosed) yield n
}

/** What an iterator walks over: items of a list, numbers or days of a range; undefined (with a problem) when nothing can be walked. */
export function itemsOf(over: FeelValue, to: FeelValue | undefined, run: Run): Iterable<FeelValue> | undefined {
  const range = over instanceof FeelRange && to === undefined ? over : undefined
  if (to === undefined && !range) {
    if (over === null) report(run, 'feel.wrong-iteration', '不能遍历空值。', 'Cannot iterate over null.')
    return Array.isArray(over) ? over.map(fromPlain) : over === null ? undefined : [over]
  }
  const [low, high] = range ? [range.low, range.high] : [over, to ?? null]
  if (isNumber(low) && isNumber(high)) {
    const [first, last] = [toDouble(low), toDouble(high)]
    if (Number.isSafeInteger(first) && Number.isSafeInteger(last) && Math.abs(last - first) < itemsMax) return countFrom(first, last, range)
  }
  if (low instanceof FeelDate && high instanceof FeelDate && Math.abs(dayNumber(low) - dayNumber(high)) < itemsMax) return countDays(low, high, range)
  report(run, 'feel.wrong-iteration', `不能从 ${shortText(low)} 数到 ${shortText(high)}。`, `Cannot count from ${shortText(low)} to ${shortText(high)}.`)
  return undefined
}

function* countDays(low: FeelDate, high: FeelDate, range: FeelRange | undefined): Generator<FeelValue> {
  for (const day of countFrom(dayNumber(low), dayNumber(high), range)) yield dateOfDay(day)
}
