// The seal's signature under a letter: a detached JWS over the SHA-256 of the letter's bytes, kept beside the letter.
// It is no GB/T 38540 signature: that needs SM2 and a certificate of a licensed authority.
import { canonicalJson, equalBytes, sha256Hex, signJws, verifyJws, type SigningKey, type TrustedKey } from '#base/crypto'
import { sealName, wasInUse, type Seal, type SealLife } from './seal.ts'

const letterType = 'yiwang-letter+jws'

/** What a seal says about a letter. */
export interface LetterClaims {
  letter: string
  seal: string
  sealName: string
  organisation: string
  certificate: Seal['certificate']
  /** RFC 3339. */
  signedAt: string
  /** SHA-256 of the letter's bytes, hexadecimal. */
  sha256: string
}

/** `reason`: which step failed (02 §5): the signature, the key, the bytes of the letter, or the seal, which was not in use on the day. */
export type LetterVerdict = { good: true; claims: LetterClaims; kid: string } | { good: false; reason: 'signature' | 'unknown-key' | 'altered' | 'seal-not-in-use' }

/** Signs a letter with a seal. The same input gives the same signature. */
export async function signLetter(key: SigningKey, seal: Seal, letter: { id: string; bytes: Uint8Array; signedAt: string }): Promise<string> {
  const claims: LetterClaims = {
    letter: letter.id, seal: seal.id, sealName: sealName(seal), organisation: seal.organisation.code,
    certificate: seal.certificate, signedAt: letter.signedAt, sha256: sha256Hex(letter.bytes),
  }
  return signJws(key, Buffer.from(canonicalJson(claims)), letterType)
}

/** Checks a letter against its seal's signature and trusted keys, and, where the seal's life is given, whether it was in use when it sealed. */
export async function verifyLetter(trusted: readonly TrustedKey[], bytes: Uint8Array, signature: string, life?: SealLife): Promise<LetterVerdict> {
  const said = await verifyJws(signature, trusted, letterType)
  if (said.verdict === 'unknown-key') return { good: false, reason: 'unknown-key' }
  if (said.verdict === 'bad') return { good: false, reason: 'signature' }
  const claims = JSON.parse(Buffer.from(said.payload).toString('utf8')) as LetterClaims
  if (!equalBytes(claims.sha256, sha256Hex(bytes))) return { good: false, reason: 'altered' }
  if (life && !wasInUse(life, Temporal.Instant.from(claims.signedAt))) return { good: false, reason: 'seal-not-in-use' }
  return { good: true, claims, kid: said.kid }
}
