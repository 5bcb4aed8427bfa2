// How deliveries and remedies look in answers.
import { Type } from 'typebox'
import { timeText } from '#base/time'
import type { Calendar } from '#engines/calendar'
import { TextSchema } from '#core/packs'
import type { DeliveryRecord } from './delivery.ts'
import { remedyDays, remedyWords, type LastDay, type Remedy } from './remedy.ts'

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])

export const DeliveryShape = Type.Object({
  means: Type.String({ description: 'electronic, window, post, left (refused, and left before a witness), public-notice' }), on: Type.String({ format: 'date', description: 'The day in law' }), refused: Type.Boolean(),
  recordedAt: Type.String({ format: 'date-time' }), receiver: nullable(Type.String()), proof: nullable(Type.String()), witness: nullable(Type.String()),
})

/** The paper of an electronic letter, handed over besides. */
export const PaperShape = Type.Object({ on: Type.String({ format: 'date' }), means: Type.String({ description: 'window or post' }), receiver: nullable(Type.String()), proof: nullable(Type.String()) })

const WayShape = Type.Object({
  words: TextSchema, body: nullable(TextSchema), also: nullable(TextSchema), address: nullable(TextSchema), phone: nullable(Type.String()),
  lastDay: nullable(Type.String({ format: 'date', description: 'Known once the letter was delivered' })), provisional: Type.Boolean({ description: 'A calendar not yet published may move the last day' }),
})
export const RemedyShape = Type.Object({ review: WayShape, court: WayShape, reviewFirst: nullable(Type.String({ description: 'The law by which review comes before the court' })) })

export function showDelivery({ means, deliveredOn, refused, recordedAt, content: { receiver, proof, witness } }: DeliveryRecord) {
  return { means, on: deliveredOn, refused, recordedAt: timeText(recordedAt), receiver: receiver ?? null, proof: proof ?? null, witness: witness ?? null }
}

/** The remedy; its last days only where the delivery is on record. */
export function showRemedy(calendar: Calendar, remedy: Remedy, record: Pick<DeliveryRecord, 'deliveredOn'> | undefined) {
  const [zh, en] = [remedyWords(remedy, 'zh'), remedyWords(remedy, 'en')]
  const days = record ? remedyDays(calendar, remedy, Temporal.PlainDate.from(record.deliveredOn)) : undefined
  const last = (day: LastDay | null | undefined) => ({ lastDay: day?.lastDay ?? null, provisional: day?.provisional ?? false })
  const { review, court, first } = remedy
  return {
    review: { words: { zh: zh.review, en: en.review }, body: review.name, also: review.also, address: review.address, phone: review.phone, ...last(days?.review) },
    court: { words: { zh: zh.court, en: en.court }, body: court.name, also: null, address: court.address, phone: court.phone, ...last(days?.court) },
    reviewFirst: first,
  }
}
