// The verbs of handing over: a delivery is recorded once, with its means, its day and its proof; the person confirms, or asks for paper.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { isAddressee, type WholeCase } from '#core/cases'
import { isElectronic } from './acts.ts'
import { keepRecord } from './acts-record.ts'
import { mayGivePaper, mayRecord, notYourLetter, paperNotWaiting, type DeliveryInput } from './delivery.ts'
import type { Letter } from './letter.ts'
import { insertPaper, markPaperAsked } from './store-records.ts'

/** Records that a letter was handed over, by somebody of the bodies of the case or of the window that received it. */
export async function recordDelivery(act: Act, letter: Letter, whole: WholeCase, organisations: readonly string[], input: DeliveryInput): Promise<void> {
  mustBeOfBodies(letter, whole, organisations)
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

function mustBeOfBodies(letter: Letter, { case: { receiving, handling, deciding } }: WholeCase, organisations: readonly string[]): void {
  if (![receiving, handling, deciding].some((body) => organisations.includes(body))) throw notYourLetter({ letter: letter.id })
}

export interface PaperInput {
  means: 'window' | 'post'
  on?: Temporal.PlainDate | undefined
  receiver?: string | undefined
  proof: string
}

/** Records that the paper of a letter that had come to the own space was handed over, asked for before or there and then (民诉法 90: who took it electronically may have the paper). */
export async function givePaper(act: Act, letter: Letter, whole: WholeCase, organisations: readonly string[], { means, on, receiver, proof }: PaperInput): Promise<void> {
  mustBeOfBodies(letter, whole, organisations)
  const today = dateInChina(act.now)
  const day = mayGivePaper({ means, on, proof }, { dated: Temporal.PlainDate.from(letter.dated), today })
  const [salt, content] = [act.random.bytes(16), { ...(receiver ? { receiver } : {}), proof }]
  if (!(await insertPaper(act.tx, letter, { means, on: day, content }, { salt, by: act.actor.id, at: act.now }))) throw paperNotWaiting({ letter: letter.id })
  act.record('deliveries.paper-handed-over', {
    subject: letter.caseId, facts: { letter: letter.id, letterKind: letter.kind, means, on: day.toString() }, proves: { salt, content }, ...(Temporal.PlainDate.compare(day, today) < 0 ? { lawDate: day } : {}),
  })
}
