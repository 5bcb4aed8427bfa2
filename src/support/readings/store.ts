// SQL of what was noted, of delays and of questions.
import type { Sql } from '#base/db'

/** Notes something once an hour; false where it was. */
export async function insertNoted(tx: Sql, one: { reader: string; about: string; what: string; hour: Temporal.Instant }): Promise<boolean> {
  return (await tx.prepared('readings-note', 'insert into readings.noted (reader, about, what, hour) values ($1, $2, $3, $4) on conflict do nothing returning 1', [one.reader, one.about, one.what, one.hour.toString()])).length > 0
}

export async function deleteNoted(sql: Sql, before: Temporal.Instant): Promise<void> {
  await sql.rows('delete from readings.noted where hour < $1', [before.toString()])
}

/** Keeps an order; the moment of the first one about a case stays. */
export async function saveDelay(tx: Sql, one: { caseId: string; until: string; law: string; article: string; by: string; confirmedBy: string; at: Temporal.Instant; salt: Uint8Array }): Promise<void> {
  await tx.rows(
    `insert into readings.delays (case_id, until, law, article, ordered_by, confirmed_by, ordered_at, first_at, salt) values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     on conflict (case_id) do update set until = excluded.until, law = excluded.law, article = excluded.article, ordered_by = excluded.ordered_by, confirmed_by = excluded.confirmed_by, ordered_at = excluded.ordered_at, salt = excluded.salt, ended_at = null`,
    [one.caseId, one.until, one.law, one.article, one.by, one.confirmedBy, one.at.toString(), Buffer.from(one.salt)],
  )
}

/** When a delay of a case was ordered first, whatever became of it. */
export async function findFirstOrder(sql: Sql, caseId: string): Promise<Temporal.Instant | undefined> {
  return (await sql.rows<{ at: Temporal.Instant }>('select first_at as at from readings.delays where case_id = $1', [caseId]))[0]?.at
}

export async function closeDelay(tx: Sql, caseId: string, at: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update readings.delays set ended_at = $2 where case_id = $1 and ended_at is null returning 1', [caseId, at.toString()])).length > 0
}

/** Which of these cases are shown later, on a day. */
export async function findDelayed(sql: Sql, cases: readonly string[], today: Temporal.PlainDate): Promise<Set<string>> {
  if (cases.length === 0) return new Set()
  return new Set((await sql.prepared<{ id: string }>('readings-delayed-2', 'select case_id as id from readings.delays where case_id = any ($1::uuid[]) and until >= $2 and ended_at is null', [cases, today.toString()])).map(({ id }) => id))
}

/** Keeps a question; false where one was asked about this entry. */
export async function insertQuestion(tx: Sql, one: { entry: string; account: string; caseId: string; number: string; at: Temporal.Instant }): Promise<boolean> {
  return (await tx.rows('insert into readings.questions (entry, account, case_id, number, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1', [one.entry, one.account, one.caseId, one.number, one.at.toString()])).length > 0
}

/** Numbers of the cases of questions, by entry. */
export async function findQuestions(sql: Sql, entries: readonly string[]): Promise<Map<string, string>> {
  if (entries.length === 0) return new Map()
  return new Map((await sql.prepared<{ entry: string; number: string }>('readings-questions', 'select entry, number from readings.questions where entry = any ($1::uuid[])', [entries])).map(({ entry, number }) => [entry, number]))
}

/** Keeps what a number was shown whole for. */
export async function insertShown(tx: Sql, one: { id: string; reader: string; caseId: string; field: string; reason: string; words: string; salt: Uint8Array; at: Temporal.Instant }): Promise<void> {
  await tx.rows('insert into readings.shown (id, reader, case_id, field, reason, words, salt, at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [one.id, one.reader, one.caseId, one.field, one.reason, one.words, Buffer.from(one.salt), one.at.toString()])
}

/** How many numbers somebody was shown since a moment, and when the first of them. */
export async function findShownSince(tx: Sql, reader: string, since: Temporal.Instant): Promise<{ count: number; oldest: Temporal.Instant | null }> {
  const [row] = await tx.rows<{ count: number; oldest: Temporal.Instant | null }>('select count(*)::int as count, min(at) as oldest from readings.shown where reader = $1 and at > $2', [reader, since.toString()])
  return row ?? { count: 0, oldest: null }
}

/** The words with which numbers were asked for, by id; gone where they were erased. */
export async function findShownWords(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  return new Map((await sql.prepared<{ id: string; words: string }>('readings-shown-words', 'select id, words from readings.shown where id = any ($1::uuid[])', [ids])).map(({ id, words }) => [id, words]))
}
