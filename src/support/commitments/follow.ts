// What follows a promise: a grant opens its check; the decision on the check says whether the promise held, and a false one opens its annulment.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { caseLock, findCommitment, systemActor } from '#core/cases'
import { licenceLock, licencesOfCase } from '#support/licences'
import { endCheckOf, openCheck } from './acts.ts'
import { findCheck, findCheckOf } from './store.ts'

/** Follows decisions. */
export function commitmentFollower(ground: Ground): Follower {
  return { name: 'commitments', owner: 'system-admin', on: { 'cases.decided': (entry) => afterDecision(ground, entry) } }
}

async function afterDecision(ground: Ground, { subject, facts }: Entry): Promise<void> {
  const check = await findCheck(ground.sql, subject)
  if (check) {
    if (check.endedAt !== null) return
    const licences = [...new Set((await licencesOfCase(ground.sql, check.caseId)).map(({ licence }) => licence))]
    await ground.runAct({ actor: systemActor, locks: [caseLock(check.caseId), caseLock(subject), ...licences.map(licenceLock)] }, (act) => endCheckOf(act, ground.keys, subject, { held: facts.outcome !== 'refused', licences }))
    return
  }
  if (facts.outcome === 'refused' || (await findCommitment(ground.sql, subject))?.withdrawnAt !== null || (await findCheckOf(ground.sql, subject))) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => openCheck(act, subject))
}
