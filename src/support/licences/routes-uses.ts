// HTTP of 用证记录: the holder sees every look at a licence; who handles a case sees those made for it.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, page, pageOf, pageQuery, readCursor, route, whoseOf, type Route } from '#base/http'
import { timeText } from '#base/time'
import { visibleCase } from '#core/cases'
import { findItem } from '#core/items'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { namesOf } from '#core/people'
import { TextSchema } from '#core/packs'
import { licenceReaders } from './routes.ts'
import { findType } from './store.ts'
import { listUses } from './store-uses.ts'
import type { LicenceUse } from './use.ts'

const Named = Type.Object({ code: Type.String(), name: TextSchema })
const nullable = Type.Union([Type.String(), Type.Null()])
const UseShape = Type.Object({
  id: Type.String({ format: 'uuid' }), at: Type.String({ format: 'date-time' }), type: Named, unit: Named, item: Named, case: Type.String(), purpose: Type.String({ description: 'exempt-from-submission: fetched instead of being asked for' }),
  licence: Type.Union([Type.String(), Type.Null()], { description: '电子证照标识; null where none was found' }), version: Type.Union([Type.Integer(), Type.Null()]),
  fields: Type.Array(Type.String()), by: nullable, failure: Type.Union([Type.String(), Type.Null()], { description: 'not-held, not-usable or not-printed: why it could not be fetched' }),
})

/** The list of uses: one's own, or those of a case within reach. */
export function useRoutes(ground: Ground): Route[] {
  return [route({
    method: 'GET', path: '/api/licence-uses', access: licenceReaders, zh: '用证记录：谁因何事调用了证照', en: 'Uses of licences: who looked at them, for what',
    query: Type.Object({ case: Type.Optional(Type.String({ maxLength: 60, description: 'Number of the case they were made for; needed by civil servants' })), ...pageQuery }),
    answer: pageOf(UseShape), example: { as: '{resident}' },
    handle: async (call) => {
      const { case: number, cursor, limit = 20 } = call.query
      const after = readCursor(cursor, 2)
      const own = callerOf(call).kind !== 'staff'
      const caseId = number === undefined ? undefined : await visibleCase(ground, number, call.reach)
      if (!own && caseId === undefined) return { items: [], next: null }
      const rows = await listUses(ground.sql, { holder: own ? whoseOf(call) : undefined, caseId }, limit + 1, after && { at: String(after[0]), id: String(after[1]) })
      const { items, next } = page(rows, limit, (row) => [row.at.toString(), row.id])
      return { items: await showUses(ground, items), next }
    },
  })]
}

async function showUses(ground: Ground, uses: readonly LicenceUse[]) {
  const units = await findOrganisations(ground.sql, uses.map((use) => use.unit))
  const people = await namesOf(ground.sql, uses.map((use) => use.by))
  return Promise.all(uses.map(async (use) => ({
    id: use.id, at: timeText(use.at), type: { code: use.type, name: (await findType(ground.sql, use.type))?.content.name ?? { zh: use.type } }, unit: nameOrganisation(units, use.unit),
    item: { code: use.item, name: (await findItem(ground.sql, use.item, ground.clock.now()))?.content.name ?? { zh: use.item } }, case: use.caseNumber, purpose: use.purpose,
    licence: use.licenceId, version: use.versionNo, fields: use.fields, by: people.get(use.by)?.name ?? null, failure: use.failure,
  })))
}
