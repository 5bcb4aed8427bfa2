// SQL of sessions and of the addresses somebody is known at.
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import type { AccountKind } from './account.ts'
import type { Hours } from './hours.ts'
import { limits } from './limits.ts'
import type { Relay } from './relay.ts'
import { forgiven, forgiving, type AttemptKeys } from './store-attempts.ts'
import { forgetDigests } from './store-endings.ts'
import { levelSql } from './store-proofs.ts'
import { deleteRelayEnds } from './store-relays.ts'

export interface SessionRow {
  session: string
  touchedAt: Temporal.Instant
  strength: 1 | 2
  provedAt: Temporal.Instant
  /** Of a session that a platform above began: the most that is passed on of it. */
  levelMax: number | null
  id: string
  kind: AccountKind
  login: string
  name: string
  posts: { id: string; role: string; organisation: string; section: string | null; hours: Hours | null }[]
  /** Until when a password that somebody else chose lets in; null where it is the account's own. */
  givenUntil: Temporal.Instant | null
  /** Of no use outside demonstration mode. */
  demonstration: boolean
  /** Cases that an emergency opened to this account, to be read for a time. */
  emergencies: string[]
  /**
   * For whom the session acts, where it still may: for the items of all agencies in force together, the one that ends last named; null is everything. `handLevel`: how well the one who acts is known now.
   * As guardian, where one of them is a guardianship: then whether guardians are in conflict, or act together only.
   */
  acting: { id: string; kind: AccountKind; login: string; name: string; agency: string | null; items: string[] | null; guardian: boolean | null; jointly: boolean | null; inConflict: boolean; handLevel: number | null } | null
}

/** A session that has neither ended nor been idle too long, at the moment $2; $3 and $4 are how long staff and others may be idle. */
const goesOn = "s.ends_at > $2 and s.touched_at > $2::timestamptz - make_interval(secs => case when a.kind = 'staff' then $3::float8 else $4::float8 end)"

/** The columns of a `SessionRow`, and whose they are, of sessions `s` at a moment; `now` is its placeholder. */
const sessionOf = (from: string, now: string): string => `select s.id as session, s.touched_at as "touchedAt", s.strength, s.proved_at as "provedAt", (s.relay->>'level')::int as "levelMax", a.id, a.kind, a.login, a.password_given_until as "givenUntil", coalesce(n.name, l.name, f.name) as name,
       (select coalesce(json_agg(json_build_object('id', p.id, 'role', p.role, 'organisation', p.organisation, 'section', p.section, 'hours', p.hours) order by p.id), '[]')
        from people.posts p where p.account = a.id and p.from_at <= ${now} and (p.to_at is null or p.to_at > ${now})) as posts,
       array(select e.matter::text from people.emergencies e where e.account = a.id and e.until_at > ${now} and e.ended_at is null) as emergencies,
       (select json_build_object('id', w.id, 'kind', w.kind, 'login', w.login, 'name', coalesce(wn.name, wl.name), 'agency', g.id, 'items', g.items, 'guardian', g.guardian, 'jointly', g.jointly,
           'handLevel', ${levelSql({ account: 'a.id', stated: 'n.stated_level', now })},
           'inConflict', exists (select 1 from people.guardian_objections o where o.ward = w.id and o.settled_at is null))
        from people.accounts w left join people.natural_accounts wn on wn.id = w.id left join people.legal_accounts wl on wl.id = w.id
        cross join lateral (
          select (array_agg(g.id order by g.to_at desc, g.id desc))[1] as id, case when bool_and(g.items is not null) then jsonb_agg(distinct i.item) end as items,
            bool_or(g.guardianship is not null) as guardian, bool_or(g.jointly) as jointly
          from people.agencies g left join lateral jsonb_array_elements_text(g.items) i (item) on true
          where g.principal = w.id and g.agent = a.id and g.revoked_at is null and g.from_at <= ${now} and g.to_at > ${now} and wl.representative is distinct from a.id) g
        where w.id = s.acting_for and w.frozen_at is null and (wl.representative = a.id or g.id is not null)) as acting,
       exists (select 1 from people.demonstration_accounts d where d.id = a.id) as demonstration
     from ${from} s join people.accounts a on a.id = s.account
       left join people.natural_accounts n on n.id = a.id left join people.legal_accounts l on l.id = a.id left join people.staff_accounts f on f.id = a.id`

