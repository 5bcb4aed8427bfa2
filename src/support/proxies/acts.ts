// The verbs: consenting, agreeing to help, ending. The consent is the person's own act and is never given by another.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { findNaturalByLogin } from '#core/people'
import { alreadyHelped, bindingNotFound, consentNeeded, proxyUnknown, helpsTooMany, limits, mustFit, type Binding, type HelpScope } from './binding.ts'
import { acceptBinding, countHelped, endBinding, findActive, findBinding, insertBinding } from './store.ts'

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
  const proxy = await findNaturalByLogin(act.tx, given.login)
  // Login and name must both be known, so that nobody is found by guessing and no stranger is bound by a slip.
  if (!proxy || proxy.name !== given.name.normalize('NFKC').trim() || proxy.id === act.actor.id) throw proxyUnknown({}, [{ path: '/login', code: 'unknown', zh: '账号名和姓名对不上', en: 'Account name and name do not belong together' }])
  if ((await countHelped(act.tx, proxy.id, today.toString())) >= limits.helpedMax) throw helpsTooMany()
  const one: Binding = { id: act.newId(), principal: act.actor.id, proxy: proxy.id, scopes: [...new Set(given.scopes)], until: given.until, consentAt: act.now, acceptedAt: null, endedAt: null }
  if (!(await insertBinding(act.tx, one, today.toString()))) throw alreadyHelped()
  act.record('proxies.consented', { subject: one.id, facts: { scopes: one.scopes, until: one.until } })
  return one.id
}

async function getOpen(act: Act, id: string, who: 'proxy' | 'either'): Promise<Binding> {
  const one = await findBinding(act.tx, id, dateInChina(act.now).toString())
  if (!one || (one.proxy !== act.actor.id && (who === 'proxy' || one.principal !== act.actor.id))) throw bindingNotFound()
  return one
}

/** Agrees to help. */
export async function agreeToHelp(act: Act, id: string): Promise<void> {
  await getOpen(act, id, 'proxy')
  await acceptBinding(act.tx, id, act.now)
  act.record('proxies.agreed', { subject: id, facts: {} })
}

/** Ends it, by either, at any time and without a reason (个人信息保护法 15). */
export async function endHelp(act: Act, id: string): Promise<void> {
  const one = await getOpen(act, id, 'either')
  await endBinding(act.tx, id, act.now)
  act.record('proxies.ended', { subject: id, facts: { by: one.principal === act.actor.id ? 'principal' : 'proxy' } })
}

/** Whether somebody may do this for somebody now. */
export async function helpsWith(sql: Sql, proxy: string, principal: string, scope: HelpScope, today: Temporal.PlainDate): Promise<boolean> {
  return (await findActive(sql, proxy, principal, today.toString()))?.scopes.includes(scope) ?? false
}
