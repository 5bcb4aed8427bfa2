// Dates, times and durations of FEEL (DMN 1.5 §10.3.2.3.4–8): reading, properties, arithmetic. Never asks what time it is.
import { addMonths, atMoment, dateOfDay, dayNs, dayNumber, FeelDate, FeelDateTime, FeelTime, fixedOffset, isZone, makeDate, momentOf, MonthsDuration, offsetSeconds, offsetText, secondNs, TimeDuration, weekday } from './dates.ts'
import { divide as divideNumbers, type FeelNumber, isNumber, makeNumber, multiply, partsOf, roundNumber, toDouble } from './decimal.ts'
import type { FeelValue } from './values.ts'

const datePattern = /^(-?\d{4,9})-(\d{2})-(\d{2})$/
const timePattern = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][A-Za-z0-9_+/-]*)?$/
const durationPattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/

/** Reads `2026-05-01`; a year has no more digits than needed beyond four (XML Schema). */
export function readDate(text: string): FeelDate | null {
  const match = datePattern.exec(text)
  if (!match || /^-?0\d{4,}/.test(text)) return null
  return makeDate(Number(match[1]), Number(match[2]), Number(match[3]))
}

export function readTime(text: string): FeelTime | null {
  const match = timePattern.exec(text)
  if (!match) return null
  const [, hour, minute, second, fraction = '', zone] = match
  return makeTime(Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 9).padEnd(9, '0')), zone?.replace(/^@/, ''))
}

/** The time, or null where the clock or the zone does not exist. */
export function makeTime(hour: number, minute: number, second: number, nanoseconds: number, zone?: string): FeelTime | null {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || (zone !== undefined && !isZone(zone))) return null
  const fixed = zone === undefined ? undefined : fixedOffset(zone)
  return new FeelTime(((hour * 60 + minute) * 60 + second) * secondNs + nanoseconds, fixed === undefined ? zone : offsetText(fixed))
}

export function readDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T')
  if (split < 0) {
    const date = readDate(text)
    return date && new FeelDateTime(date, 0)
  }
  const date = readDate(text.slice(0, split))
  const time = readTime(text.slice(split + 1))
  return date && time && new FeelDateTime(date, time.nanoseconds, time.zone)
}

