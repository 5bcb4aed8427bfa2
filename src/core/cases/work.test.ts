// Work on steps: taking and giving back, two at once, timers of the process, who may see what.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTown, testPack } from '../../../test/town.ts'
import { codes, forms, mattersIn, openStep, publishFrom, told, urbanStaff, type Said } from '../../../test/matters.ts'

const town = await openTown()
const { accepted, act, apply, call, day, decide, did, examine, examined, good, read, tap, timeline, town: { platform } } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff

after(() => town.close())

const moves = ['return', 'take-back', 'jump', 'transfer', 'delegate', 'add-signers', 'urge', 'copy']

/** The acts offered, without the moves, of which moves.test.ts tells. */
const placed = (said: Said) => said.acts.map((one) => one.act).filter((name) => !moves.includes(name))

/** Opens a second account with a post in the urban management bureau. */
async function colleague(login: string, role: string): Promise<string> {
  const post = { role, organisation: '11990100700140426Y' }
  const { body } = await call<{ id: string }>('POST', '/api/accounts', { as: 'admin.system', body: { login, kind: 'staff', name: '何新', organisation: post.organisation, password: 'four boats on the river' } })
  assert.equal((await call('POST', `/api/accounts/${body.id}/posts`, { as: 'admin.security', body: post })).status, 201)
  const { headers } = await town.call('POST', '/api/session', { body: { login, password: 'four boats on the river' } })
  return String(headers['set-cookie']).split(';')[0] ?? ''
}
const by = async (cookie: string, number: string, path: string, body: unknown = {}) => town.call<Said>('POST', `/api/cases/${number}/${path}`, { body, headers: { cookie } })

test('a step that somebody has taken is left to that one, until it is given back', async () => {
  const cookie = await colleague('chengguan.clerk2', 'clerk')
  const { number } = await apply()
  const step = openStep(await read(clerk, number), 'acceptance').id
  const taken = await did(clerk, number, `steps/${step}/claim`)
  assert.deepEqual([openStep(taken, 'acceptance').assigneeName, placed(taken)], ['周强', ['release', 'accept', 'refuse-acceptance', 'request-correction', 'mend']])
  assert.equal((await act(clerk, number, `steps/${step}/claim`)).status, 200)
  for (const path of [`steps/${step}/claim`, `steps/${step}/release`, 'acceptance']) assert.deepEqual(told(await by(cookie, number, path)), [409, 'cases.step-claimed'])
  await did(clerk, number, `steps/${step}/release`)
  assert.equal((await by(cookie, number, `steps/${step}/claim`)).body.state, 'submitted')
  assert.deepEqual(told(await act(clerk, number, 'acceptance')), [409, 'cases.step-claimed'])
  assert.equal((await by(cookie, number, 'acceptance')).body.state, 'accepted')
  assert.deepEqual((await timeline(clerk, number)).map((entry) => entry.kind), ['cases.opened', 'cases.step-claimed', 'cases.step-claimed', 'cases.step-released', 'cases.step-claimed', 'cases.accepted'])
})

test('the head gives a step back for who is away', async () => {
  const { number } = await apply()
  const step = openStep(await read(clerk, number), 'acceptance').id
  await did(clerk, number, `steps/${step}/claim`)
  assert.deepEqual(told(await act(examiner, number, `steps/${step}/release`)), [403, 'cases.not-your-step'])
  assert.ok((await read(approver, number)).acts.some((one) => one.act === 'release' && one.step === step))
  assert.equal(openStep(await did(approver, number, `steps/${step}/release`), 'acceptance').assignee, null)
})

test('of many who decide one step at once one wins; the others hear that it was done', async () => {
  const cookies = [await tap(approver), await colleague('chengguan.approver2', 'approver')]
  const { number, steps } = await examined()
  const step = steps.find((one) => one.kind === 'decision' && one.state === 'open')?.id
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => by(cookies[at % 2] ?? '', number, 'decision', { step, outcome: 'grant' })))
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, ...Array.from({ length: 11 }, () => 409)])
  assert.deepEqual([...new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))], ['cases.step-already-done'])
  assert.equal((await timeline(clerk, number)).filter((entry) => entry.kind === 'cases.decided').length, 1)
})

