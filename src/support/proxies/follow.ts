// Who is let act by a consent, and loses the agency by another page, is no helper any more: one fact, told once.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { systemActor } from '#core/cases'
import { endWithAgency, proxyLock } from './acts.ts'
import { findByAgency } from './store.ts'

/** Follows agencies that are taken back. */
export function proxyFollower(ground: Ground): Follower {
  return { name: 'proxies', owner: 'system-admin', on: { 'people.agency-revoked': (entry) => endOf(ground, entry) } }
}

async function endOf(ground: Ground, entry: Entry): Promise<void> {
  const one = await findByAgency(ground.sql, String(entry.facts.agency))
  if (one) await ground.runAct({ actor: systemActor, locks: [proxyLock(one.id)] }, (act) => endWithAgency(act, one.id, entry.actor === one.proxy ? 'proxy' : 'principal'))
}
