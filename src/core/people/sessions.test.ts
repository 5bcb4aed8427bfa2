// Registering, signing in, sessions and demonstration accounts over HTTP, in a town on a database of its own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { hash } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import { makeServer } from '#base/http'
import { workOf } from '../../../test/attacks/work.ts'
import { authenticate, people } from './index.ts'
import { isOfToday } from './password.ts'
import { selectPassword } from './store-accounts.ts'
import { from, openCalls, passphrase, type Said } from './test-calls.ts'

let calls: Awaited<ReturnType<typeof openCalls>>

before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

test('a resident registers, signs in, and out again', async () => {
  const id = await calls.register('sun.qing')
  const entered = await calls.signIn(' Sun.Qing ')
  assert.equal(entered.status, 201)
  assert.match(String(entered.headers['set-cookie']), /^__Host-yiwang=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  assert.deepEqual(entered.body, { account: { id, login: 'sun.qing', kind: 'natural', name: '孙晴' }, hand: null, posts: [], demonstration: true })
  assert.equal(await calls.whoami(entered.cookie), 'sun.qing')
  const left = await calls.call('DELETE', '/api/session', { headers: { cookie: entered.cookie } })
  assert.equal(left.status, 204)
  assert.equal(await calls.whoami(entered.cookie), null, 'a session that ended is over at once')
  assert.deepEqual(await calls.kindsAbout(id), ['people.added', 'people.signed-in', 'people.signed-out'])
})

test('nobody is signed in without a session, or with a made-up one', async () => {
  assert.deepEqual((await calls.call('GET', '/api/session')).body, { account: null, hand: null, posts: [], demonstration: true })
  assert.equal(await calls.whoami('__Host-yiwang=made-up'), null)
  assert.equal((await calls.call('DELETE', '/api/session')).status, 204)
})

test('registering refuses a taken login, a weak password and a wrong number', async () => {
  const body = { login: 'qian.duo', password: passphrase, name: '钱多', idKind: 'resident-id', idNumber: '990102199203140264' }
  const refusals: [object, number, string][] = [
    [{ ...body, login: 'zhang.min' }, 409, 'people.login-taken'],
    [{ ...body, password: 'short' }, 422, 'people.weak-password'],
    [{ ...body, idNumber: '990102199203140265' }, 422, 'people.bad-document'],
    [{ ...body, login: 'Not A Login' }, 400, 'http.invalid-request'],
  ]
  for (const [sent, status, code] of refusals) {
    const answer = await calls.call('POST', '/api/registrations', { body: sent })
    assert.deepEqual([answer.status, answer.body.code], [status, code])
  }
})

test('a registration sent twice under one key is one account', async () => {
  const body = { login: 'wu.shuang', password: passphrase, name: '吴双', idKind: 'resident-id', idNumber: '990102199203140264' }
  const headers = { 'idempotency-key': 'registration-1' }
  const [one, two] = [await calls.call('POST', '/api/registrations', { body, headers }), await calls.call('POST', '/api/registrations', { body, headers })]
  assert.equal(one.status, 201)
  assert.deepEqual(two.body, one.body)
  const other = await calls.call('POST', '/api/registrations', { body: { ...body, password: 'another four boats' }, headers })
  assert.equal(other.body.code, 'act.key-reused')
})

test('failures make an attacker wait, and not the owner where he is known', async () => {
  await calls.register('zheng.he')
  assert.equal((await calls.signIn('zheng.he', passphrase, from('192.0.2.10'))).status, 201)
  const codes: string[] = []
  for (let i = 0; i < 8; i++) codes.push((await calls.signIn('zheng.he', 'wrong', from('192.0.2.66'))).body.code)
  assert.deepEqual(codes.slice(0, 5), Array(5).fill('people.sign-in-refused'))
  assert.deepEqual(codes.slice(5), Array(3).fill('people.too-many-sign-ins'))
  const blocked = await calls.signIn('zheng.he', passphrase, from('192.0.2.66'))
  assert.equal(blocked.status, 429)
  assert.equal(blocked.headers['retry-after'], String(blocked.body.facts.seconds))
  assert.equal((await calls.signIn('zheng.he', passphrase, from('192.0.2.10'))).status, 201, 'the owner gets in where he is known')
})

test('an unknown login makes wait like a known one', async () => {
  const codes: string[] = []
  for (let i = 0; i < 6; i++) codes.push((await calls.signIn('nobody.here', 'wrong', from('192.0.2.67'))).body.code)
  assert.equal(codes.at(-1), 'people.too-many-sign-ins')
})

test('a hundred guesses at once are not a hundred free ones', async () => {
  await calls.register('feng.tian')
  const answers = await Promise.all(Array.from({ length: 40 }, () => calls.signIn('feng.tian', 'wrong', from('192.0.2.68'))))
  const looked = answers.filter((answer) => answer.body.code === 'people.sign-in-refused').length
  assert.equal(looked, 5)
})

test('waits grow to a quarter of an hour and no further', async () => {
  await calls.register('chu.yan')
  const attempt = () => calls.signIn('chu.yan', 'wrong', from('192.0.2.69'))
  const waits: number[] = []
  for (let i = 0; waits.length < 12 && i < 100; i++) {
    const answer = await attempt()
    if (answer.status !== 429) continue
    waits.push(answer.body.facts.seconds)
    calls.town.clock.advance({ seconds: answer.body.facts.seconds })
  }
  assert.deepEqual(waits.slice(0, 4), [1, 2, 4, 8])
  assert.equal(waits.at(-1), 900)
  assert.equal((await calls.signIn('chu.yan', passphrase, from('192.0.2.69'))).status, 201, 'after the wait the right password opens')
})

test('sessions end: idle, at their longest, and when the password changes', async () => {
  await calls.register('wei.lan')
  const idle = await calls.signIn('wei.lan')
  calls.town.clock.advance({ minutes: 119 })
  assert.equal(await calls.whoami(idle.cookie), 'wei.lan')
  calls.town.clock.advance({ minutes: 119 })
  assert.equal(await calls.whoami(idle.cookie), 'wei.lan', 'a call keeps the session going')
  calls.town.clock.advance({ minutes: 121 })
  assert.equal(await calls.whoami(idle.cookie), null)
  const long = await calls.signIn('wei.lan')
  for (let hour = 1; hour <= 11; hour++) {
    calls.town.clock.advance({ hours: 1 })
    assert.equal(await calls.whoami(long.cookie), 'wei.lan')
  }
  calls.town.clock.advance({ minutes: 61 })
  assert.equal(await calls.whoami(long.cookie), null)
})

test('staff sessions end after thirty idle minutes', async () => {
  await calls.openStaff('idle.clerk')
  const entered = await calls.signIn('idle.clerk')
  calls.town.clock.advance({ minutes: 31 })
  assert.equal(await calls.whoami(entered.cookie), null)
})

test('a new password needs the old one, and ends the other sessions', async () => {
  const id = await calls.register('jiang.bo')
  const [here, there] = [await calls.signIn('jiang.bo'), await calls.signIn('jiang.bo')]
  const change = (body: object) => calls.call('PUT', '/api/session/password', { headers: { cookie: here.cookie, 'idempotency-key': 'password-1' }, body })
  assert.equal((await change({ current: 'wrong', next: 'a heron by the canal' })).body.code, 'people.wrong-password')
  assert.equal((await change({ current: passphrase, next: 'heron' })).body.code, 'people.weak-password')
  assert.equal((await change({ current: passphrase, next: 'a heron by the canal' })).status, 204)
  assert.equal((await change({ current: passphrase, next: 'a heron by the canal' })).status, 204, 'a retry under the same key gets the same answer')
  assert.deepEqual([await calls.whoami(here.cookie), await calls.whoami(there.cookie)], ['jiang.bo', null])
  assert.equal((await calls.signIn('jiang.bo', passphrase, from('192.0.2.70'))).status, 401)
  assert.equal((await calls.signIn('jiang.bo', 'a heron by the canal', from('192.0.2.70'))).status, 201)
  assert.equal((await calls.kindsAbout(id)).filter((kind) => kind === 'people.password-changed').length, 1)
})

/** Registers a resident whose hash has the parameters of before. */
async function registerOlder(login: string): Promise<{ id: string; older: string }> {
  const id = await calls.register(login)
  const older = await hash(passphrase, { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 })
  await calls.sql().rows('update people.accounts set password = $2 where id = $1', [id, older])
  return { id, older }
}

test('a hash of older parameters is made anew by the right password alone, also where two come at once; sessions go on, and nothing is told in the ledger', async () => {
  const { id, older } = await registerOlder('he.yan')
  const stored = async () => (await selectPassword(calls.sql(), id)) ?? ''
  assert.equal((await calls.signIn('he.yan', 'wrong', from('192.0.2.71'))).status, 401)
  assert.equal(await stored(), older)
  const entered = await Promise.all(['192.0.2.71', '192.0.2.72', '192.0.2.73'].map((address) => calls.signIn('he.yan', passphrase, from(address))))
  assert.deepEqual(entered.map(({ status }) => status), [201, 201, 201])
  const made = await stored()
  assert.ok(isOfToday(made))
  assert.equal((await calls.signIn('he.yan', passphrase, from('192.0.2.71'))).status, 201)
  assert.equal(await stored(), made, 'one of today stays')
  assert.deepEqual(await Promise.all(entered.map(({ cookie }) => calls.whoami(cookie))), ['he.yan', 'he.yan', 'he.yan'])
  assert.deepEqual(new Set(await calls.kindsAbout(id)), new Set(['people.added', 'people.signed-in']))
})

test('a password that is changed while its older hash is being made anew stays changed, and the one before begins no session', async () => {
  const { id, older } = await registerOlder('kong.wu')
  const { pool } = calls.town.platform.ground
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('update people.accounts set password = $2 where id = $1', [id, older.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))])
    const entering = calls.signIn('kong.wu', passphrase, from('192.0.2.74'))
    const isWaiting = async () => (await pool.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update people.accounts set password%'")).rowCount === 1
    for (let looks = 0; !(await isWaiting()); looks++) {
      assert.ok(looks < 400, 'nobody came to replace the hash')
      await pause(25)
    }
    await client.query('commit')
    const { status, body } = await entering
    assert.deepEqual([status, body.code], [401, 'people.sign-in-refused'])
    const stored = (await selectPassword(calls.sql(), id)) ?? ''
    assert.ok(stored !== older && !isOfToday(stored))
  } finally {
    client.release()
  }
})

