// What the examples of powers on paper stand on: a principal whom no other example knows, and the resident as agent.
import assert from 'node:assert/strict'
import { ordinaryFileRules } from '#base/files'
import { makeResidentId } from '#engines/codes'
import { people } from './carry.ts'
import type { Town } from './town.ts'

let principals = 0
/** A number of its own for each principal. */
const nextNumber = () => makeResidentId({ region: '990102', birth: '1950-03-04', sequence: 100 + (++principals % 800) })
const agent = { name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' }

async function powerOf(town: Town, idNumber: string) {
  const scan = await town.platform.ground.files.put({ name: '授权委托书.txt', content: Buffer.from('授权委托书：本人委托张敏代为办理。\n') }, ordinaryFileRules)
  return {
    reference: '委字第9901号', mark: 'signature', notarised: null, abroad: false, items: ['000511001000'], until: town.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 90 }).toString(),
    principal: { name: '张老', idKind: 'resident-id', idNumber }, agent, paper: { sha256: scan.digest, name: scan.name, type: scan.type },
  }
}

async function take(town: Town, idNumber: string): Promise<string> {
  const { status, body } = await town.call<{ id: string }>('POST', '/api/power-checks', { as: people.window, body: await powerOf(town, idNumber) })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id
}

/** What the examples of powers on paper stand on. */
export function powerMakers(town: Town, once: <T>(name: string, make: () => Promise<T>) => Promise<T>): Record<string, () => Promise<unknown>> {
  const taken = () => once('taken power', async () => {
    const idNumber = nextNumber()
    return { idNumber, id: await take(town, idNumber) }
  })
  return {
    power: () => powerOf(town, nextNumber()),
    'taken-power': async () => (await taken()).id,
    'power-principal-number': async () => (await taken()).idNumber,
    'paper-agency': () => once('agency on paper', async () => {
      const idNumber = nextNumber()
      const check = await take(town, idNumber)
      const { status, body } = await town.call('POST', `/api/power-checks/${check}/confirmation`, { as: 'window.zhao', body: { principal: { name: '张老', idNumber }, agent: { name: agent.name, idNumber: agent.idNumber } } })
      assert.equal(status, 204, JSON.stringify(body))
      const [row] = await town.platform.ground.sql.rows<{ id: string }>("select facts->>'agency' as id from act.entries where kind = 'people.power-confirmed' and facts->>'check' = $1", [check])
      return row?.id ?? assert.fail('nobody acts')
    }),
  }
}
