// 我的数据: every reading of a person's data by a civil servant or a system, seen by the person out of the ledger that the auditors read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { carry, fillIn, people, type CaseSaid } from '../../../test/carry.ts'
import { readerProof, registerReader } from '../../../test/relying-party.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { kinds } from './reading.ts'

let town: Town
let one: CaseSaid

before(async () => {
  town = await openTown()
  one = await carry(town, 'decided')
  await town.settle()
})
after(() => town.close())

interface Shown {
  id: string
  by: string
  organisation: { code: string } | null
  role: { zh: string } | null
  system: { code: string } | null
  told: { zh: string }
  case: { number: string } | null
  basis: { law: string }[]
  question: string | null
}
const shown = async (as: string = people.resident) => (await town.call<{ items: Shown[] }>('GET', '/api/readings?limit=100', { as })).body.items
const read = (as: string, path = '') => town.call('GET', `/api/cases/${one.number}${path}`, { as })
const inLedger = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>("select e.id from act.entries e join people.accounts a on a.id = e.subject where a.login = $1 and e.kind = any ($2) order by e.at desc, e.id desc", [login, kinds])).map(({ id }) => id)
const said = (answer: { status: number; body: Record<string, unknown> }) => [answer.status, answer.body['code']]

test('who reads a case is noted before it is told: post and body, what, for which case, by which law, never a name (个人信息保护法 44)', async () => {
  const before = (await shown()).length
  await read(people.examiner)
  await read(people.examiner, '/timeline')
  const items = (await shown()).slice(0, before === 0 ? undefined : -before)
  assert.deepEqual(new Set(items.map(({ told }) => told.zh)), new Set(['申请内容、身份信息和联系方式', '办理经过']))
  const [first] = items
  assert.deepEqual([first?.by, first?.organisation?.code, first?.role?.zh, first?.case?.number], ['staff', '11990100700140426Y', '审查人员', one.number])
  assert.ok((first?.basis.length ?? 0) > 0)
  const { name } = (await town.call<{ account: { name: string } }>('GET', '/api/session', { as: people.examiner })).body.account
  assert.ok(!JSON.stringify(items).includes(name))
})

test('the same page again within the hour is the same reading; the next hour, another page, another person is another', async () => {
  const count = async () => (await shown()).length
  const start = await count()
  await read(people.approver)
  await read(people.approver)
  assert.equal(await count(), start + 1)
  await Promise.all(Array.from({ length: 10 }, () => read(people.approver, '/evidence')))
  assert.equal(await count(), start + 2)
  town.clock.set(town.clock.now().add({ hours: 1 }))
  town.forgetSessions()
  await read(people.approver)
  assert.equal(await count(), start + 3)
})

test('reading one’s own is no reading, a refused one tells nothing, and whoever is not concerned sees nothing', async () => {
  const start = (await shown()).length
  await read(people.resident)
  assert.equal((await read(people.otherClerk)).status, 404)
  assert.equal((await shown()).length, start)
  assert.deepEqual(await shown(people.stranger), [])
})

test('files, letters, licences and accounts count as well, and systems beside people', async () => {
  const licence = (await town.call<{ items: { id: string }[] }>('GET', '/api/licences', { as: people.resident })).body.items[0]
  const letter = (await town.call<{ items: { id: string }[] }>('GET', `/api/cases/${one.number}/letters`, { as: people.resident })).body.items[0]
  const whole = (await town.call<{ files: { id: string }[] }>('GET', `/api/cases/${one.number}`, { as: people.resident })).body
  const account = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: people.resident })).body.account.id
  const start = (await shown()).length
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  for (const [as, path] of [[people.clerk, `/api/cases/${one.number}/files/${whole.files[0]?.id}`], [people.clerk, `/api/cases/${one.number}/letters/${letter?.id}/pdf`], [people.clerk, `/api/licences/${licence?.id}`], [people.systemAdmin, `/api/accounts/${account}`]] as const) assert.equal((await town.call('GET', path, { as })).status, 200, path)
  const reader = await registerReader(town, { code: 'hall-gate' })
  const { pass } = (await town.call<{ pass: string }>('GET', '/api/pass', { as: people.resident })).body
  await town.call('POST', '/api/pass-readings', { body: { reader: await readerProof(town, reader, '/api/pass-readings'), pass } })
  const items = (await shown()).slice(0, -start)
  assert.deepEqual(items.map(({ told }) => told.zh).toSorted(), ['申请材料', '电子证照', '账号信息', '您出示的身份码', '文书'].toSorted())
  assert.deepEqual(items.filter(({ basis }) => basis.length === 0), [], 'what is of no case is read by the law of its purpose')
  assert.deepEqual(items.filter(({ by }) => by === 'system').map(({ system }) => system?.code), ['hall-gate'])
})

