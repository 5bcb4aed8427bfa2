// What stands for a password in the fingerprint of a request that is kept for 24 hours: only this installation could test a guess.
import { keyedDigest, type Keys } from '#base/crypto'

export function secretly(keys: Keys, ...passwords: string[]): string {
  // The oldest in use: a retry on the other side of a rotation is the same request.
  const oldest = keys.secrets('secrets').at(-1) ?? keys.secret('secrets')
  return keyedDigest(oldest.secret, 'people.fingerprint', ...passwords).toString('base64url')
}
