// 救济: what somebody who does not agree may do, generated from the deciding body and the law; how long, and by which last day, which is
// known only once it is known when the letter was delivered. 行政许可法 38; 行政复议法 20, 23, 24, 27, 88; 行政诉讼法 14, 15, 18, 44, 45, 46, 101.
import type { Sql } from '#base/db'
import { deadline, type Calendar } from '#engines/calendar'
import { sayDays, type Language, type Text } from '#engines/words'
import { findOrganisation, findOverseers, type Organisation } from '#core/organisations'
import type { Basis, ItemContent } from '#core/packs'

/** A body as a letter names it. `name` null: the law's own words say which one. */
interface Named {
  name: Text | null
  address: Text | null
  phone: string | null
}

/** The remedy against one decision, as it stood when the letter was made. */
export interface Remedy {
  review: Named & { also: Text | null; days: number; basis: string }
  court: Named & { count: number; unit: 'days' | 'months'; basis: string; intermediate: boolean }
  /** The law by which review comes before the court; null where one may choose (诉讼法 44). */
  first: string | null
}

/** The letters that tell of something unfavourable: each carries the remedy (许可法 38). A grant carries it for the part refused and for third parties. */
export const unfavourable: readonly string[] = ['acceptance-refusal', 'decision-partial', 'decision-refusal', 'decision-burden', 'termination', 'correction-lapsed', 'late-papers-refused']

const reviewDays = 60
const courtMonths = 6
const afterReviewDays = 15

const cite = ({ law, article = '' }: Basis): string => `《${law}》${article}`

/** The remedy against what a body decided under an item. */
export async function findRemedy(sql: Sql, deciding: string, { remedy }: Pick<ItemContent, 'remedy'>): Promise<Remedy> {
  const { body, reviewers, court: itsCourt } = await findOverseers(sql, deciding)
  const named = remedy?.body ? [await findOrganisation(sql, remedy.body.organisation)] : reviewers
  const court = remedy?.courtBody ? await findOrganisation(sql, remedy.courtBody.organisation) : itsCourt
  const [first, second] = named
  return {
    review: {
      ...nameBody(first), also: second?.name ?? null, days: remedy?.reviewDays?.days ?? reviewDays,
      basis: [remedy?.reviewDays ? cite(remedy.reviewDays.basis) : '行政复议法第二十条', remedy?.body ? cite(remedy.body.basis) : '第二十四条'].join('、'),
    },
    court: {
      ...nameBody(court), count: remedy?.courtTime?.count ?? courtMonths, unit: remedy?.courtTime?.unit ?? 'months',
      basis: [remedy?.courtBody ? cite(remedy.courtBody.basis) : isCountyUp(body) ? '行政诉讼法第十五条、第十八条' : '行政诉讼法第十四条、第十八条', remedy?.courtTime ? cite(remedy.courtTime.basis) : '第四十六条'].join('、'),
      intermediate: isCountyUp(body),
    },
    first: remedy?.first ? cite(remedy.first.basis) : null,
  }
}

/** 诉讼法 15 (1): what governments of a county and above decide goes to an intermediate court; what a town decides does not. Codes of towns are longer than six digits. */
function isCountyUp(body: Organisation | undefined): boolean {
  return body?.kind === 'government' && body.region.length === countyCodeDigits
}

const countyCodeDigits = 6

function nameBody(one: Organisation | undefined): Named {
  return { name: one?.name ?? null, address: one?.address ?? null, phone: one?.phone ?? null }
}

const zhNumbers = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** Sixty days in the words of the law; other numbers as figures. */
function length(count: number, unit: 'days' | 'months', language: Language): string {
  if (unit === 'days') return language === 'zh' && count === reviewDays ? '六十日' : sayDays(count, 'calendar', language)
  if (language === 'en') return count === courtMonths ? 'six months' : `${count} months`
  return `${zhNumbers[count] ?? count}个月`
}

const pick = (text: Text, language: Language): string => (language === 'en' ? (text.en ?? text.zh) : text.zh)

/** Both ways in words, as a letter prints them: the length, never a last day, which delivery alone tells. */
export function remedyWords(remedy: Remedy, language: Language): { review: string; court: string } {
  return language === 'zh' ? wordsZh(remedy) : wordsEn(remedy)
}

function wordsZh({ review, court, first }: Remedy): { review: string; court: string } {
  const body = review.name ? `${review.name.zh}${review.also ? `（也可以向${review.also.zh}）` : ''}` : '有管辖权的行政复议机关'
  const hall = court.name?.zh ?? `作出机关所在地的${court.intermediate ? '中级' : '基层'}人民法院`
  const ask = `自收到本文书之日起${length(review.days, 'days', 'zh')}内，向${body}申请行政复议（${review.basis}）`
  if (first === null) return { review: ask, court: `自收到本文书之日起${length(court.count, court.unit, 'zh')}内，向${hall}提起行政诉讼（${court.basis}）` }
  return { review: `依照${first}，应当先申请行政复议：${ask}`, court: `对复议决定不服的，自收到复议决定书之日起十五日内，向人民法院提起行政诉讼（行政诉讼法第四十四条、第四十五条）；未经复议，不能直接起诉` }
}

function wordsEn({ review, court, first }: Remedy): { review: string; court: string } {
  const body = review.name ? `${pick(review.name, 'en')}${review.also ? ` (or ${pick(review.also, 'en')})` : ''}` : 'the competent reconsideration body'
  const hall = court.name ? pick(court.name, 'en') : `the ${court.intermediate ? 'intermediate' : 'basic'} people’s court at the seat of the body`
  const ask = `apply to ${body} for review within ${length(review.days, 'days', 'en')} of receiving this letter (Administrative Reconsideration Law, arts. 20, 24)`
  if (first === null) return { review: capital(ask), court: `Go to ${hall} within ${length(court.count, court.unit, 'en')} of receiving this letter (Administrative Litigation Law, arts. 14, 15, 18, 46)` }
  return { review: `Review comes first (${first}): ${ask}`, court: `Against the decision on review, go to the people’s court within ${afterReviewDays} days of receiving it (Administrative Litigation Law, arts. 44, 45); there is no way to the court before` }
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** A last day; provisional where a calendar not yet published may move it. */
export interface LastDay {
  lastDay: string
  provisional: boolean
}

/**
 * The last days, counted from the day of delivery, which itself is not counted; one that falls on a day off moves to the next working
 * day (民事诉讼法 85, by 复议法 88 and 诉讼法 101). Where review comes first the court's time begins later and has no day yet.
 */
export function remedyDays(calendar: Calendar, { review, court, first }: Remedy, delivered: Temporal.PlainDate): { review: LastDay; court: LastDay | null } {
  const ofCourt = court.unit === 'months' ? delivered.add({ months: court.count }) : delivered.add({ days: court.count })
  return { review: endOn(calendar, delivered.add({ days: review.days })), court: first === null ? endOn(calendar, ofCourt) : null }
}

function endOn(calendar: Calendar, day: Temporal.PlainDate): LastDay {
  const { due, provisional } = deadline(calendar, { start: day, days: 0, unit: 'calendar', suspensions: [], extensions: [], endsOnWorkingDay: true })
  return { lastDay: due.toString(), provisional }
}
