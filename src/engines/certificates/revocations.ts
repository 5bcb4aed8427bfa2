// A list of revoked certificates (RFC 5280 §5), whole or not at all: one in parts, of changes only, or signed by somebody in place of the issuer is not taken.
import { verify } from 'node:crypto'
import { mayBeUsedFor, type Certificate } from './certificate.ts'
import { DerFault, expect, partsOf, readBits, readDer, readExtensions, readOid, readSerial, readTime, tags, type Der } from './der.ts'

export interface Revocations {
  issuer: Buffer
  from: Temporal.Instant
  until: Temporal.Instant
  serials: Set<string>
  signed: { what: Uint8Array; digest: string | null; signature: Uint8Array }
}

/** The digest of each way of signing; Ed25519 has its own. RSA-PSS, whose parameters stand beside, is not taken for lists. */
const digests: Record<string, string | null> = {
  '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.12': 'sha384', '1.2.840.113549.1.1.13': 'sha512', '1.2.840.10045.4.3.2': 'sha256', '1.2.840.10045.4.3.3': 'sha384', '1.2.840.10045.4.3.4': 'sha512', '1.3.101.112': null,
}

/** Reads one list. Throws `DerFault`. */
export function readRevocations(bytes: Uint8Array): Revocations {
  const [tbs, outer, signature] = partsOf(readDer(bytes))
  const parts = partsOf(tbs)
  // Version 2 or, without extensions, none named.
  const [algorithm, issuer, from, until, ...rest] = parts[0]?.tag === tags.integer ? parts.slice(1) : parts
  const digest = digests[readOid(partsOf(algorithm)[0])]
  if (digest === undefined || !Buffer.from(expect(outer, tags.sequence).whole).equals(expect(algorithm, tags.sequence).whole)) throw new DerFault('signed in a way that is not trusted')
  const more = rest.find(({ tag }) => tag === 0xa0)
  mustBeWhole(more && partsOf(more, 0xa0)[0])
  const revoked = rest.find(({ tag }) => tag === tags.sequence)
  return {
    issuer: Buffer.from(expect(issuer, tags.sequence).whole), from: readTime(from), until: readTime(until), serials: new Set((revoked ? partsOf(revoked) : []).map(readEntry)),
    signed: { what: expect(tbs, tags.sequence).whole, digest, signature: readBits(signature) },
  }
}

function readEntry(der: Der): string {
  const [serial, , extensions] = partsOf(der)
  mustBeWhole(extensions)
  return readSerial(serial)
}

/** What must be understood, and here is not: lists in parts, of changes, for others (RFC 5280 §5.2). */
function mustBeWhole(der: Der | undefined): void {
  for (const [id, { critical }] of readExtensions(der)) if (critical) throw new DerFault(`a list with ${id}`)
}

/** Whether a list is an issuer's, of now. */
export function isListOf(list: Revocations, issuer: Certificate, now: Temporal.Instant): boolean {
  if (!list.issuer.equals(issuer.subject) || !mayBeUsedFor(issuer, 6)) return false
  if (Temporal.Instant.compare(list.from, now) > 0 || Temporal.Instant.compare(now, list.until) > 0) return false
  try {
    return verify(list.signed.digest, list.signed.what, issuer.x509.publicKey, list.signed.signature)
  } catch {
    return false
  }
}
