// The hierarchy of items: catalogue item → implementation item → handling item → scenario. What exists in law
// stands in the catalogue; who does it here, and in which splits, follows from the versions in force.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { page, pageOf, pageQuery, readCursor, route, type Route } from '#base/http'
import { dateInChina } from '#base/time'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { TextSchema } from '#core/packs'
import { itemNotFound } from './item.ts'
import { listCatalog, listUnderCatalog } from './store.ts'

const Named = Type.Object({ code: Type.String(), name: TextSchema })
const todayOf = (ground: Ground) => dateInChina(ground.clock.now()).toString()

/** The operations on the catalogue. */
export function catalogRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/catalog-items', access: 'anyone', zh: '列出基本目录', en: 'List the basic catalogue',
      query: Type.Object(pageQuery), answer: pageOf(Type.Object({ code: Type.String(), name: Type.String(), implementations: Type.Integer(), handlingItems: Type.Integer() })), example: {},
      handle: async ({ query }) => {
        const after = readCursor(query.cursor, 1)
        const limit = query.limit ?? 20
        return page(await listCatalog(ground.sql, todayOf(ground), limit + 1, after && String(after[0])), limit, (row) => [row.code])
      },
    }),
    route({
      method: 'GET', path: '/api/catalog-items/:code', access: 'anyone', zh: '读取目录项下的实施清单与业务办理项', en: 'Read the implementation and handling items under a catalogue item',
      params: Type.Object({ code: Type.String({ maxLength: 40 }) }), example: { params: { code: '{catalog}' } },
      answer: Type.Object({
        code: Type.String(), name: Type.String(),
        implementations: Type.Array(Type.Object({
          code: Type.String(), body: Named,
          handlingItems: Type.Array(Type.Object({ code: Type.String(), name: TextSchema, scenarios: Type.Array(Type.Object({ key: Type.String(), question: TextSchema })) })),
        })),
      }),
      handle: async ({ params }) => readTree(ground.sql, params.code, todayOf(ground)),
    }),
  ]
}

async function readTree(sql: Sql, code: string, on: string) {
  const rows = await listUnderCatalog(sql, code, on)
  const [first] = rows
  if (!first) throw itemNotFound({ catalog: code })
  const organisations = await findOrganisations(sql, rows.map((row) => row.body))
  const implementations = Map.groupBy(rows, (row) => row.implementation)
  return {
    code, name: first.catalogName,
    implementations: [...implementations].map(([implementation, items]) => ({
      code: implementation, body: nameOrganisation(organisations, items[0]?.body ?? ''),
      handlingItems: items.map((item) => ({ code: item.code, name: item.name, scenarios: (item.scenarios ?? []).map(({ key, question }) => ({ key, question })) })),
    })),
  }
}
