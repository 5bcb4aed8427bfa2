// SQL of the hold on the machine's clock; with store.ts the only file that names tables of the ledger.
import type { Sql } from '#base/db'

/** The hold as every process finds it. */
export interface ClockHold {
  held: boolean
  seenAt: Temporal.Instant
  leapSeconds: number
  /** Two persons answered for the clock at this moment. */
  confirmedAt: Temporal.Instant | null
}

/** The last hold, over or not; undefined where there never was one. */
export async function findHold(sql: Sql): Promise<ClockHold | undefined> {
  return (await sql.rows<ClockHold>('select held, seen_at as "seenAt", leap_seconds::int as "leapSeconds", confirmed_at as "confirmedAt" from ledger.clock_hold'))[0]
}

/** Keeps the hold as it now stands, instead of the one before. */
export async function saveHold(tx: Sql, { held, seenAt, leapSeconds, confirmedAt }: ClockHold): Promise<void> {
  await tx.rows(
    `insert into ledger.clock_hold (held, seen_at, leap_seconds, confirmed_at) values ($1, $2, $3, $4)
     on conflict (one) do update set held = excluded.held, seen_at = excluded.seen_at, leap_seconds = excluded.leap_seconds, confirmed_at = excluded.confirmed_at`,
    [held, seenAt, leapSeconds, confirmedAt],
  )
}
