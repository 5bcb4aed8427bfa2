// One case opened for work: what was loaded, and what this act changes. Rules change it; the store writes it in one statement.
import type { Act, Facts } from '#base/act'
import { dateInChina } from '#base/time'
import type { Calendar } from '#engines/calendar'
import type { ProcessState } from '#engines/process'
import type { Item } from '#core/items'
import { dueOf, extensionLimit, type Applied, type TermKind } from '#core/clock'
import type { Case, CaseAttachment, CaseStep, Outcome, Party, Result, Suspension, Term } from './case.ts'
import { caseFinished, wrongState } from './refusals.ts'
import type { CaseState } from './case.ts'

export interface Words {
  entry: string
  kind: string
  content: unknown
  salt: Uint8Array
}

export interface Timer {
  timer: string
  element: string
  dueAt: string
}

export interface FormVersion {
  version: number
  data: Record<string, unknown>
  scenario: Record<string, string>
  salt: Uint8Array
}

/** The newest answers of the applicant, and of what kind the applicant is. */
export interface Answers {
  form: Record<string, unknown>
  scenario: Record<string, string>
  applicant: 'natural' | 'legal'
}

/** What one act adds or alters. Rows already stored are named in `changed…`. */
export interface Changes {
  run: boolean
  newSteps: CaseStep[]
  changedSteps: Set<CaseStep>
  terms: Set<Term>
  suspensions: Set<Suspension>
  results: Result[]
  words: Words[]
  timersSet: Timer[]
  timersGone: string[]
  form?: FormVersion
  files: CaseAttachment[]
}

/** A case under the hands of one act. */
export interface Work {
  act: Act
  today: Temporal.PlainDate
  calendar: Calendar
  item: Item
  case: Case
  run: ProcessState
  /** Open steps only. */
  steps: CaseStep[]
  terms: Term[]
  suspensions: Suspension[]
  /** Newest form version and how often a correction was asked. */
  formVersion: number
  /** The day of the last correction. */
  completedOn: Temporal.PlainDate | null
  /** As stored before this act. */
  answers: Answers
  changes: Changes
  /** Colleagues on leave whom the actor stands in for. */
  deputises: readonly string[]
}

export function noChanges(): Changes {
  return { run: false, newSteps: [], changedSteps: new Set(), terms: new Set(), suspensions: new Set(), results: [], words: [], timersSet: [], timersGone: [], files: [] }
}

/** Opens loaded parts for work under an act. */
export function makeWork(act: Act, calendar: Calendar, item: Item, { correctedOn = null, ...parts }: Pick<Work, 'case' | 'run' | 'steps' | 'terms' | 'suspensions' | 'formVersion' | 'answers'> & { correctedOn?: string | null }): Work {
  return { act, calendar, item, today: dateInChina(act.now), ...parts, completedOn: correctedOn === null ? null : Temporal.PlainDate.from(correctedOn), changes: noChanges(), deputises: [] }
}

/** Writes an entry about the case. Words stand beside it with a salt of their own; the ledger holds only their digest. */
export function note(work: Work, kind: string, facts: Facts, words?: unknown, lawDate?: Temporal.PlainDate): void {
  if (words === undefined) {
    work.act.record(kind, { subject: work.case.id, facts, lawDate })
    return
  }
  const salt = work.act.random.bytes(16)
  const entry = work.act.record(kind, { subject: work.case.id, facts, lawDate, proves: { salt, content: words } })
  work.changes.words.push({ entry, kind, content: words, salt })
}

/** Refuses unless the case is in one of these states. */
export function mustBe(work: Work, ...states: CaseState[]): void {
  if (work.case.state === 'finished') throw caseFinished({ case: work.case.number, outcome: work.case.outcome })
  if (!states.includes(work.case.state)) throw wrongState({ case: work.case.number, state: work.case.state })
}

