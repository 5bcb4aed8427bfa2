// The verbs that hand a step to another without moving the process: 转办 (for good, within the post), 委派 (for a time, back for confirmation), 催办.
import type { Act } from '#base/act'
import { findOrganisation, sectionKinds } from '#core/organisations'
import { holdersOf, reachesSection } from '#core/people'
import { holdsPost, openWork, type Handler } from './acts.ts'
import type { CaseStep } from './case.ts'
import { movable } from './moves.ts'
import { notYourStep, sectionNotOfBody, stepAlreadyDone } from './refusals.ts'
import { delegationDates } from './refusals-desk.ts'
import { mustBeOfCase } from './copies.ts'
import { colleagueUnknown, moveNotYours, notDelegated, urgedLately } from './refusals-moves.ts'
import { saveWork } from './store.ts'
import { mustBe, note, type Work } from './work.ts'

/** [K] Hours that must pass before a step may be urged again. */
export const urgeHoursMin = 24
/** [K] The longest delegation with an end, in days. */
const delegationDaysMax = 180

function change(work: Work, step: CaseStep, to: Partial<CaseStep>): void {
  Object.assign(step, to)
  work.changes.changedSteps.add(step)
}

/** 转办: another handler of the same unit and role has the step from now on, or another team of the body whoever holds the post there. */
export async function transferStep(act: Act, caseId: string, stepId: string, handler: Handler, { to, section, reason }: { to?: string; section?: string; reason: string }): Promise<void> {
  const work = await openWork(act, caseId)
  const step = movable(work, stepId, handler)
  if (section !== undefined && to === undefined) return giveToSection(work, step, section, reason)
  const holders = await holdersOf(act.tx, [step.organisation], act.now)
  if (to === undefined || section !== undefined || to === step.assignee || !holders.some((one) => one.account === to && one.role === step.role && reachesSection(one, step.section))) throw colleagueUnknown({ role: step.role, organisation: step.organisation })
  change(work, step, { assignee: to, claimedAt: null })
  note(work, 'cases.transferred', { step: step.id, element: step.element, told: [to] }, { reason })
  await saveWork(work)
}

/** 交由另一科室: the step goes to it, and with it what the handling body has of the case from now on. Who had it before reads on what was done there, and does nothing more. */
async function giveToSection(work: Work, step: CaseStep, section: string, reason: string): Promise<void> {
  const { act, case: row } = work
  const known = await findOrganisation(act.tx, section)
  if (!known || !sectionKinds.includes(known.kind) || known.superior !== step.organisation || section === step.section) throw sectionNotOfBody({ section, organisation: step.organisation })
  const holders = (await holdersOf(act.tx, [section], act.now)).filter((one) => one.role === step.role)
  if (holders.length === 0) throw sectionNotOfBody({ section, organisation: step.organisation, role: step.role })
  if (step.organisation === row.handling) row.team = section
  change(work, step, { section, assignee: null, claimedAt: null })
  note(work, 'cases.transferred', { step: step.id, element: step.element, section, told: [...new Set(holders.map((one) => one.account))] }, { reason })
  await saveWork(work)
}

/** 委派: a colleague of the same body does the work; who delegated confirms it and answers for it. */
export async function delegateStep(act: Act, caseId: string, stepId: string, handler: Handler, { to, request, until }: { to: string; request: string; until?: string }): Promise<void> {
  const work = await openWork(act, caseId)
  const step = movable(work, stepId, handler)
  if (step.assignee !== handler.id && !holdsPost(step, handler)) throw moveNotYours()
  const holders = await holdersOf(act.tx, [step.organisation], act.now)
  if (to === handler.id || !holders.some((one) => one.account === to && reachesSection(one, step.section))) throw colleagueUnknown({ organisation: step.organisation })
  if (until && (until < work.today.toString() || until > work.today.add({ days: delegationDaysMax }).toString())) throw delegationDates({ until })
  change(work, step, { assignee: to, claimedAt: null, delegatedBy: handler.id, delegatedUntil: until ?? null })
  note(work, 'cases.delegated', { step: step.id, element: step.element, ...(until ? { until } : {}), told: [to] }, { request })
  await saveWork(work)
}

/** The delegate answers, and the step is again with who delegated it. */
export async function answerDelegation(act: Act, caseId: string, stepId: string, handler: Handler, { answer }: { answer: string }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'accepted', 'decided')
  const step = work.steps.find((other) => other.id === stepId)
  if (!step) throw stepAlreadyDone({ case: work.case.number })
  if (!step.delegatedBy || step.assignee !== handler.id) throw notDelegated()
  const told = [step.delegatedBy]
  change(work, step, { assignee: step.delegatedBy, claimedAt: act.now.toString(), delegatedBy: null, delegatedUntil: null })
  note(work, 'cases.delegation-answered', { step: step.id, element: step.element, told }, { answer })
  await saveWork(work)
}

/** 委派到期: a delegation whose last day has passed goes back to who delegated, by itself. */
export async function returnDelegations(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const over = work.steps.filter((step) => step.delegatedBy !== null && step.delegatedUntil !== null && step.delegatedUntil < work.today.toString())
  for (const step of over) {
    const told = [step.delegatedBy ?? '']
    change(work, step, { assignee: step.delegatedBy, claimedAt: null, delegatedBy: null, delegatedUntil: null })
    note(work, 'cases.delegation-returned', { step: step.id, element: step.element, told })
  }
  if (over.length === 0) note(work, 'cases.delegation-return-not-needed', {})
  await saveWork(work)
}

/** Whether a step may be urged at a moment. */
export function mayUrge(step: Pick<CaseStep, 'urgedAt'>, now: Temporal.Instant): boolean {
  return step.urgedAt === null || Temporal.Instant.compare(Temporal.Instant.from(step.urgedAt).add({ hours: urgeHoursMin }), now) <= 0
}

/** 催办: the handler is reminded, at most once in the interval. By anybody of the bodies of the case who does not hold the step. */
export async function urgeStep(act: Act, caseId: string, stepId: string, handler: Handler, { words }: { words?: string }): Promise<void> {
  const work = await openWork(act, caseId)
  await mustBeOfCase(act.tx, caseId, handler.posts.map((post) => post.organisation))
  mustBe(work, 'submitted', 'accepted', 'decided')
  const step = work.steps.find((other) => other.id === stepId)
  if (!step) throw stepAlreadyDone({ case: work.case.number })
  if (step.assignee === handler.id) throw notYourStep()
  if (!mayUrge(step, act.now)) throw urgedLately({ hours: urgeHoursMin })
  const holders = step.assignee ? [] : await holdersOf(act.tx, [step.organisation], act.now)
  const told = step.assignee ? [step.assignee] : [...new Set(holders.filter((one) => one.role === step.role && reachesSection(one, step.section)).map((one) => one.account))]
  change(work, step, { urgedAt: act.now.toString() })
  note(work, 'cases.urged', { step: step.id, element: step.element, told }, words ? { words } : undefined)
  await saveWork(work)
}
