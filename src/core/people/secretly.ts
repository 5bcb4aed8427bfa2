// What stands for a password in the fingerprint of a request that is kept for 24 hours: only this installation could test a guess.
import { keyedDigest, type Keys } from '#base/crypto'

export function secretly(keys: Keys, ...passwords: string[]): string {
  return keyedDigest(keys.secret('secrets').secret, 'people.fingerprint', ...passwords).toString('base64url')
}
