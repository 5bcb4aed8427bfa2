// HTTP of guardianship for guardian and ward: who is guardian of whom, and objecting to another guardian. No rule lives here; nobody becomes or ceases to be guardian by it.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { callerOf, pageOf, route, type Access, type Route } from '#base/http'
import { agencyLock } from './acts-agency.ts'
import { objectAsGuardian, withdrawObjection } from './acts-guardians.ts'
import { mustBeNoAgent, mustBeOneself } from './agency.ts'
import { forgetCallers } from './callers.ts'
import { guardianshipNotFound, objectionNotFound } from './guardian.ts'
import { GuardianshipShape, showGuardianship } from './show-guardians.ts'
import { selectGuardianship, selectGuardianships, selectGuardiansOf } from './store-guardians.ts'

const people: Access = [{ who: ['natural'], scope: 'own' }]
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) })
/** The operations of guardianship for whoever has a part in one. */
export function guardianRoutes(ground: Ground): Route[] {
  return [listOwn(ground), ...objecting(ground)]
}

function listOwn(ground: Ground): Route {
  return route({
    method: 'GET', path: '/api/guardianships', access: people, zh: '监护：我的监护人、我监护的人', en: 'My guardians, and whose guardian I am', answer: pageOf(Type.Object({ ...GuardianshipShape.properties, others: Type.Array(Type.String(), { description: 'Names of the other guardians of the same ward' }) })), example: { as: '{guardian}' },
    handle: async (call) => {
      const caller = mustBeNoAgent(callerOf(call))
      const rows = await selectGuardianships(ground.sql, caller.id)
      const items = await Promise.all(rows.map(async (one) => {
        const beside = one.guardian === caller.id && one.revokedAt === null ? await selectGuardiansOf(ground.sql, one.ward, ground.clock.now()) : []
        return { ...showGuardianship(one, caller.id), others: beside.filter(({ guardian }) => guardian !== caller.id).map(({ guardianName }) => guardianName) }
      }))
      return { items, next: null }
    },
  })
}

function objecting(ground: Ground): Route[] {
  const wardOf = async (id: string) => {
    const one = await selectGuardianship(ground.sql, id, ground.clock.now())
    if (!one) throw guardianshipNotFound({ guardianship: id })
    return one
  }
  return [
    route({
      method: 'POST', path: '/api/guardianships/:id/objection', status: 204, access: people, zh: '对其他监护人的做法有异议', en: 'Object to what another guardian does', params: ById,
      body: Type.Object({ words: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }), example: { as: '{guardian}', params: { id: '{guardianship}' }, body: { words: '不同意孩子转学。' } },
      handle: async (call) => {
        mustBeOneself(callerOf(call))
        const { ward } = await wardOf(call.params.id)
        await call.act([agencyLock(ward)], (act) => objectAsGuardian(act, call.params.id, call.body.words))
        forgetCallers(ground, ward)
      },
    }),
    route({
      method: 'DELETE', path: '/api/guardianships/:id/objection', access: people, zh: '撤回异议', en: 'Take the objection back', params: ById, example: { as: '{guardian}', params: { id: '{objected-guardianship}' } },
      handle: async (call) => {
        mustBeOneself(callerOf(call))
        const { ward, objection } = await wardOf(call.params.id)
        if (objection === null) throw objectionNotFound()
        await call.act([agencyLock(ward)], (act) => withdrawObjection(act, objection))
        forgetCallers(ground, ward)
      },
    }),
  ]
}