/** Who holds the token now: not ended, not idle too long, not frozen. */
export async function selectSession(sql: Sql, token: Uint8Array, now: Temporal.Instant): Promise<SessionRow | undefined> {
  const [row] = await sql.prepared<SessionRow>(
    'people-session-acting-8', `${sessionOf('people.sessions', '$2')} where s.token_digest = $1 and a.frozen_at is null and ${goesOn}`,
    [token, now.toString(), limits.idleSecondsStaff, limits.idleSecondsResident],
  )
  return row
}

/** Who holds each of these sessions now; those that are over are absent. */
export async function selectHolders(sql: Sql, sessions: readonly string[], now: Temporal.Instant): Promise<SessionRow[]> {
  return sql.prepared<SessionRow>(
    'people-holders', `${sessionOf('people.sessions', '$2')} where s.id = any ($1::uuid[]) and a.frozen_at is null and ${goesOn}`,
    [sessions, now.toString(), limits.idleSecondsStaff, limits.idleSecondsResident],
  )
}

/** Which of these sessions go on at a moment. */
export async function selectGoingOn(sql: Sql, sessions: readonly string[], now: Temporal.Instant): Promise<Set<string>> {
  if (sessions.length === 0) return new Set()
  const rows = await sql.rows<{ id: string }>(
    `select s.id from people.sessions s join people.accounts a on a.id = s.account where s.id = any($1::uuid[]) and a.frozen_at is null and ${goesOn}`,
    [sessions, now.toString(), limits.idleSecondsStaff, limits.idleSecondsResident],
  )
  return new Set(rows.map(({ id }) => id))
}

interface Beginning {
  tokenDigest: Uint8Array
  id: string
  account: string
  password: string | null
  way: string
  strength: 1 | 2
  now: Temporal.Instant
  from: { provedAt: Temporal.Instant; endsAt: Temporal.Instant; actingFor: string | null } | undefined
  /** Where the holder is known from now on, and what was counted against him on the way in. */
  known: AttemptKeys | undefined
  /** By what a platform above began it. */
  relay: Relay | null
}

/**
 * Begins a session, unless the account was frozen or its password changed since it was checked. One that comes out of another ends with it at the
 * latest. In the same statement the attempt is taken back and the address becomes a known one. Answers whose session it is, where it began.
 */
export async function insertSession(sql: Sql, { from, known, ...row }: Beginning): Promise<SessionRow | undefined> {
  const now = row.now.toString()
  const [begun] = await sql.prepared<SessionRow>(
    'people-begin-session-shown-3',
    `with begun as (
       insert into people.sessions (token_digest, id, account, began_at, touched_at, proved_at, ends_at, way, strength, acting_for, relay)
       select $1, $2, a.id, $4, $4, $9, least($4::timestamptz + make_interval(secs => $6::float8), $10), $7, $8, $11, $16::jsonb from people.accounts a
       where a.id = $3 and a.frozen_at is null and a.password is not distinct from $5 returning *
     ), familiar as (
       insert into people.familiar_addresses (account, address, seen_at) select account, $12, $4 from begun where $12::bytea is not null
       on conflict (account, address) do update set seen_at = excluded.seen_at
     ), ${forgiving('$13', '$14', '$15', 'exists (select 1 from begun)')}
     ${sessionOf('begun', '$4::timestamptz')}`,
    [row.tokenDigest, row.id, row.account, now, row.password, limits.sessionSecondsMax, row.way, row.strength, from?.provedAt.toString() ?? now, from?.endsAt.toString() ?? null, from?.actingFor ?? null,
      known?.addressKey ?? null, ...forgiven(known), row.relay && JSON.stringify(row.relay)],
  )
  return begun
}

