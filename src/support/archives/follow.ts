// When a case is archived: as soon as it is finished and everything of it is there; at the latest some weeks after its end, with what there is.
import type { Follower } from '#base/act'
import type { Beat, Ground } from '#base/context'
import type { Sql } from '#base/db'
import { caseLock, systemActor } from '#core/cases'
import { casesWithOpenLetters } from '#support/deliveries'
import { casesWithUnprinted } from '#support/licences'
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
    const incomplete = await lackingParts(ground.sql, waiting.map(({ caseId }) => caseId))
    for (const { caseId, finishedAt } of waiting) {
      const isLate = Temporal.Instant.compare(finishedAt, oldest) < 0
      if (incomplete.has(caseId) && !isLate) continue
      const from = await gather(ground.sql, caseId)
      if (!from || !(isWhole(from) || isLate)) continue
      await ground.runAct({ actor: systemActor, locks: [caseLock(caseId)] }, async (act) => archiveCase(act, from))
    }
    after = waiting.at(-1)?.caseId ?? first
    more = waiting.length === batch
  }
}

/** Those of which something is still to come: known for many at once, so that who waits for weeks is not gathered with every beat. */
async function lackingParts(sql: Sql, cases: readonly string[]): Promise<Set<string>> {
  if (cases.length === 0) return new Set()
  return new Set([...(await casesWithOpenLetters(sql, cases)), ...(await casesWithUnprinted(sql, cases))])
}
