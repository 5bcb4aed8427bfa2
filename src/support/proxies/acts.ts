// The verbs: consenting, agreeing to help, ending. The consent is the person's own act and is never given by another.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { findNaturalByLogin, giveAgency, takeBackAgency } from '#core/people'
import { alreadyHelped, bindingNotFound, consentNeeded, proxyUnknown, proxyUnverified, helpsTooMany, limits, mustFit, type Binding, type HelpScope } from './binding.ts'
import { acceptBinding, countHelped, endBinding, endBindingsOf, findBinding, insertBinding } from './store.ts'

export const proxyLock = (account: string): string => `proxies:${account}`

export interface NewBinding {
  login: string
  name: string
  scopes: HelpScope[]
  until: string
  consent: boolean
}

/** Lets somebody help: whoever is named by both login and name, for what is said, until that day. It holds once that one agrees. */
export async function consentToHelp(act: Act, given: NewBinding): Promise<string> {
  const today = dateInChina(act.now)
  if (!given.consent || given.scopes.length === 0) throw consentNeeded({}, [{ path: given.scopes.length === 0 ? '/scopes' : '/consent', code: 'consent', zh: given.scopes.length === 0 ? '请选择可以帮什么' : '请勾选同意', en: given.scopes.length === 0 ? 'Choose what for' : 'Tick the box' }])
  mustFit(Temporal.PlainDate.from(given.until), today)
  const proxy = await findNaturalByLogin(act.tx, given.login, act.now)
  // Login and name must both be known, so that nobody is found by guessing and no stranger is bound by a slip.
  if (!proxy || proxy.name !== given.name.normalize('NFKC').trim() || proxy.id === act.actor.id) throw proxyUnknown({}, [{ path: '/login', code: 'unknown', zh: '账号名和姓名对不上', en: 'Account name and name do not belong together' }])
  if (given.scopes.includes('apply') && !proxy.mayBeAgent) throw proxyUnverified({}, [{ path: '/login', code: 'unverified', zh: '对方还没有实名认证', en: 'Not verified yet' }])
  if ((await countHelped(act.tx, proxy.id, today.toString())) >= limits.helpedMax) throw helpsTooMany()
  const one: Binding = { id: act.newId(), principal: act.actor.id, proxy: proxy.id, scopes: [...new Set(given.scopes)], until: given.until, consentAt: act.now, acceptedAt: null, endedAt: null, agency: null }
  if (!(await insertBinding(act.tx, one, today.toString()))) throw alreadyHelped()
  act.record('proxies.consented', { subject: one.id, facts: { scopes: one.scopes, until: one.until } })
  return one.id
}

async function getOpen(act: Act, id: string, who: 'proxy' | 'either'): Promise<Binding> {
  const one = await findBinding(act.tx, id, dateInChina(act.now).toString())
  if (!one || (one.proxy !== act.actor.id && (who === 'proxy' || one.principal !== act.actor.id))) throw bindingNotFound()
  return one
}

/** Agrees to help; where the consent says so, by an agency for everything, given by the person. Answers the proxy. */
export async function agreeToHelp(act: Act, id: string): Promise<string> {
  const one = await getOpen(act, id, 'proxy')
  const mayAct = one.acceptedAt === null && one.scopes.includes('apply')
  const agency = mayAct ? await giveAgency(act, { principal: one.principal, agent: one.proxy, by: one.principal, items: null, until: Temporal.PlainDate.from(one.until) }) : one.agency
  await acceptBinding(act.tx, id, agency, act.now)
  act.record('proxies.agreed', { subject: id, facts: {} })
  return one.proxy
}

/** Ends it with its agency, by either, at any time and without a reason (个人信息保护法 15, 民法典 173). Answers the proxy. */
export async function endHelp(act: Act, id: string): Promise<string> {
  const one = await getOpen(act, id, 'either')
  if (one.agency !== null) await takeBackAgency(act, one.agency, act.actor.id, act.actor.id)
  await endBinding(act.tx, id, act.now)
  act.record('proxies.ended', { subject: id, facts: { by: one.principal === act.actor.id ? 'principal' : 'proxy' } })
  return one.proxy
}

/** The agency of a consent was taken back by itself: the consent ends with it. */
export async function endWithAgency(act: Act, id: string, by: 'principal' | 'proxy'): Promise<void> {
  await endBinding(act.tx, id, act.now)
  act.record('proxies.ended', { subject: id, facts: { by } })
}

/** The person whom somebody helps, or who helps, is registered as deceased: every consent of theirs ends (民法典 173). */
export async function endAllOf(act: Act, account: string): Promise<void> {
  const ended = await endBindingsOf(act.tx, account, act.now)
  for (const id of ended) act.record('proxies.ended', { subject: id, facts: { by: 'law' } })
  if (ended.length === 0) act.record('proxies.none-to-end', { subject: account })
}
