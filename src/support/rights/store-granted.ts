// SQL of what was granted to people about their data; the only file that names this table.
import type { Sql } from '#base/db'
import type { Granted } from './granted.ts'

/** Keeps what a case granted; false where it is kept already. */
export async function insertGranted(tx: Sql, one: Granted): Promise<boolean> {
  const values = [one.caseId, one.caseNumber, one.account, one.what, one.purpose, one.recipient, one.at.toString()]
  return (await tx.rows('insert into rights.granted (case_id, case_number, account, what, purpose, recipient, at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1', values)).length > 0
}

/** Those of these accounts with a restriction of this purpose that runs. */
export async function listRestricted(sql: Sql, purpose: string, accounts: readonly string[]): Promise<string[]> {
  return (await sql.prepared<{ account: string }>('rights-restricted', 'select distinct account from rights.granted where account = any ($1::uuid[]) and purpose = $2 and ended_at is null', [accounts, purpose])).map(({ account }) => account)
}

/** What was granted to an account and goes on, newest first. */
export async function listGranted(sql: Sql, account: string): Promise<Granted[]> {
  return sql.prepared<Granted>('rights-granted', 'select case_id as "caseId", case_number as "caseNumber", account, what, purpose, recipient, at from rights.granted where account = $1 and ended_at is null order by at desc, case_id limit 100', [account])
}

/** Ends every restriction of a purpose; false where none runs. */
export async function endRestriction(tx: Sql, account: string, purpose: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update rights.granted set ended_at = $3 where account = $1 and purpose = $2 and ended_at is null returning 1', [account, purpose, now.toString()])).length > 0
}
