// SQL of after-checks and bars; the only file that names these tables.
import type { Sql } from '#base/db'
import type { Bar } from './commitment.ts'

export interface Check {
  checkCase: string
  checkNumber: string
  caseId: string
  endedAt: string | null
}

export async function findCheckOf(sql: Sql, caseId: string): Promise<Check | undefined> {
  return (await sql.rows<Check>('select check_case as "checkCase", check_number as "checkNumber", case_id as "caseId", ended_at::text as "endedAt" from commitments.checks where case_id = $1', [caseId]))[0]
}

export async function findCheck(sql: Sql, checkCase: string): Promise<Check | undefined> {
  return (await sql.prepared<Check>('commitments-check', 'select check_case as "checkCase", check_number as "checkNumber", case_id as "caseId", ended_at::text as "endedAt" from commitments.checks where check_case = $1', [checkCase]))[0]
}

export async function insertCheck(tx: Sql, { checkCase, checkNumber, caseId }: Omit<Check, 'endedAt'>, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into commitments.checks (check_case, check_number, case_id, opened_at) values ($1, $2, $3, $4)', [checkCase, checkNumber, caseId, now])
}

export async function endCheck(tx: Sql, checkCase: string, held: boolean, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update commitments.checks set ended_at = $2, held = $3 where check_case = $1 and ended_at is null returning 1', [checkCase, now, held])).length > 0
}

const columns = 'id, name, ground, basis, case_number as "caseNumber", body, since::text as since, repaired_on::text as "repairedOn", repair'

export interface NewBar extends Omit<Bar, 'repairedOn' | 'repair'> {
  digest: Buffer
  digestKey: string
  caseId: string | null
  salt: Uint8Array
}

export async function insertBar(tx: Sql, bar: NewBar): Promise<void> {
  await tx.rows(
    'insert into commitments.bars (id, digest, digest_key, name, ground, basis, case_id, case_number, body, since, salt) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11)',
    [bar.id, bar.digest, bar.digestKey, bar.name, bar.ground, JSON.stringify(bar.basis), bar.caseId, bar.caseNumber, bar.body, bar.since, bar.salt],
  )
}

/** The keys under which numbers were digested: one now, more after a rotation. */
export async function listDigestKeys(sql: Sql): Promise<string[]> {
  return (await sql.prepared<{ key: string }>('commitments-keys', 'select distinct digest_key as key from commitments.bars where repaired_on is null', [])).map(({ key }) => key)
}

export async function findBar(sql: Sql, digests: Buffer[]): Promise<Bar | undefined> {
  return (await sql.prepared<Bar>('commitments-bar', `select ${columns} from commitments.bars where digest = any ($1) and repaired_on is null order by since desc limit 1`, [digests]))[0]
}

/** What a list of bars is narrowed to. */
export interface BarFilter {
  repaired?: boolean | undefined
  ground?: Bar['ground'] | undefined
  /** Part of the name. */
  name?: string | undefined
}

/** Bars of some bodies, the newest first. */
export async function listBars(sql: Sql, bodies: string[] | undefined, { repaired, ground, name }: BarFilter, limit: number, after?: { since: string; id: string }): Promise<Bar[]> {
  return sql.rows<Bar>(
    `select ${columns} from commitments.bars where ($1::text[] is null or body = any ($1)) and ($2::date is null or (since, id) < ($2, $3))
       and ($5::boolean is null or (repaired_on is not null) = $5) and ($6::text is null or ground = $6) and ($7::text is null or position($7 in name) > 0) order by since desc, id desc limit $4`,
    [bodies ?? null, after?.since ?? null, after?.id ?? null, limit, repaired ?? null, ground ?? null, name ?? null],
  )
}

export async function getOpenBar(tx: Sql, id: string): Promise<Bar | undefined> {
  return (await tx.rows<Bar>(`select ${columns} from commitments.bars where id = $1 and repaired_on is null`, [id]))[0]
}

export async function repairBar(tx: Sql, id: string, on: Temporal.PlainDate, repair: string): Promise<void> {
  await tx.rows('update commitments.bars set repaired_on = $2, repair = $3 where id = $1', [id, on, repair])
}
