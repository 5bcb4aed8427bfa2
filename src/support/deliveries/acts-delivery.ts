// The verbs of handing over: a delivery is recorded once for each recipient, with its means, its day and its proof; the person confirms, or asks for paper.
import type { Act, Facts } from '#base/act'
import { dateInChina } from '#base/time'
import { findParties, type WholeCase } from '#core/cases'
import { isElectronic } from './acts.ts'
import { keepRecord } from './acts-record.ts'
import { mayGivePaper, mayRecord, notYourLetter, paperNotWaiting, type DeliveryInput } from './delivery.ts'
import type { Letter } from './letter.ts'
import { first, ownAmong, partyAt, recipientUnknown, type Recipient } from './recipient.ts'
import { insertPaper, listRecipients, markPaperAsked } from './store-records.ts'

/** Records that a letter was handed over, by somebody of the bodies of the case or of the window that received it. */
export async function recordDelivery(act: Act, letter: Letter, whole: WholeCase, organisations: readonly string[], input: DeliveryInput & ToOne): Promise<void> {
  mustBeOfBodies(letter, whole, organisations)
  const { place } = await getRecipient(act, letter, whole, input.party)
  const deliveredOn = mayRecord(input, { consent: isElectronic(whole, place), dated: Temporal.PlainDate.from(letter.dated), today: dateInChina(act.now) })
  const { means, receiver, proof, witness } = input
  await keepRecord(act, letter, place, { means, deliveredOn, content: { ...(receiver ? { receiver } : {}), ...(proof ? { proof } : {}), ...(witness ? { witness } : {}) } })
}

/** The person it is for confirms that it was received: that is consent for this letter, and its proof (民诉法 90). */
export async function confirmReceipt(act: Act, letter: Letter): Promise<void> {
  const { place } = await getOwn(act, letter)
  await keepRecord(act, letter, place, { means: 'electronic', deliveredOn: dateInChina(act.now), content: { proof: '当事人本人在线确认签收' } })
}

/** Asks for the paper, which the person may have whatever way letters come. */
export async function askForPaper(act: Act, letter: Letter): Promise<void> {
  const own = await getOwn(act, letter)
  await markPaperAsked(act.tx, own, act.now)
  act.record('deliveries.paper-asked', { subject: letter.caseId, facts: { letter: letter.id, ...partyOf(own) } })
}

const partyOf = ({ place }: Pick<Recipient, 'place'>): Facts => (place === first ? {} : { party: place })

/** One of the recipients of a letter, by the place among the parties; where none is said, whom the letter is addressed to. */
export interface ToOne {
  party?: number | undefined
}

const recipientsOfOne = async (act: Act, { id, caseId }: Letter): Promise<readonly Recipient[]> => (await listRecipients(act.tx, caseId)).get(id) ?? []

async function getRecipient(act: Act, letter: Letter, { parties }: Pick<WholeCase, 'parties'>, party: number | undefined): Promise<Recipient> {
  const one = (await recipientsOfOne(act, letter)).find((each) => (party === undefined ? each.place === (letter.addressee ?? first) : partyAt(each, parties) === party))
  if (!one) throw recipientUnknown({ letter: letter.id, party: party ?? null })
  return one
}

/** Who the actor is among the recipients; of several the one that has not received it. */
async function getOwn(act: Act, letter: Letter): Promise<Recipient> {
  const own = ownAmong(await recipientsOfOne(act, letter), await findParties(act.tx, letter.caseId), act.actor.id)
  const one = own.find(({ record }) => record === null) ?? own[0]
  if (!one) throw notYourLetter({ letter: letter.id })
  return one
}

function mustBeOfBodies(letter: Letter, { case: { receiving, handling, deciding } }: WholeCase, organisations: readonly string[]): void {
  if (![receiving, handling, deciding].some((body) => organisations.includes(body))) throw notYourLetter({ letter: letter.id })
}

export interface PaperInput extends ToOne {
  means: 'window' | 'post'
  on?: Temporal.PlainDate | undefined
  receiver?: string | undefined
  proof: string
}

/** Records that the paper of a letter that had come to the own space was handed over, asked for before or there and then (民诉法 90: who took it electronically may have the paper). */
export async function givePaper(act: Act, letter: Letter, whole: WholeCase, organisations: readonly string[], { means, on, receiver, proof, party }: PaperInput): Promise<void> {
  mustBeOfBodies(letter, whole, organisations)
  const to = await getRecipient(act, letter, whole, party)
  const today = dateInChina(act.now)
  const day = mayGivePaper({ means, on, proof }, { dated: Temporal.PlainDate.from(letter.dated), today })
  const [salt, content] = [act.random.bytes(16), { ...(receiver ? { receiver } : {}), proof }]
  if (!(await insertPaper(act.tx, to, { means, on: day, content }, { salt, by: act.actor.id, at: act.now }))) throw paperNotWaiting({ letter: letter.id })
  act.record('deliveries.paper-handed-over', {
    subject: letter.caseId, facts: { letter: letter.id, letterKind: letter.kind, means, on: day.toString(), ...partyOf(to) }, proves: { salt, content }, ...(Temporal.PlainDate.compare(day, today) < 0 ? { lawDate: day } : {}),
  })
}
