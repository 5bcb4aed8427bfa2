// Coming in by a certificate, by way of a proxy that speaks TLS: bound beforehand, judged anew each time, and nothing to whoever only sends the headers.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { handedOn, makeAuthority, pemOf, type Change, type Made } from '../../../test/authority.ts'
import { openCertificates, openFront, strangersKey, type Certificates, type Front } from '../../../test/front-proxy.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { readCertificateRelay } from './certificate-files.ts'

const passphrase = 'four boats on the river'

/** A town that takes certificates, and the proxy in front of it. */
interface Place {
  certificates: Certificates
  town: Town
  front: Front
}
let alone: Place
let beside: Place

async function openPlace(change: { alone: boolean }): Promise<Place> {
  const certificates = await openCertificates(change)
  const town = await openTown({ listen: true, relays: { certificates: certificates.relay } })
  return { certificates, town, front: await openFront(town) }
}

async function closePlace({ certificates, town, front }: Place): Promise<void> {
  front.close()
  await town.close()
  await certificates.close()
}

before(async () => {
  ;[alone, beside] = await Promise.all([openPlace({ alone: true }), openPlace({ alone: false })])
})
after(async () => {
  await Promise.all([closePlace(alone), closePlace(beside)])
})

interface Said {
  id: string
  code: string
  account: { login: string } | null
  second: { ticket: string; ways: string[] }
  recoveryCodes: string[]
  factors: { id: string; kind: string; name: string }[]
  strength: number
  on: boolean
  alone: boolean
  presented: boolean
}
const call = (place: Place, method: string, path: string, options: Parameters<Front['call']>[2] = {}) => place.front.call<Said>(method, path, options)
const codeOf = ({ status, body }: { status: number; body: Said }): [number, string] => [status, body.code]
const signInBy = (place: Place, own?: Made, headers: Record<string, string> = {}) => call(place, 'POST', '/api/session/certificate', { ...(own ? { own } : {}), headers })

/** A resident who signed in by password. */
async function arrive(place: Place, login: string): Promise<string> {
  const registered = await place.town.call('POST', '/api/registrations', { body: { login, password: passphrase, name: '孙晴', idKind: 'resident-id', idNumber: '990102199203140264' } })
  assert.equal(registered.status, 201)
  return (await call(place, 'POST', '/api/session', { body: { login, password: passphrase } })).cookie
}

/** A resident whose certificate is bound. */
async function bound(place: Place, login: string, change: Change = {}) {
  const cookie = await arrive(place, login)
  const own = place.certificates.authority.issue(login, change)
  const added = await call(place, 'POST', '/api/factors/certificates', { own, cookie, body: { name: '办公 UKey' } })
  assert.equal(added.status, 201, JSON.stringify(added.body))
  return { login, cookie, own, recoveryCodes: added.body.recoveryCodes }
}

test('whoever bound a certificate comes in by it, with two factors, in one step', async () => {
  const { login, own, cookie, recoveryCodes } = await bound(alone, 'cert.one')
  assert.equal(recoveryCodes.length, 10)
  const entered = await signInBy(alone, own)
  assert.deepEqual([entered.status, entered.body.account?.login], [201, login])
  const mine = (await call(alone, 'GET', '/api/factors', { cookie: entered.cookie })).body
  assert.deepEqual([mine.strength, mine.factors.map(({ kind, name }) => [kind, name])], [2, [['certificate', '办公 UKey']]])
  const { sql } = alone.town.platform.ground
  const [row] = await sql.rows<{ facts: object }>("select facts from act.entries where kind = 'people.signed-in' order by xid desc, id desc limit 1")
  assert.deepEqual({ ...row?.facts, session: '' }, { way: 'certificate', strength: 2, session: '' })
  // Nothing that stands in the certificate is kept.
  const [kept] = await sql.rows<{ kept: string }>("select credential || ' ' || encode(public_key, 'escape') as kept from people.factors where kind = 'certificate'")
  assert.ok(kept?.kept.startsWith('x5t#S256:') && !kept.kept.includes(login))
  assert.deepEqual((await call(alone, 'GET', '/api/certificate-way', { own })).body, { on: true, alone: true, presented: true })
  // Removed, it opens nothing more.
  assert.equal((await call(alone, 'DELETE', `/api/factors/${mine.factors[0]?.id}`, { cookie })).status, 204)
  assert.deepEqual(codeOf(await signInBy(alone, own)), [422, 'people.certificate-unbound'])
})

