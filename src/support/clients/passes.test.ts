// The code that a person shows: a minute, once, signed; readers registered with a purpose; every reading seen by the person.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { readerProof, registerReader } from '../../../test/relying-party.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { passLimits } from './pass.ts'

let town: Town
let gate: Awaited<ReturnType<typeof registerReader>>
let registry: Awaited<ReturnType<typeof registerReader>>

before(async () => {
  town = await openTown()
  gate = await registerReader(town, { code: 'hall-gate' })
  registry = await registerReader(town, { code: 'registry-desk', scopes: ['profile', 'identity'], basis: { law: '居民身份证法', article: '第十四条' } })
})
after(() => town.close())

type Reader = typeof gate
const online = '/api/pass-readings'
const offline = '/api/offline-pass-readings'
const show = async (as = 'zhang.min') => (await town.call<{ pass: string; picture: string; endsAt: string }>('GET', '/api/pass', { as })).body
const read = async (reader: Reader, pass: string, change = {}) => town.call<{ code: string; subject: string; name: string | null; maskedName: string; level: number; idNumber: string | null }>('POST', online, { body: { reader: await readerProof(town, reader, online, change), pass } })
const tell = async (reader: Reader, passes: { pass: string; readAt: string }[]) => town.call<{ taken: number; known: number; refused: { place: number; code: string }[] }>('POST', offline, { body: { reader: await readerProof(town, reader, offline), passes } })
const seen = async (as: string) => (await town.call<{ items: { reader: { code: string }; told: { zh: string }[]; offline: boolean }[] }>('GET', online, { as })).body.items
const said = (answer: { status: number; body: { code?: string } }) => [answer.status, answer.body.code]

test('a code is read once: who reads it learns a name of its own for the person, and a real one only by law (个人信息保护法 13, 6)', async () => {
  const first = await read(gate, (await show()).pass)
  assert.equal(first.status, 200)
  assert.deepEqual([first.body.maskedName, first.body.name, first.body.idNumber, first.body.level], ['张*', null, null, 4])
  const again = await read(gate, (await show()).pass)
  assert.equal(again.body.subject, first.body.subject)
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  const byLaw = await read(registry, (await show()).pass)
  assert.deepEqual([byLaw.body.name, byLaw.body.idNumber, byLaw.body.subject === first.body.subject], ['张敏', '990102199203140264', false])
  const items = await seen('zhang.min')
  assert.deepEqual(items.map(({ reader, told }) => [reader.code, told.length]), [['registry-desk', 2], ['hall-gate', 0], ['hall-gate', 0]])
  assert.deepEqual(await seen('li.guiying'), [])
})

test('it is refused when it was read, is over, was changed, or was made by nobody here', async () => {
  const { pass } = await show()
  assert.equal((await read(gate, pass)).status, 200)
  assert.deepEqual(said(await read(gate, pass)), [409, 'clients.pass-used'])
  assert.deepEqual(said(await read(registry, pass)), [409, 'clients.pass-used'])
  const old = (await show()).pass
  town.clock.set(town.clock.now().add({ seconds: passLimits.seconds + passLimits.toleranceSeconds }))
  assert.deepEqual(said(await read(gate, old)), [409, 'clients.pass-over'])
  const [header, , signature] = old.split('.')
  const other = Buffer.from(JSON.stringify({ name: '李四' })).toString('base64url')
  for (const forged of [`${header}.${other}.${signature}`, `${header}.${other}.`, 'x'.repeat(40), await readerProof(town, gate, online)]) assert.deepEqual(said(await read(gate, forged)), [422, 'clients.pass-unknown'])
})

test('a hundred readings of one code at once: one wins', async () => {
  const { pass } = await show()
  const answers = await Promise.all(Array.from({ length: 100 }, () => read(gate, pass)))
  assert.deepEqual([answers.filter(({ status }) => status === 200).length, answers.filter(({ body }) => body.code === 'clients.pass-used').length], [1, 99])
})

