// SQL of items. The only file that names these tables.
import type { Sql } from '#base/db'
import type { ItemContent, Serves } from '#core/packs'

export interface VersionRow {
  id: string
  code: string
  version: number
  digest: string
  origin: 'pack' | 'import' | 'desk'
  content: ItemContent
  form: string
  process: string
  decision: string | null
  flags: string[]
  name_zh: string
  name_en: string | null
  type: string
  catalog: string | null
  implementation: string
  body: string
  region: string | null
  targets: string[]
  search: string
  effective_from: string
  effective_to: string | null
  published_at: string
}

export interface SourceRow {
  digest: string
  kind: 'form' | 'process' | 'decision'
  name: string
  text: string
}

/** Adds what is not there yet; a source is named by the digest of its text. */
export async function insertSources(tx: Sql, sources: SourceRow[]): Promise<void> {
  await tx.rows('insert into items.sources select * from jsonb_to_recordset($1::jsonb) as x(digest text, kind text, name text, text text) on conflict do nothing', [JSON.stringify(sources)])
}

/** Adds versions, many in one statement. */
export async function insertVersions(tx: Sql, versions: VersionRow[]): Promise<void> {
  await tx.rows('insert into items.versions select * from jsonb_populate_recordset(null::items.versions, $1::jsonb)', [JSON.stringify(versions)])
}

/**
 * The newest number of each code, and the digest that a new version is compared with: the newest one's, or the newest of the origin named.
 * A pack is compared with what packs brought, so that one that says nothing new does not undo what the desk has published since.
 */
export async function newestVersions(tx: Sql, codes: string[], origin?: VersionRow['origin']): Promise<Map<string, { version: number; digest: string | null }>> {
  const rows = await tx.rows<{ code: string; version: number; digest: string | null }>(
    `select code, max(version)::int as version, (array_agg(digest order by version desc) filter (where $2::text is null or origin = $2))[1] as digest
     from items.versions where code = any($1) group by code`, [codes, origin ?? null],
  )
  return new Map(rows.map((row) => [row.code, row]))
}

const whole = `v.id, v.code, v.version, v.content, v.flags, v.effective_from::text as "effectiveFrom", v.effective_to::text as "effectiveTo",
  f.text as form, p.text as process, d.text as decision`
const sources = 'join items.sources f on f.digest = v.form join items.sources p on p.digest = v.process left join items.sources d on d.digest = v.decision'

export interface WholeVersion {
  id: string
  code: string
  version: number
  content: ItemContent
  flags: string[]
  effectiveFrom: string
  effectiveTo: string | null
  form: string
  process: string
  decision: string | null
}

/** One version with its sources. */
export async function findVersion(sql: Sql, id: string): Promise<WholeVersion | undefined> {
  return (await sql.prepared<WholeVersion>('items-version', `select ${whole} from items.versions v ${sources} where v.id = $1`, [id]))[0]
}

/** Which version of an item is in force on a date. */
export async function findCurrentId(sql: Sql, code: string, on: string): Promise<string | undefined> {
  const rows = await sql.prepared<{ id: string }>(
    'items-current', 'select id from items.versions where code = $1 and effective_from <= $2 and (effective_to is null or effective_to >= $2) order by version desc limit 1', [code, on],
  )
  return rows[0]?.id
}

/** The id of one version of an item. */
export async function findVersionId(sql: Sql, code: string, version: number): Promise<string | undefined> {
  return (await sql.prepared<{ id: string }>('items-version-id', 'select id from items.versions where code = $1 and version = $2', [code, version]))[0]?.id
}

/** Versions in force on a date whose grade of automation is 3, by code. */
export async function listAutomaticIds(sql: Sql, on: string): Promise<string[]> {
  const rows = await sql.prepared<{ id: string }>(
    'items-automatic', `select id from (select distinct on (code) id, code, content from items.versions where code in (select code from items.versions where content -> 'automation' ->> 'grade' = '3')
       and effective_from <= $1 and (effective_to is null or effective_to >= $1) order by code, version desc) x where content -> 'automation' ->> 'grade' = '3' order by code`, [on],
  )
  return rows.map((row) => row.id)
}

