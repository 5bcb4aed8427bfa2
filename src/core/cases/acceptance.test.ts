// 行政许可法 32: accepting, refusing to accept, telling once what is missing, and silence; over a real National Day.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTown } from '../../../test/town.ts'
import { codes, forms, mattersIn, openStep, termOf, told, urbanStaff } from '../../../test/matters.ts'

const town = await openTown({ now: '2026-09-28T01:00:00Z' })
const { act, apply, call, day, did, draft, good, read, submit, timeline, upload } = mattersIn(town)
const { clerk } = urbanStaff
const missing = [{ material: 'sitePlan', text: '请补充设置位置图。' }, { text: '请写明设置期限的理由。' }]

after(() => town.close())

test('a permit has five working days to say what is missing, counted over National Day and its make-up Saturday (许可法 32, 82; 国办发明电〔2025〕7号)', async () => {
  day('2026-09-28')
  const opened = await apply()
  assert.equal(opened.state, 'submitted')
  const notice = termOf(opened, 'notice')
  assert.deepEqual([notice?.days, notice?.unit, notice?.startsOn, notice?.dueOn], [5, 'working', '2026-09-28', '2026-10-10'])
  assert.equal(notice?.basis?.article, '第三十二条')
  assert.equal(opened.dueAt, '2026-10-10')
})

test('acceptance starts the clock of the decision on its day, and the notice was given in time (许可法 32, 42)', async () => {
  day('2026-09-29')
  const { number } = await apply()
  day('2026-09-30')
  const body = await did(clerk, number, 'acceptance')
  assert.deepEqual([body.state, termOf(body, 'notice')?.state], ['accepted', 'met'])
  assert.deepEqual([termOf(body, 'promise')?.startsOn, termOf(body, 'law')?.startsOn], ['2026-09-30', '2026-09-30'])
  assert.deepEqual([body.dueAt, termOf(body, 'law')?.dueOn], ['2026-10-15', '2026-11-03'])
  assert.equal(openStep(body, 'examination').organisation.code, body.handling.code)
  const accepted = (await timeline(clerk, number)).find((entry) => entry.kind === 'cases.accepted')
  assert.deepEqual([accepted?.lawDate, accepted?.facts.due], [null, '2026-10-15'])
})

test('silence until the five days are over is acceptance from the day of receipt; the entry bears that date in law (许可法 32)', async () => {
  day('2026-09-28', '17:30')
  const { number } = await apply()
  day('2026-10-10', '23:59')
  await town.platform.beat()
  assert.equal((await read(clerk, number)).state, 'submitted')
  day('2026-10-11', '00:00')
  await town.platform.beat()
  const body = await read(clerk, number)
  assert.deepEqual([body.state, termOf(body, 'promise')?.startsOn, termOf(body, 'law')?.startsOn], ['accepted', '2026-09-28', '2026-09-28'])
  const entry = (await timeline(clerk, number)).find(({ kind }) => kind === 'cases.accepted')
  assert.deepEqual([entry?.lawDate, entry?.facts.deemed, entry?.actor.kind, entry?.actor.name], ['2026-09-28', true, 'system', null])
  assert.ok(entry?.at.startsWith('2026-10-11T00:00:00'))
  await town.platform.beat()
  assert.equal((await timeline(clerk, number)).filter(({ kind }) => kind === 'cases.accepted').length, 1)
})

test('after the five days neither a correction nor a refusal is possible; accepting gives the day of receipt, no later one (许可法 32)', async () => {
  day('2026-09-28')
  const { number } = await apply()
  day('2026-10-11')
  assert.deepEqual(told(await act(clerk, number, 'correction-notice', { missing })), [409, 'cases.notice-too-late'])
  assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'not-required', reasons: '无需许可。' })), [409, 'cases.notice-too-late'])
  const body = await did(clerk, number, 'acceptance')
  assert.deepEqual([body.state, termOf(body, 'law')?.startsOn, termOf(body, 'notice')?.state], ['accepted', '2026-09-28', 'missed'])
  const entry = (await timeline(clerk, number)).find(({ kind }) => kind === 'cases.accepted')
  assert.deepEqual([entry?.lawDate, entry?.facts.deemed], ['2026-09-28', true])
})

