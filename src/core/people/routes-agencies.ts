// HTTP of acting for others: for whom one may, for whom one does, and whom one lets act.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, noBody, pageOf, route, type Access, type Caller, type Route } from '#base/http'
import { timeText } from '#base/time'
import { accountLock } from './acts.ts'
import { agencyLock, chooseCapacity, grantAgency, keepAgency, revokeAgency } from './acts-agency.ts'
import { isAgent, needsReview, noSubAgency } from './agency.ts'
import { forgetCallers } from './callers.ts'
import { ScopeShape, scopesOf } from './scope.ts'
import { KindShape, Line } from './shapes.ts'
import { selectAgencies, selectCapacities } from './store-agencies.ts'

const people: Access = [{ who: ['natural', 'legal'], scope: 'own' }]
const nullableText = Type.Union([Type.String(), Type.Null()])
const ItemsShape = Type.Union([Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 200 }), Type.Null()], { description: 'Codes of items; null for all' })
const CapacityShape = Type.Object({ principal: Type.String({ format: 'uuid' }), kind: KindShape, name: Type.String(), agency: nullableText, items: ItemsShape, scope: ScopeShape, until: nullableText, guardian: Type.Boolean({ description: 'By a guardianship: `until` is when it ends by itself' }), current: Type.Boolean() })
const AgencyShape = Type.Object({ id: Type.String({ format: 'uuid' }), side: Type.String({ description: 'given: I let somebody act · held: I may act' }), principal: Type.String(), agent: Type.String(), items: ItemsShape, scope: ScopeShape, from: Type.String(), to: Type.String(), revokedAt: nullableText, onPaper: Type.Boolean({ description: 'Given by a power of attorney on paper, which a window has seen; its scan is `/api/agencies/{id}/paper`' }), toReview: Type.Boolean({ description: 'Given before the legal representative changed: to be kept or taken back; it goes on until then' }) })

/** Who sits at the keyboard. */
const handOf = (caller: Caller): string => caller.hand?.id ?? caller.id

/** The operations of acting for others. */
export function agencyRoutes(ground: Ground): Route[] {
  return [...capacityRoutes(ground), ...grantRoutes(ground), keepRoute()]
}

function capacityRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/session/capacities', access: people, zh: '我可以以谁的名义办事', en: 'For whom I may act', answer: pageOf(CapacityShape), example: { as: '{resident}' },
      handle: async (call) => {
        const caller = callerOf(call)
        const rows = await selectCapacities(ground.sql, handOf(caller), ground.clock.now())
        const scope = await scopesOf(ground.sql, rows.map(({ items }) => items))
        return { items: rows.map(({ login: _login, until, ...row }) => ({ ...row, scope: scope(row.items), until: until && timeText(until), current: caller.hand !== undefined && row.principal === caller.id })), next: null }
      },
    }),
    route({
      method: 'PUT', path: '/api/session/capacity', access: people, ofHand: true, zh: '切换以谁的名义办事', en: 'Choose for whom this session acts; null for oneself', body: Type.Object({ principal: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]) }, { additionalProperties: false }), example: { as: '{resident}', body: { principal: null } },
      handle: async (call) => {
        const caller = callerOf(call)
        const me = handOf(caller)
        await call.act([accountLock(me)], async (act) => (await chooseCapacity(act, me, caller.session, call.body.principal), null))
        forgetCallers(ground, me)
      },
    }),
  ]
}

function grantRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/agencies', access: people, zh: '委托：我给出的、我受托的', en: 'Agencies I gave and agencies I hold', answer: pageOf(AgencyShape), example: { as: '{resident}' },
      handle: async (call) => {
        const caller = callerOf(call)
        // An agent sees the own authority, not whom else the principal lets act.
        const [given, held] = [await selectAgencies(ground.sql, { principal: caller.id, ...(isAgent(caller) ? { agent: handOf(caller) } : {}) }), caller.hand ? [] : await selectAgencies(ground.sql, { agent: caller.id })]
        const scope = await scopesOf(ground.sql, [...given, ...held].map(({ items }) => items))
        const show = (side: string) => (one: (typeof given)[number]) => ({ id: one.id, side, principal: one.principalName, agent: one.agentName, items: one.items, scope: scope(one.items), from: timeText(one.from), to: timeText(one.to), revokedAt: one.revokedAt && timeText(one.revokedAt), onPaper: one.power !== null, toReview: needsReview(one, ground.clock.now()) })
        return { items: [...given.map(show('given')), ...held.map(show('held'))], next: null }
      },
    }),
    route({
      method: 'POST', path: '/api/agencies', access: people, zh: '委托（授权）他人代办', en: 'Let somebody act for me, or for the organisation I represent',
      body: Type.Object({ login: Line(100), name: Line(60), items: ItemsShape, until: Type.String({ format: 'date', description: 'The last day' }) }, { additionalProperties: false }),
      answer: Type.Object({ id: Type.String() }), example: { as: '{resident}', body: { login: 'li.guiying', name: '李桂英', items: null, until: '2027-06-30' } },
      handle: async (call) => {
        const caller = callerOf(call)
        if (caller.hand?.agency) throw noSubAgency()
        const { body } = call
        const { id, agent } = await call.act([agencyLock(caller.id)], (act) => grantAgency(act, caller.id, handOf(caller), { ...body, until: Temporal.PlainDate.from(body.until) }))
        forgetCallers(ground, agent)
        return { id }
      },
    }),
    route({
      method: 'POST', path: '/api/agencies/:id/revocation', access: people, status: 204, zh: '收回（放弃）委托', en: 'Take an agency back, or give it up', params: Type.Object({ id: Type.String({ format: 'uuid' }) }), body: noBody, example: { as: '{resident}', params: { id: '{agency}' }, body: {} },
      handle: async (call) => {
        const caller = callerOf(call)
        const agent = await call.act([agencyLock(call.params.id)], (act) => revokeAgency(act, call.params.id, isAgent(caller) ? handOf(caller) : caller.id, handOf(caller)))
        forgetCallers(ground, agent)
      },
    }),
  ]
}

function keepRoute(): Route {
  return route({
    method: 'POST', path: '/api/agencies/:id/keeping', access: people, status: 204, zh: '复核后保留委托（法定代表人变更后）', en: 'Keep an agency after a review, once the legal representative has changed', params: Type.Object({ id: Type.String({ format: 'uuid' }) }), body: noBody, example: { as: '{resident}', params: { id: '{agency}' }, body: {} },
    handle: async (call) => {
      const caller = callerOf(call)
      if (isAgent(caller)) throw noSubAgency()
      await call.act([agencyLock(call.params.id)], async (act) => (await keepAgency(act, call.params.id, caller.id, handOf(caller)), null))
    },
  })
}
