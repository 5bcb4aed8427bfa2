// SQL of organisations; the only file that names this table.
import type { Sql } from '#base/db'
import { sectionKinds, type Bilingual, type Organisation, type OrganisationKind } from './organisation.ts'

interface Row {
  id: string
  code: string
  code_valid: boolean
  name_zh: string
  name_en: string | null
  short_zh: string | null
  short_en: string | null
  region: string
  kind: OrganisationKind
  superior: string | null
  address_zh: string | null
  address_en: string | null
  phone: string | null
  origin: 'pack' | 'import'
}

/** An organisation with the id that the ledger knows it by. */
export type Stored = Organisation & { id: string }

const columns = 'id, code, code_valid, name_zh, name_en, short_zh, short_en, region, kind, superior, address_zh, address_en, phone, origin'
const types = 'id uuid, code text, code_valid boolean, name_zh text, name_en text, short_zh text, short_en text, region text, kind text, superior text, address_zh text, address_en text, phone text, origin text'

const text = (zh: string, en: string | null): Bilingual => ({ zh, ...(en ? { en } : {}) })

function read(row: Row): Stored {
  return {
    id: row.id, code: row.code, name: text(row.name_zh, row.name_en),
    ...(row.short_zh ? { short: text(row.short_zh, row.short_en) } : {}),
    region: row.region, kind: row.kind,
    ...(row.superior ? { superior: row.superior } : {}),
    ...(row.address_zh ? { address: text(row.address_zh, row.address_en) } : {}),
    ...(row.phone ? { phone: row.phone } : {}),
    origin: row.origin, codeValid: row.code_valid,
  }
}

function write(one: Stored): Row {
  return {
    id: one.id, code: one.code, code_valid: one.codeValid, name_zh: one.name.zh, name_en: one.name.en ?? null,
    short_zh: one.short?.zh ?? null, short_en: one.short?.en ?? null, region: one.region, kind: one.kind, superior: one.superior ?? null,
    address_zh: one.address?.zh ?? null, address_en: one.address?.en ?? null, phone: one.phone ?? null, origin: one.origin,
  }
}

export async function selectOrganisation(sql: Sql, code: string): Promise<Stored | undefined> {
  const [row] = await sql.prepared<Row>('organisations-one', `select ${columns} from organisations.organisations where code = $1`, [code])
  return row && read(row)
}

/** Those of the codes that exist. */
export async function selectOrganisations(sql: Sql, codes: readonly string[]): Promise<Stored[]> {
  return (await sql.prepared<Row>('organisations-some', `select ${columns} from organisations.organisations where code = any($1::text[])`, [codes])).map(read)
}

/** What stands directly under these organisations. */
export async function selectBelow(sql: Sql, superiors: readonly string[]): Promise<{ code: string; superior: string }[]> {
  return sql.prepared('organisations-below', 'select code, superior from organisations.organisations where superior = any($1::text[]) order by code', [superiors])
}

/** The government of a region, where one is known. */
export async function selectGovernment(sql: Sql, region: string): Promise<Stored | undefined> {
  const [row] = await sql.prepared<Row>('organisations-government', `select ${columns} from organisations.organisations where region = $1 and kind = 'government' order by code limit 1`, [region])
  return row && read(row)
}

/** An organisation and all above it, the governments of their regions, the courts of its city, and others by their codes, in the order of their regions: one statement. */
export async function selectAround(sql: Sql, code: string, others: readonly string[]): Promise<Stored[]> {
  const above = columns.split(', ').map((name) => `o.${name}`).join(', ')
  const rows = await sql.prepared<Row>(
    'organisations-around',
    `with recursive up as (
       select ${columns} from organisations.organisations where code = $1
       union select ${above} from up join organisations.organisations o on o.code = up.superior
     )
     select * from up
     union select ${columns} from organisations.organisations where kind = 'government' and region in (select region from up union select left(region, ${countyDigits}) from up)
     union select ${columns} from organisations.organisations where code = any ($2::text[])
     union select ${columns} from organisations.organisations where kind = 'court' and region like (select left(region, ${cityDigits}) || '%' from up where code = $1)
     order by region, code`,
    [code, others],
  )
  return rows.map(read)
}

/** Codes of regions begin alike within a city and within a county (GB/T 2260). */
export const cityDigits = 4
export const countyDigits = 6

export async function selectPage(sql: Sql, filter: { q?: string; regionPrefix?: string; kind?: string; of?: string; after: string; limit: number }): Promise<Organisation[]> {
  const rows = await sql.prepared<Row>(
    'organisations-page-2',
    `select ${columns} from organisations.organisations
     where code > $1 and ($2::text is null or name_zh ilike $2 or name_en ilike $2 or short_zh ilike $2 or short_en ilike $2 or code = $3)
       and ($4::text is null or region like $4) and ($5::text is null or kind = $5)
       and case when $7::text is not null then superior = $7 and kind = any($8::text[]) else $5 is not null or kind <> all($8::text[]) end
     order by code limit $6`,
    [filter.after, filter.q === undefined ? null : `%${literal(filter.q)}%`, filter.q ?? null, filter.regionPrefix === undefined ? null : `${filter.regionPrefix}%`, filter.kind ?? null, filter.limit, filter.of ?? null, sectionKinds],
  )
  return rows.map(read)
}

/** Text as itself inside a LIKE pattern. */
function literal(part: string): string {
  return part.replace(/[\\%_]/g, '\\$&')
}

/** Writes organisations that are new or differ. */
export async function upsertOrganisations(sql: Sql, list: readonly Stored[]): Promise<void> {
  const update = columns.split(', ').filter((name) => name !== 'id' && name !== 'code').map((name) => `${name} = excluded.${name}`).join(', ')
  await sql.rows(
    `insert into organisations.organisations (${columns}) select ${columns} from jsonb_to_recordset($1::jsonb) as given(${types})
     on conflict (code) do update set ${update}`,
    [JSON.stringify(list.map(write))],
  )
}
