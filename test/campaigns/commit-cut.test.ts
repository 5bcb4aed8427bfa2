// The connection is cut while COMMIT is under way: the caller hears 503, and the retry with the same key gets the stored answer, or does it once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { begin, carry, fillIn, openStep, people, submit, type CaseSaid } from '../carry.ts'
import { openTown, type CallOptions, type Town } from '../town.ts'
import { layWire, type Cut, type Wire } from './proxy.ts'
import { atScale, tellFigures } from './scale.ts'

const rounds = atScale(3, 25)
let town: Town
let wire: Wire

before(async () => {
  town = await openTown({
    through: async (connection) => {
      wire = await layWire(connection)
      return wire.connection
    },
  })
  // Signing in is an act too, and not the one to be cut.
  for (const login of [people.resident, people.clerk, people.examiner, people.approver]) await town.cookieOf(login)
  // Nor is the printing of a licence that a submission fetches for the first time.
  await submit(town)
})
after(async () => {
  await town.close()
  await wire.close()
})

const count = async (kind: string) => (await town.platform.ground.sql.rows<{ n: number }>('select count(*) as n from act.entries where kind = $1', [kind]))[0]?.n ?? 0

interface Tried {
  method: string
  path: string
  options: CallOptions
  kind: string
}

/** What is tried: how it is prepared, and the kind of entry it must leave once. */
const acts: Record<string, () => Promise<Tried>> = {
  'beginning an application': async () => ({ method: 'POST', path: '/api/applications', options: { as: people.resident, body: { item: '11990100700140426Y3990100001000' } }, kind: 'applications.started' }),
  'saving one': async () => ({ method: 'PUT', path: `/api/applications/${await begin(town)}`, options: { as: people.resident, body: { form: { siteAddress: '云州' } } }, kind: 'applications.saved' }),
  'submitting one': async () => ({ method: 'POST', path: `/api/applications/${await fillIn(town)}/submission`, options: { as: people.resident, body: {} }, kind: 'cases.opened' }),
  'accepting a case': async () => ({ method: 'POST', path: `/api/cases/${(await submit(town)).number}/acceptance`, options: { as: people.clerk, body: {} }, kind: 'cases.accepted' }),
  'deciding a case': async () => {
    const one: CaseSaid = await carry(town, 'examined')
    return { method: 'POST', path: `/api/cases/${one.number}/decision`, options: { as: people.approver, body: { step: openStep(one, 'decision'), outcome: 'grant' } }, kind: 'cases.decided' }
  },
}

for (const where of ['answer', 'request'] as const satisfies Cut[]) {
  for (const [name, prepare] of Object.entries(acts)) {
    test(`${name}: cut ${where === 'answer' ? 'after COMMIT was done' : 'before the server heard of COMMIT'}`, async () => {
      for (let round = 0; round < rounds; round++) {
        const { method, path, options, kind } = await prepare()
        const before = await count(kind)
        const cutsBefore = wire.cuts()
        const key = crypto.randomUUID()
        wire.cutNext(where)
        const first = await town.call<{ code: string }>(method, path, { ...options, key })
        assert.equal(wire.cuts(), cutsBefore + 1, 'the wire was cut once')
        assert.deepEqual([first.status, first.body.code, first.headers['retry-after']], [503, 'db.unavailable', '5'])
        assert.equal(await count(kind), where === 'answer' ? before + 1 : before, 'done exactly where COMMIT was heard')
        const retried = await town.call(method, path, { ...options, key })
        assert.ok(retried.status < 300, `${retried.status} ${JSON.stringify(retried.body).slice(0, 300)}`)
        const again = await town.call(method, path, { ...options, key })
        assert.deepEqual([again.status, again.body], [retried.status, retried.body])
        assert.equal(await count(kind), before + 1, 'one act')
      }
      tellFigures(`cut, ${where}: ${name}`, { rounds })
    })
  }
}