test('a repeated act with the same key is done once and answered twice; the key fits no other request', async () => {
  const { number } = await apply()
  const answers = await Promise.all([1, 2, 3].map(() => act(clerk, number, 'acceptance', {}, 'accept-once')))
  assert.deepEqual(answers.map(({ status, body }) => [status, body.state]), [[200, 'accepted'], [200, 'accepted'], [200, 'accepted']])
  assert.deepEqual(told(await act(clerk, number, 'acceptance', {})), [409, 'cases.wrong-state'])
  assert.deepEqual(told(await act(clerk, (await apply()).number, 'acceptance', {}, 'accept-once')), [422, 'act.key-reused'])
})

test('an examiner gives an outcome that the step has, with an opinion, once', async () => {
  const { number } = await accepted()
  const step = openStep(await read(examiner, number), 'examination').id
  assert.deepEqual(told(await act(examiner, number, `steps/${step}/completion`, { outcome: 'perhaps' })), [422, 'cases.outcome-not-possible'])
  assert.deepEqual(told(await act(clerk, number, `steps/${step}/completion`, { outcome: 'pass' })), [403, 'cases.not-your-step'])
  await examine(number, 'reject', '结构图不全。')
  assert.deepEqual(told(await act(examiner, number, `steps/${step}/completion`, { outcome: 'pass' })), [409, 'cases.step-already-done'])
  const entry = (await timeline(examiner, number)).find(({ kind }) => kind === 'cases.step-completed')
  assert.deepEqual([entry?.facts.outcome, entry?.words?.opinion, entry?.actor.name], ['reject', '结构图不全。', '吴婷'])
})

test('a decision table of the process is answered by the platform, its trace kept beside the entry', async () => {
  const pack = await testPack()
  const food = pack.items.find(({ slug }) => slug === 'food-business')
  const example = food?.examples.find(({ file }) => file.includes('granted-visited'))
  assert.ok(food && example)
  const { number } = await apply('zhang.min', food.content.code, example.form)
  const body = await did('shijian.clerk', number, 'acceptance', { gapUntil: '2026-11-25' })
  assert.equal(openStep(body, 'examination').element, 'visit')
  const entry = (await timeline('shijian.clerk', number)).find(({ kind }) => kind === 'cases.rule-evaluated')
  assert.equal(entry?.facts.decision, 'onsiteCheck')
  assert.ok(entry?.words?.trace)
})

const timed = '11990100700140426Y39901000010DD'

/** The process of the hoarding, with a look by the head when the examination takes longer than five days. */
async function publishTimed(): Promise<void> {
  const { processes } = await testPack()
  const late = `<bpmn:boundaryEvent id="late" attachedToRef="examine" cancelActivity="false"><bpmn:outgoing>l1</bpmn:outgoing>
      <bpmn:timerEventDefinition id="lateTimer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:serviceTask id="tell" name="告知申请人" yiwang:do="tell-applicant"><bpmn:incoming>l1</bpmn:incoming><bpmn:outgoing>l2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:userTask id="look" name="督办" yiwang:step="work" yiwang:role="head" yiwang:unit="deciding"><bpmn:incoming>l2</bpmn:incoming><bpmn:outgoing>l3</bpmn:outgoing></bpmn:userTask>
    <bpmn:endEvent id="looked"><bpmn:incoming>l3</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="l1" sourceRef="late" targetRef="tell" /><bpmn:sequenceFlow id="l2" sourceRef="tell" targetRef="look" /><bpmn:sequenceFlow id="l3" sourceRef="look" targetRef="looked" />`
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: timed }), processes['outdoor-advertising']?.xml.replace('</bpmn:process>', `${late}</bpmn:process>`))
}

test('timers of a process fire when they fall due, once; those of a case that ended do nothing', async () => {
  day('2026-11-23')
  await publishTimed()
  const open = async () => (await did(clerk, (await apply('yunhe.media', timed)).number, 'acceptance')).number
  const [slow, quick, gone] = [await open(), await open(), await open()]
  await examine(quick)
  await did('yunhe.media', gone, 'withdrawal', {})
  day('2026-11-28', '08:59')
  await platform.beat()
  assert.equal((await read(clerk, slow)).process.lit.join(), 'examine')
  day('2026-11-28', '09:01')
  await platform.beat()
  await platform.beat()
  const body = await read(clerk, slow)
  assert.deepEqual([body.process.lit.toSorted(), openStep(body, 'look').role], [['examine', 'look'], 'head'])
  const kinds = async (number: string) => (await timeline(clerk, number)).map((entry) => entry.kind).filter((kind) => /timer|service/.test(kind))
  assert.deepEqual([await kinds(slow), await kinds(quick)], [['cases.service-run', 'cases.timer-fired'], []])
  assert.deepEqual([(await read(clerk, gone)).steps.some((step) => step.state === 'open'), await kinds(gone)], [false, ['cases.timer-passed-by']])
  const look = openStep(body, 'look').id
  assert.deepEqual((await did(approver, slow, `steps/${look}/completion`, { outcome: 'done' })).process.lit, ['examine'])
})