export function readDuration(text: string): MonthsDuration | TimeDuration | null {
  const match = durationPattern.exec(text)
  if (!match || /[PT]$/.test(text)) return null
  const [, sign, years, months, days, time, hours, minutes, seconds, fraction] = match
  if (years !== undefined || months !== undefined) {
    if (days !== undefined || time !== undefined) return null
    const total = Number(years ?? 0) * 12 + Number(months ?? 0)
    return Number.isSafeInteger(total) ? new MonthsDuration(sign && total !== 0 ? -total : total) : null
  }
  const whole = ((BigInt(days ?? 0) * 24n + BigInt(hours ?? 0)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0)
  const total = whole * BigInt(secondNs) + BigInt((fraction ?? '').slice(0, 9).padEnd(9, '0'))
  return new TimeDuration(sign ? -total : total)
}

/** The value of `@"…"`: a date, date and time, time or duration; null for anything else. */
export function readTemporal(text: string): FeelValue {
  return readDate(text) ?? (text.includes('T') && !/^-?P/.test(text) ? readDateTime(text) : null) ?? readTime(text) ?? readDuration(text)
}

type Moment = FeelDate | FeelDateTime

const isMoment = (value: FeelValue): value is Moment => value instanceof FeelDate || value instanceof FeelDateTime
const isDuration = (value: FeelValue): value is MonthsDuration | TimeDuration => value instanceof MonthsDuration || value instanceof TimeDuration

/** A date stands for its midnight in UTC where a date and time is expected. */
export function asDateTime(value: Moment): FeelDateTime {
  return value instanceof FeelDateTime ? value : new FeelDateTime(value, 0, 'Z')
}

function minusMoments(a: FeelDateTime, b: FeelDateTime): TimeDuration | null {
  return (a.zone === undefined) === (b.zone === undefined) ? new TimeDuration(momentOf(a) - momentOf(b)) : null
}

function minusTimes(a: FeelTime, b: FeelTime): TimeDuration | null {
  if ((a.zone === undefined) !== (b.zone === undefined)) return null
  const utc = ({ nanoseconds, zone }: FeelTime) => nanoseconds - (zone === undefined ? 0 : offsetSeconds(zone, undefined, nanoseconds)) * secondNs
  return new TimeDuration(BigInt(utc(a) - utc(b)))
}

function shiftTime(time: FeelTime, nanoseconds: bigint): FeelTime {
  const day = BigInt(dayNs)
  return new FeelTime(Number((((BigInt(time.nanoseconds) + nanoseconds) % day) + day) % day), time.zone)
}

function shift(value: Moment, amount: MonthsDuration | TimeDuration): FeelValue {
  if (amount instanceof MonthsDuration) {
    if (value instanceof FeelDate) return addMonths(value, amount.months)
    const date = addMonths(value.date, amount.months)
    return date && new FeelDateTime(date, value.nanoseconds, value.zone)
  }
  if (value instanceof FeelDateTime) return atMoment(momentOf(value) + amount.nanoseconds, value.zone)
  // A date plus days and hours is a date again: the clock starts at midnight (table 56).
  const day = BigInt(dayNs)
  const total = BigInt(dayNumber(value)) * day + amount.nanoseconds
  return dateOfDay(Number(total >= 0n ? total / day : -((-total + day - 1n) / day)))
}

function negateDuration(value: MonthsDuration | TimeDuration): MonthsDuration | TimeDuration {
  return value instanceof MonthsDuration ? new MonthsDuration(value.months === 0 ? 0 : -value.months) : new TimeDuration(-value.nanoseconds)
}

/** a + b for dates, times and durations; undefined when FEEL knows no such sum. */
export function addTemporal(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return new MonthsDuration(a.months + b.months)
  if (a instanceof TimeDuration && b instanceof TimeDuration) return new TimeDuration(a.nanoseconds + b.nanoseconds)
  if (isDuration(b)) {
    if (isMoment(a)) return shift(a, b)
    return a instanceof FeelTime && b instanceof TimeDuration ? shiftTime(a, b.nanoseconds) : undefined
  }
  return isDuration(a) ? addTemporal(b, a) : undefined
}

/** a - b for dates, times and durations; undefined when FEEL knows no such difference. */
export function subtractTemporal(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (isDuration(b)) return isDuration(a) && a.constructor !== b.constructor ? undefined : addTemporal(a, negateDuration(b))
  if (a instanceof FeelTime && b instanceof FeelTime) return minusTimes(a, b)
  return isMoment(a) && isMoment(b) ? minusMoments(asDateTime(a), asDateTime(b)) : undefined
}

/** A duration times a number; undefined when it is none. */
export function multiplyTemporal(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (isNumber(a) && !isNumber(b)) return multiplyTemporal(b, a)
  if (!isNumber(b)) return undefined
  if (a instanceof MonthsDuration) return wholeMonths(multiply(a.months, b))
  if (a instanceof TimeDuration) return wholeNanoseconds(multiply(makeNumber(a.nanoseconds, 0), b))
  return undefined
}

/** A duration divided by a number or by a duration of its kind; undefined when it is none, null by zero. */
export function divideTemporal(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return divideNumbers(a.months, b.months) ?? null
  if (a instanceof TimeDuration && b instanceof TimeDuration) return divideNumbers(makeNumber(a.nanoseconds, 0), makeNumber(b.nanoseconds, 0)) ?? null
  if (!isNumber(b) || !isDuration(a)) return undefined
  const quotient = divideNumbers(a instanceof MonthsDuration ? a.months : makeNumber(a.nanoseconds, 0), b)
  if (quotient === undefined) return null
  return a instanceof MonthsDuration ? wholeMonths(quotient) : wholeNanoseconds(quotient)
}

function wholeMonths(n: FeelNumber): MonthsDuration | null {
  const whole = isNumber(n) ? toDouble(roundNumber(n, 0, 'down')) : Number.NaN
  return Number.isSafeInteger(whole) ? new MonthsDuration(whole === 0 ? 0 : whole) : null
}

function wholeNanoseconds(n: FeelNumber): TimeDuration | null {
  if (!isNumber(n)) return null
  const { coefficient, exponent } = partsOf(roundNumber(n, 0, 'down'))
  return exponent > 40 ? null : new TimeDuration(coefficient * 10n ** BigInt(Math.max(0, exponent)))
}

/** years and months duration(from, to): whole months between two dates. */
export function monthsBetween(from: Moment, to: Moment): MonthsDuration {
  const [a, b] = [asDateTime(from), asDateTime(to)]
  const backwards = dayNumber(a.date) > dayNumber(b.date)
  const [early, late] = backwards ? [b, a] : [a, b]
  let months = (late.date.year - early.date.year) * 12 + late.date.month - early.date.month
  const isShort = late.date.day < early.date.day || (late.date.day === early.date.day && late.nanoseconds < early.nanoseconds)
  if (isShort && months > 0) months--
  return new MonthsDuration(backwards && months !== 0 ? -months : months)
}

/** The date of a date or date and time. */
export function dateOf(value: FeelValue): FeelDate | null {
  if (value instanceof FeelDate) return value
  return value instanceof FeelDateTime ? value.date : null
}

/** A property such as `.year` of a temporal value; undefined when it has none of that name. */
export function temporalProperty(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof MonthsDuration) return name === 'years' ? whole(value.months / 12) : name === 'months' ? whole(value.months % 12) : undefined
  if (value instanceof TimeDuration) return durationProperty(value.nanoseconds, name)
  const date = dateOf(value)
  if (date && name === 'year') return date.year
  if (date && name === 'month') return date.month
  if (date && name === 'day') return date.day
  if (date && name === 'weekday') return weekday(date)
  return value instanceof FeelTime || value instanceof FeelDateTime ? timeProperty(value, name) : undefined
}

const whole = (n: number) => (Math.trunc(n) === 0 ? 0 : Math.trunc(n))

function timeProperty(value: FeelTime | FeelDateTime, name: string): FeelValue | undefined {
  const seconds = Math.floor(value.nanoseconds / secondNs)
  if (name === 'hour') return Math.floor(seconds / 3600)
  if (name === 'minute') return Math.floor(seconds / 60) % 60
  if (name === 'second') return makeNumber(BigInt(value.nanoseconds % (60 * secondNs)), -9)
  const { zone } = value
  if (name === 'time offset') return zone === undefined ? null : new TimeDuration(BigInt(offsetSeconds(zone, value instanceof FeelDateTime ? value.date : undefined, value.nanoseconds)) * BigInt(secondNs))
  if (name === 'timezone') return zone !== undefined && fixedOffset(zone) === undefined ? zone : null
  return undefined
}

function durationProperty(nanoseconds: bigint, name: string): FeelValue | undefined {
  const second = BigInt(secondNs)
  if (name === 'days') return makeNumber(nanoseconds / BigInt(dayNs), 0)
  if (name === 'hours') return makeNumber((nanoseconds / (3600n * second)) % 24n, 0)
  if (name === 'minutes') return makeNumber((nanoseconds / (60n * second)) % 60n, 0)
  if (name === 'seconds') return makeNumber(nanoseconds % (60n * second), -9)
  return undefined
}
