// Guessing: who is here, which password, which code. Nothing is told by words or by work, guesses run out, and whoever is meant gets in all the same.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hash } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import { openServer } from '../../src/server.ts'
import { totpCode } from '#core/people'
import { makeAuthenticator } from '../authenticator.ts'
import { submit } from '../carry.ts'
import { demonstrationPassword, openTown, type Answer, type Town } from '../town.ts'
import { sameForAll as sameOfAll, workOf } from './work.ts'

interface Said {
  code: string
  detail: string
  next: string
  fields: unknown
  facts: unknown
  second: { ticket: string }
}

let town: Town
const phrase = 'four boats on the river'
const idNumber = '990102199203140264'

before(async () => {
  town = await openTown()
})
after(() => town.close())

const post = (path: string, body: object, address = '198.51.100.7') => town.call<Said>('POST', path, { body, headers: { 'x-forwarded-for': address } })
const signIn = (login: string, password: string, address?: string) => post('/api/session', { login, password }, address)
const register = (login: string) => post('/api/registrations', { login, password: phrase, name: '孙晴', idKind: 'resident-id', idNumber })
const told = ({ status, body: { code, detail, next, fields, facts } }: Answer<Said>) => ({ status, code, detail, next, fields, facts })
const forget = () => town.platform.ground.sql.rows('delete from people.attempts')

const sameForAll = (calls: (() => Promise<Answer<Said>>)[]) => sameOfAll(calls.map((call) => async () => told(await call())))

test('signing in: a login that is not there, a wrong password, one over an older and cheaper hash, one of a frozen account and one of an account without a password are told and cost the same', async () => {
  await register('guess.one')
  const { body: { id } } = await town.call<{ id: string }>('POST', '/api/accounts', { as: 'admin.system', body: { login: 'guess.frozen', kind: 'staff', name: '何新', organisation: '11990100700140426Y', password: phrase } })
  assert.equal((await town.call('POST', `/api/accounts/${id}/freezing`, { as: 'admin.system', body: { reason: '已离职' } })).status, 201)
  await town.platform.ground.sql.rows("update people.accounts set password = null where login = 'jianan.works'")
  await register('guess.older')
  const older = await hash(phrase, { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 })
  await town.platform.ground.sql.rows("update people.accounts set password = $1 where login = 'guess.older'", [older])
  const attempt = (login: string) => async () => (await forget(), signIn(login, 'not the password'))
  const said = await sameForAll(['guess.nobody', 'guess.one', 'guess.older', 'guess.frozen', 'jianan.works', 'GUESS.ONE ', 'ｇｕｅｓｓ．ｏｎｅ', 'x'.repeat(100)].map(attempt))
  assert.deepEqual([said.status, said.code], [401, 'people.sign-in-refused'])
  assert.equal((await workOf(attempt('guess.nobody'))).hashes, 1)
})

