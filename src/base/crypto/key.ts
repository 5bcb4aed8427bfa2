// What a key is: its purpose, its kid and its algorithm. One key serves one purpose. Signing is Ed25519 because its
// signatures follow from key and text alone, so a replay gives the same bytes (design §4, Replay). Tokens for other systems are
// signed with ES256, which every OpenID Connect library reads.
import { createECDH, createHash, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Random } from '#base/ids'

export const signingPurposes = ['ledger', 'licences', 'seals', 'tokens'] as const
export const secretPurposes = ['secrets', 'data'] as const
export const purposes = [...signingPurposes, ...secretPurposes] as const

/** ledger: checkpoints · licences: licences and status lists · seals: letters · tokens: who signed in, told to other systems. */
export type SigningPurpose = (typeof signingPurposes)[number]
/** secrets: cookies, tokens, keyed digests (HMAC-SHA-256) · data: fields at rest (SM4-GCM, GB/T 32907). */
export type SecretPurpose = (typeof secretPurposes)[number]
export type Purpose = (typeof purposes)[number]

export interface KeyDescription {
  purpose: Purpose
  kid: string
  algorithm: 'Ed25519' | 'ES256' | 'HMAC-SHA256' | 'SM4-GCM'
  /** RFC 3339. */
  created: string
  /** The newest key of its purpose signs and encrypts; the others only verify and decrypt. */
  current: boolean
}

export interface SigningKey {
  purpose: SigningPurpose
  /** Thumbprint of the public key (RFC 7638). */
  kid: string
  created: string
  privateKey: KeyObject
  publicKey: KeyObject
  /** The x of the public key: of Ed25519 the whole key, as C2SP notes want it. */
  publicBytes: Buffer
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

/** What a key file holds. `seed` is base64url: 32 bytes, for `data` 16. */
export interface StoredKey {
  purpose: Purpose
  kid: string
  created: string
  seed: string
}

/** Makes the content of a new key file. */
export function makeStoredKey(purpose: Purpose, random: Random, created: Temporal.Instant): StoredKey {
  const seed = Buffer.from(random.bytes(purpose === 'data' ? 16 : 32))
  const kid = isSigning(purpose) ? thumbprint(pairOf(purpose, seed).publicKey) : Buffer.from(random.bytes(12)).toString('base64url')
  return { purpose, kid, created: created.toString(), seed: seed.toString('base64url') }
}

const made = new WeakMap<StoredKey, SigningKey>()

export function signingKey(purpose: SigningPurpose, stored: StoredKey): SigningKey {
  const known = made.get(stored)
  if (known) return known
  const { privateKey, publicKey } = pairOf(purpose, Buffer.from(stored.seed, 'base64url'))
  const publicBytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const key = { purpose, kid: stored.kid, created: stored.created, privateKey, publicKey, publicBytes }
  made.set(stored, key)
  return key
}

export function secretKey(purpose: SecretPurpose, stored: StoredKey): SecretKey {
  return { purpose, kid: stored.kid, created: stored.created, secret: createSecretKey(stored.seed, 'base64url') }
}

export function isSigning(purpose: Purpose): purpose is SigningPurpose {
  return (signingPurposes as readonly string[]).includes(purpose)
}

export function algorithmOf(purpose: Purpose): KeyDescription['algorithm'] {
  if (isSigning(purpose)) return signingAlgorithm(purpose) === 'ES256' ? 'ES256' : 'Ed25519'
  return purpose === 'data' ? 'SM4-GCM' : 'HMAC-SHA256'
}

/** The JOSE algorithm that keys of this purpose sign with. */
export function signingAlgorithm(purpose: SigningPurpose): 'EdDSA' | 'ES256' {
  return purpose === 'tokens' ? 'ES256' : 'EdDSA'
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
