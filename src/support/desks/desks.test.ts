// The own desk: saved lists with counts, what changed since the last look, evidence, comments with mentions, handling in bulk,
// who was first, the board, leave with a deputy, delegation with an end, hand-over of all work, letters before they are sent.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTown } from '../../../test/town.ts'
import { intake } from '../../../test/carry.ts'
import { hall, mattersIn, openStep, picture, told, urban, urbanStaff, type Said } from '../../../test/matters.ts'

const town = await openTown()
const { accepted, act, apply, call, day, did, examined, good, read, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
// The approver of the bureau is its head too.
const head = approver
after(() => town.close())

interface Result { number: string; done: boolean; problem: { code: string; facts: Record<string, unknown> } | null }
type Query = Record<string, string | boolean>
const accountOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''
const count = async (as: string, query: Query) => (await call<{ count: number; red: number }>('GET', `/api/case-count?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`, { as })).body
const listed = async (as: string, query: Query) => {
  const numbers: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: { number: string }[]; next: string | null } = (await call<{ items: { number: string }[]; next: string | null }>('GET', `/api/cases?${new URLSearchParams({ ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])), limit: '2', ...(cursor ? { cursor } : {}) })}`, { as })).body
    numbers.push(...page.items.map((row) => row.number))
    cursor = page.next
  }
  return numbers
}
const bulk = async (as: string, what: string, cases: Said[], kind: string, key = crypto.randomUUID()) =>
  (await call<{ items: Result[] }>('POST', '/api/bulk-acts', { as, body: { act: what, steps: cases.map((one) => ({ number: one.number, step: openStep(one, kind).id, key: `${key}-${one.number}` })) } })).body.items

