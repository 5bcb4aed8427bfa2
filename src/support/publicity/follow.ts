// What time and news do to a 公示: it ends by itself, and with its case.
import type { Entry, Follower } from '#base/act'
import type { Beat, Ground } from '#base/context'
import { dateInChina } from '#base/time'
import { caseLock, systemActor } from '#core/cases'
import { endNotice, takeDown } from './acts.ts'
import { listOver, noticesOf } from './store.ts'

export function publicityFollower(ground: Ground): Follower {
  return { name: 'publicity', owner: 'system-admin', on: { 'cases.finished': (entry) => endOf(ground, entry) } }
}

async function endOf(ground: Ground, { subject }: Entry): Promise<void> {
  if ((await noticesOf(ground.sql, subject)).some((one) => one.state !== 'closed')) await ground.runAct({ actor: systemActor, locks: [caseLock(subject)] }, (act) => takeDown(act, subject))
}

const batch = 100

export function publicityBeats(ground: Ground): Beat[] {
  const end = async () => {
    for (const { id, caseId } of await listOver(ground.sql, dateInChina(ground.clock.now()), batch)) await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, (act) => endNotice(act, id))
  }
  return [{ name: 'publicity.end', everySeconds: 300, run: end }]
}
