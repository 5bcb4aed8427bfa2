// SQL of licences and their types; the only file that names these tables. Who may see what is part of the query.
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { caseInReach } from '#core/cases'
import type { LicenceType } from '#core/packs'
import type { Licence } from './licence.ts'
import type { LicenceStatus, StatusEntry } from './status-list.ts'
import { versionText } from './number.ts'
import { digestsOf, openTelling, sealTelling, type StoredTelling } from './numbers.ts'

export interface StoredType {
  version: number
  content: LicenceType
  digest: string
}

/** A type, in its newest version or in a given one. */
export async function findType(sql: Sql, code: string, version?: number): Promise<StoredType | undefined> {
  const rows = await sql.prepared<StoredType>('licences-type', 'select version, content, digest from licences.types where code = $1 and ($2::int is null or version = $2) order by version desc limit 1', [code, version ?? null])
  return rows[0]
}

/** The newest version of every type, by code, after a code; or of one type alone. */
export async function listTypes(sql: Sql, { after = '', code }: { after?: string; code?: string | undefined }, limit: number): Promise<StoredType[]> {
  return sql.rows<StoredType>('select distinct on (code) version, content, digest from licences.types where code > $1 and ($3::text is null or code = $3) order by code, version desc limit $2', [after, limit, code ?? null])
}

export async function insertType(tx: Sql, { version, content, digest }: StoredType, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into licences.types (code, version, content, digest, published_at) values ($1, $2, $3::jsonb, $4, $5)', [content.code, version, JSON.stringify(content), digest, now])
}

/** The next serial of a type and issuer in a year, from 1. */
export async function nextLicenceSerial(tx: Sql, type: string, issuer: string, year: number): Promise<number> {
  const [row] = await tx.prepared<{ last: number }>(
    'licences-serial', 'insert into licences.serials values ($1, $2, $3, 1) on conflict (type, issuer, year) do update set last = licences.serials.last + 1 returning last', [type, issuer, year],
  )
  return row?.last ?? 1
}

const columns = `id, licence, version, licence_id as "licenceId", type, type_version as "typeVersion", serial, number, account, holder_name as "holderName", holder_kind as "holderKind",
  id_kind as "idKind", id_masked as "idMasked", issuer, issuer_name as "issuerName", seal, case_id as "caseId", case_number as "caseNumber", result_id as "resultId", face, salt,
  issued_on::text as "issuedOn", valid_from::text as "validFrom", valid_to::text as "validTo", state, since, verification, jws, made_at as "madeAt", sha256, printed_at as "printedAt", renewing,
  number_sealed as "numberSealed", told_sealed as "toldSealed"`

type Stored = Licence & Pick<StoredTelling, 'numberSealed' | 'toldSealed'>

/** Licences as they were issued, of a prepared statement over `columns`. */
async function licencesBy(sql: Sql, name: string, text: string, values: unknown[]): Promise<Licence[]> {
  return opened(sql, await sql.prepared<Stored>(name, text, values))
}

const opened = (sql: Sql, rows: readonly Stored[]): Licence[] => rows.map((row) => openTelling(() => sql.keys(), row))

export async function findLicence(sql: Sql, id: string): Promise<Licence | undefined> {
  return (await licencesBy(sql, 'licences-one-3', `select ${columns} from licences.licences where id = $1`, [id]))[0]
}

/** The newest version of a licence. */
export async function findNewest(sql: Sql, licence: string): Promise<Licence | undefined> {
  return (await licencesBy(sql, 'licences-newest-2', `select ${columns} from licences.licences where licence = $1 order by version desc limit 1`, [licence]))[0]
}

/** Whether a case has made a version of a licence. */
export async function hasVersionFrom(sql: Sql, licence: string, caseId: string): Promise<boolean> {
  return (await sql.prepared('licences-version-from', 'select 1 from licences.licences where licence = $1 and case_id = $2 limit 1', [licence, caseId])).length > 0
}

/** The licences, and versions of them, that a case made. */
export async function licencesOfCase(sql: Sql, caseId: string): Promise<Licence[]> {
  return licencesBy(sql, 'licences-of-case-2', `select ${columns} from licences.licences where case_id = $1 order by made_at, id`, [caseId])
}

/** Those of the cases with a licence, or a version of one, that is not printed yet. */
export async function casesWithUnprinted(sql: Sql, cases: readonly string[]): Promise<string[]> {
  const rows = await sql.prepared<{ id: string }>('licences-unprinted', 'select distinct case_id as id from licences.licences where case_id = any ($1::uuid[]) and sha256 is null', [cases])
  return rows.map((row) => row.id)
}

