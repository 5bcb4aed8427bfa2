// A fresh proof by whoever acts for another: it is the person who sits there who proves that he still does, never that he is the other; a company's
// representative and a guardian fetch the other's copy by it, and a quarrel between guardians does not keep them from reading. 民法典 23, 61; 个人信息保护法 31, 45.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { appointResident, guardianMakers } from '../../../test/scenes-guardians.ts'
import { demonstrationPassword, openTown, testPack, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Said {
  code: string
  factors: unknown[]
  password: boolean
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const sql = () => town.platform.ground.sql
const idOf = async (login: string) => (await sql().rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''

/** Some time after signing in: what was proved then is old. */
async function later(): Promise<void> {
  await sql().rows("update people.sessions set proved_at = proved_at - interval '1 hour'")
  town.clock.advance({ seconds: 2 })
}

async function proves(as: string, principal: string): Promise<void> {
  assert.equal((await call('PUT', '/api/session/capacity', as, { principal })).status, 204)
  await later()
  assert.equal((await call('GET', '/api/data-copy', as)).body.code, 'people.prove-again')
  const ways = (await call('GET', '/api/session/proof', as)).body
  assert.deepEqual([ways.factors, ways.password], [[], true], 'the ways of whoever sits there')
  assert.equal((await call('PUT', '/api/session/proof', as, { password: 'not the password at all' })).body.code, 'people.wrong-password')
  assert.equal((await call('PUT', '/api/session/proof', as, { password: demonstrationPassword })).status, 204)
  assert.equal((await call('GET', '/api/data-copy', as)).status, 200)
  const [proved] = await sql().rows<{ subject: string }>("select subject::text as subject from act.entries where kind = 'people.proved' order by id desc limit 1")
  assert.equal(proved?.subject, await idOf(as), 'himself, and not the other')
  const [copied] = await sql().rows<{ actor: string; subject: string }>("select actor::text as actor, subject::text as subject from act.entries where kind = 'rights.copied' order by id desc limit 1")
  assert.deepEqual(copied, { actor: await idOf(as), subject: principal })
}

test('个人信息保护法 31, 45: a guardian proves himself, and fetches the child’s copy', async () => {
  await proves('zhang.min', await appointResident(town))
})

test('民法典 61: so does a legal representative for the organisation', async () => {
  const company = (await testPack()).people.find(({ kind, representative }) => kind === 'legal' && representative !== undefined)
  await proves(company?.representative ?? '', await idOf(company?.login ?? ''))
})

test('民法典 30, 31: while guardians do not agree nothing is done for the ward, and he may still prove himself and read', async () => {
  const guardianship = await guardianMakers(town, (_, make) => make())['objected-guardianship']?.()
  const [row] = await sql().rows<{ ward: string; login: string }>('select g.principal::text as ward, a.login from people.agencies g join people.accounts a on a.id = g.agent where g.id = $1', [guardianship])
  const { ward, login } = row ?? assert.fail('no guardianship')
  assert.equal((await call('PUT', '/api/session/capacity', login, { principal: ward })).status, 204)
  await later()
  assert.equal((await call('PUT', '/api/notification-channels/email', login, { address: 'a@example.cn', language: 'zh' })).body.code, 'people.guardians-in-conflict')
  assert.equal((await call('PUT', '/api/session/proof', login, { password: demonstrationPassword })).status, 204)
  assert.equal((await call('GET', '/api/data-copy', login)).status, 200)
})
