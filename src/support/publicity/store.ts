// SQL of 公示 and objections; the only file that names these tables.
import type { Sql } from '#base/db'
import type { Notice, Objection } from './publicity.ts'

const noticeColumns = `id, case_id as "caseId", case_number as "caseNumber", item, item_version as "itemVersion", body, applicant, summary, salt, starts_on::text as "startsOn", ends_on::text as "endsOn", state, made_at as "madeAt"`
const objectionColumns = `id, notice, receipt, account, name, contact, text, salt, at, answer, answer_salt as "answerSalt", answered_by as "answeredBy", answered_at as "answeredAt"`

export async function insertNotice(tx: Sql, one: Notice): Promise<void> {
  await tx.rows(
    'insert into publicity.notices (id, case_id, case_number, item, item_version, body, applicant, summary, salt, starts_on, ends_on, state, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)',
    [one.id, one.caseId, one.caseNumber, one.item, one.itemVersion, one.body, one.applicant, one.summary, one.salt, one.startsOn, one.endsOn, one.state, one.madeAt],
  )
}

export async function markNotice(tx: Sql, id: string, state: Notice['state']): Promise<void> {
  await tx.rows('update publicity.notices set state = $2 where id = $1', [id, state])
}

export async function findNotice(sql: Sql, id: string): Promise<Notice | undefined> {
  return (await sql.prepared<Notice>('publicity-notice', `select ${noticeColumns} from publicity.notices where id = $1`, [id]))[0]
}

/** The notices of a case, oldest first. */
export async function noticesOf(sql: Sql, caseId: string): Promise<Notice[]> {
  return sql.prepared<Notice>('publicity-of-case', `select ${noticeColumns} from publicity.notices where case_id = $1 order by made_at, id`, [caseId])
}

/** Notices that run on a day, those that end first before the others. */
export async function listRunning(sql: Sql, today: Temporal.PlainDate, limit: number, after?: { endsOn: string; id: string }): Promise<(Notice & { objections: number })[]> {
  return sql.rows(
    `select ${noticeColumns}, (select count(*)::int from publicity.objections o where o.notice = n.id) as objections from publicity.notices n
     where state = 'running' and ends_on >= $1 and ($2::date is null or (ends_on, id) > ($2, $3::uuid)) order by ends_on, id limit $4`,
    [today, after?.endsOn ?? null, after?.id ?? null, limit],
  )
}

/** Notices whose days are over. */
export async function listOver(sql: Sql, before: Temporal.PlainDate, limit: number): Promise<{ id: string; caseId: string }[]> {
  return sql.rows(`select id, case_id as "caseId" from publicity.notices where state = 'running' and ends_on < $1 order by ends_on limit $2`, [before, limit])
}

export async function insertObjection(tx: Sql, one: Objection): Promise<void> {
  await tx.rows('insert into publicity.objections (id, notice, receipt, account, name, contact, text, salt, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)', [one.id, one.notice, one.receipt, one.account, one.name, one.contact, one.text, one.salt, one.at])
}

export async function objectionsOf(sql: Sql, notice: string): Promise<Objection[]> {
  return sql.prepared<Objection>('publicity-objections', `select ${objectionColumns} from publicity.objections where notice = $1 order by at, id`, [notice])
}

export async function findObjection(sql: Sql, by: { id: string } | { receipt: string }): Promise<Objection | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['receipt', by.receipt]
  return (await sql.rows<Objection>(`select ${objectionColumns} from publicity.objections where ${column} = $1`, [value]))[0]
}

/** Keeps the answer; false where there is one. */
export async function markAnswered(tx: Sql, id: string, answer: { text: string; salt: Uint8Array; by: string; at: Temporal.Instant }): Promise<boolean> {
  return (await tx.rows('update publicity.objections set answer = $2, answer_salt = $3, answered_by = $4, answered_at = $5 where id = $1 and answer is null returning 1', [id, answer.text, answer.salt, answer.by, answer.at])).length > 0
}
