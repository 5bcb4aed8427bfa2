// The calendar that counts: published years kept as editions, read often, changed once a year.
import type { Act } from '#base/act'
import { canonicalJson, sha256Hex } from '#base/crypto'
import type { Sql } from '#base/db'
import { makeCalendar, type Calendar, type CalendarYear } from '#engines/calendar'

/** The lock under which years are published. */
export const yearsLock = 'clock:years'

/** The subject of ledger entries about a year: a fixed identifier, the year at its end. */
export function yearSubject(year: number): string {
  return `00000000-0000-7000-8000-0000000${String(year).padStart(5, '0')}`
}

/** Publishes the notices that are new or changed. Answers the years published. */
export async function publishYears(act: Act, years: readonly CalendarYear[]): Promise<number[]> {
  const known = new Map((await newestYears(act.tx)).map((row) => [row.year, row]))
  const published: number[] = []
  for (const data of years) {
    const before = known.get(data.year)
    if (before && canonicalJson(before.data) === canonicalJson(data)) continue
    await act.tx.rows('insert into clock.years values ($1, $2, $3, $4::jsonb, $5)', [data.year, (before?.edition ?? 0) + 1, data.notice, JSON.stringify(data), act.now])
    act.record('clock.year-published', { subject: yearSubject(data.year), facts: { year: data.year, edition: (before?.edition ?? 0) + 1, digest: sha256Hex(canonicalJson(data)) } })
    published.push(data.year)
    kept = undefined
  }
  return published
}

interface YearRow {
  year: number
  edition: number
  data: CalendarYear
}

async function newestYears(sql: Sql): Promise<YearRow[]> {
  return sql.prepared<YearRow>('clock-years', 'select distinct on (year) year, edition, data from clock.years order by year, edition desc', [])
}

let kept: { key: string; calendar: Calendar; until: number } | undefined
const keptMs = 1000

/** The calendar of all published years. Another process may go on with the one before for a second; what it reckoned is then reckoned anew. */
export async function getCalendar(sql: Sql): Promise<Calendar> {
  if (kept && performance.now() < kept.until) return kept.calendar
  const rows = await newestYears(sql)
  const key = rows.map((row) => `${row.year}.${row.edition}`).join(' ')
  kept = { key, calendar: kept?.key === key ? kept.calendar : makeCalendar(rows.map((row) => row.data)), until: performance.now() + keptMs }
  return kept.calendar
}

/** Reads the calendar anew: for whoever reckons again because a notice came, while other acts may have kept the one before. */
export async function renewCalendar(sql: Sql): Promise<void> {
  kept = undefined
  await getCalendar(sql)
}

/** One published year as it stands. */
export async function findYear(sql: Sql, year: number): Promise<CalendarYear | undefined> {
  return (await newestYears(sql)).find((row) => row.year === year)?.data
}

/** The last day that the published notices settle: at the end of a year the next notice may still move days. */
export async function settledUntil(sql: Sql): Promise<Temporal.PlainDate | undefined> {
  const last = (await newestYears(sql)).at(-1)
  return last && Temporal.PlainDate.from({ year: last.year, month: 12, day: 28 })
}
