// HTTP of proxies: consent, agree, end; and what a proxy sees of the matters of whom he helps: where they stand, and no more.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, noBody, route, type Access, type Route } from '#base/http'
import { dateInChina, timeText } from '#base/time'
import { listOwnLines } from '#core/cases'
import { getItemVersion } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { forgetCallers, maskName, mayConsent, mustBeNoAgent, mustBeOneself, namesOf, noSubAgency } from '#core/people'
import { agreeToHelp, consentToHelp, endHelp, proxyLock } from './acts.ts'
import { bindingNotFound, scopes, stateOf, type HelpScope } from './binding.ts'
import { findBinding, listBindings } from './store.ts'

const own: Access = [{ who: ['natural'], scope: 'own' }]
const ScopeShape = Type.Unsafe<HelpScope>({ enum: [...scopes] })
const BindingShape = Type.Object({
  id: Type.String({ format: 'uuid' }), side: Type.Unsafe<'principal' | 'proxy'>({ enum: ['principal', 'proxy'] }), name: Type.String({ description: 'Of the other one; masked until it holds' }), scopes: Type.Array(ScopeShape),
  until: Type.String({ format: 'date' }), state: Type.Unsafe<'waiting' | 'active' | 'ended'>({ enum: ['waiting', 'active', 'ended'] }), consentAt: Type.String({ format: 'date-time' }),
})
const ListShape = Type.Object({ items: Type.Array(BindingShape), next: Type.Null() })
const params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const linesMax = 100

async function show(ground: Ground, account: string) {
  const today = dateInChina(ground.clock.now())
  const rows = await listBindings(ground.sql, account)
  const names = await namesOf(ground.sql, rows.flatMap((one) => [one.principal, one.proxy]))
  const items = rows.map((one) => {
    const side = one.principal === account ? ('principal' as const) : ('proxy' as const)
    const state = stateOf(one, today)
    const name = names.get(side === 'principal' ? one.proxy : one.principal)?.name ?? ''
    return { id: one.id, side, name: state === 'active' || side === 'principal' ? name : maskName(name), scopes: one.scopes, until: one.until, state, consentAt: timeText(one.consentAt) }
  })
  return { items, next: null }
}

/** The operations of proxies. */
export function proxyRoutes(ground: Ground): Route[] {
  const changing = (path: string, zh: string, en: string, example: { as: string; params: Record<string, string> }, verb: typeof agreeToHelp): Route => route({
    method: 'POST', path: `/api/proxies/:id/${path}`, status: 200, access: own, zh, en, params, body: noBody, answer: ListShape, example: { ...example, body: {} },
    handle: async (call) => {
      // To help somebody is one's own promise, which no guardian makes for a ward; to end it is the ward's matter too.
      if (path === 'agreement') mustBeOneself(callerOf(call))
      else mustBeNoAgent(callerOf(call))
      const proxy = await call.act([proxyLock(call.params.id)], (act) => verb(act, call.params.id))
      // Whose session acts by the consent is asked anew with its next call.
      forgetCallers(ground, proxy)
      return show(ground, callerOf(call).id)
    },
  })
  return [
    route({
      method: 'GET', path: '/api/proxies', access: own, zh: '列出帮我的人和我帮的人', en: 'List who helps me and whom I help', answer: ListShape, example: { as: '{resident}' },
      handle: async (call) => show(ground, mustBeNoAgent(callerOf(call)).id),
    }),
    route({
      method: 'POST', path: '/api/proxies', access: own, callsPerMinuteMax: 10, zh: '同意一位亲友帮我办事', en: 'Let a relative or friend help me',
      body: Type.Object({ login: Type.String({ minLength: 1, maxLength: 60 }), name: Type.String({ minLength: 1, maxLength: 60 }), scopes: Type.Array(ScopeShape, { maxItems: 2 }), until: Type.String({ format: 'date' }), consent: Type.Boolean() }, { additionalProperties: false }),
      answer: ListShape, example: { as: 'zhang.min', body: { login: 'chen.hao', name: '陈皓', scopes: ['read'], until: '{helping-until}', consent: true } },
      handle: async (call) => {
        const caller = mustBeNoAgent(callerOf(call))
        // A guardian lets others see, and passes the own authority on to nobody (民法典 35).
        if (caller.hand?.guardian && call.body.scopes.includes('apply')) throw noSubAgency()
        await mayConsent(ground.sql, ground.keys, caller, ground.clock.now())
        await call.act([proxyLock(caller.id)], (act) => consentToHelp(act, call.body))
        return show(ground, callerOf(call).id)
      },
    }),
    changing('agreement', '愿意帮忙', 'Agree to help', { as: 'zhang.min', params: { id: '{asked-binding}' } }, agreeToHelp),
    changing('end', '收回同意，或不再帮忙', 'Take the consent back, or help no more', { as: 'zhang.min', params: { id: '{asked-binding}' } }, endHelp),
    casesRoute(ground),
  ]
}

function casesRoute(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/proxies/:id/cases', access: own, zh: '查看我帮的人的办件进度', en: 'See where the cases of whom I help stand', params,
    answer: Type.Object({ items: Type.Array(Type.Object({ number: Type.String(), item: TextSchema, state: Type.String(), outcome: Type.Union([Type.String(), Type.Null()]), openedAt: Type.String(), dueAt: Type.Union([Type.String(), Type.Null()]), handling: Type.Object({ code: Type.String(), name: TextSchema }) })), next: Type.Null() }),
    example: { as: 'zhang.min', params: { id: '{agreed-binding}' } },
    handle: async (call) => {
      const one = await findBinding(ground.sql, call.params.id, dateInChina(ground.clock.now()).toString())
      mustBeOneself(callerOf(call))
      if (one?.proxy !== callerOf(call).id || !one.acceptedAt || !one.scopes.includes('read')) throw bindingNotFound()
      const rows = await listOwnLines(ground.sql, one.principal, linesMax)
      const known = await findOrganisations(ground.sql, rows.map((row) => row.handling))
      const items = await Promise.all(rows.map(async (row) => ({ number: row.number, item: (await getItemVersion(ground.sql, row.itemVersion)).content.name, state: row.state, outcome: row.outcome, openedAt: timeText(row.openedAt), dueAt: row.dueAt, handling: nameOrganisation(known, row.handling) })))
      return { items, next: null }
    },
  })
}
