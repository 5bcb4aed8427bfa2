// What the examples of proofs stand on: somebody whom nobody has proved, a question whose page was visited, somebody of whom a proof is kept.
import { people } from './carry.ts'
import { visit } from './proof-sources.ts'
import type { Town } from './town.ts'

/** The demonstration account whose identity nobody has proved. */
export const unproved = 'xu.xin'

export function proofMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const ask = async (as: string, source: string) => (await town.call<{ id: string; visit: string }>('POST', '/api/proof-asks', { as, body: { source } })).body
  const visited = () => once('visited ask', async () => {
    const { id, visit: page } = await ask(unproved, 'network-id')
    return { id, code: await visit(page, 'yes', { name: '许新', idNumber: '99010219950505023X' }) }
  })
  return {
    'second-officer': async () => 'hall.service',
    'seen-check': async () => (await town.call<{ id: string }>('POST', '/api/identity-checks', { as: people.window, body: { login: unproved, name: '许新', idKind: 'resident-id', idNumber: '99010219950505023X', validUntil: null } })).body.id,
    unproved: async () => unproved,
    'visited-ask': async () => (await visited()).id,
    'visit-code': async () => (await visited()).code,
    proved: async () => {
      await ask('chen.hao', 'name-check')
      return 'chen.hao'
    },
  }
}
