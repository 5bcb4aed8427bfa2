// What the ledger asks of automatic decisions: each opened case of such an item is judged once; reviews and annulments are counted.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { caseLock, findCaseParties, systemActor } from '#core/cases'
import { getItemVersion } from '#core/items'
import { automaticOf } from '#core/packs'
import { automationLock, judgeCase, leaveToPerson, reverse } from './acts.ts'
import { LeftToPerson } from './automation.ts'
import { endReview, findJudgement, findReview } from './store.ts'

/** Follows cases and licences. */
export function automationFollower(ground: Ground): Follower {
  return {
    name: 'automation', owner: 'system-admin',
    on: {
      'cases.opened': (entry) => judgeOpened(ground, entry),
      // Granted, wholly or in part, a review changes what the machine decided; refused, the decision stands.
      'cases.decided': (entry) => finishReview(ground, entry, entry.facts.outcome !== 'refused'),
      'cases.finished': (entry) => finishReview(ground, entry, false),
      'licences.annulled': (entry) => countAnnulment(ground, String(entry.facts.case)), 'cases.annulled': ({ subject }) => countAnnulment(ground, subject),
    },
  }
}

async function judgeOpened(ground: Ground, entry: Entry): Promise<void> {
  const whole = await findCaseParties(ground.sql, entry.subject)
  if (!whole || !automaticOf((await getItemVersion(ground.sql, whole.case.itemVersion)).content)) return
  if (await findJudgement(ground.sql, entry.subject)) return
  const options = { actor: systemActor, locks: [caseLock(entry.subject), automationLock(whole.case.item)] }
  try {
    await ground.runAct(options, (act) => judgeCase(act, entry))
  } catch (error) {
    // The act left nothing behind; the case is as it was, and a person's.
    if (!(error instanceof LeftToPerson)) throw error
    await ground.runAct(options, (act) => leaveToPerson(act, entry.subject, error.reason))
  }
}

async function finishReview(ground: Ground, entry: Entry, changed: boolean): Promise<void> {
  const review = await findReview(ground.sql, entry.subject)
  if (!review || review.endedAt) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(review.caseId)] }, async (act) => {
    const isEnded = await endReview(act.tx, review.reviewCase, changed, act.now)
    act.record(isEnded ? 'automation.reviewed' : 'automation.review-known', { subject: review.caseId, facts: { review: review.reviewCase, number: review.reviewNumber, changed } })
    if (isEnded && changed) await reverse(act, review.caseId, 'review')
  })
}

async function countAnnulment(ground: Ground, caseId: string): Promise<void> {
  const kept = await findJudgement(ground.sql, caseId)
  if (kept?.verdict !== 'machine' || kept.reversedBy) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, (act) => reverse(act, caseId, 'annulment'))
}
