// 紧急授权 over HTTP: a case outside the own reach, at once, for an hour, to be read; the officers told, the person told, another person looks at it afterwards.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { carry, people, type CaseSaid } from '../../../test/carry.ts'
import { openTown, type Town } from '../../../test/town.ts'

/** A civil servant of another body. */
const outside = 'shijian.clerk'
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
  case: string | null
  acts: string[]
}
const take = (number: string, as: string = outside) => town.call<Said>('POST', '/api/proposals/emergency-access', { as, body: { content: { number }, reason: '现场有险情，需要核对设施资料。' } })
const look = (id: string, verdict: 'confirmation' | 'refusal', as: string = people.securityAdmin) => town.call<Said>('POST', `/api/proposals/emergency-access/${id}/${verdict}`, { as, body: { answer: '核对过现场记录。' } })
const read = async (number: string, as: string = outside, path = '') => (await town.call<Said>('GET', `/api/cases/${number}${path}`, { as })).status
const told = ({ status, body }: { status: number; body: Said }) => (status < 300 ? body.state : body.code)

test('a case is read at once, for an hour and no longer, and nothing is done in it', async () => {
  const { number, steps } = await carry(town, 'submitted')
  assert.equal(await read(number), 404)
  const taken = await take(number)
  assert.deepEqual([taken.status, taken.body.case, taken.body.acts], [201, number, []])
  assert.match(taken.body.says.zh, new RegExp(`^紧急查看办件 ${number}，至 2026-11-23 10:00$`))
  for (const path of ['', '/timeline', '/letters', '/evidence']) assert.equal(await read(number, outside, path), 200, path)
  assert.equal(await read(number, 'shijian.examiner'), 404, 'it is his alone')
  for (const path of [`steps/${steps[0]?.id}/claim`, 'acceptance', 'copies']) assert.notEqual((await town.call('POST', `/api/cases/${number}/${path}`, { as: outside, body: {} })).status, 200, path)
  const { body } = await town.call<{ items: { number: string }[] }>('GET', '/api/cases?view=department', { as: outside })
  assert.ok(!body.items.some((one) => one.number === number), 'no list of his has it')
  town.clock.advance({ minutes: 59 })
  town.forgetSessions()
  assert.equal(await read(number), 200)
  town.clock.advance({ minutes: 1 })
  town.forgetSessions()
  assert.equal(await read(number), 404)
})

test('it is for what is out of reach, for a case that exists, once until it was looked at, and for few at a time', async () => {
  const cases: CaseSaid[] = []
  for (let n = 0; n < 4; n++) cases.push(await carry(town, 'submitted'))
  const [first, ...others] = cases.map(({ number }) => number)
  assert.equal(told(await take(first ?? '', people.clerk)), 'cases.emergency-not-needed')
  assert.equal(told(await take('11990100700140426Y202611239999')), 'cases.not-found')
  assert.equal((await take(first ?? '', people.systemAdmin)).status, 403)
  assert.equal((await take(first ?? '')).status, 201)
  assert.equal(told(await take(first ?? '')), 'proposals.already-waiting')
  assert.equal((await take(first ?? '', 'shijian.examiner')).status, 201, 'another may need it too')
  for (const number of others.slice(0, 2)) assert.equal((await take(number)).status, 201)
  assert.equal(told(await take(others[2] ?? '')), 'cases.emergencies-too-many')
})

test('the security and audit administrators are told at once; one of them looks at it, and what had no reason ends', async () => {
  const { number, id: caseId } = await carry(town, 'submitted')
  const { body: { id } } = await take(number, 'jiaoguan.clerk')
  await town.settle()
  for (const as of [people.securityAdmin, people.auditor]) {
    const messages = (await town.call<{ items: { kind: string; title: { zh: string } }[] }>('GET', '/api/notifications', { as })).body.items
    assert.ok(messages.some(({ kind, title }) => kind === 'proposals.asked' && title.zh === '紧急授权：请复核'), as)
    const listed = (await town.call<{ items: Said[] }>('GET', '/api/proposals?state=waiting', { as })).body.items.find((one) => one.id === id)
    assert.deepEqual(listed?.acts, as === people.securityAdmin ? ['confirm', 'refuse'] : [], as)
  }
  assert.equal(await read(number, 'jiaoguan.clerk'), 200)
  assert.equal((await look(id, 'confirmation', 'jiaoguan.clerk')).status, 403)
  assert.equal(told(await town.call('POST', `/api/proposals/${id}/withdrawal`, { as: 'jiaoguan.clerk' })), 'proposals.not-found', 'what held is looked at')
  assert.equal(told(await look(id, 'refusal')), 'refused')
  assert.equal(await read(number, 'jiaoguan.clerk'), 404)
  assert.equal(told(await look(id, 'confirmation')), 'proposals.already-decided')
  await town.settle()
  const kinds = await town.platform.ground.sql.rows<{ kind: string }>("select kind from act.entries where subject = $1 and kind like 'cases.emergency%' order by seq", [caseId])
  assert.deepEqual(kinds.map(({ kind }) => kind), ['cases.emergency-opened', 'cases.emergency-ended'])
  // One that was over by then is looked at all the same, and nothing ends twice.
  const again = await take(number, 'jiaoguan.clerk')
  town.clock.advance({ hours: 24 * 30 })
  await town.platform.beat()
  town.forgetSessions()
  assert.equal(told(await look(again.body.id, 'refusal')), 'refused')
})

test('the person sees under “My data” that it was an emergency, and the timeline of a party says nothing of it (个人信息保护法 44)', async () => {
  const { number } = await carry(town, 'submitted')
  await take(number, 'yibao.clerk')
  await read(number, 'yibao.clerk')
  await read(number, people.clerk)
  interface Reading { emergency: boolean; case: { number: string } | null; organisation: { name: { zh: string } } }
  const readings = (await town.call<{ items: Reading[] }>('GET', '/api/readings?limit=100', { as: people.resident })).body.items.filter((one) => one.case?.number === number)
  assert.deepEqual(readings.map((one) => [one.organisation.name.zh, one.emergency]).sort(), [['云州市医疗保障局', true], ['云州市城市管理局', false]].sort())
  const page = await town.app.inject({ method: 'GET', url: '/my/data', headers: { cookie: await town.cookieOf(people.resident) } })
  assert.match(page.body, /紧急授权/)
  const kinds = async (as: string) => (await town.call<{ items: { kind: string }[] }>('GET', `/api/cases/${number}/timeline`, { as })).body.items.map(({ kind }) => kind).filter((kind) => kind === 'cases.emergency-opened')
  assert.deepEqual([(await kinds(people.resident)).length, (await kinds(people.clerk)).length], [0, 1])
})
