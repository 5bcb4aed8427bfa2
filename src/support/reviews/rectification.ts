// The noun: what becomes of a bad verdict 差评整改. The body concerned mends and answers, somebody who had no part calls back, an
// independent desk weighs whether the verdict was mistaken (误评). 国办发〔2019〕51号 三（四）; GB/T 39735-2020. Pure.
import { refusal } from '#base/problem'

/** What the body says it did: 立行立改, 限期整改, 说明解释. */
export const measures = ['corrected-at-once', 'corrected-in-time', 'explained'] as const
export type Measure = (typeof measures)[number]
/** What the call-back found. */
export const satisfactions = ['satisfied', 'dissatisfied', 'unreachable'] as const
export type Satisfaction = (typeof satisfactions)[number]

export interface Rectification {
  review: string
  caseId: string
  caseNumber: string
  item: string
  body: string
  openedAt: Temporal.Instant
  measure: Measure | null
  answer: string | null
  salt: Uint8Array | null
  answeredAt: Temporal.Instant | null
  appealedAt: Temporal.Instant | null
  satisfaction: Satisfaction | null
  calledAt: Temporal.Instant | null
  mistaken: boolean
  closedAt: Temporal.Instant | null
}

export const alreadyFollowedUp = refusal({
  code: 'reviews.already-followed-up', status: 409,
  zh: '已经追加过一次评价，不能再追加。', en: 'A few words were added already; that is possible once.',
  nextZh: '如还有补充，请拨打12345。', nextEn: 'Call 12345 if there is more to say.',
})
export const reviewNotFound = refusal({
  code: 'reviews.not-found', status: 404,
  zh: '没有找到您的这次评价。', en: 'There is no such verdict of yours.',
  nextZh: '请从“我的评价”中选择。', nextEn: 'Choose it among your reviews.',
})
export const contactNotDue = refusal({
  code: 'reviews.contact-not-due', status: 403, basis: '国办发〔2019〕51号',
  zh: '评价人的联系方式只给正在办理回访的人，而且只在回访时。', en: 'How to reach the person is told only to whoever makes the call-back, and only then.',
  nextZh: '请先认领回访这一步；被评价单位不能查看。', nextEn: 'Take the call-back first; the body that was judged never learns it.',
})

/** What an outcome of a step says of a rectification, by the outcome's own name, whatever the process calls its steps. */
export type Progress = { kind: 'answered'; measure: Measure } | { kind: 'appealed' } | { kind: 'called'; satisfaction: Satisfaction } | { kind: 'mistaken' } | { kind: 'upheld' }

export function progressOf(outcome: string): Progress | undefined {
  if ((measures as readonly string[]).includes(outcome)) return { kind: 'answered', measure: outcome as Measure }
  if ((satisfactions as readonly string[]).includes(outcome)) return { kind: 'called', satisfaction: outcome as Satisfaction }
  const others: Record<string, Progress> = { appealed: { kind: 'appealed' }, mistaken: { kind: 'mistaken' }, 'not-mistaken': { kind: 'upheld' } }
  return others[outcome]
}

/** How far a rectification is, for the person who judged. */
export function stateOf(one: Pick<Rectification, 'closedAt' | 'calledAt' | 'answeredAt' | 'appealedAt' | 'mistaken'>): 'open' | 'appealed' | 'answered' | 'called' | 'closed' | 'mistaken' {
  if (one.closedAt) return one.mistaken ? 'mistaken' : 'closed'
  if (one.calledAt) return 'called'
  if (one.answeredAt) return 'answered'
  return one.appealedAt ? 'appealed' : 'open'
}

/** Counts of a body's bad verdicts. Those found to be mistaken are left out of all but their own. */
export interface RectificationTally {
  body: string
  bad: number
  answered: number
  /** Called back, whether or not anybody could be reached. */
  called: number
  reached: number
  /** Mended and called back, as GB/T 39735 counts 回访整改. */
  rectified: number
  satisfied: number
  mistaken: number
}

/** 差评回复率, 回访率, 回访整改率 of all bad verdicts, 整改满意率 of those who were reached; between 0 and 1, null where nothing was counted. */
export function ratesOf(tally: Omit<RectificationTally, 'body'>) {
  const rate = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000)
  return { replyRate: rate(tally.answered, tally.bad), callBackRate: rate(tally.called, tally.bad), rectifiedRate: rate(tally.rectified, tally.bad), satisfiedRate: rate(tally.satisfied, tally.reached) }
}
