// SQL of the review of posts.
import type { Sql } from '#base/db'
import type { ReachColumns, ReachCondition } from '#core/access'
import type { Hours } from './hours.ts'
import { reviewedRoles, type Verdict } from './post-review.ts'

export interface ReviewedPost {
  post: string
  account: string
  name: string
  nameEn: string | null
  role: string
  organisation: string
  section: string | null
  hours: Hours | null
  from: Temporal.Instant
  to: Temporal.Instant | null
  reviewedAt: Temporal.Instant | null
  reviewedBy: string | null
}

/** Every post of the own bodies; of a body below only what its head holds there, for nobody reviews the own posts. */
export const reviewColumns: ReachColumns = {
  organisations: ['p.organisation'],
  below: (place) => `p.organisation = any(${place}) and exists (select 1 from people.posts h where h.account = p.account and h.organisation = p.organisation and h.role = 'head' and h.from_at <= $2 and (h.to_at is null or h.to_at > $2))`,
}

/** The parameters that stand before those of the reach. */
const before = 3
export const firstReviewPlace = before + 1

/** Posts within reach that are held at a moment, with what was said of them in a quarter; the officers' are left out. */
export async function selectReviewed(sql: Sql, quarter: string, now: Temporal.Instant, within: ReachCondition): Promise<ReviewedPost[]> {
  return sql.rows<ReviewedPost>(
    `select p.id as post, p.account, s.name, s.name_en as "nameEn", p.role, p.organisation, p.section, p.hours, p.from_at as "from", p.to_at as "to", r.at as "reviewedAt", r.by as "reviewedBy"
     from people.posts p join people.staff_accounts s on s.id = p.account left join people.post_reviews r on r.post = p.id and r.quarter = $1
     where p.from_at <= $2 and (p.to_at is null or p.to_at > $2) and p.role = any($3::text[]) and ${within.text} order by p.organisation, p.section nulls first, s.name, p.role, p.id`,
    [quarter, now.toString(), reviewedRoles, ...within.values],
  )
}

/** Keeps what was said of a post in a quarter. Answers false where something was said before. */
export async function insertReview(tx: Sql, row: { post: string; quarter: string; verdict: Verdict; by: string; at: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.rows('insert into people.post_reviews (post, quarter, verdict, by, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1', [row.post, row.quarter, row.verdict, row.by, row.at.toString()])
  return rows.length === 1
}
