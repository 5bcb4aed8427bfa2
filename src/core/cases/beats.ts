// What time does to cases: timers fall due, silence counts as acceptance, corrections lapse, calendars and governments come.
import type { Act, Entry, Follower } from '#base/act'
import type { Beat, Ground, JobHandlers } from '#base/context'
import { isProblem } from '#base/problem'
import { dateInChina } from '#base/time'
import { renewCalendar, settledUntil } from '#core/clock'
import { getItemVersion } from '#core/items'
import { matterOf } from '#core/packs'
import { deemAccepted, lapseCorrection } from './acceptance.ts'
import { caseLock, fireTimer } from './acts.ts'
import { deemRenewed } from './deemed.ts'
import { recomputeTerms } from './clockwork.ts'
import { carryOutAnnulment } from './annulment.ts'
import { approverFor, nameExtender } from './extenders.ts'
import { findRelated, findSubCases, findWaitingFor } from './store-procedures.ts'
import { endSubCase, followParent, openSubCases, separateItems } from './sub-cases.ts'
import { returnDelegations } from './hand-over.ts'
import { overdueDelegations } from './store-hand-overs.ts'
import { missGap } from './owed.ts'
import { missPayment } from './payment.ts'
import { casesCounting, dueTimers, findCaseParties, findWholeCase, overdueTerms, provisionalCases, withoutExtender } from './store.ts'
import { systemActor } from './system.ts'

const batch = 200
const first = '00000000-0000-0000-0000-000000000000'
const recomputeJob = 'cases.recompute'
const extenderJob = 'cases.name-extenders'

/** What is reckoned anew: all that counts a year, or, without one, what is provisional; from which case on. */
interface Recomputing {
  year?: number
  after?: string
}

/** Regular work on cases; each case in an act of its own. */
export function caseBeats(ground: Ground): Beat[] {
  return [
    { name: 'cases.timers', everySeconds: 5, run: () => fireTimers(ground) },
    { name: 'cases.silence', everySeconds: 300, run: () => eachOverdue(ground, 'notice', deemAccepted) },
    { name: 'cases.calendar', everySeconds: 600, run: () => recomputeAll(ground) },
    { name: 'cases.delegations', everySeconds: 300, run: () => returnAll(ground) },
    { name: 'cases.gaps', everySeconds: 300, run: () => eachOverdue(ground, 'gap', missGap) },
    { name: 'cases.payments', everySeconds: 300, run: () => eachOverdue(ground, 'payment', missPayment) },
    { name: 'cases.renewals', everySeconds: 300, run: () => eachOverdue(ground, 'renewal', deemRenewed) },
    { name: 'cases.lapse', everySeconds: 300, run: () => eachOverdue(ground, 'correction', lapseCorrection) },
  ]
}

/** When a calendar is published, dates reckoned without it are reckoned anew; a later notice for the same year moves settled ones too. */
export function caseFollower(ground: Ground): Follower {
  const reckon = ({ facts: { year, edition } }: Entry) => {
    const recomputing: Recomputing = Number(edition) > 1 ? { year: Number(year) } : {}
    return ground.addJob(recomputeJob, { ...recomputing }, { key: `${recomputeJob}:${recomputing.year ?? 'provisional'}` })
  }
  const nameExtenders = async ({ facts: { kind } }: Entry) => {
    if (kind === 'government') await ground.addJob(extenderJob, {}, { key: extenderJob })
  }
  return {
    name: 'cases', owner: 'system-admin',
    on: { 'clock.year-published': reckon, 'organisations.added': nameExtenders, 'organisations.changed': nameExtenders, 'cases.accepted': (entry) => afterAcceptance(ground, entry), 'cases.decided': (entry) => tellParent(ground, entry), 'cases.finished': (entry) => afterEnd(ground, entry), 'cases.delivered': (entry) => takeEffect(ground, entry) },
  }
}

/** Joint handling with separate decisions: each gets its sub-case (许可法 26). */
async function afterAcceptance(ground: Ground, { subject }: Entry): Promise<void> {
  const row = await findRelated(ground.sql, subject)
  if (!row || separateItems((await getItemVersion(ground.sql, row.itemVersion)).content).length === 0) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => openSubCases(act, subject))
}

async function tellParent(ground: Ground, { subject }: Entry): Promise<void> {
  const parent = (await findRelated(ground.sql, subject))?.parent
  if (!parent || (await findWaitingFor(ground.sql, subject)).length === 0) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(parent)] }, (act) => endSubCase(act, parent, subject))
}

