// Closing an account: without a reason, at once and for good; what goes is gone from every table, what the law keeps stays and is told before.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateInChina } from '#base/time'
import { makeResidentId } from '#engines/codes'
import { applyFor, exampleForm, handle } from '../../../test/journey.ts'
import { accountLock } from './acts.ts'
import { proveMadeUp } from './acts-proofs.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { digestDays } from './ending.ts'

let town: Town
before(async () => {
  town = await openTown({ relays: { smtp: 'smtp://127.0.0.1:9' } })
})
after(() => town.close())

interface Said {
  id: string
  code: string
  belongings: { what: string; count: number; closing: string }[]
  account: { login: string } | null
  items: { id: string; login: string; name: string }[]
}
const call = (method: string, path: string, as: string, body?: object) => town.call<Said>(method, path, { as, ...(body ? { body } : {}) })
const item = 'marriage-record-query'
const password = 'four boats on the river'
const idNumber = makeResidentId({ region: '990102', birth: '19881123', sequence: 31 })
const sql = () => town.platform.ground.sql
const register = (login: string) => town.call<Said>('POST', '/api/registrations', { body: { login, password, name: '终某', idKind: 'resident-id', idNumber } })
const idOf = async (login: string) => (await sql().rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? assert.fail(login)

/** A resident of one's own, known well enough to act and to be let act. */
async function open(login: string): Promise<string> {
  const { status, body } = await register(login)
  assert.equal(status, 201, JSON.stringify(body))
  await sql().rows("insert into people.demonstration_accounts (id, place, title_zh) values ($1, 900, '试用')", [body.id])
  await town.platform.ground.runAct({ actor: { id: body.id, kind: 'system' }, locks: [accountLock(body.id)] }, (act) => proveMadeUp(act, body.id, 'demonstration', 4))
  return body.id
}

test('个人信息保护法 15, 47: one call without a reason; what goes is told before and is gone, open cases go on on paper, archives stay', async () => {
  const id = await open('closing.one')
  const form = await exampleForm(item)
  const done = await applyFor(town, { as: 'closing.one', item, form })
  await handle(town, done, 'closing.one')
  const running = await applyFor(town, { as: 'closing.one', item, form })
  assert.ok((await call('POST', '/api/applications', 'closing.one', { item: (await sql().rows<{ item: string }>('select item from cases.cases where number = $1', [done]))[0]?.item })).status < 300)
  await call('PUT', '/api/notification-channels/email', 'closing.one', { address: 'closing@example.cn', language: 'zh' })
  await call('POST', '/api/calendar-link', 'closing.one', {})
  await call('POST', '/api/agencies', 'closing.one', { login: 'chen.hao', name: '陈皓', items: null, until: '2027-06-30' })
  await town.settle()
  const { belongings } = (await call('GET', '/api/session/closing', 'closing.one')).body
  const counts = Object.fromEntries(belongings.filter(({ count }) => count > 0).map(({ what, count, closing }) => [what, [count, closing]]))
  const { messages, ...others } = counts
  assert.ok(messages)
  assert.deepEqual(others, { agencies: [1, 'goes'], 'open-cases': [1, 'goes-on'], cases: [1, 'stays'], addresses: [1, 'goes'], calendar: [1, 'goes'], drafts: [1, 'goes'] })
  const closed = await call('POST', '/api/session/closing', 'closing.one')
  assert.equal(closed.status, 204)
  assert.equal((await call('GET', '/api/session', 'closing.one')).body.account, null)
  assert.equal((await town.call<Said>('POST', '/api/session', { body: { login: 'closing.one', password } })).body.code, 'people.sign-in-refused')
  // Archives: the case, its party and its letters are as they were; what still runs asks for paper.
  const parties = await sql().rows<{ number: string; name: string; consent: boolean }>('select c.number, p.name, p.consent from cases.parties p join cases.cases c on c.id = p.case_id where p.account = $1 order by c.number', [id])
  assert.deepEqual(parties.map(({ number, name, consent }) => [number, name, consent]).sort(), [[done, '终某', true], [running, '终某', false]].sort())
  // What ran goes on to its end without a space of the own: the letter is handed over at the window.
  assert.equal((await handle(town, running, 'dc.minzheng.clerk')).state, 'decided')
  const handedOver = await town.call<{ state: string }>('POST', `/api/cases/${running}/delivery`, { as: 'dc.minzheng.clerk', body: { means: 'window', proof: '本人签收' } })
  assert.equal(handedOver.body.state, 'finished', JSON.stringify(handedOver.body).slice(0, 300))
  const agencies = await sql().rows<{ kind: string }>("select kind from act.entries where subject = $1 and kind in ('people.agency-revoked', 'people.closed') order by xid, id", [id])
  assert.deepEqual(agencies.map(({ kind }) => kind), ['people.agency-revoked', 'people.closed'])
  assert.equal((await call('GET', '/api/session/capacities', 'chen.hao')).body.items.some((one) => 'principal' in one && one.principal === id), false)
})

test('no table holds name, number, telephone or login of a closed account outside the archives; the digest of the number goes with its time', async () => {
  const id = await open('closing.trace')
  await call('POST', '/api/session/closing', 'closing.trace')
  const [row] = await sql().rows<{ all: string }>('select concat_ws($2, a.login, a.password, n.name, n.name_en, n.id_kind, n.id_sealed, n.id_digest, n.phone_sealed, a.salt) as all from people.accounts a join people.natural_accounts n on n.id = a.id where a.id = $1', [id, '|'])
  assert.equal(row?.all, `closed.${id}|已注销的账号|Closed account|\\x`)
  const found = async () => (await town.call<Said>('GET', `/api/accounts?q=${idNumber}`, { as: 'admin.audit' })).body.items.map((one) => one.id)
  assert.ok((await found()).includes(id), 'a lawful question has an answer meanwhile')
  town.clock.advance({ hours: 24 * digestDays })
  town.forgetSessions()
  await town.platform.beat()
  assert.ok((await found()).includes(id), 'through the last day')
  town.clock.advance({ hours: 25 })
  town.forgetSessions()
  await town.platform.beat()
  assert.ok(!(await found()).includes(id))
})

test('the same number and the same login register anew, and get nothing of before', async () => {
  const before = await open('closing.anew')
  await call('POST', '/api/session/closing', 'closing.anew')
  const anew = await register('closing.anew')
  assert.equal(anew.status, 201)
  assert.notEqual(anew.body.id, before)
  const entered = await town.call<Said>('POST', '/api/session', { body: { login: 'closing.anew', password } })
  assert.equal(entered.body.account?.login, 'closing.anew')
})

test('closed is closed: nobody thaws it, gives it back or closes it twice, and two who try at once close it once', async () => {
  const id = await open('closing.once')
  const cookie = await town.cookieOf('closing.once')
  const tries = await Promise.all(Array.from({ length: 5 }, () => town.call<Said>('POST', '/api/session/closing', { headers: { cookie } })))
  assert.equal(tries.filter(({ status }) => status === 204).length, 1, JSON.stringify(tries.map(({ status, body }) => [status, body.code])))
  assert.ok(tries.filter(({ status }) => status !== 204).every(({ status, body }) => status === 401 || body.code === 'people.account-ended'))
  assert.equal((await town.call<Said>('DELETE', `/api/accounts/${id}/freezing`, { as: 'admin.system' })).body.code, 'people.account-ended')
  assert.equal((await town.call<Said>('POST', `/api/accounts/${id}/freezing`, { as: 'admin.system', body: { reason: '试' } })).body.code, 'people.already-frozen')
  assert.equal((await town.call<Said>('POST', '/api/recoveries', { as: 'window.wang', body: { name: '终某', login: 'closing.once', idKind: 'resident-id', idNumber } })).body.code, 'people.recovery-differs')
})

test('by its holder alone, proved just now: no agent, no civil servant; an organisation by its representative, whose other companies lose nobody', async () => {
  assert.equal((await call('POST', '/api/session/closing', 'window.zhao')).body.code, 'people.staff-not-closed')
  const principal = await open('closing.principal')
  await open('closing.agent')
  await call('POST', '/api/agencies', 'closing.principal', { login: 'closing.agent', name: '终某', items: null, until: dateInChina(town.clock.now()).add({ days: 9 }).toString() })
  await call('PUT', '/api/session/capacity', 'closing.agent', { principal })
  assert.equal((await call('POST', '/api/session/closing', 'closing.agent')).body.code, 'people.for-oneself')
  town.clock.advance({ minutes: 11 })
  assert.equal((await call('POST', '/api/session/closing', 'closing.principal')).body.code, 'people.prove-again')
  town.forgetSessions()
  // The representative of two companies closes one of them in its name.
  const company = await idOf('yunhe.media')
  const [row] = await sql().rows<{ login: string }>('select a.login from people.legal_accounts l join people.accounts a on a.id = l.representative where l.id = $1', [company])
  const representative = row?.login ?? ''
  await call('PUT', '/api/session/capacity', representative, { principal: company })
  assert.equal((await call('POST', '/api/session/closing', representative)).status, 204)
  assert.equal((await call('GET', '/api/session', representative)).body.account?.login, representative, 'the hand is itself again')
})

test('民法典 173: with the account of a representative the company has nobody, and its agents act on until it has', async () => {
  const own = await open('closing.boss')
  const company = await idOf('jianan.works')
  await sql().rows('update people.legal_accounts set representative = $2 where id = $1', [company, own])
  assert.deepEqual((await call('GET', '/api/session/closing', 'closing.boss')).body.belongings.find(({ what }) => what === 'companies')?.count, 1)
  await call('POST', '/api/session/closing', 'closing.boss')
  const kinds = await sql().rows<{ kind: string }>("select kind from act.entries where subject = $1 and kind = 'people.representative-left'", [company])
  assert.equal(kinds.length, 1)
})

/** Tables that belongings count or erase. */
const covered = [
  'applications.drafts', 'applications.library', 'batches.batches', 'cases.parties', 'channels.addresses', 'clients.consents', 'licences.licences', 'notifications.messages', 'proofs.asks', 'proofs.checks', 'proofs.consents', 'proofs.holders', 'publicity.objections',
  'readings.questions', 'reminders.links', 'reviews.reviews', 'rights.granted',
]
/** Tables that name an account and hold no belonging: of civil servants alone, logs of ids without names, or what ends with the account by itself. */
const excused = [
  'cases.copies', 'cases.recusals', 'channels.outbox', 'clients.readings', 'clients.records', 'clients.sign_ins', 'clients.subjects', 'desks.looks', 'desks.saved_lists', 'licences.uses',
  'people.absences', 'people.codes', 'people.emergencies', 'people.endings', 'people.factors', 'people.familiar_addresses', 'people.freezings', 'people.posts', 'people.proofs', 'people.recoveries', 'people.recovery_codes', 'people.scans', 'people.sessions', 'people.tickets', 'rights.holds', 'rights.waiting',
]

test('every table that names an account by its column is a belonging, or is listed here with those that are none', async () => {
  const rows = await sql().rows<{ name: string }>("select distinct table_schema || '.' || table_name as name from information_schema.columns where column_name in ('account', 'holder') and data_type = 'uuid' and table_schema not in ('act', 'graphile_worker') order by 1")
  assert.deepEqual(rows.map(({ name }) => name), [...covered, ...excused].sort())
})
