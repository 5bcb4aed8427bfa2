// Leave (请假): the days on which somebody is away and who stands in. It changes no post: the deputy holds an own post of the same kind. Pure.
import { refusal } from '#base/problem'

export interface Absence {
  id: string
  account: string
  from: string
  until: string
  deputy: string | null
}

/** [K] How far ahead leave may be noted, and how long one may last. */
const daysMax = 366

export const badAbsence = refusal({
  code: 'people.absence-dates', status: 422,
  zh: '请假的日期应从今天或以后开始，止日不早于起日，且不超过一年。', en: 'Leave begins today or later, ends no earlier than it begins, and lasts a year at most.',
  nextZh: '请改正日期。', nextEn: 'Correct the dates.',
})

export const absenceOverlaps = refusal({
  code: 'people.absence-overlaps', status: 409,
  zh: '这些日期已经登记了请假。', en: 'Leave is already noted for some of these days.',
  nextZh: '请先结束已登记的请假。', nextEn: 'End the leave that is noted first.',
})

export const deputyUnfit = refusal({
  code: 'people.deputy-unfit', status: 422,
  zh: '代办人须在同一机构担任相同职责，且这些日期自己不请假。', en: 'The deputy holds a post of the same role in the same body, and is not away on these days.',
  nextZh: '请选择同单位同岗位的同事；也可以不指定代办人。', nextEn: 'Choose a colleague with the same post, or name no deputy.',
})

export const absenceNotFound = refusal({
  code: 'people.absence-not-found', status: 404,
  zh: '没有这条请假记录，或不在您的管理范围内。', en: 'There is no such leave, or it is outside your reach.',
  nextZh: '请刷新请假列表。', nextEn: 'Reload the list of leave.',
})

/** Refuses dates that lie in the past, the wrong way round, or too far apart. */
export function mustBeDates(from: Temporal.PlainDate, until: Temporal.PlainDate, today: Temporal.PlainDate): void {
  const ahead = today.until(from).days
  const long = from.until(until).days
  if (ahead < 0 || ahead > daysMax || long < 0 || long > daysMax) throw badAbsence({ from: from.toString(), until: until.toString() })
}
