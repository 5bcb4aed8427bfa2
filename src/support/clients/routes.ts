// HTTP of registered systems: proposed by a system administrator, registered by a security administrator (三员分立, 双人复核).
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findOrganisations, getOrganisation, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { namesOf } from '#core/people'
import { endClient, proposeClient, refuseClient, registerClient, registrationLock } from './acts.ts'
import { limits, mustBeSound, notFound, scopes, type Content, type Registration, type Scope, type State } from './client.ts'
import { findInForce, findRegistration, listRegistrations } from './store.ts'

const officers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' }]
const proposers: Access = [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }]
const registrars: Access = [{ who: ['staff'], roles: ['security-admin'], scope: 'all' }]
const enders: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin'], scope: 'all' }]

const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Address = Type.String({ minLength: 8, maxLength: 500 })
export const ScopeShape = Type.Unsafe<Scope>({ enum: [...scopes] })
const Key = Type.Object(
  { kty: Type.String({ maxLength: 10 }), crv: Type.String({ maxLength: 20 }), x: Type.String({ maxLength: 100 }), y: Type.Optional(Type.String({ maxLength: 100 })), kid: Type.Optional(Type.String({ maxLength: 100 })), d: Type.Optional(Type.String({ description: 'Refused: a private key' })), alg: Type.Optional(Type.String({ maxLength: 20 })), use: Type.Optional(Type.String({ maxLength: 10 })) },
  { additionalProperties: false, description: 'Public key as JWK (RFC 7517): P-256 or Ed25519' },
)
const ContentShape = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{2,39}$', description: 'Names the system in the protocol (client_id)' }), name: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 60 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }, { additionalProperties: false }),
  organisation: Type.String({ minLength: 18, maxLength: 18, description: 'Who answers for it' }), purpose: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 300 }), en: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }, { additionalProperties: false }),
  contact: Type.String({ minLength: 3, maxLength: 200, description: 'How a person reaches who answers for it' }), redirects: Type.Array(Address, { maxItems: limits.redirectsMax, uniqueItems: true, description: 'None for what only reads codes' }), reads: Type.Optional(Type.Boolean({ description: 'Reads the codes that people show (一码通行)' })),
  logout: Type.Optional(Address), kinds: Type.Array(Type.Unsafe<'natural' | 'legal'>({ enum: ['natural', 'legal'] }), { minItems: 1, uniqueItems: true }), scopes: Type.Array(ScopeShape, { uniqueItems: true }),
  basis: Type.Optional(Type.Object({ law: Type.String({ minLength: 1, maxLength: 200 }), article: Type.String({ minLength: 1, maxLength: 60 }) }, { additionalProperties: false })),
  levelMin: Type.Integer({ minimum: 1, maximum: 5, description: '实名等级' }), keys: Type.Array(Key, { minItems: 1, maxItems: limits.keysMax }),
}, { additionalProperties: false })
const StateShape = Type.Unsafe<State>({ enum: ['proposed', 'in-force', 'refused', 'replaced', 'ended'] })
const Person = Type.Object({ id: Type.String(), name: Type.String() })
const ClientShape = Type.Object({
  id: Type.String(), state: StateShape, content: ContentShape, organisation: Type.Object({ code: Type.String(), name: TextSchema }), proposedBy: Person, proposedAt: Type.String(), decidedBy: nullable(Person), decidedAt: nullable(Type.String()), reason: nullable(Type.String()),
  inForce: nullable(ContentShape),
})
const Reason = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false })
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) })

const exampleClient: Content = {
  code: '{new-client}', name: { zh: '运河博物馆预约', en: 'Canal museum bookings' }, organisation: '12990100700126958D', purpose: { zh: '核实预约人身份', en: 'To know who booked' }, contact: '0990-12345', redirects: ['https://museum.example.cn/back'],
  kinds: ['natural'], scopes: ['profile'], levelMin: 2, keys: [{ kty: 'EC', crv: 'P-256', x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4', y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM' }],
}

