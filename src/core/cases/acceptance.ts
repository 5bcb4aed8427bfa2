// 受理: accept, refuse to accept, tell once what is missing, take the correction; silence counts as acceptance.
// 行政许可法 32 binds permits; other regimes use the same acts without its limit unless their item names one.
import type { Act } from '#base/act'
import { correctionLimit, decisionLimits, noticeLimit, silenceAccepts, startOf, windowOf, type Applied, type StartingDays } from '#core/clock'
import { finishStep, mayHandle, openWork, type Handler } from './acts.ts'
import { advance } from './advance.ts'
import type { CaseAttachment, CaseStep } from './case.ts'
import { approverFor } from './extenders.ts'
import { mustHaveAnswers, settleParties } from './joining.ts'
import { mustPromiseGaps, takeGapPromise } from './promised.ts'
import { takePlace } from './quota.ts'
import { competentBodyNeeded, inPersonNeeded, notNotified, windowClosed, windowOpen } from './refusals-acceptance.ts'
import { correctionAlreadyAsked, noticeTooLate, reasonsNeeded, wrongState } from './refusals.ts'
import { findHandedIn, findNotified } from './store-acceptance.ts'
import { findWholeCase, saveWork } from './store.ts'
import { endTerms, finish, mustBe, note, runningTerms, setDue, startTerm, type Work } from './work.ts'
import { systemActor } from './system.ts'

export interface Accepting {
  /** Nobody weighs it, as with what follows from another case: no letter tells of it. Its limit may come from there. */
  byRight?: { limit?: Applied }
  /** The day the applicant promised in writing, at the window or by letter, for papers that may follow (容缺). */
  gapUntil?: Temporal.PlainDate
}

/** Accepts an application: the clock of the decision starts today (许可法 42); after five silent days, on the day of receipt (32). */
export async function acceptCase(act: Act, caseId: string, handler: Handler, { byRight, gapUntil }: Accepting = {}): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted')
  const step = mayHandle(work, acceptanceStep(work).id, handler)
  // A clerk who comes after the five days, before the platform did, cannot give a later day than the law gave.
  const silent = overdueNotice(work)
  const received = silent && Temporal.PlainDate.from(silent.startsOn)
  if (gapUntil) await takeGapPromise(work, gapUntil, new Set((await findHandedIn(act.tx, caseId)).materials))
  if (!silent) await mayAccept(work)
  const place = await accept(work, step, handler.id, received ?? work.today, byRight?.limit)
  note(work, 'cases.accepted', { step: step.id, due: work.case.dueAt, ...place, ...(received ? { deemed: true } : {}), ...(byRight ? { byRight: true } : {}), ...officeFacts(work) }, undefined, received)
  await saveWork(work)
}

/** Accepts what was accepted already elsewhere or is a right: nobody weighs it again (许可法 26). */
export async function acceptByRight(act: Act, caseId: string, on: Temporal.PlainDate): Promise<void> {
  const work = await openWork(act, caseId)
  await accept(work, acceptanceStep(work), systemActor.id, on)
  note(work, 'cases.accepted', { byRight: true, due: work.case.dueAt })
  await saveWork(work)
}

/** Accepts a case that was opened as of right: nobody weighs whether to take it, and its limit runs from that day. `byRight`: no letter tells of it. */
export async function acceptAtOnce(act: Act, caseId: string, byRight?: Accepting['byRight']): Promise<void> {
  const step = (await findWholeCase(act.tx, caseId))?.allSteps.find((one) => one.kind === 'acceptance' && one.state === 'open')
  if (step) await acceptCase(act, caseId, { id: systemActor.id, posts: [{ role: step.role, organisation: step.organisation }] }, byRight ? { byRight } : {})
}

/** Outside its window, by an agent where it must be in person, or with a gap that nobody promised to close, nothing is accepted. */
async function mayAccept(work: Work): Promise<void> {
  const { acceptance } = work.item.content
  const window = windowOf(acceptance, Temporal.PlainDate.from(work.case.receivedOn))
  if (window && !window.isOpen) throw windowClosed({ received: work.case.receivedOn, from: window.from.toString(), to: window.to.toString() })
  await mustHaveAnswers(work)
  if (acceptance?.inPerson && (await findHandedIn(work.act.tx, work.case.id)).agents > 0) throw inPersonNeeded()
  await mustPromiseGaps(work, wasCorrected(work))
}

