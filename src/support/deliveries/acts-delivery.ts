// The verbs of handing over: a delivery is recorded once, with its means, its day and its proof; the person confirms, or asks for paper.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { isAddressee, type WholeCase } from '#core/cases'
import { isElectronic } from './acts.ts'
import { keepRecord } from './acts-record.ts'
import { mayRecord, notYourLetter, type DeliveryInput } from './delivery.ts'
import type { Letter } from './letter.ts'
import { markPaperAsked } from './store-records.ts'

/** Records that a letter was handed over, by somebody of the bodies of the case or of the window that received it. */
export async function recordDelivery(act: Act, letter: Letter, whole: WholeCase, organisations: readonly string[], input: DeliveryInput): Promise<void> {
  if (![whole.case.receiving, whole.case.handling, whole.case.deciding].some((body) => organisations.includes(body))) throw notYourLetter({ letter: letter.id })
  const deliveredOn = mayRecord(input, { consent: isElectronic({ whole, ...(letter.addressee === null ? {} : { addressee: letter.addressee }) }), dated: Temporal.PlainDate.from(letter.dated), today: dateInChina(act.now) })
  const { means, receiver, proof, witness } = input
  await keepRecord(act, letter, { means, deliveredOn, content: { ...(receiver ? { receiver } : {}), ...(proof ? { proof } : {}), ...(witness ? { witness } : {}) } })
}

/** The person it is for confirms that it was received: that is consent for this letter, and its proof (民诉法 90). */
export async function confirmReceipt(act: Act, letter: Letter): Promise<void> {
  if (!(await isAddressee(act.tx, letter.caseId, act.actor.id, letter.addressee))) throw notYourLetter({ letter: letter.id })
  await keepRecord(act, letter, { means: 'electronic', deliveredOn: dateInChina(act.now), content: { proof: '当事人本人在线确认签收' } })
}

/** Asks for the paper, which the person may have whatever way letters come. */
export async function askForPaper(act: Act, letter: Letter): Promise<void> {
  if (!(await isAddressee(act.tx, letter.caseId, act.actor.id, letter.addressee))) throw notYourLetter({ letter: letter.id })
  await markPaperAsked(act.tx, letter.id, act.now)
  act.record('deliveries.paper-asked', { subject: letter.caseId, facts: { letter: letter.id } })
}
