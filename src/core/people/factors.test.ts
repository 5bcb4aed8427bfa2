// Second factors and passkeys over HTTP, in a town of its own: what works once works once, what is stolen alone opens nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeAuthenticator, type Wrongs } from '../../../test/authenticator.ts'
import { openCalls, passphrase, type Said } from './test-calls.ts'
import { totpCode } from './totp.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

interface More extends Said {
  secret: string
  uri: string
  recoveryCodes: string[]
  ticket: string
  options: { challenge: string }
  second: { ticket: string; ways: string[] }
  strength: number
  factors: { id: string; kind: string }[]
}

const call = async (method: string, path: string, options: Parameters<typeof calls.call>[2] = {}) => {
  const answer = await calls.call(method, path, options)
  return { ...answer, body: answer.body as More, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' }
}
const later = (seconds: number) => calls.town.clock.advance({ seconds })
const codeNow = (secret: string) => totpCode(secret, calls.town.clock.now())
const origin = () => calls.town.platform.ground.origin

/** A resident who signed in. */
async function arrive(login: string) {
  await calls.register(login)
  const { cookie } = await calls.signIn(login)
  return { login, cookie, headers: { cookie } }
}

/** A resident with an authenticator. */
async function withTotp(login: string) {
  const one = await arrive(login)
  const { body: begun } = await call('POST', '/api/factors/totp', { headers: one.headers, body: { name: '手机' } })
  const confirmed = await call('POST', `/api/factors/${begun.id}/confirmation`, { headers: one.headers, body: { code: codeNow(begun.secret) } })
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
  return { ...one, id: begun.id, secret: begun.secret, recoveryCodes: confirmed.body.recoveryCodes }
}

/** The first step of signing in where a second one follows. */
async function firstStep(login: string) {
  const { body, status } = await call('POST', '/api/session', { body: { login, password: passphrase } })
  assert.deepEqual([status, body.account], [201, null])
  return body.second
}

const secondStep = (ticket: string, code: string) => call('POST', '/api/session/second', { body: { ticket, code } })

/** A resident with a passkey. */
async function withPasskey(login: string) {
  const one = await arrive(login)
  const authenticator = makeAuthenticator(origin())
  const { body } = await call('POST', '/api/factors/passkey-challenges', { headers: one.headers })
  const added = await call('POST', '/api/factors/passkeys', { headers: one.headers, body: { ticket: body.ticket, response: authenticator.create(body.options), name: '电脑' } })
  assert.equal(added.status, 201, JSON.stringify(added.body))
  return { ...one, authenticator, recoveryCodes: added.body.recoveryCodes }
}

test('an authenticator is asked for after the password, and nobody is signed in before', async () => {
  const { login, secret, recoveryCodes } = await withTotp('factor.one')
  assert.equal(recoveryCodes.length, 10)
  later(30)
  const answer = await call('POST', '/api/session', { body: { login, password: passphrase } })
  assert.equal(answer.headers['set-cookie'], undefined)
  assert.deepEqual(answer.body.second.ways, ['totp', 'recovery-code'])
  const entered = await secondStep(answer.body.second.ticket, codeNow(secret))
  assert.equal(await calls.whoami(entered.cookie), login)
  assert.equal((await call('GET', '/api/factors', { headers: { cookie: entered.cookie } })).body.strength, 2)
  // The step is over: its ticket opens nothing more.
  later(30)
  assert.equal((await secondStep(answer.body.second.ticket, codeNow(secret))).body.code, 'people.ticket-ended')
})

test('a code works once (RFC 6238 §5.2), and of four who send it at once one gets in', async () => {
  const { login, secret } = await withTotp('factor.two')
  const replayed = await secondStep((await firstStep(login)).ticket, codeNow(secret))
  assert.equal(replayed.body.code, 'people.second-refused', 'the code that confirmed it is used up')
  later(60)
  const tickets = [await firstStep(login), await firstStep(login)]
  const answers = await Promise.all(tickets.flatMap(({ ticket }) => [1, 2].map(() => secondStep(ticket, codeNow(secret)))))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
})

test('wrong codes close the step, and go on counting as failures of the login', async () => {
  const { login, secret } = await withTotp('factor.three')
  later(30)
  const { ticket } = await firstStep(login)
  for (let n = 0; n < 5; n++) assert.equal((await secondStep(ticket, '000000')).body.code, 'people.second-refused')
  assert.equal((await secondStep(ticket, codeNow(secret))).body.code, 'people.ticket-ended')
  const codes = []
  for (let n = 0; n < 8; n++) codes.push((await call('POST', '/api/session', { body: { login, password: passphrase }, headers: { 'x-forwarded-for': '192.0.2.99' } })).body.code)
  assert.ok(codes.includes('people.too-many-sign-ins'), 'a known password gives no endless steps')
})

test('a step ends after five minutes', async () => {
  const { login, secret } = await withTotp('factor.four')
  const { ticket } = await firstStep(login)
  later(301)
  assert.equal((await secondStep(ticket, codeNow(secret))).body.code, 'people.ticket-ended')
})

test('a recovery code works once, however it is typed', async () => {
  const { login, recoveryCodes } = await withTotp('factor.five')
  const typed = ` ${(recoveryCodes[0] ?? '').toLowerCase().replace('-', ' ')} `
  assert.equal((await secondStep((await firstStep(login)).ticket, typed)).status, 201)
  assert.equal((await secondStep((await firstStep(login)).ticket, recoveryCodes[0] ?? '')).body.code, 'people.second-refused')
})

test('how one signs in is changed only after a fresh proof; who has a second factor proves by it', async () => {
  const { headers, secret, id } = await withTotp('factor.six')
  later(601)
  const remove = () => call('DELETE', `/api/factors/${id}`, { headers })
  assert.equal((await remove()).body.code, 'people.prove-again')
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: { password: passphrase } })).body.code, 'people.second-needed')
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: { code: '000000' } })).body.code, 'people.second-refused')
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: {} })).body.code, 'people.second-refused')
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: { code: codeNow(secret) } })).status, 204)
  assert.equal((await remove()).status, 204)
  assert.equal((await remove()).body.code, 'people.factor-not-found')
  assert.equal((await call('POST', '/api/recovery-codes', { headers })).body.code, 'people.factor-not-found')
})

