// A second, naive reckoning of limits: it walks a list of days one by one and shares no code with the platform. The notices
// are read from the pack's files; for years without one the days off of the law are written down here by hand.
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

export type NaiveUnit = 'working' | 'calendar' | 'months'

interface NaiveDay {
  name: string
  year: number
  month: number
  day: number
  /** Saturday or Sunday. */
  weekend: boolean
}

/** What is reckoned: so many of a unit after a day, then extensions; days in a standstill (`to` excluded) do not count. */
export interface NaiveLimit {
  start: string
  count: number
  unit: NaiveUnit
  stills?: [from: string, to: string][]
  extensions?: [count: number, unit: NaiveUnit][]
  /** The last day moves off a day off. */
  moves?: boolean
}

export interface NaiveEnd {
  due: string
  provisional: boolean
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const lengthOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0))
const two = (n: number): string => String(n).padStart(2, '0')

/** All days from Monday 30 December 2019 to the end of 2035, made by walking. */
const days: NaiveDay[] = []
const placeOf = new Map<string, number>()
for (let year = 2019, month = 12, day = 30, weekday = 1; year < 2036; weekday = weekday === 7 ? 1 : weekday + 1) {
  const name = `${year}-${two(month)}-${two(day)}`
  placeOf.set(name, days.length)
  days.push({ name, year, month, day, weekend: weekday > 5 })
  day++
  if (day > lengthOf(year, month)) {
    day = 1
    month++
  }
  if (month > 12) {
    month = 1
    year++
  }
}

// 全国年节及纪念日放假办法 2 (2024): New Year, four days of Spring Festival from its eve, Qingming, two of May, Dragon Boat, Mid-Autumn, three of October.
const byHand: Record<number, string[]> = {
  2027: ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'],
  2028: ['01-01', '01-25', '01-26', '01-27', '01-28', '04-04', '05-01', '05-02', '05-28', '10-01', '10-02', '10-03'],
  2029: ['01-01', '02-12', '02-13', '02-14', '02-15', '04-04', '05-01', '05-02', '06-16', '09-22', '10-01', '10-02', '10-03'],
}
const off = new Set(Object.entries(byHand).flatMap(([year, list]) => list.map((day) => `${year}-${day}`)))
const worked = new Set<string>()
const noticed = new Set<number>()
const folder = new URL('../packs/yunzhou/calendar/', import.meta.url)
for (const file of readdirSync(folder)) {
  const notice = parse(readFileSync(new URL(file, folder), 'utf8')) as { year: number; holidays: { from: string; to: string }[]; workdays: string[] }
  noticed.add(notice.year)
  for (const { from, to } of notice.holidays) for (const { name } of days) if (from <= name && name <= to) off.add(name)
  for (const name of notice.workdays) worked.add(name)
}

const at = (place: number): NaiveDay => {
  const day = days[place]
  if (!day) throw new Error(`the walk left the list at ${place}`)
  return day
}
const isWorked = ({ name, weekend }: NaiveDay): boolean => worked.has(name) || (!weekend && !off.has(name))
/** A notice to come may change it: no notice for its year, or one of the three last days before such a year. */
const isOpen = ({ year, month, day }: NaiveDay): boolean => !noticed.has(year) || (month === 12 && day >= 29 && !noticed.has(year + 1))

/** The last day of a limit, found by walking. */
export function walk({ start, count, unit, stills = [], extensions = [], moves = false }: NaiveLimit): NaiveEnd {
  let place = placeOf.get(start) ?? Number.NaN
  let provisional = false
  for (const [n, of] of [[count, unit] as const, ...extensions]) {
    let left = of === 'months' ? stepsToMonth(place, n) : n
    while (left > 0) {
      place++
      const day = at(place)
      if (stills.some(([from, to]) => from <= day.name && day.name < to)) continue
      if (of === 'working' && isOpen(day)) provisional = true
      if (of !== 'working' || isWorked(day)) left--
    }
  }
  if (moves) {
    while (!isWorked(at(place))) {
      if (isOpen(at(place))) provisional = true
      place++
    }
    if (isOpen(at(place))) provisional = true
  }
  return { due: at(place).name, provisional }
}

/** How many days to the day of the same number so many months on, or to the last of that month. */
function stepsToMonth(place: number, months: number): number {
  const from = at(place)
  let turned = 0
  let steps = 0
  while (turned < months || (at(place + steps).day !== from.day && at(place + steps).day !== lengthOf(at(place + steps).year, at(place + steps).month))) {
    steps++
    if (at(place + steps).day === 1) turned++
  }
  return months === 0 ? 0 : steps
}

/** Every window of these stretches (MM-DD) in a walk from a day: the end of the first that is not over. */
export function windowEnd(windows: [from: string, to: string][], received: string): string {
  for (let place = placeOf.get(received) ?? Number.NaN; ; place++) {
    const { name, year, month } = at(place)
    const today = name.slice(5)
    for (const [from, to] of windows) {
      const inside = from <= to ? from <= today && today <= to : from <= today || today <= to
      if (!inside) continue
      const lastOfFebruary = month === 2 && to === '02-29' && !isLeap(year)
      // From inside a window walk on to its end.
      let end = place
      while (at(end).name.slice(5) !== (lastOfFebruary ? '02-28' : to)) end++
      return at(end).name
    }
  }
}

/** A few days, for rows and random cases: every day of the years with a notice and two beyond. */
export const daysFrom = (from: string, to: string): string[] => days.filter(({ name }) => from <= name && name <= to).map(({ name }) => name)
