// 移交: all the open work of a person goes to others, by the person or by the head of the body, each step in an act of its own with the reason.
import type { Act } from '#base/act'
import { holdersOf, reachesSection } from '#core/people'
import { openWork, type Handler } from './acts.ts'
import type { CaseStep } from './case.ts'
import { stepAlreadyDone } from './refusals.ts'
import { receiverMissing } from './refusals-desk.ts'
import { colleagueUnknown, moveNotYours } from './refusals-moves.ts'
import { saveWork } from './store.ts'
import type { OpenWork } from './store-hand-overs.ts'
import { note } from './work.ts'

/** Who takes the steps of one post over; without a section those of all sections that none is named for. */
export interface Receiver {
  organisation: string
  section?: string
  role: string
  to: string
}

/** The receiver of a step; undefined where none is named for its post. */
export function receiverOf(step: Pick<CaseStep, 'organisation' | 'section' | 'role'>, receivers: readonly Receiver[]): string | undefined {
  const fitting = receivers.filter((one) => one.organisation === step.organisation && one.role === step.role)
  return (fitting.find((one) => one.section === step.section) ?? fitting.find((one) => one.section === undefined))?.to
}

/** Refuses where some open step would stay without anybody: whoever leaves, leaves nothing lying. What was delegated to the person goes back and needs none. */
export function mustCover(work: readonly OpenWork[], receivers: readonly Receiver[]): void {
  const bare = work.filter((step) => !step.lent && receiverOf(step, receivers) === undefined)
  if (bare.length > 0) throw receiverMissing({ posts: [...new Set(bare.map((step) => `${step.role}@${step.section ?? step.organisation}`))] })
}

export interface HandOver {
  from: string
  receivers: readonly Receiver[]
  reason: string
}

/** Hands one step of a person over. A step that was lent to the person (委派) goes back to who lent it. */
export async function handStepOver(act: Act, caseId: string, stepId: string, handler: Handler, { from, receivers, reason }: HandOver): Promise<void> {
  const work = await openWork(act, caseId)
  const step = work.steps.find((one) => one.id === stepId)
  const isLent = step?.delegatedBy != null && step.assignee === from
  if (!step || (step.assignee !== from && step.delegatedBy !== from)) throw stepAlreadyDone({ case: work.case.number })
  if (from !== handler.id && !handler.posts.some((post) => post.role === 'head' && post.organisation === step.organisation)) throw moveNotYours()
  const to = isLent ? (step.delegatedBy ?? '') : (receiverOf(step, receivers) ?? '')
  if (!isLent) {
    const holders = await holdersOf(act.tx, [step.organisation], act.now)
    if (to === from || !holders.some((one) => one.account === to && one.role === step.role && reachesSection(one, step.section))) throw colleagueUnknown({ role: step.role, organisation: step.organisation })
  }
  // What the leaving one had lent out stays with the delegate, who now answers to the receiver.
  Object.assign(step, step.delegatedBy === from ? { delegatedBy: to } : { assignee: to, claimedAt: null, delegatedBy: null, delegatedUntil: null })
  work.changes.changedSteps.add(step)
  note(work, 'cases.handed-over', { step: step.id, element: step.element, from, told: [to] }, { reason })
  await saveWork(work)
}
