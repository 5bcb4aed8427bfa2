// Which texts tell the number of somebody's document: what is kept under words and forms is sealed there. Only numbers with a check digit are known by
// their look; of a passport the field, or whose it is, has to say so. GB 11643-1999; 个人信息保护法 51.
import { checkPermanentResidentId, checkResidentId } from '#engines/codes'

const shapes = /(?<![0-9A-Za-z])(?:\d{17}[\dXx]|[A-Z]{3}\d{12})(?![0-9A-Za-z])/g

/** Whether a text is, or has in it, the number of an identity card, of a residence permit or of a permanent resident. */
export function tellsNumber(text: string): boolean {
  return text.length >= 15 && [...text.normalize('NFKC').matchAll(shapes)].some(([number]) => (number.length === 18 ? checkResidentId(number) : checkPermanentResidentId(number)).valid)
}
