// From a holder's certificate up to an authority that is trusted here, each step judged (RFC 5280 §6): signature, time, what it is for, how deep it may go,
// and whether its issuer revoked it. Where nobody can tell whether it was revoked, it does not count.
import { authorityOf, hasUnknown, holdsAt, isForClients, isSignedBy, mayBeUsedFor, readCertificate, type Certificate } from './certificate.ts'
import { DerFault } from './der.ts'
import { isListOf, type Revocations } from './revocations.ts'

/** unreadable: no certificate · not-trusted: leads to no authority that is trusted · not-now: too early or too late · not-for-clients: made for something else ·
 * revoked · not-known: there is no list of now that tells whether it was revoked. */
export type Fault = 'unreadable' | 'not-trusted' | 'not-now' | 'not-for-clients' | 'revoked' | 'not-known'

export interface Presented {
  /** The holder's own, and those between it and an authority, in DER. */
  own: Uint8Array
  between: readonly Uint8Array[]
}

const stepsMax = 5

/** Judges a certificate that somebody presented. */
export function judgeClient(presented: Presented, { anchors, lists, now }: { anchors: readonly Certificate[]; lists: readonly Revocations[]; now: Temporal.Instant }): { certificate: Certificate } | { fault: Fault } {
  try {
    const certificate = readCertificate(presented.own)
    const path = findPath(certificate, presented.between.map(readCertificate), anchors)
    if (!path || path.some(hasUnknown)) return { fault: 'not-trusted' }
    if (!path.every((one) => holdsAt(one, now))) return { fault: 'not-now' }
    if (!isForClients(certificate)) return { fault: 'not-for-clients' }
    const fault = findRevoked(path, lists, now)
    return fault ? { fault } : { certificate }
  } catch (error) {
    if (error instanceof DerFault) return { fault: 'unreadable' }
    throw error
  }
}

/** The way up, the holder's own first and the trusted authority last. */
function findPath(own: Certificate, between: readonly Certificate[], anchors: readonly Certificate[]): Certificate[] | undefined {
  const path = [own]
  for (let below = 0; below < stepsMax; below++) {
    const last = path.at(-1) ?? own
    const isIssuer = (one: Certificate) => mayIssue(one, below) && isSignedBy(last, one)
    const anchor = anchors.find(isIssuer)
    if (anchor) return [...path, anchor]
    const next = between.find((one) => !path.includes(one) && isIssuer(one))
    if (!next) return undefined
    path.push(next)
  }
  return undefined
}

/** Whether one may sign certificates with so many authorities below it. */
function mayIssue(one: Certificate, below: number): boolean {
  const depth = authorityOf(one)
  return depth !== undefined && depth >= below && mayBeUsedFor(one, 5)
}

/** The authority that is trusted is trusted by whoever set it up; of everything below it a list of its issuer tells. */
function findRevoked(path: readonly Certificate[], lists: readonly Revocations[], now: Temporal.Instant): Fault | undefined {
  for (const [place, one] of path.slice(0, -1).entries()) {
    const issuer = path[place + 1]
    const own = issuer ? lists.filter((list) => isListOf(list, issuer, now)) : []
    if (own.some(({ serials }) => serials.has(one.serial))) return 'revoked'
    if (own.length === 0) return 'not-known'
  }
  return undefined
}
