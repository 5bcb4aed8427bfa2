// SQL of questions, consents and holders of network identities; the only file that names these tables.
import type { Sql } from '#base/db'
import type { Ask, AskState } from './ask.ts'
import type { SourceName } from './source.ts'

const columns = 'id, account, source, nonce, visit, back, state, reason, proof, asked_at as "askedAt", ends_at as "endsAt", ended_at as "endedAt"'

/** Adds a question; false where one to the same source is open. */
export async function insertAsk(tx: Sql, one: Pick<Ask, 'id' | 'account' | 'source' | 'nonce' | 'back' | 'askedAt' | 'endsAt'>): Promise<boolean> {
  const rows = await tx.rows(
    `insert into proofs.asks (id, account, source, nonce, back, state, asked_at, ends_at) values ($1,$2,$3,$4,$5,'asked',$6,$7) on conflict do nothing returning 1`,
    [one.id, one.account, one.source, one.nonce, one.back, one.askedAt.toString(), one.endsAt.toString()],
  )
  return rows.length === 1
}

export async function findAsk(sql: Sql, account: string, id: string): Promise<Ask | undefined> {
  return (await sql.prepared<Ask>('proofs-ask', `select ${columns} from proofs.asks where account = $1 and id = $2`, [account, id]))[0]
}

/** The questions of an account to a source since a moment, newest first. */
export async function listAsks(sql: Sql, account: string, source: SourceName, since: Temporal.Instant): Promise<Ask[]> {
  return sql.prepared<Ask>('proofs-asks', `select ${columns} from proofs.asks where account = $1 and source = $2 and asked_at > $3 order by asked_at desc, id desc`, [account, source, since.toString()])
}

/** Notes where the source checks the person. */
export async function updateVisit(tx: Sql, id: string, visit: string): Promise<void> {
  await tx.rows("update proofs.asks set visit = $2 where id = $1 and state = 'asked'", [id, visit])
}

/** Notes that a source gave no answer; the question stays open. */
export async function updateReason(tx: Sql, id: string, reason: string): Promise<void> {
  await tx.rows("update proofs.asks set reason = $2 where id = $1 and state = 'asked'", [id, reason])
}

/** Ends a question; answers false where it is over already. */
export async function endAsk(tx: Sql, id: string, end: { state: Exclude<AskState, 'asked'>; reason?: string; proof?: string; now: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.rows("update proofs.asks set state = $2, reason = $3, proof = $4, ended_at = $5, visit = null, back = null where id = $1 and state = 'asked' returning 1", [id, end.state, end.reason ?? null, end.proof ?? null, end.now.toString()])
  return rows.length === 1
}

/** Ends what is open beyond its time, of one account at one source or of all. */
export async function endLate(tx: Sql, now: Temporal.Instant, of?: { account: string; source: SourceName; all: boolean }): Promise<void> {
  await tx.rows(
    "update proofs.asks set state = 'over', ended_at = $1, visit = null, back = null where state = 'asked' and (ends_at < $1 or $4) and ($2::uuid is null or (account = $2 and source = $3))",
    [now.toString(), of?.account ?? null, of?.source ?? null, of?.all ?? false],
  )
}

/** Deletes questions that were over before a moment. */
export async function deleteEnded(sql: Sql, before: Temporal.Instant): Promise<void> {
  await sql.rows('delete from proofs.asks where ended_at < $1', [before.toString()])
}

/** What came of the questions of an account to a source is forgotten; that they were put counts for their day. */
export async function forgetOutcomes(tx: Sql, account: string, source: string, now: Temporal.Instant): Promise<void> {
  await tx.rows("update proofs.asks set state = 'over', reason = null, proof = null, visit = null, back = null, ended_at = coalesce(ended_at, $3) where account = $1 and source = $2", [account, source, now.toString()])
}

/** Which sources gave no answer that counts last, since a moment. */
export async function listFailing(sql: Sql, since: Temporal.Instant): Promise<Set<string>> {
  const rows = await sql.prepared<{ source: string }>(
    'proofs-failing',
    `select source from (select distinct on (source) source, reason from proofs.asks where coalesce(ended_at, asked_at) > $1 and (state <> 'asked' or reason is not null) and state <> 'over' order by source, coalesce(ended_at, asked_at) desc) last
     where reason is not null`,
    [since.toString()],
  )
  return new Set(rows.map(({ source }) => source))
}

export interface Consent {
  source: string
  givenAt: Temporal.Instant
}

/** Keeps a consent; one that is open stays as it was given. Answers whether it is new. */
export async function insertConsent(tx: Sql, one: { id: string; account: string; source: string; told: string; now: Temporal.Instant }): Promise<boolean> {
  return (await tx.rows('insert into proofs.consents (id, account, source, told, given_at) values ($1,$2,$3,$4,$5) on conflict (account, source) where withdrawn_at is null do nothing returning 1', [one.id, one.account, one.source, one.told, one.now.toString()])).length === 1
}

export async function listConsents(sql: Sql, account: string): Promise<Consent[]> {
  return sql.prepared<Consent>('proofs-consents', 'select source, given_at as "givenAt" from proofs.consents where account = $1 and withdrawn_at is null order by source', [account])
}

/** Notes that a consent was taken back; answers whether there was one. */
export async function withdrawConsent(tx: Sql, account: string, source: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update proofs.consents set withdrawn_at = $3 where account = $1 and source = $2 and withdrawn_at is null returning 1', [account, source, now.toString()])).length > 0
}

/** The keys under which holders are digested so far. */
export async function listHolderKeys(sql: Sql): Promise<string[]> {
  return (await sql.rows<{ key: string }>('select digest_key as key from proofs.holders group by 1')).map(({ key }) => key)
}

/** Whose one of these digests is. */
export async function findHolder(sql: Sql, digests: readonly Uint8Array[]): Promise<string | undefined> {
  const [row] = await sql.rows<{ account: string }>('select account from proofs.holders where digest = any($1::bytea[])', [digests.map((digest) => Buffer.from(digest))])
  return row?.account
}

/** Binds a network identity to an account, in place of the one before. */
export async function saveHolder(tx: Sql, one: { digest: Uint8Array; digestKey: string; account: string }): Promise<void> {
  await tx.rows('insert into proofs.holders (digest, digest_key, account) values ($1, $2, $3) on conflict (account) do update set digest = excluded.digest, digest_key = excluded.digest_key', [Buffer.from(one.digest), one.digestKey, one.account])
}

export async function deleteHolder(tx: Sql, account: string): Promise<void> {
  await tx.rows('delete from proofs.holders where account = $1', [account])
}
