// SQL of accounts and of who somebody is; with the other store-*.ts the only files that name tables of people.
import type { ReachCondition } from '#core/access'
import type { Sql } from '#base/db'
import { looksOf, type Account, type AccountKind } from './account.ts'

const columns = `a.id, a.login, a.kind, coalesce(n.name, l.name, s.name) as name, coalesce(n.name_en, l.name_en, s.name_en) as "nameEn",
  s.organisation, coalesce(n.id_kind, l.id_kind) as "idKind", coalesce(n.id_sealed, l.id_sealed) as "idSealed",
  coalesce(n.phone_sealed, l.phone_sealed, s.phone_sealed) as "phoneSealed",
  a.created_at as "createdAt", a.frozen_at as "frozenAt"`
const joined = `people.accounts a left join people.natural_accounts n on n.id = a.id left join people.legal_accounts l on l.id = a.id
  left join people.staff_accounts s on s.id = a.id`

/** Adds the row that signing in needs. Answers false where the login is taken. */
export async function insertAccount(sql: Sql, row: { id: string; login: string; kind: AccountKind; password: string | null; givenUntil: Temporal.Instant | null; salt: Uint8Array; createdAt: Temporal.Instant }): Promise<boolean> {
  const rows = await sql.prepared(
    'people-add-given', 'insert into people.accounts (id, login, kind, password, salt, created_at, password_given_until) values ($1, $2, $3, $4, $5, $6, $7) on conflict (login) do nothing returning id',
    [row.id, row.login, row.kind, row.password, row.salt, row.createdAt.toString(), row.givenUntil?.toString() ?? null],
  )
  return rows.length === 1
}

interface Profile {
  id: string
  name: string
  nameEn: string | null
  phoneSealed: string | null
}
interface Documented {
  idKind: string | null
  idSealed: string | null
  idDigest: Uint8Array | null
  idDigestKey: string | null
  statedLevel: 1 | 2
}

export async function insertNatural(sql: Sql, row: Profile & Documented): Promise<void> {
  await sql.prepared(
    'people-add-natural-stated',
    'insert into people.natural_accounts (id, name, name_en, phone_sealed, id_kind, id_sealed, id_digest, id_digest_key, stated_level) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [row.id, row.name, row.nameEn, row.phoneSealed, row.idKind, row.idSealed, row.idDigest, row.idDigestKey, row.statedLevel],
  )
}

/** Another name and number of a natural person, and the salt under which they are proved. */
export async function updateDocument(sql: Sql, id: string, row: { name: string; idKind: string; sealed: string; digest: Uint8Array; digestKey: string }, salt: Uint8Array): Promise<void> {
  await sql.rows('update people.natural_accounts set name = $2, id_kind = $3, id_sealed = $4, id_digest = $5, id_digest_key = $6, stated_level = 2 where id = $1', [id, row.name, row.idKind, row.sealed, row.digest, row.digestKey])
  await sql.rows('update people.accounts set salt = $2 where id = $1', [id, salt])
}

export async function insertLegal(sql: Sql, row: Profile & Documented & { representative: string | null }): Promise<void> {
  await sql.prepared(
    'people-add-legal-stated',
    `insert into people.legal_accounts (id, name, name_en, phone_sealed, id_kind, id_sealed, id_digest, id_digest_key, stated_level, representative)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,(select n.id from people.natural_accounts n join people.accounts a on a.id = n.id where a.login = $10))`,
    [row.id, row.name, row.nameEn, row.phoneSealed, row.idKind, row.idSealed, row.idDigest, row.idDigestKey, row.statedLevel, row.representative],
  )
}

export async function insertStaff(sql: Sql, row: Profile & { organisation: string }): Promise<void> {
  await sql.prepared(
    'people-add-staff', 'insert into people.staff_accounts (id, name, name_en, phone_sealed, organisation) values ($1,$2,$3,$4,$5)',
    [row.id, row.name, row.nameEn, row.phoneSealed, row.organisation],
  )
}

export async function selectAccount(sql: Sql, id: string, reach?: ReachCondition): Promise<Account | undefined> {
  if (!reach) return (await sql.prepared<Account>('people-account', `select ${columns} from ${joined} where a.id = $1`, [id]))[0]
  const [row] = await sql.rows<Account>(`select ${columns} from ${joined} where a.id = $1 and ${reach.text}`, [id, ...reach.values])
  return row
}

export async function selectAccountByLogin(sql: Sql, login: string): Promise<Account | undefined> {
  const [row] = await sql.prepared<Account>('people-account-by-login', `select ${columns} from ${joined} where a.login = $1`, [login])
  return row
}

/** The place of the first parameter a reach may use in selectAccounts. */
export const firstReachPlace = 6

export interface AccountFilter {
  q?: string
  /** Digests of `q` as a document number, under each key in use. */
  digests: Uint8Array[]
  kind?: AccountKind
  before?: string
  limit: number
}

