// Built-in functions on dates, times and durations (DMN 1.5 §10.3.4.1, §10.3.4.6, §10.3.4.9). The moment of `now` is the caller's; nothing here has a clock.
import { dayOfYear, makeDate, offsetText, secondNs, weekday, weekOfYear } from './dates.ts'
import { type FeelNumber, partsOf, toDouble } from './decimal.ts'
import { asWhole, define } from './define.ts'
import { report } from './problems.ts'
import { dateOf, makeTime, monthsBetween, readDate, readDateTime, readDuration, readTime } from './temporal.ts'
import { equalValues, FeelDate, FeelDateTime, FeelTime, type FeelValue, type Run, TimeDuration, typeOf } from './values.ts'

function timeFrom(from: FeelValue | undefined): FeelValue | undefined {
  if (typeof from === 'string') return readTime(from) ?? undefined
  if (from instanceof FeelTime) return from
  if (from instanceof FeelDateTime) return new FeelTime(from.nanoseconds, from.zone)
  return new FeelTime(0, 'Z')
}

function timeOf([hour, minute, second, offset]: FeelValue[]): FeelValue | undefined {
  const seconds = Math.floor(toDouble(second as FeelNumber))
  const { coefficient, exponent } = partsOf(second as FeelNumber)
  const fraction = exponent < 0 ? Number((coefficient * BigInt(secondNs)) / 10n ** BigInt(-exponent) - BigInt(seconds) * BigInt(secondNs)) : 0
  const zone = offset instanceof TimeDuration ? offsetText(Number(offset.nanoseconds / BigInt(secondNs))) : undefined
  return makeTime(asWhole(hour), asWhole(minute), seconds, fraction, zone) ?? undefined
}

function dateTimeFrom(from: FeelValue | undefined): FeelValue | undefined {
  if (typeof from === 'string') return readDateTime(from) ?? undefined
  return from instanceof FeelDate ? new FeelDateTime(from, 0, 'Z') : from
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

function onDate(name: string, body: (day: FeelDate) => FeelValue | undefined) {
  return define(name, 'date: date|datetime', ([value]) => {
    const day = dateOf(value ?? null)
    return day ? body(day) : undefined
  })
}

function zoneOf(value: FeelValue): string | undefined {
  return value instanceof FeelTime || value instanceof FeelDateTime ? value.zone : undefined
}

function isSame(a: FeelValue, b: FeelValue): boolean {
  return typeOf(a) === typeOf(b) && zoneOf(a) === zoneOf(b) && equalValues(a, b) === true
}

function momentOfRun(run: Run): FeelDateTime | null {
  return run.now ?? report(run, 'feel.no-clock', '这里不知道现在的时间。', 'The present moment is not known here.')
}

export const temporalFunctions = [
  define(
    'date',
    'from: string|date|datetime', ([from]) => (typeof from === 'string' ? (readDate(from) ?? undefined) : (dateOf(from ?? null) ?? undefined)),
    'year: number, month: number, day: number', ([year, month, day]) => makeDate(asWhole(year), asWhole(month), asWhole(day)) ?? undefined,
  ),
  define('time', 'from: string|time|datetime|date', ([from]) => timeFrom(from), 'hour: number, minute: number, second: number, offset?: duration', timeOf),
  define(
    'date and time',
    'from: string|date|datetime', ([from]) => dateTimeFrom(from),
    'date: date|datetime, time: time', ([date, time]) => {
      const day = dateOf(date ?? null)
      return day && time instanceof FeelTime ? new FeelDateTime(day, time.nanoseconds, time.zone) : undefined
    },
  ),
  define('duration', 'from: string', ([text]) => (typeof text === 'string' ? (readDuration(text) ?? undefined) : undefined)),
  define('years and months duration', 'from: date|datetime, to: date|datetime', ([from, to]) => monthsBetween(from as FeelDate, to as FeelDate)),
  onDate('day of week', (day) => dayNames[weekday(day) - 1]),
  onDate('month of year', (day) => monthNames[day.month - 1]),
  onDate('day of year', dayOfYear),
  onDate('week of year', weekOfYear),
  define('is', 'value1: any, value2: any', ([a, b]) => isSame(a ?? null, b ?? null)),
  define('now', '', (_, run) => momentOfRun(run)),
  define('today', '', (_, run) => momentOfRun(run)?.date ?? null),
]
