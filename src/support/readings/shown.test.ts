// One number of a case shown whole: for a stated reason, noted and told each time, kept nowhere, and not without end (个人信息保护法 6, 44; handbook 03 §9).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { carry, people, type CaseSaid } from '../../../test/carry.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { limits } from './reading.ts'

let town: Town
let one: CaseSaid
before(async () => {
  town = await openTown()
  one = await carry(town, 'accepted')
  await town.settle()
})
after(() => town.close())

interface Case {
  parties: { idNumber: string; phone: string | null }[]
  form: Record<string, unknown>
  masked: string[]
}
interface Shown {
  told: { zh: string }
  organisation: { code: string } | null
  case: { number: string } | null
  reason: { zh: string } | null
  words: string | null
  purpose: { code: string } | null
}
const [idNumber, phone] = ['990102199203140264', '13990100001']
const read = async (as: string) => (await town.call<Case>('GET', `/api/cases/${one.number}`, { as })).body
const ask = (as: string, body: object = {}, key?: string) => town.call<{ value: string; code: string; facts: { seconds: number } }>('POST', `/api/cases/${one.number}/shown-numbers`, { as, body: { field: '/parties/0/idNumber', reason: 'compare', words: '与登记机关核对身份。', ...body }, ...(key ? { key } : {}) })
const mine = async () => (await town.call<{ items: Shown[] }>('GET', '/api/readings?limit=100', { as: people.resident })).body.items
const shown = async () => (await mine()).filter(({ reason }) => reason !== null)

test('officers see the numbers of parties and of the form masked, and where; whoever applied reads the own answers', async () => {
  const seen = await read(people.examiner)
  const text = JSON.stringify([seen.parties, seen.form])
  assert.deepEqual([text.includes(idNumber), text.includes(phone)], [false, false])
  assert.ok(seen.masked.includes('/parties/0/idNumber') && seen.masked.some((at) => at.startsWith('/form/')), seen.masked.join())
  const own = await read(people.resident)
  assert.deepEqual([own.parties[0]?.idNumber, own.masked], [idNumber, []])
  assert.ok(JSON.stringify(own.form).includes(phone))
})

test('asked for with a reason one number is whole, once; the person sees by whom, for which case and purpose, and in which words', async () => {
  const before = (await shown()).length
  const answer = await ask(people.examiner)
  assert.deepEqual([answer.status, answer.body], [200, { value: idNumber }])
  assert.match(String(answer.headers['cache-control']), /no-store/)
  const [first, ...rest] = await shown()
  assert.equal(rest.length, before)
  assert.deepEqual([first?.told.zh, first?.organisation?.code, first?.case?.number, first?.reason?.zh, first?.words, first?.purpose?.code], ['完整的证件号码', '11990100700140426Y', one.number, '核对身份', '与登记机关核对身份。', 'handling'])
  // Asked again it is another reading, under the same key too: nothing of it is kept.
  for (let times = 0; times < 2; times++) assert.equal((await ask(people.examiner, { reason: 'contact', field: '/parties/0/phone' }, 'the same key')).status, 200)
  assert.deepEqual((await shown()).filter(({ told }) => told.zh === '完整的电话号码').map(({ reason }) => reason?.zh), ['联系本人', '联系本人'])
  const inForm = (await read(people.examiner)).masked.find((at) => at.startsWith('/form/')) ?? ''
  assert.equal((await ask(people.examiner, { field: inForm })).body.value, phone)
  assert.ok(!JSON.stringify(await read(people.examiner)).includes(idNumber), 'the page stays masked')
  const kept = await town.platform.ground.sql.rows<{ text: string }>("select to_jsonb(e)::text as text from act.entries e where kind = 'readings.number-shown' union all select to_jsonb(k)::text from act.keys k union all select to_jsonb(s)::text from readings.shown s")
  assert.ok(kept.length > 3 && kept.every(({ text }) => !text.includes(idNumber) && !text.includes(phone)))
  assert.ok(kept.filter(({ text }) => text.includes('number-shown')).every(({ text }) => !text.includes('与登记机关')), 'the words are proved, not told')
})

test('no number without a reason, of no case out of reach, by nobody but an officer, and none that is not masked', async () => {
  const before = (await shown()).length
  for (const body of [{ words: '  　 ' }, { words: '' }, { reason: 'curious' }]) assert.equal((await ask(people.examiner, body)).status, 400)
  for (const field of ['/parties/9/idNumber', '/parties/0/name', '/form/none', '/files/0/id']) assert.deepEqual([(await ask(people.examiner, { field })).status, (await ask(people.examiner, { field })).body.code], [404, 'readings.no-such-number'])
  const outside = await ask('dc.minzheng.clerk')
  assert.deepEqual([outside.status, outside.body.code], [404, 'cases.not-found'])
  for (const as of [people.resident, people.stranger, people.securityAdmin]) assert.equal((await ask(as)).status, 403, as)
  assert.equal((await shown()).length, before)
})

test('an officer is shown so many an hour; with the last the administrators are told, once, and an hour later it goes on', async () => {
  const answers = await Promise.all(Array.from({ length: limits.numbersAnHourMax + 5 }, () => ask(people.approver)))
  assert.equal(answers.filter(({ status }) => status === 200).length, limits.numbersAnHourMax)
  const refused = answers.find(({ status }) => status !== 200)
  assert.deepEqual([refused?.status, refused?.body.code], [429, 'readings.too-many-numbers'])
  assert.equal((await ask(people.clerk)).status, 200, 'another officer is not held up')
  await town.settle()
  const told = await town.platform.ground.sql.rows<{ login: string }>("select a.login from notifications.messages m join people.accounts a on a.id = m.account where m.kind = 'readings.many-numbers' order by 1")
  assert.deepEqual(told.map(({ login }) => login).filter((login) => login === people.securityAdmin), [people.securityAdmin])
  town.clock.set(town.clock.now().add({ minutes: 61 }))
  town.forgetSessions()
  assert.equal((await ask(people.approver)).status, 200)
})

test('a masked number that comes back when the form is mended is unchanged', async () => {
  const sent = await carry(town, 'submitted')
  const { form } = (await town.call<Case>('GET', `/api/cases/${sent.number}`, { as: people.clerk })).body
  const [field] = Object.entries(form).find(([, value]) => typeof value === 'string' && /^139\*+0001$/.test(value)) ?? []
  assert.ok(field)
  const answer = await town.call<{ code: string; facts: { fields: string[] } }>('POST', `/api/cases/${sent.number}/on-the-spot-correction`, { as: people.clerk, body: { form: { [field]: form[field] }, confirmation: '当面确认' } })
  assert.deepEqual([answer.body.code, answer.body.facts?.fields], ['cases.on-the-spot-only', []], 'nothing is to be put right')
  assert.equal((await town.call<Case>('GET', `/api/cases/${sent.number}`, { as: people.resident })).body.form[field], phone)
})
