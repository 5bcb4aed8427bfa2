// Which acts a reader could do now: for buttons. The acts themselves check again; this promises nothing.
import type { Caller } from '#base/http'
import type { ProcessState } from '#engines/process'
import { extensionLimit, suspensionsOf } from '#core/clock'
import type { Text } from '#engines/words'
import { matterOf } from '#core/packs'
import type { Item } from '#core/items'
import { holdsPost } from './acts.ts'
import { groundsToAnnul } from './annulment.ts'
import { keptAway } from './apart.ts'
import { extender } from './extenders.ts'
import { isTask, takesPart, type Case, type CaseStep, type Party, type Suspension, type Term } from './case.ts'
import type { Target } from './moves.ts'
import { mayForward } from './forward.ts'
import { confirmerOf, officersFor } from './site-check.ts'
import { moveActs, readingActs } from './possible-moves.ts'
import { openOf } from './promised.ts'
import type { Standing } from './standing.ts'
import type { Copy } from './store-copies.ts'
import type { Payment } from './store-payments.ts'

export type ActName = 'claim' | 'release' | 'accept' | 'refuse-acceptance' | 'request-correction' | 'complete-step' | 'decide' | 'deliver' | 'suspend' | 'resume' | 'extend' | 'terminate' | 'correct' | 'withdraw' | 'review'
  | 'complete-check' | 'name-third-party' | 'record-statement' | 'make-statement' | 'forward' | 'tell-intention' | 'ask-payment' | 'settle-payment' | 'open-annulment' | 'state-defence' | 'choose-letters'
  | 'mend' | 'hand-in-owed' | 'receive-owed' | 'withdraw-commitment'
  | 'return' | 'take-back' | 'jump' | 'transfer' | 'delegate' | 'answer-delegation' | 'add-signers' | 'remove-signer' | 'urge' | 'copy' | 'read-copy'

export interface PossibleAct {
  act: ActName
  step?: string
  outcomes?: string[]
  /** Steps to choose from. */
  targets?: Target[]
  copy?: string
  /** Places of the parties to choose from. */
  parties?: number[]
  /** How many officers a check on the site asks for, who acts included. */
  officers?: number
  /** What may stop the clock of this case. */
  kinds?: { kind: string; name: Text }[]
  /** The grounds to choose from (许可法 69). */
  grounds?: string[]
  /** The fees that the item publishes with their law, by their places. */
  fees?: { fee: number; name: Text; standard: Text }[]
  /** The decision says what is to be paid back. */
  repays?: boolean
}

export interface View {
  case: Case
  steps: CaseStep[]
  terms: Term[]
  suspensions: Suspension[]
  parties: Party[]
  item: Item
  /** What it granted may be annulled by a case about it. */
  annullable: boolean
  run: ProcessState
  copies: Copy[]
  standing: Pick<Standing, 'owed' | 'commitment'>
  payments: Payment[]
  now: Temporal.Instant
  /** Colleagues on leave whom the caller stands in for. */
  deputises: readonly string[]
  /** What the caller had to do with the case besides its steps: it may keep that one away from its review. */
  part: Parameters<typeof keptAway>[0]
}

/** The acts open to a caller on a case as it stands. */
export function possibleActs(view: View, caller: Caller | undefined): PossibleAct[] {
  if (!caller) return []
  return caller.kind === 'staff' ? staffActs(view, caller) : applicantActs(view, caller)
}

function applicantActs(view: View, caller: Caller): PossibleAct[] {
  const { case: row, parties, standing } = view
  const acts: PossibleAct[] = addresseeActs(view, caller)
  // Whoever is a party may speak before it is decided (许可法 36).
  if (row.state === 'accepted' && !matterOf(view.item.content)?.burdens && parties.some((party) => party.account === caller.id)) acts.push({ act: 'make-statement' })
  if (!parties.some((party) => party.account === caller.id && ['applicant', 'joint-applicant', 'agent'].includes(party.role))) return acts
  if (row.state === 'correcting') acts.push({ act: 'correct' })
  if (isOwing(view)) acts.push({ act: 'hand-in-owed' })
  if (['submitted', 'correcting', 'accepted'].includes(row.state)) {
    if (standing.commitment?.withdrawnAt === null) acts.push({ act: 'withdraw-commitment' })
    acts.push({ act: 'withdraw' })
  }
  if (row.state === 'finished') acts.push({ act: 'review' })
  return acts
}