/** An annulment takes effect with the delivery of its decision, never before. */
async function takeEffect(ground: Ground, { subject }: Entry): Promise<void> {
  const row = (await findCaseParties(ground.sql, subject))?.case
  const about = row?.outcome === 'granted' ? row.about : null
  const matter = row && about !== null ? matterOf((await getItemVersion(ground.sql, row.itemVersion)).content) : undefined
  if (about === null || matter?.on !== 'case' || !matter.exOfficio) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject), caseLock(about)] }, async (act) => {
    const whole = await findWholeCase(act.tx, subject)
    if (whole) await carryOutAnnulment(act, whole, matter)
  })
}

async function afterEnd(ground: Ground, entry: Entry): Promise<void> {
  await tellParent(ground, entry)
  const { outcome } = entry.facts
  if (outcome !== 'withdrawn' && outcome !== 'terminated') return
  for (const { id, state } of await findSubCases(ground.sql, entry.subject)) {
    if (state !== 'finished' && state !== 'decided') await ground.runAct({ actor: systemActor, locks: [caseLock(id)] }, (act) => followParent(act, id, outcome))
  }
}

/** Slow work on cases. */
export function caseJobs(ground: Ground): JobHandlers {
  return {
    [recomputeJob]: async (payload) => {
      const recomputing: Recomputing = { ...(typeof payload.year === 'number' ? { year: payload.year } : {}), ...(typeof payload.after === 'string' ? { after: payload.after } : {}) }
      await renewCalendar(ground.sql)
      const after = await recomputePiece(ground, recomputing)
      // Without a key: the next piece must not replace a round that a newer notice has asked for.
      if (after !== undefined) await ground.addJob(recomputeJob, { ...recomputing, after })
    },
    [extenderJob]: async ({ after }) => {
      const next = await nameExtendersPiece(ground, typeof after === 'string' ? after : first)
      if (next !== undefined) await ground.addJob(extenderJob, { after: next })
    },
  }
}

async function fireTimers(ground: Ground): Promise<void> {
  for (const { caseId, timer } of await dueTimers(ground.sql, ground.clock.now(), batch)) await onCase(ground, caseId, (act) => fireTimer(act, caseId, timer))
}

async function returnAll(ground: Ground): Promise<void> {
  for (const id of await overdueDelegations(ground.sql, dateInChina(ground.clock.now()), batch)) await onCase(ground, id, (act) => returnDelegations(act, id))
}

async function eachOverdue(ground: Ground, kind: string, verb: (act: Act, caseId: string) => Promise<void>): Promise<void> {
  for (const id of await overdueTerms(ground.sql, kind, dateInChina(ground.clock.now()), batch)) await onCase(ground, id, (act) => verb(act, id))
}

/** One piece of reckoning anew. Answers after which case the next piece goes on, undefined after the last. */
async function recomputePiece(ground: Ground, { year, after = first }: Recomputing): Promise<string | undefined> {
  const until = year === undefined ? await settledUntil(ground.sql) : undefined
  const ids = year !== undefined ? await casesCounting(ground.sql, year, after, batch) : until ? await provisionalCases(ground.sql, until, after, batch) : []
  for (const id of ids) await onCase(ground, id, (act) => recomputeTerms(act, id))
  return ids.at(-1)
}

/** Joint permits that were accepted before their government was entered get it, piece by piece (许可法 42). */
async function nameExtendersPiece(ground: Ground, after: string): Promise<string | undefined> {
  const rows = await withoutExtender(ground.sql, after, batch)
  for (const { id, itemVersion, deciding } of rows) {
    if ((await approverFor(ground.sql, await getItemVersion(ground.sql, itemVersion), deciding)) !== null) await onCase(ground, id, (act) => nameExtender(act, id))
  }
  return rows.at(-1)?.id
}

async function recomputeAll(ground: Ground): Promise<void> {
  for (let after: string | undefined = first; after !== undefined; ) after = await recomputePiece(ground, { after })
}

/** One case that cannot be helped must not keep the others waiting. */
async function onCase(ground: Ground, caseId: string, verb: (act: Act) => Promise<unknown>): Promise<void> {
  try {
    await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, verb)
  } catch (error) {
    if (isProblem(error) && error.status === 503) throw error
    ground.log.error({ err: error, case: caseId }, 'a case could not be moved by time')
  }
}
