// 缴费: a case tells what is to be paid, how much, by which law and until when; it is paid, waived, or the day passes. A fee has a law or an
// administrative regulation (许可法 58) and is one that the item publishes (59). The clock stands meanwhile only where the item's own law says
// so: 45 does not name payment. What is paid back after an annulment is asked for in the same way.
import type { Act } from '#base/act'
import { refusal } from '#base/problem'
import { suspensionOf } from '#core/clock'
import type { Basis } from '#core/packs'
import type { Text } from '#engines/words'
import { openWork, type Handler } from './acts.ts'
import { letRun, stopClock } from './clockwork.ts'
import { notYourStep, reasonsNeeded } from './refusals.ts'
import { findPayments, insertPayment, settlePaymentRow, termOfPayment, type Payment } from './store-payments.ts'
import { saveWork } from './store.ts'
import { mustBe, note, reckonAgain, runningTerms, startTerm, type Work } from './work.ts'

export const feeNotPublished = refusal({
  code: 'cases.fee-not-published', status: 422, basis: '行政许可法第五十八条、第五十九条', zh: '事项没有公布这项收费，或者它没有法律、行政法规依据，不能收取。', en: 'The item publishes no such fee, or none with a basis in law: it may not be asked.',
  nextZh: '请从事项公布的收费中选择；漏公布的，请事项管理人员先补充依据并公布。', nextEn: 'Choose among the fees that the item publishes; what is missing there is added first, with its law.',
})
export const paymentOpen = refusal({
  code: 'cases.payment-open', status: 409, zh: '这项费用已经通知缴纳，还没有结清。', en: 'This fee was asked for already and is not settled.',
  nextZh: '请等待缴纳，或者先登记已缴、减免。', nextEn: 'Wait for it, or record first that it was paid or waived.',
})
export const noPayment = refusal({
  code: 'cases.no-payment', status: 404, zh: '没有这笔待缴的费用，或者它已经结清。', en: 'There is no such payment to wait for, or it is settled.',
  nextZh: '请刷新页面查看。', nextEn: 'Reload the page.',
})
export const paymentDayWrong = refusal({
  code: 'cases.payment-day-wrong', status: 422, zh: '缴纳的日期不能早于通知缴费的日期，也不能晚于今天。', en: 'The day of payment is not before it was asked for, nor after today.',
  nextZh: '请按缴款凭证填写日期。', nextEn: 'Write the day that stands on the receipt.',
})
export const noFeeMissed = refusal({
  code: 'cases.no-fee-missed', status: 409, basis: '行政许可法第五十八条', zh: '没有逾期未缴的费用，不能以此终止。', en: 'No fee was asked for and left unpaid: the case does not end for that.',
  nextZh: '请先发缴费通知，期限届满以后再办理。', nextEn: 'Ask for the fee first, and wait until its day has passed.',
})

export interface Asked {
  name: Text
  cents: number
  days: number
  unit: 'working' | 'calendar'
  basis: Basis
  unpaid: Text | null
  isBack: boolean
}

const staffRoles = ['clerk', 'examiner', 'approver', 'head']

/** Asks for a fee of the item, once each; the letter says how much, by which law, until when and what follows. */
export async function askFee(act: Act, caseId: string, handler: Handler, { fee, cents, days }: { fee: number; cents: number; days: number }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted', 'decided')
  if (!handler.posts.some(({ role, organisation }) => staffRoles.includes(role) && [work.case.handling, work.case.deciding].includes(organisation))) throw notYourStep({ roles: staffRoles })
  const found = work.item.content.fees?.[fee]
  if (!found?.basis || found.basis.local) throw feeNotPublished({ fee })
  if ((await findPayments(act.tx, caseId)).some((one) => one.settled === null && one.name.zh === found.name.zh)) throw paymentOpen({ fee })
  await addPayment(work, { name: found.name, cents, days, unit: 'calendar', basis: found.basis, unpaid: found.unpaid ?? null, isBack: false })
  await saveWork(work)
}

/** Asks back what was paid, by right of a decision. */
export async function askBackPayment(act: Act, caseId: string, asked: Omit<Asked, 'isBack'>): Promise<void> {
  const work = await openWork(act, caseId)
  await addPayment(work, { ...asked, isBack: true })
  await saveWork(work)
}

