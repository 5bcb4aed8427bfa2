// A passkey in software, as a browser would use one: ES256, without attestation (WebAuthn Level 3 §6). What it signs can be made wrong on purpose.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** What may be wrong about an answer. */
export interface Wrongs {
  origin?: string
  host?: string
  challenge?: string
  /** Whether the holder unlocked it. */
  isVerified?: boolean
  counter?: number
  signature?: 'altered'
}

interface Options {
  challenge: string
  rp?: { id?: string }
  rpId?: string
  user?: { id: string }
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

/** CBOR (RFC 8949) of the few things that are needed: small integers, bytes, text and maps. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one as never)])])
  return Buffer.concat([head(2, value.length), value])
}

function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.from([(major << 5) | n])
  return n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
}

/** One passkey for one origin. */
export function makeAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const clientData = (type: string, challenge: string, wrong: Wrongs) => Buffer.from(JSON.stringify({ type, challenge: wrong.challenge ?? challenge, origin: wrong.origin ?? origin, crossOrigin: false }))
  const authData = (host: string, flags: number, wrong: Wrongs, more = Buffer.alloc(0)) => {
    counter = wrong.counter ?? counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(wrong.host ?? host), Buffer.from([flags | (wrong.isVerified === false ? 0 : 0x04)]), count, more])
  }
  const hostOf = (options: Options) => options.rp?.id ?? options.rpId ?? new URL(origin).hostname

  return {
    /** What navigator.credentials.create() would give. */
    create(options: Options, wrong: Wrongs = {}) {
      const length = Buffer.from([0, id.length])
      const auth = authData(hostOf(options), 0x41, wrong, Buffer.concat([Buffer.alloc(16), length, id, coseOf(publicKey)]))
      const attestation = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', auth]]))
      const response = { clientDataJSON: clientData('webauthn.create', options.challenge, wrong).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] }
      return { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, response }
    },
    /** What navigator.credentials.get() would give. */
    get(options: Options, wrong: Wrongs = {}) {
      const auth = authData(hostOf(options), 0x01, wrong)
      const client = clientData('webauthn.get', options.challenge, wrong)
      const signature = sign('sha256', Buffer.concat([auth, sha256(client)]), privateKey)
      if (wrong.signature) signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1)
      const response = { clientDataJSON: client.toString('base64url'), authenticatorData: auth.toString('base64url'), signature: signature.toString('base64url') }
      return { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, response }
    },
  }
}

/** The public key as COSE (RFC 9053): kty EC2, alg ES256, crv P-256. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]))
}