/** A colleague with the same post, who can sign in. */
async function hire(role: string, login: string): Promise<string> {
  const { id } = await good(call('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: `备${login.slice(-1)}`, organisation: urban, password: 'six lanterns above the gate' } }))
  await good(call('POST', `/api/accounts/${id}/posts`, { as: 'admin.security', body: { role, organisation: urban } }))
  return id
}
const signIn = async (login: string) => {
  const answer = await town.call('POST', '/api/session', { body: { login, password: 'six lanterns above the gate' } })
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  return { cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' }
}

before(() => day('2026-11-23'))

test('a list that was saved is one’s own, keeps its filter and counts it', async () => {
  await accepted()
  const save = (as: string, name: string, query: object) => call<{ items: { id: string; name: string; query: object; count: number }[]; code: string }>('POST', '/api/saved-lists', { as, body: { name, query } })
  const { items } = (await save(examiner, '待审查', { view: 'todo', step: 'examination', free: true })).body
  assert.deepEqual(items.map(({ name, query, count: found }) => [name, query, found]), [['待审查', { view: 'todo', step: 'examination', free: true }, (await count(examiner, { view: 'todo', step: 'examination', free: true })).count]])
  assert.equal((await save(examiner, '待审查', { view: 'mine' })).body.code, 'desks.list-name-taken')
  assert.deepEqual((await call<{ items: unknown[] }>('GET', '/api/saved-lists', { as: clerk })).body.items, [])
  const other = await call<{ code: string }>('DELETE', `/api/saved-lists/${items[0]?.id}`, { as: clerk })
  assert.equal(other.body.code, 'desks.list-not-found')
  for (let n = 1; n < 12; n++) await save(examiner, `第${n}个`, { view: 'mine' })
  assert.equal((await save(examiner, '太多', { view: 'mine' })).body.code, 'desks.too-many-lists')
})

test('in bulk each case is an act of its own with its own answer; a retry repeats nothing; a refusal is never given in bulk (许可法 38)', async () => {
  const cases = [await accepted(), await accepted(), await apply()]
  const [one, two, fresh] = cases as [Said, Said, Said]
  assert.deepEqual((await bulk(examiner, 'claim', [one, two], 'examination')).map((result) => result.done), [true, true])
  const key = crypto.randomUUID()
  const steps = [...[one, two].map((each) => ({ number: each.number, step: openStep(each, 'examination').id, key: `${key}-${each.number}` })), { number: fresh.number, step: openStep(fresh, 'acceptance').id, key: `${key}-x` }]
  const send = () => call<{ items: Result[] }>('POST', '/api/bulk-acts', { as: examiner, body: { act: 'approve', steps } })
  const first = (await send()).body.items
  assert.deepEqual(first.map((result) => [result.done, result.problem?.code]), [[true, undefined], [true, undefined], [false, 'cases.not-your-step']])
  assert.deepEqual((await send()).body.items.map((result) => result.done), [true, true, false], 'a retry under the same keys answers the same')
  assert.equal((await timeline(examiner, one.number)).filter((entry) => entry.kind === 'cases.step-completed').length, 1)
  const decisions = await Promise.all([one, two].map((each) => read(approver, each.number)))
  assert.deepEqual((await bulk(approver, 'approve', decisions, 'decision')).map((result) => result.done), [true, true])
  assert.equal((await read(approver, one.number)).outcome, 'granted')
  const gone = await bulk(approver, 'approve', decisions, 'decision')
  assert.deepEqual(gone.map((result) => result.problem?.code), ['cases.step-already-done', 'cases.step-already-done'])
  const refusal = await call('POST', '/api/bulk-acts', { as: approver, body: { act: 'refuse', steps } })
  assert.equal(refusal.status, 400, 'there is no such act')
  const stopped = await examined()
  await did(examiner, stopped.number, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 5 })
  assert.deepEqual((await bulk(approver, 'approve', [await read(approver, stopped.number)], 'decision')).map((result) => result.problem?.code), ['cases.bulk-not-possible'])
})

test('who comes second hears who was first, what and when', async () => {
  const one = await examined()
  await good(act(approver, one.number, 'decision', { step: openStep(one, 'decision').id, outcome: 'grant' }))
  await hire('approver', 'spare.d')
  const late = await town.call<Said>('POST', `/api/cases/${one.number}/decision`, { headers: await signIn('spare.d'), body: { step: openStep(one, 'decision').id, outcome: 'refuse', reasons: '不符合规划。' } })
  assert.deepEqual(told(late), [409, 'cases.step-already-done'])
  const { kind, name, at, outcome } = late.body.facts.other as Record<string, string>
  assert.deepEqual([kind, outcome, typeof name, at?.slice(0, 10)], ['cases.decided', 'granted', 'string', '2026-11-23'])
})

test('a comment reaches who is mentioned, is hidden from the applicant, and is erased by its author or the head alone', async () => {
  const { number } = await accepted()
  const mentioned = await accountOf(clerk)
  await did(examiner, number, 'comments', { words: '请核对占道面积。', mentions: [mentioned] })
  await town.settle()
  const inbox = await call<{ items: { kind: string; case: string }[] }>('GET', '/api/notifications', { as: clerk })
  assert.ok(inbox.body.items.some((message) => message.kind === 'cases.commented' && message.case === number))
  assert.equal((await act(examiner, number, 'comments', { words: '张敏？', mentions: [await accountOf('zhang.min')] })).body.code, 'cases.mention-unknown')
  assert.ok(!(await timeline('yunhe.media', number)).some((entry) => entry.kind === 'cases.commented'))
  const comment = (await call<{ items: { id: string; kind: string; words: unknown }[] }>('GET', `/api/cases/${number}/timeline`, { as: clerk })).body.items.find((entry) => entry.kind === 'cases.commented')
  assert.deepEqual(comment?.words, { words: '请核对占道面积。' })
  const erase = (as: string) => act(as, number, `comments/${comment?.id}/erasure`)
  assert.equal((await erase(clerk)).body.code, 'cases.comment-not-found')
  assert.equal((await erase(head)).status, 200)
  assert.equal((await erase(head)).body.code, 'cases.comment-not-found')
  const after = (await timeline(clerk, number)).find((entry) => entry.kind === 'cases.commented')
  assert.equal(after?.words, null)
  const left = await town.platform.ground.sql.rows('select 1 from cases.words where entry = $1', [comment?.id])
  assert.equal(left.length, 0, 'words and salt are gone')
})

test('what changed since the last look is told once, and one’s own acts are no news', async () => {
  const { number } = await apply()
  const look = async (as: string) => (await call<{ since: string | null; entries: string[]; steps: string[] }>('PUT', `/api/cases/${number}/look`, { as, body: {} })).body
  assert.deepEqual((await look(examiner)).since, null)
  town.clock.advance({ minutes: 1 })
  await did(clerk, number, 'acceptance')
  await did(clerk, number, 'comments', { words: '已受理。', mentions: [] })
  assert.equal((await look(clerk)).entries.length, 0)
  const news = await look(examiner)
  assert.ok(news.since !== null && news.entries.length >= 2 && news.steps.length === 1, JSON.stringify(news))
  assert.deepEqual((await look(examiner)).entries, [])
})

test('each requirement stands with what bears it and where that comes from', async () => {
  const { number } = await apply()
  const { items } = (await call<{ items: { key: string; need: string; evidence: { source: string; ref: string | null; says: string; name: { zh: string } | null }[] }[] }>('GET', `/api/cases/${number}/evidence`, { as: clerk })).body
  assert.ok(items.length > 0)
  const borne = (key: string) => items.find((one) => one.key === key)?.evidence.map(({ source, ref, says }) => [source, ref, says])
  // 地面立柱广告的底部离地不得低于3米: `siteKind != "ground" or bottom >= 3`.
  const condition = items.find((one) => one.need === 'condition') ?? assert.fail('a condition of the form')
  assert.deepEqual(borne(condition.key), [['form', 'siteKind', 'wall'], ['form', 'bottom', '6']])
  assert.deepEqual(condition.evidence.map(({ name }) => typeof name?.zh), ['string', 'string'])
  const { status } = await call('GET', `/api/cases/${number}/evidence`, { as: 'yunhe.media' })
  assert.equal(status, 403)
})

test('a letter is shown before it is sent, as the act would write it, and nothing stays', async () => {
  const one = await examined()
  const before = await timeline(approver, one.number)
  const preview = (body: object) => call<{ letter: { kind: string; zh: { text: string; items: string[] }[] } | null; code: string }>('POST', `/api/cases/${one.number}/letter-preview`, { as: approver, body })
  const { letter } = (await preview({ act: 'decision', step: openStep(one, 'decision').id, outcome: 'refuse', reasons: '设置位置遮挡路口视线。' })).body
  const text = letter?.zh.map((block) => block.text + block.items.join('')).join('\n') ?? ''
  assert.equal(letter?.kind, 'decision-refusal')
  assert.ok(text.includes('设置位置遮挡路口视线。') && text.includes('行政复议') && !text.includes('{{'), text)
  assert.equal((await preview({ act: 'decision', step: openStep(one, 'decision').id, outcome: 'refuse' })).body.code, 'cases.reasons-needed')
  assert.deepEqual((await timeline(approver, one.number)).length, before.length)
  assert.equal((await read(approver, one.number)).state, 'accepted')
})

test('every number of the board opens a list of as many cases, and what has been late longest comes first', async () => {
  day('2026-12-20')
  await accepted()
  const board = (await call<{ total: { count: number; red: number }; late: { number: string; dueAt: string; suspended: boolean }[]; items: { item: { code: string }; handling: { code: string }; count: number; red: number; amber: number }[]; places: { organisation: { code: string }; step: string; count: number; red: number; free: number }[] }>('GET', '/api/board', { as: head })).body
  assert.ok(board.total.red > 0 && board.total.red < board.total.count, JSON.stringify(board.total))
  assert.equal((await listed(head, { view: 'department' })).length, board.total.count)
  assert.deepEqual(board.late.map(({ number }) => number).sort(), (await listed(head, { view: 'department', lamp: 'red' })).sort(), 'fewer than ten are late here')
  // What stands still longer than was told is late since then.
  const due = board.late.filter(({ suspended }) => !suspended).map(({ dueAt }) => dueAt)
  assert.deepEqual(due, due.toSorted(), 'longest first')
  for (const { item, handling, count: all, red } of board.items) {
    const query = { view: 'department', item: item.code, handling: handling.code }
    assert.deepEqual([(await listed(head, query)).length, (await listed(head, { ...query, lamp: 'red' })).length], [all, red])
  }
  for (const { organisation, step, count: all, red, free } of board.places) {
    const query = { view: 'department', at: organisation.code, step }
    assert.deepEqual([(await listed(head, query)).length, (await listed(head, { ...query, lamp: 'red' })).length, (await count(head, { ...query, free: true })).count], [all, red, free], JSON.stringify(query))
  }
  assert.equal((await call('GET', '/api/board', { as: 'zhang.min' })).status, 403)
})

test('who is on leave is not suggested; the deputy sees and does what was taken; nobody else', async () => {
  day('2026-12-21')
  const deputy = await hire('examiner', 'spare.a')
  await hire('examiner', 'spare.b')
  const me = await accountOf(examiner)
  const note = (body: object, as = examiner) => call<{ items: { id: string }[]; code: string }>('POST', '/api/absences', { as, body: { account: me, from: '2026-12-21', until: '2026-12-25', ...body } })
  const one = await accepted()
  await did(examiner, one.number, `steps/${openStep(one, 'examination').id}/claim`)
  assert.equal((await note({ deputy: await accountOf(clerk) })).body.code, 'people.deputy-unfit')
  assert.equal((await note({ until: '2026-12-20' })).body.code, 'people.absence-dates')
  assert.equal((await note({}, 'jiaoguan.examiner')).body.code, 'people.not-found', 'not a head of this person')
  const [absence] = (await note({ deputy }, head)).body.items
  assert.equal((await note({})).body.code, 'people.absence-overlaps')
  const colleagues = (await call<{ items: { account: string; awayUntil: string | null }[] }>('GET', `/api/cases/${one.number}/colleagues`, { as: clerk })).body.items
  assert.deepEqual(colleagues.filter((each) => each.awayUntil !== null).map((each) => [each.account, each.awayUntil]), [[me, '2026-12-25']])
  const [standsIn, other] = [await signIn('spare.a'), await signIn('spare.b')]
  const todo = async (headers: Record<string, string>) => (await town.call<{ items: { number: string; steps: { mine: boolean }[] }[] }>('GET', '/api/cases?view=todo&limit=100', { headers })).body.items.filter((row) => row.number === one.number)
  assert.deepEqual((await todo(standsIn)).map((row) => row.steps[0]?.mine), [true])
  assert.deepEqual(await todo(other), [])
  const complete = (headers: Record<string, string>) => town.call<Said>('POST', `/api/cases/${one.number}/steps/${openStep(one, 'examination').id}/completion`, { headers, body: { outcome: 'pass' } })
  assert.equal((await complete(other)).body.code, 'cases.step-claimed')
  assert.equal((await complete(standsIn)).status, 200)
  const back = await good(act(approver, one.number, `steps/${openStep(await read(approver, one.number), 'decision').id}/return`, { to: 'examine', then: 'on', reason: '请补充说明。' }))
  assert.equal(openStep(back, 'examination').assignee, deputy)
  assert.equal((await call<{ code: string }>('POST', `/api/absences/${absence?.id}/end`, { as: 'jiaoguan.examiner', body: {} })).body.code, 'people.absence-not-found')
  assert.equal((await call('POST', `/api/absences/${absence?.id}/end`, { as: examiner, body: {} })).status, 200)
  const free = (await call<{ items: { awayUntil: string | null }[] }>('GET', `/api/cases/${one.number}/colleagues`, { as: clerk })).body.items
  assert.ok(free.every((each) => each.awayUntil === null))
})

test('a delegation with a last day comes back by itself after it', async () => {
  day('2026-12-22')
  const one = await accepted()
  const step = openStep(one, 'examination').id
  const to = await accountOf(clerk)
  assert.equal((await act(examiner, one.number, `steps/${step}/delegation`, { to, request: '请测量。', until: '2026-12-21' })).body.code, 'cases.delegation-dates')
  await did(examiner, one.number, `steps/${step}/delegation`, { to, request: '请测量。', until: '2026-12-23' })
  day('2026-12-23')
  await town.settle()
  assert.equal(openStep(await read(examiner, one.number), 'examination').assignee, to, 'still on the last day')
  day('2026-12-24')
  await town.platform.beat()
  const back = openStep(await read(examiner, one.number), 'examination')
  assert.equal(back.assignee, await accountOf(examiner))
  await town.settle()
  assert.ok((await call<{ items: { kind: string }[] }>('GET', '/api/notifications?limit=100', { as: examiner })).body.items.some((message) => message.kind === 'cases.delegation-returned'))
})

test('all the work of who leaves goes over, each step recorded with its reason; nothing is left lying', async () => {
  day('2026-12-25')
  const leaving = await hire('examiner', 'spare.c')
  const [one, two] = [await accepted(), await accepted()]
  for (const each of [one, two]) await did(examiner, each.number, `steps/${openStep(each, 'examination').id}/transfer`, { to: leaving, reason: '请协助。' })
  const path = `/api/open-work/${leaving}`
  const open = (await call<{ items: { number: string }[]; posts: { role: string; count: number; holders: { account: string }[] }[] }>('GET', path, { as: head })).body
  assert.deepEqual([open.items.map((row) => row.number).toSorted(), open.posts.map((post) => [post.role, post.count])], [[one.number, two.number].toSorted(), [['examiner', 2]]])
  assert.deepEqual((await call<{ items: unknown[] }>('GET', path, { as: 'jiaoguan.approver' })).body.items ?? [], [], 'another head sees none of it')
  const hand = (receivers: object[], as = head) => call<{ items: Result[]; left: number; code: string }>('POST', `${path}/hand-over`, { as, body: { receivers, reason: '调离岗位。' } })
  assert.equal((await hand([])).body.code, 'cases.receiver-missing')
  const wrong = await hand([{ role: 'examiner', organisation: urban, to: await accountOf(clerk) }])
  assert.deepEqual([wrong.body.items.map((result) => result.problem?.code), wrong.body.left], [['cases.colleague-unknown', 'cases.colleague-unknown'], 2])
  const done = await hand([{ role: 'examiner', organisation: urban, to: await accountOf(examiner) }])
  assert.deepEqual([done.body.items.map((result) => result.done), done.body.left], [[true, true], 0])
  assert.equal(openStep(await read(examiner, one.number), 'examination').assignee, await accountOf(examiner))
  const entry = (await timeline(examiner, two.number)).find((each) => each.kind === 'cases.handed-over')
  assert.deepEqual([entry?.facts.from, entry?.words], [leaving, { reason: '调离岗位。' }])
})

test('what a window typed is confirmed by the person: by the code on the receipt or by a signature, once', async () => {
  const receive = async () => (await good(call('POST', '/api/intakes', { as: 'window.wang', body: intake }))).number
  const state = async (number: string, as = 'window.wang') => (await call<{ code: string | null; means: string | null; signed: boolean }>('GET', `/api/cases/${number}/confirmation`, { as })).body
  const [coded, signed] = [await receive(), await receive()]
  const { code } = await state(coded)
  assert.match(code ?? '', /^[0-9A-Z]{10}$/)
  const open = (method: string, given: string) => town.call<{ number: string; code: string }>(method, `/api/intake-confirmations/${given}`, method === 'POST' ? { body: {} } : {})
  assert.equal((await open('GET', code?.toLowerCase() ?? '')).body.number, coded)
  assert.equal((await open('POST', 'ABCDEFGHJK')).body.code, 'applications.confirmation-unknown')
  assert.equal((await open('POST', code ?? '')).status, 200)
  assert.equal((await open('POST', code ?? '')).body.code, 'applications.already-confirmed')
  assert.deepEqual([(await state(coded)).means, (await state(coded)).code], ['code', null])
  const upload = async (name: string, content: Uint8Array | string) => (await town.upload<{ sha256: string }>('/api/intake-files', { as: 'window.wang', name, content, fields: { material: 'other' } })).body.sha256
  const sign = async (sha256: string) => call('POST', `/api/cases/${signed}/confirmation`, { as: 'window.wang', body: { signature: sha256 } })
  assert.equal((await sign(await upload('签名.txt', '张敏'))).body.code, 'applications.signature-not-a-picture')
  assert.equal((await sign(await upload('签名.png', picture))).status, 200)
  const drawn = await call('GET', `/api/cases/${signed}/confirmation/signature`, { as: 'window.wang' })
  assert.deepEqual(drawn.raw, picture)
  assert.ok((await timeline(clerk, signed)).some((entry) => entry.kind === 'applications.intake-confirmed' && entry.facts.means === 'signature'))
  assert.equal((await call('GET', `/api/cases/${(await apply()).number}/confirmation`, { as: clerk })).body.code, 'applications.confirmation-unknown')
})

test('a window of the service centre receives and never decides', async () => {
  const one = await examined()
  assert.equal(one.receiving.code === hall || one.receiving.code === urban, true)
  const { body, status } = await act('window.wang', one.number, 'decision', { step: openStep(one, 'decision').id, outcome: 'grant' })
  assert.deepEqual([status, body.code], [403, 'http.not-allowed'])
  const inBulk = await call('POST', '/api/bulk-acts', { as: 'window.wang', body: { act: 'approve', steps: [{ number: one.number, step: openStep(one, 'decision').id, key: 'window-approves' }] } })
  assert.equal(inBulk.status, 403)
})
