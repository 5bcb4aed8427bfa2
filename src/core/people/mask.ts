// What is shown of personal data where all of it is not needed (PIPL art. 6; GB/T 35273-2020 §7.2).
import { checkPermanentResidentId, checkResidentId } from '#engines/codes'
import { plainNumber } from './documents.ts'

/** 张敏 → 张*, 欧阳明华 → 欧***; a name in letters keeps its first: Zhang Min → Z***. */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  if (/^[\x20-\x7e]*$/.test(name)) return `${chars[0] ?? ''}***`
  return (chars[0] ?? '') + '*'.repeat(Math.max(chars.length - 1, 1))
}

/** The first three and the last four of a number: 990***********0264. Short ones keep the last two. */
export function maskNumber(number: string): string {
  if (number.length < 10) return '*'.repeat(Math.max(number.length - 2, 0)) + number.slice(-2)
  return number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4)
}

/**
 * The number of a licence in a list: one that tells who somebody is is masked, whatever document it stands on (an identity card, a residence permit,
 * a permanent resident card of either form, a travel permit); what a body numbered itself is shown as it is.
 */
export function maskPersonal(number: string): string {
  return isPersonal(number) ? maskNumber(number) : number
}

// A passport looks as many numbers of licences do: it is known by whose document it is (src/support/licences/numbers.ts), not by its look.
/** Whether a number is that of a document by which a person is known. */
function isPersonal(text: string): boolean {
  const number = plainNumber(text)
  return checkResidentId(number).valid || (number.length === 15 && checkPermanentResidentId(number).valid) || /^[HM]\d{8}(?:\d{2})?$/.test(number)
}
