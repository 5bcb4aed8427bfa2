// What somebody is asked to pay in a case: how much, by which law, until when, what it does to the limit, and what follows where it is not paid.
import { html, type Html } from '../html.ts'
import { facts, notice } from '../parts.ts'
import { dateWords, yuanWords } from '../spoken.ts'
import type { CaseView } from '../shapes.ts'
import type { PaymentView } from '../shapes-after.ts'
import type { Visit } from '../visit.ts'

const lawOf = ({ law, article }: { law: string; article?: string }): string => `《${law}》${article ?? ''}`

/** One notice for each payment that the case waits for. */
export function paymentNotices(visit: Visit, one: CaseView): Html[] {
  return one.state === 'finished' ? [] : one.payments.filter(({ settled }) => settled === null).map((payment, place) => paymentNotice(visit, one, payment, place))
}

function paymentNotice(visit: Visit, one: CaseView, { name, cents, basis, unpaid, isBack, dueOn, isMissed, stops }: PaymentView, place: number): Html {
  const { w, t } = visit
  const said = { name: t(name), sum: yuanWords(cents), date: dateWords(visit, dueOn) ?? '' }
  // Several notices on a page each have a name of their own.
  const title = w(isBack ? 'payment.waits-back' : 'payment.waits')
  return notice(place === 0 ? title : `${title} ${said.name}`, html`<p class="govuk-notification-banner__heading">${w(isBack ? (isMissed ? 'payment.missed-back' : 'payment.pay-back') : isMissed ? 'payment.missed' : 'payment.pay', said)}</p>
${facts([
  [w(isBack ? 'payment.how-back' : 'payment.how'), w(isBack ? 'payment.how-back-words' : 'payment.how-words', { body: t(isBack ? one.handling.name : one.receiving.name) })],
  [w(isBack ? 'payment.if-not-title-back' : 'payment.if-not'), unpaid === null ? w(isBack ? 'payment.if-not-back' : 'payment.if-not-usual') : t(unpaid)],
  [w('payment.clock'), isBack ? undefined : stops === null ? w('payment.runs') : w('payment.stops', { law: lawOf(stops) })],
  [w('payment.law'), lawOf(basis)],
])}`, undefined, `payment-${place}`)
}

/** What was paid, or let off. */
export function settledPayments(visit: Visit, { payments }: CaseView): Html | undefined {
  const settled = payments.flatMap((one) => (one.settled === null ? [] : [{ ...one, settled: one.settled }]))
  if (settled.length === 0) return undefined
  const { w, t } = visit
  return html`<h2 class="govuk-heading-m">${w('payment.title')}</h2>${facts(settled.map(({ name, cents, settled: how, settledOn }) => [t(name), w(`payment.${how}`, { sum: yuanWords(cents), date: dateWords(visit, settledOn) ?? '' })] as const))}`
}