test('signing in begins a new session and ends the one the browser brought', async () => {
  await calls.register('shen.yue')
  const first = await calls.signIn('shen.yue')
  const second = await calls.signIn('shen.yue', passphrase, { cookie: first.cookie })
  assert.notEqual(second.cookie, first.cookie)
  assert.deepEqual([await calls.whoami(first.cookie), await calls.whoami(second.cookie)], [null, 'shen.yue'])
})

test('who comes in is known without being asked for again: the attempt, the locks, the session and its entry are four questions to the database, and one hash', async () => {
  await calls.register('qin.shi')
  await calls.signIn('qin.shi')
  const { statements, hashes } = await workOf(() => calls.signIn('qin.shi'))
  assert.deepEqual([statements.length, hashes], [4, 1], statements.join('\n'))
})

test('the ledger holds no name, login, number or address', async () => {
  const rows = await calls.sql().rows<{ text: string }>("select facts::text || kind || subject as text from act.entries where kind like 'people.%'")
  assert.ok(rows.some((row) => row.text.includes('people.sign-in-failed00000000-0000-7000-8000-000000000001')))
  for (const secret of ['孙晴', '张敏', 'sun.qing', 'zhang.min', '990102199203140264', '13990109999', '192.0.2.66']) {
    assert.ok(rows.every((row) => !row.text.includes(secret)), secret)
  }
})

