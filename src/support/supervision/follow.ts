// What time and the ledger ask of supervision: every late case gets one, once; an answer and a decision close it.
import type { Entry, Follower } from '#base/act'
import type { Beat, Ground } from '#base/context'
import { isProblem } from '#base/problem'
import { dateInChina } from '#base/time'
import { caseLock, deliverElectronically, findCaseParties, findWholeCase, listOverdue, systemActor } from '#core/cases'
import { noteMatter, superviseCase } from './acts.ts'
import { findOfSupervision, knownAmong } from './store.ts'

const batch = 200

export function supervisionBeats(ground: Ground): Beat[] {
  return [{ name: 'supervision.late', everySeconds: 600, run: () => superviseAll(ground) }]
}

async function superviseAll(ground: Ground): Promise<void> {
  const today = dateInChina(ground.clock.now())
  for (let after: { dueAt: string; id: string } | undefined, more = true; more; ) {
    const late = await listOverdue(ground.sql, today, batch, after)
    const known = await knownAmong(ground.sql, late.map(({ id }) => id))
    for (const { id } of late.filter((one) => !known.has(one.id))) await superviseOne(ground, id)
    after = late.at(-1)
    more = late.length === batch
  }
}

/** One case that cannot be helped must not keep the others waiting. */
async function superviseOne(ground: Ground, id: string): Promise<void> {
  try {
    const whole = await findWholeCase(ground.sql, id)
    if (whole) await ground.runAct({ actor: systemActor, locks: [caseLock(id)] }, (act) => superviseCase(act, whole))
  } catch (error) {
    if (isProblem(error) && error.status === 503) throw error
    ground.log.error({ err: error, case: id }, 'a late case could not be put under supervision')
  }
}

export function supervisionFollower(ground: Ground): Follower {
  return {
    name: 'supervision', owner: 'system-admin',
    on: {
      'cases.step-completed': (entry) => noted(ground, entry, 'answered'),
      'cases.decided': (entry) => closeCase(ground, entry),
      'cases.finished': (entry) => noted(ground, entry, 'closed'),
    },
  }
}

async function noted(ground: Ground, entry: Entry, what: 'answered' | 'closed'): Promise<void> {
  const matter = await findOfSupervision(ground.sql, entry.subject)
  if (!matter || (what === 'answered' ? matter.answeredAt : matter.closedAt) !== null) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(matter.lateCase)] }, (act) => noteMatter(act, entry.subject, matter.lateCase, what))
}

/** Inside the administration nothing is handed over: what the superior has decided is known. */
async function closeCase(ground: Ground, entry: Entry): Promise<void> {
  const matter = await findOfSupervision(ground.sql, entry.subject)
  if (!matter || (await findCaseParties(ground.sql, entry.subject))?.case.state !== 'decided') return
  await ground.runAct({ actor: systemActor, locks: [caseLock(entry.subject)] }, (act) => deliverElectronically(act, entry.subject))
}
