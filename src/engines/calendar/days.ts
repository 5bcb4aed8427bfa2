// Days as whole numbers since 1970-01-01, so that counting over years is plain arithmetic; dates outside are Temporal.PlainDate.

const millisecondsPerDay = 86_400_000

/** The number of a date: days since 1970-01-01. */
export function dayNumber(date: Temporal.PlainDate): number {
  return Date.UTC(date.year, date.month - 1, date.day) / millisecondsPerDay
}

/** The date of a day number. */
export function dateOfDay(day: number): Temporal.PlainDate {
  const utc = new Date(day * millisecondsPerDay)
  return new Temporal.PlainDate(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate())
}

/** The day number of 1 January of a year. */
export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / millisecondsPerDay
}

/** The year a day lies in. */
export function yearOfDay(day: number): number {
  return new Date(day * millisecondsPerDay).getUTCFullYear()
}

/** Saturday or Sunday. 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}
