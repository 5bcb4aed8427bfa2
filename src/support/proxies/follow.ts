// Who is let act by a consent, and loses the agency by another page, is no helper any more: one fact, told once.
import type { Entry, Follower } from '#base/act'
import type { Ground } from '#base/context'
import { systemActor } from '#core/cases'
import { endAllOf, endWithAgency, proxyLock } from './acts.ts'
import { findByAgency } from './store.ts'

/** Follows agencies that are taken back, and people who died. */
export function proxyFollower(ground: Ground): Follower {
  return { name: 'proxies', owner: 'system-admin', on: { 'people.agency-revoked': (entry) => endOf(ground, entry), 'people.ended': (entry) => endWithPerson(ground, entry) } }
}

/** An organisation has no helpers, so only a death ends any. */
async function endWithPerson(ground: Ground, entry: Entry): Promise<void> {
  if (entry.facts.kind !== 'died') return
  await ground.runAct({ actor: systemActor, locks: [proxyLock(entry.subject)] }, (act) => endAllOf(act, entry.subject))
}

async function endOf(ground: Ground, entry: Entry): Promise<void> {
  const one = await findByAgency(ground.sql, String(entry.facts.agency))
  if (one) await ground.runAct({ actor: systemActor, locks: [proxyLock(one.id)] }, (act) => endWithAgency(act, one.id, entry.actor === one.proxy ? 'proxy' : 'principal'))
}