test('whoever holds posts in two bodies read for the one that has the case', async () => {
  const account = (await town.call<{ account: { id: string } }>('GET', '/api/session', { as: 'window.lu' })).body.account.id
  const granted = await town.call<{ id: string }>('POST', `/api/accounts/${account}/posts`, { as: people.securityAdmin, body: { role: 'examiner', organisation: '11990100700140426Y' } })
  assert.equal(granted.status, 201)
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  town.forgetSessions()
  assert.equal((await read('window.lu')).status, 200)
  const [first] = await shown()
  assert.deepEqual([first?.organisation?.code, first?.role?.zh], ['11990100700140426Y', '审查人员'])
  await town.call('DELETE', `/api/accounts/${account}/posts/${granted.body.id}`, { as: people.securityAdmin })
})

test('a paper of the library that a window opens is told to whoever it belongs to', async () => {
  const draft = await fillIn(town)
  assert.equal((await town.upload(`/api/applications/${draft}/files`, { as: people.resident, name: '鉴定意见.txt', content: '鉴定意见', fields: { material: 'roofSafety' } })).status, 201)
  assert.equal((await town.call('POST', `/api/applications/${draft}/submission`, { as: people.resident, body: {} })).status, 201)
  const [paper] = (await town.call<{ items: { id: string }[] }>('GET', '/api/library-checks?idKind=resident-id&idNumber=990102199203140264', { as: people.window })).body.items
  assert.ok(paper, 'a paper waits to be compared')
  const start = (await shown()).length
  town.clock.set(town.clock.now().add({ seconds: 1 }))
  assert.equal((await town.call('GET', `/api/library/${paper.id}/content`, { as: people.window })).status, 200)
  assert.equal((await town.call('GET', `/api/library/${paper.id}/content`, { as: people.resident })).status, 200)
  const items = await shown()
  assert.equal(items.length, start + 1)
  assert.deepEqual([items[0]?.told.zh, items[0]?.organisation?.code, items[0]?.role?.zh], ['申请材料', '12990100700126958D', '综合窗口人员'])
})

