// A granted correction of what an account says of its holder is done in the act of the decision; what was proved, what a register keeps, and what is no
// correction at all is refused with the way that there is; bodies and systems that had the wrong value are told. 个人信息保护法 31, 46.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, mock, test } from 'node:test'
import { makeResidentId } from '#engines/codes'
import { assuranceLevelOf } from '#core/people'
import { openStated, prove } from '../../../test/doubles.ts'
import { applyFor, exampleForm, handle, holderOf, must, type CaseView } from '../../../test/journey.ts'
import { Browser, registerParty, type Party } from '../../../test/relying-party.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'

let town: Town
let museum: Party
let hearing: Server
let told = 0
before(async () => {
  town = await openTown()
  mock.timers.enable({ apis: ['Date'], now: town.clock.now().epochMilliseconds })
  hearing = createServer((_, response) => {
    told += 1
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => hearing.once('listening', resolve))
  museum = await registerParty(town, { code: 'museum', scopes: ['profile', 'phone'], logout: `http://127.0.0.1:${(hearing.address() as AddressInfo).port}/hears` })
})
after(async () => {
  mock.timers.reset()
  hearing.close()
  await town.close()
})

interface Said {
  code: string
  next: string
  fields: { path: string; code: string; message: string }[]
}
interface Line {
  field: string
  value: string | null
  by: string
}
const sql = () => town.platform.ground.sql
const item = 'personal-data-request'
const form = (datum: string, value: Record<string, unknown> = {}) => ({ right: 'correction', datum, what: '请更正。', ...value })
const profile = async (as: string) => new Map(must(await town.call<{ profile: Line[] }>('GET', '/api/data-held', { as })).profile.map(({ field, value, by }) => [field, [value, by]]))
const ask = (as: string, datum: string, value: Record<string, unknown>) => applyFor(town, { as, item, form: form(datum, value) })
const kinds = async (kind: string) => (await sql().rows<{ facts: Record<string, unknown>; digest: Uint8Array | null }>('select facts, digest from act.entries where kind = $1 order by xid, id', [kind]))

let made = 0
/** Somebody who has only said who he is. */
async function stated(name = '常新'): Promise<{ id: string; login: string; number: string }> {
  made += 1
  const [login, number] = [`stated.${made}`, makeResidentId({ region: '990102', birth: '1991-02-03', sequence: 300 + made })]
  return { id: await openStated(town, login, 'resident-id', number, name), login, number }
}

/** Submits a request; answers what was refused. */
async function refusal(as: string, datum: string, value: Record<string, unknown>): Promise<[number, string]> {
  const [field] = Object.keys(value)
  const code = (await testPack()).items.find(({ slug }) => slug === item)?.content.code
  const draft = must(await town.call<{ id: string }>('POST', '/api/applications', { as, body: { item: code } }))
  must(await town.call('PUT', `/api/applications/${draft.id}`, { as, body: { form: form(datum, value), consent: true } }))
  const answer = await town.call<Said>('POST', `/api/applications/${draft.id}/submission`, { as, body: {} })
  assert.notEqual(answer.body.next, '')
  assert.deepEqual(answer.body.fields.map(({ path }) => path), [`/${field}`], 'told at the question')
  return [answer.status, answer.body.code]
}

/** Decides at once, without the follow-ups: what the decision itself does is seen then. */
async function decide(number: string, as: string, outcome: 'grant' | 'partly-grant' | 'refuse', reasons = '经核实。') {
  const view = await handle(town, number, as, { until: 'decision' })
  const step = view.steps.find(({ kind, state }) => kind === 'decision' && state === 'open') ?? assert.fail('nothing to decide')
  return town.call<CaseView & Said>('POST', `/api/cases/${number}/decision`, { as: await holderOf(step.role, step.organisation.code), body: { step: step.id, outcome, reasons } })
}

test('个人信息保护法 46: the decision that grants it corrects the datum in the same act, and the ledger learns the field alone', async () => {
  const { id, login } = await stated()
  assert.deepEqual((await profile(login)).get('phone'), [null, 'request'])
  const number = await ask(login, 'phone', { newPhone: '13990105678' })
  must(await decide(number, login, 'grant'))
  assert.deepEqual((await profile(login)).get('phone'), ['139****5678', 'request'])
  const [entry] = await kinds('people.profile-corrected')
  const [granted] = await sql().rows<{ act: string; id: string }>("select act, subject::text as id from act.entries where kind = 'cases.decided' order by xid desc limit 1")
  assert.deepEqual(entry?.facts, { field: 'phone', case: granted?.id })
  assert.deepEqual(await sql().rows("select subject::text as subject, act from act.entries where kind = 'people.profile-corrected'"), [{ subject: id, act: granted?.act }])
  assert.ok(!JSON.stringify(await sql().rows('select facts from act.entries')).includes('13990105678'))
  await town.settle()
  const messages = must(await town.call<{ items: { kind: string }[] }>('GET', '/api/notifications', { as: login })).items
  assert.equal(messages.filter(({ kind }) => kind === 'people.profile-corrected').length, 1)
})

test('个人信息保护法 46: name, name in Latin letters and number of who is not proved are corrected; the level stays what it was', async () => {
  const { id, login } = await stated('常薪')
  const right = makeResidentId({ region: '990102', birth: '1991-02-04', sequence: 41 })
  for (const [datum, value] of [['name', { newName: ' 常新 ' }], ['name-en', { newNameEn: 'Chang Xin' }], ['id-number', { newIdNumber: right.toLowerCase() }]] as const) must(await decide(await ask(login, datum, value), login, 'grant'))
  const now = await profile(login)
  assert.deepEqual([now.get('name'), now.get('name-en'), now.get('id-number')?.[0]], [['常*', 'request'], ['Chang Xin', 'request'], `${right.slice(0, 3)}${'*'.repeat(11)}${right.slice(-4)}`])
  const [row] = await sql().rows<{ name: string }>('select name from people.natural_accounts where id = $1', [id])
  assert.equal(row?.name, '常新')
  assert.equal(await assuranceLevelOf(sql(), id, town.clock.now()), 2)
  const entries = await kinds('people.profile-corrected')
  assert.deepEqual(entries.slice(-3).map(({ facts, digest }) => [facts.field, digest !== null]), [['name', true], ['name-en', false], ['id-number', true]])
})

test('what was proved changes by proof alone, and what a register keeps by its register: told when it is asked for, with the way', async () => {
  assert.deepEqual(await refusal('zhang.min', 'name', { newName: '张民' }), [409, 'people.proved-datum'])
  assert.deepEqual(await refusal('zhang.min', 'id-number', { newIdNumber: makeResidentId({ region: '990102', birth: '1991-02-03', sequence: 21 }) }), [409, 'people.proved-datum'])
  const company = (await testPack()).people.find(({ kind }) => kind === 'legal')?.login ?? assert.fail('no company')
  assert.deepEqual(await refusal(company, 'name', { newName: '另一家公司' }), [409, 'people.registered-datum'])
  assert.deepEqual((await profile(company)).get('name')?.[1], 'register')
  must(await decide(await ask(company, 'phone', { newPhone: '0990-8800000' }), company, 'grant'))
})

test('what is there already, no such number, a child’s number and what does not fit are refused; the account stays as it is', async () => {
  const { login, number } = await stated()
  assert.deepEqual(await refusal(login, 'name', { newName: '常新' }), [409, 'people.same-datum'])
  assert.deepEqual(await refusal(login, 'id-number', { newIdNumber: number }), [409, 'people.same-datum'])
  assert.deepEqual(await refusal(login, 'id-number', { newIdNumber: '990102199102039999' }), [422, 'people.bad-document'])
  assert.deepEqual(await refusal(login, 'id-number', { newIdNumber: makeResidentId({ region: '990102', birth: '2020-02-03', sequence: 21 }) }), [403, 'people.too-young'])
  assert.deepEqual(await refusal(login, 'name', { newName: '常\u200b新' }), [422, 'people.bad-datum'])
})

test('who was proved after asking: granting is refused in words that say what does it, the body refuses the request with reasons, and nothing was changed', async () => {
  const { id, login } = await stated('常辛')
  const number = await ask(login, 'name', { newName: '常新' })
  await prove(town, id)
  const answer = await decide(number, login, 'grant')
  assert.deepEqual([answer.status, answer.body.code, answer.body.fields[0]?.code], [409, 'rights.not-grantable', 'people.proved-datum'])
  assert.match(answer.body.fields[0]?.message ?? '', /重新核验/)
  assert.equal(must(await town.call<CaseView>('GET', `/api/cases/${number}`, { as: login })).state, 'accepted')
  must(await decide(number, login, 'refuse', '姓名已经核验，请在“实名认证”中重新核验。'))
  assert.deepEqual((await profile(login)).get('name'), ['常*', 'proof'])
  const [row] = await sql().rows<{ name: string }>('select name from people.natural_accounts where id = $1', [id])
  assert.equal(row?.name, '常辛')
})

test('a datum is corrected or it is not: a part is no outcome; and something else is left to the body that holds it', async () => {
  const { login } = await stated()
  const number = await ask(login, 'phone', { newPhone: '13990100001' })
  const partly = await decide(number, login, 'partly-grant')
  assert.deepEqual([partly.status, partly.body.code], [422, 'cases.outcome-not-possible'])
  must(await decide(number, login, 'grant'))
  const before = (await kinds('people.profile-corrected')).length
  must(await decide(await ask(login, 'other', {}), login, 'grant'))
  assert.equal((await kinds('people.profile-corrected')).length, before)
})

test('a request that a window takes for who has no account is refused with the way to one', async () => {
  const code = (await testPack()).items.find(({ slug }) => slug === item)?.content.code
  const applicant = { kind: 'natural', name: '路人', idKind: 'resident-id', idNumber: makeResidentId({ region: '990102', birth: '1970-01-01', sequence: 9 }), phone: '13990100009', consent: false }
  const answer = await town.call<Said>('POST', '/api/intakes', { as: 'window.wang', body: { item: code, applicant, form: form('phone', { newPhone: '13990100010' }), materials: [] } })
  assert.deepEqual([answer.status, answer.body.code], [409, 'rights.account-needed'], JSON.stringify(answer.body))
})

test('个人信息保护法 46: bodies that have not decided work with what is right, those that have keep what they decided on; a system that was told the old value is told to ask again', async () => {
  const { id, login } = await stated('常欣')
  const query = async () => applyFor(town, { as: login, item: 'marriage-record-query', form: await exampleForm('marriage-record-query') })
  const decided = await query()
  assert.equal((await handle(town, decided, login)).outcome, 'granted')
  const open = await query()
  const browser = await new Browser(town).signIn(login)
  await museum.signIn(browser, { scope: 'openid profile' })
  const other = await new Browser(town).signIn('chen.hao')
  await museum.signIn(other, { scope: 'openid profile' })
  await town.settle()
  told = 0
  must(await decide(await ask(login, 'name', { newName: '常新' }), login, 'grant'))
  await town.settle()
  assert.equal(told, 1, 'the system is told of this person, and of nobody else')
  assert.deepEqual((await kinds('clients.correction-told')).map(({ facts }) => facts), [{ code: 'museum', scope: 'profile' }])
  const nameIn = async (number: string) => must(await town.call<{ parties: { name: string }[] }>('GET', `/api/cases/${number}`, { as: login })).parties[0]?.name
  assert.deepEqual([await nameIn(open), await nameIn(decided)], ['常新', '常欣'])
  const timeline = must(await town.call<{ items: { kind: string; facts: Record<string, unknown> }[] }>('GET', `/api/cases/${open}/timeline`, { as: login })).items
  assert.deepEqual(timeline.filter(({ kind }) => kind === 'cases.party-corrected').map(({ facts }) => facts), [{ field: 'name', parties: [0] }])
  const consents = must(await town.call<{ items: unknown[] }>('GET', '/api/consents', { as: login })).items
  assert.equal(consents.length, 1, 'the consent stays')
  town.forgetSessions()
  const again = await museum.signIn(await new Browser(town).signIn(login), { scope: 'openid profile' })
  assert.equal(again.tokens.claims()?.['name'] ?? (await town.call<{ account: { name: string } }>('GET', '/api/session', { as: login })).body.account.name, '常新')
  // A number that no system was told, and no case shows, tells nobody.
  told = 0
  must(await decide(await ask(login, 'name-en', { newNameEn: 'Chang Xin' }), login, 'grant'))
  await town.settle()
  assert.equal(told, 0)
  assert.equal(await assuranceLevelOf(sql(), id, town.clock.now()), 2)
})
