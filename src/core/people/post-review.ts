// The review of posts: once a quarter the head of a body says of each post whether it is still needed, so that rights nobody needs
// any more are taken away in time (GB/T 22239-2019 8.1.4.2). Whoever holds a post does not review it, and no head ends an officer. Pure.
import { refusal } from '#base/problem'
import { roles } from '#core/access'

/** [K] How often posts are reviewed: once in each quarter of the year. */
export interface Quarter {
  code: string
  from: Temporal.PlainDate
  until: Temporal.PlainDate
}

export type Verdict = 'kept' | 'ended'

/** Roles that the head of a body reviews: the three officers watch one another, and no head ends their posts (三员分立). */
export const reviewedRoles = roles.filter((role) => !role.officer).map((role) => role.code)

export const postReviewed = refusal({
  code: 'people.post-reviewed', status: 409,
  zh: '这项职责本季度已经复核过。', en: 'This post was reviewed in this quarter.',
  nextZh: '请刷新复核表；要终止职责，请联系安全管理员。', nextEn: 'Reload the list; to end the post, ask the security administrator.',
})

/** The quarter of a day. */
export function quarterOf(day: Temporal.PlainDate): Quarter {
  const n = Math.ceil(day.month / 3)
  const from = Temporal.PlainDate.from({ year: day.year, month: 3 * n - 2, day: 1 })
  return { code: `${day.year}-Q${n}`, from, until: from.add({ months: 3 }).subtract({ days: 1 }) }
}

/** Whether a post waits for a verdict: it was granted before the quarter began, and nobody gave one since. */
export function needsReview(post: { grantedOn: Temporal.PlainDate; isReviewed: boolean }, quarter: Quarter): boolean {
  return !post.isReviewed && Temporal.PlainDate.compare(post.grantedOn, quarter.from) < 0
}
