// The clock of a case: stop it where law lets it stop, extend it once, reckon it anew when a calendar comes.
import type { Act } from '#base/act'
import { extensionLimit, suspensionOf } from '#core/clock'
import { openWork, type Handler } from './acts.ts'
import { mustExtend } from './extenders.ts'
import { extensionNotAllowed, notSuspended, notYourStep, reasonsNeeded, suspensionNotAllowed, wrongState } from './refusals.ts'
import { suspensionHeld } from './refusals-procedure.ts'
import { saveWork } from './store.ts'
import { mustBe, note, reckonAgain, runningTerms, type Work } from './work.ts'

export interface SuspensionInput {
  kind: string
  reason: string
  /** How long it is expected to take, in calendar days: told to the applicant in writing (许可法 45). */
  expectedDays: number
}

/** Stops the clock for what the law does not count (许可法 45). Today is the first day not counted. */
export async function suspendCase(act: Act, caseId: string, handler: Handler, input: SuspensionInput): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  mustHandle(work, handler, ['examiner', 'approver', 'head', 'clerk'])
  if (!suspensionOf(work.item.content, input.kind)) throw suspensionNotAllowed({ kind: input.kind })
  if (!input.reason.trim()) throw reasonsNeeded()
  if (work.case.suspendedAt) throw wrongState({ suspended: true })
  stopClock(work, { ...input, heldBy: null })
  note(work, 'cases.suspended', { kind: input.kind, expectedDays: input.expectedDays, until: work.case.suspendedUntil }, { reason: input.reason })
  await saveWork(work)
}

/** Lets the clock run again; yesterday was the last day not counted. What a hearing or a 公示 stopped runs again when that ends. */
export async function resumeCase(act: Act, caseId: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  mustHandle(work, handler, ['examiner', 'approver', 'head', 'clerk'])
  if (!work.suspensions.some((one) => one.untilOn === null)) throw notSuspended()
  const open = work.suspensions.find((one) => one.untilOn === null && one.heldBy === null)
  if (!open) throw suspensionHeld()
  letRun(work, null)
  note(work, 'cases.resumed', { kind: open.kind, due: work.case.dueAt })
  await saveWork(work)
}

/** One more reason why the clock stands, from today. Several may stand at once; it runs again when the last is gone. */
export function stopClock(work: Work, { kind, expectedDays, heldBy }: { kind: string; expectedDays: number; heldBy: string | null }): void {
  const suspension = { id: work.act.newId(), kind, expectedDays, fromOn: work.today.toString(), untilOn: null, heldBy }
  work.suspensions.push(suspension)
  work.changes.suspensions.add(suspension)
  work.case.suspendedAt ??= work.act.now.toString()
  expectAgain(work)
}

/** Takes a reason away: what a procedure held, or, with null, what a person stopped. */
export function letRun(work: Work, heldBy: string | null): void {
  for (const one of work.suspensions.filter(({ untilOn, heldBy: by }) => untilOn === null && by === heldBy)) {
    one.untilOn = work.today.toString()
    work.changes.suspensions.add(one)
  }
  if (!work.suspensions.some(({ untilOn }) => untilOn === null)) work.case.suspendedAt = null
  expectAgain(work)
}

/** Until when the clock is expected to stand: by the longest of what stops it, in calendar days. */
function expectAgain(work: Work): void {
  const ends = work.suspensions.filter(({ untilOn }) => untilOn === null).map(({ fromOn, expectedDays }) => Temporal.PlainDate.from(fromOn).add({ days: expectedDays }).toString())
  work.case.suspendedUntil = ends.sort().at(-1) ?? null
  reckonAgain(work)
}

/**
 * Extends the limit for the decision: once, before it ends, with reasons to the applicant; by the head of the deciding body, in joint
 * handling of a permit by the head of the government of its level (许可法 42).
 */
export async function extendCase(act: Act, caseId: string, handler: Handler, input: { days: number; reason: string }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  await mustExtend(work, handler)
  if (!input.reason.trim()) throw reasonsNeeded()
  reckonAgain(work)
  const allowed = extensionLimit(work.item.content)
  const terms = runningTerms(work, ['promise', 'law'])
  const law = terms.find((term) => term.kind === 'law') ?? terms[0]
  const isLate = law && Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(law.dueOn)) > 0
  if (!allowed || !law || isLate || law.extended > 0 || input.days < 1 || input.days > allowed.days) throw extensionNotAllowed({ daysMax: allowed?.days ?? 0, extended: law?.extended ?? 0 })
  for (const term of terms) term.extended = input.days
  reckonAgain(work)
  note(work, 'cases.extended', { days: input.days, due: work.case.dueAt }, { reason: input.reason })
  await saveWork(work)
}

/** Reckons provisional dates anew after a calendar was published. */
export async function recomputeTerms(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const before = work.case.dueAt
  reckonAgain(work)
  note(work, 'cases.terms-recomputed', { before, due: work.case.dueAt })
  await saveWork(work)
}

function mustHandle(work: Work, handler: Handler, roles: string[]): void {
  const bodies = [work.case.handling, work.case.deciding]
  if (!handler.posts.some((post) => roles.includes(post.role) && bodies.includes(post.organisation))) throw notYourStep({ roles })
}
