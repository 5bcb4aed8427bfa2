// Verdicts: who gave one, and its words, are erased; the figure stays.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const reviewHoldings: readonly Holding[] = [
  { table: 'reviews.reviews', purpose: 'reviews', whose: ofAccount('account'), ended: 't.given_at', erase: { set: "account = null, words = null, salt = '\\x', follow_up = null, follow_up_salt = null", unless: "t.account is null and t.words is null and t.salt = '\\x'" }, copy: ['t.case_number', 't.item', 't.verdict', 't.words', 't.given_at', 't.follow_up'] },
  { table: 'reviews.rectifications', purpose: 'reviews', whose: 't.review in (select r.id from reviews.reviews r where r.account = any ($1))', ended: 't.closed_at', erase: { set: 'answer = null, salt = null', unless: 't.answer is null and t.salt is null' }, copy: ['t.case_number', 't.opened_at', 't.answer', 't.answered_at'] },
]