async function accept(work: Work, step: CaseStep, by: string, from: Temporal.PlainDate, own?: Applied): Promise<{ place: number; beyond: boolean } | undefined> {
  endTerms(work, ['notice'])
  const { content } = work.item
  const approver = await approverFor(work.act.tx, work.item, work.case.deciding)
  for (const limit of own ? [own] : decisionLimits(content)) startTerm(work, limit, startOf(limit.starts, startingDays(work, from), content.acceptance), limit.kind === 'law' ? approver : null)
  await settleParties(work)
  const place = await takePlace(work, from)
  work.case.state = 'accepted'
  finishStep(work, step, by, 'accept')
  setDue(work)
  // Who comes after the number that may be granted is told so with the acceptance (许可法 57).
  return place && { place: place.place, beyond: place.ahead >= (content.quota?.count ?? 0) }
}

function startingDays(work: Work, event: Temporal.PlainDate): StartingDays {
  const receipt = Temporal.PlainDate.from(work.case.receivedOn)
  return { receipt, complete: work.completedOn ?? receipt, event }
}

export interface AcceptanceRefusal {
  /** not-required: needs no permit; not-competent: another body's matter; still-missing: what was asked once never came whole (许可法 32); outside-window: it came when the item takes none. */
  ground: 'not-required' | 'not-competent' | 'still-missing' | 'outside-window'
  reasons: string
  /** The body that is competent, where the ground says so. */
  competentBody?: string
  /** What is still missing, by the place in the notice that asked for it, from 0. */
  stillMissing?: number[]
}

/** Refuses to accept, in writing and with the ground (许可法 32). The case ends; the remedy stands in the letter (38). */
export async function refuseAcceptance(act: Act, caseId: string, handler: Handler, refusal: AcceptanceRefusal): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted')
  if (refusal.reasons.trim() === '') throw reasonsNeeded({ ground: refusal.ground })
  if (refusal.ground === 'not-competent' && !refusal.competentBody?.trim()) throw competentBodyNeeded()
  if (refusal.ground === 'outside-window') mustBeOutside(work)
  const missing = refusal.ground === 'still-missing' ? await stillMissing(work, refusal.stillMissing ?? []) : undefined
  mayAnswerStill(work)
  const step = mayHandle(work, acceptanceStep(work).id, handler)
  finishStep(work, step, handler.id, 'refuse-acceptance')
  note(work, 'cases.acceptance-refused', { step: step.id, ground: refusal.ground, ...officeFacts(work) }, { reasons: refusal.reasons, competentBody: refusal.competentBody, missing })
  finish(work, 'not-accepted')
  await saveWork(work)
}

/** What was notified and is named as still missing. What is missing must first be told, once; only then may it be a ground (许可法 32). */
async function stillMissing(work: Work, places: number[]): Promise<Missing[]> {
  if (!wasCorrected(work)) throw wrongState({ ground: 'still-missing' })
  const notified = await findNotified(work.act.tx, work.case.id)
  const named = [...new Set(places)].map((place) => notified[place])
  const known = named.filter((one) => one !== undefined)
  if (known.length === 0 || known.length < named.length) throw notNotified({ named: places, notified: notified.length })
  return known
}

function mustBeOutside(work: Work): void {
  const window = windowOf(work.item.content.acceptance, Temporal.PlainDate.from(work.case.receivedOn))
  if (!window || window.isOpen) throw windowOpen({ received: work.case.receivedOn })
}

export interface Missing {
  /** Key of the item's material, where it is one. */
  material?: string
  text: string
}

/** Tells once, and all together, what is missing (许可法 32). The applicant then has the floor for the days named, or as long as the item's own law says. */
export async function requestCorrection(act: Act, caseId: string, handler: Handler, missing: Missing[], days: number): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted')
  if (wasCorrected(work)) throw correctionAlreadyAsked()
  mayAnswerStill(work)
  const step = mayHandle(work, acceptanceStep(work).id, handler)
  step.assignee = handler.id
  work.changes.changedSteps.add(step)
  endTerms(work, ['notice'])
  startCorrection(work, days)
  work.case.state = 'correcting'
  setDue(work)
  note(work, 'cases.correction-asked', { step: step.id, count: missing.length, due: work.case.dueAt }, { missing })
  await saveWork(work)
}

