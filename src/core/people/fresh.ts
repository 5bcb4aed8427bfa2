// A fresh proof of who calls, for what lies in other contexts and needs one.
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { mustHaveProved } from './factor.ts'
import { limits } from './limits.ts'
import { selectAccount } from './store-accounts.ts'

/**
 * Who sits there. Whoever acts for another, as guardian, legal representative or agent, proves that it is still himself: the other has no way in of this
 * person, and none of the other's is asked for.
 */
export async function selfOf(ground: Ground, { id, kind, login, session, hand }: Caller): Promise<Pick<Caller, 'id' | 'kind' | 'login' | 'session'>> {
  if (!hand) return { id, kind, login, session }
  return { id: hand.id, kind: 'natural', login: (await selectAccount(ground.sql, hand.id))?.login ?? '', session }
}

/** Refuses a caller whose last proof lies too long ago (`people.prove-again`). */
export function mustBeFresh({ provedAt }: Caller, now: Temporal.Instant): void {
  mustHaveProved({ provedAt }, now, limits.proofSeconds)
}

/** Whether a caller needs no new proof. */
export const isFresh = ({ provedAt }: Caller, now: Temporal.Instant): boolean => now.since(provedAt).total('seconds') <= limits.proofSeconds