test('demonstration accounts sign in with one tap, and only they', async () => {
  const listed = await calls.call('GET', '/api/demonstration-accounts')
  assert.equal(listed.body.items[0]?.login, 'zhang.min')
  const tapped = await calls.call('POST', '/api/session/demonstration', { body: { login: 'zhang.min' } })
  assert.deepEqual([tapped.status, tapped.body.account?.login], [201, 'zhang.min'])
  await calls.register('kong.bai')
  assert.equal((await calls.call('POST', '/api/session/demonstration', { body: { login: 'kong.bai' } })).body.code, 'people.no-such-demonstration')
})

test('an unsafe call from another site is refused', async () => {
  const answer = await calls.call('POST', '/api/session', { body: { login: 'zhang.min', password: passphrase }, headers: { origin: 'https://elsewhere.example' } })
  assert.equal(answer.body.code, 'http.foreign-origin')
})

test('behind https a page that came over http is another site', async () => {
  const { ground } = calls.town.platform
  const app = await makeServer({
    routes: people.routes?.(ground) ?? [], runAct: ground.runAct, authenticate: authenticate(ground), origin: 'https://zwfw.example', logger: ground.log, callsPerMinuteMax: 0, version: 'test', fileBytesMax: 1, ready: async () => ({ ready: true }),
  })
  try {
    const codeFrom = async (origin: string) => (await app.inject({ method: 'POST', url: '/api/session', payload: { login: 'nobody.here', password: passphrase }, headers: { origin, host: 'zwfw.example' } })).json<Said>().code
    assert.deepEqual([await codeFrom('http://zwfw.example'), await codeFrom('https://zwfw.example') === 'http.foreign-origin'], ['http.foreign-origin', false])
  } finally {
    await app.close()
  }
})

