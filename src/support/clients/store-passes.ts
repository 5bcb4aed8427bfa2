// SQL of the readings of people's codes.
import type { Sql } from '#base/db'
import type { Reading } from './pass.ts'

/** Keeps a reading; false where the code was read before: by this reader, or on line by anybody. */
export async function insertReading(tx: Sql, one: Reading, knownAt: Temporal.Instant): Promise<boolean> {
  const rows = await tx.rows(
    'insert into clients.readings (jti, code, account, told, offline, read_at, known_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1',
    [one.jti, one.code, one.account, one.told, one.offline, one.readAt.toString(), knownAt.toString()],
  )
  return rows.length > 0
}

/** Who read an account's code, the last first, with what the reader is registered as. */
export async function listReadings(sql: Sql, account: string, limit: number, after?: { at: string; jti: string }): Promise<(Reading & { content: object | null })[]> {
  return sql.rows(
    `select r.jti, r.code, r.account, r.told, r.offline, r.read_at as "readAt",
       (select g.content from clients.registrations g where g.code = r.code and g.state in ('in-force', 'replaced', 'ended') order by g.decided_at desc limit 1) as content
     from clients.readings r where r.account = $1 and ($2::timestamptz is null or (r.read_at, r.jti) < ($2, $3::text)) order by r.read_at desc, r.jti desc limit $4`,
    [account, after?.at ?? null, after?.jti ?? null, limit],
  )
}