/** Lets a limit run from a day (day 1 is the next one that counts). */
export function startTerm(work: Work, limit: Applied, startsOn: Temporal.PlainDate, approver: string | null = null): Term {
  const { due, provisional } = dueOf(work.calendar, { ...limit, startsOn })
  const term: Term = {
    id: work.act.newId(), kind: limit.kind, days: limit.days, unit: limit.unit, starts: limit.starts, basis: limit.basis, startsOn: startsOn.toString(), dueOn: due.toString(),
    provisional, extended: 0, approver, state: 'running',
  }
  work.terms.push(term)
  work.changes.terms.add(term)
  return term
}

/** Ends the running limits of these kinds: met when the day has not passed. `ended` for those that simply stop counting. */
export function endTerms(work: Work, kinds: TermKind[], as: 'kept' | 'ended' = 'kept'): void {
  for (const term of runningTerms(work, kinds)) {
    const late = Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(term.dueOn)) > 0
    term.state = as === 'ended' ? 'ended' : late ? 'missed' : 'met'
    work.changes.terms.add(term)
  }
}

export function runningTerms(work: Work, kinds: TermKind[]): Term[] {
  return work.terms.filter((term) => term.state === 'running' && kinds.includes(term.kind))
}

/** Reckons the running limits anew, after a suspension, an extension or a new calendar. Only those for the decision stand still (许可法 45). */
export function reckonAgain(work: Work): void {
  const suspensions = work.suspensions.map((s) => ({ from: Temporal.PlainDate.from(s.fromOn), ...(s.untilOn ? { to: Temporal.PlainDate.from(s.untilOn) } : {}) }))
  // The end of a licence is no limit that is counted: nothing moves it.
  for (const term of work.terms.filter(({ state, kind }) => state === 'running' && kind !== 'renewal')) {
    const { due, provisional } = dueOf(work.calendar, { ...term, startsOn: Temporal.PlainDate.from(term.startsOn) }, {
      suspensions, asOf: work.today, ...(term.extended > 0 ? { extended: { days: term.extended, unit: extensionLimit(work.item.content)?.unit ?? term.unit } } : {}),
    })
    term.dueOn = due.toString()
    term.provisional = provisional
    work.changes.terms.add(term)
  }
  setDue(work)
}

/** The day shown as due: the promise where there is one, else the law's limit; before acceptance, the day to answer. */
export function setDue(work: Work): void {
  const pick = (...kinds: TermKind[]) => runningTerms(work, kinds).map((term) => term.dueOn).sort()[0]
  const due = pick('promise') ?? pick('law') ?? pick('notice', 'correction') ?? pick('delivery') ?? null
  // 许可法 50: what is renewed is decided before the licence ends, however long the limit.
  const ends = pick('renewal')
  work.case.dueAt = due !== null && ends !== undefined && ends < due ? ends : (due ?? ends ?? null)
}

/** Ends the case. Nothing reopens it. */
export function finish(work: Work, outcome: Outcome): void {
  endTerms(work, ['gap', 'payment'], 'ended')
  endTerms(work, ['notice', 'promise', 'law', 'correction', 'defence', 'renewal'], outcome === 'granted' || outcome === 'partly-granted' || outcome === 'refused' ? 'kept' : 'ended')
  endTerms(work, ['delivery'])
  for (const step of work.steps) closeStep(work, step)
  work.steps = []
  for (const suspension of work.suspensions.filter(({ untilOn }) => untilOn === null)) {
    suspension.untilOn = work.today.toString()
    work.changes.suspensions.add(suspension)
  }
  Object.assign(work.case, { state: 'finished', outcome, finishedAt: work.act.now.toString(), dueAt: null, suspendedAt: null, suspendedUntil: null })
  note(work, 'cases.finished', { outcome, item: work.case.item })
}

export function closeStep(work: Work, step: CaseStep): void {
  step.state = 'closed'
  work.changes.changedSteps.add(step)
}

/** The applicant and whoever acts for them. */
export function applicantsOf(parties: Party[]): Party[] {
  return parties.filter((party) => party.role === 'applicant' || party.role === 'joint-applicant')
}