test('a password that is short beside a second factor cannot be left alone', async () => {
  const { headers, id, login } = await withTotp('factor.seven')
  const short = await call('PUT', '/api/session/password', { headers, body: { current: passphrase, next: 'Quay-1234' } })
  assert.equal(short.status, 204)
  assert.equal((await call('DELETE', `/api/factors/${id}`, { headers })).body.code, 'people.factor-needed')
  assert.equal((await call('PUT', '/api/session/password', { headers, body: { current: 'Quay-1234', next: 'seven herons on a wall' } })).status, 204)
  assert.equal((await call('DELETE', `/api/factors/${id}`, { headers })).status, 204)
  assert.equal((await call('PUT', '/api/session/password', { headers, body: { current: 'seven herons on a wall', next: 'Quay-1234' } })).body.code, 'people.weak-password')
  assert.equal((await calls.signIn(login, 'seven herons on a wall')).status, 201)
})

test('a passkey alone signs in, as two factors, without a login being typed', async () => {
  const { login, authenticator } = await withPasskey('factor.eight')
  const { body } = await call('POST', '/api/passkey-challenges')
  const response = authenticator.get(body.options)
  const entered = await call('POST', '/api/session/passkey', { body: { ticket: body.ticket, response } })
  assert.equal(await calls.whoami(entered.cookie), login)
  assert.equal((await call('POST', '/api/session/passkey', { body: { ticket: body.ticket, response } })).body.code, 'people.challenge-ended', 'what was overheard is worth nothing')
})

test('a question to a passkey that was answered or took too long is asked anew, and ends neither the step nor the session', async () => {
  const { login, headers, authenticator } = await withPasskey('factor.lapsed')
  const { ticket } = await firstStep(login)
  const ask = async (body: object, as = {}) => (await call('POST', '/api/session/passkey-challenges', { body, headers: as })).body
  const step = await ask({ ticket })
  const answer = authenticator.get(step.options)
  const enter = (challenge: string, response: object) => call('POST', '/api/session/second/passkey', { body: { ticket, challenge, response } })
  assert.equal((await enter(step.ticket, authenticator.get(step.options, { signature: 'altered' }))).body.code, 'people.passkey-refused')
  const used = await enter(step.ticket, answer)
  assert.deepEqual([used.status, used.body.code], [409, 'people.challenge-ended'])
  const anew = await ask({ ticket })
  assert.equal(await calls.whoami((await enter(anew.ticket, authenticator.get(anew.options))).cookie), login)
  // Signed in: proving once more, and adding another.
  const proof = await ask({}, headers)
  const adding = (await call('POST', '/api/factors/passkey-challenges', { headers })).body
  later(301)
  const proved = await call('PUT', '/api/session/proof', { headers, body: { challenge: proof.ticket, response: authenticator.get(proof.options) } })
  const added = await call('POST', '/api/factors/passkeys', { headers, body: { ticket: adding.ticket, response: makeAuthenticator(origin()).create(adding.options), name: 'x' } })
  assert.deepEqual([proved, added].map(({ status, body }) => [status, body.code]), [[409, 'people.challenge-ended'], [409, 'people.challenge-ended']])
})

