// SQL of registrations, consents and sign-ins.
import type { Sql } from '#base/db'
import type { Consent, Registration, Scope, State } from './client.ts'

const columns = 'id, code, content, state, reason, proposed_by as "proposedBy", proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt"'

/** Keeps what another person confirmed: in force from now on. */
export async function insertRegistration(tx: Sql, one: Omit<Registration, 'state' | 'reason'>): Promise<void> {
  await tx.rows(
    "insert into clients.registrations (id, code, content, state, proposed_by, proposed_at, decided_by, decided_at) values ($1, $2, $3, 'in-force', $4, $5, $6, $7)",
    [one.id, one.code, JSON.stringify(one.content), one.proposedBy, one.proposedAt.toString(), one.decidedBy, one.decidedAt.toString()],
  )
}

export async function findInForce(sql: Sql, code: string): Promise<Registration | undefined> {
  return (await sql.prepared<Registration>('clients-in-force', `select ${columns} from clients.registrations where code = $1 and state = 'in-force'`, [code]))[0]
}

/** Names of systems by code, as they were registered last. */
export async function namesOfClients(sql: Sql, codes: readonly string[]): Promise<Map<string, Registration['content']['name']>> {
  if (codes.length === 0) return new Map()
  const rows = await sql.prepared<{ code: string; name: Registration['content']['name'] }>('clients-names-2', "select distinct on (code) code, content->'name' as name from clients.registrations where code = any ($1) order by code, decided_at desc", [[...new Set(codes)]])
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Ends what is in force; false where it was not. */
export async function endRegistration(tx: Sql, id: string, to: 'replaced' | 'ended', by: string, at: Temporal.Instant, reason: string | null): Promise<boolean> {
  const rows = await tx.rows("update clients.registrations set state = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1 and state = 'in-force' returning 1", [id, to, by, at.toString(), reason])
  return rows.length > 0
}

/** Registrations, newest first. */
export async function listRegistrations(sql: Sql, state: State | null, limit: number, after?: { at: string; id: string }): Promise<Registration[]> {
  return sql.rows<Registration>(
    `select ${columns} from clients.registrations where ($1::text is null or state = $1) and ($2::timestamptz is null or (proposed_at, id) < ($2, $3::uuid)) order by proposed_at desc, id desc limit $4`,
    [state, after?.at ?? null, after?.id ?? null, limit],
  )
}

const consentColumns = 'c.id, c.account, c.code, c.registration, c.scopes, c.given_at as "givenAt", c.used_at as "usedAt"'

export async function findConsent(sql: Sql, account: string, code: string): Promise<Consent | undefined> {
  return (await sql.prepared<Consent>('clients-consent', `select ${consentColumns} from clients.consents c where c.account = $1 and c.code = $2 and c.withdrawn_at is null`, [account, code]))[0]
}

/** An account's consents in force, the last given first, with what was registered when they were given. */
export async function listConsents(sql: Sql, account: string): Promise<(Consent & { content: Registration['content'] })[]> {
  return sql.rows(`select ${consentColumns}, r.content from clients.consents c join clients.registrations r on r.id = c.registration where c.account = $1 and c.withdrawn_at is null order by c.given_at desc, c.id`, [account])
}

/** Keeps a consent in place of the one before. */
export async function replaceConsent(tx: Sql, one: { id: string; account: string; code: string; registration: string; scopes: readonly Scope[]; at: Temporal.Instant }): Promise<void> {
  await endConsent(tx, one.account, one.code, one.at)
  await tx.rows('insert into clients.consents (id, account, code, registration, scopes, given_at, used_at) values ($1, $2, $3, $4, $5, $6, $6)', [one.id, one.account, one.code, one.registration, one.scopes, one.at.toString()])
}

export async function endConsent(tx: Sql, account: string, code: string, at: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update clients.consents set withdrawn_at = $3 where account = $1 and code = $2 and withdrawn_at is null returning 1', [account, code, at.toString()])).length > 0
}

/** The name by which a system knows an account, made at the first look. */
export async function subjectOf(sql: Sql, account: string, code: string, fresh: string): Promise<string> {
  const [row] = await sql.prepared<{ subject: string }>(
    'clients-subject',
    `with made as (insert into clients.subjects (account, code, subject) values ($1, $2, $3) on conflict (account, code) do nothing returning subject)
     select subject from made union all select subject from clients.subjects where account = $1 and code = $2 limit 1`,
    [account, code, fresh],
  )
  // Two at once: the one that lost sees the winner's row only in a new statement.
  return row?.subject ?? subjectOf(sql, account, code, fresh)
}

export interface SignIn {
  session: string
  code: string
  sid: string
  account: string
}

export async function insertSignIn(tx: Sql, one: SignIn & { at: Temporal.Instant }): Promise<void> {
  await tx.rows(
    `with used as (update clients.consents set used_at = $5 where account = $4 and code = $2 and withdrawn_at is null)
     insert into clients.sign_ins (session, code, sid, account, at) values ($1, $2, $3, $4, $5) on conflict (session, code) do update set sid = excluded.sid, at = excluded.at`,
    [one.session, one.code, one.sid, one.account, one.at.toString()],
  )
}

/** Sessions that systems were told of, of one account or of all, in the order of their ids. */
export async function listSessions(sql: Sql, account: string | null, after: string | null, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ session: string }>('select distinct session from clients.sign_ins where ($1::uuid is null or account = $1) and ($2::uuid is null or session > $2) order by session limit $3', [account, after, limit])
  return rows.map(({ session }) => session)
}

export async function deleteSignIns(tx: Sql, by: { session: string } | { account: string; code: string }): Promise<SignIn[]> {
  const returning = 'returning session, code, sid, account'
  if ('session' in by) return tx.rows<SignIn>(`delete from clients.sign_ins where session = $1 ${returning}`, [by.session])
  return tx.rows<SignIn>(`delete from clients.sign_ins where account = $1 and code = $2 ${returning}`, [by.account, by.code])
}
