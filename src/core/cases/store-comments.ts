// SQL of comments: whom they may mention, and how their words are erased.
import type { Sql } from '#base/db'
import { openForm, type Marked } from './inside.ts'

/** Every body that has to do with a case: it receives, handles, decides or has a step. */
export async function bodiesOf(sql: Sql, caseId: string): Promise<string[]> {
  const rows = await sql.prepared<{ body: string }>(
    'cases-bodies', 'select unnest(array[receiving, handling, deciding]) as body from cases.cases where id = $1 union select organisation from cases.steps where case_id = $1', [caseId],
  )
  return rows.map((row) => row.body)
}

/** The answers as they stood at a moment; undefined where they are still the newest, or there were none yet. */
export async function findFormAt(sql: Sql, caseId: string, at: Temporal.Instant): Promise<Record<string, unknown> | undefined> {
  const rows = await sql.prepared<{ data: Record<string, unknown>; version: number; newest: boolean } & Marked>(
    'cases-form-at-2',
    `select data, version, numbers_key as "numbersKey", version = (select max(version) from cases.forms where case_id = $1) as newest from cases.forms where case_id = $1 and at <= $2 order by version desc limit 1`, [caseId, at],
  )
  return rows[0] && !rows[0].newest ? openForm(sql, caseId, rows[0].version, rows[0].data, rows[0]) : undefined
}

/** Takes the words of an entry away, with the salt without which nobody can guess them from the ledger. Answers whether there were any. */
export async function eraseWords(tx: Sql, caseId: string, entry: string): Promise<boolean> {
  return (await tx.rows('delete from cases.words where case_id = $1 and entry = $2 returning 1', [caseId, entry])).length > 0
}
