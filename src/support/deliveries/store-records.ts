// SQL of recipients, their deliveries and papers; with store.ts the only file that names these tables.
import type { Sql } from '#base/db'
import type { Reach } from '#base/http'
import { caseInReach } from '#core/cases'
import type { DeliveryRecord, PaperGiven } from './delivery.ts'
import type { Letter } from './letter.ts'
import type { Recipient } from './recipient.ts'

type Row = Omit<Recipient, 'record'> & { [K in Exclude<keyof DeliveryRecord, 'letter' | 'place' | 'caseId'>]: DeliveryRecord[K] | null } & { caseId: string }

const columns = `letter, place, case_id as "caseId", means, delivered_on::text as "deliveredOn", refused, content, salt, recorded_by as "recordedBy", recorded_at as "recordedAt", paper_asked_at as "paperAskedAt", paper_given_on::text as "paperGivenOn"`

function read({ paperAskedAt, paperGivenOn, means, deliveredOn, refused, content, salt, recordedBy, recordedAt, ...to }: Row): Recipient {
  const isRecorded = means !== null && deliveredOn !== null && salt !== null && recordedBy !== null && recordedAt !== null
  const record = isRecorded ? { ...to, means, deliveredOn, refused: refused ?? false, content: content ?? {}, salt, recordedBy, recordedAt } : null
  return { letter: to.letter, place: to.place, record, paperAskedAt, paperGivenOn }
}

/** The recipients of the letters of a case, by letter, the first one first. */
export async function listRecipients(sql: Sql, caseId: string): Promise<Map<string, Recipient[]>> {
  const rows = await sql.prepared<Row>('deliveries-recipients', `select ${columns} from deliveries.records where case_id = $1 order by letter, place`, [caseId])
  return Map.groupBy(rows.map(read), ({ letter }) => letter)
}

/** Names those whom a letter is for. */
export async function insertRecipients(tx: Sql, { id, caseId, organisation, madeAt }: Letter, places: readonly number[]): Promise<void> {
  await tx.prepared('deliveries-add-recipients', 'insert into deliveries.records (letter, place, case_id, organisation, made_at) select $1, place, $2, $3, $4 from unnest($5::int[]) place', [id, caseId, organisation, madeAt, places])
}

/** Keeps the record of a delivery to one of the recipients; false where that one had received it before. */
export async function saveRecord(tx: Sql, one: DeliveryRecord): Promise<boolean> {
  const rows = await tx.prepared(
    'deliveries-save-record',
    `update deliveries.records set means = $3, delivered_on = $4, refused = $5, content = $6::jsonb, salt = $7, recorded_by = $8, recorded_at = $9
     where letter = $1 and place = $2 and recorded_at is null returning letter`,
    [one.letter, one.place, one.means, one.deliveredOn, one.refused, JSON.stringify(one.content), one.salt, one.recordedBy, one.recordedAt],
  )
  return rows.length > 0
}

/** The day on which the last of its recipients received a letter; undefined while one has not. */
export async function findReceivedByAll(sql: Sql, letter: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ on: string | null }>('select case when bool_and(recorded_at is not null) then max(delivered_on)::text end as on from deliveries.records where letter = $1', [letter])
  return row?.on ?? undefined
}

/** Marks that the recipient wants the paper; the first time counts. */
export async function markPaperAsked(tx: Sql, { letter, place }: Pick<Recipient, 'letter' | 'place'>, now: Temporal.Instant): Promise<void> {
  await tx.rows('update deliveries.records set paper_asked_at = coalesce(paper_asked_at, $3) where letter = $1 and place = $2', [letter, place, now])
}

/** Keeps that the paper of an electronic letter was handed over, whether it was asked for before or at the window; false where none waits. */
export async function insertPaper(tx: Sql, { letter, place }: Pick<Recipient, 'letter' | 'place'>, { means, on, content }: PaperGiven, kept: { salt: Uint8Array; by: string; at: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.prepared(
    'deliveries-give-paper-2',
    `with given as (
       update deliveries.records set paper_asked_at = coalesce(paper_asked_at, $8), paper_given_on = $4 where letter = $1 and place = $2 and means = 'electronic' and paper_given_on is null returning letter, place, case_id)
     insert into deliveries.papers (letter, place, case_id, means, given_on, content, salt, recorded_by, recorded_at) select letter, place, case_id, $3, $4, $5::jsonb, $6, $7, $8 from given returning letter`,
    [letter, place, means, on.toString(), JSON.stringify(content), kept.salt, kept.by, kept.at],
  )
  return rows.length > 0
}

export interface PaperRow {
  letter: string
  place: number
  means: 'window' | 'post'
  content: PaperGiven['content']
}

/** Papers that were handed over in a case. */
export async function listPapers(sql: Sql, caseId: string): Promise<PaperRow[]> {
  return sql.prepared<PaperRow>('deliveries-papers-2', 'select letter, place, means, content from deliveries.papers where case_id = $1', [caseId])
}

export interface WaitingRow {
  id: string
  /** For whom it waits: the place among the parties; -1 the first. */
  place: number
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

const waitingColumns = `l.id, r.place, l.case_id as "caseId", l.kind, l.number, l.content->'title' as title, l.dated::text as dated, l.organisation, l.made_at as "madeAt", r.paper_asked_at as "paperAskedAt", r.recorded_at is not null as "isDelivered"`

/**
 * What waits for whom it is for, oldest first: letters that one has not received yet, and electronic ones whose paper was asked for and not
 * handed over. Within reach is what one's body made, and what belongs to a case that it or a section of it has in hand.
 */
export async function listWaiting(sql: Sql, reach: Pick<Reach, 'organisations' | 'sections'>, { datedUpTo, paper, number }: WaitingFilter, limit: number, after?: { madeAt: string; id: string; place: number }): Promise<WaitingRow[]> {
  const values: unknown[] = []
  const add = (value: unknown) => `$${values.push(value)}`
  const page = add(limit)
  const narrowed = [
    ...(after ? [`(r.made_at, r.letter, r.place) > (${add(after.madeAt)}::timestamptz, ${add(after.id)}::uuid, ${add(after.place)}::int)`] : []),
    ...(number === undefined ? [] : [`position(${add(number)} in l.number) > 0`]),
  ]
  const unreceived = ['r.recorded_at is null', ...(datedUpTo === undefined ? [] : [`l.dated <= ${add(datedUpTo)}::date`]), ...(paper === undefined ? [] : [`(r.paper_asked_at is not null) = ${add(paper)}::boolean`])]
  const owedPaper = ["r.paper_asked_at is not null and r.paper_given_on is null and r.means = 'electronic'"]
  // A limit runs for the delivery alone: of what has come to the own space nothing is late.
  const waits = datedUpTo === undefined && paper !== false ? [unreceived, owedPaper] : [unreceived]
  // Each scope is a stretch of an index of its own.
  const scopes = [...(reach.organisations.length > 0 ? [`r.organisation = any (${add(reach.organisations)}::text[])`] : []), caseInReach('r.case_id', reach, add)]
  const parts = waits.flatMap((wait) => scopes.map((scope) => `(select ${waitingColumns} from deliveries.records r join deliveries.letters l on l.id = r.letter where ${[scope, ...wait, ...narrowed].join(' and ')} order by r.made_at, r.letter, r.place limit ${page})`))
  return sql.rows<WaitingRow>(`select * from (${parts.join(' union ')}) waiting order by "madeAt", id, place limit ${page}`, values)
}
