// The noun: the delivery 送达 of a letter: by which means, on which day in law, proved by what. Pure: no database, no HTTP.
// 行政许可法 44; 行政处罚法 61 and 民事诉讼法 87 to 95 (signed for, left, electronic with consent, post, public notice).
import { refusal } from '#base/problem'
import { addWorkingDays, type Calendar } from '#engines/calendar'

export const meansOfDelivery = ['electronic', 'window', 'post', 'left', 'public-notice'] as const
export type Means = (typeof meansOfDelivery)[number]

/** What proves a delivery. Personal: stands beside the ledger, which holds its digest. */
export interface DeliveryProof {
  /** Who took it, where that was another than the person: an adult of the household, an agent, the mail room (民诉法 88). */
  receiver?: string
  /** The signature, the number of the post, where it was left, where the notice hung. */
  proof?: string
  /** Who saw that it was refused and left (民诉法 89). */
  witness?: string
}

export interface DeliveryRecord {
  letter: string
  /** To whom: the place among the parties; -1 the one whom letters of the case go to. */
  place: number
  caseId: string
  means: Means
  /** The day in law: remedies are counted from it. */
  deliveredOn: string
  refused: boolean
  content: DeliveryProof
  salt: Uint8Array
  recordedBy: string
  recordedAt: Temporal.Instant
}

export const alreadyDelivered = refusal({
  code: 'deliveries.already-delivered', status: 409, zh: '这份文书的送达已经记录。', en: 'The delivery of this letter is recorded already.',
  nextZh: '请刷新页面查看送达记录；送达记录不能更改。', nextEn: 'Reload to see the record; it is never changed.',
})
export const consentNeeded = refusal({
  code: 'deliveries.consent-needed', status: 422, basis: '民事诉讼法第九十条；行政处罚法第六十一条', zh: '当事人没有同意电子送达，在本人空间看到文书不算送达。', en: 'The person did not agree to electronic delivery; that it can be read in the own space is no delivery.',
  nextZh: '请改用窗口、邮寄等方式送达，或者由当事人本人确认签收。', nextEn: 'Hand it over at a window or by post, or let the person confirm the receipt.',
})
export const proofNeeded = refusal({
  code: 'deliveries.proof-needed', status: 422, basis: '民事诉讼法第八十七条、第八十九条、第九十一条', zh: '送达要有凭证。', en: 'A delivery needs its proof.',
  nextZh: '请写明签收情况、邮件号码或者公告的地方；留置送达的，还要写明见证人。', nextEn: 'Write who signed, the number of the post, or where the notice hung; for a letter that was left, who saw it.',
})
export const deliveryDayWrong = refusal({
  code: 'deliveries.day-not-possible', status: 422, zh: '送达日期不能早于文书日期，也不能晚于今天。', en: 'The day of delivery is not before the date of the letter and not after today.',
  nextZh: '请核对签收单、回执上的日期。', nextEn: 'Check the day on the receipt.',
})
export const noticeStillRuns = refusal({
  code: 'deliveries.notice-still-runs', status: 409, basis: '民事诉讼法第九十五条', zh: '公告不满三十日，还不能视为送达。', en: 'The public notice has not stood for thirty days: it is no delivery yet.',
  nextZh: '请在公告满三十日后记录。', nextEn: 'Record it when the thirty days have passed.',
})
export const paperNotWaiting = refusal({
  code: 'deliveries.paper-not-waiting', status: 409, zh: '这份文书没有等待交付的纸质件：它不是电子送达的，或者纸质件已经交付。', en: 'No paper of this letter waits to be handed over: it did not come electronically, or the paper was given.',
  nextZh: '还没有送达的文书，请记录送达；已经交付的，请刷新页面查看。', nextEn: 'Record the delivery of a letter that nobody has received; reload to see what was given.',
})
export const notYourLetter = refusal({
  code: 'deliveries.not-your-letter', status: 403, zh: '这份文书不由您送达或者签收。', en: 'This letter is not yours to deliver or to sign for.',
  nextZh: '请由办理单位、收件窗口记录；签收由文书的当事人本人确认。', nextEn: 'The handling body or the receiving window records it; a receipt is confirmed by the person it is for.',
})

const publicNoticeDays = 30

/** The day in law of a delivery done, or put up, on a day: a public notice counts thirty days later (民诉法 95). */
export function deliveredOn(means: Means, on: Temporal.PlainDate): Temporal.PlainDate {
  return means === 'public-notice' ? on.add({ days: publicNoticeDays }) : on
}

export interface DeliveryInput extends DeliveryProof {
  means: Means
  /** The day it was signed for, left or put up; today where absent. */
  on?: Temporal.PlainDate | undefined
}

/** Refuses a delivery that would not stand; answers its day in law. */
export function mayRecord({ means, on, proof, witness }: DeliveryInput, { consent, dated, today }: { consent: boolean; dated: Temporal.PlainDate; today: Temporal.PlainDate }): Temporal.PlainDate {
  if (means === 'electronic' && !consent) throw consentNeeded()
  if (means !== 'electronic' && !proof?.trim()) throw proofNeeded({ means })
  if (means === 'left' && !witness?.trim()) throw proofNeeded({ means, witness: false })
  const day = on ?? today
  if (Temporal.PlainDate.compare(day, dated) < 0 || Temporal.PlainDate.compare(day, today) > 0) throw deliveryDayWrong({ on: day.toString() })
  const law = deliveredOn(means, day)
  if (Temporal.PlainDate.compare(law, today) > 0) throw noticeStillRuns({ until: law.toString() })
  return law
}

/** The paper of an electronic letter as it was handed over. Remedies are counted from the electronic delivery, not from this. */
export interface PaperGiven {
  means: 'window' | 'post'
  on: Temporal.PlainDate
  content: Pick<DeliveryProof, 'receiver' | 'proof'>
}

/** Refuses a handing over of paper that would prove nothing; answers its day. */
export function mayGivePaper({ on, proof, means }: { means: string; on?: Temporal.PlainDate | undefined; proof: string }, { dated, today }: { dated: Temporal.PlainDate; today: Temporal.PlainDate }): Temporal.PlainDate {
  if (!proof.trim()) throw proofNeeded({ means })
  const day = on ?? today
  if (Temporal.PlainDate.compare(day, dated) < 0 || Temporal.PlainDate.compare(day, today) > 0) throw deliveryDayWrong({ on: day.toString() })
  return day
}

const deliveryDaysMax = 10

/** The last day to deliver a letter: ten working days from its date (许可法 44). */
export function deliveryDue(calendar: Calendar, dated: Temporal.PlainDate): Temporal.PlainDate {
  return addWorkingDays(calendar, dated, deliveryDaysMax).date
}

/** The newest date of letters that are late today if nobody has received them. */
export function lateUpTo(calendar: Calendar, today: Temporal.PlainDate): Temporal.PlainDate {
  let dated = today
  while (Temporal.PlainDate.compare(deliveryDue(calendar, dated), today) >= 0) dated = dated.subtract({ days: 1 })
  return dated
}
