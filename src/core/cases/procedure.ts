// What must be over before a case is decided: hearings, 公示, third parties, separate decisions, 转报. Contexts above begin and end theirs
// here, under the lock of the case; the decision knows only that something is still open. 行政许可法 26, 36, 43, 45, 46, 48.
import type { Act, Facts } from '#base/act'
import type { Applied } from '#core/clock'
import { openWork } from './acts.ts'
import type { Procedure, ProcedureKind } from './case.ts'
import { letRun, stopClock } from './clockwork.ts'
import { forwardFirst, hearingNeeded, hearingOpen, publicityNeeded, publicityOpen, subCaseOpen, thirdPartyMaySpeak, thirdPartyNotTold } from './refusals-procedure.ts'
import { findProcedures, saveProcedure } from './store-procedures.ts'
import { saveWork } from './store.ts'
import { endTerms, mustBe, note, startTerm, type Work } from './work.ts'

/** What is noted about the case when a procedure moves. */
export interface Noted {
  kind: string
  facts: Facts
  words?: unknown
  lawDate?: Temporal.PlainDate
}

export interface BegunProcedure {
  kind: ProcedureKind
  about: string
  toldOn?: Temporal.PlainDate
  untilOn?: Temporal.PlainDate
  /** Stops the clock while it lasts, where the law says so: days that it is expected to take. */
  stops?: { kind: string; expectedDays: number; reason: string }
  /** A limit of its own, from today. */
  limit?: Applied
  noted: Noted
}

/** Puts a procedure before the decision of an accepted case. Begun again about the same thing, it goes on with what is said now. */
export async function beginProcedure(act: Act, caseId: string, begun: BegunProcedure): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  await placeProcedure(work, begun)
  if (begun.limit) startTerm(work, begun.limit, work.today)
  note(work, begun.noted.kind, begun.noted.facts, begun.noted.words, begun.noted.lawDate)
  if (begun.stops && !work.suspensions.some((one) => one.untilOn === null && one.heldBy === heldBy(begun))) standStill(work, begun.stops, heldBy(begun))
  await saveWork(work)
}

/** 许可法 45: the applicant is told in writing how long it is expected to take, as of every suspension. */
function standStill(work: Work, { kind, expectedDays, reason }: NonNullable<BegunProcedure['stops']>, by: string): void {
  stopClock(work, { kind, expectedDays, heldBy: by })
  note(work, 'cases.suspended', { kind, expectedDays, until: work.case.suspendedUntil }, { reason })
}

/** Writes a procedure of a case that is being worked on. */
export async function placeProcedure(work: Work, { kind, about, toldOn, untilOn }: Pick<BegunProcedure, 'kind' | 'about' | 'toldOn' | 'untilOn'>): Promise<void> {
  await saveProcedure(work.act.tx, { id: work.act.newId(), caseId: work.case.id, kind, about, openedAt: work.act.now, toldOn: toldOn?.toString() ?? null, untilOn: untilOn?.toString() ?? null, endedAt: null, outcome: null })
}

/** Ends a procedure: the decision no longer waits for it, and the clock runs again where it stood for it alone. */
export async function endProcedure(act: Act, caseId: string, { kind, about, outcome, noted }: { kind: ProcedureKind; about: string; outcome: 'done' | 'lifted'; noted: Noted }): Promise<void> {
  const work = await openWork(act, caseId)
  await closeProcedure(work, { kind, about, outcome })
  note(work, noted.kind, noted.facts, noted.words, noted.lawDate)
  await saveWork(work)
}

/** Ends a procedure of a case that is being worked on. */
export async function closeProcedure(work: Work, { kind, about, outcome }: { kind: ProcedureKind; about: string; outcome: 'done' | 'lifted' }): Promise<void> {
  const open = (await findProcedures(work.act.tx, work.case.id)).find((one) => one.kind === kind && one.about === about && !one.endedAt)
  if (!open) return
  await saveProcedure(work.act.tx, { ...open, endedAt: work.act.now, outcome })
  if (kind === 'hearing') endTerms(work, ['hearing'], outcome === 'done' ? 'kept' : 'ended')
  const held = work.suspensions.find((one) => one.untilOn === null && one.heldBy === heldBy({ kind, about }))
  if (!held) return
  letRun(work, held.heldBy)
  if (!work.case.suspendedAt) note(work, 'cases.resumed', { kind: held.kind, due: work.case.dueAt })
}

const heldBy = ({ kind, about }: { kind: string; about: string }): string => `${kind}:${about}`

/** Notes something about a case, with words that stand beside the entry, and changes nothing else of it. */
export async function noteOnCase(act: Act, caseId: string, { kind, facts, words, lawDate }: Noted): Promise<void> {
  const work = await openWork(act, caseId)
  note(work, kind, facts, words, lawDate)
  await saveWork(work)
}

/** Refuses a decision before everything that the law puts before it is over. */
export async function mustBeReady(work: Work, outcome: 'grant' | 'partly-grant' | 'refuse'): Promise<void> {
  const { content } = work.item
  const all = await findProcedures(work.act.tx, work.case.id)
  const open = all.filter((one) => !one.endedAt)
  for (const one of open) mustBeOver(one, work.today)
  const hasHad = (kind: ProcedureKind) => all.some((one) => one.kind === kind && one.outcome === 'done')
  if (content.hearing?.required && !hasHad('hearing')) throw hearingNeeded({ basis: content.hearing.basis.law })
  if (content.publicity && outcome !== 'refuse' && !hasHad('publicity')) throw publicityNeeded({ basis: content.publicity.basis.law })
  const separate = (content.bodies.joint ?? []).filter((body) => body.separate)
  if (separate.length > all.filter((one) => one.kind === 'sub-case').length) throw subCaseOpen()
  if (content.forwards && work.case.handling !== content.forwards.to) throw forwardFirst({ to: content.forwards.to })
}

function mustBeOver(one: Procedure, today: Temporal.PlainDate): void {
  if (one.kind === 'hearing') throw hearingOpen({ hearing: one.about })
  if (one.kind === 'publicity') throw publicityOpen({ notice: one.about })
  if (one.kind === 'sub-case') throw subCaseOpen({ case: one.about })
  if (one.toldOn === null) throw thirdPartyNotTold({ party: Number(one.about) })
  if (one.untilOn !== null && Temporal.PlainDate.compare(today, Temporal.PlainDate.from(one.untilOn)) <= 0) throw thirdPartyMaySpeak({ until: one.untilOn })
}
