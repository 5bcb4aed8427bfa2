// Giving an account back: two officers and a document, a time to object, a code that works once, and nothing of before that still opens.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sealDocument } from './documents.ts'
import { limits } from './limits.ts'
import { stateOfRecovery } from './recovery.ts'
import { from, openCalls, passphrase, type Said } from './test-calls.ts'
import { totpCode } from './totp.ts'

let calls: Awaited<ReturnType<typeof openCalls>>
before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

interface More extends Said {
  secret: string
  second?: { ticket: string }
  opensAt: string
  recovery: { organisation: string } | null
  items: (Said['items'][number] & { state: string; mine: boolean; kind: string })[]
}
const call = async (method: string, path: string, options: Parameters<typeof calls.call>[2] = {}) => {
  const answer = await calls.call(method, path, options)
  return { ...answer, body: answer.body as More }
}
const [first, second] = ['window.wang', 'window.zhao']
const next = 'a heron by the quiet canal'
let place = 0
const seen = (name: string, more: object = {}) => ({ name, idKind: 'resident-id', idNumber: '990102199203140264', ...more })
const begin = (body: object, as = first) => call('POST', '/api/recoveries', { as, body })
const confirm = (id: string, as = second) => call('POST', `/api/recoveries/${id}/confirmation`, { as })
const enter = (login: string, code: string, password = next) => call('POST', '/api/session/recovery', { body: { login, code, password }, headers: from(`198.51.100.${++place}`) })
const coolDown = () => calls.town.clock.advance({ hours: limits.recoveryCoolingHours })

/** A resident with an authenticator, signed in; the name keeps the accounts of this file apart. */
async function arrive(login: string, name: string) {
  const id = await calls.register(login, name)
  const headers = { cookie: (await calls.signIn(login)).cookie }
  const { body } = await call('POST', '/api/factors/totp', { headers, body: { name: '手机' } })
  await call('POST', `/api/factors/${body.id}/confirmation`, { headers, body: { code: totpCode(body.secret, calls.town.clock.now()) } })
  return { id, login, headers }
}

