// Bytes under SM4-GCM (GB/T 32907, GB/T 36624): nonce, ciphertext, tag in one. What they are bound to must be the same when they are opened.
import { createCipheriv, createDecipheriv, type CipherGCMTypes, type KeyObject } from 'node:crypto'
import type { Random } from '#base/ids'

// Node's types list no Chinese ciphers; its OpenSSL has them.
const algorithm = 'sm4-gcm' as string as CipherGCMTypes
const [nonceBytes, tagBytes] = [12, 16]

export function sealBytes(key: KeyObject, plain: Uint8Array, bound: string, random: Random): Buffer {
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(bound, 'utf8'))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Undefined where they were altered, are bound to something else, or belong to another key. */
export function openBytes(key: KeyObject, sealed: Uint8Array, bound: string): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  try {
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(Buffer.from(bound, 'utf8')).setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