test('what the person sees and what the ledger holds agree to the last row', async () => {
  const ledger = await inLedger(people.resident)
  assert.ok(ledger.length > 8)
  assert.deepEqual((await shown()).map(({ id }) => id), ledger)
  const paged: string[] = []
  for (let cursor = ''; ; ) {
    const { items, next } = (await town.call<{ items: Shown[]; next: string | null }>('GET', `/api/readings?limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { as: people.resident })).body
    paged.push(...items.map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  assert.deepEqual(paged, ledger)
  const csv = (await town.call('GET', '/api/readings/export', { as: people.resident })).raw.toString('utf8')
  assert.deepEqual(csv.split('\r\n').slice(1, -1).map((line) => line.slice(1, 37)), ledger)
})

const law = { law: '中华人民共和国行政处罚法', article: '第五十条' }
const askDelay = (until: string, as: string = people.head, number = one.number) => town.call<{ id: string; code: string; says: { zh: string } }>('POST', '/api/proposals/reading-delay', { as, body: { content: { number, until, ...law }, reason: '立案调查。' } })
const confirmDelay = (id: string, as: string = people.securityAdmin) => town.call<{ code: string; state: string }>('POST', `/api/proposals/reading-delay/${id}/confirmation`, { as, body: {} })
const endDelay = (number = one.number) => town.call('DELETE', `/api/cases/${number}/reading-delay`, { as: people.head })
const goTo = (at: Temporal.Instant) => {
  town.clock.set(at)
  town.forgetSessions()
}

test('the law of an investigation has the readings of its case, letters and licence shown later, by two persons (个人信息保护法 18, 35)', async () => {
  assert.deepEqual(said(await askDelay('2027-01-31', people.clerk)), [403, 'http.not-allowed'])
  assert.deepEqual(said(await askDelay('2027-01-31', 'renshe.approver')), [404, 'cases.not-found'], 'the head of another body learns nothing of it')
  assert.deepEqual(said(await askDelay('2027-01-31', people.head, 'no-such-case')), [404, 'cases.not-found'])
  for (const until of ['2026-11-01', '2030-01-01']) assert.deepEqual(said(await askDelay(until)), [422, 'readings.bad-delay'])
  assert.deepEqual(said(await town.call('POST', '/api/proposals/reading-delay', { as: people.head, body: { content: { number: one.number, until: '2027-01-31', law: '　', article: '第五十条' }, reason: '立案调查。' } })), [400, 'http.invalid-request'], 'a law is named')
  const ledger = await inLedger(people.resident)
  const before = await shown()
  for (const told of ['电子证照', '文书', '申请材料']) assert.ok(before.some((item) => item.told.zh === told), told)
  const asked = await askDelay('2027-01-31')
  assert.deepEqual([asked.status, asked.body.says.zh], [201, `延后公开办件 ${one.number} 的查阅记录，至 2027-01-31（中华人民共和国行政处罚法第五十条）`])
  assert.equal((await shown()).length, ledger.length, 'nothing is hidden by one person')
  assert.deepEqual(said(await confirmDelay(asked.body.id, people.head)), [403, 'http.not-allowed'])
  assert.equal((await confirmDelay(asked.body.id)).body.state, 'confirmed')
  const during = await shown()
  assert.ok(during.length > 0 && during.every((item) => item.case === null))
  assert.deepEqual(during.filter(({ told }) => ['电子证照', '文书'].includes(told.zh)), [], 'what came of the case is read with it')
  const csv = (await town.call('GET', '/api/readings/export', { as: people.resident })).raw.toString('utf8')
  assert.deepEqual(csv.split('\r\n').slice(1, -1).map((line) => line.slice(1, 37)), during.map(({ id }) => id))
  const start = town.clock.now()
  goTo(Temporal.Instant.from('2027-02-01T01:00:00Z'))
  assert.deepEqual((await shown()).map(({ id }) => id), ledger)
  goTo(start)
  assert.equal((await shown()).length, during.length)
  assert.equal((await endDelay()).status, 204)
  assert.deepEqual((await shown()).map(({ id }) => id), ledger)
})

test('the end of a delay is counted from the first order about the case: orders in a row, and one after an end, are one delay (个人信息保护法 18, 35)', async () => {
  const start = town.clock.now()
  const first = start.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const last = first.add({ days: 730 })
  goTo(start.add({ hours: 24 * 600 }))
  assert.deepEqual(said(await askDelay(last.add({ days: 1 }).toString())), [422, 'readings.bad-delay'])
  const again = await askDelay(last.toString())
  assert.equal((await confirmDelay(again.body.id)).body.state, 'confirmed')
  assert.ok((await shown()).every((item) => item.case === null))
  assert.deepEqual(said(await askDelay(last.add({ days: 600 }).toString())), [422, 'readings.bad-delay'], 'renewed while it runs')
  const late = await askDelay(last.toString())
  goTo(last.toZonedDateTime('Asia/Shanghai').add({ days: 1, hours: 9 }).toInstant())
  assert.ok((await shown()).some((item) => item.case?.number === one.number))
  assert.deepEqual(said(await confirmDelay(late.body.id)), [422, 'readings.bad-delay'], 'what its day has passed for is confirmed no more')
  assert.deepEqual(said(await askDelay(last.add({ days: 30 }).toString())), [422, 'readings.bad-delay'], 'two years are over for ever')
  goTo(start)
  await endDelay()
})

test('nobody has hidden what he alone has read: neither whoever asks nor whoever confirms (个人信息保护法 44)', async () => {
  const two = await carry(town, 'accepted')
  assert.deepEqual(await town.owner.rows("select 1 from act.entries e join cases.cases c on e.facts->>'about' = c.id::text where c.number = $1 and e.kind = 'readings.read'", [two.number]), [], 'it was acted on and not read')
  const asked = await askDelay('2027-01-31', people.head, two.number)
  assert.equal(asked.status, 201, 'nobody has read it')
  assert.equal((await town.call('GET', `/api/cases/${two.number}`, { as: people.head })).status, 200)
  assert.deepEqual(said(await confirmDelay(asked.body.id)), [403, 'readings.own-readings'])
  assert.equal((await town.call('POST', `/api/proposals/${asked.body.id}/withdrawal`, { as: people.head })).status, 200)
  assert.deepEqual(said(await askDelay('2027-01-31', people.head, two.number)), [403, 'readings.own-readings'])
  assert.equal((await town.call('GET', `/api/cases/${two.number}`, { as: people.examiner })).status, 200)
  const third = await askDelay('2027-01-31', people.head, two.number)
  assert.equal((await confirmDelay(third.body.id)).body.state, 'confirmed')
  assert.equal((await endDelay(two.number)).status, 204)
})

test('a question about a reading opens a case with a clock at the data administration; one for each, for one’s own alone (个人信息保护法 50)', async () => {
  const item = (await shown()).find((entry) => entry.case) ?? assert.fail('nothing was read')
  const ask = (as: string, entry = item.id) => town.call<{ number: string }>('POST', `/api/readings/${entry}/question`, { as, body: { question: '我没有在办事，为什么查看？' } })
  assert.deepEqual(said(await ask(people.stranger)), [404, 'readings.entry-unknown'])
  assert.deepEqual(said(await ask(people.resident, crypto.randomUUID())), [404, 'readings.entry-unknown'])
  const asked = await ask(people.resident)
  assert.equal(asked.status, 201)
  const opened = (await town.call<{ state: string; dueAt: string; deciding: { code: string }; form: { entry: string; reader: string } }>('GET', `/api/cases/${asked.body.number}`, { as: people.resident })).body
  assert.deepEqual([opened.state, opened.deciding.code, opened.form.entry], ['accepted', '11990100700356120K', item.id])
  assert.ok(opened.dueAt > '2026-12')
  assert.deepEqual(said(await ask(people.resident)), [409, 'readings.already-asked'])
  const other = (await shown()).find((entry) => entry.question === null) ?? assert.fail('nothing is left to ask about')
  await town.owner.rows("update items.versions set effective_to = '2026-01-02' where code = 'local-reading-question'")
  assert.deepEqual(said(await ask(people.resident, other.id)), [409, 'readings.no-questions'])
  assert.equal((await shown()).find(({ id }) => id === item.id)?.question, asked.body.number)
})

test('the sheet has every reading, however many they are, and none twice', async () => {
  const [known] = await inLedger(people.resident)
  await town.owner.rows("insert into act.entries (id, act, kind, subject, actor, actor_kind, post, at, facts) select gen_random_uuid(), act, kind, subject, actor, actor_kind, post, at + (n / 3) * interval '1 microsecond', facts from act.entries, generate_series(1, 10200) n where id = $1", [known])
  const csv = (await town.call('GET', '/api/readings/export', { as: people.resident })).raw.toString('utf8')
  const lines = csv.split('\r\n').slice(1, -1).map((line) => line.slice(1, 37))
  assert.ok(lines.length > 10_200)
  assert.deepEqual(lines, await inLedger(people.resident))
})

test('where nothing can be noted nothing is told', async () => {
  await town.owner.rows("alter table readings.noted add constraint closed check (what <> 'case') not valid")
  const answer = await town.call('GET', `/api/cases/${one.number}`, { as: 'chengguan.inspector' })
  await town.owner.rows('alter table readings.noted drop constraint closed')
  assert.ok(answer.status >= 500)
  assert.ok(!JSON.stringify(answer.body).includes('张敏'))
})
