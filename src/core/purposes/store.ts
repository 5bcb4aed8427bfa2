// SQL of purposes; the only file that names these tables.
import type { Version } from '#base/act'
import type { Sql } from '#base/db'
import type { Purpose } from '#core/packs'

/** The newest version of every purpose, in the order in which they were first published. */
export async function listPurposes(sql: Sql): Promise<(Version<Purpose> & { code: string })[]> {
  return sql.prepared<Version<Purpose> & { code: string }>(
    'purposes-all',
    `select v.code, v.version, v.content, v.digest from purposes.versions v join purposes.versions first on first.code = v.code and first.version = 1
     where v.version = (select max(version) from purposes.versions o where o.code = v.code) order by first.published_at, first.place`,
    [],
  )
}

/** The newest version of some purposes, by code. */
export async function findPurposes(sql: Sql, codes: readonly string[]): Promise<Map<string, Version<Purpose>>> {
  if (codes.length === 0) return new Map()
  const rows = await sql.prepared<Version<Purpose> & { code: string }>('purposes-some', 'select distinct on (code) code, version, content, digest from purposes.versions where code = any ($1) order by code, version desc', [[...new Set(codes)]])
  return new Map(rows.map(({ code, ...row }) => [code, row]))
}

export async function insertPurpose(tx: Sql, { version, content, digest }: Version<Purpose>, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into purposes.versions (code, version, content, digest, published_at) values ($1, $2, $3::jsonb, $4, $5)', [content.code, version, JSON.stringify(content), digest, now.toString()])
}
