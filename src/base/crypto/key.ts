// What a key is: its purpose, its kid and its algorithm. One key serves one purpose. Signing is Ed25519 because its
// signatures follow from key and text alone, so a replay gives the same bytes (design §4, Replay). Tokens for other systems are
// signed with ES256, which every OpenID Connect library reads.
import { createECDH, createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { Random } from '#base/ids'

export const signingPurposes = ['ledger', 'licences', 'seals', 'tokens', 'upstreams'] as const
export const secretPurposes = ['secrets', 'digests', 'data'] as const
export const purposes = [...signingPurposes, ...secretPurposes, 'master'] as const

/** ledger: checkpoints · licences: licences and status lists · seals: letters · tokens: who signed in, told to other systems · upstreams: who we are, told to a platform above. */
export type SigningPurpose = (typeof signingPurposes)[number]
/** secrets: cookies, codes on paper, counters (HMAC-SHA-256) · digests: numbers of documents and addresses are found by (HMAC-SHA-256) · data: fields at rest (SM4-GCM, GB/T 32907). */
export type SecretPurpose = (typeof secretPurposes)[number]
/** master: wraps the secret ones, and nothing else (KEK). */
export type Purpose = (typeof purposes)[number]

/** Where a key stands: `home` in the folder of keys, `kms` in a key management system. */
export type StoreName = 'home' | 'kms'

export interface KeyDescription {
  purpose: Purpose
  kid: string
  algorithm: 'Ed25519' | 'ES256' | 'HMAC-SHA256' | 'SM4-GCM'
  /** RFC 3339. */
  created: string
  /** The newest key of its purpose signs and encrypts; the others only verify and decrypt. */
  current: boolean
  store: StoreName
  /** Kid of the master key that a secret is wrapped under; null while it stands as it is. */
  wrappedBy?: string | null
  /** RFC 3339: since when nothing is looked up or sealed under it, because nothing stands under it any more. */
  retired?: string
}

export interface SigningKey {
  purpose: SigningPurpose
  /** Thumbprint of the public key (RFC 7638). */
  kid: string
  created: string
  publicKey: KeyObject
  /** The x of the public key: of Ed25519 the whole key, as C2SP notes want it. */
  publicBytes: Buffer
  /** Signs with the private half, wherever that stands: 64 bytes, of ES256 r and s (RFC 7518 §3.4). Throws `crypto.kms-away`, `crypto.kms-wrong`. */
  sign(data: Uint8Array): Promise<Buffer>
}

export interface SecretKey {
  purpose: SecretPurpose
  kid: string
  created: string
  secret: KeyObject
}

export interface PublicJwk {
  kty: string
  crv: string
  x: string
  y?: string
  kid: string
  alg: string
  use: 'sig'
}

/** What a key file holds: the key itself, or what stands for one that is elsewhere. */
export interface StoredKey {
  purpose: Purpose
  kid: string
  /** RFC 3339. */
  created: string
  /** base64url, 32 bytes, for `data` and `master` 16: of a key of the home that signs or wraps, and of a secret from before secrets were wrapped. */
  seed?: string
  /** A secret under a master key: of which store, by which kid. */
  wrapped?: { store: StoreName; by: string; text: string }
  /** Of a wrapped secret: what it has to be when it is unwrapped (SHA-256 of it; random bytes cannot be guessed by it). */
  check?: string
  /** Public half of a key that signs elsewhere, or signed here once. */
  public?: { kty: string; crv: string; x: string; y?: string }
  store?: 'kms'
  retired?: string
}

/** Makes a new key of the home, as it is before it is wrapped. */
export function makeStoredKey(purpose: Purpose, random: Random, created: Temporal.Instant): StoredKey & { seed: string } {
  const seed = Buffer.from(random.bytes(seedBytes(purpose)))
  const kid = isSigning(purpose) ? thumbprint(pairOf(purpose, seed).publicKey) : Buffer.from(random.bytes(12)).toString('base64url')
  return { purpose, kid, created: created.toString(), seed: seed.toString('base64url') }
}

export function seedBytes(purpose: Purpose): 16 | 32 {
  return purpose === 'data' || purpose === 'master' ? 16 : 32
}

export const checkOf = (secret: Uint8Array): string => createHash('sha256').update('yiwang key\n').update(secret).digest('base64url')

interface Halves {
  publicKey: KeyObject
  publicBytes: Buffer
  privateKey: KeyObject | undefined
}

const made = new WeakMap<StoredKey, Halves>()

/** The halves of the signing key of a file, as far as they are there. */
export function halvesOf(purpose: SigningPurpose, stored: StoredKey): Halves {
  const known = made.get(stored)
  if (known) return known
  const pair = stored.seed === undefined ? undefined : pairOf(purpose, Buffer.from(stored.seed, 'base64url'))
  const publicKey = pair?.publicKey ?? createPublicKey({ key: { ...stored.public }, format: 'jwk' })
  const halves = { publicKey, publicBytes: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'), privateKey: pair?.privateKey }
  made.set(stored, halves)
  return halves
}

/** The signing key of a file; `signElsewhere` signs where its private half is not here. */
export function signingKey(purpose: SigningPurpose, stored: StoredKey, signElsewhere: (stored: StoredKey, data: Uint8Array) => Promise<Buffer>): SigningKey {
  const { publicKey, publicBytes, privateKey } = halvesOf(purpose, stored)
  return { purpose, kid: stored.kid, created: stored.created, publicKey, publicBytes, sign: privateKey ? async (data) => signBy(privateKey, data) : (data) => signElsewhere(stored, data) }
}

function signBy(privateKey: KeyObject, data: Uint8Array): Buffer {
  return privateKey.asymmetricKeyType === 'ed25519' ? sign(null, data, privateKey) : sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
}

/** Whether a signature is what the private half of this key makes of these bytes. */
export function isSignature(publicKey: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.asymmetricKeyType === 'ed25519' ? verify(null, data, publicKey, signature) : verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
}

/** The public half of a signing key of the home, as a key file may keep it. */
export function publicHalf(purpose: SigningPurpose, seed: string): NonNullable<StoredKey['public']> {
  const { kty = '', crv = '', x = '', y } = pairOf(purpose, Buffer.from(seed, 'base64url')).publicKey.export({ format: 'jwk' })
  return { kty, crv, x, ...(y ? { y } : {}) }
}

export function isSigning(purpose: Purpose): purpose is SigningPurpose {
  return (signingPurposes as readonly string[]).includes(purpose)
}

export function algorithmOf(purpose: Purpose): KeyDescription['algorithm'] {
  if (isSigning(purpose)) return signingAlgorithm(purpose) === 'ES256' ? 'ES256' : 'Ed25519'
  return purpose === 'data' || purpose === 'master' ? 'SM4-GCM' : 'HMAC-SHA256'
}

/** The JOSE algorithm that keys of this purpose sign with. */
export function signingAlgorithm(purpose: SigningPurpose): 'EdDSA' | 'ES256' {
  return purpose === 'tokens' || purpose === 'upstreams' ? 'ES256' : 'EdDSA'
}

/** The JOSE algorithm a public key may be used with, decided by the key alone; undefined for kinds that are not trusted here. */
export function joseAlgorithm(key: KeyObject): 'EdDSA' | 'ES256' | undefined {
  if (key.type !== 'public') return undefined
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA'
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ES256' : undefined
}

/** The public half as JWK, to be published. */
export function publicJwk(key: { kid: string; publicKey: KeyObject }): PublicJwk {
  const { kty, crv, x, y } = key.publicKey.export({ format: 'jwk' })
  const alg = joseAlgorithm(key.publicKey)
  if (!kty || !crv || !x || !alg) throw new TypeError('only Ed25519 and P-256 keys are published')
  return { kty, crv, x, ...(y ? { y } : {}), kid: key.kid, alg, use: 'sig' }
}

/** RFC 7638: SHA-256 over the required members in lexical order. */
export function thumbprint(publicKey: KeyObject): string {
  const { crv, kty, x, y } = publicKey.export({ format: 'jwk' })
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

// A private Ed25519 key is its seed behind this fixed head (RFC 8410 §7). Made this way, the key follows from the injected randomness.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

function ed25519Pair(seed: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function pairOf(purpose: SigningPurpose, seed: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  return signingAlgorithm(purpose) === 'ES256' ? p256Pair(seed) : ed25519Pair(seed)
}

/** The seed is the private number; one of 2³² is none on this curve, and is refused. */
function p256Pair(seed: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(seed)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: seed.toString('base64url'), x: x ?? '', y: y ?? '' }, format: 'jwk' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
