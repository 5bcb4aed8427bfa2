// What one person asks for and another decides, over HTTP: the same rule for every kind; officers are changed by two; keys are rotated by two.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { proofDigest } from '#base/act'
import { openTown, type Town } from '../../../test/town.ts'

const centre = '12990100700126958D'
const [system, security, audit] = ['admin.system', 'admin.security', 'admin.audit']
let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())
beforeEach(() => town.forgetSessions())

interface Said {
  id: string
  code: string
  state: string
  says: { zh: string }
  acts: string[]
  answer: string | null
  posts: { id: string; role: string }[]
  frozenAt: string | null
  frozenReason?: string
}
const ask = (as: string, kind: string, content: object, reason = '工作需要。') => town.call<Said>('POST', `/api/proposals/${kind}`, { as, body: { content, reason } })
const confirm = (as: string, kind: string, id: string) => town.call<Said>('POST', `/api/proposals/${kind}/${id}/confirmation`, { as, body: {} })
const refuse = (as: string, kind: string, id: string, answer = '理由不充分。') => town.call<Said>('POST', `/api/proposals/${kind}/${id}/refusal`, { as, body: { answer } })
const withdraw = (as: string, id: string) => town.call<Said>('POST', `/api/proposals/${id}/withdrawal`, { as })
const list = async (as: string, query = '') => (await town.call<{ items: Said[] }>('GET', `/api/proposals${query}`, { as })).body.items
const told = ({ status, body }: { status: number; body: Said }) => (status < 300 ? body.state : body.code)
const account = async (id: string) => (await town.call<Said>('GET', `/api/accounts/${id}`, { as: audit })).body

let serial = 0
async function openStaff(): Promise<{ id: string; login: string }> {
  const login = `officer.${++serial}`
  const { body } = await town.call<Said>('POST', '/api/accounts', { as: system, body: { login, kind: 'staff', name: '高岩', organisation: centre, password: 'six lanterns above the gate' } })
  return { id: body.id, login }
}
const idOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? assert.fail(login)
const appoint = async (id: string, role: string) => {
  const asked = await ask(security, 'officer-post', { account: id, role, organisation: centre })
  assert.equal(told(await confirm(system, 'officer-post', asked.body.id)), 'confirmed')
}

test('an administrator’s post is given and ended by two, and nobody decides about himself (GB/T 22239-2019 8.1.5)', async () => {
  const { id } = await openStaff()
  const grant = (role: string) => town.call<Said>('POST', `/api/accounts/${id}/posts`, { as: security, body: { role, organisation: centre } })
  assert.equal((await grant('audit-admin')).body.code, 'people.second-person-needed')
  const asked = await ask(security, 'officer-post', { account: id, role: 'system-admin', organisation: centre })
  assert.deepEqual([asked.status, asked.body.says.zh, asked.body.acts], [201, '授予高岩：云州市政务服务中心的系统管理员', ['withdraw']])
  assert.deepEqual((await account(id)).posts, [], 'nothing holds yet')
  assert.equal(told(await ask(security, 'officer-post', { account: id, role: 'audit-admin', organisation: centre })), 'proposals.already-waiting')
  assert.equal(told(await confirm(security, 'officer-post', asked.body.id)), 'proposals.second-person')
  assert.equal(told(await confirm(audit, 'officer-post', asked.body.id)), 'http.not-allowed')
  assert.equal(told(await confirm(system, 'officer-post', asked.body.id)), 'confirmed')
  const [held] = (await account(id)).posts
  assert.equal(held?.role, 'system-admin')
  assert.equal(told(await ask(security, 'officer-post', { account: id, role: 'audit-admin', organisation: centre })), 'access.officers-separate')
  assert.equal((await town.call<Said>('DELETE', `/api/accounts/${id}/posts/${held?.id}`, { as: security })).body.code, 'people.second-person-needed')
  const end = await ask(security, 'officer-post-end', { account: id, post: held?.id })
  assert.equal(end.body.says.zh, '终止高岩：云州市政务服务中心的系统管理员')
  // Whoever it is about does not decide it, though another asked.
  await town.platform.ground.sql.rows('update proposals.proposals set content = jsonb_build_object($2::text, $3::text, $4::text, $5::text) where id = $1', [end.body.id, 'account', await idOf(system), 'post', held?.id])
  assert.equal(told(await confirm(system, 'officer-post-end', end.body.id)), 'people.own-account')
  await town.platform.ground.sql.rows('update proposals.proposals set content = jsonb_build_object($2::text, $3::text, $4::text, $5::text) where id = $1', [end.body.id, 'account', id, 'post', held?.id])
  assert.equal(told(await confirm(system, 'officer-post-end', end.body.id)), 'confirmed')
  assert.deepEqual((await account(id)).posts, [])
  assert.equal(told(await ask(security, 'officer-post-end', { account: id, post: held?.id })), 'people.post-not-found')
  assert.equal(told(await ask(security, 'officer-post', { account: await idOf(security), role: 'audit-admin', organisation: centre })), 'people.own-account')
})

