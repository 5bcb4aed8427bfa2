// 决定 and what comes after: grant wholly or in part, refuse with reasons; hand over; withdraw; end.
import type { Act } from '#base/act'
import { deliveryLimit } from '#core/clock'
import { finishStep, mayHandle, openWork, type Handler } from './acts.ts'
import { mustBeApart } from './apart.ts'
import type { Result } from './case.ts'
import { mustSayRepayment } from './annulment.ts'
import { mustHaveMissedFee } from './payment.ts'
import { mustBeReady } from './procedure.ts'
import { matterOf } from '#core/packs'
import { mustBeHeard } from './defence.ts'
import { mayGrantWithout, mustAnswerLate } from './promised.ts'
import { mayGrantInOrder } from './quota.ts'
import { applicantOnly, caseSuspended, deliveryConsentNeeded, deliveryProofNeeded, notYourStep, outcomeNotPossible, reasonsNeeded, resultUnknown } from './refusals.ts'
import { mayRenew } from './renewal.ts'
import { hasConsented } from './store-parties.ts'
import { mustNameLaw, type TerminationInput } from './termination.ts'
import { isApplicant, saveWork } from './store.ts'
import { systemActor } from './system.ts'
import { endTerms, finish, mustBe, note, setDue, startTerm, type Work } from './work.ts'

export interface DecisionInput {
  step: string
  outcome: 'grant' | 'partly-grant' | 'refuse'
  /** Must stand in every decision that refuses, wholly or in part (许可法 38). */
  reasons?: string
  /** For each result of the item by its place, where they differ: what is granted. Absent: all as the outcome says. */
  results?: Record<string, 'granted' | 'partly-granted' | 'refused'>
  /** Faces of licences, by the place of the result: what the licence shall say. */
  faces?: Record<string, Record<string, unknown>>
  /** What is to be paid back with a benefit that is annulled, in cents (社会救助暂行办法 68). */
  repayCents?: number
  /** Said where a machine decided: the letter names who released its table, and the way to a person (个人信息保护法 24). */
  automatic?: AutomaticDecision
}

/** Which table decided, and which post of which body released it on which day. */
export interface AutomaticDecision {
  table: string
  body: string
  role: string
  releasedOn: string
}

const resultOf = { grant: 'granted', 'partly-grant': 'partly-granted', refuse: 'refused' } as const

/** Decides a case in writing. Never while its clock is stopped; reasons for whatever is unfavourable. */
export async function decideCase(act: Act, caseId: string, handler: Handler, input: DecisionInput): Promise<void> {
  const work = await openWork(act, caseId)
  // First the step: of two who decide at once, the second shall hear that it was done, not that the state is wrong.
  const step = mayHandle(work, input.step, handler)
  mustBe(work, 'accepted')
  if (step.kind !== 'decision') throw outcomeNotPossible({ kind: step.kind })
  if (!step.outcomes.includes(input.outcome)) throw outcomeNotPossible({ outcomes: step.outcomes })
  const matter = matterOf(work.item.content)
  // What is taken is taken or left: a part that nothing carries out would be decided without effect.
  if (matter?.burdens && input.outcome === 'partly-grant') throw outcomeNotPossible({ outcome: input.outcome })
  // What takes from the holder gives its reasons when it is imposed; and it is never decided unheard (许可法 7, 处罚法 45).
  if (matter?.burdens) mustBeHeard(work)
  if ((input.outcome !== 'grant' || matter?.burdens) && !input.reasons?.trim()) throw reasonsNeeded({ outcome: input.outcome })
  mustSayRepayment(matter, input)
  // A grant of the whole that refuses a part would be a refusal without reasons (许可法 38).
  if (input.outcome === 'grant' && Object.values(input.results ?? {}).some((result) => result !== 'granted')) throw outcomeNotPossible({ results: input.results })
  await mustBeApart(work, step, handler.id)
  mustKnowResults(work.item.content.results?.length ?? 0, input)
  await mustBeReady(work, input.outcome)
  mustAnswerLate(work)
  // After the procedures: whoever waits for a hearing shall hear of the hearing.
  if (work.case.suspendedAt) throw caseSuspended()
  if (input.outcome !== 'refuse') await mayGrant(work)
  finishStep(work, step, handler.id, input.outcome)
  if (input.outcome !== 'refuse') mayRenew(work)
  endTerms(work, ['promise', 'law', 'renewal'])
  const outcome = resultOf[input.outcome]
  work.changes.results = resultsOf(work.item.content.results ?? [], outcome, input.results ?? {}, act)
  const delivery = deliveryLimit(work.item.content)
  if (delivery) startTerm(work, delivery, work.today)
  Object.assign(work.case, { state: 'decided', outcome })
  setDue(work)
  note(work, 'cases.decided', { step: step.id, outcome, results: work.changes.results.map((result) => result.id), ...(matter ? { [matter.on === 'licence' ? 'onLicence' : 'onCase']: matter.act, burdens: matter.burdens } : {}), ...(work.item.content.serves ? { serves: work.item.content.serves } : {}), ...(input.automatic ? { automatic: { ...input.automatic } } : {}) }, { reasons: input.reasons, faces: input.faces, ...(input.repayCents === undefined ? {} : { repayCents: input.repayCents }) })
  await saveWork(work)
}

