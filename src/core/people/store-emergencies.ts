// SQL of emergency access.
import type { Sql } from '#base/db'

export interface Emergency {
  id: string
  account: string
  /** The case that may be read. */
  matter: string
  from: Temporal.Instant
  until: Temporal.Instant
  endedAt: Temporal.Instant | null
}

export async function insertEmergency(tx: Sql, one: Omit<Emergency, 'endedAt'>): Promise<void> {
  await tx.rows('insert into people.emergencies (id, account, matter, from_at, until_at) values ($1, $2, $3, $4, $5)', [one.id, one.account, one.matter, one.from.toString(), one.until.toString()])
}

export async function findEmergency(sql: Sql, id: string): Promise<Emergency | undefined> {
  return (await sql.rows<Emergency>('select id, account, matter, from_at as "from", until_at as until, ended_at as "endedAt" from people.emergencies where id = $1', [id]))[0]
}

/** How many hold for an account at a moment. */
export async function countEmergencies(sql: Sql, account: string, now: Temporal.Instant): Promise<number> {
  const [row] = await sql.rows<{ count: number }>('select count(*)::int as count from people.emergencies where account = $1 and until_at > $2 and ended_at is null', [account, now.toString()])
  return row?.count ?? 0
}

/** Ends one before its time; false where it was over. */
export async function endEmergency(tx: Sql, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update people.emergencies set ended_at = $2 where id = $1 and ended_at is null and until_at > $2 returning 1', [id, now.toString()])).length > 0
}