function startCorrection(work: Work, days: number): void {
  const own = correctionLimit(work.item.content)
  const starts = own && startOf(own.starts, startingDays(work, work.today), work.item.content.acceptance)
  // A window that has closed meanwhile would leave no day at all: then the days of the notice count.
  const isUsable = starts && (own.days > 0 || Temporal.PlainDate.compare(starts, work.today) > 0)
  if (own && isUsable) startTerm(work, own, starts)
  else startTerm(work, { kind: 'correction', days, unit: 'calendar', starts: 'notice', basis: null }, work.today)
}

export interface Correction {
  form: Record<string, unknown>
  scenario: Record<string, string>
  files: Omit<CaseAttachment, 'id' | 'version' | 'at'>[]
  /** A day promised for papers that may follow and are still missing (容缺). */
  gapUntil?: Temporal.PlainDate
}

/** Takes the applicant's correction. From now the authority may accept, or refuse for what is still missing; never ask anew. */
export async function answerCorrection(act: Act, caseId: string, correction: Correction): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'correcting')
  endTerms(work, ['correction'])
  const notice = noticeLimit(work.item.content)
  if (notice) startTerm(work, notice, work.today)
  work.case.state = 'submitted'
  setDue(work)
  const salt = act.random.bytes(16)
  const version = work.formVersion + 1
  work.changes.form = { version, data: correction.form, scenario: correction.scenario, salt }
  work.changes.files = correction.files.map((file) => ({ ...file, id: act.newId(), version, at: act.now.toString() }))
  advance(work, { type: 'changed', variables: { form: correction.form, scenario: correction.scenario } }, { form: correction.form, scenario: correction.scenario, item: work.item.content })
  if (correction.gapUntil) await takeGapPromise(work, correction.gapUntil, new Set([...(await findHandedIn(act.tx, caseId)).materials, ...correction.files.map(({ material }) => material)]))
  act.record('cases.corrected', { subject: caseId, facts: { version, files: correction.files.length }, proves: { salt, content: { form: correction.form, scenario: correction.scenario } } })
  await saveWork(work)
}

/** Where nobody said within five working days what is missing, the application counts as accepted from the day of receipt (许可法 32). */
export async function deemAccepted(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  if (work.case.state === 'submitted' && !silenceAccepts(work.item.content)) return missNotice(work)
  const notice = overdueNotice(work)
  if (work.case.state !== 'submitted' || !notice) {
    note(work, 'cases.deeming-not-needed', {})
    return
  }
  const received = Temporal.PlainDate.from(notice.startsOn)
  const place = await accept(work, acceptanceStep(work), systemActor.id, received)
  note(work, 'cases.accepted', { deemed: true, due: work.case.dueAt, ...place }, undefined, received)
  await saveWork(work)
}

/** Where an item's own law sets a limit and says nothing of silence, its end is missed and no more: the clerk must still answer. */
async function missNotice(work: Work): Promise<void> {
  endTerms(work, ['notice'])
  note(work, 'cases.notice-missed', { due: work.case.dueAt })
  await saveWork(work)
}

/** Ends a case whose correction never came; a letter says so. */
export async function lapseCorrection(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const late = runningTerms(work, ['correction']).some((term) => isPast(work, term.dueOn))
  if (work.case.state !== 'correcting' || !late) {
    note(work, 'cases.lapse-not-needed', {})
    return
  }
  note(work, 'cases.correction-lapsed', {})
  finish(work, 'correction-lapsed')
  await saveWork(work)
}

/** Opened by the body itself: nobody applied, and nobody gets the letters of an applicant. */
function officeFacts({ item }: Work): { office?: true } {
  return item.content.opensFrom === 'office' ? { office: true } : {}
}

/** The waiting acceptance step; refuses where the process stands elsewhere. */
function acceptanceStep(work: Work): CaseStep {
  const step = work.steps.find((open) => open.kind === 'acceptance')
  if (!step) throw wrongState({ case: work.case.number, state: work.case.state })
  return step
}

function wasCorrected(work: Work): boolean {
  return work.terms.some((term) => term.kind === 'correction')
}

/** After the five days the law has spoken: neither a correction nor a refusal to accept is possible any more. */
function mayAnswerStill(work: Work): void {
  if (overdueNotice(work)) throw noticeTooLate()
}

function overdueNotice(work: Work) {
  return silenceAccepts(work.item.content) ? runningTerms(work, ['notice']).find((term) => isPast(work, term.dueOn)) : undefined
}

function isPast(work: Work, day: string): boolean {
  return Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(day)) > 0
}

