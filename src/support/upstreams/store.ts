// SQL of platforms above and of sign-ins under way.
import type { Sql } from '#base/db'
import type { Content, Registration } from './upstream.ts'

export async function insertRegistration(tx: Sql, one: Registration & { askedBy: string; askedAt: Temporal.Instant; decidedBy: string; decidedAt: Temporal.Instant }): Promise<void> {
  await tx.rows(
    'insert into upstreams.registrations (id, code, content, asked_by, asked_at, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [one.id, one.content.code, JSON.stringify(one.content), one.askedBy, one.askedAt.toString(), one.decidedBy, one.decidedAt.toString()],
  )
}

/** Ends what is in force under a code, with the sign-ins under way by it. Answers its id. */
export async function endRegistration(tx: Sql, code: string, now: Temporal.Instant): Promise<string | undefined> {
  const [ended] = await tx.rows<{ id: string }>('update upstreams.registrations set ended_at = $2 where code = $1 and ended_at is null returning id', [code, now.toString()])
  if (ended) await tx.rows('delete from upstreams.goings where registration = $1', [ended.id])
  return ended?.id
}

/** Those in force, by their code. */
export async function listInForce(sql: Sql): Promise<Registration[]> {
  return sql.prepared<Registration>('upstreams-in-force', 'select id, content from upstreams.registrations where ended_at is null order by code', [])
}

export async function findInForce(sql: Sql, code: string): Promise<Registration | undefined> {
  return (await sql.prepared<Registration>('upstreams-one', 'select id, content from upstreams.registrations where code = $1 and ended_at is null', [code]))[0]
}

export interface Registered extends Registration {
  state: 'in-force' | 'replaced' | 'ended'
  askedBy: string
  askedAt: Temporal.Instant
  decidedBy: string
  decidedAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}

/** What was ever registered, the last decided first. One that gave way to another of its code was replaced, else ended. */
export async function listRegistrations(sql: Sql, limit: number, after?: { at: string; id: string }): Promise<Registered[]> {
  return sql.rows<Registered>(
    `select id, content, asked_by as "askedBy", asked_at as "askedAt", decided_by as "decidedBy", decided_at as "decidedAt", ended_at as "endedAt",
       case when ended_at is null then 'in-force' when exists (select 1 from upstreams.registrations n where n.code = r.code and n.decided_at = r.ended_at and n.id <> r.id) then 'replaced' else 'ended' end as state
     from upstreams.registrations r where $2::timestamptz is null or (decided_at, id) < ($2, $3::uuid) order by decided_at desc, id desc limit $1`,
    [limit, after?.at ?? null, after?.id ?? null],
  )
}

/** A sign-in under way. `browser` is the digest of what the browser holds. */
export interface Going {
  id: string
  browser: Uint8Array
  state: string
  registration: string
  nonce: string
  verifier: string
  /** Where to go afterwards. */
  onward: string
  /** Nobody is asked there: whoever is not signed in comes back as such. */
  quiet: boolean
  endsAt: Temporal.Instant
}

export async function insertGoing(sql: Sql, one: Going): Promise<void> {
  await sql.rows(
    'insert into upstreams.goings (id, browser, state, registration, nonce, verifier, onward, quiet, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [one.id, one.browser, one.state, one.registration, one.nonce, one.verifier, one.onward, one.quiet, one.endsAt.toString()],
  )
}

/** Takes a sign-in that came back, before anything is asked about it: of many at once one gets it. */
export async function takeGoing(sql: Sql, browser: Uint8Array, code: string, now: Temporal.Instant): Promise<(Going & { content: Content }) | undefined> {
  const [row] = await sql.prepared<Going & { content: Content }>(
    'upstreams-take',
    `update upstreams.goings g set used_at = $3 from upstreams.registrations r
     where g.browser = $1 and r.id = g.registration and r.code = $2 and r.ended_at is null and g.used_at is null and g.ends_at > $3
     returning g.id, g.browser, g.state, g.registration, g.nonce, g.verifier, g.onward, g.quiet, g.ends_at as "endsAt", r.content`,
    [browser, code, now.toString()],
  )
  return row
}

/** Keeps what was told, sealed, for whoever has no account here to look at. */
export async function keepTold(sql: Sql, id: string, told: string, until: Temporal.Instant): Promise<void> {
  await sql.rows('update upstreams.goings set told_sealed = $2, ends_at = $3 where id = $1', [id, told, until.toString()])
}

/** What was told to this browser and waits to be looked at. */
export async function findTold(sql: Sql, browser: Uint8Array, code: string, now: Temporal.Instant): Promise<{ id: string; told: string; onward: string; content: Content } | undefined> {
  const [row] = await sql.prepared<{ id: string; told: string; onward: string; content: Content }>(
    'upstreams-told',
    `select g.id, g.told_sealed as told, g.onward, r.content from upstreams.goings g join upstreams.registrations r on r.id = g.registration
     where g.browser = $1 and r.code = $2 and r.ended_at is null and g.told_sealed is not null and g.ends_at > $3`,
    [browser, code, now.toString()],
  )
  return row
}

/** Ends a sign-in; false where it was over already. */
export async function deleteGoing(tx: Sql, id: string): Promise<boolean> {
  return (await tx.rows('delete from upstreams.goings where id = $1 returning 1', [id])).length > 0
}

export async function deleteLapsed(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.rows('delete from upstreams.goings where ends_at < $1', [now.toString()])
}
