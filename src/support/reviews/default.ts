// 默认评价: where a local rule says so, a matter that nobody judged in time counts as judged. Nothing is defaulted without such a
// rule, a person's own verdict always takes its place, and every figure keeps the two apart (GB/T 39735-2020).
import { publishChanged, type Act } from '#base/act'
import type { Ground } from '#base/context'
import { dateInChina } from '#base/time'
import { deadline } from '#engines/calendar'
import { getCalendar } from '#core/clock'
import { systemActor } from '#core/cases'
import type { DefaultReviewRule } from '#core/packs'
import type { Invitation, Review } from './review.ts'
import { findRule, insertReview, insertRule, openMatters } from './store.ts'

/** The lock under which the rule is published. */
export const reviewRuleLock = 'reviews:rule'

/** Publishes the rule of a pack, or that it has none, where that differs from what holds. */
export async function applyReviewRule(act: Act, rule: DefaultReviewRule | undefined): Promise<number> {
  if (rule === undefined && !(await findRule(act.tx))) return 0
  return publishChanged(act, [rule ?? null], { kind: 'reviews.rule-published', name: () => ({}), find: (tx) => findRule(tx), insert: insertRule })
}

const batch = 200

/** Records the default verdict on matters whose time to be judged is over; each in an act of its own. Answers how many. */
export async function defaultReviews(ground: Ground): Promise<number> {
  const rule = (await findRule(ground.sql))?.content
  if (!rule) return 0
  const calendar = await getCalendar(ground.sql)
  const today = dateInChina(ground.clock.now())
  let made = 0
  for (const matter of await openMatters(ground.sql, ground.clock.now().subtract({ hours: 24 * rule.after.days }), batch)) {
    const { due } = deadline(calendar, { start: dateInChina(matter.openedAt), days: rule.after.days, unit: rule.after.unit, suspensions: [], extensions: [] })
    if (Temporal.PlainDate.compare(today, due) <= 0) continue
    await ground.runAct({ actor: systemActor, locks: [`review:${matter.caseId}`] }, (act) => giveDefault(act, matter, rule))
    made++
  }
  return made
}

async function giveDefault(act: Act, matter: Invitation, rule: DefaultReviewRule): Promise<void> {
  const { kind, caseNumber, item, body } = matter
  const review: Review = { id: act.newId(), invitation: matter.id, kind, caseNumber, item, body, account: null, verdict: rule.verdict, words: null, salt: act.random.bytes(16), source: 'default', givenAt: act.now }
  const first = await insertReview(act.tx, review)
  act.record(first ? 'reviews.defaulted' : 'reviews.default-not-needed', { subject: first ? review.id : matter.id, facts: { verdict: rule.verdict, item, body } })
}
