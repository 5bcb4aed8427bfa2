// The noun: a case of an item, and what hangs on it. Pure: no database, no HTTP; `now` is passed in.
import { dateInChina } from '#base/time'
import type { DayUnit } from '#engines/calendar'
import type { StepKind } from '#engines/process'
import type { Text } from '#engines/words'
import type { Basis, LimitStart } from '#core/packs'
import type { TermKind } from '#core/clock'

export type CaseState = 'submitted' | 'correcting' | 'accepted' | 'decided' | 'finished'
/** How a case ended. `correction-lapsed`: the correction asked for never came. */
export type Outcome = 'granted' | 'partly-granted' | 'refused' | 'not-accepted' | 'withdrawn' | 'terminated' | 'correction-lapsed'
/** Closing codes of the exchange tables (as Guangdong writes them): 0 出证办结 1 退回 2 作废 5 补正不来 6 办结. */
export const closingCodes: Record<Outcome, number> = { granted: 0, 'partly-granted': 0, refused: 6, 'not-accepted': 1, withdrawn: 2, terminated: 2, 'correction-lapsed': 5 }

/** The closing code of an outcome; null while there is none. */
export function closingCodeOf(outcome: Outcome | null): number | null {
  return outcome === null ? null : closingCodes[outcome]
}

/** The row of a case. Organisations are codes: who receives, who handles, who decides. Dates are dates of law in China. */
export interface Case {
  id: string
  number: string
  item: string
  itemVersion: string
  parent: string | null
  about: string | null
  state: CaseState
  openedAt: string
  /** The day the papers came: the date in law (许可法 32). */
  receivedOn: string
  dueAt: string | null
  suspendedAt: string | null
  /** The day until which a clock that stands is expected to stand. */
  suspendedUntil: string | null
  finishedAt: string | null
  outcome: Outcome | null
  /** The day since which what was granted is annulled (撤销), and the case that decided it. */
  annulledOn: string | null
  annulledBy: string | null
  receiving: string
  handling: string
  deciding: string
  /** The window of the receiving body that took the papers in; null: none did. */
  window: string | null
  /** The team of the handling body that has the case; null: the body as a whole. */
  team: string | null
}

/** One thing that somebody has to do. `organisation`, `section` and `role` say who may; `assignee` who has taken it. */
export interface CaseStep {
  id: string
  token: string
  element: string
  name: Text
  kind: StepKind
  role: string
  organisation: string
  /** The team or window of the organisation in whose hands it is; null: of the whole. */
  section: string | null
  outcomes: string[]
  state: 'open' | 'done' | 'closed'
  assignee: string | null
  claimedAt: string | null
  openedAt: string
  doneAt: string | null
  doneBy: string | null
  outcome: string | null
  /** Who handed it over for a time (委派) and will confirm. */
  delegatedBy: string | null
  /** The last day of the delegation, where it has one: after it the step goes back by itself. */
  delegatedUntil: string | null
  urgedAt: string | null
}

/** Whether a step is that of somebody who signs another's: its token is that one's, with a number. */
export function isSigner(step: Pick<CaseStep, 'token'>): boolean {
  return step.token.includes('.')
}

/** Whether a step is a task that somebody has beside the process: its token is none of the engine's. */
export function isTask(step: Pick<CaseStep, 'token'>): boolean {
  return step.token.startsWith('task:')
}

/** Orders steps by when the engine opened them: several may open at one moment. */
export function inOrder<S extends Pick<CaseStep, 'token'>>(steps: readonly S[]): S[] {
  const place = ({ token }: S) => Number(/\d+/.exec(token)?.[0] ?? 0)
  return steps.toSorted((a, b) => place(a) - place(b))
}

