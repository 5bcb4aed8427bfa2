// Public keys somebody decided to trust: of this home, or from a file given by hand. Never a key found inside a document.
import { createPublicKey, type KeyObject } from 'node:crypto'
import { joseAlgorithm, signingAlgorithm, thumbprint, type SigningKey } from './key.ts'
import { trustedKeysUnreadable } from './refusals.ts'

/** A trusted public key. `algorithm` follows from the key, never from a document's header. */
export interface TrustedKey {
  kid: string
  algorithm: 'EdDSA' | 'ES256'
  publicKey: KeyObject
}

/** Trusts keys of this home. */
export function trustKeys(keys: readonly SigningKey[]): TrustedKey[] {
  return keys.map(({ purpose, kid, publicKey }) => ({ kid, algorithm: signingAlgorithm(purpose), publicKey }))
}

/** Reads JWKS, one JWK or PEM (one or more `PUBLIC KEY` blocks; a private key is refused). Throws `crypto.trusted-keys-unreadable`. */
export function readTrustedKeys(text: string): TrustedKey[] {
  const keys = text.trimStart().startsWith('{') ? readJson(text) : readPem(text)
  if (keys.length === 0) throw trustedKeysUnreadable({ reason: 'no usable key' })
  return keys
}

function readPem(text: string): TrustedKey[] {
  const blocks = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
  return blocks.map((block) => trusted(() => createPublicKey(block)))
}

function readJson(text: string): TrustedKey[] {
  const value = parse(text)
  const list: unknown[] = 'keys' in value && Array.isArray(value.keys) ? value.keys : [value]
  return list.filter(isUsable).map((jwk) => {
    const { kty, crv, x, y, kid } = jwk
    return trusted(() => createPublicKey({ key: { kty: String(kty), crv: String(crv), x: String(x), ...(y ? { y: String(y) } : {}) }, format: 'jwk' }), kid)
  })
}

// Encryption keys in a set are nobody's mistake and are passed over; symmetric ones could forge and are not looked at either.
function isUsable(jwk: unknown): jwk is Record<string, unknown> {
  return typeof jwk === 'object' && jwk !== null && 'kty' in jwk && (jwk.kty === 'OKP' || jwk.kty === 'EC') && !('use' in jwk && jwk.use !== 'sig')
}

function trusted(make: () => KeyObject, kid?: unknown): TrustedKey {
  const publicKey = attempt(make)
  const algorithm = joseAlgorithm(publicKey)
  if (!algorithm) throw trustedKeysUnreadable({ reason: 'kind of key' })
  return { kid: typeof kid === 'string' && kid !== '' ? kid : thumbprint(publicKey), algorithm, publicKey }
}

function parse(text: string): object {
  const value = attempt<unknown>(() => JSON.parse(text))
  if (typeof value !== 'object' || value === null) throw trustedKeysUnreadable({ reason: 'not an object' })
  return value
}

function attempt<T>(make: () => T): T {
  try {
    return make()
  } catch {
    throw trustedKeysUnreadable({ reason: 'format' })
  }
}
