// The calendar that counts: notices of the State Council where they exist, otherwise weekends and statutory holidays, marked
// provisional. Years are worked out when first asked for and kept.
import type { Text } from '#engines/words'
import { dateOfDay, dayNumber, firstDayOf, isWeekend, yearOfDay } from './days.ts'
import { statutoryHolidays } from './statutory.ts'
import { findDay, findYearFaults, type CalendarYear } from './year.ts'

/** What a notice says about a day. */
interface Mark {
  working: boolean
  name?: Text
}

interface YearTable {
  first: number
  /** 1 where the day is worked, by day of the year from 0. */
  working: Uint8Array
  /** First day of the year that the notices published so far may still not settle. */
  unsettledFrom: number
}

/** Made by `makeCalendar`; holds its notices and what was worked out from them. */
export interface Calendar {
  readonly years: ReadonlyMap<number, CalendarYear>
  readonly marks: ReadonlyMap<number, Mark>
  readonly tables: Map<number, YearTable>
}

/** Makes the calendar from the notices known. Throws an Error (a bug of the caller) on data with faults or a year given twice. */
export function makeCalendar(years: readonly CalendarYear[]): Calendar {
  const byYear = new Map<number, CalendarYear>()
  const marks = new Map<number, Mark>()
  for (const data of years) {
    const [fault] = findYearFaults(data)
    if (fault) throw new Error(`calendar ${data.year}${fault.path}: ${fault.en}`)
    if (byYear.has(data.year)) throw new Error(`calendar ${data.year} is given twice`)
    byYear.set(data.year, data)
    markYear(data, marks)
  }
  return { years: byYear, marks, tables: new Map() }
}

function markYear(data: CalendarYear, marks: Map<number, Mark>): void {
  for (const span of data.holidays) {
    const last = findDay(span.to) ?? -Infinity
    for (let day = findDay(span.from) ?? Infinity; day <= last; day++) marks.set(day, { working: false, name: span.name })
  }
  for (const text of data.workdays) {
    const day = findDay(text)
    if (day !== undefined) marks.set(day, { working: true })
  }
}

/** The table of a year, worked out once. */
export function yearTable(calendar: Calendar, year: number): YearTable {
  const kept = calendar.tables.get(year)
  if (kept) return kept
  const first = firstDayOf(year)
  const next = firstDayOf(year + 1)
  const working = new Uint8Array(next - first)
  for (let day = first; day < next; day++) working[day - first] = isWeekend(day) ? 0 : 1
  if (!calendar.years.has(year)) for (const holiday of statutoryHolidays(year)) working[holiday.day - first] = 0
  for (let day = first; day < next; day++) {
    const mark = calendar.marks.get(day)
    if (mark) working[day - first] = mark.working ? 1 : 0
  }
  const table = { first, working, unsettledFrom: unsettledFrom(calendar, year) }
  calendar.tables.set(year, table)
  return table
}

// The holiday of New Year's Day may begin on 29 to 31 December (2018-12-29, 2022-12-31), and the next year's notice says so:
// until it is known, those three days are not settled either.
function unsettledFrom(calendar: Calendar, year: number): number {
  if (!calendar.years.has(year)) return firstDayOf(year)
  return calendar.years.has(year + 1) ? firstDayOf(year + 1) : firstDayOf(year + 1) - 3
}

/** Whether a day number is worked. */
export function isWorked(calendar: Calendar, day: number): boolean {
  const table = yearTable(calendar, yearOfDay(day))
  return table.working[day - table.first] === 1
}

/** Whether a notice may still change what is known of a day. */
export function isUnsettled(calendar: Calendar, day: number): boolean {
  return day >= yearTable(calendar, yearOfDay(day)).unsettledFrom
}

/** Whether a date is a working day. */
export function isWorkingDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  return isWorked(calendar, dayNumber(date))
}

/** What a date is, to show it: `make-up` is a weekend day worked for a holiday (调休上班). */
export interface DayDescription {
  date: Temporal.PlainDate
  kind: 'working' | 'weekend' | 'holiday' | 'make-up'
  working: boolean
  name?: Text
  /** True where a notice that is not yet published may change it. */
  provisional: boolean
}

/** Tells what a date is. */
export function describeDay(calendar: Calendar, date: Temporal.PlainDate): DayDescription {
  const day = dayNumber(date)
  const working = isWorked(calendar, day)
  const weekend = isWeekend(day)
  const name = calendar.marks.get(day)?.name ?? (calendar.years.has(date.year) ? undefined : statutoryHolidays(date.year).find((one) => one.day === day)?.name)
  const kind = working ? (weekend ? 'make-up' : 'working') : weekend && !name ? 'weekend' : 'holiday'
  return { date: dateOfDay(day), kind, working, ...(name ? { name } : {}), provisional: isUnsettled(calendar, day) }
}
