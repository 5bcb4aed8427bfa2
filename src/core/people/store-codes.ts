// SQL of one-time codes, and of whom an address that gets them belongs to.
import type { Sql } from '#base/db'
import type { CodeChannel, CodePurpose, SentCode } from './code.ts'
import { limits } from './limits.ts'

const columns = 'c.id, c.purpose, c.account, c.factor, c.channel, c.salt, c.key, c.counted, c.ends_at as "endsAt"'

/** Keeps what a code follows from, in place of one that the same step or session had. */
export async function insertCode(tx: Sql, one: Omit<SentCode, 'endsAt'> & { askedBy: Uint8Array; endsAt: string }): Promise<void> {
  await tx.prepared(
    'people-code-add',
    `insert into people.codes (id, asked_by, purpose, account, factor, channel, salt, key, counted, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::bytea[], $10)
     on conflict (asked_by) do update set id = excluded.id, purpose = excluded.purpose, account = excluded.account, factor = excluded.factor, channel = excluded.channel,
       salt = excluded.salt, key = excluded.key, counted = excluded.counted, ends_at = excluded.ends_at, tries = 0`,
    [one.id, one.askedBy, one.purpose, one.account, one.factor, one.channel, one.salt, one.key, one.counted, one.endsAt],
  )
}

/** Counts one try of a code that is open; tries run out. */
export async function tryCode(sql: Sql, askedBy: Uint8Array, purpose: CodePurpose, now: Temporal.Instant): Promise<SentCode | undefined> {
  const [row] = await sql.prepared<SentCode>(
    'people-code-try', `update people.codes c set tries = tries + 1 where asked_by = $1 and purpose = $2 and ends_at > $3 and tries < $4 returning ${columns}`, [askedBy, purpose, now.toString(), limits.codeTriesMax],
  )
  return row
}

/** Uses a code up: of a hundred who try at once, one has it. */
export async function takeCode(sql: Sql, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await sql.prepared('people-code-take', 'delete from people.codes where id = $1 and ends_at > $2 returning 1', [id, now.toString()])).length === 1
}

/** A code that is open, with the moment at which the address of its factor was confirmed. */
export async function selectCode(sql: Sql, id: string, now: Temporal.Instant): Promise<(SentCode & { addressAt: Temporal.Instant | null }) | undefined> {
  const [row] = await sql.prepared<SentCode & { addressAt: Temporal.Instant | null }>(
    'people-code', `select ${columns}, f.address_at as "addressAt" from people.codes c left join people.factors f on f.id = c.factor where c.id = $1 and c.ends_at > $2`, [id, now.toString()],
  )
  return row
}

export interface CodeWay {
  account: string
  login: string
  factor: string
}

/** The way by which codes sign in alone to the account of a login, or of an address that stands for one. */
export async function selectCodeWay(sql: Sql, by: { login: string; digests: readonly Buffer[]; channel: CodeChannel; demonstration: boolean }): Promise<CodeWay | undefined> {
  const [row] = await sql.prepared<CodeWay>(
    'people-code-way',
    `select a.id as account, a.login, f.id as factor from people.accounts a join people.factors f on f.account = a.id and f.alone and f.kind = $3
     where (a.login = $1 or a.id in (select n.account from people.factors n where n.alone and n.address_digest = any ($2::bytea[])))
       and ($4 or not exists (select 1 from people.demonstration_accounts d where d.id = a.id))`,
    [by.login, by.digests, by.channel, by.demonstration],
  )
  return row
}

/** Whether an address stands for the login of some account. */
export async function isAddressTaken(sql: Sql, digests: readonly Buffer[]): Promise<boolean> {
  return (await sql.rows('select 1 from people.factors where alone and address_digest = any ($1::bytea[]) limit 1', [digests])).length > 0
}

/** Adds an address that gets codes, confirmed already. False where the account has one of its kind, or where it stands for another login. */
export async function insertCodeWay(tx: Sql, one: { id: string; account: string; kind: CodeChannel; name: string; alone: boolean; addressAt: Temporal.Instant; addressDigest: Uint8Array; addressDigestKey: string; now: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.rows(
    `insert into people.factors (id, account, kind, name, alone, address_at, address_digest, address_digest_key, added_at, confirmed_at) values ($1, $2, $3, $4, $5, $6, $7, $9, $8, $8) on conflict do nothing returning 1`,
    [one.id, one.account, one.kind, one.name, one.alone, one.addressAt.toString(), one.addressDigest, one.now.toString(), one.addressDigestKey],
  )
  return rows.length === 1
}

/** Removes the address of an account that gets codes this way. Answers its id where there was one. */
export async function deleteCodeWay(tx: Sql, account: string, kind: CodeChannel): Promise<string | undefined> {
  return (await tx.rows<{ id: string }>('delete from people.factors where account = $1 and kind = $2 returning id', [account, kind]))[0]?.id
}

/** Whether codes of an account go to its address of this kind. */
export async function hasCodeWay(sql: Sql, account: string, kind: CodeChannel): Promise<boolean> {
  return (await sql.rows('select 1 from people.factors where account = $1 and kind = $2', [account, kind])).length > 0
}

/** What an account comes in by: a password, a passkey, a code alone; and what stands beside a password that uses cryptography. */
export async function selectWaysIn(sql: Sql, account: string): Promise<{ staff: boolean; alone: boolean; strong: boolean }> {
  const [row] = await sql.rows<{ staff: boolean; alone: boolean; strong: boolean }>(
    `select a.kind = 'staff' as staff, a.password is not null or exists (select 1 from people.factors f where f.account = a.id and f.confirmed_at is not null and (f.kind = 'passkey' or f.alone)) as alone,
       exists (select 1 from people.factors f where f.account = a.id and f.confirmed_at is not null and f.kind in ('totp', 'passkey', 'certificate')) as strong
     from people.accounts a where a.id = $1`, [account],
  )
  return row ?? { staff: false, alone: false, strong: false }
}

/** Removes the codes of an account that nothing stronger stands beside. */
export async function deleteCodeWays(tx: Sql, account: string): Promise<void> {
  await tx.rows("delete from people.factors where account = $1 and kind in ('sms', 'email')", [account])
}
