// SQL of reviews; the only file that names these tables.
import type { Version, Whose } from '#base/act'
import type { Sql } from '#base/db'
import { caseInReach } from '#core/cases'
import type { DefaultReviewRule } from '#core/packs'
import type { Invitation, Review, Tally } from './review.ts'

const invitationColumns = 'id, kind, case_id as "caseId", case_number as "caseNumber", item, body, cause, code, opened_at as "openedAt"'
const reviewColumns = 'id, invitation, kind, case_number as "caseNumber", item, body, account, verdict, words, salt, source, given_at as "givenAt", follow_up as "followUp", mistaken_at as "mistakenAt"'

/** Adds an invitation; false where the entry, or the matter, has one. */
export async function insertInvitation(tx: Sql, one: Invitation): Promise<boolean> {
  const rows = await tx.prepared(
    'reviews-invite', 'insert into reviews.invitations (id, kind, case_id, case_number, item, body, cause, code, opened_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict do nothing returning 1',
    [one.id, one.kind, one.caseId, one.caseNumber, one.item, one.body, one.cause, one.code, one.openedAt],
  )
  return rows.length > 0
}

/** The invitation that an entry gave rise to. */
export async function findByCause(sql: Sql, cause: string): Promise<Invitation | undefined> {
  return (await sql.prepared<Invitation>('reviews-by-cause', `select ${invitationColumns} from reviews.invitations where cause = $1`, [cause]))[0]
}

export async function findMatter(sql: Sql, caseId: string): Promise<Invitation | undefined> {
  return (await sql.prepared<Invitation>('reviews-matter', `select ${invitationColumns} from reviews.invitations where case_id = $1 and kind = 'matter'`, [caseId]))[0]
}

export async function findVisit(sql: Sql, code: string): Promise<Invitation | undefined> {
  return (await sql.prepared<Invitation>('reviews-visit', `select ${invitationColumns} from reviews.invitations where code = $1 and kind = 'visit'`, [code]))[0]
}

/** The visits of a case, each with whether it was judged; never how. */
export async function listVisits(sql: Sql, caseId: string): Promise<(Invitation & { given: boolean })[]> {
  return sql.rows(`select ${invitationColumns}, exists (select 1 from reviews.reviews r where r.invitation = i.id) as given from reviews.invitations i where case_id = $1 and kind = 'visit' order by opened_at, id`, [caseId])
}

/** The rule that holds, or that there is none any more. */
export async function findRule(sql: Sql): Promise<Version<DefaultReviewRule | null> | undefined> {
  return (await sql.prepared<Version<DefaultReviewRule | null>>('reviews-rule', 'select version, content, digest from reviews.rules order by version desc limit 1', []))[0]
}

export async function insertRule(tx: Sql, { version, content, digest }: Version<DefaultReviewRule | null>, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into reviews.rules (version, content, digest, published_at) values ($1, $2::jsonb, $3, $4)', [version, content && JSON.stringify(content), digest, now])
}

/** Matters opened for a verdict before a moment that have none, oldest first. */
export async function openMatters(sql: Sql, before: Temporal.Instant, limit: number): Promise<Invitation[]> {
  return sql.rows<Invitation>(`select ${invitationColumns} from reviews.invitations i where kind = 'matter' and opened_at < $1 and not exists (select 1 from reviews.reviews r where r.invitation = i.id) order by opened_at, i.id limit $2`, [before, limit])
}

/** Adds a verdict; false where the invitation was answered by a person. A person's verdict takes the place of a default one. The unique key settles the race. */
export async function insertReview(tx: Sql, one: Review): Promise<boolean> {
  const rows = await tx.rows(
    `insert into reviews.reviews (id, invitation, kind, case_number, item, body, account, verdict, words, salt, source, given_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)
     on conflict (invitation) do update set id = excluded.id, account = excluded.account, verdict = excluded.verdict, words = excluded.words, salt = excluded.salt, source = excluded.source, given_at = excluded.given_at
       where reviews.source = 'default' and excluded.source = 'active' returning 1`,
    [one.id, one.invitation, one.kind, one.caseNumber, one.item, one.body, one.account, one.verdict, one.words, one.salt, one.source, one.givenAt],
  )
  return rows.length > 0
}

/** One's own verdicts, or those about these bodies and about cases in the hands of these sections, newest first. */
export async function listReviews(sql: Sql, whose: Whose | { bodies: string[]; sections: readonly string[] }, limit: number, after?: { givenAt: string; id: string }): Promise<Review[]> {
  const own = 'id' in whose
  return sql.rows<Review>(
    `select ${reviewColumns} from reviews.reviews r where ${own ? 'account = $1 and $6::text[] is not null' : `(body = any ($1) or exists (select from reviews.invitations i where i.id = r.invitation and ${caseInReach('i.case_id', { organisations: [], sections: ['any'] }, () => '$6')}))`} and ($5::text[] is null or item = any ($5)) and ($2::timestamptz is null or (given_at, id) < ($2, $3::uuid)) order by given_at desc, id desc limit $4`,
    [own ? whose.id : whose.bodies, after?.givenAt ?? null, after?.id ?? null, limit, own ? (whose.items ?? null) : null, own ? [] : whose.sections],
  )
}

/** How often each verdict was given, and how many were asked, for an item, a body, or all. */
export async function tallyReviews(sql: Sql, item: string | undefined, body: string | undefined): Promise<{ tallies: Tally[]; invited: number }> {
  const where = 'where ($1::text is null or item = $1) and ($2::text is null or body = $2)'
  const values = [item ?? null, body ?? null]
  const tallies = await sql.prepared<Tally>('reviews-tally', `select verdict, source, count(*) as count from reviews.reviews ${where} and mistaken_at is null group by verdict, source order by verdict, source`, values)
  const [row] = await sql.prepared<{ invited: number }>('reviews-invited', `select count(*) as invited from reviews.invitations ${where}`, values)
  return { tallies, invited: row?.invited ?? 0 }
}
