// The hours of a post: a grant may hold between two times of day only, every day or on working days, so that a right sleeps while
// nobody is at the desk (最小权限, GB/T 22239-2019 8.1.4.2). Pure.
import { refusal } from '#base/problem'
import { isWorkingDay, type Calendar } from '#engines/calendar'

/** When a post holds, in the time of Asia/Shanghai: from one time of day, written HH:MM, until just before another of the same day. */
export interface Hours {
  /** Working days are those of the published calendar: a make-up Sunday is one, a holiday is none. */
  days: 'every' | 'working'
  from: string
  to: string
}

export const badHours = refusal({
  code: 'people.bad-hours', status: 422,
  zh: '职责的生效时段应先起后止，并在同一天内。', en: 'The hours of a post begin before they end, on the same day.',
  nextZh: '请改正起止时间；跨夜的职责请分别授予。', nextEn: 'Correct the times; where a duty runs past midnight, grant it in two posts.',
})

/** Refuses hours that never hold. Throws `people.bad-hours`. */
export function mayBeHours(hours: Hours): void {
  if (hours.from >= hours.to) throw badHours({ from: hours.from, to: hours.to }, [{ path: '/hours/to', code: 'after', zh: '止时应晚于起时', en: 'Ends before it begins' }])
}

/** Hours in words. */
export function sayHours({ days, from, to }: Hours): { zh: string; en: string } {
  return { zh: `${days === 'working' ? '工作日' : '每天'}${from}–${to}`, en: `${days === 'working' ? 'working days' : 'every day'} ${from}–${to}` }
}

/** Whether a post with these hours holds at a moment. */
export function holdsAt(hours: Hours | null, now: Temporal.Instant, calendar: Calendar): boolean {
  if (!hours) return true
  const local = now.toZonedDateTimeISO('Asia/Shanghai')
  const time = local.toPlainTime().toString().slice(0, 5)
  return hours.from <= time && time < hours.to && (hours.days === 'every' || isWorkingDay(calendar, local.toPlainDate()))
}