/** What whoever gets the letters may do: choose how they come; state and defend while the time runs (许可法 7). */
function addresseeActs({ case: row, parties, terms }: View, caller: Caller): PossibleAct[] {
  if (row.state === 'finished' || !parties.some((party) => party.account === caller.id && party.role !== 'third-party')) return []
  const isHeard = row.state === 'accepted' && terms.some((term) => term.kind === 'defence' && term.state === 'running')
  return [...(isHeard ? [{ act: 'state-defence' as const }] : []), { act: 'choose-letters' }]
}

function isOwing({ case: { state }, standing }: View): boolean {
  return (state === 'submitted' || state === 'accepted') && openOf(standing.owed).some(({ late }) => late === null)
}

/** What who receives may do beside the steps: take a paper that was owed, put an error of the form right (许可法 32). */
function receivingActs(view: View, caller: Caller): PossibleAct[] {
  const { case: row, steps } = view
  const isWindow = caller.posts.some(({ role, organisation }) => role === 'window' && organisation === row.receiving)
  const isClerk = caller.posts.some(({ role, organisation }) => role === 'clerk' && [row.receiving, row.handling, row.deciding].includes(organisation))
  const step = steps.find(({ kind, state }) => kind === 'acceptance' && state === 'open')
  const accepts = caller.posts.some(({ role, organisation }) => role === 'clerk' && organisation === step?.organisation)
  return [
    ...((isWindow || isClerk) && isOwing(view) ? [{ act: 'receive-owed' as const }] : []),
    ...(row.state === 'submitted' && (isWindow || accepts) ? [{ act: 'mend' as const }] : []),
  ]
}

/** What may be asked to be paid, and recorded as paid. */
function paymentActs({ case: row, item, payments }: View, caller: Caller): PossibleAct[] {
  if (row.state !== 'accepted' && row.state !== 'decided') return []
  const open = payments.filter(({ settled }) => settled === null)
  const isBody = caller.posts.some(({ role, organisation }) => role !== 'window' && [row.handling, row.deciding].includes(organisation))
  const isWindow = caller.posts.some(({ role, organisation }) => role === 'window' && organisation === row.receiving)
  const fees = (item.content.fees ?? []).flatMap(({ name, standard, basis }, fee) => (basis && !basis.local && !open.some((one) => one.name.zh === name.zh) ? [{ fee, name, standard }] : []))
  return [...(isBody && fees.length > 0 ? [{ act: 'ask-payment' as const, fees }] : []), ...((isBody || isWindow) && open.length > 0 ? [{ act: 'settle-payment' as const }] : [])]
}

function staffActs(view: View, caller: Caller): PossibleAct[] {
  const { case: row } = view
  if (row.state === 'finished') return [...annulmentActs(view, caller), ...readingActs(view, caller)]
  // Whom the law keeps away from a step is not offered it.
  const steps = view.steps.filter((step) => step.state !== 'open' || !keptAway(view.part, step, view.item))
  const own = steps.filter((step) => step.state === 'open' && holdsPost(step, caller))
  // What a colleague has taken and cannot do, the head gives back.
  const stuck = view.steps.filter((step) => step.state === 'open' && step.assignee && step.assignee !== caller.id && holdsPost({ ...step, role: 'head' }, caller))
  return [...own.flatMap((step) => stepActs(view, step, caller)), ...stuck.map((step) => ({ act: 'release' as const, step: step.id })), ...receivingActs(view, caller), ...paymentActs(view, caller), ...bodyActs(view, caller), ...moveActs({ ...view, steps }, caller), ...readingActs(view, caller)]
}