/** One page of accounts, newest first. */
export async function selectAccounts(sql: Sql, filter: AccountFilter, reach: ReachCondition): Promise<Account[]> {
  const like = filter.q === undefined ? null : `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
  return sql.rows<Account>(
    `select ${columns} from ${joined}
     where ($1::text is null or a.login ilike $1 or coalesce(n.name, l.name, s.name) ilike $1 or coalesce(n.id_digest, l.id_digest) = any($2::bytea[])
         or exists (select 1 from people.endings e where e.account = a.id and e.id_digest = any($2::bytea[])))
       and ($3::text is null or a.kind = $3) and ($4::uuid is null or a.id < $4) and ${reach.text}
     order by a.id desc limit $5`,
    [like, filter.digests.map((digest) => Buffer.from(digest)), filter.kind ?? null, filter.before ?? null, filter.limit, ...reach.values],
  )
}

/** The newest account that is not frozen, with a number of this kind and digest, proved at this level or above at a moment. */
export async function selectByDigest(sql: Sql, idKind: string, digests: readonly Uint8Array[], proved: { levelMin: number; now: Temporal.Instant }): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(
    `select a.id from ${joined} where coalesce(n.id_digest, l.id_digest) = any($1::bytea[]) and coalesce(n.id_kind, l.id_kind) = $2
       and exists (select 1 from people.proofs p where p.account = a.id and p.level >= $3 and p.until_at > $4) and a.frozen_at is null order by a.id desc limit 1`,
    [digests.map((digest) => Buffer.from(digest)), idKind, proved.levelMin, proved.now.toString()],
  )
  return row?.id
}

/** The accounts with a number of this kind and digest, whoever said so. */
export async function selectAllByDigest(sql: Sql, idKind: string, digests: readonly Uint8Array[]): Promise<Account[]> {
  return sql.rows<Account>(`select ${columns} from ${joined} where coalesce(n.id_digest, l.id_digest) = any($1::bytea[]) and coalesce(n.id_kind, l.id_kind) = $2 order by a.id desc`, [digests.map((digest) => Buffer.from(digest)), idKind])
}

/** The account of a company by the digest of its number, or the one that was kept for it. */
export async function selectCompany(sql: Sql, digests: readonly Uint8Array[], kept: string | null): Promise<{ id: string; frozen: boolean; representative: string | null } | undefined> {
  const [row] = await sql.rows<{ id: string; frozen: boolean; representative: string | null }>(
    'select l.id, a.frozen_at is not null as frozen, l.representative from people.legal_accounts l join people.accounts a on a.id = l.id where l.id = $2 or ($2::uuid is null and l.id_digest = any($1::bytea[])) order by frozen, l.id desc limit 1',
    [digests.map((digest) => Buffer.from(digest)), kept],
  )
  return row
}

/** The keys under which document numbers are digested so far. */
export async function selectDigestKeys(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ key: string }>(
    `select id_digest_key as key from people.natural_accounts where id_digest_key is not null group by 1
     union select id_digest_key from people.legal_accounts where id_digest_key is not null group by 1
     union select id_digest_key from people.endings where id_digest_key is not null group by 1`,
  )
  return rows.map((row) => row.key)
}

/** Whether a login is taken, or one that looks like it. */
export async function isTakenByLooks(sql: Sql, login: string): Promise<boolean> {
  return (await sql.rows('select 1 from people.accounts where looks = $1 limit 1', [looksOf(login)])).length > 0
}

/** Keeps another hash of the same password, unless the one stored is no longer the one that it is for. Answers whether it was. */
export async function replaceHash(sql: Sql, id: string, before: string, after: string): Promise<boolean> {
  return (await sql.rows('update people.accounts set password = $3 where id = $1 and password = $2 returning 1', [id, before, after])).length === 1
}

/** Keeps a password that its holder chose. */
export async function updatePassword(sql: Sql, id: string, password: string, alone: boolean): Promise<void> {
  await sql.rows('update people.accounts set password = $2, password_alone = $3, password_given_until = null where id = $1', [id, password, alone])
}

export async function selectPassword(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.rows<{ password: string | null }>('select password from people.accounts where id = $1', [id])
  return row?.password ?? null
}

export interface PersonName {
  id: string
  kind: AccountKind
  name: string
  nameEn: string | null
  organisation: string | null
}

export async function selectNames(sql: Sql, ids: readonly string[]): Promise<PersonName[]> {
  return sql.prepared<PersonName>(
    'people-names',
    `select a.id, a.kind, coalesce(n.name, l.name, s.name) as name, coalesce(n.name_en, l.name_en, s.name_en) as "nameEn", s.organisation
     from ${joined} where a.id = any($1::uuid[])`,
    [ids],
  )
}

export interface DemonstrationAccount {
  id: string
  login: string
  kind: AccountKind
  name: string
  title: { zh: string; en?: string }
  organisation: string | null
}

export async function insertDemonstration(sql: Sql, row: { id: string; place: number; title: { zh: string; en?: string } }): Promise<void> {
  await sql.rows('insert into people.demonstration_accounts (id, place, title_zh, title_en) values ($1, $2, $3, $4) on conflict (id) do nothing', [row.id, row.place, row.title.zh, row.title.en ?? null])
}

/** The demonstration accounts in the order of the pack. */
export async function selectDemonstration(sql: Sql): Promise<DemonstrationAccount[]> {
  const rows = await sql.rows<Omit<DemonstrationAccount, 'title'> & { title_zh: string; title_en: string | null }>(
    `select a.id, a.login, a.kind, coalesce(n.name, l.name, s.name) as name, s.organisation, d.title_zh, d.title_en
     from ${joined} join people.demonstration_accounts d on d.id = a.id order by d.place`,
  )
  return rows.map(({ title_zh, title_en, ...row }) => ({ ...row, title: { zh: title_zh, ...(title_en ? { en: title_en } : {}) } }))
}
