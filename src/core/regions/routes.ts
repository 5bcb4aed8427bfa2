// Regions over HTTP. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { page, pageOf, pageQuery, readCursor, route, type Route } from '#base/http'
import { getRegion } from './read.ts'
import type { RegionLevel } from './region.ts'
import { selectPage } from './store.ts'

const level = Type.Unsafe<RegionLevel>({ type: 'string', enum: ['country', 'province', 'city', 'county', 'town', 'village'] })
const RegionShape = Type.Object({
  code: Type.String({ description: 'GB/T 2260 or GB/T 10114' }),
  name: Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) }),
  level, parent: Type.Optional(Type.String()),
})

export function routes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/regions', zh: '行政区划表', en: 'Regions, by code', access: 'anyone',
      query: Type.Object({ ...pageQuery, parent: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })), level: Type.Optional(level) }),
      answer: pageOf(RegionShape), example: { query: { level: 'county', limit: 5 } },
      handle: async ({ query }) => {
        const after = String(readCursor(query.cursor, 1)?.[0] ?? '')
        const limit = query.limit ?? 20
        return page(await selectPage(ground.sql, { ...query, after, limit: limit + 1 }), limit, (row) => [row.code])
      },
    }),
    route({
      method: 'GET', path: '/api/regions/:code', zh: '一个行政区划', en: 'One region', access: 'anyone',
      params: Type.Object({ code: Type.String({ pattern: '^[0-9]{6,12}$' }) }),
      answer: RegionShape, example: { params: { code: '990102' } },
      handle: ({ params }) => getRegion(ground.sql, params.code),
    }),
  ]
}