test('on the fifth day itself the authority may still answer (许可法 32)', async () => {
  day('2026-09-28')
  const { number } = await apply()
  day('2026-10-10', '17:00')
  assert.equal((await did(clerk, number, 'correction-notice', { missing })).state, 'correcting')
})

for (const [ground, more] of [['not-required', {}], ['not-competent', { competentBody: '云州市交通运输局' }]] as const) {
  test(`it may be refused to accept because it is ${ground}, in writing; the case ends (许可法 32, 38)`, async () => {
    day('2026-11-23')
    const { number } = await apply()
    const body = await did(clerk, number, 'acceptance-refusal', { ground, reasons: '按规定不属于本机关受理的许可。', ...more })
    assert.deepEqual([body.state, body.outcome, body.closingCode, body.dueAt], ['finished', 'not-accepted', 1, null])
    assert.deepEqual(body.steps.map((step) => [step.kind, step.outcome]), [['acceptance', 'refuse-acceptance']])
    assert.ok(body.finishedAt?.endsWith('+08:00'))
    const refused = (await timeline(clerk, number)).find(({ kind }) => kind === 'cases.acceptance-refused')
    assert.deepEqual([refused?.facts.ground, refused?.words?.reasons], [ground, '按规定不属于本机关受理的许可。'])
  })
}

test('a refusal to accept names its reasons, and the competent body where it is another (许可法 32)', async () => {
  day('2026-11-23')
  const { number } = await apply()
  assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'not-competent', reasons: '属于其他机关职权。' })), [422, 'cases.competent-body-needed'])
  assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'not-required', reasons: '  ' })), [422, 'cases.reasons-needed'])
  assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'dislike', reasons: '不喜欢。' })), [400, 'http.invalid-request'])
  assert.equal((await read(clerk, number)).state, 'submitted')
})

test('nothing can be refused as missing that was not first told to be missing (许可法 32)', async () => {
  day('2026-11-23')
  const { number } = await apply()
  assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'still-missing', reasons: '缺少位置图。' })), [409, 'cases.wrong-state'])
})

test('what is missing is told once, all together; the applicant has the floor (许可法 32; 优化营商环境条例 36)', async () => {
  day('2026-11-23')
  const { number } = await apply()
  const asked = await did(clerk, number, 'correction-notice', { missing, days: 15 })
  assert.deepEqual([asked.state, asked.dueAt, termOf(asked, 'notice')?.state, termOf(asked, 'correction')?.unit], ['correcting', '2026-12-08', 'met', 'calendar'])
  assert.deepEqual((await read('yunhe.media', number)).missing, missing)
  assert.deepEqual((await read('yunhe.media', number)).acts.map((one) => one.act), ['choose-letters', 'correct', 'withdraw'])
  for (const path of ['acceptance', 'correction-notice']) assert.deepEqual(told(await act(clerk, number, path, path === 'acceptance' ? {} : { missing })), [409, 'cases.wrong-state'])
})

/** A case whose correction was asked on 23 November and came on the 25th. */
async function corrected(): Promise<string> {
  day('2026-11-23')
  const { number } = await apply()
  await did(clerk, number, 'correction-notice', { missing })
  day('2026-11-25')
  const started = await good(call('POST', '/api/applications', { as: 'yunhe.media', body: { correctionOf: number } }))
  await good(call('PUT', `/api/applications/${started.id}`, { as: 'yunhe.media', body: { form: { ...forms.hoarding, months: 12 } } }))
  assert.equal((await upload(started.id, 'yunhe.media', 'sitePlan')).status, 201)
  const back = await good(submit('yunhe.media', started.id))
  assert.deepEqual([back.number, back.state, back.formVersion, back.form.months], [number, 'submitted', 2, 12])
  // The licence was fetched with the application (免提交).
  assert.deepEqual(back.files.map((file) => [file.material, file.version]), [['businessLicence', 1], ['sitePlan', 2]])
  assert.deepEqual([termOf(back, 'correction')?.state, termOf(back, 'notice')?.startsOn, termOf(back, 'notice')?.dueOn], ['met', '2026-11-25', '2026-12-02'])
  return number
}

