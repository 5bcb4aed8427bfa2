// Fields encrypted at rest with SM4-GCM (GB/T 32907, GB/T 36624). Never used for passwords, which are hashed.
import { systemRandom, type Random } from '#base/ids'
import type { Keys } from './keys.ts'
import { dataUnreadable } from './refusals.ts'
import { openBytes, sealBytes } from './sm4.ts'

/**
 * Encrypts under the current data key. `context` says where the value lives (e.g. `people.accounts.phone:<id>`) and must be
 * the same when it is opened, so that a value cannot be moved to another row. Gives `kid.base64url`.
 */
export function encryptData(keys: Keys, plain: string, context: string, random: Random = systemRandom): string {
  const key = keys.secret('data')
  return `${key.kid}.${sealBytes(key.secret, Buffer.from(plain, 'utf8'), context, random).toString('base64url')}`
}

/** Opens what encryptData made, also under an older key. Throws `crypto.data-unreadable`. */
export function decryptData(keys: Keys, text: string, context: string): string {
  const [kid = '', body = ''] = text.split('.')
  const key = keys.findSecret('data', kid)
  const plain = key && openBytes(key.secret, Buffer.from(body, 'base64url'), context)
  if (!plain) throw dataUnreadable({ kid })
  return plain.toString('utf8')
}
