// Watches the clock against the ledger: what was done bears a moment, and a clock that jumps back must not put a later act before an earlier one.
import type { Pool } from 'pg'

/** Clocks of several machines differ by less; beyond it the clock is doubted. */
const toleranceMs = 5000

export interface ClockWatch {
  /** Whether the clock is behind what is known to have been done. Asks the ledger once, then remembers. */
  doubts(now: Temporal.Instant): Promise<boolean>
  /** Something was done at a moment. */
  passed(moment: Temporal.Instant): void
}

/** A watch for one process; other processes have clocks and watches of their own. */
export function makeClockWatch(pool: Pool): ClockWatch {
  let latest: number | undefined
  return {
    doubts: async (now) => {
      latest ??= await latestKnown(pool)
      return now.epochMilliseconds < latest - toleranceMs
    },
    passed: (moment) => {
      if (latest !== undefined && moment.epochMilliseconds > latest) latest = moment.epochMilliseconds
    },
  }
}

/** The latest moment at which anything was done, in milliseconds since 1970; 0 where nothing was. */
export async function latestKnown(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ at: Temporal.Instant | null }>(
    `select greatest((select at from act.entries where seq is not null order by seq desc limit 1), (select max(at) from act.entries where seq is null)) as at`,
  )
  return rows[0]?.at?.epochMilliseconds ?? 0
}

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Whether a matter that an act locks has an entry later than now: asked under the locks, in the act's own transaction. */
export function laterEntrySql(locks: readonly string[], now: Temporal.Instant): string {
  const subjects = locks.flatMap((name) => name.match(ids) ?? [])
  return `select exists (select 1 from act.entries where subject = any ('{${subjects.join(',')}}'::uuid[]) and at > '${now.toString()}') as later`
}
