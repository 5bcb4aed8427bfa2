// When a case is archived: as soon as it is finished and everything of it is there; at the latest some weeks after its end, with what there is.
import type { Follower } from '#base/act'
import type { Beat, Ground } from '#base/context'
import { caseLock, systemActor } from '#core/cases'
import { archiveCase, gather } from './acts.ts'
import { isWhole } from './archive.ts'
import { addWaiting, findRecord, listWaiting } from './store.ts'

const batch = 200
// [K] A letter that nobody fetches does not keep a case out of the archive for ever.
const waitDaysMax = 90
const first = '00000000-0000-0000-0000-000000000000'

export function archiveFollower(ground: Ground): Follower {
  return {
    name: 'archives', owner: 'system-admin',
    on: { 'cases.finished': async (entry) => ((await findRecord(ground.sql, entry.subject)) ? undefined : addWaiting(ground.sql, entry.subject, entry.at)) },
  }
}

export function archiveBeats(ground: Ground): Beat[] {
  return [{ name: 'archives.make', everySeconds: 300, run: () => archiveAll(ground) }]
}

async function archiveAll(ground: Ground): Promise<void> {
  const oldest = ground.clock.now().subtract({ hours: waitDaysMax * 24 })
  for (let after = first, more = true; more; ) {
    const waiting = await listWaiting(ground.sql, batch, after)
    for (const { caseId, finishedAt } of waiting) {
      const from = await gather(ground.sql, caseId)
      if (!from || !(isWhole(from) || Temporal.Instant.compare(finishedAt, oldest) < 0)) continue
      await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, async (act) => archiveCase(act, from))
    }
    after = waiting.at(-1)?.caseId ?? first
    more = waiting.length === batch
  }
}
