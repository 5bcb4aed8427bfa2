// What a register says of somebody, over HTTP: noted by one officer, taken back by another. No rule lives here.
import { Type } from 'typebox'
import type { Ground } from '#base/context'
import { route, type Access, type Route } from '#base/http'
import { accountLock } from './acts.ts'
import { noteEnding, takeBackNote } from './acts-ending.ts'
import { forgetCallers } from './callers.ts'
import { registeredKinds, type RegisteredKind } from './ending.ts'
import { showOne } from './routes-accounts.ts'
import { AccountShape, Id } from './shapes.ts'

const notes: Access = [{ who: ['staff'], roles: ['security-admin'], scope: 'all' }]
const takesBack: Access = [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }]
const ById = Type.Object({ id: Id })

/** The operations of endings. */
export function endingRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'PUT', path: '/api/accounts/:id/ending', access: notes, zh: '登记死亡、解散或者终止（以登记机关的证明为准）', en: 'Note that somebody died, or that an organisation is dissolved or struck off, as the register has it', params: ById,
      body: Type.Object({
        kind: Type.Unsafe<RegisteredKind>({ type: 'string', enum: [...registeredKinds] }), on: Type.String({ format: 'date', description: 'Since when' }), reference: Type.String({ pattern: '^[0-9A-Za-z-]{1,60}$', description: 'Number of the certificate or of the entry in the register' }),
      }, { additionalProperties: false }),
      answer: AccountShape, example: { as: '{security-admin}', params: { id: '{ending-account}' }, body: { kind: 'died', on: '2026-01-02', reference: 'SW-2026-0001' } },
      handle: async ({ params, body, act }) => {
        const others = await act([accountLock(params.id)], (inside) => noteEnding(inside, params.id, { ...body, on: Temporal.PlainDate.from(body.on) }))
        for (const account of new Set([params.id, ...others])) forgetCallers(ground, account)
        return showOne(ground, params.id)
      },
    }),
    route({
      method: 'DELETE', path: '/api/accounts/:id/ending', access: takesBack, zh: '更正误登的死亡、解散或者终止', en: 'Take back what was noted by mistake', params: ById, example: { as: '{system-admin}', params: { id: '{ended-account}' } },
      handle: async ({ params, act }) => {
        await act([accountLock(params.id)], async (inside) => (await takeBackNote(inside, params.id), null))
        forgetCallers(ground, params.id)
      },
    }),
  ]
}
