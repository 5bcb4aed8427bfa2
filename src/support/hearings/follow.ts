// What news and time do to hearings: a person's answer to a late request or an objection, the end of the case, the end of the days to ask.
import type { Entry, Follower } from '#base/act'
import type { Beat, Ground } from '#base/context'
import { dateInChina } from '#base/time'
import { caseLock, findWholeCase, findWords, systemActor } from '#core/cases'
import { findReceivedByAll } from '#support/deliveries'
import { answerLate, answerObjection, endWithCase, lapseOffer, offerByNotice, startAsking } from './acts.ts'
import { findHearing, findLive, lapsedOffers } from './store.ts'

export function hearingFollower(ground: Ground): Follower {
  return { name: 'hearings', owner: 'system-admin', on: { 'cases.step-completed': (entry) => answerTask(ground, entry), 'cases.finished': (entry) => endOf(ground, entry), 'cases.intention-told': (entry) => offer(ground, entry), 'deliveries.delivery-recorded': (entry) => told(ground, entry) } }
}

async function answerTask(ground: Ground, { id, subject, facts }: Entry): Promise<void> {
  const { element } = facts
  if (element !== 'hearing-request' && element !== 'hearing-presider') return
  const live = await findLive(ground.sql, subject)
  if (element === 'hearing-request' ? live?.state !== 'late' : live?.objection?.state !== 'open') return
  const outcome = String(facts.outcome)
  const opinion = ((await findWords(ground.sql, subject)).find((one) => one.entry === id)?.content as { opinion?: string } | undefined)?.opinion ?? ''
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => (element === 'hearing-request' ? answerLate(act, subject, outcome, opinion) : answerObjection(act, subject, outcome)))
}

/** 处罚法 63: the notice of a revocation offers the hearing. */
async function offer(ground: Ground, { subject, facts: { hearing } }: Entry): Promise<void> {
  if (typeof hearing !== 'string' || (await findHearing(ground.sql, hearing)) || !(await isUndecided(ground, subject))) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => offerByNotice(act, subject, hearing))
}

/** 处罚法 64: the days to ask run from the delivery of that notice; where it is about several, from the last of theirs. */
async function told(ground: Ground, { subject, facts: { letterKind, letter, means } }: Entry): Promise<void> {
  const live = letterKind === 'intention' ? await findLive(ground.sql, subject) : undefined
  if (live?.state !== 'offered' || live.askBy !== null || !(await isUndecided(ground, subject))) return
  const on = await findReceivedByAll(ground.sql, String(letter))
  if (on !== undefined) await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => startAsking(act, subject, { on: Temporal.PlainDate.from(on), means: String(means) }))
}

/** Whoever ended the case meanwhile ended the hearing with it. */
const isUndecided = async (ground: Ground, caseId: string): Promise<boolean> => (await findWholeCase(ground.sql, caseId))?.case.state === 'accepted'

async function endOf(ground: Ground, { subject }: Entry): Promise<void> {
  if (await findLive(ground.sql, subject)) await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => endWithCase(act, subject))
}

const batch = 100

export function hearingBeats(ground: Ground): Beat[] {
  const lapse = async () => {
    for (const { id, caseId } of await lapsedOffers(ground.sql, dateInChina(ground.clock.now()), batch)) await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, (act) => lapseOffer(act, caseId, id))
  }
  return [{ name: 'hearings.lapse', everySeconds: 300, run: lapse }]
}
