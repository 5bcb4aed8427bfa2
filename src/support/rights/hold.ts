// The noun: a legal hold (依法封存): what is held is not erased while an investigation, a claim or an audit needs it. It names its law, has a last
// day, and is placed and ended by two persons (双人复核). Pure. 个人信息保护法 19, 47: kept longer only where the law says so.
import { refusal } from '#base/problem'

/** [K] How far ahead the last day of a hold may lie; a longer need is asked for anew. */
export const holdDaysMax = 730

export interface Hold {
  id: string
  caseId: string
  /** Everything of this account is held as well. */
  account: string | null
  law: string
  article: string
  until: string
  placedAt: Temporal.Instant
}

export const badHold = refusal({
  code: 'rights.bad-hold', status: 422, basis: '个人信息保护法第十九条', zh: '封存的最后一天应在今天以后，且不超过两年。', en: 'The last day of a hold lies ahead, within two years.',
  nextZh: '请改正日期；到期仍需要的，再提出一次。', nextEn: 'Correct the date; where it is still needed then, ask again.',
})
export const alreadyHeld = refusal({
  code: 'rights.already-held', status: 409, zh: '这个办件已经封存。', en: 'This case is held already.',
  nextZh: '请在留存页面查看；要延长的，先解除再提出。', nextEn: 'See the page of what is kept; to prolong it, end it and ask again.',
})
export const holdNotFound = refusal({
  code: 'rights.hold-not-found', status: 404, zh: '没有这项封存，或者它已经结束。', en: 'There is no such hold, or it has ended.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})

export const accountHeld = refusal({
  code: 'rights.account-held', status: 409, basis: '个人信息保护法第四十七条', zh: '依法封存期间，这个账号不能注销。', en: 'While its data is held by law this account is not closed.',
  nextZh: '封存结束后再来注销；需要说明的，请在“您的权利”中提出请求。', nextEn: 'Close it when the hold has ended; to have it explained, make a request under “Your rights”.',
})

/** Refuses a hold without an end in sight (19: no longer than needed). */
export function mustEndInTime(until: Temporal.PlainDate, today: Temporal.PlainDate): void {
  const days = today.until(until).days
  if (days < 1 || days > holdDaysMax) throw badHold({ until: until.toString() }, [{ path: '/until', code: 'date', zh: '日期不在范围内', en: 'Outside the range' }])
}
