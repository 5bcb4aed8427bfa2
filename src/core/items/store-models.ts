// SQL of the sources that items share: which processes and decisions are in force, since when, and which items use them. Reads only.
import type { Sql } from '#base/db'
import type { ItemContent } from '#core/packs'
import { itemText, modelDigest, type ModelKind } from './model-text.ts'
import type { VersionRow } from './store.ts'

/** A model as the items of one deciding body use it. `digests` has one entry where all of them run the same text. */
export interface ModelInForce {
  body: string
  region: string | null
  kind: ModelKind
  name: string
  digests: string[]
  items: number
}

// In force on the day $1: its dates hold and no newer version's do.
const inForce = `v.effective_from <= $1 and (v.effective_to is null or v.effective_to >= $1)
  and not exists (select 1 from items.versions n where n.code = v.code and n.version > v.version and n.effective_from <= $1 and (n.effective_to is null or n.effective_to >= $1))`

/** The models in force within a condition on `v.body` and `v.region` whose parameters begin at $2; in the order of body, kind and name. */
export async function listModels(sql: Sql, on: string, reach: { text: string; values: unknown[] }): Promise<ModelInForce[]> {
  return sql.rows<ModelInForce>(
    `select v.body, max(v.region) as region, s.kind, s.name, array_agg(distinct s.digest) as digests, count(distinct v.code)::int as items
     from items.versions v join items.sources s on s.digest in (v.process, v.decision, v.form)
     where ${inForce} and ${reach.text} group by v.body, s.kind, s.name order by v.body, s.kind desc, s.name limit 2000`, [on, ...reach.values],
  )
}

/** One text that a model has had in a body: since when, until it was followed, for how many items. */
export interface ModelVersion {
  digest: string
  effectiveFrom: string
  publishedAt: Temporal.Instant
  origin: string
  items: number
  inForce: boolean
}

/** All texts of one model of a body, newest first. */
export async function listModelVersions(sql: Sql, body: string, kind: ModelKind, name: string, on: string): Promise<ModelVersion[]> {
  if (kind === 'item') return listItemVersions(sql, body, name, on)
  return sql.rows<ModelVersion>(
    `select s.digest, min(v.effective_from)::text as "effectiveFrom", min(v.published_at) as "publishedAt", (array_agg(v.origin order by v.published_at))[1] as origin,
       count(distinct v.code)::int as items, bool_or(${inForce}) as "inForce"
     from items.versions v join items.sources s on s.digest in (v.process, v.decision, v.form)
     where v.body = $2 and s.kind = $3 and s.name = $4 group by s.digest order by min(v.published_at) desc, s.digest`, [on, body, kind, name],
  )
}

/** A stored text by its digest. */
async function findSource(sql: Sql, digest: string): Promise<{ kind: string; name: string; text: string } | undefined> {
  return (await sql.prepared<{ kind: string; name: string; text: string }>('items-source', 'select kind, name, text from items.sources where digest = $1', [digest]))[0]
}

/** A version in force that uses a model, as it is stored, with the texts beside it. */
export interface ModelUserRow {
  row: VersionRow
  /** Digest of the text that it uses under the name. */
  digest: string
  formText: string
  processText: string
  decisionText: string | null
}

/** The versions of a body's items in force on a day that use a model of this name; at most 1,000. */
export async function listUsers(sql: Sql, body: string, kind: ModelKind, name: string, on: string): Promise<ModelUserRow[]> {
  if (kind === 'item') return listItself(sql, body, name, on)
  return sql.rows<ModelUserRow>(
    `select to_jsonb(v) as row, s.digest, f.text as "formText", p.text as "processText", d.text as "decisionText"
     from items.versions v join items.sources s on s.digest = case $3 when 'process' then v.process when 'form' then v.form else v.decision end
     join items.sources f on f.digest = v.form join items.sources p on p.digest = v.process left join items.sources d on d.digest = v.decision
     where v.body = $2 and s.name = $4 and ${inForce} order by v.code limit 1000`, [on, body, kind, name],
  )
}

/** An item is the one user of its own content. */
async function listItself(sql: Sql, body: string, code: string, on: string): Promise<ModelUserRow[]> {
  const rows = await sql.rows<Omit<ModelUserRow, 'digest'>>(
    `select to_jsonb(v) as row, f.text as "formText", p.text as "processText", d.text as "decisionText"
     from items.versions v join items.sources f on f.digest = v.form join items.sources p on p.digest = v.process left join items.sources d on d.digest = v.decision
     where v.body = $2 and v.code = $3 and ${inForce}`, [on, body, code],
  )
  return rows.map((one) => ({ ...one, digest: modelDigest('item', itemText(one.row.content)) }))
}

async function listItemVersions(sql: Sql, body: string, code: string, on: string): Promise<ModelVersion[]> {
  const rows = await sql.rows<Omit<ModelVersion, 'digest' | 'items'> & { content: ItemContent }>(
    `select v.content, v.effective_from::text as "effectiveFrom", v.published_at as "publishedAt", v.origin, (${inForce}) as "inForce" from items.versions v where v.body = $2 and v.code = $3 order by v.version desc`, [on, body, code],
  )
  return rows.map(({ content, ...row }) => ({ ...row, items: 1, digest: modelDigest('item', itemText(content)) }))
}

/** The item of a code as a model, within a condition on `v.body` and `v.region` whose parameters begin at $3. */
export async function findItemModel(sql: Sql, code: string, on: string, reach: { text: string; values: unknown[] }): Promise<ModelInForce | undefined> {
  const [row] = await sql.rows<{ body: string; region: string | null; content: ItemContent }>(`select v.body, v.region, v.content from items.versions v where v.code = $2 and ${inForce} and ${reach.text}`, [on, code, ...reach.values])
  return row && { body: row.body, region: row.region, kind: 'item', name: code, digests: [modelDigest('item', itemText(row.content))], items: 1 }
}

/** The text of a model by its digest: a stored source, or the content of a version of an item. */
export async function findModelText(sql: Sql, { body, kind, name }: { body: string; kind: ModelKind; name: string }, digest: string): Promise<string | undefined> {
  if (kind !== 'item') return (await findSource(sql, digest))?.text
  const rows = await sql.rows<{ content: ItemContent }>('select content from items.versions where body = $1 and code = $2 order by version desc', [body, name])
  return rows.map(({ content }) => itemText(content)).find((text) => modelDigest('item', text) === digest)
}

/** Versions of these items that come into force only after a day. */
export async function waitingVersions(sql: Sql, codes: string[], on: string): Promise<{ code: string; version: number; effectiveFrom: string }[]> {
  return sql.rows('select code, version, effective_from::text as "effectiveFrom" from items.versions where code = any($1) and effective_from > $2 order by code, version', [codes, on])
}
