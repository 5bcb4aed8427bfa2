// Counting days. The day something happens is never counted: day 1 is the next (working) day (行政许可法 82, 民法典 201).
import { isUnsettled, isWorked, type Calendar } from './calendar.ts'
import { dateOfDay, dayNumber } from './days.ts'

/** A date that was reckoned: `provisional` where a notice not yet published may move it. */
export interface Reckoned {
  date: Temporal.PlainDate
  provisional: boolean
}

/** A number of days that was reckoned. */
export interface ReckonedCount {
  days: number
  provisional: boolean
}

const daysMax = 36_500

/** Bugs, not refusals: limits come from checked data. */
export function checkDays(days: number): void {
  if (!Number.isInteger(days) || Math.abs(days) > daysMax) throw new RangeError(`not a number of days: ${days}`)
}

/** The nth working day after a date (n = 0: the date itself; n < 0: before it). Throws RangeError unless n is a whole number. */
export function addWorkingDays(calendar: Calendar, date: Temporal.PlainDate, n: number): Reckoned {
  checkDays(n)
  const step = n < 0 ? -1 : 1
  let day = dayNumber(date)
  let provisional = false
  for (let left = Math.abs(n); left > 0; ) {
    day += step
    provisional ||= isUnsettled(calendar, day)
    if (isWorked(calendar, day)) left--
  }
  return { date: dateOfDay(day), provisional }
}

/** The nth calendar day after a date. No notice can move it. */
export function addCalendarDays(date: Temporal.PlainDate, n: number): Temporal.PlainDate {
  checkDays(n)
  return dateOfDay(dayNumber(date) + n)
}

/** The nth month after a date: the day of the same number, or the last of a month that has none (民法典 202). */
export function addMonths(date: Temporal.PlainDate, n: number): Temporal.PlainDate {
  checkDays(n)
  return date.add({ months: n }, { overflow: 'constrain' })
}

/** Working days after `from` up to and with `to`; negative where `to` is earlier. Undoes `addWorkingDays`. */
export function workingDaysBetween(calendar: Calendar, from: Temporal.PlainDate, to: Temporal.PlainDate): ReckonedCount {
  const [a, b] = [dayNumber(from), dayNumber(to)]
  // Backwards the days from `to` up to the day before `from` count, as addWorkingDays with n < 0 does.
  const [first, last] = b >= a ? [a + 1, b] : [b, a - 1]
  let days = 0
  let provisional = false
  for (let day = first; day <= last; day++) {
    provisional ||= isUnsettled(calendar, day)
    if (isWorked(calendar, day)) days++
  }
  return { days: b >= a ? days : 0 - days, provisional }
}
