// The ledger is kept by month, so that old months can leave whole. What falls in a month without a partition goes to the default one.
import type { Sql } from '#base/db'

const monthsAhead = 2

/** Makes the partitions of this month and the next two, as the owner of the table. A month that already has entries in the default partition stays there. */
export async function ensurePartitions(sql: Sql, now: Temporal.Instant): Promise<void> {
  for (const month of monthsFrom(now)) await ensureMonth(sql, month)
}

/** Whether a month has no partition of its own yet; whoever serves may ask. */
export async function lacksPartitions(sql: Sql, now: Temporal.Instant): Promise<boolean> {
  const [row] = await sql.rows<{ lacks: boolean }>('select exists (select from unnest($1::text[]) n where to_regclass(n) is null) as lacks', [monthsFrom(now).map(nameOf)])
  return row?.lacks ?? false
}

function monthsFrom(now: Temporal.Instant): Temporal.PlainDate[] {
  const first = now.toZonedDateTimeISO('UTC').toPlainDate().with({ day: 1 })
  return Array.from({ length: monthsAhead + 1 }, (_, ahead) => first.add({ months: ahead }))
}

const nameOf = (month: Temporal.PlainDate): string => `act.entries_${month.toString().slice(0, 7).replace('-', '_')}`

async function ensureMonth(sql: Sql, from: Temporal.PlainDate): Promise<void> {
  const [start, end] = [from, from.add({ months: 1 })].map((day) => `${day.toString()}T00:00:00Z`)
  const name = nameOf(from)
  const [row] = await sql.rows<{ needed: boolean }>(
    'select to_regclass($1) is null and not exists (select 1 from act.entries_other where at >= $2 and at < $3) as needed', [name, start, end],
  )
  // Names and bounds are made here from a date, never from outside.
  if (row?.needed) await sql.rows(`create table if not exists ${name} partition of act.entries for values from ('${start}') to ('${end}')`)
}
