// What fills the blanks of a notice to pay: a fee (许可法 58, 59), or what comes back after an annulment; every other letter has nothing of it to say.
import { sayDate, type Language, type Text } from '#engines/words'
import { yuan } from '#core/cases'
import type { Basis } from '#core/packs'
import type { LetterValues } from './letter.ts'
import type { LetterGround } from './values.ts'

const say = (text: Text, language: Language): string => (language === 'en' ? (text.en ?? text.zh) : text.zh)
const lawOf = ({ law, article }: Basis): string => `《${law}》${article ?? ''}`

export function paymentValues({ entry, whole, item, words }: LetterGround, language: Language): LetterValues {
  const none = say({ zh: '无', en: 'none' }, language)
  const { name, cents, basis, unpaid } = words as { name?: Text; cents?: number; basis?: Basis; unpaid?: Text | null }
  const fee = item.fees?.find((one) => one.name.zh === name?.zh)
  return {
    'payment.name': name ? say(name, language) : none, 'payment.sum': typeof cents === 'number' ? yuan(cents) : none, 'payment.basis': basis ? lawOf(basis) : none,
    'payment.standard': fee ? say(fee.standard, language) : none, 'payment.due': typeof entry.facts.due === 'string' ? sayDate(entry.facts.due, language) : none,
    'payment.unpaid': say(unpaid ?? unpaidUsual, language), 'payment.clock': say(clockText(entry.facts.stops === true, item), language),
    'payment.annulment': typeof whole.form.annulment === 'string' ? whole.form.annulment : none,
  }
}

/** Where its law says nothing of its own: a head may end the case for a fee that was not paid, in writing and with the remedy. */
const unpaidUsual: Text = { zh: '期限届满仍未缴纳的，本机关可以书面终止办理，并告知理由和救济途径', en: 'If it is not paid by then, the case may be ended in writing, with reasons and remedy' }

function clockText(stops: boolean, item: LetterGround['item']): Text {
  const law = item.suspends?.find(({ kind }) => kind === 'fee')?.basis
  // 许可法 45 does not name payment: without another law the time to decide runs on.
  return stops && law ? { zh: `依照${lawOf(law)}，等待缴费的时间不计入办理期限`, en: `By ${lawOf(law)} the time until you pay does not count for the limit` } : { zh: '办理期限照常计算', en: 'The limit to decide runs on meanwhile' }
}
