// SQL of recoveries.
import type { Sql } from '#base/db'
import type { Recovery } from './recovery.ts'

const columns = `r.id, r.account, r.organisation, r.document_kind as "documentKind", r.begun_by as "begunBy", r.begun_at as "begunAt", r.confirmed_by as "confirmedBy", r.confirmed_at as "confirmedAt",
  r.opens_at as "opensAt", r.ends_at as "endsAt", r.used_at as "usedAt", r.stopped_at as "stoppedAt"`

/** Adds one; false where another of the account runs. What is over by its date makes room. */
export async function insertRecovery(tx: Sql, one: Pick<Recovery, 'id' | 'account' | 'organisation' | 'documentKind' | 'begunBy' | 'begunAt'>): Promise<boolean> {
  await tx.rows('update people.recoveries set stopped_at = $2 where account = $1 and used_at is null and stopped_at is null and ends_at < $2', [one.account, one.begunAt])
  const rows = await tx.rows('insert into people.recoveries (id, account, organisation, document_kind, begun_by, begun_at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing returning 1', [one.id, one.account, one.organisation, one.documentKind, one.begunBy, one.begunAt])
  return rows.length === 1
}

/** One that is not over. */
export async function selectRecovery(sql: Sql, by: { id: string } | { account: string }): Promise<Recovery | undefined> {
  const [row] = await sql.rows<Recovery>(`select ${columns} from people.recoveries r where (r.id = $1 or r.account = $2) and r.used_at is null and r.stopped_at is null`, 'id' in by ? [by.id, null] : [null, by.account])
  return row
}

export interface RecoveryLine extends Recovery {
  login: string
  name: string
  begunByName: string
}

/** Those of some bodies, or of the accounts of civil servants, newest first. */
export async function selectRecoveries(sql: Sql, organisations: readonly string[], ofStaff: boolean, limit: number): Promise<RecoveryLine[]> {
  return sql.rows<RecoveryLine>(
    `select ${columns}, a.login, coalesce(n.name, l.name, f.name) as name, b.name as "begunByName" from people.recoveries r join people.accounts a on a.id = r.account join people.staff_accounts b on b.id = r.begun_by
     left join people.natural_accounts n on n.id = a.id left join people.legal_accounts l on l.id = a.id left join people.staff_accounts f on f.id = a.id
     where case when a.kind = 'staff' then $2 else r.organisation = any ($1) end order by r.begun_at desc limit $3`, [organisations, ofStaff, limit],
  )
}

export async function confirmRecoveryRow(tx: Sql, id: string, by: { account: string; at: Temporal.Instant; opensAt: Temporal.Instant; endsAt: Temporal.Instant; codeDigest: Uint8Array }): Promise<void> {
  await tx.rows('update people.recoveries set confirmed_by = $2, confirmed_at = $3, opens_at = $4, ends_at = $5, code_digest = $6 where id = $1', [id, by.account, by.at, by.opensAt, by.endsAt, Buffer.from(by.codeDigest)])
}

/** Stops what runs for an account. Answers whether something did. */
export async function stopRecoveryOf(tx: Sql, account: string, by: string, at: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update people.recoveries set stopped_at = $3, stopped_by = $2 where account = $1 and used_at is null and stopped_at is null returning 1', [account, by, at])).length > 0
}

/** The running recovery that a code belongs to. */
export async function selectRecoveryByCode(sql: Sql, account: string, digests: readonly Buffer[]): Promise<Recovery | undefined> {
  return (await sql.rows<Recovery>(`select ${columns} from people.recoveries r where r.account = $1 and r.code_digest = any ($2::bytea[]) and r.used_at is null and r.stopped_at is null`, [account, digests]))[0]
}

/** Uses it up: of many who try at once, one has it. */
export async function useRecovery(tx: Sql, id: string, at: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update people.recoveries set used_at = $2 where id = $1 and used_at is null and stopped_at is null and opens_at <= $2 and ends_at > $2 returning 1', [id, at])).length === 1
}

/** Forgets every way into an account but the password: factors, codes that are out, recovery codes, known addresses. */
export async function forgetWays(tx: Sql, account: string): Promise<void> {
  await tx.rows('delete from people.codes where account = $1', [account])
  await tx.rows('delete from people.scans where account = $1', [account])
  await tx.rows('delete from people.factors where account = $1', [account])
  await tx.rows('delete from people.recovery_codes where account = $1', [account])
  await tx.rows('delete from people.familiar_addresses where account = $1', [account])
}