/** The version in force on a date of the item that a bad verdict opens; of several the first by code. */
export async function findOpenedByReview(sql: Sql, on: string): Promise<string | undefined> {
  const rows = await sql.prepared<{ id: string }>(
    'items-opened-by-review', `select id from items.versions where content ->> 'opensFrom' = 'review' and effective_from <= $1 and (effective_to is null or effective_to >= $1) order by code, version desc limit 1`, [on],
  )
  return rows[0]?.id
}

/** Versions in force on a date that are about a licence or about what a case granted, by code. */
export async function listMatterItemIds(sql: Sql, on: string): Promise<string[]> {
  const rows = await sql.prepared<{ id: string }>(
    'items-matters', `select id from (select distinct on (code) id, code, content from items.versions where code in (select code from items.versions where content ? 'renewal' or content ? 'onLicence' or content ? 'onCase')
       and effective_from <= $1 and (effective_to is null or effective_to >= $1) order by code, version desc) x where content ? 'renewal' or content ? 'onLicence' or content ? 'onCase' order by code`, [on],
  )
  return rows.map((row) => row.id)
}

/** Versions in force on a date under which late cases are supervised, by code. */
export async function findSupervisionItemId(sql: Sql, on: string): Promise<string | undefined> {
  const rows = await sql.prepared<{ id: string }>(
    'items-supervision', `select id from (select distinct on (code) id, code, content from items.versions where code in (select code from items.versions where content ? 'supervision')
       and effective_from <= $1 and (effective_to is null or effective_to >= $1) order by code, version desc) x where content ? 'supervision' order by code limit 1`, [on],
  )
  return rows[0]?.id
}

/** The version in force on a date of the item that serves something; of several, which no pack has, the first by code. */
export async function findServingId(sql: Sql, serves: Serves, on: string): Promise<string | undefined> {
  const rows = await sql.prepared<{ id: string }>(
    'items-serving', `select id from (select distinct on (code) id, code, content from items.versions where code in (select code from items.versions where content ? 'serves' and content ->> 'serves' = $2)
       and effective_from <= $1 and (effective_to is null or effective_to >= $1) order by code, version desc) x where content ->> 'serves' = $2 order by code limit 1`, [on, serves],
  )
  return rows[0]?.id
}

/** Whether any version of an item serves something: a case goes on under the version that it began under. */
export async function isServing(sql: Sql, code: string, serves: Serves): Promise<boolean> {
  return (await sql.prepared('items-is-serving', `select 1 from items.versions where code = $1 and content ? 'serves' and content ->> 'serves' = $2 limit 1`, [code, serves])).length > 0
}

export interface ItemRow {
  id: string
  code: string
  version: number
  nameZh: string
  nameEn: string | null
  type: string
  body: string
  region: string | null
  targets: string[]
  caseKind: string
  onsiteVisits: number | null
  limits: ItemContent['limits'] | null
  flags: string[]
  rank: number
}

export interface ItemFilter {
  words: string[]
  body?: string
  type?: string
  target?: string
  on: string
}

// In force means: its dates hold, and no newer version's do.
const onDay = `v.effective_from <= $1 and (v.effective_to is null or v.effective_to >= $1)
  and not exists (select 1 from items.versions n where n.code = v.code and n.version > v.version and n.effective_from <= $1 and (n.effective_to is null or n.effective_to >= $1))`
// Title matches stand before matches of alias or department.
const inForce = `${onDay} and ($2::text[] = '{}' or v.search like all ($2)) and ($3::text is null or v.body = $3) and ($4::text is null or v.type = $4) and ($5::text is null or $5 = any (v.targets))`
const filterValues = (filter: ItemFilter) => [filter.on, filter.words.map(likePattern), filter.body ?? null, filter.type ?? null, filter.target ?? null]