test('after a correction the authority accepts from that day, or refuses for what is still missing, and never asks anew (许可法 32)', async () => {
  const first = await corrected()
  assert.deepEqual(told(await act(clerk, first, 'correction-notice', { missing })), [409, 'cases.correction-already-asked'])
  const accepted = await did(clerk, first, 'acceptance')
  assert.deepEqual([accepted.state, termOf(accepted, 'law')?.startsOn], ['accepted', '2026-11-25'])
  const second = await corrected()
  const refused = await did(clerk, second, 'acceptance-refusal', { ground: 'still-missing', reasons: '已告知的设置期限理由仍未提交。', stillMissing: [1] })
  assert.deepEqual([refused.state, refused.outcome], ['finished', 'not-accepted'])
})

test('silence after a correction is acceptance from the day it came (许可法 32)', async () => {
  const number = await corrected()
  day('2026-12-03')
  await town.platform.beat()
  const body = await read(clerk, number)
  assert.deepEqual([body.state, termOf(body, 'law')?.startsOn], ['accepted', '2026-11-25'])
})

test('a correction that never comes lets the case lapse, after its last day', async () => {
  day('2026-11-23')
  const { number } = await apply()
  await did(clerk, number, 'correction-notice', { missing, days: 10 })
  day('2026-12-03', '23:00')
  await town.platform.beat()
  assert.equal((await read(clerk, number)).state, 'correcting')
  day('2026-12-04')
  await town.platform.beat()
  const body = await read('yunhe.media', number)
  assert.deepEqual([body.state, body.outcome, body.closingCode], ['finished', 'correction-lapsed', 5])
})

test('papers received earlier count from that day, with the date in law beside the moment (许可法 32)', async () => {
  day('2026-10-10')
  const intake = {
    item: codes.hoarding, form: forms.hoarding, materials: [], receivedOn: '2026-09-28', channel: 'post',
    applicant: { kind: 'legal', name: '云州云禾传媒有限公司', idKind: 'uscc', idNumber: '91990102708100111L' },
  }
  const body = await good(call('POST', '/api/intakes', { as: 'window.wang', body: intake }))
  assert.equal(termOf(body, 'notice')?.dueOn, '2026-10-10')
  const [opened] = await timeline(clerk, body.number)
  assert.deepEqual([opened?.lawDate, opened?.facts.channel, opened?.at.slice(0, 10)], ['2026-09-28', 'post', '2026-10-10'])
  for (const receivedOn of ['2026-10-11', '2026-09-09']) {
    assert.deepEqual(told(await call('POST', '/api/intakes', { as: 'window.wang', body: { ...intake, receivedOn } })), [422, 'cases.date-in-law-not-possible'])
  }
  // Who stands at the window today was not there last month: that would let a window spend a department's five days.
  assert.deepEqual(told(await call('POST', '/api/intakes', { as: 'window.wang', body: { ...intake, channel: 'window' } })), [422, 'cases.date-in-law-not-possible'])
})

test('an application is ended without a decision only once it was accepted; before, the law knows acceptance, refusal in writing, correction (许可法 32)', async () => {
  day('2026-10-12')
  const { number } = await good(submit('yunhe.media', await draft('yunhe.media', codes.hoarding, forms.hoarding)))
  assert.deepEqual(told(await act(urbanStaff.approver, number, 'termination', { ground: 'force-majeure', reasons: '不予办理。' })), [409, 'cases.wrong-state'])
})

test('what binds permits binds nobody else: a public service has no day of deemed acceptance (许可法 2)', async () => {
  day('2026-09-28')
  const body = await good(submit('li.guiying', await draft('li.guiying', codes.marriage, forms.marriage)))
  assert.equal(termOf(body, 'notice'), undefined)
  day('2026-10-20')
  await town.platform.beat()
  assert.equal((await read('dc.minzheng.clerk', body.number)).state, 'submitted')
})
