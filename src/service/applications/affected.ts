// HTTP of who would be affected by a new version of an item: drafts not yet submitted, cases that pin an older version, holders of its licence.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Route } from '#base/http'
import { countOpenCases } from '#core/cases'
import { getItem } from '#core/items'
import { countHolders } from '#support/licences'
import { countDrafts } from './store.ts'

export function affectedRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/items/:code/affected', access: [{ who: ['staff'], roles: ['clerk', 'examiner', 'approver', 'head', 'item-steward'], scope: 'own' }],
      zh: '事项换新版本会影响谁：未提交的草稿、按旧版本办理的在办件、持证人', en: 'Who a new version of an item would touch: drafts, cases on older versions, holders of its licence',
      params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }) }),
      answer: Type.Object({
        drafts: Type.Integer({ description: 'Begun and not submitted: their answers move to the new version' }), openCases: Type.Integer({ description: 'Go on under the version they began with' }),
        onOlderVersions: Type.Integer(), holders: Type.Integer({ description: 'Hold a licence of the item in force' }),
      }),
      example: { as: '{clerk}', params: { code: '{item}' } },
      handle: async ({ params }) => {
        const item = await getItem(ground.sql, params.code, ground.clock.now())
        const open = await countOpenCases(ground.sql, item.content.bodies.deciding, [item.code])
        const types = (item.content.results ?? []).flatMap(({ licenceType }) => licenceType ?? [])
        const sum = (counts: typeof open) => counts.reduce((total, one) => total + one.count, 0)
        return {
          drafts: await countDrafts(ground.sql, item.code), openCases: sum(open), onOlderVersions: sum(open.filter((one) => one.itemVersion !== item.versionId)),
          holders: types.length === 0 ? 0 : await countHolders(ground.sql, types, item.content.bodies.deciding),
        }
      },
    }),
  ]
}
