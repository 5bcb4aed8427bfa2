// SQL of words; the only file that names this table.
import type { Version } from '#base/act'
import type { Sql } from '#base/db'
import type { Words } from '#engines/words'

/** The newest words, where a pack brought any. */
export async function findWords(sql: Sql): Promise<Version<Words> | undefined> {
  return (await sql.prepared<Version<Words>>('words-newest', 'select version, content, digest from words.versions order by version desc limit 1', []))[0]
}

export async function insertWords(tx: Sql, { version, content, digest }: Version<Words>, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into words.versions (version, content, digest, published_at) values ($1, $2::jsonb, $3, $4)', [version, JSON.stringify(content), digest, now])
}