/** The operations of the register of systems. */
export function clientRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/clients', access: officers, zh: '列出接入系统', en: 'List the systems that sign people in through us', answer: pageOf(ClientShape), example: { as: '{system-admin}' },
      query: Type.Object({ ...pageQuery, state: Type.Optional(StateShape) }),
      handle: async ({ query }) => {
        const after = readCursor(query.cursor, 2)
        const limit = query.limit ?? 20
        const { items, next } = page(await listRegistrations(ground.sql, query.state ?? null, limit + 1, after && { at: String(after[0]), id: String(after[1]) }), limit, (row) => [row.proposedAt.toString(), row.id])
        return { items: await show(ground, items), next }
      },
    }),
    route({
      method: 'POST', path: '/api/clients', access: proposers, zh: '提出登记接入系统，或者变更', en: 'Propose a system, or a change of one', body: ContentShape, answer: Type.Object({ id: Type.String() }), example: { as: '{system-admin}', body: exampleClient },
      handle: async ({ body, act }) => {
        await getOrganisation(ground.sql, body.organisation)
        mustBeSound(body, new URL(ground.origin).protocol === 'http:', ground.outgoing.mustBeCallable)
        return { id: await act([registrationLock(body.code)], (inside) => proposeClient(inside, body)) }
      },
    }),
    route({
      method: 'POST', path: '/api/clients/:id/registration', access: registrars, zh: '复核并登记（由另一人）', en: 'Register what was proposed, by another person', params: byId, example: { as: '{security-admin}', params: { id: '{proposed-client}' } },
      handle: async ({ params, act }) => act(await locksOf(ground, params.id), (inside) => registerClient(inside, params.id)),
    }),
    route({
      method: 'POST', path: '/api/clients/:id/refusal', access: registrars, zh: '退回', en: 'Refuse what was proposed', params: byId, body: Reason, example: { as: '{security-admin}', params: { id: '{proposed-client}' }, body: { reason: '回调地址不属于申请单位。' } },
      handle: async ({ params, body, act }) => act(await locksOf(ground, params.id), (inside) => refuseClient(inside, params.id, body.reason)),
    }),
    route({
      method: 'POST', path: '/api/clients/:code/end', access: enders, zh: '停用接入系统，立即生效', en: 'End a system at once', params: Type.Object({ code: Type.String({ maxLength: 40 }) }), body: Reason, example: { as: '{security-admin}', params: { code: '{registered-client}' }, body: { reason: '系统下线。' } },
      handle: async ({ params, body, act }) => act([registrationLock(params.code)], (inside) => endClient(inside, params.code, body.reason)),
    }),
  ]
}

async function locksOf(ground: Ground, id: string): Promise<string[]> {
  const one = await findRegistration(ground.sql, id)
  if (!one) throw notFound()
  return [registrationLock(one.code)]
}

async function show(ground: Ground, rows: Registration[]) {
  const [people, known] = await Promise.all([namesOf(ground.sql, rows.flatMap((row) => [row.proposedBy, ...(row.decidedBy ? [row.decidedBy] : [])])), findOrganisations(ground.sql, rows.map((row) => row.content.organisation))])
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
  const before = new Map(await Promise.all(rows.filter(({ state }) => state === 'proposed').map(async ({ code }) => [code, (await findInForce(ground.sql, code))?.content ?? null] as const)))
  return rows.map((row) => ({
    id: row.id, state: row.state, content: row.content, organisation: nameOrganisation(known, row.content.organisation), proposedBy: person(row.proposedBy), proposedAt: timeText(row.proposedAt),
    decidedBy: row.decidedBy ? person(row.decidedBy) : null, decidedAt: row.decidedAt ? timeText(row.decidedAt) : null, reason: row.reason,
    inForce: row.state === 'proposed' ? (before.get(row.code) ?? null) : null,
  }))
}