/** A limit that runs or ran. `provisional` while a year it touches has no published calendar. */
export interface Term {
  id: string
  kind: TermKind
  days: number
  unit: DayUnit
  /** The event it runs from. */
  starts: LimitStart
  basis: Basis | null
  startsOn: string
  dueOn: string
  provisional: boolean
  /** Days added by extension. */
  extended: number
  /** The government whose head alone may extend it, in joint handling (许可法 42); else null: the head of the deciding body. */
  approver: string | null
  state: 'running' | 'met' | 'missed' | 'ended'
}

/** A stretch of time that is not counted (许可法 45). */
export interface Suspension {
  id: string
  kind: string
  expectedDays: number
  fromOn: string
  untilOn: string | null
  /** The procedure that stopped the clock and lets it run again; null: a person did, by hand. */
  heldBy: string | null
}

/**
 * Who is written down and takes no part: asked to apply together and did not answer yet; said no, or was not asked any more; named as the other
 * side of what is not accepted yet. They have no right in the case, get no letter of it, and do not see it.
 */
export const outsideRoles = ['invited', 'declined', 'named'] as const
export type PartyRole = 'applicant' | 'joint-applicant' | 'agent' | 'respondent' | 'third-party' | (typeof outsideRoles)[number]

/** Whether a party takes part in the case. */
export const takesPart = ({ role }: { role: string }): boolean => !outsideRoles.some((one) => one === role)

/** Somebody with a part in the case. `consent`: agrees to letters by electronic means. */
export interface Party {
  role: PartyRole
  account: string | null
  kind: 'natural' | 'legal'
  name: string
  idKind: string
  idNumber: string
  phone: string | null
  consent: boolean
  /** Where letters on paper go, of who has no account. */
  address?: string | null
  /** Why a third party is one. */
  interest?: string | null
}

export type ProcedureKind = 'hearing' | 'publicity' | 'third-party' | 'sub-case'

export interface Procedure {
  id: string
  caseId: string
  kind: ProcedureKind
  /** What it is about: the hearing, the notice, the place of the party, the sub-case. */
  about: string
  openedAt: Temporal.Instant
  /** The day on which the person concerned was told. */
  toldOn: string | null
  /** The last day to speak; after it the decision no longer waits. */
  untilOn: string | null
  endedAt: Temporal.Instant | null
  /** done: took place; lifted: nobody asked, taken back, or needed no more. */
  outcome: 'done' | 'lifted' | null
}

/** One thing decided: a case has none or many, each granted wholly, in part, or refused. */
export interface Result {
  id: string
  ordinal: number
  kind: 'licence' | 'approval' | 'other'
  name: Text
  licenceType: string | null
  validity: string | null
  outcome: 'granted' | 'partly-granted' | 'refused'
  decidedAt: string
}

export interface CaseAttachment {
  id: string
  material: string
  name: string
  type: string
  bytes: number
  sha256: string
  /** Handed in on paper at a window; the file, where there is one, is its scan. */
  paper: boolean
  version: number
  at: string
}

export type Lamp = 'green' | 'amber' | 'red'

const amberDays = 2

/**
 * The lamp of a case: red when the day has passed, amber from two days before; a finished one has none. A clock that stands
 * still shows none either, unless the day had passed before it was stopped: what is late stays late. It is red too when it stands longer
 * than the applicant was told (许可法 45).
 */
export function lampOf({ dueAt, finishedAt, suspendedAt, suspendedUntil }: { dueAt: string | null; finishedAt: unknown; suspendedAt: Temporal.Instant | null; suspendedUntil: string | null }, today: Temporal.PlainDate): Lamp | null {
  if (finishedAt) return null
  if (suspendedAt && suspendedUntil && Temporal.PlainDate.compare(Temporal.PlainDate.from(suspendedUntil), today) < 0) return 'red'
  if (!dueAt) return null
  if (suspendedAt) return Temporal.PlainDate.compare(Temporal.PlainDate.from(dueAt), dateInChina(suspendedAt)) < 0 ? 'red' : null
  const left = today.until(Temporal.PlainDate.from(dueAt), { largestUnit: 'days' }).days
  return left < 0 ? 'red' : left <= amberDays ? 'amber' : 'green'
}
