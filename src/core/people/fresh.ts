// A fresh proof of who calls, for what lies in other contexts and needs one.
import type { Caller } from '#base/http'
import { mustHaveProved } from './factor.ts'
import { limits } from './limits.ts'

/** Refuses a caller whose last proof lies too long ago (`people.prove-again`). */
export function mustBeFresh({ provedAt }: Caller, now: Temporal.Instant): void {
  mustHaveProved({ provedAt }, now, limits.proofSeconds)
}

/** Whether a caller needs no new proof. */
export const isFresh = ({ provedAt }: Caller, now: Temporal.Instant): boolean => now.since(provedAt).total('seconds') <= limits.proofSeconds
