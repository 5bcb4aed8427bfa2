// Sections: a team has its cases and not the rest of the department, a window what it received; in lists, counts, files, acts and hand-overs alike.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { intake } from '../../../test/carry.ts'
import { codes, forms, mattersIn, openStep, told, urban, urbanStaff, type Said } from '../../../test/matters.ts'
import { openTown } from '../../../test/town.ts'
import type { Post } from '#base/http'
import { placeFor, postsIn, sectionOf, sectionsIn } from './sections.ts'

const town = await openTown()
const { act, apply, call, day, did, good, read, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
const [ads, roads, companies, residents, everyWindow] = ['chengguan.ads', 'chengguan.roads', 'window.lu', 'window.zhao', 'window.wang'] as const
const [adsTeam, roadsTeam, firstWindow] = [`${urban}-01`, `${urban}-02`, '12990100700126958D-01']
before(() => day('2026-11-23'))
after(() => town.close())

interface Row { number: string; team: { code: string } | null; window: { code: string } | null; steps: { mine: boolean }[] }
const list = async (as: string, view: string, q: string) => (await call<{ items: Row[] }>('GET', `/api/cases?view=${view}&q=${q}`, { as })).body.items
const sees = async (as: string, number: string, view = 'department') => (await list(as, view, number)).length === 1
const counts = async (as: string) => (await call<Record<string, number>>('GET', '/api/case-counts', { as })).body
const accountOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''
const received = async (as: string) => good(call('POST', '/api/intakes', { as, body: intake }))
const sectionOfStep = (one: Said, kind: string) => (openStep(one, kind) as unknown as { section: { code: string } | null }).section?.code ?? null
/** Every way of reading a case, each refused as if it did not exist. */
const readings = ['', '/timeline', '/process', '/letters', '/evidence', '/hearings', '/colleagues', '/supervision', '/publicity', '/confirmation']

test('whose hands something is in, and which posts count there, are pure rules', () => {
  const row = { receiving: 'hall', handling: 'body', window: 'hall-1', team: 'body-1' }
  assert.deepEqual(['hall', 'body', 'other'].map((body) => sectionOf(row, body)), ['hall-1', 'body-1', null])
  assert.deepEqual([sectionOf({ ...row, team: null }, 'body'), sectionOf({ ...row, receiving: 'body' }, 'body'), sectionOf({ ...row, window: null }, 'hall')], [null, 'body-1', null])
  assert.deepEqual(sectionsIn(row, [{ state: 'open', section: 'body-2' }, { state: 'done', section: 'body-3' }, { state: 'open', section: null }]), ['hall-1', 'body-1', 'body-2'])
  const post = { id: 'p', role: 'clerk', region: '990100' }
  const posts: Post[] = [{ ...post, organisation: 'body-1', of: 'body' }, { ...post, organisation: 'body-2', of: 'body' }, { ...post, organisation: 'body' }]
  assert.deepEqual(postsIn(posts, ['body-1']), [{ ...post, organisation: 'body', section: 'body-1' }, posts[1], posts[2]])
  assert.deepEqual([null, 'body-1', 'body-2'].map((section) => placeFor({ section }, 'body', row)), ['body', 'body', 'body-2'])
})

test('a window has what it received, in every list and reading; the other window has nothing of it, and neither decides', async () => {
  const before = await counts(residents)
  const { number } = await received(companies)
  assert.deepEqual((await list(companies, 'department', number)).map((row) => [row.window?.code, row.team?.code]), [[firstWindow, adsTeam]])
  assert.deepEqual([await sees(companies, number), await sees(everyWindow, number), await sees(residents, number)], [true, true, false])
  assert.deepEqual(await counts(residents), before)
  for (const path of readings) assert.deepEqual(told(await call('GET', `/api/cases/${number}${path}`, { as: residents })), [404, 'cases.not-found'], path)
  assert.ok((await call<{ code: string | null }>('GET', `/api/cases/${number}/confirmation`, { as: companies })).body.code, 'the receipt is this window’s')
  const shown = await read(companies, number)
  assert.deepEqual([sectionOfStep(shown, 'acceptance'), shown.acts.map((one) => one.act).includes('accept')], [adsTeam, false])
  assert.deepEqual(told(await act(companies, number, 'acceptance')), [403, 'http.not-allowed'])
  assert.equal((await act(companies, number, 'decision', { step: openStep(shown, 'acceptance').id, outcome: 'grant' })).status, 403)
  // Decided and to be handed over: at its window, and not at the other one.
  await did(ads, number, 'acceptance')
  await did(ads, number, `steps/${openStep(await read(ads, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  await did(approver, number, 'decision', { step: openStep(await read(approver, number), 'decision').id, outcome: 'grant' })
  assert.deepEqual(told(await act(residents, number, 'delivery', { means: 'window', proof: '本人签收' })), [404, 'cases.not-found'])
  assert.equal((await did(companies, number, 'delivery', { means: 'window', proof: '本人签收' })).state, 'finished')
  assert.deepEqual([await sees(companies, number, 'finished'), await sees(residents, number, 'finished')], [true, false])
})

test('what hangs on a case is listed for its window and its team: letters that wait, the licence, the verdict; seals are the body’s (decision 0041)', async () => {
  const { number } = await received(companies)
  await did(ads, number, 'acceptance')
  await town.settle()
  const waiting = async (as: string) => (await call<{ items: { case: string; kind: string; recipient: string }[] }>('GET', '/api/waiting-letters?limit=100', { as })).body.items.filter((one) => one.case === number).map((one) => one.kind).sort()
  for (const as of [companies, ads, clerk, everyWindow]) assert.deepEqual(await waiting(as), ['acceptance', 'receipt'], as)
  for (const as of [residents, roads, 'minzheng.clerk']) assert.deepEqual(await waiting(as), [], as)
  await did(ads, number, `steps/${openStep(await read(ads, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  await did(approver, number, 'decision', { step: openStep(await read(approver, number), 'decision').id, outcome: 'grant' })
  await did(companies, number, 'delivery', { means: 'window', proof: '本人签收' })
  await town.settle()
  const licences = async (as: string) => (await call<{ items: { id: string; caseNumber: string | null }[] }>('GET', '/api/licences?limit=100', { as })).body.items.length
  const of = async (as: string) => (await call<{ items: unknown[] }>('GET', `/api/licences?case=${number}`, { as })).body.items.length
  assert.deepEqual([await of(companies), await licences(companies) > 0, await licences(ads) > 0, await licences(roads), await licences(residents)], [1, true, true, 0, 0])
  const [visit] = await town.platform.ground.sql.rows<{ code: string }>("select code from reviews.invitations where case_number = $1 and kind = 'visit'", [number])
  await good(call('POST', '/api/reviews', { body: { visit: visit?.code, verdict: 5 } }))
  const verdicts = async (as: string) => (await call<{ items: { caseNumber: string }[] }>('GET', '/api/reviews?limit=100', { as })).body.items.length
  assert.deepEqual([await verdicts(companies), await verdicts(ads), await verdicts(residents), await verdicts(roads)], [1, 1, 0, 0])
  const seals = async (as: string) => (await call<{ items: { organisation: { code: string } }[] }>('GET', '/api/seals', { as })).body.items.map((one) => one.organisation.code)
  assert.deepEqual([[...new Set(await seals(ads))], [...new Set(await seals(companies))], (await seals(ads)).length], [[urban], [firstWindow.slice(0, 18)], (await seals(clerk)).length])
})

test('a team has the cases of its items and not the rest of the department; who holds a post of the whole has both', async () => {
  const [hoarding, road] = [await apply(), await apply('yunhe.media', codes.road, forms.road)]
  for (const [as, own, other] of [[ads, hoarding, road], [roads, road, hoarding]] as const) {
    for (const view of ['todo', 'department']) assert.deepEqual([await sees(as, own.number, view), await sees(as, other.number, view)], [true, false], `${as} ${view}`)
    for (const path of readings.slice(0, -1)) assert.equal((await call('GET', `/api/cases/${other.number}${path}`, { as })).status, 404, path)
    assert.deepEqual(told(await act(as, other.number, 'acceptance')), [404, 'cases.not-found'])
    assert.deepEqual((await list(as, 'todo', own.number)).map((row) => row.steps.map((step) => step.mine)), [[true]])
  }
  for (const as of [clerk, approver]) assert.deepEqual([await sees(as, hoarding.number), await sees(as, road.number)], [true, true], as)
  const mine = await counts(ads)
  const all = await counts(clerk)
  assert.ok((mine.todo ?? 0) > 0 && (mine.department ?? 0) < (all.department ?? 0), JSON.stringify({ mine, all }))
  const bulk = await call<{ items: { done: boolean; problem: { code: string } | null }[] }>('POST', '/api/bulk-acts', { as: ads, body: { act: 'claim', steps: [hoarding, road].map((one) => ({ number: one.number, step: openStep(one, 'acceptance').id, key: `sections-${one.number}` })) } })
  assert.deepEqual(bulk.body.items.map(({ done, problem }) => [done, problem?.code]), [[true, undefined], [false, 'cases.not-found']])
  await did(ads, hoarding.number, 'acceptance')
  assert.equal(sectionOfStep(await read(ads, hoarding.number), 'examination'), adsTeam, 'what comes next is with the team too')
})

test('a case of no team is in the hands of the whole body: no team reaches it', async () => {
  const { number } = await apply()
  await town.platform.ground.sql.rows("update cases.steps set section = null where case_id = (select id from cases.cases where number = $1)", [number])
  await town.platform.ground.sql.rows('update cases.cases set team = null where number = $1', [number])
  assert.deepEqual([await sees(ads, number, 'todo'), await sees(ads, number), await sees(clerk, number, 'todo')], [false, false, true])
  assert.equal((await call('GET', `/api/cases/${number}`, { as: ads })).status, 404)
})

test('what goes over to another team is in its hands from then on; who had it reads what was done there and does nothing more', async () => {
  const { number } = await apply()
  await did(ads, number, 'acceptance')
  const step = openStep(await read(ads, number), 'examination').id
  const give = (as: string, body: object) => act(as, number, `steps/${step}/transfer`, { reason: '属于市政设施。', ...body })
  for (const section of [adsTeam, firstWindow, `${urban}-09`]) assert.deepEqual(told(await give(ads, { section })), [422, 'cases.section-not-of-body'], section)
  assert.deepEqual(told(await give(ads, { to: await accountOf(roads) })), [422, 'cases.colleague-unknown'], 'a colleague of another team does not reach it')
  assert.deepEqual(told(await give(ads, { to: await accountOf(examiner), section: roadsTeam })), [422, 'cases.colleague-unknown'], 'one or the other')
  const given = await give(ads, { section: roadsTeam })
  assert.equal(given.status, 200)
  assert.deepEqual([await sees(roads, number, 'todo'), await sees(roads, number), await sees(ads, number, 'todo'), await sees(ads, number)], [true, true, false, false])
  assert.deepEqual((await read(ads, number)).acts, [], 'read on, and nothing to do')
  assert.deepEqual(told(await act(ads, number, `steps/${step}/completion`, { outcome: 'pass', opinion: '符合条件。' })), [403, 'cases.not-your-step'])
  assert.equal((await act(ads, number, 'suspension', { kind: 'expert-review', reason: '需要评审。', expectedDays: 5 })).status, 403)
  const entry = (await timeline(roads, number)).find((one) => one.kind === 'cases.transferred')
  assert.deepEqual([entry?.facts.section, entry?.facts.told, entry?.words], [roadsTeam, [await accountOf(roads)], { reason: '属于市政设施。' }])
  await did(roads, number, `steps/${step}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  assert.equal(sectionOfStep(await read(clerk, number), 'decision'), roadsTeam)
  assert.equal(given.body.number, number)
})

test('colleagues of another team: a copy gives reading alone, a mention is refused, work is not lent to them, and who is asked to sign gets that step', async () => {
  const { number } = await apply()
  await did(ads, number, 'acceptance')
  const step = openStep(await read(ads, number), 'examination').id
  const other = await accountOf(roads)
  assert.deepEqual(told(await act(ads, number, 'comments', { words: '请看。', mentions: [other] })), [422, 'cases.mention-unknown'])
  assert.deepEqual(told(await act(ads, number, `steps/${step}/delegation`, { to: other, request: '请量一下。' })), [422, 'cases.colleague-unknown'])
  const colleagues = (await call<{ items: { account: string; reaches: boolean; section: { code: string } | null }[] }>('GET', `/api/cases/${number}/colleagues`, { as: ads })).body.items
  assert.deepEqual(colleagues.filter((one) => one.account === other).map((one) => [one.section?.code, one.reaches]), [[roadsTeam, false], [roadsTeam, false]])
  await did(ads, number, 'copies', { account: other })
  assert.deepEqual([(await read(roads, number)).acts.map((one) => one.act), await sees(roads, number), await sees(roads, number, 'copied')], [['read-copy'], false, true])
  assert.deepEqual(told(await act(roads, number, `steps/${step}/completion`, { outcome: 'pass', opinion: '符合条件。' })), [404, 'cases.not-found'])
  await did(ads, number, `steps/${step}/signers`, { place: 'with', rule: 'all', signers: [{ organisation: urban, role: 'examiner', account: other }] })
  const signing = (await read(roads, number)).steps.find((one) => one.assignee === other)
  assert.deepEqual([(signing as unknown as { section: { code: string } }).section.code, await sees(roads, number, 'todo')], [roadsTeam, true])
})

test('a team is asked to sign as a team, and is given a copy as one', async () => {
  const { number } = await apply()
  await did(ads, number, 'acceptance')
  const step = openStep(await read(ads, number), 'examination').id
  await did(ads, number, 'copies', { organisation: roadsTeam })
  assert.deepEqual([(await read(roads, number)).acts.map((one) => one.act), (await call('GET', `/api/cases/${number}`, { as: residents })).status], [['read-copy'], 404])
  assert.deepEqual(told(await act(ads, number, `steps/${step}/signers`, { place: 'with', signers: [{ organisation: roadsTeam, role: 'approver' }] })), [422, 'cases.colleague-unknown'])
  await did(ads, number, `steps/${step}/signers`, { place: 'with', rule: 'all', signers: [{ organisation: roadsTeam, role: 'examiner' }] })
  const open = (await read(roads, number)).steps.filter((one) => one.state === 'open').map((one) => (one as unknown as { section: { code: string } | null }).section?.code)
  assert.deepEqual(open.toSorted(), [adsTeam, roadsTeam])
  assert.equal(await sees(roads, number, 'todo'), true)
})

test('the work of who leaves a team goes to somebody who reaches it', async () => {
  const { number } = await apply()
  await did(ads, number, 'acceptance')
  await did(ads, number, `steps/${openStep(await read(ads, number), 'examination').id}/claim`)
  const leaving = await accountOf(ads)
  const open = (await call<{ items: { number: string }[]; posts: { role: string; section: { code: string } | null; holders: { name: string }[] }[] }>('GET', `/api/open-work/${leaving}`, { as: approver })).body
  assert.deepEqual(open.posts.filter((post) => post.role === 'examiner').map((post) => [post.section?.code, post.holders.map(({ name }) => name)]), [[adsTeam, ['吴婷', '钱思远']]])
  const hand = async (to: string) => (await call<{ items: { number: string; done: boolean; problem: { code: string } | null }[] }>('POST', `/api/open-work/${leaving}/hand-over`, { as: approver, body: { receivers: ['clerk', 'examiner'].map((role) => ({ role, organisation: urban, section: adsTeam, to })), reason: '调离。' } })).body.items.find((one) => one.number === number)
  assert.equal((await hand(await accountOf(roads)))?.problem?.code, 'cases.colleague-unknown')
  assert.equal((await hand(await accountOf(examiner)))?.done, true)
})

test('an emergency is not needed for what a section reaches, and is for what it does not', async () => {
  const { number } = await received(residents)
  const ask = (as: string) => call('POST', '/api/proposals/emergency-access', { as, body: { content: { number }, reason: '突发事件处置。' } })
  assert.deepEqual(told(await ask(residents)), [409, 'cases.emergency-not-needed'])
  assert.equal((await ask(companies)).status, 201)
  assert.deepEqual([(await call('GET', `/api/cases/${number}`, { as: companies })).status, await sees(companies, number)], [200, false])
})
