// Lists of cases and the page of one: views, filters, paging that stays in place, the timeline, masked numbers, files.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openTown } from '../../../test/town.ts'
import { codes, forms, mattersIn, openStep, told, urbanStaff } from '../../../test/matters.ts'

const town = await openTown()
const { accepted, act, apply, call, day, decide, did, draft, examined, good, read, submit, timeline, upload } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff

interface Row {
  number: string
  state: string
  outcome: string | null
  applicant: string
  dueAt: string | null
  lamp: string | null
  suspended: boolean
  openedAt: string
  item: { code: string; name: { zh: string } }
  handling: { name: { zh: string } }
  steps: { kind: string; assignee: string | null }[]
}
type Page = { items: Row[]; next: string | null; code?: string }

const list = async (as: string, query: Record<string, string | number> = {}) =>
  (await call<Page>('GET', `/api/cases?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`, { as })).body
const numbers = async (as: string, query: Record<string, string | number> = {}) => (await list(as, { limit: 100, ...query })).items.map((row) => row.number)

after(() => town.close())

/** Opened, accepted, suspended, decided, finished; a joint one; one of another department. */
const of: Record<'opened' | 'running' | 'stopped' | 'decided' | 'finished' | 'joint' | 'foreign', string> = { opened: '', running: '', stopped: '', decided: '', finished: '', joint: '', foreign: '' }

before(async () => {
  // One minute after the other: cases of one moment have no order but that of their ids.
  day('2026-11-23')
  of.opened = (await apply()).number
  day('2026-11-23', '09:01')
  of.running = (await accepted()).number
  day('2026-11-23', '09:02')
  of.stopped = (await accepted()).number
  day('2026-11-23', '09:03')
  await did(examiner, of.stopped, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 30 })
  const decided = await examined()
  day('2026-11-23', '09:04')
  const finished = await examined()
  day('2026-11-23', '09:05')
  for (const { number } of [decided, finished]) await good(decide(number, { outcome: 'refuse', reasons: '不符合规划。' }))
  of.decided = decided.number
  of.finished = (await did(clerk, finished.number, 'delivery', { means: 'window', proof: '本人签收' })).number
  of.joint = (await did(clerk, (await apply('jianan.works', codes.road, forms.road)).number, 'acceptance')).number
  of.foreign = (await good(submit('li.guiying', await draft('li.guiying', codes.marriage, forms.marriage)))).number
})

test('each view shows what belongs to it, and nobody sees more than the own bodies', async () => {
  assert.deepEqual(await numbers(clerk), [of.opened, of.decided])
  assert.deepEqual(await numbers(examiner), [of.running, of.stopped, of.joint])
  assert.deepEqual(await numbers('jiaoguan.examiner'), [of.joint])
  assert.deepEqual(await numbers('shijian.clerk'), [])
  assert.deepEqual((await numbers(approver, { view: 'department' })).toSorted(), [of.opened, of.running, of.stopped, of.decided, of.joint].toSorted())
  assert.deepEqual(await numbers(approver, { view: 'finished' }), [of.finished])
  assert.equal((await numbers('window.wang', { view: 'department' })).length, 6)
  assert.deepEqual(await numbers('dc.minzheng.clerk'), [of.foreign])
})

test('people see their own matters, newest first, whatever view they ask for', async () => {
  const own = [of.finished, of.decided, of.stopped, of.running, of.opened]
  for (const view of ['own', 'department', 'todo']) assert.deepEqual(await numbers('yunhe.media', { view }), own)
  assert.deepEqual(await numbers('zhang.min'), [])
})

test('what I have taken is mine, and no longer to do for a colleague', async () => {
  const step = openStep(await read(examiner, of.running), 'examination').id
  await did(examiner, of.running, `steps/${step}/claim`)
  assert.deepEqual(await numbers(examiner, { view: 'mine' }), [of.running])
  assert.deepEqual(await numbers('jiaoguan.examiner', { view: 'mine' }), [])
  await did(examiner, of.running, `steps/${step}/release`)
  assert.deepEqual(await numbers(examiner, { view: 'mine' }), [])
})

