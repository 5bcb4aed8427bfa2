// HTTP of bars on promising: kept by the bodies, read by their staff, repaired by their heads.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, type Access, type Route } from '#base/http'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { BasisSchema, TextSchema } from '#core/packs'
import { barLock, recordBadCredit, repair } from './acts.ts'
import type { Bar } from './commitment.ts'
import { listBars } from './store.ts'

const readers: Access = [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head'], scope: 'department' }]
const heads: Access = [{ who: ['staff'], roles: ['head'], scope: 'department' }]
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(shape: S) => Type.Union([shape, Type.Null()])
const Basis = Type.Object({ law: BasisSchema.properties.law, article: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })) }, { additionalProperties: false })
const GroundShape = Type.Unsafe<Bar['ground']>({ enum: ['false-promise', 'bad-credit'] })
const BarShape = Type.Object({
  id: Type.String(), name: Type.String(), ground: GroundShape, basis: Type.Object({ law: Type.String(), article: Type.Optional(Type.String()) }),
  caseNumber: nullable(Type.String()), body: Type.Object({ code: Type.String(), name: TextSchema }), since: Type.String({ format: 'date' }), repairedOn: nullable(Type.String({ format: 'date' })), repair: nullable(Type.String()),
})

/** The operations. */
export function commitmentRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/promise-bars', access: readers, zh: '列出不得采用告知承诺的记录', en: 'List who may not promise in place of papers', answer: pageOf(BarShape), example: { as: '{clerk}' },
      query: Type.Object({ ...pageQuery, repaired: Type.Optional(Type.Boolean()), ground: Type.Optional(GroundShape), name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Part of the name' })) }),
      handle: async (call) => {
        const after = readCursor(call.query.cursor, 2)
        const limit = call.query.limit ?? 20
        const rows = await listBars(ground.sql, call.reach.organisations, call.query, limit + 1, after && { since: String(after[0]), id: String(after[1]) })
        const { items, next } = page(rows, limit, (row) => [row.since, row.id])
        const organisations = await findOrganisations(ground.sql, items.map(({ body }) => body))
        return { next, items: items.map((bar) => ({ ...bar, body: nameOrganisation(organisations, bar.body) })) }
      },
    }),
    route({
      method: 'POST', path: '/api/promise-bars', access: heads, zh: '登记严重失信（依法律或者公布的清单）', en: 'Record serious bad credit, on law or a published list',
      body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), idNumber: Type.String({ minLength: 4, maxLength: 60 }), basis: Basis, body: Type.String({ minLength: 18, maxLength: 18 }) }, { additionalProperties: false }),
      answer: Type.Object({ id: Type.String() }), example: { as: '{head}', body: { name: '某某公司', idNumber: '91990102708100111L', basis: { law: '云州市严重失信主体名单管理办法', article: '第五条' }, body: '{organisation}' } },
      handle: async (call) => ({ id: await call.act([], (act) => recordBadCredit(act, ground.keys, callerOf(call), call.body)) }),
    }),
    route({
      method: 'POST', path: '/api/promise-bars/:id/repair', access: heads, zh: '修复（此后可以再作承诺）', en: 'Repair: from now on the person may promise again', params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }), example: { as: '{head}', params: { id: '{bar}' }, body: { reason: '已纠正并公开承诺，满足修复条件。' } },
      handle: async (call) => {
        await call.act([barLock(call.params.id)], async (act) => (await repair(act, callerOf(call), call.params.id, call.body.reason), null))
      },
    }),
  ]
}