test('the pages say no more than the API: the same words for a login that is there and one that is not', async () => {
  const page = async (login: string) => (await forget(), (await town.app.inject({ method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: `login=${login}&password=wrong` })).body.replaceAll(login, 'LOGIN').replace(/name="key" value="[^"]+"/g, ''))
  assert.equal(await page('guess.none'), await page('guess.ones'))
  assert.equal(await page('guess.none'), await page('guess.one'))
})

test('the second step: a wrong code of an authenticator, a recovery code of somebody else, and one that was used are told the same', async () => {
  await register('guess.two')
  await register('guess.three')
  const codes = new Map<string, { secret: string; recovery: string[] }>()
  for (const login of ['guess.two', 'guess.three']) {
    const headers = { cookie: String((await signIn(login, phrase)).headers['set-cookie']).split(';')[0] ?? '' }
    const begun = (await town.call<{ id: string; secret: string }>('POST', '/api/factors/totp', { headers, body: { name: '手机' } })).body
    const { recoveryCodes } = (await town.call<{ recoveryCodes: string[] }>('POST', `/api/factors/${begun.id}/confirmation`, { headers, body: { code: totpCode(begun.secret, town.clock.now()) } })).body
    codes.set(login, { secret: begun.secret, recovery: recoveryCodes })
  }
  const { secret, recovery: [mine = ''] } = codes.get('guess.two') ?? assert.fail()
  const step = async (code: string) => (await forget(), post('/api/session/second', { ticket: (await signIn('guess.two', phrase)).body.second.ticket, code }))
  const usedTotp = totpCode(secret, town.clock.now())
  assert.equal((await step(mine)).status, 201)
  const said = new Set<string>()
  for (const code of ['000000', usedTotp, mine, codes.get('guess.three')?.recovery[0] ?? '', 'AAAAA-AAAAA', '٣٤٥٦٧٨', "' or 1=1 --"]) said.add(JSON.stringify(told(await step(code))))
  assert.equal(said.size, 1)
  assert.match([...said][0] ?? '', /"people\.second-refused"/)
})

test('registering: a login that is taken costs its hash as well, and whose number was given before is not told', async () => {
  const hashes = async (login: string) => (await workOf(() => register(login))).hashes
  assert.deepEqual([await hashes('guess.one'), await hashes('guess.four')], [1, 1])
  const answers = await Promise.all([register('guess.five'), post('/api/registrations', { login: 'guess.six', password: phrase, name: '李四', idKind: 'resident-id', idNumber: '990102199001010015' })])
  assert.deepEqual(answers.map(({ status, body }) => [status, Object.keys(body)]), [[201, ['id', 'login']], [201, ['id', 'login']]])
})

test('progress by number and code: a number that is there with a wrong code, and one that is not, cost the same; no work is done for either', async () => {
  const { number } = await submit(town)
  const ask = (which: string, code: string) => () => post('/api/enquiries', { number: which, code })
  const said = await sameForAll([ask('NO-SUCH', 'AAAA-AAAA-AAAA'), ask(number, 'AAAA-AAAA-AAAA'), ask(number, 'A'), ask(`${number}'--`, 'AAAA-AAAA-AAAA')])
  assert.deepEqual([said.status, said.code], [404, 'enquiries.not-found'])
  assert.equal((await workOf(ask(number, 'AAAA-AAAA-AAAA'))).statements.length, 0)
})

test('codes of receipts and private addresses: one that is well made and one that is not are told the same', async () => {
  const get = (path: string) => () => town.call<Said>('GET', path)
  for (const path of ['/api/verification', '/api/intake-confirmations', '/api/publicity-objections', '/api/calendars']) {
    const said = new Set<string>()
    for (const code of ['AAAAAAAAAAAA', 'ABCDEFGHJKMNPQRS', 'A'.repeat(43), "x'--"]) said.add(JSON.stringify(told(await get(`${path}/${encodeURIComponent(code)}`)())))
    assert.ok([...said].every((one) => /"status":(404|400)/.test(one)), `${path} ${[...said].join()}`)
    assert.ok([...said].filter((one) => one.includes('"status":404')).length === 1, `${path} ${[...said].join()}`)
  }
})

test('naming somebody: a login without its name tells nobody who has it, and costs the same', async () => {
  const name = (path: string, body: object) => () => town.call<Said>('POST', path, { as: 'zhang.min', body })
  const known = { until: '2027-06-30' }
  for (const [path, rest, code] of [['/api/agencies', { items: null }, 'people.agent-not-found'], ['/api/proxies', { scopes: ['apply'], consent: true }, 'proxies.unknown']] as const) {
    const asked = (login: string, called: string) => name(path, { login, name: called, ...known, ...rest })
    const said = await sameForAll([asked('guess.nobody', '某人'), asked('li.guiying', '某人'), asked('window.wang', '某人'), asked('yunhe.media', '某人')])
    assert.equal(said.code, code)
  }
})

test('what a stranger may ask is limited by the minute, and not to be had more often by way of a page', async () => {
  const secret = /session(\/|$)|registrations|passkey|enquiries|verification|confirmations|objections|calendars|readings|reviews$|sign-ins\/:uid$/
  const open = town.platform.routes.filter(({ access, method, path }) => access === 'anyone' && (method !== 'GET' || secret.test(path)) && !(method === 'GET' && /^\/api\/(session|sign-ins\/:uid)$/.test(path)))
  assert.ok(open.length > 15, `${open.length}`)
  // A reader of people's codes proves by a key which it is; whoever signs out gives something up.
  const other = /pass-readings$|^DELETE/
  assert.deepEqual(open.filter(({ callsPerMinuteMax = 0, method, path }) => !other.test(`${method === 'DELETE' ? method : path}`) && (callsPerMinuteMax < 1 || callsPerMinuteMax > 60)).map(({ method, path }) => `${method} ${path}`), [])
  const limited = await openServer(town.platform, { callsPerMinuteMax: 10_000, faces: true })
  try {
    for (const [url, payload, max] of [['/register', 'login=a&name=b&idNumber=1&password=c', 10], ['/progress', 'number=a&code=b', 15], ['/sign-in/second', 'ticket=a&code=1', 30]] as const) {
      const isStopped = await askOften(limited, url, payload, max + 3)
      assert.deepEqual([isStopped.filter((one) => one).length, isStopped.at(-1)], [3, true], url)
    }
  } finally {
    await limited.close()
  }
})

/** Whether each of many calls was stopped for being one too many. */
async function askOften(app: FastifyInstance, url: string, payload: string, times: number): Promise<boolean[]> {
  const stopped: boolean[] = []
  for (let n = 0; n < times; n++) stopped.push((await app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload, remoteAddress: '203.0.113.50' })).body.includes('请求太频繁'))
  return stopped
}

