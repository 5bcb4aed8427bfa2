// SQL of what is published, to compare a pack with before it is applied. Reads only.
import type { Sql } from '#base/db'
import type { ItemContent } from '#core/packs'

/** The newest version of an item, whoever published it, with its texts; `packDigest` is that of the newest one a pack brought. */
export interface PublishedItem {
  code: string
  version: number
  origin: string
  content: ItemContent
  form: string
  process: string
  decision: string | null
  packDigest: string | null
}

/** The newest versions of these items, by code. */
export async function listPublished(sql: Sql, codes: readonly string[]): Promise<Map<string, PublishedItem>> {
  const rows = await sql.rows<PublishedItem>(
    `select distinct on (v.code) v.code, v.version, v.origin, v.content, f.text as form, p.text as process, d.text as decision,
       (select o.digest from items.versions o where o.code = v.code and o.origin = 'pack' order by o.version desc limit 1) as "packDigest"
     from items.versions v join items.sources f on f.digest = v.form join items.sources p on p.digest = v.process left join items.sources d on d.digest = v.decision
     where v.code = any($1) order by v.code, v.version desc`, [codes],
  )
  return new Map(rows.map((row) => [row.code, row]))
}

/** Items in force on a day whose newest version came from a pack, other than these. */
export async function listPackItemsBeyond(sql: Sql, codes: readonly string[], on: string): Promise<{ code: string; name: { zh: string; en?: string } }[]> {
  return sql.rows(
    `select code, name from (select distinct on (code) code, origin, content->'name' as name, effective_from, effective_to from items.versions where code <> all($1) order by code, version desc) x
     where origin = 'pack' and effective_from <= $2 and (effective_to is null or effective_to >= $2) order by code`, [codes, on],
  )
}