test('lists are narrowed by words, item, state and lamp', async () => {
  const narrow = (query: Record<string, string>) => numbers(clerk, { view: 'department', ...query })
  assert.deepEqual(await narrow({ item: codes.road }), [of.joint])
  assert.deepEqual(await narrow({ state: 'submitted' }), [of.opened])
  assert.deepEqual(await narrow({ q: '云州建安' }), [of.joint])
  assert.deepEqual(await narrow({ q: of.running }), [of.running])
  assert.deepEqual(await narrow({ q: '100%_' }), [])
  assert.equal((await narrow({ lamp: 'green' })).includes(of.stopped), false)
  assert.deepEqual(await narrow({ lamp: 'red' }), [])
  day('2026-12-10')
  // The promises of seven and eight days and the five days to answer are over; the clock that stands still shows no lamp.
  assert.deepEqual((await narrow({ lamp: 'red' })).toSorted(), [of.opened, of.running, of.joint, of.decided].toSorted())
  assert.equal((await list(clerk, { view: 'department', q: of.stopped })).items[0]?.lamp, null)
  // What was late before it stood still stays late.
  await did(examiner, of.running, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 5 })
  assert.deepEqual((await narrow({ lamp: 'red' })).includes(of.running), true)
  assert.equal((await list(clerk, { view: 'department', q: of.running })).items[0]?.lamp, 'red')
  assert.equal((await read(clerk, of.running)).lamp, 'red')
  // A clock that stands longer than the applicant was told is late as well (许可法 45).
  day('2026-12-25')
  assert.equal((await narrow({ lamp: 'red' })).includes(of.stopped), true)
  assert.deepEqual([(await list(clerk, { view: 'department', q: of.stopped })).items[0]?.lamp, (await read(clerk, of.stopped)).suspensions.map((one) => (one as { isOverrun?: boolean }).isOverrun)], ['red', [true]])
  day('2026-12-10')
  await did(examiner, of.running, 'resumption')
  day('2026-11-23')
  assert.equal((await call('GET', '/api/cases?view=all', { as: clerk })).status, 400)
})

test('counts agree with the lists', async () => {
  const { body } = await call<Record<string, number>>('GET', '/api/case-counts', { as: clerk })
  assert.deepEqual(body, { todo: 2, mine: 0, department: 5, finished: 1 })
  assert.equal((await call('GET', '/api/case-counts', { as: 'zhang.min' })).status, 403)
})

test('a row says what a work list needs, in Chinese time', async () => {
  const row = (await list(examiner, { q: of.joint })).items[0]
  assert.deepEqual([row?.applicant, row?.item.name.zh, row?.handling.name.zh, row?.state, row?.suspended], ['云州建安市政工程有限公司', '临时占用城市道路审批', '云州市城市管理局', 'accepted', false])
  assert.equal(row?.openedAt, '2026-11-23T09:05:00.000+08:00')
  assert.equal(row?.steps.length, 2)
})

test('pages go on after the last row, whatever was added meanwhile, and no row comes twice or is lost', async () => {
  for (const [as, view] of [[clerk, 'todo'], [clerk, 'department'], ['yunhe.media', 'own']] as const) {
    const before = await numbers(as, { view })
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await list(as, { view, limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((row) => row.number))
      cursor = page.next
      // The clock stands: the new ones have the very moment of the old ones, and only their ids tell them apart.
      await apply()
      assert.ok(seen.length < 40)
    }
    assert.equal(new Set(seen).size, seen.length)
    assert.deepEqual(before.filter((number) => !seen.includes(number)), [])
  }
})

test('a cursor that was made up is refused, not an error', async () => {
  for (const key of ['x', '[]', '["a"]', '["yesterday","here"]', '[1,2]', '[null,null]', '{"a":1}']) {
    const cursor = Buffer.from(key).toString('base64url')
    assert.equal((await call('GET', `/api/cases?cursor=${cursor}`, { as: clerk })).status, 400, key)
    for (const path of ['items', 'applications']) assert.ok([200, 400].includes((await call('GET', `/api/${path}?cursor=${cursor}`, { as: 'zhang.min' })).status), `${path} ${key}`)
  }
  for (const q of ['%00', 'a%00b']) assert.equal((await call('GET', `/api/cases?q=${q}`, { as: clerk })).status, 400)
  assert.deepEqual(told(await act(clerk, 'x%00', 'acceptance')), [400, 'http.invalid-request'])
})

