// Guardianship: by proof that two officers saw, never by a click; cut at once when it ends, and with the eighteenth birthday by itself; nothing new while
// guardians do not agree; the consent of a child under fourteen is the guardian's. 民法典 17–24, 27, 28, 30, 31, 34–36, 39; 个人信息保护法 15, 31.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateInChina } from '#base/time'
import { makeResidentId } from '#engines/codes'
import { openTown, testPack, type Town } from '../../../test/town.ts'
import { accountLock } from './acts.ts'
import { proveMadeUp } from './acts-proofs.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Line {
  id: string
  side: string
  name: string
  kind: string
  principal: string
  guardian: boolean
  endedAt: string | null
  endedBecause: string | null
  others: string[]
  objection: { id: string; own: boolean } | null
  words: string
  own: boolean
  until: string
  to: string
}
interface Said {
  id: string
  code: string
  next: string
  account: { id: string; login: string; name: string } | null
  hand: { guardian: boolean; stopped: string | null } | null
  items: Line[]
  guardianships: Line[]
  fields: { path: string }[]
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const sql = () => town.platform.ground.sql
const today = () => dateInChina(town.clock.now())
const password = 'four boats on the river'
const told = ({ status, body }: { status: number; body: Said }) => [status, body?.code]
let sequence = 500

interface Person {
  name: string
  idKind: string
  idNumber: string
  login: string
  id: string
}
const numberOf = (birth: string) => makeResidentId({ region: '990102', birth, sequence: ++sequence })

/** An adult who registered and was proved to be himself. */
async function open(login: string, name: string, birth = '1990-05-06', level: 3 | 4 | null = 4): Promise<Person> {
  const idNumber = numberOf(birth)
  const { status, body } = await town.call<Said>('POST', '/api/registrations', { body: { login, password, name, idKind: 'resident-id', idNumber } })
  assert.equal(status, 201, JSON.stringify(body))
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  if (level) await town.platform.ground.runAct({ actor: { id: body.id, kind: 'system' }, locks: [accountLock(body.id)] }, (act) => proveMadeUp(act, body.id, 'demonstration', level))
  return { name, idKind: 'resident-id', idNumber, login, id: body.id }
}

type Ward = Pick<Person, 'name' | 'idNumber'> & { login?: string }
const childOf = (name: string, birth: string): Ward => ({ name, idNumber: numberOf(birth) })
const paperOf = ({ name, idNumber }: Pick<Person, 'name' | 'idNumber'>) => ({ name, idKind: 'resident-id', idNumber })
const seeing = (ward: Ward, guardian: Person, more: object = {}) => ({ kind: 'minor', proof: 'household-register', reference: '户字第1号', judgment: null, until: null, jointly: false, ward: { ...paperOf(ward), ...(ward.login ? { login: ward.login } : {}) }, guardian: paperOf(guardian), ...more })
const see = (ward: Ward, guardian: Person, more: object = {}, as = 'window.wang') => call('POST', '/api/guardian-checks', as, seeing(ward, guardian, more))
const confirm = (id: string, ward: Ward, guardian: Pick<Person, 'name' | 'idNumber'>, as = 'window.zhao') => call('POST', `/api/guardian-checks/${id}/confirmation`, as, { ward: { name: ward.name, idNumber: ward.idNumber }, guardian: { name: guardian.name, idNumber: guardian.idNumber } })

/** Both officers have seen the proof. Answers the ward's account and the guardianship. */
async function appoint(ward: Ward, guardian: Person, more: object = {}): Promise<{ ward: string; id: string }> {
  const seen = await see(ward, guardian, more)
  assert.equal(seen.status, 201, JSON.stringify(seen.body))
  assert.deepEqual(told(await confirm(seen.body.id, ward, guardian)), [204, undefined])
  const [row] = await sql().rows<{ ward: string; id: string }>("select subject as ward, facts->>'agency' as id from act.entries where kind = 'people.guardianship-begun' and facts->>'check' = $1", [seen.body.id])
  return row ?? assert.fail('no guardianship')
}
const actFor = (as: string, principal: string | null) => call('PUT', '/api/session/capacity', as, { principal })
const sessionOf = async (as: string) => (await call('GET', '/api/session', as)).body
const item = async () => (await testPack()).items.find(({ slug }) => slug === 'marriage-record-query')?.content.code ?? assert.fail('no item')
const begin = async (as: string) => call('POST', '/api/applications', as, { item: await item() })
const kindsTold = async (account: string) => (await sql().rows<{ kind: string }>("select kind from notifications.messages where account = $1 order by at, id", [account])).map(({ kind }) => kind)
const end = async (ward: string, guardianship: string, ground = 'guardian-revoked') => call('POST', '/api/proposals/guardianship-end', 'admin.security', { content: { ward, guardianship, ground, reference: '（2026）云9901民特12号' }, reason: '判决生效。' })

test('民法典 23, 27: nobody is guardian before two officers of one body have read the proof; then the ward has an account that nobody signs in to, and the guardian acts for the child', async () => {
  const mother = await open('g.mother', '周母')
  const child = childOf('周小明', '2018-03-04')
  const { status, body } = await see(child, mother)
  assert.equal(status, 201)
  assert.deepEqual((await call('GET', '/api/session/capacities', 'g.mother')).body.items, [], 'seen is not confirmed')
  assert.deepEqual((await call('GET', '/api/guardian-checks', 'window.zhao')).body.items.map(({ id, own }) => [id, own]), [[body.id, false]])
  assert.deepEqual((await call('GET', '/api/guardian-checks', 'dc.minzheng.clerk')).body.items, [], 'another body')
  assert.deepEqual(told(await confirm(body.id, child, mother, 'window.wang')), [403, 'people.guardian-same-officer'])
  assert.deepEqual(told(await confirm(body.id, child, mother, 'dc.minzheng.clerk')), [404, 'people.guardian-check-not-found'])
  const other = { ...child, idNumber: numberOf('2018-03-04') }
  assert.deepEqual(told(await confirm(body.id, other, mother)), [409, 'people.guardian-read-differently'])
  assert.deepEqual(told(await confirm(body.id, child, { ...mother, name: '周姨' })), [409, 'people.guardian-read-differently'])
  // Two who confirm at the same moment register it once.
  const both = await Promise.all([confirm(body.id, child, mother), confirm(body.id, child, mother)])
  assert.deepEqual(both.map(({ status: one }) => one).sort(), [204, 404])
  const [ward] = (await call('GET', '/api/session/capacities', 'g.mother')).body.items
  assert.deepEqual([ward?.name, ward?.guardian, ward?.until], ['周小明', true, '2036-03-04T00:00:00.000+08:00'])
  const wardId = ward?.principal ?? ''
  const [row] = await sql().rows<{ login: string; password: string | null; sealed: number }>("select a.login, a.password, (select count(*)::int from people.guardian_checks where sealed is not null) as sealed from people.accounts a where a.id = $1", [wardId])
  assert.match(row?.login ?? '', /^ward\.[0-9a-f]{16}$/)
  assert.deepEqual([row?.password, row?.sealed], [null, 0], 'nobody signs in; names and numbers of the check are gone')
  assert.equal((await actFor('g.mother', wardId)).status, 204)
  const session = await sessionOf('g.mother')
  assert.deepEqual([session.account?.name, session.hand?.guardian, session.hand?.stopped], ['周小明', true, null])
  const draft = await begin('g.mother')
  assert.equal(draft.status, 201)
  // 35: what is done names both.
  const [entry] = await sql().rows<{ actor: string; behalf: string }>('select actor, on_behalf as behalf from act.entries where subject = $1 order by xid, id limit 1', [draft.body.id])
  assert.deepEqual([entry?.actor, entry?.behalf], [mother.id, wardId])
  await town.settle()
  for (const account of [wardId, mother.id]) assert.ok((await kindsTold(account)).includes('people.guardianship-begun'), account)
  const facts = await sql().rows<{ facts: unknown }>("select facts from act.entries where kind like 'people.guardian%'")
  for (const secret of ['周小明', child.idNumber, '户字第1号', '2018-03-04']) assert.ok(!JSON.stringify(facts).includes(secret), secret)
  await actFor('g.mother', null)
})

test('both parents, confirmed at once, are guardians of one child with one account; each acts alone', async () => {
  const [mother, father] = [await open('g.ma', '吴母'), await open('g.pa', '吴父')]
  const child = childOf('吴小', '2015-09-01')
  const checks = [(await see(child, mother)).body.id, (await see(child, father)).body.id]
  const done = await Promise.all([confirm(checks[0] ?? '', child, mother), confirm(checks[1] ?? '', child, father)])
  assert.deepEqual(done.map(({ status }) => status), [204, 204])
  const wards = await Promise.all(['g.ma', 'g.pa'].map(async (as) => (await call('GET', '/api/session/capacities', as)).body.items[0]?.principal))
  assert.equal(new Set(wards).size, 1)
  assert.deepEqual(told(await see(child, mother)), [409, 'people.already-guardian'])
  for (const as of ['g.ma', 'g.pa']) {
    assert.equal((await actFor(as, wards[0] ?? '')).status, 204)
    assert.equal((await begin(as)).status, 201, as)
  }
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.ma')).body.items.map(({ side, name }) => [side, name]).sort(), [['ward', '吴母'], ['ward', '吴父']].sort(), 'as the child: its guardians')
  await actFor('g.ma', null)
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.ma')).body.items.map(({ side, name, others }) => [side, name, others]), [['guardian', '吴小', ['吴父']]])
  const shown = await call('GET', `/api/accounts/${wards[0]}`, 'admin.security')
  assert.deepEqual(shown.body.guardianships.map(({ side, name }) => [side, name]).sort(), [['ward', '吴母'], ['ward', '吴父']].sort())
  // Two proofs of the same guardian that wait together are one guardianship.
  const late = [await open('g.aunt', '吴姨')] as const
  const twice = [(await see(child, late[0], { proof: 'designation' })).body.id, (await see(child, late[0], { proof: 'designation' })).body.id]
  const tries = await Promise.all(twice.map((id) => confirm(id, child, late[0])))
  assert.deepEqual(tries.map((one) => told(one).join(' ')).sort(), ['204 ', '409 people.already-guardian'])
})

test('what the window is shown has to fit: ages, proofs, accounts; nobody registers himself', async () => {
  const guardian = await open('g.fit', '郑某')
  const child = childOf('郑小', '2016-01-01')
  const unfit = async (path: string, ...args: Parameters<typeof see>) => {
    const { status, body } = await see(...args)
    assert.deepEqual([status, body.code, body.fields[0]?.path], [422, 'people.guardianship-unfit', path])
  }
  await unfit('/kind', childOf('郑大', '1990-01-01'), guardian)
  await unfit('/proof', childOf('郑老', '1940-01-01'), guardian, { kind: 'adult', judgment: '1', until: '2027-01-01' })
  await unfit('/ward/born', child, guardian, { ward: { ...paperOf(child), born: '2016-01-02' } })
  await unfit('/ward/born', child, guardian, { ward: { name: '郑小', idKind: 'passport', idNumber: 'SGP-E12345678' } })
  assert.equal((await see(child, guardian, { ward: { name: '郑小', idKind: 'passport', idNumber: 'SGP-E12345678', born: '2016-01-01' } })).status, 201)
  // The guardian is an adult who was proved by this very document, not who merely says its number; 23, 27.
  const [said, teen] = [await open('g.said', '郑说', '1990-05-06', null), await open('g.teen', '郑青', '2010-05-06')]
  for (const one of [said, teen, { ...guardian, name: '郑别' }]) assert.deepEqual(told(await see(child, one)), [422, 'people.guardian-unknown'], one.name)
  assert.deepEqual(told(await see({ name: teen.name, idNumber: teen.idNumber, login: 'g.fit' }, guardian)), [422, 'people.ward-unknown'])
  assert.deepEqual(told(await see({ ...child, name: '王芳' }, guardian)), [403, 'people.guardian-own-check'])
  const seen = await see({ ...child, name: '赵磊' }, guardian)
  assert.deepEqual(told(await confirm(seen.body.id, { ...child, name: '赵磊' }, guardian)), [403, 'people.guardian-own-check'])
  assert.equal((await call('POST', `/api/guardian-checks/${seen.body.id}/refusal`, 'window.zhao', {})).status, 204)
  assert.deepEqual(told(await confirm(seen.body.id, { ...child, name: '赵磊' }, guardian)), [404, 'people.guardian-check-not-found'])
  const late = await see(child, guardian)
  town.clock.advance({ minutes: 61 })
  town.forgetSessions()
  assert.deepEqual(told(await confirm(late.body.id, child, guardian)), [404, 'people.guardian-check-not-found'], 'the second officer is there while the guardian is')
  await town.platform.beat()
  assert.equal((await sql().rows<{ n: number }>('select count(*)::int as n from people.guardian_checks where id = $1 and sealed is not null', [late.body.id]))[0]?.n, 0)
})

test('an account that somebody only said to be the child’s is not taken for the child’s: the login is named at the window, or a new one is opened', async () => {
  const guardian = await open('g.named', '冯某')
  const teen = await open('g.named.teen', '冯青', '2010-05-06', null)
  const unnamed = await appoint({ name: teen.name, idNumber: teen.idNumber }, guardian)
  assert.notEqual(unnamed.ward, teen.id)
  const other = await open('g.named.other', '冯另')
  assert.equal((await appoint({ name: teen.name, idNumber: teen.idNumber, login: 'g.named.teen' }, other)).ward, teen.id)
})

test('民法典 34, 36: neither takes it back by a click, nor extends it, nor passes it on; two officers end it by proof, and the session is cut at once', async () => {
  const guardian = await open('g.revoked', '褚某')
  const teen = await open('g.revoked.teen', '褚青', '2011-05-06')
  const { ward, id } = await appoint({ name: teen.name, idNumber: teen.idNumber }, guardian)
  assert.equal(ward, teen.id)
  for (const as of ['g.revoked.teen', 'g.revoked']) assert.deepEqual(told(await call('POST', `/api/agencies/${id}/revocation`, as, {})), [403, 'people.guardianship-stands'], as)
  assert.deepEqual(told(await call('POST', `/api/agencies/${id}/keeping`, 'g.revoked.teen', {})), [404, 'people.agency-not-found'])
  assert.deepEqual((await call('GET', '/api/agencies', 'g.revoked.teen')).body.items, [], 'nothing that is given')
  await actFor('g.revoked', ward)
  const until = today().add({ days: 90 }).toString()
  assert.deepEqual(told(await call('POST', '/api/agencies', 'g.revoked', { login: 'chen.hao', name: '陈皓', items: null, until })), [403, 'people.no-sub-agency'])
  assert.deepEqual(told(await call('POST', '/api/proxies', 'g.revoked', { login: 'chen.hao', name: '陈皓', scopes: ['apply'], until, consent: true })), [403, 'people.no-sub-agency'])
  for (const path of ['/api/factors', '/api/sessions']) assert.deepEqual(told(await call('GET', path, 'g.revoked')), [409, 'people.for-oneself'], 'the ward’s ways in are the ward’s own')
  assert.deepEqual(told(await call('POST', '/api/session/closing', 'g.revoked')), [409, 'people.for-oneself'], 'from fourteen on the account is the ward’s to close')
  // 36: a judgment, two officers.
  assert.deepEqual(told(await end(teen.id, id, 'restored')), [422, 'people.guardianship-unfit'])
  assert.deepEqual(told(await end(guardian.id, id)), [404, 'people.guardianship-not-found'])
  const asked = await end(ward, id)
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const decide = (as: string) => call('POST', `/api/proposals/guardianship-end/${asked.body.id}/confirmation`, as, {})
  assert.deepEqual(told(await decide('admin.security')), [403, 'proposals.second-person'])
  assert.equal((await sessionOf('g.revoked')).account?.login, 'g.revoked.teen')
  assert.deepEqual((await Promise.all([decide('admin.system'), decide('admin.system')])).map(({ status }) => status).sort(), [200, 409])
  assert.equal((await sessionOf('g.revoked')).account?.login, 'g.revoked', 'in the same session, with the next call')
  assert.deepEqual(told(await actFor('g.revoked', ward)), [403, 'people.no-such-capacity'])
  await town.settle()
  for (const account of [ward, guardian.id]) assert.ok((await kindsTold(account)).includes('people.guardianship-ended'))
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.revoked.teen')).body.items.map(({ endedBecause }) => endedBecause), ['guardian-revoked'])
  assert.deepEqual(told(await end(ward, id)), [404, 'people.guardianship-not-found'])
})

test('民法典 17: with the first moment of the eighteenth birthday in China nobody acts for who is of age; the beat tells both', async () => {
  const tomorrow = today().add({ days: 1 })
  town.clock.set(tomorrow.toZonedDateTime('Asia/Shanghai').toInstant().subtract({ minutes: 5 }))
  town.forgetSessions()
  const guardian = await open('g.birthday', '卫某')
  const child = childOf('卫青', tomorrow.subtract({ years: 18 }).toString())
  const { ward } = await appoint(child, guardian)
  await actFor('g.birthday', ward)
  town.clock.set(tomorrow.toZonedDateTime('Asia/Shanghai').toInstant().subtract({ seconds: 1 }))
  assert.equal((await sessionOf('g.birthday')).account?.id, ward)
  await town.platform.beat()
  await town.settle()
  assert.ok(!(await kindsTold(ward)).includes('people.guardianship-ended'))
  town.clock.advance({ seconds: 1 })
  // Before any beat: the authority is asked for with each call.
  assert.equal((await sessionOf('g.birthday')).account?.login, 'g.birthday')
  assert.deepEqual(told(await actFor('g.birthday', ward)), [403, 'people.no-such-capacity'])
  await town.platform.beat()
  await town.platform.beat()
  await town.settle()
  for (const account of [ward, guardian.id]) assert.equal((await kindsTold(account)).filter((kind) => kind === 'people.guardianship-ended').length, 1)
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.birthday')).body.items.map(({ endedBecause }) => endedBecause), ['of-age'])
  assert.deepEqual(told(await see(child, guardian)), [422, 'people.guardianship-unfit'])
})

test('民法典 21, 24, 28: of an adult by the judgment of a court, for a time; when that is over the proof is seen anew', async () => {
  const [son, old] = [await open('g.son', '蒋子'), await open('g.old', '蒋老', '1940-02-03')]
  const until = today().add({ days: 10 })
  const more = { kind: 'adult', proof: 'court-judgment', reference: '（2026）云9901民特1号', judgment: '（2026）云9901民特1号', until: until.toString() }
  const first = await appoint(old, son, more)
  assert.equal(first.ward, old.id)
  town.clock.set(until.add({ days: 1 }).toZonedDateTime('Asia/Shanghai').toInstant())
  town.forgetSessions()
  // Anew before the beat has noted the end: what is over makes room.
  const second = await appoint(old, son, { ...more, until: until.add({ days: 30 }).toString() })
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.son')).body.items.map(({ id, endedBecause }) => [id, endedBecause]), [[second.id, null], [first.id, 'over']])
})

test('民法典 30, 31: while guardians do not agree nothing new is done for the ward by either; reading goes on, a person at the window settles it', async () => {
  const [one, two] = [await open('g.one', '沈一'), await open('g.two', '沈二')]
  const child = childOf('沈小', '2014-04-05')
  const first = await appoint(child, one)
  const objection = (as: string, id: string) => call('POST', `/api/guardianships/${id}/objection`, as, { words: '不同意孩子转学。' })
  assert.deepEqual(told(await objection('g.one', first.id)), [409, 'people.no-other-guardian'])
  const second = await appoint(child, two)
  assert.deepEqual(told(await objection('g.one', second.id)), [404, 'people.guardianship-not-found'], 'not one’s own')
  await actFor('g.two', first.ward)
  assert.deepEqual(told(await objection('g.two', second.id)), [409, 'people.for-oneself'])
  assert.equal((await objection('g.one', first.id)).status, 204)
  assert.deepEqual(told(await objection('g.one', first.id)), [409, 'people.already-objected'])
  const refused = await begin('g.two')
  assert.deepEqual(told(refused), [409, 'people.guardians-in-conflict'])
  assert.match(refused.body.next, /窗口/)
  assert.equal((await sessionOf('g.two')).hand?.stopped, 'people.guardians-in-conflict')
  assert.equal((await call('GET', '/api/cases', 'g.two')).status, 200, 'reading goes on')
  await actFor('g.one', first.ward)
  assert.deepEqual(told(await begin('g.one')), [409, 'people.guardians-in-conflict'])
  assert.equal((await actFor('g.one', null)).status, 204, 'back to oneself')
  assert.equal((await begin('g.one')).status, 201)
  await town.settle()
  assert.ok((await kindsTold(two.id)).includes('people.guardian-objected'))
  // Whoever objected takes it back, and nobody else.
  await actFor('g.two', null)
  assert.deepEqual(told(await call('DELETE', `/api/guardianships/${second.id}/objection`, 'g.two')), [404, 'people.objection-not-found'])
  assert.equal((await call('DELETE', `/api/guardianships/${first.id}/objection`, 'g.one')).status, 204)
  assert.deepEqual(told(await call('DELETE', `/api/guardianships/${first.id}/objection`, 'g.one')), [404, 'people.objection-not-found'])
  await actFor('g.two', first.ward)
  assert.equal((await begin('g.two')).status, 201)
  // At the window of the body that registered them.
  assert.equal((await objection('g.one', first.id)).status, 204)
  assert.deepEqual((await call('GET', '/api/guardian-objections', 'dc.minzheng.head')).body.items, [])
  const [waiting] = (await call('GET', '/api/guardian-objections', 'window.wang')).body.items
  assert.equal(waiting?.words, '不同意孩子转学。')
  const settle = (as: string) => call('POST', `/api/guardian-objections/${waiting?.id}/settlement`, as, { how: 'designated', reference: '居委指定2026-1' })
  assert.deepEqual(told(await settle('dc.minzheng.head')), [404, 'people.objection-not-found'])
  assert.deepEqual((await Promise.all([settle('window.wang'), settle('window.zhao')])).map(({ status }) => status).sort(), [204, 404])
  assert.equal((await begin('g.two')).status, 201)
  await town.settle()
  assert.ok((await kindsTold(two.id)).includes('people.guardian-objection-settled'))
  // With one guardian left there is nobody to disagree.
  assert.equal((await objection('g.one', first.id)).status, 204)
  const asked = await end(first.ward, first.id, 'replaced')
  assert.equal((await call('POST', `/api/proposals/guardianship-end/${asked.body.id}/confirmation`, 'admin.system', {})).status, 200)
  assert.equal((await begin('g.two')).status, 201)
  assert.deepEqual((await call('GET', '/api/guardian-objections', 'window.wang')).body.items, [])
  await actFor('g.two', null)
})

test('where the record says so guardians act together only: one alone reads, and is sent to the window with the other', async () => {
  const guardian = await open('g.joint', '韩某')
  const { ward } = await appoint(childOf('韩小', '2012-12-12'), guardian, { jointly: true })
  await actFor('g.joint', ward)
  assert.deepEqual(told(await begin('g.joint')), [409, 'people.guardians-jointly'])
  assert.equal((await call('GET', '/api/cases', 'g.joint')).status, 200)
  await actFor('g.joint', null)
})

test('个人信息保护法 31: under fourteen no account is opened alone, and no consent is the child’s own: the guardian gives it, and takes it back', async () => {
  const birth = today().subtract({ years: 14 }).add({ days: 1 })
  const idNumber = numberOf(birth.toString())
  const register = (body: object) => town.call<Said>('POST', '/api/registrations', { body: { login: 'g.young', password, name: '杨小', idKind: 'resident-id', idNumber, ...body } })
  assert.deepEqual(told(await register({})), [403, 'people.too-young'])
  const wide = idNumber.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  for (const written of [`${idNumber.slice(0, 6)} ${idNumber.slice(6)}`, wide]) assert.deepEqual(told(await register({ idNumber: written })), [403, 'people.too-young'], `as ${written}`)
  assert.deepEqual(told(await call('POST', '/api/accounts', 'admin.system', { login: 'g.young', kind: 'natural', name: '杨小', idKind: 'resident-id', idNumber })), [403, 'people.too-young'], 'an administrator opens none either')
  const fourteen = await register({ login: 'g.fourteen', idNumber: numberOf(today().subtract({ years: 14 }).toString()) })
  assert.equal(fourteen.status, 201, 'on the fourteenth birthday one opens it alone')
  const mother = await open('g.consents', '杨母')
  const { ward } = await appoint({ name: '杨小', idNumber }, mother)
  // The child got in by a code from a window, say: the session is the child's own, the consent is not.
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [ward])
  const [{ login } = assert.fail('no ward')] = await sql().rows<{ login: string }>('select login from people.accounts where id = $1', [ward])
  const consent = { login: 'chen.hao', name: '陈皓', scopes: ['read'], until: today().add({ days: 90 }).toString(), consent: true }
  const refused = await call('POST', '/api/proxies', login, consent)
  assert.deepEqual(told(refused), [403, 'people.guardian-consents'])
  assert.match(refused.body.next, /监护人/)
  await actFor('g.consents', ward)
  assert.equal((await call('POST', '/api/proxies', 'g.consents', consent)).status, 201)
  const [given] = (await call('GET', '/api/proxies', 'g.consents')).body.items
  assert.equal((await call('POST', `/api/proxies/${given?.id}/end`, 'g.consents', {})).status, 200)
  // 15: as it was opened by the guardian's consent, so is it closed.
  assert.equal((await call('POST', '/api/session/closing', 'g.consents')).status, 204)
  assert.equal((await sessionOf('g.consents')).account?.login, 'g.consents')
  assert.deepEqual((await call('GET', '/api/guardianships', 'g.consents')).body.items.map(({ endedBecause }) => endedBecause), ['account-ended'])
})

test('民法典 39: a guardianship ends with the death of guardian or ward; whoever closed his account leaves no words behind', async () => {
  const [one, two] = [await open('g.dies', '秦一'), await open('g.stays', '秦二')]
  const child = childOf('秦小', '2014-04-05')
  const first = await appoint(child, one)
  const second = await appoint(child, two)
  assert.equal((await call('POST', `/api/guardianships/${second.id}/objection`, 'g.stays', { words: '不同意。' })).status, 204)
  assert.equal((await call('PUT', `/api/accounts/${one.id}/ending`, 'admin.security', { kind: 'died', on: today().toString(), reference: 'SW-2026-0009' })).status, 200)
  const shown = (await call('GET', '/api/guardianships', 'g.stays')).body.items
  assert.deepEqual(shown.map(({ id, endedBecause, objection }) => [id, endedBecause, objection]), [[second.id, null, null]])
  assert.deepEqual((await sql().rows<{ because: string }>('select ended_because as because from people.agencies where id = $1', [first.id])).map(({ because }) => because), ['account-ended'])
  await call('POST', '/api/session/closing', 'g.stays')
  assert.deepEqual(await sql().rows<{ words: string }>('select words from people.guardian_objections where guardian = $1', [two.id]), [{ words: '' }])
})
