// Kinds of document that tell who somebody is, each with its own check, and how their numbers are kept:
// sealed, with a keyed digest to find them by. A plain hash of a number could be guessed and is never made.
import { decryptData, encryptData, findDigestKey, keyedDigest, type Keys } from '#base/crypto'
import type { Random } from '#base/ids'
import { refusal } from '#base/problem'
import { checkPassport, checkPermanentResidentId, checkResidentId, checkTravelPermit, checkUscc, type ResidentDocument } from '#engines/codes'

interface Checked {
  valid: boolean
  zh?: string
  en?: string
}

interface DocumentKind {
  kind: string
  name: { zh: string; en: string }
  of: 'natural' | 'legal'
  check(number: string): Checked
}

/** Documents that share their form are told apart by the address code (GB 11643-1999; 港澳台居民居住证申领发放办法 4). */
const ofForm = (...documents: readonly ResidentDocument[]) => (number: string): Checked => {
  const checked = checkResidentId(number)
  if (!checked.valid || (checked.parts && documents.includes(checked.parts.document))) return checked
  return { valid: false, zh: '这个号码是另一种证件的，请选择正确的证件类型', en: 'This number is of another kind of document; choose that kind' }
}

export const documentKinds: readonly DocumentKind[] = [
  { kind: 'resident-id', name: { zh: '居民身份证', en: 'Resident identity card' }, of: 'natural', check: ofForm('resident-id') },
  { kind: 'hmt-residence', name: { zh: '港澳台居民居住证', en: 'Residence permit for Hong Kong, Macao and Taiwan residents' }, of: 'natural', check: ofForm('hong-kong-permit', 'macao-permit', 'taiwan-permit') },
  { kind: 'permanent-residence', name: { zh: '外国人永久居留身份证', en: 'Foreign permanent resident card' }, of: 'natural', check: checkPermanentResidentId },
  { kind: 'passport', name: { zh: '护照', en: 'Passport' }, of: 'natural', check: checkPassport },
  { kind: 'hmt-travel', name: { zh: '港澳台居民来往内地（大陆）通行证', en: 'Mainland travel permit' }, of: 'natural', check: checkTravelPermit },
  { kind: 'uscc', name: { zh: '统一社会信用代码', en: 'Unified social credit code' }, of: 'legal', check: checkUscc },
]

export const badDocument = refusal({
  code: 'people.bad-document', status: 422,
  zh: '证件号码不符合这种证件的编码规则。', en: 'The number does not fit this kind of document.',
  nextZh: '请对照证件核对号码，或选择正确的证件类型。', nextEn: 'Compare it with the document, or choose the right kind.',
  basis: 'GB 11643-1999, GB 32100-2015',
})

/** A number as it is compared, however it was typed: without spaces, in capitals, with one kind of dash. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').replace(/[\u2010-\u2015\u2212]/g, '-').toUpperCase()
}

/** What was typed to find somebody, where it can be the whole number of a document. */
export function wholeNumberIn(q: string | undefined): string | undefined {
  const number = plainNumber(q ?? '')
  return /^[A-Z0-9-]{5,30}$/.test(number) ? number : undefined
}

/** The number as it is kept: as `plainNumber` has it; of a passport with its country, `USA-E12345678`. `at`: where it stands in what was sent. Throws `people.bad-document`. */
export function readDocument(of: 'natural' | 'legal', idKind: string, idNumber: string, at = ''): string {
  const number = plainNumber(idNumber)
  const found = documentKinds.find((each) => each.kind === idKind && each.of === of)
  const checked = found?.check(number) ?? { valid: false, zh: '不认识这种证件', en: 'This kind of document is not known' }
  if (!checked.valid) {
    throw badDocument({ idKind }, [{ path: `${at}/${found ? 'idNumber' : 'idKind'}`, code: 'document', zh: checked.zh ?? '号码不符合编码规则', en: checked.en ?? 'The number does not fit its rule' }])
  }
  return number
}

/** Whether a passport was kept before its country was asked for, and may be the one that is shown: the country is told at the next proof. Nobody is found by it. */
export function lacksCountry(idKind: string | null | undefined, kept: string | undefined, shown: string): boolean {
  return idKind === 'passport' && kept !== undefined && kept === checkPassport(shown).parts?.number
}

/** What the digest of a number is told first. */
export const documentDomain = 'people.document'

/** What stands in the row for a number. */
export interface SealedDocument {
  sealed: string
  digest: Buffer
  digestKey: string
}

export function sealDocument(keys: Keys, account: string, number: string, random: Random): SealedDocument {
  return { sealed: seal(keys, account, 'id', number, random), ...digestNumber(keys, number) }
}

/** The digest that a number is found by from now on, with its key. */
export function digestNumber(keys: Keys, number: string): Pick<SealedDocument, 'digest' | 'digestKey'> {
  const key = keys.secret('digests')
  return { digest: keyedDigest(key.secret, documentDomain, number), digestKey: key.kid }
}

/** Digests of a number under every key that a row may stand under, to look it up by. */
export function digestsOfNumber(keys: Keys, number: string): Buffer[] {
  return keys.secrets('digests').map(({ secret }) => keyedDigest(secret, documentDomain, number))
}

/** The digest of a number under an older or the current key, to look it up with; undefined where the key is not here. */
export function digestDocument(keys: Keys, kid: string, number: string): Buffer | undefined {
  const key = findDigestKey(keys, kid)
  return key && keyedDigest(key.secret, documentDomain, number)
}

/** What is sealed: a number, a telephone, the secret of an authenticator. */
export type SealedField = 'id' | 'phone' | 'totp'

/** What a field of an account is sealed as. */
export const sealedAs = (account: string, field: SealedField): string => `people.${field}:${account}`

/** Seals a field of an account; it opens only as the same field of the same account. */
export function seal(keys: Keys, account: string, field: SealedField, plain: string, random: Random): string {
  return encryptData(keys, plain, sealedAs(account, field), random)
}

export function unseal(keys: Keys, account: string, field: SealedField, sealed: string | null): string | undefined {
  return sealed === null ? undefined : decryptData(keys, sealed, sealedAs(account, field))
}
