// SQL of delivery records; with store.ts the only file that names these tables.
import type { Sql } from '#base/db'
import type { DeliveryRecord, PaperGiven } from './delivery.ts'

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

/** Keeps that the paper of an electronic letter was handed over, whether it was asked for before or at the window; false where none waits. */
export async function insertPaper(tx: Sql, letter: { id: string; caseId: string }, { means, on, content }: PaperGiven, kept: { salt: Uint8Array; by: string; at: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.prepared(
    'deliveries-give-paper',
    `with given as (
       update deliveries.letters set paper_asked_at = coalesce(paper_asked_at, $8), paper_given_on = $4 where id = $1 and means = 'electronic' and delivered_at is not null and paper_given_on is null returning id)
     insert into deliveries.papers (letter, case_id, means, given_on, content, salt, recorded_by, recorded_at) select id, $2, $3, $4, $5::jsonb, $6, $7, $8 from given returning letter`,
    [letter.id, letter.caseId, means, on.toString(), JSON.stringify(content), kept.salt, kept.by, kept.at],
  )
  return rows.length > 0
}

export interface PaperRow {
  letter: string
  means: 'window' | 'post'
  content: PaperGiven['content']
}

/** Papers that were handed over in a case, by letter. */
export async function listPapers(sql: Sql, caseId: string): Promise<Map<string, PaperRow>> {
  const rows = await sql.prepared<PaperRow>('deliveries-papers', 'select letter, means, content from deliveries.papers where case_id = $1', [caseId])
  return new Map(rows.map((row) => [row.letter, row]))
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
  /** It came to the own space; only its paper waits. */
  isDelivered: boolean
}

/** What a list of waiting letters is narrowed to: of a date at most, with paper asked for, by part of the number. */
export interface WaitingFilter {
  datedUpTo?: string | undefined
  paper?: boolean | undefined
  number?: string | undefined
}

const waitingColumns = `id, case_id as "caseId", kind, number, content->'title' as title, dated::text as dated, organisation, made_at as "madeAt", paper_asked_at as "paperAskedAt", delivered_at is not null as "isDelivered"`

/** Letters of these bodies that nobody has received yet, and electronic ones whose paper was asked for and not handed over; oldest first. */
export async function listWaiting(sql: Sql, organisations: string[], { datedUpTo, paper, number }: WaitingFilter, limit: number, after?: { madeAt: string; id: string }): Promise<WaitingRow[]> {
  const narrowed = `organisation = any ($1) and ($2::timestamptz is null or (made_at, id) > ($2, $3::uuid)) and ($5::date is null or dated <= $5) and ($7::text is null or position($7 in number) > 0)`
  // A limit runs for the delivery alone: of what has come to the own space nothing is late.
  const parts = [
    `select ${waitingColumns} from deliveries.letters where ${narrowed} and delivered_at is null and ($6::boolean is null or (paper_asked_at is not null) = $6)`,
    `select ${waitingColumns} from deliveries.letters where ${narrowed} and paper_asked_at is not null and paper_given_on is null and means = 'electronic' and delivered_at is not null and $5::date is null and coalesce($6::boolean, true)`,
  ]
  return sql.prepared<WaitingRow>(
    'deliveries-waiting-3', `select * from (${parts.map((part) => `(${part} order by made_at, id limit $4)`).join(' union all ')}) waiting order by "madeAt", id limit $4`,
    [organisations, after?.madeAt ?? null, after?.id ?? null, limit, datedUpTo ?? null, paper ?? null, number ?? null],
  )
}
