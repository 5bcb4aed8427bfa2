// SQL of regions; the only file that names this table.
import type { Sql } from '#base/db'
import type { Region, RegionLevel } from './region.ts'

interface Row {
  code: string
  id: string
  name_zh: string
  name_en: string | null
  level: RegionLevel
  parent: string | null
}

const columns = 'code, id, name_zh, name_en, level, parent'

function read(row: Row): Region & { id: string } {
  return { code: row.code, id: row.id, name: { zh: row.name_zh, ...(row.name_en ? { en: row.name_en } : {}) }, level: row.level, ...(row.parent ? { parent: row.parent } : {}) }
}

export async function selectRegion(sql: Sql, code: string): Promise<(Region & { id: string }) | undefined> {
  const [row] = await sql.prepared<Row>('regions-one', `select ${columns} from regions.regions where code = $1`, [code])
  return row && read(row)
}

/** Those of the codes that exist. */
export async function selectRegions(sql: Sql, codes: readonly string[]): Promise<(Region & { id: string })[]> {
  return (await sql.prepared<Row>('regions-some', `select ${columns} from regions.regions where code = any($1::text[])`, [codes])).map(read)
}

export async function selectPage(sql: Sql, filter: { parent?: string; level?: string; after: string; limit: number }): Promise<Region[]> {
  const rows = await sql.prepared<Row>(
    'regions-page',
    `select ${columns} from regions.regions where code > $1 and ($2::text is null or parent = $2) and ($3::text is null or level = $3) order by code limit $4`,
    [filter.after, filter.parent ?? null, filter.level ?? null, filter.limit],
  )
  return rows.map(read)
}

/** Writes regions that are new or differ. */
export async function upsertRegions(sql: Sql, regions: readonly (Region & { id: string })[]): Promise<void> {
  const list = JSON.stringify(regions.map((each) => ({ code: each.code, id: each.id, name_zh: each.name.zh, name_en: each.name.en ?? null, level: each.level, parent: each.parent ?? null })))
  await sql.rows(
    `insert into regions.regions (${columns})
     select ${columns} from jsonb_to_recordset($1::jsonb) as given(code text, id uuid, name_zh text, name_en text, level text, parent text)
     on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level, parent = excluded.parent`,
    [list],
  )
}