/** Items in force, best matches first, then by code. */
export async function listItems(sql: Sql, filter: ItemFilter, limit: number, after?: { rank: number; code: string }): Promise<ItemRow[]> {
  return sql.prepared<ItemRow>(
    'items-list',
    `select * from (select v.id, v.code, v.version, v.name_zh as "nameZh", v.name_en as "nameEn", v.type, v.body, v.region, v.targets, v.flags,
       v.content->>'caseKind' as "caseKind", (v.content->>'onsiteVisits')::int as "onsiteVisits", v.content->'limits' as limits,
       case when $2::text[] <> '{}' and lower(v.name_zh || coalesce(v.name_en, '')) like all ($2) then 0 else 1 end + case when v.origin = 'pack' then 0 else 2 end as rank
     from items.versions v where ${inForce}) r
     where $6::int is null or (r.rank, r.code) > ($6, $7) order by r.rank, r.code limit $8`,
    [...filterValues(filter), after?.rank ?? null, after?.code ?? null, limit],
  )
}

/** How many items in force there are by type, body and target, under the same filter. */
export async function countItems(sql: Sql, filter: ItemFilter): Promise<{ facet: 'type' | 'body' | 'target'; value: string; count: number }[]> {
  return sql.prepared(
    'items-facets',
    `with hits as materialized (select v.type, v.body, v.targets from items.versions v where ${inForce})
     select 'type' as facet, type as value, count(*) from hits group by type
     union all select 'body', body, count(*) from hits group by body
     union all select 'target', t, count(*) from hits, unnest(targets) t group by t
     order by 1, 3 desc, 2`,
    filterValues(filter),
  )
}

/** Catalogue items that something in force implements, by code. */
export async function listCatalog(sql: Sql, on: string, limit: number, after?: string): Promise<{ code: string; name: string; implementations: number; handlingItems: number }[]> {
  return sql.prepared(
    'items-catalog',
    `select v.catalog as code, min(v.content->'catalog'->>'name') as name, count(distinct v.implementation) as implementations, count(*) as "handlingItems"
     from items.versions v where v.catalog is not null and ($3::text is null or v.catalog > $3) and ${onDay} group by v.catalog order by v.catalog limit $2`,
    [on, limit, after ?? null],
  )
}

export interface CatalogRow {
  code: string
  name: ItemContent['name']
  catalogName: string
  implementation: string
  body: string
  scenarios: ItemContent['scenarios'] | null
}

/** What is in force under one catalogue item. */
export async function listUnderCatalog(sql: Sql, catalog: string, on: string): Promise<CatalogRow[]> {
  return sql.prepared<CatalogRow>(
    'items-under-catalog',
    `select v.code, v.content->'name' as name, v.content->'catalog'->>'name' as "catalogName", v.implementation, v.body, v.content->'scenarios' as scenarios
     from items.versions v where v.catalog = $2 and ${onDay} order by v.implementation, v.code limit 1000`,
    [on, catalog],
  )
}

/** All versions of one item, newest first. */
export async function listVersions(sql: Sql, code: string): Promise<{ id: string; version: number; nameZh: string; origin: string; effectiveFrom: string; effectiveTo: string | null; publishedAt: Temporal.Instant }[]> {
  return sql.rows(
    `select id, version, name_zh as "nameZh", origin, effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo", published_at as "publishedAt"
     from items.versions where code = $1 order by version desc`, [code],
  )
}

function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
}

/** Names by code, as the newest version has them: of items that ended too. */
export async function namesOfItems(sql: Sql, codes: readonly string[]): Promise<Map<string, { zh: string; en?: string }>> {
  if (codes.length === 0) return new Map()
  const rows = await sql.prepared<{ code: string; zh: string; en: string | null }>('items-names', 'select distinct on (code) code, name_zh as zh, name_en as en from items.versions where code = any ($1) order by code, version desc', [[...new Set(codes)]])
  return new Map(rows.map(({ code, zh, en }) => [code, { zh, ...(en === null ? {} : { en }) }]))
}
