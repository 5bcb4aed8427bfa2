// Keeping the record of a delivery: once for each recipient of a letter, for the ledger with its day in law.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { alreadyDelivered, type DeliveryProof, type DeliveryRecord, type Means } from './delivery.ts'
import type { Letter } from './letter.ts'
import { first } from './recipient.ts'
import { saveRecord } from './store-records.ts'

interface Delivered {
  means: Means
  deliveredOn: Temporal.PlainDate
  content: DeliveryProof
}

/** Keeps the record of one letter for one of its recipients; refuses a second. */
export async function keepRecord(act: Act, letter: Pick<Letter, 'id' | 'caseId' | 'kind'>, place: number, { means, deliveredOn, content }: Delivered): Promise<void> {
  const record: DeliveryRecord = {
    letter: letter.id, place, caseId: letter.caseId, means, deliveredOn: deliveredOn.toString(), refused: means === 'left', content, salt: act.random.bytes(16), recordedBy: act.actor.id, recordedAt: act.now,
  }
  if (!(await saveRecord(act.tx, record))) throw alreadyDelivered({ letter: letter.id })
  act.record('deliveries.delivery-recorded', {
    subject: letter.caseId, facts: { letter: letter.id, letterKind: letter.kind, means, on: record.deliveredOn, refused: record.refused, ...(place === first ? {} : { party: place }) }, proves: { salt: record.salt, content },
    ...(Temporal.PlainDate.compare(deliveredOn, dateInChina(act.now)) < 0 ? { lawDate: deliveredOn } : {}),
  })
}
