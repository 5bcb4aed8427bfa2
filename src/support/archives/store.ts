// SQL of archive records; the only file that names these tables.
import type { Sql } from '#base/db'
import type { Manifest } from './archive.ts'

export interface ArchiveRecord {
  caseId: string
  number: string
  manifest: Manifest
  salt: Uint8Array
  entry: string
  /** Nothing was missing when it was made. */
  whole: boolean
  madeAt: Temporal.Instant
}

export async function addWaiting(sql: Sql, caseId: string, finishedAt: Temporal.Instant): Promise<void> {
  await sql.prepared('archives-wait', 'insert into archives.waiting (case_id, finished_at) values ($1, $2) on conflict do nothing', [caseId, finishedAt])
}

export async function listWaiting(sql: Sql, limit: number, after: string): Promise<{ caseId: string; finishedAt: Temporal.Instant }[]> {
  return sql.prepared('archives-waiting', 'select case_id as "caseId", finished_at as "finishedAt" from archives.waiting where case_id > $2 order by case_id limit $1', [limit, after])
}

export async function dropWaiting(tx: Sql, caseId: string): Promise<void> {
  await tx.rows('delete from archives.waiting where case_id = $1', [caseId])
}

export async function insertRecord(tx: Sql, one: ArchiveRecord): Promise<void> {
  await tx.prepared('archives-add', 'insert into archives.records (case_id, number, manifest, salt, entry, whole, made_at) values ($1,$2,$3::jsonb,$4,$5,$6,$7)', [one.caseId, one.number, JSON.stringify(one.manifest), one.salt, one.entry, one.whole, one.madeAt])
}

export async function findRecord(sql: Sql, caseId: string): Promise<ArchiveRecord | undefined> {
  return (await sql.prepared<ArchiveRecord>('archives-one', 'select case_id as "caseId", number, manifest, salt, entry, whole, made_at as "madeAt" from archives.records where case_id = $1', [caseId]))[0]
}
