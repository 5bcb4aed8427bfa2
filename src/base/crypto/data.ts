// Fields encrypted at rest with SM4-GCM (GB/T 32907, GB/T 36624). Never used for passwords, which are hashed.
import { createCipheriv, createDecipheriv, type CipherGCMTypes } from 'node:crypto'
import { systemRandom, type Random } from '#base/ids'
import type { Keys } from './keys.ts'
import { dataUnreadable } from './refusals.ts'

// Node's types list no Chinese ciphers; its OpenSSL has them.
const algorithm = 'sm4-gcm' as string as CipherGCMTypes
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts under the current data key. `context` says where the value lives (e.g. `people.accounts.phone:<id>`) and must be
 * the same when it is opened, so that a value cannot be moved to another row. Gives `kid.base64url`.
 */
export function encryptData(keys: Keys, plain: string, context: string, random: Random = systemRandom): string {
  const key = keys.secret('data')
  const nonce = random.bytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key.secret, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(context, 'utf8'))
  const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${key.kid}.${body.toString('base64url')}`
}

/** Opens what encryptData made, also under an older key. Throws `crypto.data-unreadable`. */
export function decryptData(keys: Keys, text: string, context: string): string {
  const [kid = '', body = ''] = text.split('.')
  const key = keys.findSecret('data', kid)
  const bytes = Buffer.from(body, 'base64url')
  if (!key || bytes.length < nonceBytes + tagBytes) throw dataUnreadable({ kid })
  try {
    const decipher = createDecipheriv(algorithm, key.secret, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(context, 'utf8'))
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    throw dataUnreadable({ kid })
  }
}
