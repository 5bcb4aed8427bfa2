// A key management system as this installation speaks to it: six calls of JSON over HTTP, each with an end of time, tried twice. It is believed in
// nothing that can be checked here: keys have the name that follows from them (RFC 7638), signatures verify, what is unwrapped is what was wrapped.
// What is spoken is written down in docs/decisions/0045-key-stores.md; a real one, or an HSM behind GM/T 0018, gets a process in front that speaks it.
import { createPublicKey } from 'node:crypto'
import { isProblem } from '#base/problem'
import { isSigning, joseAlgorithm, signingAlgorithm, thumbprint, type Purpose, type SigningPurpose, type StoredKey } from './key.ts'
import { kmsAway, kmsWrong } from './refusals.ts'

/** What a KMS holds: masters, and keys that sign, whose public half it tells. */
export interface KmsKey {
  kid: string
  purpose: Purpose
  public?: NonNullable<StoredKey['public']>
}

/** Every call throws `crypto.kms-away` where no answer came in time, and `crypto.kms-wrong` where one cannot be right. */
export interface Kms {
  health(): Promise<void>
  keys(): Promise<KmsKey[]>
  /** Makes a newer key. `request` is the same for a second try, which then makes no second key. */
  make(purpose: SigningPurpose | 'master', request: string): Promise<KmsKey>
  wrap(kid: string, secret: Uint8Array, context: string): Promise<string>
  unwrap(kid: string, wrapped: string, context: string): Promise<Buffer>
  sign(kid: string, data: Uint8Array): Promise<Buffer>
}

export interface KmsPlace {
  /** http(s)://host/path, without a slash at the end. */
  url: string
  /** Sent as bearer token. */
  token: string | undefined
  limits?: Partial<typeof kmsLimits>
}

/** [K] Longest wait for one try and for a call with its second try, what is read of an answer, and how long one that was away is left alone. */
export const kmsLimits = { tryMsMax: 1500, callMsMax: 3500, triesMax: 2, againAfterMs: 100, answerBytesMax: 64 * 1024, restMs: 1000 }

type Said = Record<string, unknown>

/** Speaks to the KMS at an address. Follows no redirect. */
export function openKms({ url, token, limits: own }: KmsPlace): Kms {
  const limits = { ...kmsLimits, ...own }
  const call = caller(url, token, limits)
  const text = (said: Said, field: string): string => {
    const found = said[field]
    if (typeof found !== 'string') throw kmsWrong({ reason: 'unreadable' })
    return found
  }
  const bytes = (said: Said, field: string) => Buffer.from(text(said, field), 'base64url')
  return {
    health: async () => void (await call('GET', '/v1/health')),
    keys: async () => {
      const { keys } = await call('GET', '/v1/keys')
      if (!Array.isArray(keys)) throw kmsWrong({ reason: 'unreadable' })
      return keys.map(readKey)
    },
    make: async (purpose, request) => {
      const made = readKey(await call('POST', '/v1/keys', { purpose, request }))
      if (made.purpose !== purpose) throw kmsWrong({ reason: 'other-key' })
      return made
    },
    wrap: async (kid, secret, context) => text(await call('POST', '/v1/wrap', { kid, plain: Buffer.from(secret).toString('base64url'), context }), 'wrapped'),
    unwrap: async (kid, wrapped, context) => bytes(await call('POST', '/v1/unwrap', { kid, wrapped, context }), 'plain'),
    sign: async (kid, data) => bytes(await call('POST', '/v1/sign', { kid, data: Buffer.from(data).toString('base64url') }), 'signature'),
  }
}

/** A key as the KMS tells it, once name and kind are found to be those of its public half. */
function readKey(said: unknown): KmsKey {
  const { kid, purpose, public: half } = (typeof said === 'object' && said !== null ? said : {}) as Said
  if (typeof kid !== 'string' || !/^[\w.-]{1,100}$/.test(kid) || typeof purpose !== 'string') throw kmsWrong({ reason: 'unreadable' })
  if (!isSigning(purpose as Purpose)) return { kid, purpose: purpose as Purpose }
  try {
    const { kty, crv, x, y } = half as Record<string, string>
    const known = { kty: String(kty), crv: String(crv), x: String(x), ...(y === undefined ? {} : { y: String(y) }) }
    const key = createPublicKey({ key: known, format: 'jwk' })
    if (thumbprint(key) === kid && joseAlgorithm(key) === signingAlgorithm(purpose as SigningPurpose)) return { kid, purpose: purpose as SigningPurpose, public: known }
  } catch {
    // No key at all is no better than another's.
  }
  throw kmsWrong({ reason: 'other-key' })
}

function caller(url: string, token: string | undefined, limits: typeof kmsLimits): (method: string, path: string, body?: object) => Promise<Said> {
  let awaySince = -Infinity
  const tryOnce = async (method: string, path: string, body: object | undefined, end: number): Promise<Said | undefined> => {
    const ms = Math.min(limits.tryMsMax, end - performance.now())
    if (ms <= 0) return undefined
    try {
      const answer = await fetch(`${url}${path}`, {
        method, redirect: 'manual', signal: AbortSignal.timeout(ms), headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        await answer.body?.cancel()
        return undefined
      }
      const said = await readUpTo(answer, limits.answerBytesMax)
      if (!answer.ok) throw kmsWrong({ reason: 'refused', status: answer.status })
      return parse(said)
    } catch (error) {
      // What the KMS said is told as it is; that nothing came of a call is the same, whatever the reason.
      if (isProblem(error)) throw error
      return undefined
    }
  }
  return async (method, path, body) => {
    // One that was just away is not waited for again by everybody who needs it.
    if (performance.now() - awaySince < limits.restMs) throw kmsAway()
    const end = performance.now() + limits.callMsMax
    for (let tries = 1; ; tries++) {
      const said = await tryOnce(method, path, body, end)
      if (said) return said
      if (tries === limits.triesMax) break
      await new Promise((done) => setTimeout(done, limits.againAfterMs))
    }
    awaySince = performance.now()
    throw kmsAway()
  }
}

async function readUpTo(answer: Response, bytesMax: number): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > bytesMax) throw kmsWrong({ reason: 'too-long' })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string): Said {
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said === 'object' && said !== null && !Array.isArray(said)) return said as Said
  } catch {
    // Told below.
  }
  throw kmsWrong({ reason: 'unreadable' })
}