/** The cases that a licence and its versions came from. */
export async function casesOfLicence(sql: Sql, licence: string): Promise<string[]> {
  return (await sql.prepared<{ id: string }>('licences-cases', 'select distinct case_id as id from licences.licences where licence = $1', [licence])).map((row) => row.id)
}

/** The same of several licences, by licence. */
export async function casesOfLicences(sql: Sql, licences: readonly string[]): Promise<Map<string, string[]>> {
  if (licences.length === 0) return new Map()
  const rows = await sql.prepared<{ licence: string; cases: string[] }>('licences-cases-of-many', 'select licence, array_agg(distinct case_id) as cases from licences.licences where licence = any ($1::uuid[]) and case_id is not null group by licence', [licences])
  return new Map(rows.map(({ licence, cases }) => [licence, cases]))
}

/** Marks that a renewal of a licence is pending, or no more. */
export async function markRenewing(tx: Sql, licence: string, renewing: boolean): Promise<void> {
  await tx.rows("update licences.licences set renewing = $2, change = nextval('licences.changes') where licence = $1 and renewing <> $2", [licence, renewing])
}

/** Licences in force that end between two days, soonest first: their holders are reminded. */
export async function listEnding(sql: Sql, from: Temporal.PlainDate, to: Temporal.PlainDate, limit: number, after?: Pick<Licence, 'validTo' | 'id'>): Promise<Licence[]> {
  const rows = await sql.rows<Stored>(
    `select ${columns} from licences.licences where state = 'in-force' and valid_to between $1 and $2 and not reminded and not renewing and ($4::date is null or (valid_to, id) > ($4, $5::uuid)) order by valid_to, id limit $3`,
    [from, to, limit, after?.validTo ?? null, after?.id ?? null],
  )
  return opened(sql, rows)
}

export async function markReminded(tx: Sql, id: string): Promise<void> {
  await tx.rows('update licences.licences set reminded = true where id = $1', [id])
}

/** The licence that answers to a verification code. */
export async function findByCode(sql: Sql, code: string): Promise<Licence | undefined> {
  return (await licencesBy(sql, 'licences-by-code-3', `select ${columns} from licences.licences where verification = $1`, [code]))[0]
}

/** Results of a case that became a licence, or a version of one. */
export async function listIssuedResults(sql: Sql, caseId: string): Promise<string[]> {
  return (await sql.prepared<{ id: string }>('licences-results-2', 'select distinct result_id as id from licences.licences where case_id = $1 and result_id is not null', [caseId])).map((row) => row.id)
}

export interface LicenceFilter {
  /** Whose: an account's own, those of issuing bodies and of cases in the hands of sections, or those of a case the caller may see. */
  account?: string | undefined
  issuers: string[]
  sections?: readonly string[] | undefined
  caseId?: string | undefined
  /** Those that came from these cases alone. */
  cases?: readonly string[] | undefined
  q?: string | undefined
  state?: LicenceStatus | undefined
  type?: string | undefined
}

