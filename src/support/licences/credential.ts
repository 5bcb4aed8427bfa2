// The licence itself: signed JSON (JWS). The PDF is its picture. It carries what the document shows and no more: the face,
// and of the holder's identity number only the end, unless the face of the type shows it.
import { canonicalJson, readJws, signJws, verifyJws, type SigningKey, type TrustedKey } from '#base/crypto'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

export const licenceType = 'yiwang-licence+jws'

const DateText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
const Bilingual = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) })

export const LicenceClaimsSchema = Type.Object({
  /** 电子证照标识 (GB/T 36904), with its version segment, and the version by itself. */
  licence: Type.String({ minLength: 1 }),
  version: Type.String({ pattern: '^\\d{3}$' }),
  type: Type.Object({ code: Type.String(), name: Bilingual }),
  /** 证照编号, printed on the document. */
  number: Type.String({ minLength: 1 }),
  holder: Type.Object({ name: Type.String({ minLength: 1 }), kind: Type.String(), idKind: Type.Optional(Type.String()), idNumber: Type.Optional(Type.String()) }),
  issuer: Type.Object({ code: Type.String(), name: Type.String({ minLength: 1 }) }),
  issuedOn: DateText,
  validFrom: DateText,
  /** The last day on which it is valid; null: without end (长期). */
  validTo: Type.Union([DateText, Type.Null()]),
  face: Type.Array(Type.Object({ field: Type.String(), label: Bilingual, value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]) })),
  /** Addresses of the verify page and of the status list. */
  verify: Type.String(),
  statusList: Type.String(),
  /** True while no certificate of a licensed authority stands behind the seal. */
  demonstration: Type.Boolean(),
  /** base64url: with it the holder can show that this licence is the one in the ledger. */
  salt: Type.Optional(Type.String()),
})

export type LicenceClaims = Static<typeof LicenceClaimsSchema>

/** `claims` were signed by a trusted key; without it nothing about the licence is known. */
export type CredentialVerdict = { verdict: 'good'; kid: string; claims: LicenceClaims } | { verdict: 'unknown-key'; kid: string } | { verdict: 'bad'; reason: string; kid?: string }

/** Signs a licence. The same claims and key give the same text. */
export function signLicence(key: SigningKey, claims: LicenceClaims): Promise<string> {
  return signJws(key, Buffer.from(canonicalJson(claims)), licenceType)
}

/** Verifies a licence against trusted keys only; never by anything the licence brings along. */
export async function verifyCredential(jws: string, trusted: readonly TrustedKey[]): Promise<CredentialVerdict> {
  const said = await verifyJws(jws, trusted, licenceType)
  if (said.verdict !== 'good') return said
  const claims = parseClaims(said.payload)
  return claims ? { verdict: 'good', kid: said.kid, claims } : { verdict: 'bad', kid: said.kid, reason: 'claims' }
}

/** Whether a text looks like a licence. Says nothing about whether it is genuine. */
export function isCredential(text: string): boolean {
  return readJws(text)?.typ === licenceType
}

/** The end of an identity number, the rest as stars; codes of organisations are public and stay. */
export function maskIdNumber(idKind: string, idNumber: string): string {
  return idKind === 'uscc' ? idNumber : '*'.repeat(Math.max(0, idNumber.length - 4)) + idNumber.slice(-4)
}

function parseClaims(payload: Uint8Array): LicenceClaims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
    return Value.Check(LicenceClaimsSchema, value) ? value : undefined
  } catch {
    return undefined
  }
}
