// Documents whose numbers have a shape but no public check: passports, mainland travel permits, and the old form of the foreign
// permanent resident card (15 characters), valid beside the new one (18 digits, from 2023-12-01).
import { checkResidentId } from './resident.ts'
import { bad, findWrongCharacter, good, wrongCharacter, wrongLength, type CodeFault, type Verdict } from './verdict.ts'

/** `edition` tells the two forms apart; `nationality` is three letters on the old, three digits on the new. */
export interface PermanentResidentParts {
  edition: 'old' | 'new'
  nationality: string
  birth?: string
}

const card = { zh: '外国人永久居留身份证号码', en: 'The number of the permanent resident card' }

/** Checks either form. The old form has no check that was made public; only its shape is looked at. */
export function checkPermanentResidentId(text: string): Verdict<PermanentResidentParts> {
  if (text.length === 15) return checkOldCard(text)
  if (text.length !== 18) return bad(wrongLength(card, '15或18', text.length))
  if (!text.startsWith('9')) return bad(wrongCharacter(card, 1, text.charAt(0), '9', '9'))
  const verdict = checkResidentId(text)
  const parts: PermanentResidentParts = { edition: 'new', nationality: text.slice(3, 6), ...(verdict.parts ? { birth: verdict.parts.birth } : {}) }
  if (verdict.valid) return good(parts)
  const { code = 'shape', zh = '', en = '' } = verdict
  return bad({ code, zh, en }, parts)
}

function checkOldCard(text: string): Verdict<PermanentResidentParts> {
  const letter = findWrongCharacter(text.slice(0, 3), /^[A-Z]$/)
  if (letter) return bad(wrongCharacter(card, letter.position, letter.found, '大写字母', 'capital letters'))
  const digit = findWrongCharacter(text.slice(3), /^\d$/, 3)
  if (digit) return bad(wrongCharacter(card, digit.position, digit.found, '数字', 'digits'))
  return good({ edition: 'old', nationality: text.slice(0, 3) })
}

const passportFault: CodeFault = {
  code: 'shape',
  zh: '护照号码应为5至20位大写字母和数字。请按护照资料页填写，不要加空格。',
  en: 'A passport number has 5 to 20 capitals and digits. Copy it from the data page without spaces.',
}

/** Checks the shape of a passport number of any country; only its issuer can tell more. */
export function checkPassport(text: string): Verdict {
  return /^[A-Z0-9]{5,20}$/.test(text) ? good({}) : bad(passportFault)
}

/** `from`: 来往内地通行证 of Hong Kong or Macao residents, or 来往大陆通行证 of Taiwan residents. */
export interface TravelPermitParts {
  from: 'hong-kong' | 'macao' | 'taiwan'
}

const permitFault: CodeFault = {
  code: 'shape',
  zh: '通行证号码应为字母H或M加8位（或10位）数字，台湾居民为8位数字。请对照证件核对。',
  en: 'A travel permit has the letter H or M and 8 (or 10) digits; for Taiwan residents 8 digits. Compare it with the document.',
}

/** Checks the shape of a mainland travel permit: H or M with 8 digits (10 with the renewal count of old cards), or 8 digits. */
export function checkTravelPermit(text: string): Verdict<TravelPermitParts> {
  if (/^[HM]\d{8}(?:\d{2})?$/.test(text)) return good({ from: text.startsWith('H') ? 'hong-kong' : 'macao' })
  return /^\d{8}$/.test(text) ? good({ from: 'taiwan' }) : bad(permitFault)
}
