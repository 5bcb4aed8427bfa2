// SQL of how accounts end, and of what is erased with them.
import type { Sql } from '#base/db'
import { closedName, type Ending, type EndingKind } from './ending.ts'

const columns = 'id, account, kind, at, on_day::text as "onDay", reference, into_account as "into"'

/** How an account ended, where it did. */
export async function selectEnding(sql: Sql, account: string): Promise<Ending | undefined> {
  return (await sql.prepared<Ending>('people-ending-2', `select ${columns} from people.endings where account = $1 and taken_back_at is null`, [account]))[0]
}

/** Notes an end; false where the account has one already. */
export async function insertEnding(tx: Sql, one: { id: string; account: string; kind: EndingKind; at: Temporal.Instant; by: string; onDay?: string; reference?: string }): Promise<boolean> {
  const rows = await tx.rows(
    'insert into people.endings (id, account, kind, at, by, on_day, reference) values ($1,$2,$3,$4,$5,$6,$7) on conflict do nothing returning 1',
    [one.id, one.account, one.kind, one.at, one.by, one.onDay ?? null, one.reference ?? null],
  )
  return rows.length === 1
}

/** Takes a note of a register back; false where there is none. */
export async function takeBackEnding(tx: Sql, id: string, by: string, at: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update people.endings set taken_back_at = $3, taken_back_by = $2 where id = $1 and taken_back_at is null returning 1', [id, by, at])).length === 1
}

/** How these accounts ended, as far as a register says so. */
export async function selectEndings(sql: Sql, accounts: readonly string[]): Promise<Ending[]> {
  return sql.prepared<Ending>('people-endings-2', `select ${columns} from people.endings where account = any ($1::uuid[]) and taken_back_at is null and kind in ('died', 'dissolved', 'terminated')`, [accounts])
}

/** What a register says of whoever has a number of this kind and digest, once proved, however long ago: what somebody said of himself shuts nobody out. The last word counts. */
export async function selectEndingByDigest(sql: Sql, idKind: string, digests: readonly Uint8Array[]): Promise<Ending | undefined> {
  const [row] = await sql.rows<Ending>(
    `select ${columns} from people.endings where taken_back_at is null and kind in ('died', 'dissolved', 'terminated') and account in (
       select coalesce(m.into_account, k.id) from (select id, id_kind, id_digest from people.natural_accounts union all select id, id_kind, id_digest from people.legal_accounts) k left join people.endings m on m.account = k.id and m.kind = 'merged'
       where k.id_digest = any ($1::bytea[]) and k.id_kind = $2 and exists (select 1 from people.proofs p where p.account = k.id)) order by at desc limit 1`,
    [digests.map((digest) => Buffer.from(digest)), idKind],
  )
  return row
}

/** Whether somebody was named the representative of an organisation since a moment: of one that is dissolved, that is its liquidator. */
export async function isNamedSince(sql: Sql, company: string, representative: string, since: Temporal.Instant): Promise<boolean> {
  return (await sql.rows('select 1 from people.legal_accounts where id = $1 and representative = $2 and representative_since >= $3', [company, representative, since])).length > 0
}

/** Keeps the digest of a number beside the end of its account, until a day. */
export async function keepDigest(tx: Sql, ending: string, until: string): Promise<void> {
  await tx.rows(
    `update people.endings e set id_kind = coalesce(n.id_kind, l.id_kind), id_digest = coalesce(n.id_digest, l.id_digest), id_digest_key = coalesce(n.id_digest_key, l.id_digest_key), digest_until = $2
     from people.accounts a left join people.natural_accounts n on n.id = a.id left join people.legal_accounts l on l.id = a.id where e.id = $1 and a.id = e.account`, [ending, until],
  )
}

/** Forgets the digests that are kept no longer. Answers how many. */
export async function forgetDigests(sql: Sql, today: string): Promise<number> {
  return (await sql.rows('update people.endings set id_kind = null, id_digest = null, id_digest_key = null, digest_until = null where digest_until < $1 returning 1', [today])).length
}

/** Erases who somebody is and every way in; the row stays, since what was done under it stays explained. The login is free again. */
export async function eraseProfile(tx: Sql, account: string): Promise<void> {
  const erased = "name_en = $3, phone_sealed = null, id_sealed = null, id_digest = null, id_digest_key = null"
  await tx.rows(`update people.natural_accounts set name = $2, ${erased}, id_kind = null, stated_level = 1 where id = $1`, [account, closedName.zh, closedName.en])
  await tx.rows(`update people.legal_accounts set name = $2, ${erased}, representative = null, stated_level = 1 where id = $1`, [account, closedName.zh, closedName.en])
  // With the salts goes what could prove the words that the ledger has digests of.
  await tx.rows("update people.accounts set login = 'closed.' || id, password = null, salt = '\\x', second_failures = 0, second_failed_at = null where id = $1", [account])
  await tx.rows("update people.freezings set reason = '', salt = '\\x' where account = $1", [account])
  await tx.rows('delete from people.proofs where account = $1', [account])
  await tx.rows('delete from people.demonstration_accounts where id = $1', [account])
}

/** The companies that somebody represents: each has nobody from now on. Answers them. */
export async function leaveCompanies(tx: Sql, account: string, now: Temporal.Instant): Promise<string[]> {
  return (await tx.rows<{ id: string }>('update people.legal_accounts set representative = null, representative_since = $2 where representative = $1 returning id', [account, now])).map(({ id }) => id)
}

/** The agencies in force that an account gave or holds. */
export async function selectRunningAgencies(sql: Sql, account: string, now: Temporal.Instant): Promise<{ id: string; principal: string; agent: string; isGuardianship: boolean }[]> {
  return sql.rows<{ id: string; principal: string; agent: string; isGuardianship: boolean }>('select id, principal, agent, guardianship is not null as "isGuardianship" from people.agencies where (principal = $1 or agent = $1) and revoked_at is null and to_at > $2 order by id', [account, now])
}

/** How many ways in, agencies and companies an account has. */
export async function countOwn(sql: Sql, account: string, now: Temporal.Instant): Promise<{ factors: number; agencies: number; companies: number }> {
  const [row] = await sql.rows<{ factors: number; agencies: number; companies: number }>(
    `select (select count(*)::int from people.factors where account = $1 and confirmed_at is not null) as factors,
       (select count(*)::int from people.agencies where (principal = $1 or agent = $1) and revoked_at is null and to_at > $2) as agencies,
       (select count(*)::int from people.legal_accounts where representative = $1) as companies`, [account, now],
  )
  return row ?? { factors: 0, agencies: 0, companies: 0 }
}
