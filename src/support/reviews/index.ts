// register: reviews 好差评 — verdicts of the people served, and their figures. 国办发〔2019〕51号; GB/T 39734-2020, 39735-2020.
import type { Context } from '#base/context'
import { defaultReviews } from './default.ts'
import { reviewFollower } from './follow.ts'
import { reviewRoutes } from './routes.ts'
import { reviewBelongings } from './store-belongings.ts'
import { reviewHoldings } from './store-holdings.ts'

export { reviewMatter } from './acts.ts'
export { applyReviewRule, reviewRuleLock } from './default.ts'
export { findReviewer } from './store-rectifications.ts'
export type { Verdict } from './review.ts'
export { visitOnPaper, type VisitOnPaper } from './follow.ts'

export const reviews: Context = {
  name: 'reviews',
  migrations: `${import.meta.dirname}/migrations`,
  holdings: reviewHoldings,
  belongings: reviewBelongings,
  routes: reviewRoutes,
  followers: (ground) => [reviewFollower(ground)],
  beats: (ground) => [{ name: 'reviews.default', everySeconds: 3600, run: () => defaultReviews(ground).then(() => undefined) }],
}