/** A grant waits for what was promised (容缺), and for who was accepted earlier where numbers are limited (许可法 57). */
async function mayGrant(work: Work): Promise<void> {
  await mayGrantWithout(work)
  await mayGrantInOrder(work)
}

/** What is said of a result that does not exist would be lost without a word. */
function mustKnowResults(count: number, { results, faces }: DecisionInput): void {
  const known = new Set(Array.from({ length: count }, (_, ordinal) => String(ordinal)))
  const unknown = [...Object.keys(results ?? {}), ...Object.keys(faces ?? {})].filter((ordinal) => !known.has(ordinal))
  if (unknown.length > 0) throw resultUnknown({ unknown, count })
}

export function resultsOf(names: { kind: Result['kind']; name: Result['name']; licenceType?: string; validity?: string }[], outcome: Result['outcome'], own: Record<string, Result['outcome']>, act: Act): Result[] {
  return names.map((result, ordinal) => ({
    id: act.newId(), ordinal, kind: result.kind, name: result.name, licenceType: result.licenceType ?? null, validity: result.validity ?? null,
    // A decision that refuses the whole cannot grant a part of it.
    outcome: outcome === 'refused' ? outcome : (own[String(ordinal)] ?? outcome), decidedAt: act.now.toString(),
  }))
}

export interface Delivery {
  means: 'electronic' | 'window' | 'post'
  /** What proves it: the signature at the window, the post's number; none for the person's own space. */
  proof?: string
}

/** Records that letters and licences were handed over (许可法 44): the case ends. A waiting delivery step is done by it. */
export async function deliverCase(act: Act, caseId: string, handler: Handler, delivery: Delivery): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'decided')
  // 民诉法 87, 90: electronic means need consent, every other way its proof.
  if (delivery.means === 'electronic' && !(await hasConsented(act.tx, caseId))) throw deliveryConsentNeeded()
  if (delivery.means !== 'electronic' && !delivery.proof?.trim()) throw deliveryProofNeeded({ means: delivery.means })
  const step = work.steps.find((open) => open.kind === 'delivery')
  // A general window hands over for the body that decided; it holds no post there.
  const atWindow = handler.posts.some((post) => post.role === 'window' && post.organisation === work.case.receiving)
  if (step) finishStep(work, atWindow ? step : mayHandle(work, step.id, handler), handler.id, 'done')
  else if (!atWindow && !handler.posts.some((post) => [work.case.handling, work.case.deciding].includes(post.organisation))) throw notYourStep()
  await close(work, delivery)
}

/** Hands over in the person's own space, by the platform itself, where the applicant agreed to that; a waiting delivery step is done by it. */
export async function deliverElectronically(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const step = work.steps.find((open) => open.kind === 'delivery')
  if (work.case.state !== 'decided') {
    note(work, 'cases.delivery-not-due', {})
    return
  }
  if (step) finishStep(work, step, systemActor.id, 'done')
  await close(work, { means: 'electronic' })
}

async function close(work: Work, delivery: Delivery): Promise<void> {
  endTerms(work, ['delivery'])
  note(work, 'cases.delivered', { means: delivery.means }, delivery.proof ? { proof: delivery.proof } : undefined)
  finish(work, work.case.outcome ?? 'granted')
  await saveWork(work)
}

/** The applicant takes the application back before it is decided. Other parties cannot: it is not theirs. */
export async function withdrawCase(act: Act, caseId: string, account: string, reason: string): Promise<void> {
  const work = await openWork(act, caseId)
  if (!(await isApplicant(act.tx, caseId, account))) throw applicantOnly()
  mustBe(work, 'submitted', 'correcting', 'accepted')
  note(work, 'cases.withdrawn', {}, { reason })
  finish(work, 'withdrawn')
  await saveWork(work)
}

/** Ends an accepted case without a decision, on a ground that is told to the applicant with the remedy. */
export async function terminateCase(act: Act, caseId: string, handler: Handler, input: TerminationInput): Promise<void> {
  const work = await openWork(act, caseId)
  // Before acceptance the law knows acceptance, refusal on its grounds and one correction, and no other end (许可法 32).
  mustBe(work, 'accepted')
  if (!input.reasons.trim()) throw reasonsNeeded()
  mustNameLaw(input)
  if (input.ground === 'fee-unpaid') await mustHaveMissedFee(work)
  if (!handler.posts.some((post) => post.role === 'head' && [work.case.handling, work.case.deciding].includes(post.organisation))) throw notYourStep({ role: 'head' })
  note(work, 'cases.terminated', { ground: input.ground }, { ground: input.ground, reasons: input.reasons, ...(input.basis ? { basis: input.basis } : {}) })
  finish(work, 'terminated')
  await saveWork(work)
}