test('stolen passwords tried from one address run out, and are not even looked at after; whoever signs in next to it from another gets in', async () => {
  await forget()
  let looked = 0
  const codes: string[] = []
  const stuff = async (n: number) => looked += (await workOf(async () => codes.push((await signIn(`stuffed.${n}`, 'Passw0rd!2024', '203.0.113.5')).body.code))).hashes
  for (let n = 0; n < 3; n++) await stuff(n)
  // Three failures are counted for the address and for the network around it; what was said 44 times more is said here at once.
  await town.platform.ground.sql.rows('update people.attempts set failures = 47 where failures = 3')
  for (let n = 3; n < 13; n++) await stuff(n)
  assert.deepEqual([looked, codes.lastIndexOf('people.sign-in-refused'), codes.at(-1)], [6, 5, 'people.too-many-sign-ins'])
  assert.equal((await signIn('guess.one', phrase, '203.0.113.6')).status, 201)
  town.clock.advance({ hours: 13 })
})

test('from a network whose addresses are changed one after another they run out too: a wide one of IPv6, and the neighbours of an IPv4 address', async () => {
  const { sql } = town.platform.ground
  for (const [one, other, elsewhere] of [['198.18.7.1', '198.18.7.2', '198.18.8.1'], ['2001:db8:7:1::1', '2001:db8:7:2::1', '2001:db8:8:1::1']] as const) {
    await forget()
    for (const address of [one, other]) await signIn('nobody.at.all', 'wrong', address)
    // Two failures are counted for two pairs once each, for the login and for the network twice; what was said 498 times more is said here at once.
    await sql.rows('update people.attempts set failures = 499 where failures = 2')
    await sql.rows("delete from people.attempts where failures = 1")
    assert.equal((await signIn('other.one', 'wrong', one)).status, 401)
    assert.equal((await signIn('other.two', 'wrong', other)).body.code, 'people.too-many-sign-ins')
    assert.equal((await signIn('other.three', 'wrong', elsewhere)).status, 401)
  }
})

test('nobody keeps the owner out: failing from one address stops that address alone, failing from everywhere not where he is known, and never his passkey', async () => {
  await forget()
  await register('guess.victim')
  for (let n = 0; n < 8; n++) await signIn('guess.victim', 'wrong', '192.0.2.66')
  assert.equal((await signIn('guess.victim', phrase, '192.0.2.66')).body.code, 'people.too-many-sign-ins')
  const elsewhere = await signIn('guess.victim', phrase, '198.51.100.200')
  assert.equal(elsewhere.status, 201, 'on another device, where he never was before')
  const headers = { cookie: String(elsewhere.headers['set-cookie']).split(';')[0] ?? '' }
  const authenticator = makeAuthenticator(town.platform.ground.origin)
  const creation = (await town.call<{ ticket: string; options: { challenge: string } }>('POST', '/api/factors/passkey-challenges', { headers })).body
  assert.equal((await town.call('POST', '/api/factors/passkeys', { headers, body: { ticket: creation.ticket, response: authenticator.create(creation.options), name: '电脑' } })).status, 201)
  // Somebody fails from a hundred places at once.
  await signIn('guess.victim', 'wrong', '203.0.113.77')
  await town.platform.ground.sql.rows('update people.attempts set failures = 100, blocked_until = $1', [town.clock.now().add({ minutes: 15 }).toString()])
  assert.equal((await signIn('guess.victim', phrase, '203.0.113.99')).status, 429)
  const { body: { ticket, options } } = await town.call<{ ticket: string; options: { challenge: string } }>('POST', '/api/passkey-challenges')
  assert.equal((await post('/api/session/passkey', { ticket, response: authenticator.get(options) }, '203.0.113.99')).status, 201, 'by passkey, from anywhere')
  assert.ok((await signIn('guess.victim', phrase, '198.51.100.200')).body.second, 'where he is known: on to the second step')
})

test('where somebody calls from is what our own proxy says, not what the caller writes', async () => {
  await forget()
  const from = (remoteAddress: string, forwarded: string) => town.app.inject({ method: 'POST', url: '/api/session', remoteAddress, headers: { 'x-forwarded-for': forwarded, 'x-real-ip': forwarded, forwarded: `for=${forwarded}` }, payload: { login: 'nobody.here', password: 'wrong' } })
  const codes: number[] = []
  for (let n = 0; n < 7; n++) codes.push((await from('203.0.113.9', `10.0.0.${n}`)).statusCode)
  assert.deepEqual(codes, [401, 401, 401, 401, 401, 429, 429])
  const behind: number[] = []
  for (let n = 0; n < 7; n++) behind.push((await from('127.0.0.1', `10.9.9.${n}, 203.0.113.10`)).statusCode)
  assert.deepEqual(behind, [401, 401, 401, 401, 401, 429, 429])
})

test('an operator sees that somebody guesses: hashes are counted, and who was refused is not', async () => {
  await forget()
  const figure = async () => Number(/yiwang_password_hashes_total (\d+)/.exec((await town.app.inject('/metrics')).body)?.[1])
  const before = await figure()
  await signIn('zhang.min', demonstrationPassword)
  await signIn('zhang.min', 'wrong')
  assert.equal((await figure()) - before, 2)
})
