// 视为准予延续 (许可法 50): asked in time and undecided when the licence ends means renewed, unless other law says otherwise.
import type { Act } from '#base/act'
import { deliveryLimit } from '#core/clock'
import { matterOf } from '#core/packs'
import { openWork } from './acts.ts'
import { resultsOf } from './decision.ts'
import { renewsBySilence } from './renewal.ts'
import { saveWork } from './store.ts'
import { closeStep, endTerms, note, runningTerms, setDue, startTerm, type Work } from './work.ts'

/** Counts a renewal as granted, with the last day of the licence as its date in law; where other law says otherwise, the term is missed and a person decides. */
export async function deemRenewed(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const over = runningTerms(work, ['renewal']).find((term) => Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(term.dueOn)) > 0)
  if (!over || !['submitted', 'correcting', 'accepted'].includes(work.case.state)) return note(work, 'cases.renewal-known', {})
  over.state = 'missed'
  work.changes.terms.add(over)
  if (renewsBySilence(work)) grantBySilence(work, Temporal.PlainDate.from(over.dueOn))
  else note(work, 'cases.renewal-undecided', { until: over.dueOn })
  setDue(work)
  await saveWork(work)
}

function grantBySilence(work: Work, last: Temporal.PlainDate): void {
  for (const step of work.steps) closeStep(work, step)
  work.steps = []
  // The clock stands still no longer: there is nothing left to decide.
  for (const suspension of work.suspensions.filter(({ untilOn }) => untilOn === null)) {
    suspension.untilOn = work.today.toString()
    work.changes.suspensions.add(suspension)
  }
  endTerms(work, ['notice', 'promise', 'law', 'correction'])
  work.changes.results = resultsOf(work.item.content.results ?? [], 'granted', {}, work.act)
  const delivery = deliveryLimit(work.item.content)
  if (delivery) startTerm(work, delivery, work.today)
  Object.assign(work.case, { state: 'decided', outcome: 'granted', suspendedAt: null })
  const matter = matterOf(work.item.content)
  note(work, 'cases.decided', { outcome: 'granted', deemed: true, results: work.changes.results.map((result) => result.id), ...(matter ? { onLicence: matter.act, burdens: matter.burdens } : {}) }, undefined, last)
}
