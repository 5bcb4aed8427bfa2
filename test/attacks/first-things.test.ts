// What comes before anything else where nobody demonstrates: a password of one's own, and for the staff a second factor. Until then every operation
// but those that lead there is refused, over all of them; figures are told to this machine alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { totpCode } from '#core/people'
import { openServer } from '../../src/server.ts'
import { readContract, type Document } from '../contract.ts'
import { openTown, type Town } from '../town.ts'

interface Said {
  code: string
  id: string
  secret: string
  lacks?: string
  second?: { ticket: string }
  posts: { role: string }[]
}

let town: Town
let plain: FastifyInstance
const token = 'w7Qm2-figures-of-ours'
const given = 'six lanterns above the gate'
const chosen = 'seven lanterns above a gate'
const urban = '11990100700140426Y'

before(async () => {
  town = await openTown()
  plain = await openServer({ ...town.platform, ground: town.platform.ground }, { callsPerMinuteMax: 0, faces: true, metricsToken: token })
})
after(async () => {
  town.platform.ground.demonstration = true
  await plain.close()
  await town.close()
})

/** Calls outside the demonstration. */
async function ask(method: string, url: string, { cookie = '', body }: { cookie?: string; body?: object } = {}) {
  town.platform.ground.demonstration = false
  try {
    const answer = await plain.inject({ method: method as 'GET', url, headers: { cookie }, ...(body ? { payload: body } : {}) })
    return { status: answer.statusCode, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '', body: (answer.body.startsWith('{') ? answer.json<Said>() : {}) as Said, text: answer.body }
  } finally {
    town.platform.ground.demonstration = true
  }
}

const signIn = (login: string, password: string) => ask('POST', '/api/session', { body: { login, password } })

/** Opens a clerk's account with a password, as an administrator does. */
async function openClerk(login: string): Promise<string> {
  const { status, body } = await town.call<Said>('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: '何新', organisation: urban, password: given } })
  assert.equal(status, 201, JSON.stringify(body))
  assert.equal((await town.call('POST', `/api/accounts/${body.id}/posts`, { as: 'admin.security', body: { role: 'clerk', organisation: urban } })).status, 201)
  return body.id
}

test('a password that an administrator chose opens nothing but the choice of one’s own, and that nothing but the way to a second factor', async () => {
  await openClerk('first.things')
  const document = (await town.call<Document>('GET', '/api/openapi.json')).body as Document
  const { cookie } = await signIn('first.things', given)
  // What ends the session or the account is open too, and not tried here.
  const asked = readContract(document).operations.filter(({ method, path }) => !/^\/api\/session(\/freezing)?$/.test(path) || method === 'GET')
  assert.ok(asked.length > 250, `${asked.length}`)
  const refusedAll = async (code: string) => {
    const others: string[] = []
    for (const { method, path } of asked) {
      const { body, status } = await ask(method, path.replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000'), { cookie, ...(method === 'GET' ? {} : { body: {} }) })
      assert.ok(status < 500, `${method} ${path}`)
      if (body.code !== code && body.code !== 'http.invalid-request') others.push(`${method} ${path}`)
    }
    return others
  }
  assert.equal((await ask('GET', '/api/session', { cookie })).body.lacks, 'own-password')
  assert.equal((await ask('GET', '/api/cases', { cookie })).body.code, 'http.own-password-needed')
  assert.equal((await ask('PUT', '/api/session/password', { cookie, body: { current: given, next: given } })).body.code, 'people.weak-password')
  assert.equal((await ask('PUT', '/api/session/password', { cookie, body: { current: given, next: chosen } })).status, 204)
  assert.equal((await ask('GET', '/api/session', { cookie })).body.lacks, 'second-factor')
  assert.equal((await ask('GET', '/api/cases', { cookie })).body.code, 'http.second-factor-needed')
  const isOpen = (one: string) => wayOn.includes(one) || openToAnyone(document).has(one)
  const left = await refusedAll('http.second-factor-needed')
  assert.deepEqual(left.filter((one) => !isOpen(one)), [])
  assert.ok(left.length < 60, `${left.length} were open`)
  const again = (await signIn('first.things', chosen)).cookie
  const { body: begun } = await ask('POST', '/api/factors/totp', { cookie: again, body: { name: '手机' } })
  assert.equal((await ask('POST', `/api/factors/${begun.id}/confirmation`, { cookie: again, body: { code: totpCode(begun.secret, town.clock.now()) } })).status, 200)
  assert.equal((await ask('GET', '/api/session', { cookie: again })).body.lacks, undefined)
  assert.equal((await ask('GET', '/api/cases', { cookie: again })).status, 200)
  town.clock.advance({ seconds: 30 })
  const { body: step } = await signIn('first.things', chosen)
  const entered = await ask('POST', '/api/session/second', { body: { ticket: step.second?.ticket, code: totpCode(begun.secret, town.clock.now()) } })
  assert.deepEqual([entered.status, entered.body.lacks, entered.body.posts.map(({ role }) => role)], [201, undefined, ['clerk']])
})

/** What leads to what is lacking, and what ends a session or a recovery that is not one's own. */
const wayOn = [
  'PUT /api/session/password', 'GET /api/session/proof', 'PUT /api/session/proof', 'GET /api/factors', 'POST /api/factors/totp', 'POST /api/factors/{id}/confirmation', 'DELETE /api/factors/{id}', 'POST /api/factors/passkey-challenges', 'POST /api/factors/passkeys',
  'POST /api/recovery-codes', 'GET /api/sessions', 'DELETE /api/sessions/{id}', 'GET /api/session/recovery', 'DELETE /api/session/recovery',
]

/** What anyone may call, as the document says. */
function openToAnyone({ paths }: Document): Set<string> {
  return new Set(Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).filter(([, one]) => !('security' in one)).map(([method]) => `${method.toUpperCase()} ${path}`)))
}

test('a password that an administrator chose and nobody came for lets nobody in after two weeks', async () => {
  const id = await openClerk('never.came')
  await town.platform.ground.sql.rows('update people.accounts set password_given_until = $2 where id = $1', [id, town.clock.now().add({ seconds: 1 }).toString()])
  assert.equal((await signIn('never.came', given)).status, 201)
  town.clock.advance({ seconds: 2 })
  assert.deepEqual([(await signIn('never.came', given)).status, (await signIn('never.came', given)).body.code], [401, 'people.sign-in-refused'])
})

test('figures are told to this machine and to whoever shows the token, and to nobody else', async () => {
  const figures = async (remoteAddress: string, headers: Record<string, string> = {}, app = plain) => (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
  assert.deepEqual(await Promise.all([figures('127.0.0.1'), figures('::1'), figures('::ffff:127.0.0.1')]), [200, 200, 200])
  // Behind a proxy on this machine it is who asks the proxy that counts.
  assert.deepEqual(await Promise.all([figures('203.0.113.5'), figures('127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }), figures('203.0.113.5', { 'x-forwarded-for': '127.0.0.1' }), figures('10.0.0.8')]), [404, 404, 404, 404])
  assert.deepEqual(await Promise.all([`Bearer ${token}`, `Bearer ${token}x`, token, 'Bearer ', 'Bearer undefined'].map((authorization) => figures('203.0.113.5', { authorization }))), [200, 404, 404, 404, 404])
  assert.equal(await figures('203.0.113.5', { authorization: 'Bearer undefined' }, town.app), 404)
})
