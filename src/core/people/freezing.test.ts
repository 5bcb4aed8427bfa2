// Freezing: at once, by whoever sees first that an account is in wrong hands; told to its holder; and let in again by what a thief does not have.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { limits } from './limits.ts'
import { from, openCalls, passphrase, type Said } from './test-calls.ts'
import { totpCode } from './totp.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

interface More extends Said {
  secret: string
  recoveryCodes: string[]
  second: { ticket: string }
  frozenGround?: string
  items: (Said['items'][number] & { kind: string })[]
}
const call = async (method: string, path: string, options: Parameters<typeof calls.call>[2] = {}) => {
  const answer = await calls.call(method, path, options)
  return { ...answer, body: answer.body as More }
}

/** A resident who signed in, with an authenticator where asked for. */
async function arrive(login: string, withTotp = false) {
  const id = await calls.register(login)
  const headers = { cookie: (await calls.signIn(login)).cookie }
  if (!withTotp) return { id, login, headers, secret: '', recoveryCodes: [] }
  const { body: begun } = await call('POST', '/api/factors/totp', { headers, body: { name: '手机' } })
  const { body } = await call('POST', `/api/factors/${begun.id}/confirmation`, { headers, body: { code: totpCode(begun.secret, calls.town.clock.now()) } })
  return { id, login, headers, secret: begun.secret, recoveryCodes: body.recoveryCodes }
}

const thaw = (login: string, recoveryCode: string, password = passphrase, address = '192.0.2.1') => call('POST', '/api/session/thawing', { body: { login, password, recoveryCode }, headers: from(address) })
const groundOf = async (id: string) => (await call('GET', `/api/accounts/${id}`, { as: 'admin.security' })).body.frozenGround

test('from any session at once: every session ends, and password with recovery code let in again, each code once', async () => {
  const one = await arrive('freeze.self', true)
  const elsewhere = await calls.signIn('freeze.self')
  assert.ok(elsewhere.body)
  const frozen = await call('POST', '/api/session/freezing', { headers: one.headers })
  assert.equal(frozen.status, 204)
  assert.match(String(frozen.headers['set-cookie']), /__Host-yiwang=;/)
  assert.equal(await calls.whoami(one.headers.cookie), null)
  assert.equal((await calls.signIn('freeze.self')).body.code, 'people.account-frozen')
  assert.equal(await groundOf(one.id), 'self')
  const code = one.recoveryCodes[0] ?? ''
  for (const [login, recoveryCode, password] of [['freeze.self', 'AAAAA-BBBBB', passphrase], ['freeze.self', code, 'not this one at all'], ['nobody.here', code, passphrase]] as const) assert.equal((await thaw(login, recoveryCode, password)).body.code, 'people.thaw-refused')
  assert.equal((await thaw('freeze.self', code)).status, 204)
  assert.ok((await calls.signIn('freeze.self')).body)
  assert.equal((await thaw('freeze.self', code)).body.code, 'people.thaw-refused', 'nothing is frozen now')
  assert.deepEqual((await calls.kindsAbout(one.id)).slice(-3), ['people.frozen', 'people.recovery-code-used', 'people.unfrozen'])
})