test('a case that time cannot move does not keep the others waiting', async () => {
  day('2026-09-28')
  const [broken, whole] = [await apply(), await apply()]
  await platform.ground.sql.rows('update cases.runs set state = $2 where case_id = $1', [broken.id, JSON.stringify({ tokens: [] })])
  await town.owner.rows('delete from cases.steps where case_id = $1', [broken.id])
  day('2026-10-11')
  await platform.beat()
  assert.equal((await read(clerk, whole.number)).state, 'accepted')
  await platform.ground.sql.rows("update cases.terms set state = 'ended' where case_id = $1", [broken.id])
})

test('a case is seen by its parties and by the bodies that have to do with it; others hear that there is none', async () => {
  const { number } = await apply('jianan.works', codes.road, forms.road)
  const paths = ['', '/timeline', '/process']
  const seenBy = async (as: string) => Promise.all(paths.map(async (path) => (await call('GET', `/api/cases/${number}${path}`, { as })).status))
  for (const as of ['jianan.works', clerk, examiner, approver, 'window.wang']) assert.deepEqual(await seenBy(as), [200, 200, 200], as)
  for (const as of ['zhang.min', 'yunhe.media', 'shijian.clerk', 'minzheng.approver', 'jiaoguan.examiner']) assert.deepEqual(await seenBy(as), [404, 404, 404], as)
  for (const as of ['admin.system', 'admin.audit', 'steward.lin']) assert.deepEqual(await seenBy(as), [403, 403, 403], as)
  assert.equal((await call('GET', `/api/cases/${number}`)).status, 401)
  const [hidden, absent] = [await call('GET', `/api/cases/${number}`, { as: 'zhang.min' }), await call('GET', '/api/cases/11990100700140426Y3990100001000202611239999', { as: 'zhang.min' })]
  assert.deepEqual(Object.keys(hidden.body).toSorted(), Object.keys(absent.body).toSorted())
  await did(clerk, number, 'acceptance')
  assert.deepEqual(await seenBy('jiaoguan.examiner'), [200, 200, 200])
  assert.deepEqual(told(await act('jianan.works', number, 'acceptance')), [403, 'http.not-allowed'])
  assert.deepEqual(told(await act('shijian.clerk', number, 'acceptance')), [404, 'cases.not-found'])
})

test('which acts are offered follows the state, the post and the law', async () => {
  const acts = async (as: string, number: string) => placed(await read(as, number))
  const { number } = await apply()
  assert.deepEqual(await acts(clerk, number), ['claim', 'accept', 'refuse-acceptance', 'request-correction', 'mend'])
  assert.deepEqual([await acts(examiner, number), await acts('window.wang', number), await acts('yunhe.media', number)], [[], ['mend'], ['choose-letters', 'withdraw']])
  await did(clerk, number, 'acceptance')
  assert.deepEqual(await acts(examiner, number), ['claim', 'complete-step', 'name-third-party', 'record-statement', 'suspend'])
  assert.deepEqual(await acts(approver, number), ['name-third-party', 'record-statement', 'suspend', 'extend', 'terminate'])
  await did(examiner, number, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 3 })
  assert.ok((await acts(examiner, number)).includes('resume'))
  await did(examiner, number, 'resumption')
  await examine(number)
  assert.ok((await acts(approver, number)).includes('decide'))
  await good(decide(number, { outcome: 'grant' }))
  assert.deepEqual([await acts(clerk, number), await acts(approver, number), await acts('yunhe.media', number)], [['claim', 'deliver'], [], ['choose-letters']])
  await did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
  assert.deepEqual([await acts(clerk, number), await acts('yunhe.media', number)], [[], ['review']])
})