test('what is past is tidied away', async () => {
  await calls.register('cao.yuan')
  const entered = await calls.signIn('cao.yuan')
  assert.equal(entered.status, 201)
  calls.town.clock.advance({ hours: 24 * 200 })
  for (const beat of people.beats?.(calls.town.platform.ground) ?? []) await beat.run()
  const left = await calls.sql().rows('select 1 from people.sessions union all select 1 from people.attempts union all select 1 from people.familiar_addresses')
  assert.equal(left.length, 0)
})

test('outside demonstration mode demonstration accounts are of no use, not even by password', async () => {
  const ground = { ...calls.town.platform.ground, demonstration: false }
  const plain: FastifyInstance = await makeServer({
    routes: people.routes?.(ground) ?? [], runAct: ground.runAct, authenticate: authenticate(ground), origin: ground.origin, logger: ground.log, callsPerMinuteMax: 0, version: 'test', fileBytesMax: 1, ready: async () => ({ ready: true }),
  })
  try {
    const held = await calls.tap('zhang.min')
    // What this process remembers of the caller must be out of date.
    calls.town.clock.advance({ seconds: 3 })
    const ask = async (method: 'GET' | 'POST', url: string, payload?: object, cookie = '') => (await plain.inject({ method, url, ...(payload ? { payload } : {}), headers: { cookie } })).json<Said>()
    assert.equal((await ask('GET', '/api/demonstration-accounts')).code, 'people.no-demonstration')
    assert.equal((await ask('POST', '/api/session/demonstration', { login: 'zhang.min' })).code, 'people.no-demonstration')
    assert.equal((await ask('POST', '/api/session', { login: 'zhang.min', password: 'yunzhou-demo-2026' })).code, 'people.sign-in-refused')
    assert.deepEqual(await ask('GET', '/api/session', undefined, held), { account: null, hand: null, posts: [], demonstration: false })
  } finally {
    await plain.close()
  }
})
