// The ledger is kept by month, so that old months can leave whole. What falls in a month without a partition goes to the default one.
import type { Sql } from '#base/db'

const monthsAhead = 2

/** Makes the partitions of this month and the next two. A month that already has entries in the default partition stays there. */
export async function ensurePartitions(sql: Sql, now: Temporal.Instant): Promise<void> {
  const first = now.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 })
  for (let ahead = 0; ahead <= monthsAhead; ahead++) await ensureMonth(sql, first.add({ months: ahead }))
}

async function ensureMonth(sql: Sql, from: Temporal.PlainDate): Promise<void> {
  const [start, end] = [from, from.add({ months: 1 })].map((day) => `${day.toString()}T00:00:00Z`)
  const name = `act.entries_${from.toString().slice(0, 7).replace('-', '_')}`
  const [row] = await sql.rows<{ needed: boolean }>(
    'select to_regclass($1) is null and not exists (select 1 from act.entries_other where at >= $2 and at < $3) as needed', [name, start, end],
  )
  // Names and bounds are made here from a date, never from outside.
  if (row?.needed) await sql.rows(`create table if not exists ${name} partition of act.entries for values from ('${start}') to ('${end}')`)
}