/** Licences within reach, newest first; found by a part of what stands plain, or by the whole number of a document. Superseded versions are listed only when asked for. */
export async function listLicences(sql: Sql, filter: LicenceFilter, limit: number, after?: { madeAt: string; id: string }): Promise<Licence[]> {
  const q = filter.q === undefined ? null : `${filter.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  // A statement for each scope: one that chose between them could use the index of none.
  const [name, scope] = filter.caseId !== undefined ? ['case', 'case_id = $1 and ($2::uuid is null or account = $2) and $3::text[] is not null and $11::text[] is not null']
    : filter.account !== undefined ? ['account', 'account = $2 and $1::uuid is null and $3::text[] is not null and $11::text[] is not null']
      : filter.sections?.length ? ['sections', `(issuer = any ($3) or ${caseInReach('case_id', { organisations: [], sections: ['any'] }, () => '$11')}) and $1::uuid is null and $2::uuid is null`]
        : ['issuers', 'issuer = any ($3) and $1::uuid is null and $2::uuid is null and $11::text[] is not null']
  return licencesBy(
    sql, `licences-list-in-${name}-3`,
    `select ${columns} from licences.licences
     where ${scope}
       and ($4::text is null or number like '%' || $4 or number_digest = any ($12::bytea[]) or holder_name like $4 or licence_id like $4)
       and (case when $5::text is null then state <> 'superseded' else state = $5 end) and ($6::text is null or type = $6)
       and ($7::timestamptz is null or (made_at, id) < ($7, $8::uuid)) and ($10::uuid[] is null or case_id = any ($10))
     order by made_at desc, id desc limit $9`,
    [filter.caseId ?? null, filter.account ?? null, filter.issuers, q, filter.state ?? null, filter.type ?? null, after?.madeAt ?? null, after?.id ?? null, limit, filter.cases ?? null, filter.sections ?? [], digestsOf(sql, filter.q)],
  )
}

export async function insertLicence(tx: Sql, random: Random, one: Licence): Promise<void> {
  const { number, face, jws, numberSealed, toldSealed, numberDigest, numberDigestKey } = sealTelling(tx.keys(), one, random)
  await tx.prepared(
    'licences-add-2',
    `insert into licences.licences (id, licence, version, licence_id, type, type_version, serial, number, account, holder_name, holder_kind, id_kind, id_masked, issuer, issuer_name, seal,
       case_id, case_number, result_id, face, salt, issued_on, valid_from, valid_to, state, since, verification, jws, made_at, number_sealed, told_sealed, number_digest, number_digest_key, looked)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20::jsonb,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,true)`,
    [one.id, one.licence, one.version, one.licenceId, one.type, one.typeVersion, one.serial, number, one.account, one.holderName, one.holderKind, one.idKind, one.idMasked, one.issuer,
      one.issuerName, one.seal, one.caseId, one.caseNumber, one.resultId, JSON.stringify(face), one.salt, one.issuedOn, one.validFrom, one.validTo, one.state, one.since,
      one.verification, jws, one.madeAt, numberSealed, toldSealed, numberDigest, numberDigestKey],
  )
}

export async function updateState(tx: Sql, id: string, state: LicenceStatus, since: Temporal.Instant): Promise<void> {
  await tx.rows("update licences.licences set state = $2, since = $3, change = nextval('licences.changes') where id = $1", [id, state, since])
}

/** Keeps the print; false where it was printed before. */
export async function markLicencePrinted(tx: Sql, id: string, print: { sha256: string; bytes: number }, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update licences.licences set sha256 = $2, bytes = $3, printed_at = $4 where id = $1 and sha256 is null returning 1', [id, print.sha256, print.bytes, now])).length > 0
}

/** Moves with every licence that is added or changes its state; read from the end of an index. Of two acts that commit in turned order the earlier may not move it. */
export async function statusMark(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ mark: string }>("select coalesce(max(change), 0)::text as mark from licences.licences")
  return row?.mark ?? ''
}

/** How many licences of these types stand, in force or suspended. */
export async function countStanding(sql: Sql, types: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.rows<{ type: string; count: number }>("select type, count(*)::int as count from licences.licences where type = any($1) and state in ('in-force', 'suspended') group by type", [types])
  return new Map(rows.map((row) => [row.type, row.count]))
}

/** The status of every version. */
export async function listStatuses(sql: Sql): Promise<StatusEntry[]> {
  const rows = await sql.rows<{ licence: string; version: number; status: LicenceStatus; since: Temporal.Instant }>('select licence_id as licence, version, state as status, since from licences.licences order by licence_id')
  return rows.map((row) => ({ licence: row.licence, version: versionText(row.version), status: row.status, since: row.since.toString() }))
}

export interface LicenceWords {
  entry: string
  content: { ground?: string; reason?: string; decisionNumber?: string }
  salt: Uint8Array
}

export async function insertWords(tx: Sql, licence: string, words: LicenceWords): Promise<void> {
  await tx.rows('insert into licences.words (entry, licence, content, salt) values ($1, $2, $3::jsonb, $4)', [words.entry, licence, JSON.stringify(words.content), words.salt])
}

/** The words of a licence, by the entry that proves them. */
export async function listWords(sql: Sql, licence: string): Promise<Map<string, LicenceWords['content']>> {
  const rows = await sql.rows<LicenceWords>('select entry, content, salt from licences.words where licence = $1', [licence])
  return new Map(rows.map((row) => [row.entry, row.content]))
}

/** Those of the digests that a printed licence has. */
export async function heldByLicences(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select distinct sha256 from licences.licences where sha256 = any ($1)', [digests])).map((row) => row.sha256)
}

/** Licences of these types in force that a body issued; each is counted once, in its newest version. */
export async function countInForce(sql: Sql, types: readonly string[], issuer: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>("select count(distinct licence)::int as count from licences.licences where type = any ($1) and issuer = $2 and state = 'in-force'", [types, issuer])
  return row?.count ?? 0
}
