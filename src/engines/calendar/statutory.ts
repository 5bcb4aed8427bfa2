// The days off that the law itself gives everybody: 全国年节及纪念日放假办法 art. 2, in the wording in force in the year.
// Only the days of art. 2: which day makes up for one on a weekend (art. 7) is for the yearly notice to say.
import type { Text } from '#engines/words'
import { dayNumber } from './days.ts'
import { qingmingDay } from './solar.ts'

/** One statutory day off: `day` counts from 1970-01-01. */
export interface StatutoryHoliday {
  day: number
  date: Temporal.PlainDate
  name: Text
}

interface Edition {
  /** First year the wording was in force. */
  from: number
  /** Days of the Spring Festival counted from the first day of the first month; -1 is New Year's Eve (除夕). */
  spring: readonly number[]
  labour: readonly number[]
}

// 国务院令第795号 (2024), 第644号 (2013), 第513号 (2007); the last one stands for older years too.
const editions: readonly Edition[] = [
  { from: 2025, spring: [-1, 0, 1, 2], labour: [1, 2] },
  { from: 2014, spring: [0, 1, 2], labour: [1] },
  { from: 0, spring: [-1, 0, 1], labour: [1] },
]

/** Statutory days off of a year, in order: eleven until 2024, thirteen from 2025 (two may fall on one date). */
export function statutoryHolidays(year: number): StatutoryHoliday[] {
  const edition = editions.find((one) => one.from <= year) ?? { from: 0, spring: [0, 1, 2], labour: [1] }
  const found: StatutoryHoliday[] = []
  const add = (date: Temporal.PlainDate, zh: string, en: string): void => {
    found.push({ day: dayNumber(date), date, name: { zh, en } })
  }
  add(new Temporal.PlainDate(year, 1, 1), '元旦', "New Year's Day")
  const newYear = lunarDate(year, 1, 1)
  for (const offset of edition.spring) add(newYear.add({ days: offset }), '春节', 'Spring Festival')
  add(new Temporal.PlainDate(1970, 1, 1).add({ days: qingmingDay(year) }), '清明节', 'Qingming Festival')
  for (const day of edition.labour) add(new Temporal.PlainDate(year, 5, day), '劳动节', 'Labour Day')
  add(lunarDate(year, 5, 5), '端午节', 'Dragon Boat Festival')
  add(lunarDate(year, 8, 15), '中秋节', 'Mid-Autumn Festival')
  for (const day of [1, 2, 3]) add(new Temporal.PlainDate(year, 10, day), '国庆节', 'National Day')
  return found.sort((a, b) => a.day - b.day)
}

/** A date of the lunar calendar in the common year; a month code without L is never a leap month (闰月). */
function lunarDate(year: number, month: number, day: number): Temporal.PlainDate {
  const monthCode = `M${String(month).padStart(2, '0')}`
  return Temporal.PlainDate.from({ calendar: 'chinese', year, monthCode, day }, { overflow: 'reject' }).withCalendar('iso8601')
}
