// String formats of the field that JSON Schema does not know: identity numbers and phone numbers. The rules of the codes
// live in engines/codes; here they only get the names that a schema's `format` uses.
import { checkImplementationCode, checkLicenceId, checkPostcode, checkResidentId, checkUscc } from '#engines/codes'

/** What a format says about a text: whether it holds and, if not, why in words. */
export interface FormatVerdict {
  valid: boolean
  zh?: string
  en?: string
}

// Mobile numbers of the mainland (11 digits from 13 on), land lines with area code, service numbers such as 12345, and
// anything international: shape only, since numbering plans change faster than forms.
const phoneShape = /^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|1\d{4}|400-?\d{3}-?\d{4}|\+\d{6,15})$/

function checkPhone(text: string): FormatVerdict {
  return { valid: phoneShape.test(text) }
}

/** Formats added to JSON Schema, by the name a schema uses. */
export const codeFormats: Record<string, (text: string) => FormatVerdict> = {
  'resident-id': checkResidentId,
  uscc: checkUscc,
  'licence-id': checkLicenceId,
  'implementation-code': checkImplementationCode,
  phone: checkPhone,
  postcode: checkPostcode,
}
