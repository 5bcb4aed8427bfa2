// What a register says of somebody: nothing new in that name, agents let go, a liquidator goes on, a mistake is taken back by another.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateInChina } from '#base/time'
import { makeResidentId } from '#engines/codes'
import { applyFor, exampleForm } from '../../../test/journey.ts'
import { accountLock } from './acts.ts'
import { proveMadeUp } from './acts-proofs.ts'
import { openTown, testPack, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

interface Said {
  id: string
  code: string
  number: string
  next: string
  state: string
  ending?: { kind: string; on: string; reference: string }
  account: { login: string } | null
  parties: { ended: string | null }[]
  items: { id: string; principal: string; name: string; kind: string; state: string }[]
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const sql = () => town.platform.ground.sql
const password = 'four boats on the river'
const idOf = async (login: string) => (await sql().rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? assert.fail(login)
const note = (id: string, body: object, as = 'admin.security') => call('PUT', `/api/accounts/${id}/ending`, as, body)
const today = () => dateInChina(town.clock.now()).toString()
const died = () => ({ kind: 'died', on: today(), reference: 'SW-2026-0001' })
let sequence = 100

/** A resident of one's own, matched with the police, with a number of the own. */
async function open(login: string, name: string): Promise<{ id: string; idNumber: string }> {
  const idNumber = makeResidentId({ region: '990102', birth: '1950-03-04', sequence: ++sequence })
  const { status, body } = await town.call<Said>('POST', '/api/registrations', { body: { login, password, name, idKind: 'resident-id', idNumber } })
  assert.equal(status, 201, JSON.stringify(body))
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  await town.platform.ground.runAct({ actor: { id: body.id, kind: 'system' }, locks: [accountLock(body.id)] }, (act) => proveMadeUp(act, body.id, 'demonstration', 4))
  return { id: body.id, idNumber }
}

const item = async () => (await testPack()).items.find(({ slug }) => slug === 'marriage-record-query')?.content.code ?? assert.fail('no item')
const intakeFor = async (applicant: object) => call('POST', '/api/intakes', 'dc.minzheng.clerk', { item: await item(), applicant: { consent: false, phone: '13990100009', ...applicant }, form: await exampleForm('marriage-record-query'), materials: [] })

test('民法典 13, 173, 174: who died applies for nothing more, and nobody in that name; what an agent did before stays, what runs goes on', async () => {
  const one = await open('ending.old', '故某')
  await open('ending.child', '子某')
  await call('POST', '/api/agencies', 'ending.old', { login: 'ending.child', name: '子某', items: null, until: '2027-06-30' })
  await call('POST', '/api/proxies', 'ending.old', { login: 'chen.hao', name: '陈皓', scopes: ['read'], until: dateInChina(town.clock.now()).add({ days: 90 }).toString(), consent: true })
  await call('PUT', '/api/session/capacity', 'ending.child', { principal: one.id })
  const form = await exampleForm('marriage-record-query')
  // The agent did not know yet: what he did binds as if the person had lived (174).
  const number = await applyFor(town, { as: 'ending.child', item: 'marriage-record-query', form })
  const noted = await note(one.id, died())
  assert.deepEqual([noted.status, noted.body.ending?.kind, noted.body.ending?.reference], [200, 'died', 'SW-2026-0001'])
  await town.settle()
  assert.equal((await call('GET', '/api/session', 'ending.old')).body.account, null)
  assert.equal((await call('GET', '/api/session', 'ending.child')).body.account?.login, 'ending.child', 'the agent is himself again')
  assert.equal((await call('PUT', '/api/session/capacity', 'ending.child', { principal: one.id })).body.code, 'people.no-such-capacity')
  assert.equal((await call('GET', '/api/proxies', 'chen.hao')).body.items.every(({ state }) => state === 'ended'), true)
  const refused = await intakeFor({ kind: 'natural', name: '故某', idKind: 'resident-id', idNumber: one.idNumber })
  assert.deepEqual([refused.status, refused.body.code], [409, 'people.holder-died'])
  assert.match(refused.body.next, /继承人/)
  const shown = await call('GET', `/api/cases/${number}`, 'dc.minzheng.clerk')
  assert.deepEqual(shown.body.parties.map(({ ended }) => ended), ['died', null])
  assert.equal((await call('POST', `/api/cases/${number}/acceptance`, 'dc.minzheng.clerk', {})).status, 200, 'what runs is for its body to end')
  assert.equal((await town.call<Said>('POST', '/api/session', { body: { login: 'ending.old', password } })).body.code, 'people.account-frozen')
  assert.equal((await call('DELETE', `/api/accounts/${one.id}/freezing`, 'admin.system')).body.code, 'people.account-ended')
})

test('one officer notes, the other takes a mistake back: the account opens again, and its holder is told', async () => {
  const one = await open('ending.mistake', '误某')
  assert.equal((await note(one.id, died(), 'admin.system')).body.code, 'http.not-allowed')
  assert.equal((await note(one.id, { ...died(), on: '2099-01-01' })).body.code, 'people.bad-ending')
  assert.equal((await note(one.id, { ...died(), kind: 'dissolved' })).body.code, 'people.bad-ending')
  assert.equal((await note(await idOf('window.wang'), died())).body.code, 'people.not-found')
  await note(one.id, died())
  assert.equal((await note(one.id, died())).body.code, 'people.account-ended')
  assert.equal((await call('DELETE', `/api/accounts/${one.id}/ending`, 'admin.security')).body.code, 'http.not-allowed')
  assert.equal((await call('DELETE', `/api/accounts/${one.id}/ending`, 'admin.system')).status, 204)
  assert.equal((await call('DELETE', `/api/accounts/${one.id}/ending`, 'admin.system')).body.code, 'people.ending-not-found')
  await town.settle()
  const entered = await town.call<Said>('POST', '/api/session', { body: { login: 'ending.mistake', password } })
  assert.equal(entered.body.account?.login, 'ending.mistake')
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  const told = (await town.call<Said>('GET', '/api/notifications', { headers: { cookie } })).body.items.map(({ kind }) => kind)
  assert.deepEqual(told.sort(), ['people.ended', 'people.ending-taken-back'])
  assert.ok((await intakeFor({ kind: 'natural', name: '误某', idKind: 'resident-id', idNumber: one.idNumber })).status < 300)
})

test('a number that somebody only said to be his shuts nobody out at a window', async () => {
  const one = await open('ending.said', '冒某')
  await sql().rows('delete from people.proofs where account = $1', [one.id])
  await note(one.id, died())
  assert.ok((await intakeFor({ kind: 'natural', name: '真某', idKind: 'resident-id', idNumber: one.idNumber })).status < 300)
})

test('who was frozen before a mistaken note stays frozen after it', async () => {
  const one = await open('ending.frozen', '冻某')
  await call('POST', `/api/accounts/${one.id}/freezing`, 'admin.system', { reason: '有争议' })
  await note(one.id, died())
  await call('DELETE', `/api/accounts/${one.id}/ending`, 'admin.system')
  assert.equal((await town.call<Said>('POST', '/api/session', { body: { login: 'ending.frozen', password } })).body.code, 'people.account-frozen')
})

test('民法典 70, 72: a dissolved organisation applies through its liquidator alone, online once he is named, at a window with the filing', async () => {
  const company = await idOf('yunhe.media')
  await open('ending.liquidator', '清某')
  const [row] = await sql().rows<{ login: string }>('select a.login from people.legal_accounts l join people.accounts a on a.id = l.representative where l.id = $1', [company])
  const boss = row?.login ?? ''
  await call('PUT', '/api/session/capacity', boss, { principal: company })
  const begin = async (as: string) => call('POST', '/api/applications', as, { item: await item() })
  assert.ok((await begin(boss)).status < 300)
  const noted = await note(company, { kind: 'dissolved', on: today(), reference: 'JS-2026-0001' })
  assert.equal(noted.body.ending?.kind, 'dissolved')
  for (const as of [boss, 'yunhe.media']) assert.equal((await begin(as)).body.code, 'people.holder-dissolved', as)
  assert.match((await begin(boss)).body.next, /清算组/)
  await nameLiquidator(company, 'ending.liquidator', 'QS-2026-0001')
  await call('PUT', '/api/session/capacity', 'ending.liquidator', { principal: company })
  assert.ok((await begin('ending.liquidator')).status < 300)
  assert.equal((await begin('yunhe.media')).body.code, 'people.holder-dissolved', 'the company’s own sign-in is not the liquidator')
})

test('民法典 68, 72, 173: struck off is the end: from dissolved on, agencies end, and the window refuses the liquidator too', async () => {
  const company = await idOf('jianan.works')
  await open('ending.jianan', '建某')
  const dissolved = { kind: 'dissolved', on: today(), reference: 'JS-2026-0002' }
  assert.equal((await note(company, { ...dissolved, liquidator: { login: 'ending.jianan', name: '建某' } })).body.code, 'http.invalid-request', 'who notes the end names no liquidator with it')
  assert.equal((await note(company, dissolved)).status, 200)
  await nameLiquidator(company, 'ending.jianan', 'QS-2026-0002')
  await call('PUT', '/api/session/capacity', 'ending.jianan', { principal: company })
  assert.ok((await call('POST', '/api/applications', 'ending.jianan', { item: await item() })).status < 300)
  const idNumber = await usccOf('jianan.works')
  const legal = { kind: 'legal', name: '建安', idKind: 'uscc', idNumber }
  assert.equal((await intakeFor(legal)).body.code, 'people.holder-dissolved')
  assert.notEqual((await intakeFor({ ...legal, byLiquidator: true })).body.code, 'people.holder-dissolved')
  assert.equal((await note(company, { kind: 'terminated', on: today(), reference: 'ZX-2026-0002' })).body.ending?.kind, 'terminated')
  assert.equal((await call('GET', '/api/session', 'ending.jianan')).body.account?.login, 'ending.jianan')
  assert.equal((await call('POST', '/api/proposals/representative', 'admin.security', { content: { account: company, person: await idOf('ending.jianan'), reference: 'BG-2026-0009' }, reason: '再次变更。' })).body.code, 'people.account-ended')
  for (const more of [{}, { byLiquidator: true }]) assert.equal((await intakeFor({ ...legal, ...more })).body.code, 'people.holder-terminated')
})

/** Two officers say who winds an organisation up. */
async function nameLiquidator(account: string, login: string, reference: string): Promise<void> {
  const asked = await call('POST', '/api/proposals/representative', 'admin.security', { content: { account, person: await idOf(login), reference }, reason: '清算组已备案。' })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal((await call('POST', `/api/proposals/representative/${asked.body.id}/confirmation`, 'admin.system', {})).status, 200)
}

/** The number of a company as the pack has it. */
async function usccOf(login: string): Promise<string> {
  const found = (await testPack()).people.find((person) => person.login === login)
  return found && 'uscc' in found ? String(found.uscc) : assert.fail(login)
}