test('by the code on paper, without signing in; a wrong code and an unknown login are told alike', async () => {
  const one = await arrive('freeze.code')
  const { body } = await call('GET', '/api/freeze-code', { headers: one.headers })
  assert.match(body.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const freeze = (account: string, code: string) => call('POST', '/api/freezings', { body: { account, code } })
  for (const [account, code] of [['freeze.code', 'ABCD-EFGH-JKMN'], ['nobody.here', body.code], ['zhang.min', body.code], [crypto.randomUUID(), body.code]] as const) assert.equal((await freeze(account, code)).body.code, 'people.freeze-code-wrong', account)
  assert.equal(await calls.whoami(one.headers.cookie), 'freeze.code')
  assert.equal((await freeze(' Freeze.Code ', body.code.toLowerCase())).status, 204)
  assert.equal(await calls.whoami(one.headers.cookie), null)
  assert.equal((await freeze('freeze.code', body.code)).body.code, 'people.already-frozen')
})

test('two who freeze at once freeze once', async () => {
  const one = await arrive('freeze.twice')
  const { body } = await call('GET', '/api/freeze-code', { headers: one.headers })
  const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST', '/api/freezings', { body: { account: one.id, code: body.code } })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, ...Array.from({ length: 7 }, () => 409)])
})

test('个人信息保护法 9, 51: many wrong second proofs after a right password freeze the account; a right one takes the count back, and nobody without the password counts', async () => {
  const one = await arrive('freeze.failures', true)
  let place = 0
  /** A fresh address each time, so that waiting does not hide the rule. */
  const step = async () => (await call('POST', '/api/session', { body: { login: one.login, password: passphrase }, headers: from(`198.51.100.${++place}`) })).body
  const wrong = async () => {
    await calls.sql().rows('delete from people.attempts')
    return call('POST', '/api/session/second', { body: { ticket: (await step()).second.ticket, code: '000000' } })
  }
  for (let n = 1; n < limits.secondFailuresMax; n++) assert.equal((await wrong()).body.code, 'people.second-refused')
  calls.town.clock.advance({ seconds: 30 })
  const { second } = await step()
  assert.equal((await call('POST', '/api/session/second', { body: { ticket: second.ticket, code: totpCode(one.secret, calls.town.clock.now()) } })).status, 201)
  for (let n = 1; n < limits.secondFailuresMax; n++) await wrong()
  assert.equal(await groundOf(one.id), undefined)
  await calls.sql().rows('delete from people.attempts')
  for (let n = 0; n < 5; n++) await calls.signIn(one.login, 'not this one at all', from('203.0.113.9'))
  assert.equal(await groundOf(one.id), undefined, 'who does not know the password freezes nobody')
  await wrong()
  assert.equal(await groundOf(one.id), 'failures')
  await calls.sql().rows('delete from people.attempts')
  assert.equal((await calls.signIn(one.login)).body.code, 'people.account-frozen')
  assert.equal((await thaw(one.login, one.recoveryCodes[0] ?? '')).status, 204)
})

test('what an officer froze only an officer opens; both officers may, the third may not', async () => {
  const one = await arrive('freeze.officer', true)
  const freeze = (as: string) => call('POST', `/api/accounts/${one.id}/freezing`, { as, body: { reason: '接到报失' } })
  assert.equal((await freeze('admin.audit')).body.code, 'http.not-allowed')
  assert.equal((await freeze('admin.security')).body.frozenGround, 'officer')
  assert.equal((await thaw(one.login, one.recoveryCodes[0] ?? '')).body.code, 'people.thaw-refused')
  assert.equal((await call('DELETE', `/api/accounts/${one.id}/freezing`, { as: 'admin.security' })).status, 204)
  const own = await calls.sql().rows<{ id: string }>("select id from people.accounts where login = 'admin.security'")
  assert.equal((await call('POST', `/api/accounts/${own[0]?.id}/freezing`, { as: 'admin.security', body: { reason: '试' } })).body.code, 'people.own-account')
})

test('its holder is told of what happened to the account, and the ledger holds no word of it', async () => {
  const one = await arrive('freeze.told', true)
  await call('POST', '/api/session/freezing', { headers: one.headers })
  await thaw(one.login, one.recoveryCodes[0] ?? '')
  await calls.town.settle()
  const { second } = (await call('POST', '/api/session', { body: { login: one.login, password: passphrase } })).body
  calls.town.clock.advance({ seconds: 30 })
  const entered = await call('POST', '/api/session/second', { body: { ticket: second.ticket, code: totpCode(one.secret, calls.town.clock.now()) } })
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  const told = (await call('GET', '/api/notifications', { headers: { cookie } })).body.items.map(({ kind }) => kind)
  for (const kind of ['people.factor-added', 'people.frozen', 'people.recovery-code-used', 'people.unfrozen']) assert.ok(told.includes(kind), `${kind} in ${told.join()}`)
  const facts = await calls.sql().rows<{ facts: unknown }>("select facts from act.entries where kind = 'people.frozen' and subject = $1", [one.id])
  assert.deepEqual(facts.map((row) => row.facts), [{ ground: 'self', sessionsEnded: 1 }])
})
