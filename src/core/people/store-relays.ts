// SQL of sessions that a platform above began, and of sign-outs above. A session of unknown name above is any of its person's.
import type { Sql } from '#base/db'
import type { Relay, RelayEnd } from './relay.ts'

/** What ended, as a condition of rows with a `relay`: `$1` the person, `$2` the session above. */
const among = ({ subject }: RelayEnd) => `relay is not null and ${subject === null ? "$1::text is null and relay->>'sid' = $2" : "relay->>'subject' = $1 and ($2::text is null or coalesce(relay->>'sid', $2) = $2)"}`

/** Notes a sign-out above; false where the same was told before. */
export async function insertRelayEnd(tx: Sql, one: RelayEnd & { tokenDigest: Uint8Array; at: Temporal.Instant; endsAt: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.rows(
    'insert into people.relay_ends (token_digest, subject, sid, at, ends_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [one.tokenDigest, one.subject, one.sid, one.at.toString(), one.endsAt.toString()],
  )
  return rows.length === 1
}

/** Ends what a platform above began; answers the sessions. */
export async function deleteRelayed(tx: Sql, end: RelayEnd): Promise<{ id: string; account: string }[]> {
  await tx.rows(`delete from people.tickets where ${among(end)}`, [end.subject, end.sid])
  return tx.rows<{ id: string; account: string }>(`delete from people.sessions where ${among(end)} returning id, account`, [end.subject, end.sid])
}

/** Whether what a platform told was over before anything began by it. */
export async function selectRelayEnded(sql: Sql, { subject, sid, toldAt }: Relay): Promise<boolean> {
  const rows = await sql.prepared(
    'people-relay-ended',
    `select 1 from people.relay_ends e where e.at >= $3 and ((e.subject = $1 and ($2::text is null or coalesce(e.sid, $2) = $2)) or (e.subject is null and e.sid = $2)) limit 1`,
    [subject, sid, toldAt],
  )
  return rows.length > 0
}

/** By what a session was begun, where a platform above began it. */
export async function selectRelay(sql: Sql, session: string): Promise<Relay | null> {
  return (await sql.rows<{ relay: Relay | null }>('select relay from people.sessions where id = $1', [session]))[0]?.relay ?? null
}

export async function deleteRelayEnds(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.rows('delete from people.relay_ends where ends_at < $1', [now.toString()])
}
