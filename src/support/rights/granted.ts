// The noun: what was granted to a person about his data and goes on: a purpose that is restricted, a transfer that he fetches. Pure.
import { refusal } from '#base/problem'
import type { Purpose } from '#core/packs'

export interface Granted {
  caseId: string
  caseNumber: string
  account: string
  what: 'restriction' | 'transfer'
  purpose: string | null
  recipient: string | null
  at: Temporal.Instant
}

/** Purposes that end where somebody restricts them: the platform asks at each use. An account itself is not restricted but closed. */
const asked: readonly string[] = ['messages', 'sign-in', 'reviews']

export const restricted = refusal({
  code: 'rights.restricted', status: 409, basis: '个人信息保护法第四十四条', zh: '本人已要求不再为这个目的使用其个人信息。', en: 'The person has had the use of his data for this purpose restricted.',
  nextZh: '本人可以在“您的权利”中随时恢复。', nextEn: 'The person may end the restriction at any time under “Your rights”.',
})
export const restrictionNotFound = refusal({
  code: 'rights.restriction-not-found', status: 404, zh: '没有这项限制，或者它已经结束。', en: 'There is no such restriction, or it has ended.', nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const transferNotFound = refusal({
  code: 'rights.transfer-not-found', status: 404, basis: '个人信息保护法第四十五条第三款', zh: '没有准予过这项转移。', en: 'No such transfer was granted to you.',
  nextZh: '请在“您的权利”中提出转移的请求；准予以后再下载。', nextEn: 'Ask for the transfer under “Your rights”; fetch it once it is granted.',
})

/** Whether a person may have a purpose restricted (个人信息保护法 44): what rests on his consent. What law requires goes on. */
export const mayBeRestricted = ({ code, ground }: Pick<Purpose, 'code' | 'ground'>): boolean => ground === 'consent' && asked.includes(code)
