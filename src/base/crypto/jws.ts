// Signed JSON as JWS (RFC 7515). The verifier decides by the trusted keys which algorithm counts: a header can neither
// choose `none`, nor turn a public key into an HMAC secret, nor bring a key of its own (RFC 8725 §3.1, 3.2, 3.5, 3.11).
import { compactVerify, decodeProtectedHeader } from 'jose'
import { signingAlgorithm, type SigningKey } from './key.ts'
import type { TrustedKey } from './trust.ts'

/** `good` carries the payload; `unknown-key`: no trusted key has this kid; `bad`: everything else. */
export type JwsVerdict = { verdict: 'good'; kid: string; payload: Uint8Array } | { verdict: 'unknown-key'; kid: string } | { verdict: 'bad'; kid?: string; reason: 'malformed' | 'type' | 'algorithm' | 'signature' }

/** Signs bytes as a compact JWS with `alg`, `kid` and `typ` in the protected header. */
export async function signJws(key: SigningKey, payload: Uint8Array, typ: string): Promise<string> {
  const header = Buffer.from(JSON.stringify({ alg: signingAlgorithm(key.purpose), kid: key.kid, typ }))
  const input = `${header.toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
  return `${input}.${(await key.sign(Buffer.from(input))).toString('base64url')}`
}

/** Verifies a compact JWS of one type against trusted keys only. Never throws on what it is given. */
export async function verifyJws(jws: string, trusted: readonly TrustedKey[], typ: string): Promise<JwsVerdict> {
  const header = readHeader(jws)
  if (!header || typeof header.kid !== 'string') return { verdict: 'bad', reason: 'malformed' }
  const { kid } = header
  if (header.typ !== typ) return { verdict: 'bad', kid, reason: 'type' }
  const candidates = trusted.filter((key) => key.kid === kid)
  if (candidates.length === 0) return { verdict: 'unknown-key', kid }
  const fitting = candidates.filter((key) => key.algorithm === header.alg)
  if (fitting.length === 0) return { verdict: 'bad', kid, reason: 'algorithm' }
  for (const { publicKey, algorithm } of fitting) {
    const payload = await compactVerify(jws, publicKey, { algorithms: [algorithm] }).then((good) => good.payload, () => undefined)
    if (payload) return { verdict: 'good', kid, payload }
  }
  return { verdict: 'bad', kid, reason: 'signature' }
}

/** The payload without any check, for showing what a document claims. Never proof of anything. */
export function readJws(jws: string): { kid?: string; typ?: string; payload: Uint8Array } | undefined {
  const header = readHeader(jws)
  const [, body] = jws.split('.')
  if (!header || body === undefined) return undefined
  return { ...(typeof header.kid === 'string' ? { kid: header.kid } : {}), ...(typeof header.typ === 'string' ? { typ: header.typ } : {}), payload: Buffer.from(body, 'base64url') }
}

function readHeader(jws: string): Record<string, unknown> | undefined {
  try {
    const parts = jws.split('.')
    return parts.length === 3 && parts.every(isExact) ? decodeProtectedHeader(jws) : undefined
  } catch {
    return undefined
  }
}

// Lenient decoding would let some characters change without changing the bytes: two texts, one signature.
function isExact(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part
}