test('an administrator is frozen and let in again by two; others by one', async () => {
  const { id, login } = await openStaff()
  assert.equal(told(await ask(system, 'officer-freezing', { account: id, freeze: true })), 'people.not-an-officer')
  await appoint(id, 'audit-admin')
  const freezing = () => town.call<Said>('POST', `/api/accounts/${id}/freezing`, { as: system, body: { reason: '离职' } })
  assert.equal((await freezing()).body.code, 'people.second-person-needed')
  assert.equal(told(await ask(system, 'officer-freezing', { account: id, freeze: false })), 'people.not-frozen')
  const { headers } = await town.call('POST', '/api/session', { body: { login, password: 'six lanterns above the gate' } })
  const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
  const entries = async () => (await town.call('GET', '/api/ledger/entries', { headers: { cookie } })).status
  assert.equal(await entries(), 200)
  const asked = await ask(system, 'officer-freezing', { account: id, freeze: true }, '账号疑似被盗用')
  assert.deepEqual([await entries(), told(await confirm(security, 'officer-freezing', asked.body.id)), await entries()], [200, 'confirmed', 401])
  assert.equal((await account(id)).frozenReason, '账号疑似被盗用')
  assert.equal(told(await ask(system, 'officer-freezing', { account: id, freeze: true })), 'people.already-frozen')
  assert.equal((await town.call<Said>('DELETE', `/api/accounts/${id}/freezing`, { as: system })).body.code, 'people.second-person-needed')
  const thaw = await ask(system, 'officer-freezing', { account: id, freeze: false })
  assert.equal(told(await confirm(security, 'officer-freezing', thaw.body.id)), 'confirmed')
  assert.equal((await account(id)).frozenAt, null)
  assert.equal(told(await ask(system, 'officer-freezing', { account: await idOf(system), freeze: true })), 'people.own-account')
})

test('either administrator asks for the freezing of another, no one of them does it alone, and everybody freezes the own account at once', async () => {
  const { id, login } = await openStaff()
  await appoint(id, 'audit-admin')
  for (const as of [system, security]) assert.equal((await town.call<Said>('POST', `/api/accounts/${id}/freezing`, { as, body: { reason: '离职' } })).body.code, 'people.second-person-needed', as)
  const asked = await ask(security, 'officer-freezing', { account: id, freeze: true })
  assert.equal(told(await confirm(security, 'officer-freezing', asked.body.id)), 'proposals.second-person')
  assert.equal(told(await refuse(system, 'officer-freezing', asked.body.id)), 'refused')
  const { headers } = await town.call('POST', '/api/session', { body: { login, password: 'six lanterns above the gate' } })
  assert.equal((await town.call('POST', '/api/session/freezing', { headers: { cookie: String(headers['set-cookie']).split(';')[0] ?? '' } })).status, 204)
  for (const as of [system, security]) assert.equal((await town.call<Said>('DELETE', `/api/accounts/${id}/freezing`, { as })).body.code, 'people.second-person-needed', as)
  const thaw = await ask(security, 'officer-freezing', { account: id, freeze: false })
  assert.equal(told(await confirm(system, 'officer-freezing', thaw.body.id)), 'confirmed')
  assert.equal((await account(id)).frozenAt, null)
})

