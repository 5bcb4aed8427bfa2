// SQL of keeping away from steps: who is named, and who did which steps of a case.
import type { Sql } from '#base/db'
import type { CaseStep } from './case.ts'

/** What somebody had to do with a case besides its steps: presided over its hearing, registered its papers, or opened it. */
export interface Part {
  presided: boolean
  entered: 'received' | 'opened' | null
}

/** Names accounts that keep away from steps that are somebody else's. */
export async function insertRecused(tx: Sql, caseId: string, accounts: readonly string[]): Promise<void> {
  await tx.rows('insert into cases.recusals (case_id, account) select $1, unnest($2::uuid[]) on conflict (case_id, account) do update set named = true', [caseId, [...new Set(accounts)]])
}

export async function findRecused(sql: Sql, caseId: string): Promise<string[]> {
  return (await sql.rows<{ account: string }>('select account from cases.recusals where case_id = $1 and named', [caseId])).map((row) => row.account)
}

/** Names who presided over a hearing of a case. */
export async function insertPresider(tx: Sql, caseId: string, account: string): Promise<void> {
  await tx.rows('insert into cases.recusals (case_id, account, presided) values ($1, $2, true) on conflict (case_id, account) do update set presided = true, named = true', [caseId, account])
}

/** Names who entered a case. */
export async function insertEntered(tx: Sql, caseId: string, account: string, entered: NonNullable<Part['entered']>): Promise<void> {
  await tx.prepared('cases-entered', 'insert into cases.recusals (case_id, account, entered, named) values ($1, $2, $3, false)', [caseId, account, entered])
}

/** What somebody had to do with a case besides its steps. */
export async function findPart(sql: Sql, caseId: string, account: string): Promise<Part> {
  const [row] = await sql.prepared<Part>('cases-part', 'select presided, entered from cases.recusals where case_id = $1 and account = $2', [caseId, account])
  return row ?? { presided: false, entered: null }
}

const investigations: readonly CaseStep['kind'][] = ['examination', 'work']

/** Whether somebody did one of these steps that investigates. */
export const investigatedIn = (steps: readonly Pick<CaseStep, 'kind' | 'doneBy'>[], account: string): boolean => steps.some((step) => step.doneBy === account && investigations.includes(step.kind))

/** The same of a case whose steps were not read. */
export async function hasInvestigated(sql: Sql, caseId: string, account: string): Promise<boolean> {
  return (await sql.prepared('cases-investigated-2', "select from cases.steps where case_id = $1 and done_by = $2 and kind = any ($3) limit 1", [caseId, account, investigations])).length > 0
}

/** Who did one of these steps of a case. */
export async function findHandlersOf(sql: Sql, caseId: string, elements: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ account: string }>('select distinct done_by as account from cases.steps where case_id = $1 and element = any ($2) and done_by is not null', [caseId, elements])
  return rows.map((row) => row.account)
}
