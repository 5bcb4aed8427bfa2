// Postal codes of China: six digits, the first two of them a province. No list of places stands behind it.
import { bad, findWrongCharacter, good, wrongCharacter, wrongLength, type Verdict } from './verdict.ts'

const name = { zh: '邮政编码', en: 'A postcode' }

/** Checks six digits; `province` is the first two. Codes of no province (00, and 99 outside Hong Kong and Macau) do not hold. */
export function checkPostcode(text: string): Verdict<{ province: string }> {
  if (text.length !== 6) return bad(wrongLength(name, '6', text.length))
  const wrong = findWrongCharacter(text, /^\d$/)
  if (wrong) return bad(wrongCharacter(name, wrong.position, wrong.found, '数字', 'digits'))
  const province = text.slice(0, 2)
  const isNowhere = province === '00' || (province === '99' && text !== '999077' && text !== '999078')
  if (isNowhere) return bad({ code: 'province', zh: `没有以“${province}”开头的邮政编码。请核对后重填。`, en: `No postcode begins with ${province}. Check it and enter it again.` }, { province })
  return good({ province })
}
