// One certificate (RFC 5280 §4): what node:crypto tells of it, and what it does not: names byte by byte, extensions, bits of its use.
import { X509Certificate } from 'node:crypto'
import { DerFault, expect, hasBit, partsOf, readDer, readExtensions, readOid, readSerial, readTime, tags, type Der, type Extension } from './der.ts'

export interface Certificate {
  x509: X509Certificate
  /** Name of the issuer and of the holder as they are written: two that are written otherwise are two. */
  issuer: Buffer
  subject: Buffer
  serial: string
  from: Temporal.Instant
  until: Temporal.Instant
  extensions: Map<string, Extension>
}

const ids = { keyUsage: '2.5.29.15', alternativeName: '2.5.29.17', basicConstraints: '2.5.29.19', policies: '2.5.29.32', extendedUse: '2.5.29.37' } as const
const clientUse = '1.3.6.1.5.5.7.3.2'
/** Digests that are not broken, under RSA, RSA-PSS, ECDSA and Ed25519. */
const signatures = new Set(['1.2.840.113549.1.1.10', '1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13', '1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4', '1.3.101.112'])
const rsaBitsMin = 2048

/** Reads a certificate as it came. Throws `DerFault`. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const [tbs] = partsOf(readDer(bytes))
  const parts = partsOf(tbs)
  // Only version 3 has extensions, and without them nothing says what a certificate is for.
  if (parts[0]?.tag !== 0xa0) throw new DerFault('no certificate of version 3')
  const [, serial, algorithm, issuer, validity, subject] = parts
  if (!signatures.has(readOid(partsOf(algorithm)[0]))) throw new DerFault('signed in a way that is not trusted')
  const [from, until] = partsOf(validity)
  const extensions = parts.find(({ tag }) => tag === 0xa3)
  const x509 = parsed(bytes)
  if (x509.publicKey.asymmetricKeyType === 'rsa' && (x509.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < rsaBitsMin) throw new DerFault('a key that is too short')
  return {
    x509, serial: readSerial(serial), issuer: Buffer.from(expect(issuer, tags.sequence).whole), subject: Buffer.from(expect(subject, tags.sequence).whole),
    from: readTime(from), until: readTime(until), extensions: readExtensions(extensions && partsOf(extensions, 0xa3)[0]),
  }
}

function parsed(bytes: Uint8Array): X509Certificate {
  try {
    const x509 = new X509Certificate(bytes)
    // A key that this Node does not know throws here, and not when it is needed.
    if (x509.publicKey.type !== 'public') throw new DerFault('no public key')
    return x509
  } catch (error) {
    throw error instanceof DerFault ? error : new DerFault('no certificate')
  }
}

/** Whether it says anything that must be understood, and is not (RFC 5280 §4.2). */
export function hasUnknown({ extensions }: Certificate): boolean {
  const known: readonly string[] = Object.values(ids)
  return [...extensions].some(([id, { critical }]) => critical && !known.includes(id))
}

export function holdsAt({ from, until }: Pick<Certificate, 'from' | 'until'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, until) <= 0
}

/** Bits of its use (RFC 5280 §4.2.1.3): 0 signing, 5 certificates, 6 lists of revoked ones. One that names none may be used for all. */
export function mayBeUsedFor({ extensions }: Certificate, bit: 0 | 5 | 6): boolean {
  const usage = extensions.get(ids.keyUsage)
  return usage === undefined || hasBit(readDer(usage.value), bit)
}

/** Whether somebody may show by it who he is (clientAuth): it says so, and is no authority's own. */
export function isForClients(one: Certificate): boolean {
  const use = one.extensions.get(ids.extendedUse)
  const isNamed = use !== undefined && partsOf(readDer(use.value)).some((id) => readOid(id) === clientUse)
  return isNamed && mayBeUsedFor(one, 0) && authorityOf(one) === undefined
}

/** How many authorities may stand below it on the way to a holder; undefined where it is no authority. */
export function authorityOf({ extensions }: Certificate): number | undefined {
  const constraints = extensions.get(ids.basicConstraints)
  const [isAuthority, length] = constraints ? partsOf(readDer(constraints.value)) : []
  if (isAuthority?.tag !== tags.boolean || isAuthority.content[0] !== 0xff) return undefined
  return length === undefined ? Number.POSITIVE_INFINITY : numberIn(length)
}

function numberIn(der: Der): number {
  const { content } = expect(der, tags.integer)
  if (content.length !== 1 || (content[0] ?? 0x80) >= 0x80) throw new DerFault('no small number')
  return content[0] ?? 0
}

/** Whether one was signed by the holder of another. */
export function isSignedBy(one: Certificate, issuer: Certificate): boolean {
  if (!one.issuer.equals(issuer.subject)) return false
  try {
    return one.x509.verify(issuer.x509.publicKey)
  } catch {
    return false
  }
}
