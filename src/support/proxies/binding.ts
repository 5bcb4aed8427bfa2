// The noun: a proxy 亲友代办: a relative or friend whom somebody lets help, by a consent of one's own that says what for and until when,
// and that ends whenever either wants it. 个人信息保护法 14, 15 (consent, and taking it back); 民法典 161, 173 (代理及其终止). Pure.
import { refusal } from '#base/problem'

export const scopes = ['read', 'apply'] as const
/**
 * read: where the cases stand · apply: to act in the person's name, by an agency for everything that lasts as long (民法典 165). Neither
 * changes the account or names other proxies (169).
 */
export type HelpScope = (typeof scopes)[number]

export interface Binding {
  id: string
  principal: string
  proxy: string
  scopes: HelpScope[]
  until: string
  consentAt: Temporal.Instant
  acceptedAt: Temporal.Instant | null
  endedAt: Temporal.Instant | null
  /** Under which the proxy acts, where the consent says so and holds. */
  agency: string | null
}

/** [K] */
export const limits = { daysMax: 366, helpedMax: 5 } as const

export const consentNeeded = refusal({
  code: 'proxies.consent-needed', status: 422, basis: '个人信息保护法第十四条',
  zh: '需要您本人明确同意。', en: 'Your own consent is needed.',
  nextZh: '请看清内容后勾选同意。', nextEn: 'Read it and tick the box.',
})
export const proxyUnknown = refusal({
  code: 'proxies.unknown', status: 422,
  zh: '账号名和姓名对不上，或者不是个人账号。', en: 'Account name and name do not belong together, or it is no personal account.',
  nextZh: '请向亲友核对账号名和姓名；没有账号的请先注册。', nextEn: 'Ask the proxy for both; whoever has no account registers first.',
})
export const proxyUnverified = refusal({
  code: 'proxies.unverified', status: 422, basis: '行政许可法第二十九条',
  zh: '以您的名义办事的人须先完成实名认证。', en: 'Whoever acts in your name has to be verified first.',
  nextZh: '请亲友先实名认证；或者只同意对方看办件进度。', nextEn: 'Ask the proxy to be verified, or consent to seeing progress alone.',
})
export const badUntil = refusal({
  code: 'proxies.bad-until', status: 422,
  zh: '期限应在今天以后、一年以内。', en: 'The last day lies after today, within a year.',
  nextZh: '请改正日期。', nextEn: 'Correct the date.',
})
export const alreadyHelped = refusal({
  code: 'proxies.already', status: 409,
  zh: '这位亲友已经在帮您，或者正等对方确认。', en: 'This person helps you already, or was asked.',
  nextZh: '要改内容的，请先收回再重新同意。', nextEn: 'To change it, take it back and agree anew.',
})
export const helpsTooMany = refusal({
  code: 'proxies.too-many', status: 409,
  zh: '这位亲友帮的人已经到了上限。', en: 'This person helps as many as one may.',
  nextZh: '请另请一位，或到政务服务大厅由工作人员帮办。', nextEn: 'Ask somebody else, or let staff at the service hall help.',
})
export const bindingNotFound = refusal({
  code: 'proxies.not-found', status: 404,
  zh: '没有这项代办，或者已经结束。', en: 'There is no such consent, or it has ended.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})

/** Refuses a last day that is not after today, or too far. */
export function mustFit(until: Temporal.PlainDate, today: Temporal.PlainDate): void {
  const days = today.until(until, { largestUnit: 'days' }).days
  if (days < 1 || days > limits.daysMax) throw badUntil({}, [{ path: '/until', code: 'date', zh: '日期应在今天以后、一年以内', en: 'A day after today, within a year' }])
}

/** waiting: for the proxy · active · ended: taken back, declined or over. */
export function stateOf(one: Pick<Binding, 'acceptedAt' | 'endedAt' | 'until'>, today: Temporal.PlainDate): 'waiting' | 'active' | 'ended' {
  if (one.endedAt || Temporal.PlainDate.compare(today, Temporal.PlainDate.from(one.until)) > 0) return 'ended'
  return one.acceptedAt ? 'active' : 'waiting'
}
