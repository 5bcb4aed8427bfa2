// SQL of delivery records; with store.ts the only file that names these tables.
import type { Sql } from '#base/db'
import type { DeliveryRecord } from './delivery.ts'

const columns = `letter, case_id as "caseId", means, delivered_on::text as "deliveredOn", refused, content, salt, recorded_by as "recordedBy", recorded_at as "recordedAt"`

/** Records of a case, by letter. */
export async function listRecords(sql: Sql, caseId: string): Promise<Map<string, DeliveryRecord>> {
  const rows = await sql.prepared<DeliveryRecord>('deliveries-records', `select ${columns} from deliveries.records where case_id = $1`, [caseId])
  return new Map(rows.map((row) => [row.letter, row]))
}

/** Keeps a record and marks its letter; false where the letter was delivered before. */
export async function insertRecord(tx: Sql, one: DeliveryRecord): Promise<boolean> {
  const rows = await tx.prepared(
    'deliveries-add-record',
    `with added as (
       insert into deliveries.records (letter, case_id, means, delivered_on, refused, content, salt, recorded_by, recorded_at)
       values ($1,$2,$3,$4,$5,$6::jsonb,$7,$8,$9) on conflict (letter) do nothing returning letter)
     update deliveries.letters l set means = $3, delivered_at = $9 from added where l.id = added.letter returning l.id`,
    [one.letter, one.caseId, one.means, one.deliveredOn, one.refused, JSON.stringify(one.content), one.salt, one.recordedBy, one.recordedAt],
  )
  return rows.length > 0
}

/** Marks that the person wants the paper; the first time counts. */
export async function markPaperAsked(tx: Sql, letter: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update deliveries.letters set paper_asked_at = coalesce(paper_asked_at, $2) where id = $1', [letter, now])
}

export interface WaitingRow {
  id: string
  caseId: string
  kind: string
  number: string
  title: { zh: string; en?: string }
  dated: string
  organisation: string
  madeAt: Temporal.Instant
  paperAskedAt: Temporal.Instant | null
}

/** What a list of waiting letters is narrowed to: of a date at most, with paper asked for, by part of the number. */
export interface WaitingFilter {
  datedUpTo?: string | undefined
  paper?: boolean | undefined
  number?: string | undefined
}

/** Letters of these bodies that nobody has received yet, oldest first. */
export async function listWaiting(sql: Sql, organisations: string[], { datedUpTo, paper, number }: WaitingFilter, limit: number, after?: { madeAt: string; id: string }): Promise<WaitingRow[]> {
  return sql.prepared<WaitingRow>(
    'deliveries-waiting-2',
    `select id, case_id as "caseId", kind, number, content->'title' as title, dated::text as dated, organisation, made_at as "madeAt", paper_asked_at as "paperAskedAt"
     from deliveries.letters where organisation = any ($1) and delivered_at is null and ($2::timestamptz is null or (made_at, id) > ($2, $3::uuid))
       and ($5::date is null or dated <= $5) and ($6::boolean is null or (paper_asked_at is not null) = $6) and ($7::text is null or position($7 in number) > 0) order by made_at, id limit $4`,
    [organisations, after?.madeAt ?? null, after?.id ?? null, limit, datedUpTo ?? null, paper ?? null, number ?? null],
  )
}
