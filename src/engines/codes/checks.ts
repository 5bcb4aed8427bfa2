// Check characters: GB 11643 (ISO 7064 MOD 11-2), GB 32100, GB 11714, and GB/T 36904 (ISO 7064 hybrid MOD 37,36).
// Each takes the code without its check character and throws RangeError on characters the scheme does not know.

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const residentChecks = '10X98765432'
const usccCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The 18th character of a resident identity number from its first 17 digits (GB 11643-1999). */
export function residentCheck(digits: string): string {
  return residentChecks.charAt(weigh(digits, '0123456789', residentWeights) % 11)
}

/** The 18th character of a unified social credit code from its first 17 (GB 32100-2015). */
export function usccCheck(text: string): string {
  return usccCharacters.charAt((31 - (weigh(text, usccCharacters, usccWeights) % 31)) % 31)
}

/** The ninth character of an organisation code from its first eight (GB 11714-1997). */
export function organisationCheck(text: string): string {
  const check = 11 - (weigh(text, alphanumerics, organisationWeights) % 11)
  return check === 10 ? 'X' : String(check % 11)
}

/** ISO 7064 hybrid MOD 37,36: the check character of any length of digits and capitals. */
export function mod37_36(text: string): string {
  let product = 36
  for (const character of text) {
    const sum = (product + valueIn(character, alphanumerics)) % 36 || 36
    product = (sum * 2) % 37
  }
  return alphanumerics.charAt((37 - product) % 36)
}

function weigh(text: string, characters: string, weights: readonly number[]): number {
  if (text.length !== weights.length) throw new RangeError(`${weights.length} characters are needed, not ${text.length}`)
  return weights.reduce((sum, weight, n) => sum + weight * valueIn(text.charAt(n), characters), 0)
}

function valueIn(character: string, characters: string): number {
  const value = characters.indexOf(character)
  if (value < 0) throw new RangeError(`“${character}” has no value in this scheme`)
  return value
}
