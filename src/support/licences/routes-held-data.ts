// HTTP of advice to who designs a form: which of its fields the platform holds already.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { TextSchema } from '#core/packs'
import { findHeldData } from './held-data.ts'
import { listTypes } from './store.ts'

const typesMax = 1000

export function heldDataRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'POST', path: '/api/form-advice', status: 200, access: [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head', 'item-steward'], scope: 'own' }],
      zh: '检查表单的哪些项平台已经掌握、不必再填', en: 'Which fields of a form the platform holds already and need not be asked',
      body: Type.Object({ fields: Type.Array(Type.Object({ field: Type.String({ maxLength: 80 }), label: Type.String({ maxLength: 200 }) }, { additionalProperties: false }), { maxItems: 500 }) }, { additionalProperties: false }),
      answer: Type.Object({ items: Type.Array(Type.Object({ field: Type.String(), source: Type.Unsafe<'account' | 'licence'>({ enum: ['account', 'licence'] }), type: Type.Union([Type.Object({ code: Type.String(), name: TextSchema }), Type.Null()]), datum: Type.String() })) }),
      example: { as: '{clerk}', body: { fields: [{ field: 'name', label: '申请人姓名' }] } },
      handle: async ({ body }) => ({ items: findHeldData(body.fields, (await listTypes(ground.sql, {}, typesMax)).map(({ content }) => content)) }),
    }),
  ]
}
