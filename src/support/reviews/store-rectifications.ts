// SQL of what becomes of bad verdicts; with store.ts the only files that name these tables.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { Invitation, Review, Tally } from './review.ts'
import type { Rectification, RectificationTally } from './rectification.ts'

const columns = `review, case_id as "caseId", case_number as "caseNumber", item, body, opened_at as "openedAt", measure, answer, salt, answered_at as "answeredAt",
  appealed_at as "appealedAt", satisfaction, called_at as "calledAt", mistaken, closed_at as "closedAt"`

/** Adds one; false where the verdict has one. */
export async function insertRectification(tx: Sql, one: Rectification): Promise<boolean> {
  const rows = await tx.rows(
    'insert into reviews.rectifications (review, case_id, case_number, item, body, opened_at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing returning 1',
    [one.review, one.caseId, one.caseNumber, one.item, one.body, one.openedAt],
  )
  return rows.length > 0
}

/** By the case that answers it. */
export async function findRectification(sql: Sql, caseId: string): Promise<Rectification | undefined> {
  return (await sql.prepared<Rectification>('reviews-rectification', `select ${columns} from reviews.rectifications where case_id = $1`, [caseId]))[0]
}

export async function listRectifications(sql: Sql, reviews: readonly string[]): Promise<Rectification[]> {
  return sql.prepared<Rectification>('reviews-rectifications', `select ${columns} from reviews.rectifications where review = any ($1::uuid[])`, [reviews])
}

export async function updateRectification(tx: Sql, one: Rectification): Promise<void> {
  await tx.rows(
    `update reviews.rectifications set measure = $2, answer = $3, salt = $4, answered_at = $5, appealed_at = $6, satisfaction = $7, called_at = $8, mistaken = $9, closed_at = $10 where review = $1`,
    [one.review, one.measure, one.answer, one.salt, one.answeredAt, one.appealedAt, one.satisfaction, one.calledAt, one.mistaken, one.closedAt],
  )
}

/** A verdict, one's own where somebody is named, with the invitation it answered, which knows the matter. */
export async function findReview(sql: Sql, id: string, whose?: Whose): Promise<(Pick<Review, 'id' | 'account' | 'verdict' | 'words' | 'kind' | 'item' | 'body' | 'source'> & Pick<Invitation, 'caseId'>) | undefined> {
  const rows = await sql.prepared<Pick<Review, 'id' | 'account' | 'verdict' | 'words' | 'kind' | 'item' | 'body' | 'source'> & Pick<Invitation, 'caseId'>>(
    'reviews-one-of', `select r.id, r.account, r.verdict, r.words, r.kind, r.item, r.body, r.source, i.case_id as "caseId" from reviews.reviews r join reviews.invitations i on i.id = r.invitation where r.id = $1
       and ($2::uuid is null or r.account = $2) and ($3::text[] is null or r.item = any ($3))`, [id, whose?.id ?? null, whose?.items ?? null],
  )
  return rows[0]
}

/** Whose verdict it is; undefined where whoever gave it did not sign in. */
export async function findReviewer(sql: Sql, review: string): Promise<{ account: string; item: string } | undefined> {
  const found = await findReview(sql, review)
  return found?.account ? { account: found.account, item: found.item } : undefined
}

/** Adds the few words more; false where there are some, or the verdict is not of this account. */
export async function addFollowUp(tx: Sql, id: string, whose: Whose, words: string, salt: Uint8Array, now: Temporal.Instant): Promise<boolean> {
  const rows = await tx.rows("update reviews.reviews set follow_up = $3, follow_up_salt = $4, follow_up_at = $5 where id = $1 and account = $2 and ($6::text[] is null or item = any ($6)) and source = 'active' and follow_up_at is null returning 1", [id, whose.id, words, salt, now, whose.items ?? null])
  return rows.length > 0
}

export async function markMistaken(tx: Sql, id: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update reviews.reviews set mistaken_at = $2 where id = $1 and mistaken_at is null', [id, now])
}

/** Verdicts by body, and how many were asked. */
export async function tallyByBody(sql: Sql): Promise<{ tallies: (Tally & { body: string })[]; invited: { body: string; count: number }[] }> {
  return {
    tallies: await sql.prepared<Tally & { body: string }>('reviews-tally-bodies', 'select body, verdict, source, count(*) as count from reviews.reviews where mistaken_at is null group by body, verdict, source', []),
    invited: await sql.prepared<{ body: string; count: number }>('reviews-invited-bodies', 'select body, count(*) as count from reviews.invitations group by body', []),
  }
}

/** What became of bad verdicts, by body. */
export async function tallyRectifications(sql: Sql): Promise<RectificationTally[]> {
  return sql.prepared<RectificationTally>(
    'reviews-rectified-bodies',
    `select body, count(*) filter (where not mistaken) as bad, count(*) filter (where not mistaken and answered_at is not null) as answered,
       count(*) filter (where not mistaken and called_at is not null) as called, count(*) filter (where not mistaken and satisfaction <> 'unreachable') as reached,
       count(*) filter (where not mistaken and called_at is not null and measure in ('corrected-at-once', 'corrected-in-time')) as rectified,
       count(*) filter (where not mistaken and satisfaction = 'satisfied') as satisfied, count(*) filter (where mistaken) as mistaken
     from reviews.rectifications group by body`, [],
  )
}