test('a passkey is refused for another site, another question, without its holder, altered, or copied (WebAuthn §7.2)', async () => {
  const { login, headers, authenticator } = await withPasskey('factor.nine')
  const wrongs: Wrongs[] = [{ origin: 'https://yiwang.example' }, { host: 'example.org' }, { challenge: 'AAAA' }, { isVerified: false }, { signature: 'altered' }, { counter: 1 }]
  for (const wrong of wrongs) {
    const { body } = await call('POST', '/api/passkey-challenges')
    const answer = await call('POST', '/api/session/passkey', { body: { ticket: body.ticket, response: authenticator.get(body.options, wrong) } })
    assert.equal(answer.body.code, 'people.passkey-refused', JSON.stringify(wrong))
  }
  const { body } = await call('POST', '/api/passkey-challenges')
  const foreign = makeAuthenticator(origin()).get(body.options)
  assert.equal((await call('POST', '/api/session/passkey', { body: { ticket: body.ticket, response: foreign } })).body.code, 'people.passkey-refused')
  for (const response of [{}, { id: 7 }, { id: '__proto__', response: { clientDataJSON: 'e30' } }]) {
    const { body: other } = await call('POST', '/api/passkey-challenges')
    assert.equal((await call('POST', '/api/session/passkey', { body: { ticket: other.ticket, response } })).body.code, 'people.passkey-refused')
  }
  // The second proof by passkey: of this account's step, and of no other's.
  const { ticket, ways } = await firstStep(login)
  assert.deepEqual(ways, ['passkey', 'recovery-code'])
  const { body: challenge } = await call('POST', '/api/session/passkey-challenges', { body: { ticket } })
  const second = await call('POST', '/api/session/second/passkey', { body: { ticket, challenge: challenge.ticket, response: authenticator.get(challenge.options, { counter: 20 }) } })
  assert.equal(await calls.whoami(second.cookie), login)
  later(601)
  const { body: again } = await call('POST', '/api/session/passkey-challenges', { headers, body: {} })
  assert.equal((await call('PUT', '/api/session/proof', { headers, body: { challenge: again.ticket, response: authenticator.get(again.options, { counter: 21 }) } })).status, 204)
  assert.equal((await call('POST', '/api/session/passkey-challenges', { body: {} })).body.code, 'http.sign-in-needed')
})

test('a challenge for one person adds no passkey to another, and none is added twice', async () => {
  const { headers, authenticator } = await withPasskey('factor.ten')
  const other = await arrive('factor.eleven')
  const { body } = await call('POST', '/api/factors/passkey-challenges', { headers })
  const taken = await call('POST', '/api/factors/passkeys', { headers: other.headers, body: { ticket: body.ticket, response: authenticator.create(body.options), name: 'x' } })
  assert.equal(taken.body.code, 'people.factor-not-found')
  const { body: more } = await call('POST', '/api/factors/passkey-challenges', { headers: other.headers })
  assert.equal((await call('POST', '/api/factors/passkeys', { headers: other.headers, body: { ticket: more.ticket, response: authenticator.create(more.options), name: 'x' } })).body.code, 'people.passkey-known')
})

test('an account holds ten ways at most', async () => {
  const { headers } = await arrive('factor.twelve')
  for (let n = 0; n < 10; n++) {
    const { body } = await call('POST', '/api/factors/passkey-challenges', { headers })
    assert.equal((await call('POST', '/api/factors/passkeys', { headers, body: { ticket: body.ticket, response: makeAuthenticator(origin()).create(body.options), name: `${n}` } })).status, 201)
  }
  assert.equal((await call('POST', '/api/factors/totp', { headers, body: { name: 'eleventh' } })).body.code, 'people.factors-full')
})

test('one sees where one is signed in, and ends it there', async () => {
  const { headers, login } = await arrive('factor.thirteen')
  const elsewhere = await calls.signIn(login)
  const { body } = await call('GET', '/api/sessions', { headers })
  const rows = body.items as unknown as { id: string; current: boolean }[]
  assert.deepEqual(rows.map(({ current }) => current).sort(), [false, true])
  const other = rows.find(({ current }) => !current)?.id ?? ''
  assert.equal((await call('DELETE', `/api/sessions/${other}`, { headers })).status, 204)
  assert.equal(await calls.whoami(elsewhere.cookie), null)
  assert.equal((await call('DELETE', `/api/sessions/${other}`, { headers })).body.code, 'people.session-not-found')
})

test('neither secrets nor codes stand in the ledger or beside stored answers', async () => {
  const { secret, recoveryCodes } = await withTotp('factor.fourteen')
  const [row] = await calls.sql().rows<{ n: number }>(
    `select (select count(*) from act.entries e where e.facts::text like any($1)) + (select count(*) from act.keys k where k.answer::text like any($1)) + (select count(*) from people.factors f where f.secret_sealed like any($1)) as n`,
    [[`%${secret}%`, ...recoveryCodes.map((code) => `%${code}%`)]],
  )
  assert.equal(Number(row?.n), 0)
})
