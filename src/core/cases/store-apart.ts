// SQL of keeping away from steps: who is named, and who did which steps of a case.
import type { Sql } from '#base/db'

/** Names accounts that keep away from steps that are somebody else's. */
export async function insertRecused(tx: Sql, caseId: string, accounts: readonly string[]): Promise<void> {
  await tx.rows('insert into cases.recusals (case_id, account) select $1, unnest($2::uuid[]) on conflict do nothing', [caseId, [...new Set(accounts)]])
}

export async function findRecused(sql: Sql, caseId: string): Promise<string[]> {
  return (await sql.rows<{ account: string }>('select account from cases.recusals where case_id = $1', [caseId])).map((row) => row.account)
}

/** Names who presided over a hearing of a case. */
export async function insertPresider(tx: Sql, caseId: string, account: string): Promise<void> {
  await tx.rows('insert into cases.recusals (case_id, account, presided) values ($1, $2, true) on conflict (case_id, account) do update set presided = true', [caseId, account])
}

export async function hasPresided(sql: Sql, caseId: string, account: string): Promise<boolean> {
  return (await sql.prepared('cases-presided', 'select from cases.recusals where case_id = $1 and account = $2 and presided', [caseId, account])).length > 0
}

/** Who did one of these steps of a case. */
export async function findHandlersOf(sql: Sql, caseId: string, elements: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ account: string }>('select distinct done_by as account from cases.steps where case_id = $1 and element = any ($2) and done_by is not null', [caseId, elements])
  return rows.map((row) => row.account)
}
