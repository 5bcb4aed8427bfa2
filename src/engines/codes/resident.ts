// 公民身份号码 GB 11643-1999 and the documents that share its form: residence permits of Hong Kong, Macao and Taiwan residents
// and the new foreign permanent resident card. The address code is never looked up: abolished ones stay valid.
import { residentCheck } from './checks.ts'
import { bad, findWrongCharacter, good, mustHold, wrongCharacter, wrongCheck, wrongLength, type CodeFault, type Verdict } from './verdict.ts'

export type ResidentDocument = 'resident-id' | 'hong-kong-permit' | 'macao-permit' | 'taiwan-permit' | 'permanent-residence'

/** `birth` is YYYY-MM-DD; `region` the six digits as they stand (of a permanent resident: 9, province, nationality). */
export interface ResidentIdParts {
  document: ResidentDocument
  region: string
  birth: string
  sequence: string
  sex: 'male' | 'female'
  check: string
}

const name = { zh: '公民身份号码', en: 'The identity number' }
const birthYearMin = 1850
const permits: Record<string, ResidentDocument> = { '810000': 'hong-kong-permit', '820000': 'macao-permit', '830000': 'taiwan-permit' }

/** Checks 18 characters; a small x at the end is read as X. With `today`, also that the birth is not later. */
export function checkResidentId(text: string, today?: Temporal.PlainDate): Verdict<ResidentIdParts> {
  const id = text.endsWith('x') ? `${text.slice(0, -1)}X` : text
  if (id.length === 15 && /^\d+$/.test(id)) return bad(oldNumber)
  if (id.length !== 18) return bad(wrongLength(name, '18', id.length))
  const digit = findWrongCharacter(id.slice(0, 17), /^\d$/)
  if (digit) return bad(wrongCharacter(name, digit.position, digit.found, '数字', 'digits'))
  if (!/^[\dX]$/.test(id.charAt(17))) return bad(wrongCharacter(name, 18, id.charAt(17), '数字或大写字母X', 'a digit or the capital X'))
  if (id.startsWith('0')) return bad(wrongCharacter(name, 1, '0', '1至9', '1 to 9'))
  const birth = findBirth(id.slice(6, 14))
  if (!birth || (today && birth > today.toString())) return bad(wrongBirth(id.slice(6, 14)))
  const parts: ResidentIdParts = {
    document: documentOf(id), region: id.slice(0, 6), birth, sequence: id.slice(14, 17), sex: Number(id.charAt(16)) % 2 === 1 ? 'male' : 'female', check: id.charAt(17),
  }
  return residentCheck(id.slice(0, 17)) === parts.check ? good(parts) : bad(wrongCheck(name), parts)
}

/** Makes a number for tests. `region` six digits, `birth` YYYY-MM-DD, `sequence` 0 to 999 (odd is male). Use regions that begin with 99: nobody lives there. */
export function makeResidentId(input: { region: string; birth: string | Temporal.PlainDate; sequence: number }): string {
  const digits = `${input.region}${input.birth.toString().replaceAll('-', '')}${String(input.sequence).padStart(3, '0')}`
  return mustHold(`${digits}${residentCheck(digits)}`, checkResidentId)
}

function documentOf(id: string): ResidentDocument {
  // No province is numbered 9x, so a number that begins with 99 is of the demonstration region, not of a permanent resident.
  if (/^9[0-8]/.test(id)) return 'permanent-residence'
  return permits[id.slice(0, 6)] ?? 'resident-id'
}

function findBirth(digits: string): string | undefined {
  const birth = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const moment = new Date(`${birth}T00:00:00Z`)
  // Date reads 30 February as 2 March, so the text must come back unchanged.
  return Number(digits.slice(0, 4)) >= birthYearMin && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(birth) ? birth : undefined
}

function wrongBirth(digits: string): CodeFault {
  return {
    code: 'birth-date',
    zh: `公民身份号码第7至14位“${digits}”不是可能的出生日期。请对照证件核对这八位。`,
    en: `Characters 7 to 14 of the identity number, “${digits}”, are no possible date of birth. Compare these eight with the document.`,
  }
}

const oldNumber: CodeFault = {
  code: 'old-number',
  zh: '这是已停用的15位旧号码。请填写第二代身份证上的18位号码。',
  en: 'This is an old number of 15 digits, no longer in use. Enter the 18 characters of the present identity card.',
}
