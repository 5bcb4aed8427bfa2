// Digests: SHA-256, SM3 (GB/T 32905) and HMAC. Personal data is never digested without a key or a salt: numbers can be guessed.
import { createHash, createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'

/** SHA-256, 32 bytes. Texts are taken as UTF-8. */
export function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest()
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SM3 (GB/T 32905-2016), 32 bytes. */
export function sm3(data: Uint8Array | string): Buffer {
  return createHash('sm3').update(data).digest()
}

/** HMAC-SHA-256 over the parts. Each part is preceded by its length, so that ('ab','c') and ('a','bc') differ. */
export function keyedDigest(key: KeyObject | Uint8Array, ...parts: (Uint8Array | string)[]): Buffer {
  const mac = createHmac('sha256', key)
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    mac.update(length).update(bytes)
  }
  return mac.digest()
}

/** Compares in constant time. Different lengths are unequal. */
export function equalBytes(a: Uint8Array | string, b: Uint8Array | string): boolean {
  const left = typeof a === 'string' ? Buffer.from(a, 'utf8') : a
  const right = typeof b === 'string' ? Buffer.from(b, 'utf8') : b
  return left.length === right.length && timingSafeEqual(left, right)
}