/** Notes that a session is in use. Not an act: nothing follows from it. */
export async function touchSession(sql: Sql, id: string, now: Temporal.Instant): Promise<void> {
  await sql.prepared('people-touch', 'update people.sessions set touched_at = $2 where id = $1 and touched_at < $2', [id, now.toString()])
}

/** Notes a fresh proof in a session; two factors once proved stay proved. What a platform above began passes on from now on what the account has reached. */
export async function proveSession(sql: Sql, id: string, strength: 1 | 2, now: Temporal.Instant): Promise<void> {
  await sql.rows(`update people.sessions set proved_at = $2, strength = greatest(strength, $3), relay = relay || '{"level": null}' where id = $1`, [id, now.toString(), strength])
}

export interface OwnSession {
  id: string
  way: string
  strength: 1 | 2
  beganAt: Temporal.Instant
  touchedAt: Temporal.Instant
}

/** The sessions of an account that go on, newest first. */
export async function selectSessions(sql: Sql, account: string, now: Temporal.Instant): Promise<OwnSession[]> {
  return sql.rows<OwnSession>(
    `select s.id, s.way, s.strength, s.began_at as "beganAt", s.touched_at as "touchedAt" from people.sessions s join people.accounts a on a.id = s.account
     where s.account = $1 and ${goesOn} order by s.began_at desc, s.id desc`,
    [account, now.toString(), limits.idleSecondsStaff, limits.idleSecondsResident],
  )
}

/** Ends one session of an account. Answers whether there was one. */
export async function deleteOwnSession(sql: Sql, account: string, id: string): Promise<boolean> {
  return (await sql.rows('delete from people.sessions where account = $1 and id = $2 returning 1', [account, id])).length === 1
}

/** Ends the session of a token. Answers whose it was. */
export async function deleteSessionOf(sql: Sql, token: Uint8Array): Promise<{ account: string; id: string } | undefined> {
  const [row] = await sql.prepared<{ account: string; id: string }>('people-end-token', 'delete from people.sessions where token_digest = $1 returning account, id', [token])
  return row
}

/** Ends one session. */
export async function deleteSession(sql: Sql, id: string): Promise<void> {
  await sql.prepared('people-end-session', 'delete from people.sessions where id = $1', [id])
}

/** Ends the sessions of an account, but for one where it is named. Answers how many. */
export async function deleteSessions(sql: Sql, account: string, but: string | null): Promise<number> {
  return (await sql.rows('delete from people.sessions where account = $1 and id is distinct from $2 returning 1', [account, but])).length
}

/** Ends the steps of signing in that wait for an account. */
export async function deleteTickets(sql: Sql, account: string): Promise<void> {
  await sql.rows('delete from people.tickets where account = $1', [account])
}

/** Removes what no longer tells anything: sessions that ended, failures and addresses long past. */
export async function deleteStale(sql: Sql, now: Temporal.Instant): Promise<void> {
  const ago = (seconds: number) => now.subtract({ seconds }).toString()
  await sql.rows('delete from people.sessions where ends_at < $1 or touched_at < $2', [now.toString(), ago(Math.max(limits.idleSecondsStaff, limits.idleSecondsResident))])
  await deleteRelayEnds(sql, now)
  await forgetDigests(sql, dateInChina(now).toString())
  await sql.rows('delete from people.tickets where ends_at < $1', [now.toString()])
  for (const table of ['people.codes', 'people.scans']) await sql.rows(`delete from ${table} where ends_at < $1`, [now.toString()])
  await sql.rows('delete from people.attempts where last_at < $1', [ago(limits.failuresKeptSeconds)])
  await sql.rows('delete from people.familiar_addresses where seen_at < $1', [ago(limits.familiarDays * 86_400)])
}
