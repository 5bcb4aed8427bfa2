// HTTP of published grants: open to anyone, searched by holder, number, body or item; taken down by the body that decided.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Route } from '#base/http'
import { timeText } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { grantNotFound, removeGrant, type Grant } from './grants.ts'
import { findGrant, listGrants } from './store-grants.ts'

const Named = Type.Object({ code: Type.String(), name: TextSchema })
const GrantShape = Type.Object({
  id: Type.String({ format: 'uuid' }), item: Named, body: Named, holder: Type.String({ description: 'Masked where it is a person' }), holderKind: Type.String(), result: TextSchema,
  number: Type.Union([Type.String(), Type.Null()]), validTo: Type.Union([Type.String({ format: 'date' }), Type.Null()]), decidedOn: Type.String({ format: 'date' }), publishedAt: Type.String({ format: 'date-time' }),
})
const idParam = Type.Object({ grant: Type.String({ format: 'uuid' }) })

async function show(ground: Ground, grants: readonly Grant[]) {
  const bodies = await findOrganisations(ground.sql, grants.map((one) => one.body))
  return grants.map((one) => ({
    id: one.id, item: { code: one.item, name: one.itemName }, body: nameOrganisation(bodies, one.body), holder: one.holder, holderKind: one.holderKind, result: one.result,
    number: one.number, validTo: one.validTo, decidedOn: one.decidedOn, publishedAt: timeText(one.publishedAt),
  }))
}

/** The operations. */
export function grantRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/grants', access: 'anyone', zh: '查询公开的准予决定', en: 'Search what was granted and is open to the public',
      query: Type.Object({ q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Holder or number, from the front' })), body: Type.Optional(Type.String({ maxLength: 80 })), item: Type.Optional(Type.String({ maxLength: 80 })), ...pageQuery }),
      answer: pageOf(GrantShape), example: { query: { q: '云' } },
      handle: async ({ query }) => {
        const { q, body, item, limit = 20, cursor } = query
        const after = readCursor(cursor, 2)
        const rows = await listGrants(ground.sql, { q, body, item }, limit + 1, after && { publishedAt: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.publishedAt.toString(), row.id])
        return { items: await show(ground, items), next }
      },
    }),
    route({
      method: 'GET', path: '/api/grants/:grant', access: 'anyone', zh: '读取一条公开的准予决定', en: 'Read one published grant', params: idParam, answer: GrantShape, example: { params: { grant: '{grant}' } },
      handle: async ({ params }) => {
        const grant = await findGrant(ground.sql, params.grant)
        const [shown] = grant && grant.removedAt === null ? await show(ground, [grant]) : []
        if (!shown) throw grantNotFound({ grant: params.grant })
        return shown
      },
    }),
    route({
      method: 'POST', path: '/api/grants/:grant/removal', status: 204, access: [{ who: ['staff'], roles: ['approver', 'head'], scope: 'department' }], zh: '撤下一条公开的准予决定（说明原因）', en: 'Take a published grant down, with the reason', params: idParam,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }), example: { as: '{approver}', params: { grant: '{grant}' }, body: { reason: '误公开，依法更正。' } },
      handle: async (call) => {
        const grant = await findGrant(ground.sql, call.params.grant)
        if (!grant || !call.reach.organisations.includes(grant.body)) throw grantNotFound({ grant: call.params.grant })
        await call.act([`grant:${grant.id}`], async (act) => (await removeGrant(act, grant.id, call.body.reason), null))
      },
    }),
  ]
}
