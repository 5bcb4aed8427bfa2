// The key of a digest by which something is found. Digests of numbers stood under `secrets` before they had a purpose of their own.
import type { SecretKey } from './key.ts'
import type { Keys } from './keys.ts'

/** The secret that a digest was made under, also an older or retired one; undefined where it is not here. */
export function findDigestKey(keys: Keys, kid: string): SecretKey | undefined {
  return keys.findSecret('digests', kid) ?? keys.findSecret('secrets', kid)
}
