// SQL of confirmations.
import type { Sql } from '#base/db'
import type { Confirmation } from './confirmation.ts'

const columns = `case_id as "caseId", code, means, signature, to_json(confirmed_at) #>> '{}' as "confirmedAt"`

export async function insertConfirmation(tx: Sql, caseId: string, code: string, at: Temporal.Instant): Promise<void> {
  await tx.prepared('applications-confirmation-add', 'insert into applications.confirmations (case_id, code, made_at) values ($1, $2, $3)', [caseId, code, at])
}

export async function findConfirmation(sql: Sql, by: { caseId: string } | { code: string }): Promise<Confirmation | undefined> {
  const [column, value] = 'caseId' in by ? ['case_id', by.caseId] : ['code', by.code]
  return (await sql.rows<Confirmation>(`select ${columns} from applications.confirmations where ${column} = $1`, [value]))[0]
}

/** Confirms once. Answers false where somebody was first. */
export async function confirm(tx: Sql, caseId: string, means: 'code' | 'signature', signature: string | null, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx.rows('update applications.confirmations set means = $2, signature = $3, confirmed_at = $4 where case_id = $1 and confirmed_at is null returning 1', [caseId, means, signature, at])
  return rows.length > 0
}

/** Those of the digests that are a signature. */
export async function heldByConfirmations(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ signature: string }>('select distinct signature from applications.confirmations where signature = any ($1)', [digests])).map((row) => row.signature)
}