test('a reader proves itself by its key, for this address, not long ago and once; one that was ended reads nothing', async () => {
  const { pass } = await show()
  const proof = await readerProof(town, gate, online)
  const call = (reader: string, path = online) => town.call<{ code: string }>('POST', path, { body: path === online ? { reader, pass } : { reader, passes: [{ pass, readAt: town.clock.now().toString() }] } })
  assert.equal((await call(proof)).status, 200)
  const now = Math.floor(town.clock.now().epochMilliseconds / 1000)
  const stranger = { code: 'hall-gate', privateJwk: registry.privateJwk }
  const bad = [
    proof, await readerProof(town, gate, offline), await readerProof(town, stranger, online), await readerProof(town, gate, online, { exp: now - 60, iat: now - 120 }), await readerProof(town, gate, online, { iat: now - 3600 }), await readerProof(town, gate, online, { jti: undefined }),
    await readerProof(town, gate, online, { iss: 'registry-desk' }), await readerProof(town, { ...gate, code: 'nobody' }, online), 'a.b.c.not-a-proof-at-all', pass,
  ]
  for (const [place, one] of bad.entries()) assert.deepEqual([...said(await call(one)), place], [401, 'clients.reader-unknown', place])
  const party = await registerReader(town, { code: 'leaving-gate' })
  await town.call('POST', '/api/clients/leaving-gate/end', { as: 'admin.system', body: { reason: '拆除' } })
  assert.deepEqual(said(await read(party, (await show()).pass)), [401, 'clients.reader-unknown'])
})

test('without a line a reader tells genuine from false by published keys alone, learns no number and no common name, and tells afterwards what it read', async () => {
  const keys = (await town.app.inject({ method: 'GET', url: '/oidc/jwks' })).json<JSONWebKeySet>()
  const [one, two] = [(await show('chen.hao')).pass, (await show('chen.hao')).pass]
  const currentDate = new Date(town.clock.now().epochMilliseconds)
  const { payload } = await jwtVerify(one, createLocalJWKSet(keys), { issuer: town.platform.ground.origin, typ: 'yiwang-pass+jwt', algorithms: ['ES256'], currentDate })
  assert.deepEqual(Object.keys(payload).sort(), ['exp', 'iat', 'iss', 'jti', 'kind', 'level', 'name', 'sub'])
  assert.notEqual((await jwtVerify(two, createLocalJWKSet(keys), { currentDate })).payload.sub, payload.sub)
  assert.ok(!JSON.stringify(payload).includes('陈浩'))
  const readAt = town.clock.now().toString()
  town.clock.set(town.clock.now().add({ hours: 24 }))
  town.forgetSessions()
  const late = { pass: one, readAt: town.clock.now().toString() }
  assert.deepEqual((await tell(gate, [{ pass: one, readAt }, { pass: two, readAt }, { pass: one, readAt }, late, { pass: 'x'.repeat(30), readAt }])).body, { taken: 2, known: 1, refused: [{ place: 3, code: 'clients.pass-over' }, { place: 4, code: 'clients.pass-unknown' }] })
  assert.deepEqual((await seen('chen.hao')).map(({ reader, offline }) => [reader.code, offline]), [['hall-gate', true], ['hall-gate', true]])
  town.clock.set(town.clock.now().add({ hours: 24 * passLimits.offlineDaysMax }))
  town.forgetSessions()
  assert.deepEqual((await tell(registry, [{ pass: two, readAt }])).body.refused.map(({ code }) => code), ['clients.pass-over'])
})

test('an account that is frozen has no code that counts', async () => {
  const { pass } = await show('li.guiying')
  const { account } = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: 'li.guiying' })).body
  assert.equal((await town.call('POST', `/api/accounts/${account.id}/freezing`, { as: 'admin.system', body: { reason: '风险核查' } })).status, 201)
  assert.deepEqual(said(await read(gate, pass)), [422, 'clients.pass-unknown'])
})
