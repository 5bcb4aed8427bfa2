// Plain Ed25519 signatures (RFC 8032) over bytes. For ledger checkpoints; documents use JWS.
import { sign, verify, type KeyObject } from 'node:crypto'
import type { SigningKey } from './key.ts'

/** 64 bytes. The same key and the same bytes give the same signature. */
export function signBytes(key: SigningKey, data: Uint8Array): Buffer {
  return sign(null, data, key.privateKey)
}

export function verifyBytes(publicKey: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return publicKey.asymmetricKeyType === 'ed25519' && verify(null, data, publicKey, signature)
}