test('a certificate comes by way of the proxy or not at all, whoever sends its headers', async () => {
  const { own } = await bound(alone, 'cert.two')
  const forged = { 'client-cert': handedOn(own.der), 'client-cert-chain': handedOn(own.der) }
  const direct = (headers: Record<string, string>) => alone.town.call<Said>('POST', '/api/session/certificate', { headers })
  for (const secret of [undefined, '', 'guessed', `${alone.certificates.relay.secret}x`]) {
    assert.deepEqual(codeOf(await direct({ ...forged, ...(secret === undefined ? {} : { 'x-yiwang-proxy': secret }) })), [422, 'people.certificate-missing'])
    assert.equal((await alone.town.call<Said>('GET', '/api/certificate-way', { headers: { ...forged, ...(secret === undefined ? {} : { 'x-yiwang-proxy': secret }) } })).body.presented, false)
  }
  // The proxy drops what a browser sends under these names: with no certificate of its own, it has shown none.
  assert.deepEqual(codeOf(await signInBy(alone, undefined, { ...forged, 'x-yiwang-proxy': alone.certificates.relay.secret })), [422, 'people.certificate-missing'])
  const asProxy = { 'x-yiwang-proxy': alone.certificates.relay.secret }
  assert.equal((await direct({ ...asProxy, 'client-cert': handedOn(own.der) })).status, 201)
  for (const text of ['x', Buffer.from(own.der).toString('base64'), `${handedOn(own.der)}, ${handedOn(own.der)}`, `${handedOn(own.der)};a=1`, handedOn(own.der.subarray(1)), handedOn(Buffer.from(pemOf(own.der)))]) {
    assert.deepEqual(codeOf(await direct({ ...asProxy, 'client-cert': text })), [422, 'people.certificate-unreadable'], text.slice(0, 20))
  }
  assert.equal((await alone.town.call<Said>('GET', '/api/certificate-way', { headers: { ...asProxy, 'client-cert': 'x' } })).body.presented, true)
})

test('each thing that is wrong with a certificate has a refusal of its own, though it is bound', async () => {
  const { authority } = alone.certificates
  const wrong: [string, Made, string][] = [
    ['over', authority.issue('x', { until: '2026-11-22T00:00:00Z' }), 'people.certificate-not-now'], ['too early', authority.issue('x', { from: '2027-01-01T00:00:00Z' }), 'people.certificate-not-now'],
    ['for servers', authority.issue('x', { uses: ['1.3.6.1.5.5.7.3.1'] }), 'people.certificate-not-for-clients'], ['of another authority', makeAuthority().issue('x'), 'people.certificate-not-trusted'],
    ['signed by a stranger', authority.issue('x', { key: strangersKey() }), 'people.certificate-not-trusted'],
  ]
  const { login, cookie } = await bound(alone, 'cert.wrong')
  for (const [what, own, code] of wrong) {
    assert.deepEqual(codeOf(await signInBy(alone, own)), [422, code], what)
    assert.deepEqual(codeOf(await call(alone, 'POST', '/api/factors/certificates', { own, cookie, body: { name: what } })), [422, code], what)
  }
  const failed = await alone.town.platform.ground.sql.rows("select 1 from act.entries where kind = 'people.sign-in-failed' and facts->>'reason' = 'certificate'")
  assert.ok(failed.length >= wrong.length, 'the ledger knows that somebody did not get in')
  assert.ok(login)
})

