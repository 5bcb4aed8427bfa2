// The noun: a day that matters to somebody: until when to mend an application, when it is decided, when a licence ends and when to ask
// for another. 许可法 32, 42, 50. Pure.
import { refusal } from '#base/problem'
import type { Language, Text } from '#engines/words'
import { maskNumber } from '#core/people'
import type { CalendarDay } from './ics.ts'

/** correction, payment: one must act by then · decision: the body must · delivery: the body must hand over · renewal: last day to ask (许可法 50) · expiry: a licence ends. */
export type ReminderKind = 'correction' | 'payment' | 'decision' | 'delivery' | 'renewal' | 'expiry'

export interface Reminder {
  kind: ReminderKind
  /** What it is about and stays: a term of a case, or a licence through its versions. */
  ref: string
  date: string
  provisional: boolean
  /** Number of the case, or of the licence. */
  number: string
  /** The licence's id, where it is one. */
  licence: string | null
  name: Text
  isOver: boolean
  sequence: number
  changedAt: Temporal.Instant
}

export const linkUnknown = refusal({
  code: 'reminders.link-unknown', status: 404,
  zh: '这个日历地址无效，或者已经停用。', en: 'This address of a calendar is not valid, or was revoked.',
  nextZh: '请登录后在“日期提醒”中重新取得地址。', nextEn: 'Sign in and take a new address from “Dates”.',
})

type Say = Record<Language, string>
const summaries: Record<ReminderKind, Say> = {
  correction: { zh: '办件 {number}：补正截止', en: 'Case {number}: last day to bring what is missing' },
  payment: { zh: '办件 {number}：缴费截止', en: 'Case {number}: last day to pay' },
  decision: { zh: '办件 {number}：应当作出决定', en: 'Case {number}: decision due' },
  delivery: { zh: '办件 {number}：应当送达', en: 'Case {number}: delivery due' },
  renewal: { zh: '证照 {number}：申请延续的最后一天', en: 'Licence {number}: last day to ask for renewal' },
  expiry: { zh: '证照 {number}：有效期届满', en: 'Licence {number}: expires' },
}
const more: Say = { zh: '详情请登录查看。', en: 'Sign in for more.' }
const provisional: Say = { zh: '次年节假日安排尚未公布，日期是暂定的。', en: 'The holidays of that year are not announced yet; the date is provisional.' }
const cancelled: Say = { zh: '已不再需要：', en: 'No longer due: ' }

/** A reminder as a day of a calendar. It names numbers, those of licences masked as an identity card has the person's, and never what a matter is about: calendars lie on other people's servers (个人信息保护法 6). */
export function calendarDay(one: Reminder, language: Language, origin: string): CalendarDay {
  const host = new URL(origin).hostname
  const summary = summaries[one.kind][language].replace('{number}', one.licence === null ? one.number : maskNumber(one.number))
  return {
    uid: `${one.kind}-${one.ref}@${host}`, date: one.date, summary: one.isOver ? `${cancelled[language]}${summary}` : summary, description: `${one.provisional ? provisional[language] : ''}${more[language]}`,
    url: one.licence === null ? `${origin}/cases/${encodeURIComponent(one.number)}` : `${origin}/licences/${one.licence}`, sequence: one.sequence, changedAt: one.changedAt, isCancelled: one.isOver,
    ...(one.kind === 'correction' || one.kind === 'payment' ? { alarmDays: 1 } : one.kind === 'renewal' ? { alarmDays: 7 } : {}),
  }
}

export const calendarNames: Say = { zh: '政务服务：重要日期', en: 'Government services: dates' }
