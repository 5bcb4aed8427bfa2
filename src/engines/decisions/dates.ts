// Dates, times and durations of FEEL as values (DMN 1.5 §10.3.2.3): years of up to nine digits, which Temporal does not reach. Only zones ask Temporal.

/** A date of the proleptic Gregorian calendar; its year has at most nine digits. */
export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number
  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }
}

/** A time of day in nanoseconds since midnight, with an offset or a zone where one was given. */
export class FeelTime {
  readonly nanoseconds: number
  /** `Z`, `+08:00` or an IANA name. */
  readonly zone: string | undefined
  constructor(nanoseconds: number, zone?: string) {
    this.nanoseconds = nanoseconds
    this.zone = zone
  }
}

/** A date and a time of day, with an offset or a zone where one was given. */
export class FeelDateTime {
  readonly date: FeelDate
  readonly nanoseconds: number
  readonly zone: string | undefined
  constructor(date: FeelDate, nanoseconds: number, zone?: string) {
    this.date = date
    this.nanoseconds = nanoseconds
    this.zone = zone
  }
}

/** Years and months duration, in months. */
export class MonthsDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
}

/** Days and time duration, in nanoseconds. */
export class TimeDuration {
  readonly nanoseconds: bigint
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
}

export const secondNs = 1_000_000_000
export const dayNs = 86_400 * secondNs
export const yearMax = 999_999_999

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The date, or null where the calendar has none. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (Math.abs(year) > yearMax || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return new FeelDate(year, month, day)
}

const cycleDays = 146_097

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: FeelDate): number {
  const y = month <= 2 ? year - 1 : year
  const cycle = Math.floor(y / 400)
  const yearOfCycle = y - cycle * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return cycle * cycleDays + yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear - 719_468
}

/** The date so many days after 1970-01-01; null beyond nine digits. */
export function dateOfDay(days: number): FeelDate | null {
  const shifted = days + 719_468
  const cycle = Math.floor(shifted / cycleDays)
  const dayOfCycle = shifted - cycle * cycleDays
  const yearOfCycle = Math.floor((dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365)
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const index = Math.floor((5 * dayOfYear + 2) / 153)
  const month = index < 10 ? index + 3 : index - 9
  return makeDate(cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * index + 2) / 5) + 1)
}

/** The date so many months later, at the last day of the month where it is shorter. */
export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const total = date.year * 12 + date.month - 1 + months
  const year = Math.floor(total / 12)
  const month = total - year * 12 + 1
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)))
}

/** From 1 (Monday) to 7. */
export function weekday(date: FeelDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

export function dayOfYear(date: FeelDate): number {
  return dayNumber(date) - dayNumber(new FeelDate(date.year, 1, 1)) + 1
}

/** The week of ISO 8601: the one that holds the year's first Thursday is week 1. */
export function weekOfYear(date: FeelDate): number {
  const thursday = dateOfDay(dayNumber(date) + 4 - weekday(date)) ?? date
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1
}

const offsetPattern = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/

/** Seconds east of UTC of `Z` or `+08:00`; undefined for a named zone. */
export function fixedOffset(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const match = offsetPattern.exec(zone)
  if (!match) return undefined
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -seconds : seconds
}

/** The offset so many seconds east of UTC as text. */
export function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z'
  const size = Math.abs(seconds)
  const two = (n: number) => String(n).padStart(2, '0')
  const rest = size % 60
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${rest > 0 ? `:${two(rest)}` : ''}`
}

// Rules of a zone repeat with the calendar: a year that Temporal cannot reach behaves like the one 400 years nearer.
function nearYear(year: number): number {
  return Math.abs(year) < 200_000 ? year : 2000 + (((year % 400) + 400) % 400)
}

/** Seconds east of UTC of a zone at a wall time; of a time without a date, as the zone stands in January 2000 (its standard time in the north). */
export function offsetSeconds(zone: string, date: FeelDate | undefined, nanoseconds: number): number {
  const fixed = fixedOffset(zone)
  if (fixed !== undefined) return fixed
  const wall = new Temporal.PlainDateTime(nearYear(date?.year ?? 2000), date?.month ?? 1, date?.day ?? 1).add({ seconds: Math.floor(nanoseconds / secondNs) })
  return wall.toZonedDateTime(zone).offsetNanoseconds / secondNs
}

/** Whether a zone exists: an offset within 18 hours, or a name of the IANA list. */
export function isZone(zone: string): boolean {
  const fixed = fixedOffset(zone)
  if (fixed !== undefined) return Math.abs(fixed) <= 18 * 3600 && (zone === 'Z' || /:[0-5]\d(?::[0-5]\d)?$/.test(zone))
  try {
    return offsetSeconds(zone, undefined, 0) !== undefined
  } catch {
    return false
  }
}

/** The moment of a date and time in nanoseconds since 1970; one without a zone is read as UTC. */
export function momentOf({ date, nanoseconds, zone }: FeelDateTime): bigint {
  const offset = zone === undefined ? 0 : offsetSeconds(zone, date, nanoseconds)
  return BigInt(dayNumber(date) * 86_400 - offset) * BigInt(secondNs) + BigInt(nanoseconds)
}

/** The date and time at a moment, in a zone; null beyond nine digits of the year. */
export function atMoment(moment: bigint, zone: string | undefined): FeelDateTime | null {
  let offset = 0
  if (zone !== undefined) offset = fixedOffset(zone) ?? namedOffsetAt(zone, moment)
  const local = moment + BigInt(offset) * BigInt(secondNs)
  const days = local >= 0n ? local / BigInt(dayNs) : -((-local + BigInt(dayNs) - 1n) / BigInt(dayNs))
  const date = dateOfDay(Number(days))
  return date && new FeelDateTime(date, Number(local - days * BigInt(dayNs)), zone)
}

function namedOffsetAt(zone: string, moment: bigint): number {
  const seconds = Number(moment / BigInt(secondNs))
  const cycleSeconds = cycleDays * 86_400
  const near = Math.abs(seconds) < 6e12 ? seconds : ((seconds % cycleSeconds) + cycleSeconds) % cycleSeconds
  return Temporal.Instant.fromEpochMilliseconds(near * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / secondNs
}

const two = (n: number) => String(n).padStart(2, '0')

export function dateText({ year, month, day }: FeelDate): string {
  const size = String(Math.abs(year)).padStart(4, '0')
  return `${year < 0 ? '-' : ''}${size}-${two(month)}-${two(day)}`
}

export function timeText(nanoseconds: number, zone: string | undefined): string {
  const seconds = Math.floor(nanoseconds / secondNs)
  const fraction = String(nanoseconds % secondNs).padStart(9, '0').replace(/0+$/, '')
  const zoned = zone === undefined ? '' : fixedOffset(zone) === undefined ? `@${zone}` : zone
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction ? `.${fraction}` : ''}${zoned}`
}

export function monthsText(months: number): string {
  const size = Math.abs(months)
  const [years, rest] = [Math.floor(size / 12), size % 12]
  if (size === 0) return 'P0M'
  return `${months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${rest ? `${rest}M` : ''}`
}

export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return 'PT0S'
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds
  const seconds = size / 1_000_000_000n
  const fraction = (size % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '')
  const days = seconds / 86_400n
  const [hours, minutes, rest] = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n]
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${rest || fraction ? `${rest}${fraction ? `.${fraction}` : ''}S` : ''}`
  return `${nanoseconds < 0n ? '-' : ''}P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`
}
