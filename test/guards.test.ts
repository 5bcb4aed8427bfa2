// Two guards that stand in the running system: an act that records nothing is rolled back, and a route that does not say who may call it stops the server at start.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { Type } from 'typebox'
import { makeServer, route, type Access, type Route } from '#base/http'
import { openTown, type Town } from './town.ts'

let town: Town
const actor = { id: '00000000-0000-7000-8000-00000000000a', kind: 'system' as const }

before(async () => {
  town = await openTown()
  await town.owner.rows('create table seeded (id int)')
  await town.owner.rows('grant all on seeded to public')
})
after(() => town.close())

const rowsOf = async () => (await town.platform.ground.sql.rows('select id from seeded')).length

test('an act that records nothing is rolled back', async () => {
  const { runAct } = town.platform.ground
  await assert.rejects(runAct({ actor, locks: ['seeded'] }, (act) => act.tx.rows('insert into seeded values (1)')), /recorded nothing/)
  assert.equal(await rowsOf(), 0, 'the row is gone')
})

test('an act that records stays; one that fails after recording leaves neither row nor entry', async () => {
  const { runAct, sql } = town.platform.ground
  const count = async () => (await sql.rows<{ n: number }>("select count(*) as n from act.entries where kind like 'seeded.%'"))[0]?.n
  await runAct({ actor, locks: ['seeded'] }, async (act) => {
    await act.tx.rows('insert into seeded values (2)')
    act.record('seeded.kept', { subject: act.id })
    return null
  })
  await assert.rejects(runAct({ actor, locks: ['seeded'] }, async (act) => {
    await act.tx.rows('insert into seeded values (3)')
    act.record('seeded.lost', { subject: act.id })
    throw new Error('after recording')
  }), /after recording/)
  assert.deepEqual([await rowsOf(), await count()], [1, 1])
})

function serverWith(routes: Route[]) {
  return makeServer({
    routes, runAct: town.platform.ground.runAct, authenticate: async () => undefined, origin: 'http://localhost:8080', logger: pino({ level: 'silent' }), callsPerMinuteMax: 0,
    version: 'test', fileBytesMax: 1024, ready: async () => ({ ready: true }),
  })
}

function routeWith(access: unknown): Route {
  return route({ method: 'GET', path: '/api/seeded', zh: '试', en: 'Seeded', access: access as Access, answer: Type.Object({ ok: Type.Boolean() }), example: {}, handle: async () => ({ ok: true }) })
}

for (const access of [undefined, [], '', 'everyone', null]) {
  test(`a route whose access is ${JSON.stringify(access)} stops the server at start`, async () => {
    await assert.rejects(serverWith([routeWith(access)]), /GET \/api\/seeded does not say who may call it/)
  })
}

test('a route that would take fields it does not name stops the server at start', async () => {
  const inner = Type.Object({ list: Type.Array(Type.Object({ name: Type.String() })) }, { additionalProperties: false })
  for (const [body, at] of [[Type.Object({ a: Type.String() }), '/'], [inner, '/list/0']] as const) {
    await assert.rejects(serverWith([route({ method: 'POST', path: '/api/seeded', zh: '试', en: 'Seeded', access: 'anyone', body, example: {}, handle: async () => undefined })]), new RegExp(`POST /api/seeded takes fields that it does not name, at ${at}$`))
  }
})

test('a route that says so starts, and refuses whoever it does not name', async () => {
  const open = await serverWith([routeWith('anyone')])
  assert.equal((await open.inject('/api/seeded')).statusCode, 200)
  const closed = await serverWith([routeWith([{ who: ['staff'], scope: 'department' }])])
  assert.equal((await closed.inject('/api/seeded')).statusCode, 401)
  await Promise.all([open.close(), closed.close()])
})

test('every route of the platform says who may call it', () => {
  for (const { method, path, access } of town.platform.routes) assert.ok(access === 'anyone' || access.length > 0, `${method} ${path}`)
})
