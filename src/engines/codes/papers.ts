// Documents whose numbers have a shape but no public check: passports (with their country), mainland travel permits, and the old form of the foreign
// permanent resident card (15 characters), valid beside the new one (18 digits, from 2023-12-01).
import { isIssuer } from './countries.ts'
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

/** `country`: who issued it, in three letters; two countries may use one number. */
export interface PassportParts {
  country: string
  number: string
}

const passportFault: CodeFault = {
  code: 'shape',
  zh: '护照号码应写作“签发国代码-号码”，如 USA-E12345678：前面是护照资料页上的三个字母，后面是5至20位大写字母和数字。',
  en: 'Write a passport as country-number, such as USA-E12345678: the three letters on its data page, then 5 to 20 capitals and digits.',
}
const countryFault = (found: string): CodeFault => ({
  code: 'country',
  zh: `“${found}”不是签发国家或者地区的三字母代码。请按护照资料页填写，德国（D）写作 DEU。`,
  en: `“${found}” is no three-letter code of a country that issues passports. Copy it from the data page; for Germany (D) write DEU.`,
})

/** Checks who issued a passport and the shape of its number, which is all that others than the issuer can tell. Two countries may use one number: it is told with its country. */
export function checkPassport(text: string): Verdict<PassportParts> {
  const [, country = '', number = ''] = /^([A-Z]{3})-([A-Z0-9]{5,20})$/.exec(text) ?? []
  if (number === '') return bad(passportFault)
  return isIssuer(country) ? good({ country, number }) : bad(countryFault(country))
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
