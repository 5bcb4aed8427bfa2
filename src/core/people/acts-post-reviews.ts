// The verb of the review of posts: the head says that one is still needed, or ends it.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { ownAccount, postNotFound } from './account.ts'
import { postReviewed, quarterOf, type Verdict } from './post-review.ts'
import { endPost } from './store-posts.ts'
import { insertReview } from './store-post-reviews.ts'

/** Says what becomes of a post, once a quarter. Needs the lock of the account that holds it. Nobody reviews the own post. */
export async function reviewPost(act: Act, { post, account, verdict }: { post: string; account: string; verdict: Verdict }): Promise<void> {
  if (act.actor.id === account) throw ownAccount()
  const { code: quarter } = quarterOf(dateInChina(act.now))
  if (!(await insertReview(act.tx, { post, quarter, verdict, by: act.actor.id, at: act.now }))) throw postReviewed({ quarter })
  if (verdict === 'kept') {
    act.record('people.post-kept', { subject: account, facts: { post, quarter } })
    return
  }
  const ended = await endPost(act.tx, account, post, act.now)
  if (!ended) throw postNotFound()
  act.record('people.post-ended', { subject: account, facts: { post, ...ended, quarter } })
}