test('the timeline tells everything in order: by whom, when, and the words; places in the ledger once they have one', async () => {
  await town.settle()
  const entries = await timeline('yunhe.media', of.finished)
  assert.deepEqual(entries.map((entry) => entry.kind).filter((kind) => kind.startsWith('cases.')), ['cases.opened', 'cases.accepted', 'cases.step-completed', 'cases.decided', 'cases.delivered', 'cases.finished'])
  const places = entries.map((entry) => entry.seq ?? -1)
  assert.deepEqual(places, places.toSorted((a, b) => a - b))
  assert.ok(places.every((place) => place >= 0))
  assert.deepEqual([entries[1]?.actor.name, entries[1]?.actor.organisation?.zh, entries[1]?.at], ['周强', '云州市城市管理局', '2026-11-23T09:04:00.000+08:00'])
})

test('a party reads what letters tell, never opinions, rules, or who took a step', async () => {
  const { number } = await accepted()
  const step = openStep(await read(examiner, number), 'examination').id
  await did(examiner, number, `steps/${step}/claim`)
  await did(examiner, number, 'suspension', { kind: 'testing', reason: '送检结构。', expectedDays: 5 })
  await did(examiner, number, 'resumption')
  await did(examiner, number, `steps/${step}/completion`, { outcome: 'pass', opinion: '内部意见：可从宽。' })
  await good(decide(number, { outcome: 'partly-grant', reasons: '只准予一处。', faces: { 0: { width: 3 } } }))
  const seen = await timeline('yunhe.media', number)
  const whole = await timeline(examiner, number)
  const wordsOf = (entries: typeof seen, kind: string) => entries.find((entry) => entry.kind === kind)?.words
  assert.deepEqual([wordsOf(seen, 'cases.suspended'), wordsOf(seen, 'cases.decided'), wordsOf(seen, 'cases.step-completed')], [{ reason: '送检结构。' }, { reasons: '只准予一处。' }, null])
  assert.ok(!JSON.stringify(seen).includes('内部意见') && !seen.some((entry) => entry.kind === 'cases.step-claimed'))
  assert.deepEqual([wordsOf(whole, 'cases.step-completed'), whole.some((entry) => entry.kind === 'cases.step-claimed')], [{ opinion: '内部意见：可从宽。' }, true])
})

test('every moment in an answer is RFC 3339 in Chinese time', async () => {
  const body = await read(clerk, of.finished)
  const moments = [body.openedAt, body.finishedAt, ...body.steps.flatMap((step) => [step.openedAt, step.doneAt])].filter((moment) => moment !== null)
  assert.ok(moments.length >= 8)
  for (const moment of moments) assert.match(moment, /^2026-11-23T09:0[45]:00\.000\+08:00$/)
})

test('numbers of identity and telephone are masked for everybody but their owner (PIPL 6)', async () => {
  assert.deepEqual((await read('yunhe.media', of.running)).parties.map((party) => [party.idNumber, party.phone]), [['91990102708100111L', '0990-8860001']])
  for (const as of [clerk, approver, 'window.wang']) assert.deepEqual((await read(as, of.running)).parties.map((party) => [party.idNumber, party.phone]), [['919***********111L', '099*****0001']])
})

test('files of a case open for who may see it, as attachments that run nothing', async () => {
  const id = await draft('yunhe.media', codes.hoarding, forms.hoarding)
  await upload(id, 'yunhe.media', 'sitePlan', '../位置 图".png')
  const { number, files } = await good(submit('yunhe.media', id))
  const file = files[0]
  // A picture stands in the case as PDF.
  assert.deepEqual([file?.material, file?.type, file?.version], ['sitePlan', 'application/pdf', 1])
  assert.match(file?.at ?? '', /\+08:00$/)
  const path = `/api/cases/${number}/files/${file?.id}`
  const answer = await call('GET', path, { as: clerk })
  assert.deepEqual([answer.status, answer.headers['content-type'], createHash('sha256').update(answer.raw).digest('hex')], [200, 'application/pdf', file?.sha256])
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename\*=UTF-8''/)
  assert.match(String(answer.headers['content-security-policy']), /sandbox/)
  assert.equal((await call('GET', path, { as: 'zhang.min' })).status, 404)
  assert.equal((await call('GET', `/api/cases/${of.running}/files/${file?.id}`, { as: clerk })).status, 404)
  assert.match((await call<string>('GET', `/api/cases/${number}/process`, { as: clerk })).body, /<bpmn:definitions/)
})