test('keys are rotated at the desk by two: the newer key is current, and the ledger says so', async () => {
  const { keys } = town.platform.ground
  const current = () => keys.list().find((key) => key.purpose === 'seals' && key.current)?.kid
  keys.signing('seals')
  const before = current()
  const asked = await ask(system, 'key-rotation', { purpose: 'seals' })
  assert.equal(current(), before)
  assert.equal(told(await confirm(security, 'key-rotation', asked.body.id)), 'confirmed')
  assert.notEqual(current(), before)
  const [entry] = await town.platform.ground.sql.rows<{ facts: { purpose: string; kid: string } }>("select facts from act.entries where kind = 'ledger.key-rotated' order by at desc limit 1")
  assert.deepEqual(entry?.facts, { purpose: 'seals', kid: current() })
})

test('what is refused, withdrawn or left alone for a fortnight is not done; whoever asked is told, whoever decides was told', async () => {
  const { keys } = town.platform.ground
  const kids = () => keys.list().filter((key) => key.purpose === 'licences').length
  const before = kids()
  const asked = async () => {
    town.clock.advance({ seconds: 1 })
    return (await ask(system, 'key-rotation', { purpose: 'licences' })).body.id
  }
  const first = await asked()
  assert.equal(told(await refuse(security, 'key-rotation', first)), 'refused')
  assert.equal(told(await confirm(security, 'key-rotation', first)), 'proposals.already-decided')
  const second = await asked()
  assert.equal(told(await withdraw(security, second)), 'proposals.not-found')
  assert.equal(told(await withdraw(system, second)), 'withdrawn')
  assert.equal(told(await refuse(security, 'key-rotation', second)), 'proposals.already-decided')
  const third = await asked()
  town.clock.advance({ hours: 24 * 14 - 1 })
  await town.platform.beat()
  town.forgetSessions()
  assert.deepEqual((await list(security, '?state=waiting')).map(({ id }) => id), [third])
  town.clock.advance({ hours: 1 })
  await town.platform.beat()
  town.forgetSessions()
  assert.equal(told(await confirm(security, 'key-rotation', third)), 'proposals.already-decided')
  assert.deepEqual((await list(system, '?kind=key-rotation')).slice(0, 3).map(({ state }) => state), ['lapsed', 'withdrawn', 'refused'])
  assert.equal(kids(), before)
  await town.settle()
  const kinds = async (as: string) => (await town.call<{ items: { kind: string }[] }>('GET', '/api/notifications?limit=100', { as })).body.items.map(({ kind }) => kind).filter((kind) => kind.startsWith('proposals.'))
  assert.ok((await kinds(security)).includes('proposals.asked'))
  for (const kind of ['proposals.refused', 'proposals.lapsed', 'proposals.confirmed']) assert.ok((await kinds(system)).includes(kind), kind)
})

test('the ledger says what was asked for under a salt that goes with it: a content that can be guessed is told by no digest', async () => {
  const { id } = await openStaff()
  const content = { account: id, role: 'audit-admin', organisation: centre }
  const asked = await ask(security, 'officer-post', content)
  const { rows } = town.platform.ground.sql
  const [entry] = await rows<{ digest: Buffer; facts: object }>("select digest, facts from act.entries where kind = 'proposals.asked' and subject = $1", [asked.body.id])
  const [row] = await rows<{ salt: Buffer; content: object; reason: string }>('select salt, content, reason from proposals.proposals where id = $1', [asked.body.id])
  assert.deepEqual(row?.content, content)
  assert.deepEqual(Buffer.from(entry?.digest ?? ''), proofDigest(row.salt, { content: row.content, reason: row.reason }))
  assert.doesNotMatch(JSON.stringify(entry?.facts), /[0-9a-f]{64}/)
})

test('a proposal is seen by whoever asked, decides or watches, and by nobody else', async () => {
  const { body: { id } } = await ask(system, 'key-rotation', { purpose: 'ledger' })
  for (const as of [system, security, audit]) assert.ok((await list(as, '?state=waiting')).some((one) => one.id === id), as)
  assert.ok(!(await list('chengguan.approver')).some((one) => one.id === id))
  assert.deepEqual((await list(audit, '?state=waiting')).find((one) => one.id === id)?.acts, [])
  assert.deepEqual((await list(security, '?state=waiting')).find((one) => one.id === id)?.acts, ['confirm', 'refuse'])
  // A kind is decided by its own address alone.
  assert.equal(told(await confirm(security, 'client', id)), 'proposals.not-found')
  assert.equal((await town.call('GET', '/api/proposals', { as: 'zhang.min' })).status, 403)
})