test('个人信息保护法 51: with the document seen, by two, after a time to object; then one new password is the only way in', async () => {
  const one = await arrive('lost.all', '失一')
  const begun = await begin(seen('失一'))
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  assert.equal((await begin(seen('失一'))).body.code, 'people.recovery-runs')
  assert.equal((await confirm(begun.body.id, first)).body.code, 'people.recovery-second-officer')
  const confirmed = await confirm(begun.body.id)
  assert.equal(confirmed.status, 200)
  assert.match(confirmed.body.code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  assert.equal((await confirm(begun.body.id)).body.code, 'people.recovery-not-found', 'the code is shown once')
  assert.equal((await enter('lost.all', confirmed.body.code)).body.code, 'people.recovery-waits')
  await calls.town.settle()
  const told = (await call('GET', '/api/notifications', { headers: one.headers })).body.items.map(({ kind }) => kind)
  assert.ok(told.includes('people.recovery-confirmed'), told.join())
  assert.equal(await calls.whoami(one.headers.cookie), 'lost.all', 'until then nothing changes')
  coolDown()
  const again = await call('POST', '/api/session', { body: { login: 'lost.all', password: passphrase } })
  assert.ok(again.body.second)
  for (const [login, code] of [['lost.all', 'AAAAA-BBBBB'], ['zhang.min', confirmed.body.code], ['nobody.here', confirmed.body.code]] as const) assert.equal((await enter(login, code)).body.code, 'people.recovery-refused', login)
  assert.equal((await enter('lost.all', confirmed.body.code, 'short')).body.code, 'people.weak-password')
  const tries = await Promise.all(Array.from({ length: 5 }, () => enter('lost.all', confirmed.body.code)))
  assert.deepEqual(tries.filter(({ status }) => status < 300).length, 1, 'of many at once, one')
  assert.equal((await calls.signIn('lost.all')).body.code, 'people.sign-in-refused')
  const entered = await call('POST', '/api/session', { body: { login: 'lost.all', password: next } })
  assert.equal(entered.body.account?.login, 'lost.all', 'no second way is left')
  assert.deepEqual((await calls.kindsAbout(one.id)).filter((kind) => /recovery-(begun|confirmed)|recovered/.test(kind)), ['people.recovery-begun', 'people.recovery-confirmed', 'people.recovered'])
})

test('the document decides: another name, another number, or a document of several accounts finds none', async () => {
  await calls.register('lost.twin-a', '失双')
  await calls.register('lost.twin-b', '失双')
  for (const body of [seen('别人'), seen('失双'), seen('失双', { idNumber: '990102199001010015' }), seen('失双', { login: 'zhang.min' }), { name: '王芳', login: 'window.wang', idKind: 'resident-id', idNumber: '990102199203140264' }]) assert.equal((await begin(body)).body.code, 'people.recovery-differs', JSON.stringify(body))
  assert.equal((await begin(seen('失双', { idNumber: '123' }))).body.code, 'people.bad-document')
  assert.equal((await begin(seen('失双', { login: 'lost.twin-b' }))).status, 201)
})

test('a passport is shown with its country; one that was kept without is given back by the login, to the same number and name', async () => {
  const { sql, keys, random } = calls.town.platform.ground
  const shown = (more: object = {}) => seen('失照', { idKind: 'passport', idNumber: 'SGP-E30000001', ...more })
  const id = await calls.register('lost.passport', '失照')
  const keep = async (number: string) => {
    const { sealed, digest, digestKey } = sealDocument(keys, id, number, random)
    await sql.rows("update people.natural_accounts set id_kind = 'passport', id_sealed = $2, id_digest = $3, id_digest_key = $4 where id = $1", [id, sealed, digest, digestKey])
  }
  await keep('E30000001')
  const login = 'lost.passport'
  for (const body of [shown(), shown({ login, name: '别人' }), shown({ login, idNumber: 'SGP-E30000002' }), shown({ login: 'zhang.min' })]) assert.equal((await begin(body)).body.code, 'people.recovery-differs', JSON.stringify(body))
  assert.equal((await begin(shown({ login, idNumber: 'E30000001' }))).body.code, 'people.bad-document')
  const begun = await begin(shown({ login }))
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  assert.equal((await call('DELETE', `/api/recoveries/${begun.body.id}`, { as: first })).status, 204)
  await keep('USA-E30000001')
  assert.equal((await begin(shown({ login }))).body.code, 'people.recovery-differs', 'of another country')
  assert.equal((await begin(shown({ idNumber: 'USA-E30000001' }))).status, 201)
})

test('whoever holds the account is told and objects from a session, or freezes it: the code is void, and a new one may be begun', async () => {
  const one = await arrive('lost.object', '失三')
  const { body } = await begin(seen('失三'))
  const { body: slip } = await confirm(body.id)
  assert.equal((await call('GET', '/api/session/recovery', { headers: one.headers })).body.recovery?.organisation, '12990100700126958D')
  assert.equal((await call('DELETE', '/api/session/recovery', { headers: one.headers })).status, 204)
  assert.equal((await call('DELETE', '/api/session/recovery', { headers: one.headers })).body.code, 'people.recovery-not-found')
  coolDown()
  assert.equal((await enter('lost.object', slip.code)).body.code, 'people.recovery-refused')
  const { cookie } = await arriveAgain('lost.object')
  const anew = await begin(seen('失三'))
  const anewSlip = (await confirm(anew.body.id)).body
  await call('POST', '/api/session/freezing', { headers: { cookie } })
  coolDown()
  assert.equal((await enter('lost.object', anewSlip.code)).body.code, 'people.recovery-refused')
  assert.deepEqual((await calls.kindsAbout(one.id)).slice(-2), ['people.frozen', 'people.recovery-stopped'])
})

/** Signs in past the second step by what the tests may write. */
async function arriveAgain(login: string) {
  await calls.sql().rows('delete from people.factors where account = (select id from people.accounts where login = $1)', [login])
  return calls.signIn(login)
}

test('what its holder froze a window gives back; what an officer froze it does not', async () => {
  const one = await arrive('lost.frozen', '失四')
  await call('POST', '/api/session/freezing', { headers: one.headers })
  const slip = (await confirm((await begin(seen('失四'))).body.id)).body
  coolDown()
  assert.equal((await enter('lost.frozen', slip.code)).status, 204)
  assert.equal((await calls.signIn('lost.frozen', next)).body.account?.login, 'lost.frozen')
  const held = await arrive('lost.held', '失五')
  await call('POST', `/api/accounts/${held.id}/freezing`, { as: 'admin.security', body: { reason: '有争议' } })
  const heldSlip = (await confirm((await begin(seen('失五'))).body.id)).body
  coolDown()
  assert.equal((await enter('lost.held', heldSlip.code)).body.code, 'people.account-frozen')
})

test('only the body where it was begun confirms or stops; a code that nobody uses ends, and makes room', async () => {
  const one = await arrive('lost.body', '失六')
  const { body } = await begin(seen('失六'))
  assert.equal((await confirm(body.id, 'chengguan.approver')).body.code, 'people.recovery-not-found')
  assert.equal((await call('DELETE', `/api/recoveries/${body.id}`, { as: 'chengguan.approver' })).body.code, 'people.recovery-not-found')
  assert.equal((await confirm(crypto.randomUUID())).body.code, 'people.recovery-not-found')
  assert.equal((await begin(seen('失六'), 'chengguan.clerk')).body.code, 'http.not-allowed')
  const listed = (await call('GET', '/api/recoveries', { as: first })).body.items.find(({ id }) => id === body.id)
  assert.deepEqual([listed?.name, listed?.state, listed?.mine], ['失*', 'begun', true])
  assert.equal((await call('DELETE', `/api/recoveries/${body.id}`, { as: second })).status, 204)
  const slip = (await confirm((await begin(seen('失六'))).body.id)).body
  calls.town.clock.advance({ hours: limits.recoveryCoolingHours + limits.recoveryOpenHours })
  assert.equal((await enter('lost.body', slip.code)).body.code, 'people.recovery-refused')
  calls.town.clock.advance({ seconds: 1 })
  assert.equal((await begin(seen('失六'))).status, 201)
  assert.ok(one.id)
})

test('a civil servant’s account is given back by the two administrators, apart', async () => {
  await calls.openStaff('lost.staff')
  const begun = await begin({ name: '何新', login: 'lost.staff' }, 'admin.system')
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  assert.equal((await confirm(begun.body.id)).body.code, 'people.recovery-not-found', 'no window clerk')
  const slip = (await confirm(begun.body.id, 'admin.security')).body
  coolDown()
  assert.equal((await enter('lost.staff', slip.code)).status, 204)
  assert.equal((await calls.signIn('lost.staff', next)).body.account?.login, 'lost.staff')
})

test('a recovery is in one state at every moment', () => {
  const at = (text: string) => Temporal.Instant.from(`2026-01-${text}T00:00:00Z`)
  const one = { opensAt: at('04'), endsAt: at('18'), usedAt: null, stoppedAt: null }
  assert.deepEqual(['01', '04', '17', '18'].map((day) => stateOfRecovery(one, at(day))), ['waiting', 'open', 'open', 'ended'])
  assert.deepEqual([stateOfRecovery({ ...one, opensAt: null, endsAt: null }, at('01')), stateOfRecovery({ ...one, usedAt: at('05') }, at('06')), stateOfRecovery({ ...one, stoppedAt: at('05') }, at('06'))], ['begun', 'used', 'stopped'])
})
