// SQL of freezings and of what leads to one by itself.
import type { Sql } from '#base/db'
import type { FreezeGround } from './freezing.ts'

/** Freezes or thaws. Answers false where it already is so, undefined where there is no such account. */
export async function updateFrozen(sql: Sql, id: string, at: Temporal.Instant | null): Promise<boolean | undefined> {
  const [row] = await sql.rows<{ changed: boolean }>(
    `with old as (select id, frozen_at from people.accounts where id = $1),
          new as (update people.accounts a set frozen_at = $2 from old where a.id = old.id and (old.frozen_at is null) <> ($2::timestamptz is null) returning a.id)
     select exists (select 1 from new) as changed from old`,
    [id, at?.toString() ?? null],
  )
  return row?.changed
}

export async function insertFreezing(sql: Sql, row: { id: string; account: string; ground: FreezeGround; by: string | null; reason: string; salt: Uint8Array; at: Temporal.Instant }): Promise<void> {
  await sql.rows('insert into people.freezings (id, account, ground, by, reason, salt, frozen_at) values ($1, $2, $3, $4, $5, $6, $7)', [row.id, row.account, row.ground, row.by, row.reason, row.salt, row.at.toString()])
}

export async function endFreezing(sql: Sql, account: string, at: Temporal.Instant): Promise<void> {
  await sql.rows('update people.freezings set ended_at = $2 where account = $1 and ended_at is null', [account, at.toString()])
}

/** Why an account is frozen, where it is. */
export async function selectFreezing(sql: Sql, account: string): Promise<{ ground: FreezeGround; reason: string } | undefined> {
  return (await sql.rows<{ ground: FreezeGround; reason: string }>('select ground, reason from people.freezings where account = $1 and ended_at is null', [account]))[0]
}

/** Counts a wrong second proof. Answers how many there were without a pause as long as `pauseHours`. */
export async function countSecondFailure(sql: Sql, account: string, now: Temporal.Instant, pauseHours: number): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(
    `update people.accounts set second_failures = case when second_failed_at > $2::timestamptz - make_interval(hours => $3::int) then second_failures + 1 else 1 end, second_failed_at = $2
     where id = $1 and frozen_at is null returning second_failures as n`, [account, now.toString(), pauseHours],
  )
  return row?.n ?? 0
}

/** A right second proof takes the count back. */
export async function forgiveSecondFailures(sql: Sql, account: string): Promise<void> {
  await sql.rows('update people.accounts set second_failures = 0 where id = $1 and second_failures > 0', [account])
}
