// One year's notice of the State Council as a pack holds it: days off and make-up work days, and what can be wrong with it.
import type { Text } from '#engines/words'
import { dayNumber, isWeekend } from './days.ts'

/** Days off in a row, both ends included. Dates are written YYYY-MM-DD. */
export interface HolidaySpan {
  name: Text
  from: string
  to: string
}

/** The yearly notice: `notice` is its number, `issued` its date, `workdays` the weekend days that are worked (调休上班). */
export interface CalendarYear {
  year: number
  notice: string
  issued: string
  /** Later notices that changed this year; `holidays` and `workdays` already hold the result. */
  amendments?: { notice: string; issued: string }[]
  holidays: HolidaySpan[]
  workdays: string[]
}

/** A fault in a year's data: `path` is a JSON pointer into it. */
export interface YearFault {
  path: string
  zh: string
  en: string
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/
// A notice may begin in the last days of the year before (2022-12-31) and never runs past its own year.
const daysBeforeYearMax = 3
const spanDaysMax = 15

/** The day number of a written date, or undefined where it is none. */
export function findDay(text: string): number | undefined {
  if (!datePattern.test(text)) return undefined
  try {
    return dayNumber(Temporal.PlainDate.from(text, { overflow: 'reject' }))
  } catch {
    return undefined
  }
}

/** Lists what is wrong with a well-shaped year; empty when it can be used. */
export function findYearFaults(data: CalendarYear): YearFault[] {
  const faults: YearFault[] = []
  if (!Number.isInteger(data.year) || data.year < 2008 || data.year > 2100) {
    return [{ path: '/year', zh: `年份 ${data.year} 不在 2008 至 2100 之间`, en: `The year ${data.year} is not between 2008 and 2100` }]
  }
  if (findDay(data.issued) === undefined) faults.push(badDate('/issued', data.issued))
  const off = new Set<number>()
  data.holidays.forEach((span, n) => {
    faults.push(...findSpanFaults(data.year, span, `/holidays/${n}`, off))
  })
  const worked = new Set<number>()
  data.workdays.forEach((text, n) => {
    faults.push(...findWorkdayFaults(data.year, text, `/workdays/${n}`, off, worked))
  })
  return faults
}

function findSpanFaults(year: number, span: HolidaySpan, path: string, off: Set<number>): YearFault[] {
  const from = findDay(span.from)
  const to = findDay(span.to)
  if (from === undefined) return [badDate(`${path}/from`, span.from)]
  if (to === undefined) return [badDate(`${path}/to`, span.to)]
  if (to < from || to - from >= spanDaysMax) {
    return [{ path, zh: `假期 ${span.from} 至 ${span.to} 的先后或长度不对`, en: `The holiday ${span.from} to ${span.to} runs backwards or is too long` }]
  }
  if (!belongs(year, from) || !belongs(year, to)) return [otherYear(path, span.from, year)]
  const faults: YearFault[] = []
  for (let day = from; day <= to; day++) {
    if (off.has(day)) faults.push({ path, zh: `假期 ${span.from} 至 ${span.to} 与另一假期重叠`, en: `The holiday ${span.from} to ${span.to} overlaps another` })
    off.add(day)
  }
  return faults.slice(0, 1)
}

function findWorkdayFaults(year: number, text: string, path: string, off: ReadonlySet<number>, worked: Set<number>): YearFault[] {
  const day = findDay(text)
  if (day === undefined) return [badDate(path, text)]
  if (!belongs(year, day)) return [otherYear(path, text, year)]
  if (!isWeekend(day)) return [{ path, zh: `调休上班日 ${text} 不是周六或周日`, en: `The make-up day ${text} is not a Saturday or Sunday` }]
  if (off.has(day)) return [{ path, zh: `${text} 既是假日又是上班日`, en: `${text} is both a holiday and a make-up day` }]
  if (worked.has(day)) return [{ path, zh: `调休上班日 ${text} 写了两次`, en: `The make-up day ${text} is given twice` }]
  worked.add(day)
  return []
}

function belongs(year: number, day: number): boolean {
  const first = dayNumber(new Temporal.PlainDate(year, 1, 1))
  return day >= first - daysBeforeYearMax && day <= dayNumber(new Temporal.PlainDate(year, 12, 31))
}

function badDate(path: string, text: string): YearFault {
  return { path, zh: `“${text}”不是日期，应写作 2026-01-31`, en: `“${text}” is not a date; write it like 2026-01-31` }
}

function otherYear(path: string, text: string, year: number): YearFault {
  return { path, zh: `${text} 不属于 ${year} 年的安排`, en: `${text} does not belong to the year ${year}` }
}