test('one that was bound is judged anew: when it ends, when it is revoked, when nobody can tell', async () => {
  const { own } = await bound(alone, 'cert.later', { until: '2026-11-23T08:00:00Z' })
  const { authority, putList } = alone.certificates
  assert.equal((await signInBy(alone, own)).status, 201)
  for (const list of ['', 'no list', authority.list([], { until: '2026-11-01T00:00:00Z' }), makeAuthority().list(), authority.list([], { critical: true })]) {
    await putList(list)
    assert.deepEqual(codeOf(await signInBy(alone, own)), [503, 'people.certificate-unchecked'])
  }
  await rm(alone.certificates.relay.lists[0] ?? '')
  assert.deepEqual(codeOf(await signInBy(alone, own)), [503, 'people.certificate-unchecked'])
  await putList(pemOf(authority.list([own.serial]), 'X509 CRL'))
  assert.deepEqual(codeOf(await signInBy(alone, own)), [422, 'people.certificate-revoked'])
  await putList(authority.list())
  assert.equal((await signInBy(alone, own)).status, 201)
  alone.town.clock.advance({ hours: 8 })
  assert.deepEqual(codeOf(await signInBy(alone, own)), [422, 'people.certificate-not-now'])
  alone.town.forgetSessions()
})

test('binding wants the person, a fresh proof and a certificate that is nobody else’s', async () => {
  const { own } = await bound(alone, 'cert.bound')
  const other = await arrive(alone, 'cert.other')
  assert.deepEqual(codeOf(await call(alone, 'POST', '/api/factors/certificates', { own, cookie: other, body: { name: '别人的' } })), [409, 'people.certificate-known'])
  assert.deepEqual(codeOf(await call(alone, 'POST', '/api/factors/certificates', { own: alone.certificates.authority.issue('x'), body: { name: '无人' } })), [401, 'http.sign-in-needed'])
  assert.deepEqual(codeOf(await call(alone, 'POST', '/api/factors/certificates', { cookie: other, body: { name: '没有' } })), [422, 'people.certificate-missing'])
  alone.town.clock.advance({ minutes: 11 })
  assert.deepEqual(codeOf(await call(alone, 'POST', '/api/factors/certificates', { own: alone.certificates.authority.issue('x'), cookie: other, body: { name: '太久' } })), [403, 'people.prove-again'])
  // A certificate proves once more that it is its holder, and nobody else's does.
  const entered = await signInBy(alone, own)
  alone.town.clock.advance({ minutes: 11 })
  assert.deepEqual(codeOf(await call(alone, 'PUT', '/api/session/proof', { own: alone.certificates.authority.issue('x'), cookie: entered.cookie, body: { certificate: true } })), [422, 'people.certificate-unbound'])
  assert.equal((await call(alone, 'PUT', '/api/session/proof', { own, cookie: entered.cookie, body: { certificate: true } })).status, 204)
  assert.equal((await call(alone, 'POST', '/api/factors/certificates', { own: alone.certificates.authority.issue('second'), cookie: entered.cookie, body: { name: '第二张' } })).status, 201)
})

test('a hundred who bind one certificate at once: one has it', async () => {
  const cookies = await Promise.all(Array.from({ length: 10 }, (_, place) => arrive(alone, `cert.race-${place}`)))
  const own = alone.certificates.authority.issue('race')
  const headers = { 'x-yiwang-proxy': alone.certificates.relay.secret, 'client-cert': handedOn(own.der) }
  const answers = await Promise.all(Array.from({ length: 100 }, (_, place) => alone.town.call<Said>('POST', '/api/factors/certificates', { headers: { ...headers, cookie: cookies[place % 10] ?? '' }, body: { name: '抢' } })))
  assert.deepEqual([answers.filter(({ status }) => status === 201).length, answers.filter(({ body }) => body.code === 'people.certificate-known').length], [1, 99])
})

test('a frozen account is not entered by it', async () => {
  const { own, login } = await bound(alone, 'cert.frozen')
  await alone.town.platform.ground.sql.rows('update people.accounts set frozen_at = now() where login = $1', [login])
  assert.deepEqual(codeOf(await signInBy(alone, own)), [403, 'people.account-frozen'])
})