/** What may be opened about a finished case: by whoever has a post in the body that decided it. */
function annulmentActs({ case: row, item, annullable }: View, caller: Caller): PossibleAct[] {
  const mayOpen = annullable && caller.posts.some((post) => post.organisation === row.deciding && ['clerk', 'examiner', 'approver', 'head'].includes(post.role))
  return mayOpen ? [{ act: 'open-annulment', grounds: [...groundsToAnnul(item.content)] }] : []
}

/** What is decided against somebody is imposed or dropped, not granted in part. */
const decisionOutcomes = ({ content }: Item, outcomes: string[]): string[] => (matterOf(content)?.burdens ? outcomes.filter((one) => one !== 'partly-grant') : outcomes)

function stepActs({ case: row, terms, item, deputises, run }: View, step: CaseStep, caller: Caller): PossibleAct[] {
  if (step.delegatedBy || (step.assignee && step.assignee !== caller.id && !deputises.includes(step.assignee))) return []
  if ((confirmerOf(run, step) ?? caller.id) !== caller.id) return []
  const on = { step: step.id }
  const acts: PossibleAct[] = [{ act: step.claimedAt && step.assignee === caller.id ? 'release' : 'claim', ...on }]
  if (step.kind === 'acceptance') {
    if (row.state !== 'submitted') return acts
    acts.push({ act: 'accept', ...on }, { act: 'refuse-acceptance', ...on })
    if (!terms.some((term) => term.kind === 'correction')) acts.push({ act: 'request-correction', ...on })
  } else if (step.kind === 'decision') {
    if (row.state === 'accepted' && !row.suspendedAt) acts.push({ act: 'decide', outcomes: decisionOutcomes(item, step.outcomes), ...on, ...(matterOf(item.content)?.repay ? { repays: true } : {}) })
  } else if (step.kind === 'delivery') {
    if (row.state === 'decided') acts.push({ act: 'deliver', ...on })
  } else if (isTask(step) || row.state === 'accepted' || row.state === 'submitted') {
    const officers = officersFor(item, step)
    acts.push(officers > 1 ? { act: 'complete-check', outcomes: step.outcomes, officers, ...on } : { act: 'complete-step', outcomes: step.outcomes, ...on })
  }
  return acts
}

function procedureActs(view: View, posts: { organisation: string; role: string }[]): PossibleAct[] {
  const { case: row, parties } = view
  if (row.state !== 'accepted' || posts.length === 0) return []
  const acts: PossibleAct[] = [{ act: 'name-third-party' }]
  acts.push({ act: 'record-statement', parties: parties.flatMap((party, place) => (takesPart(party) ? [place] : [])) })
  if (posts.some((post) => post.organisation === row.handling) && mayForward(view)) acts.push({ act: 'forward' })
  return acts
}

function bodyActs(view: View, caller: Caller): PossibleAct[] {
  const { case: row, terms, item } = view
  const posts = caller.posts.filter((post) => [row.handling, row.deciding].includes(post.organisation))
  const isHead = posts.some((post) => post.role === 'head')
  const acts: PossibleAct[] = []
  if (row.state === 'accepted' && posts.length > 0) {
    const kinds = suspensionsOf(item.content)
    // Where no law stops the clock (许可法 45 binds permits), stopping it is not offered.
    if (!row.suspendedAt && kinds.length > 0) acts.push({ act: 'suspend', kinds })
    // What a hearing or a 公示 stopped runs again when that ends.
    if (row.suspendedAt && view.suspensions.some((one) => one.untilOn === null && one.heldBy === null)) acts.push({ act: 'resume' })
  }
  const mayExtend = caller.posts.some((post) => post.role === 'head' && post.organisation === extender({ case: row, terms, item }))
  if (row.state === 'accepted' && mayExtend && extensionLimit(item.content) && terms.some((term) => term.kind === 'law' && term.extended === 0)) acts.push({ act: 'extend' })
  if (row.state === 'accepted' && posts.length > 0 && matterOf(item.content)?.burdens && !terms.some((term) => term.kind === 'defence')) acts.push({ act: 'tell-intention' })
  if (isHead && row.state === 'accepted') acts.push({ act: 'terminate' })
  return [...procedureActs(view, posts), ...acts]
}