async function addPayment(work: Work, { name, cents, days, unit, basis, unpaid, isBack }: Asked): Promise<void> {
  const id = work.act.newId()
  const term = startTerm(work, { kind: 'payment', days, unit, starts: 'notice', basis }, work.today)
  await insertPayment(work.act.tx, { id, caseId: work.case.id, term: term.id, name, cents, basis, unpaid, isBack, askedOn: work.today.toString() })
  const stops = work.case.state === 'accepted' && !isBack && suspensionOf(work.item.content, feeKind) !== undefined
  if (stops) {
    const expectedDays = work.today.until(Temporal.PlainDate.from(term.dueOn), { largestUnit: 'days' }).days
    stopClock(work, { kind: feeKind, expectedDays, heldBy: heldByPayment(id) })
    note(work, 'cases.suspended', { kind: feeKind, expectedDays, until: work.case.suspendedUntil }, { reason: `等待缴纳${name.zh}` })
  }
  note(work, 'cases.payment-asked', { payment: id, due: term.dueOn, ...(isBack ? { back: true } : {}), ...(stops ? { stops } : {}) }, { name, cents, basis, unpaid })
}

/** The kind by which an item's own law lets the clock stand for a fee. */
const feeKind = 'fee'
export const heldByPayment = (payment: string): string => `payment:${payment}`

export interface Settlement {
  how: 'paid' | 'waived'
  /** The day on the receipt; today where absent. */
  on?: Temporal.PlainDate
  /** The number of the receipt, or why it is waived. */
  proof: string
}

/** Records that it was paid, or is waived (减免), at a window or by the body; the clock runs again where it stood for it. */
export async function settlePayment(act: Act, caseId: string, handler: Handler, id: string, { how, on, proof }: Settlement): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted', 'decided')
  const { receiving, handling, deciding } = work.case
  const isHere = handler.posts.some(({ role, organisation }) => (role === 'window' && organisation === receiving && how === 'paid') || (staffRoles.includes(role) && [handling, deciding].includes(organisation)))
  if (!isHere) throw notYourStep({ roles: ['window', ...staffRoles] })
  if (!proof.trim()) throw reasonsNeeded()
  const one = (await findPayments(act.tx, caseId)).find((payment) => payment.id === id && payment.settled === null)
  if (!one) throw noPayment({ payment: id })
  const day = on ?? work.today
  if (Temporal.PlainDate.compare(day, work.today) > 0 || Temporal.PlainDate.compare(day, Temporal.PlainDate.from(one.askedOn)) < 0) throw paymentDayWrong({ on: day.toString(), askedOn: one.askedOn })
  await settlePaymentRow(act.tx, id, how, day)
  await endTermOf(work, one, how === 'waived' ? undefined : day)
  const held = work.suspensions.find((two) => two.untilOn === null && two.heldBy === heldByPayment(id))
  if (held) {
    letRun(work, held.heldBy)
    if (!work.case.suspendedAt) note(work, 'cases.resumed', { kind: held.kind, due: work.case.dueAt })
  }
  note(work, 'cases.payment-settled', { payment: id, how, on: day.toString() }, { proof }, Temporal.PlainDate.compare(day, work.today) < 0 ? day : undefined)
  await saveWork(work)
}

/** Paid in time by the day on the receipt, whenever that is recorded. */
async function endTermOf(work: Work, { id, dueOn }: Payment, paidOn: Temporal.PlainDate | undefined): Promise<void> {
  const own = await termOfPayment(work.act.tx, id)
  const found = work.terms.find((one) => one.id === own)
  if (!found) return
  found.state = paidOn === undefined ? 'ended' : Temporal.PlainDate.compare(paidOn, Temporal.PlainDate.from(dueOn)) > 0 ? 'missed' : 'met'
  work.changes.terms.add(found)
  reckonAgain(work)
}

/** The day passed and nothing came: the person is told once more what may follow; what does follow a person decides. */
export async function missPayment(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const late = runningTerms(work, ['payment']).filter((term) => Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(term.dueOn)) > 0)
  for (const term of late) {
    term.state = 'missed'
    work.changes.terms.add(term)
  }
  note(work, late.length > 0 ? 'cases.payment-missed' : 'cases.payment-not-missed', {})
  await saveWork(work)
}

/** Refuses to end a case for a fee that nobody asked for, or whose day has not passed. */
export async function mustHaveMissedFee(work: Work): Promise<void> {
  if (!(await findPayments(work.act.tx, work.case.id)).some((one) => one.settled === null && !one.isBack && Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(one.dueOn)) > 0)) throw noFeeMissed({ case: work.case.number })
}