test('where a certificate is not unlocked by its holder it stands beside the password, and is no way in alone', async () => {
  const { own, login } = await bound(beside, 'cert.beside')
  assert.deepEqual(codeOf(await signInBy(beside, own)), [409, 'people.certificate-not-alone'])
  const firstStep = async () => (await call(beside, 'POST', '/api/session', { body: { login, password: passphrase } })).body.second
  const step = await firstStep()
  assert.deepEqual(step.ways, ['certificate', 'recovery-code'])
  const second = (ticket: string, made?: Made) => call(beside, 'POST', '/api/session/second/certificate', { ...(made ? { own: made } : {}), body: { ticket } })
  assert.deepEqual(codeOf(await second(step.ticket)), [422, 'people.certificate-missing'])
  assert.deepEqual(codeOf(await second(step.ticket, (await bound(beside, 'cert.neighbour')).own)), [422, 'people.certificate-unbound'])
  const entered = await second(step.ticket, own)
  assert.deepEqual([entered.status, entered.body.account?.login], [201, login])
  assert.equal((await call(beside, 'GET', '/api/factors', { cookie: entered.cookie })).body.strength, 2)
  assert.deepEqual(codeOf(await second(step.ticket, own)), [401, 'people.ticket-ended'])
  assert.ok((await firstStep()).ticket)
})

test('a civil servant comes in by it too, and is as ready as with any second proof', async () => {
  const { town, certificates } = alone
  const opened = await town.call<Said>('POST', '/api/accounts', { as: 'admin.system', body: { login: 'cert.staff', kind: 'staff', name: '何新', organisation: '11990100700140426Y', password: passphrase } })
  assert.equal(opened.status, 201)
  const { cookie } = await call(alone, 'POST', '/api/session', { body: { login: 'cert.staff', password: passphrase } })
  const own = certificates.authority.issue('staff')
  assert.equal((await call(alone, 'POST', '/api/factors/certificates', { own, cookie, body: { name: '政务外网证书' } })).status, 201)
  assert.equal((await signInBy(alone, own)).body.account?.login, 'cert.staff')
})

test('where nobody switched it on there is no such way', async () => {
  const plain = await openTown()
  try {
    const own = alone.certificates.authority.issue('x')
    const headers = { 'x-yiwang-proxy': alone.certificates.relay.secret, 'client-cert': handedOn(own.der) }
    assert.deepEqual(codeOf(await plain.call<Said>('POST', '/api/session/certificate', { headers })), [404, 'people.certificates-off'])
    assert.deepEqual(codeOf(await plain.call<Said>('POST', '/api/factors/certificates', { as: 'zhang.min', headers, body: { name: 'x' } })), [404, 'people.certificates-off'])
    assert.deepEqual((await plain.call<Said>('GET', '/api/certificate-way', { headers })).body, { on: false, alone: false, presented: false })
  } finally {
    await plain.close()
  }
})

test('the file of settings is read whole, or every fault in it is told and never its secret', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-settings-'))
  try {
    const good = { secret: 'x'.repeat(32), alone: true, authorities: 'authorities.pem', lists: ['revoked.crl'] }
    const read = (settings: object) => readCertificateRelay(JSON.stringify(settings), folder)
    assert.match((await read(good)).faults[0] ?? '', /authorities\.pem cannot be read/)
    await writeFile(join(folder, 'authorities.pem'), 'nothing')
    assert.equal((await read(good)).faults.length, 1)
    await writeFile(join(folder, 'authorities.pem'), pemOf(alone.certificates.authority.list(), 'X509 CRL'))
    assert.match((await read(good)).faults[0] ?? '', /holds no certificate/)
    await writeFile(join(folder, 'authorities.pem'), alone.certificates.authority.pem)
    assert.deepEqual(await read(good), { relay: { ...good, authorities: join(folder, 'authorities.pem'), lists: [join(folder, 'revoked.crl')] }, faults: [] })
    for (const [what, change] of Object.entries({ 'short secret': { secret: 'short' }, 'no list': { lists: [] }, 'something else': { trusts: 'all' } })) {
      const { faults } = await read({ ...good, ...change })
      assert.ok(faults.length === 1 && !faults.join().includes('short'), what)
    }
    assert.equal((await readCertificateRelay('{', folder)).faults.length, 1)
  } finally {
    await rm(folder, { recursive: true })
  }
})
