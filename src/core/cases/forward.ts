// 转报 (许可法 43): the lower body has examined and sends the matter up. Its clock ends; the higher body's begins. The case stays the same:
// one number, one set of papers, one review at its end. What was accepted below is never asked for again.
import type { Act } from '#base/act'
import { forwardLimits } from '#core/clock'
import { findOrganisations } from '#core/organisations'
import { openWork, type Handler } from './acts.ts'
import { approverFor } from './extenders.ts'
import { notYourStep, reasonsNeeded } from './refusals.ts'
import { forwardNotPossible } from './refusals-procedure.ts'
import { saveWork } from './store.ts'
import { endTerms, mustBe, note, setDue, startTerm, type Work } from './work.ts'

/** Closing code of the lower body in the exchange tables (as Guangdong writes them): 4 转报. */
const forwardedCode = 4

/** Whether a case can be sent up now: its item says where to, it was not sent yet, and this level has no step left. */
export function mayForward({ item, case: row, steps }: Pick<Work, 'item' | 'case' | 'steps'>): boolean {
  const { forwards } = item.content
  return forwards !== undefined && row.state === 'accepted' && !row.suspendedAt && row.handling !== forwards.to && !steps.some((step) => step.state === 'open' && step.organisation === row.handling)
}

/** Sends a case up with the opinion of the lower body. */
export async function forwardCase(act: Act, caseId: string, handler: Handler, { opinion }: { opinion: string }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  const { forwards } = work.item.content
  if (!handler.posts.some((post) => post.organisation === work.case.handling && ['clerk', 'examiner', 'approver', 'head'].includes(post.role))) throw notYourStep({ organisation: work.case.handling })
  if (!opinion.trim()) throw reasonsNeeded()
  if (!forwards || !mayForward(work)) throw forwardNotPossible()
  if (!(await findOrganisations(act.tx, [forwards.to])).has(forwards.to)) throw forwardNotPossible({ to: forwards.to })
  const from = work.case.handling
  endTerms(work, ['promise', 'law'])
  Object.assign(work.case, { handling: forwards.to, deciding: forwards.to, team: null })
  const approver = await approverFor(act.tx, work.item, forwards.to)
  for (const limit of forwardLimits(work.item.content)) startTerm(work, limit, work.today, limit.kind === 'law' ? approver : null)
  setDue(work)
  note(work, 'cases.forwarded', { from, to: forwards.to, due: work.case.dueAt, code: forwardedCode }, { opinion })
  await saveWork(work)
}
