// 行政许可法 26, 38, 44: opinions in parallel, the decision with its reasons, delivery; and the other ways in which a case ends.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTown } from '../../../test/town.ts'
import { codes, forms, hall, mattersIn, openStep, publishFrom, termOf, told, traffic, urban, urbanStaff } from '../../../test/matters.ts'
import { openCase } from './acts.ts'
import { caseLock } from './index.ts'
import { deliverElectronically } from './decision.ts'
import { systemActor } from './system.ts'
import { getItem } from '#core/items'
import { findAccountByDocument } from '#core/people'

const town = await openTown()
const { accepted, act, apply, day, decide, decided, did, draft, examine, examined, good, read, submit, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
const complete = (as: string, number: string, step: string, outcome: string) => act(as, number, `steps/${step}/completion`, { outcome, opinion: '意见。' })

after(() => town.close())

test('departments give their opinions at the same time, in any order; the decision waits for both (许可法 26)', async () => {
  for (const first of ['roadOpinion', 'trafficOpinion']) {
    const { number } = await apply('jianan.works', codes.road, forms.road)
    const body = await did(clerk, number, 'acceptance')
    assert.deepEqual(body.process.lit.toSorted(), ['roadOpinion', 'trafficOpinion'])
    assert.deepEqual([openStep(body, 'trafficOpinion').organisation.code, openStep(body, 'roadOpinion').organisation.code], [traffic, urban])
    const steps = [['roadOpinion', examiner], ['trafficOpinion', 'jiaoguan.examiner']].sort(([a]) => (a === first ? -1 : 1))
    for (const [at, [element = '', as = '']] of steps.entries()) {
      assert.equal((await read(as, number)).steps.some((step) => step.kind === 'decision'), false)
      const { status, body: after } = await complete(as, number, openStep(await read(as, number), element).id, 'pass')
      assert.deepEqual([status, after.process.lit], [200, at === 0 ? [steps[1]?.[0]] : ['decide']])
    }
    assert.equal((await decide(number, { outcome: 'partly-grant', reasons: '只准予占用人行道北侧。' })).body.outcome, 'partly-granted')
  }
})

test('one department cannot give the opinion of another (许可法 26)', async () => {
  const { number } = await apply('jianan.works', codes.road, forms.road)
  const body = await did(clerk, number, 'acceptance')
  assert.deepEqual(told(await complete(examiner, number, openStep(body, 'trafficOpinion').id, 'pass')), [403, 'cases.not-your-step'])
  assert.deepEqual(told(await complete('jiaoguan.examiner', number, openStep(body, 'roadOpinion').id, 'pass')), [403, 'cases.not-your-step'])
})

test('what is granted is granted without reasons; each result stands in the decision (许可法 38)', async () => {
  const body = await decided()
  assert.deepEqual([body.state, body.outcome, body.results.map((one) => one.outcome)], ['decided', 'granted', ['granted']])
  assert.deepEqual([termOf(body, 'promise')?.state, termOf(body, 'law')?.state], ['met', 'met'])
})

for (const outcome of ['refuse', 'partly-grant']) {
  test(`to ${outcome} needs reasons, which the applicant can read (许可法 38)`, async () => {
    const { number } = await examined()
    assert.deepEqual(told(await decide(number, { outcome })), [422, 'cases.reasons-needed'])
    assert.deepEqual(told(await decide(number, { outcome, reasons: '   ' })), [422, 'cases.reasons-needed'])
    const { body } = await decide(number, { outcome, reasons: '不符合户外广告设置规划。' })
    assert.deepEqual([body.outcome, body.results.map((one) => one.outcome)], [outcome === 'refuse' ? ['refused', ['refused']] : ['partly-granted', ['partly-granted']]].flat())
    assert.equal((await timeline('yunhe.media', number)).find(({ kind }) => kind === 'cases.decided')?.words?.reasons, '不符合户外广告设置规划。')
  })
}

test('a grant of the whole cannot refuse a part in silence (许可法 38)', async () => {
  const { number } = await examined()
  assert.deepEqual(told(await decide(number, { outcome: 'grant', results: { 0: 'refused' } })), [422, 'cases.outcome-not-possible'])
  const { body } = await decide(number, { outcome: 'partly-grant', reasons: '只准予一处。', results: { 0: 'granted' } })
  assert.deepEqual([body.outcome, body.results.map((one) => one.outcome)], ['partly-granted', ['granted']])
})

test('a result that the item does not have is refused, and nothing is decided', async () => {
  const { number } = await examined()
  for (const more of [{ results: { 1: 'granted' } }, { results: { '00': 'granted' } }, { faces: { 1: { width: 3 } } }]) assert.deepEqual(told(await decide(number, { outcome: 'partly-grant', reasons: '只准予一处。', ...more })), [422, 'cases.result-unknown'])
  assert.equal((await read(approver, number)).state, 'accepted')
})

test('a refusal of the whole refuses every result, whatever else was sent (许可法 38)', async () => {
  const { number } = await examined()
  const { body } = await decide(number, { outcome: 'refuse', reasons: '不符合规划。', results: { 0: 'granted' } })
  assert.deepEqual(body.results.map((one) => one.outcome), ['refused'])
})

test('a decision later than its limit is marked as late, never as kept (许可法 42)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  day('2026-12-07')
  const { body } = await decide(number, { outcome: 'grant' })
  assert.deepEqual([termOf(body, 'promise')?.state, termOf(body, 'law')?.state], ['missed', 'met'])
  day('2026-11-23')
})

test('a body decides only what was accepted, and only at its step (许可法 32, 38)', async () => {
  const { number } = await accepted()
  const step = openStep(await read(examiner, number), 'examination').id
  assert.deepEqual(told(await act(approver, number, 'decision', { step, outcome: 'grant' })), [403, 'cases.not-your-step'])
  const { number: other } = await examined()
  const decision = openStep(await read(approver, other), 'decision').id
  assert.deepEqual(told(await complete(approver, other, decision, 'grant')), [422, 'cases.own-act-needed'])
})

test('the document is handed over within ten days of the decision; then the case ends (许可法 44)', async () => {
  day('2026-11-23')
  const { number, dueAt, terms } = await decided()
  const delivery = terms.find((term) => term.kind === 'delivery')
  assert.deepEqual([delivery?.days, delivery?.unit, delivery?.dueOn, delivery?.basis?.article, dueAt], [10, 'working', '2026-12-07', '第四十四条', '2026-12-07'])
  const body = await did(clerk, number, 'delivery', { means: 'post', proof: 'EMS 1234567890' })
  assert.deepEqual([body.state, body.outcome, body.closingCode, body.process.lit, termOf(body, 'delivery')?.state], ['finished', 'granted', 0, [], 'met'])
  assert.equal((await timeline(clerk, number)).find(({ kind }) => kind === 'cases.delivered')?.words?.proof, 'EMS 1234567890')
  assert.deepEqual(told(await act(clerk, number, 'delivery', { means: 'post', proof: 'EMS 1' })), [409, 'cases.finished'])
})

test('the window that received hands over for the body that decided; other bodies do not (许可法 26, 44)', async () => {
  const { number, receiving } = await decided()
  assert.equal(receiving.code, hall)
  assert.deepEqual(told(await act('jiaoguan.clerk', number, 'delivery', { means: 'window', proof: '本人签收' })), [404, 'cases.not-found'])
  assert.deepEqual(told(await act(approver, number, 'delivery', { means: 'window', proof: '本人签收' })), [403, 'cases.not-your-step'])
  assert.equal((await did('window.wang', number, 'delivery', { means: 'window', proof: '本人签收' })).state, 'finished')
})

test('nothing is handed over before it was decided; in the own space the platform hands over by itself (许可法 44)', async () => {
  const { number, id } = await accepted()
  assert.deepEqual(told(await act(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })), [409, 'cases.wrong-state'])
  const byItself = () => town.platform.ground.runAct({ actor: systemActor, locks: [caseLock(id)] }, (one) => deliverElectronically(one, id))
  await byItself()
  assert.equal((await read(clerk, number)).state, 'accepted')
  await examine(number)
  await decide(number, { outcome: 'grant' })
  await byItself()
  const entries = await timeline('yunhe.media', number)
  assert.deepEqual([(await read(clerk, number)).state, entries.find(({ kind }) => kind === 'cases.delivered')?.facts.means], ['finished', 'electronic'])
})

test('an item done on the spot is accepted and decided by one clerk at once, due the same day (即办件)', async () => {
  const { number } = await good(submit('li.guiying', await draft('li.guiying', codes.marriage, forms.marriage, { consent: false })))
  const taken = await did('dc.minzheng.clerk', number, 'acceptance')
  assert.deepEqual([termOf(taken, 'promise')?.days, taken.dueAt, openStep(taken, 'decision').role], [0, taken.openedAt.slice(0, 10), 'clerk'])
  const body = await good(decide(number, { outcome: 'grant' }, 'dc.minzheng.clerk'))
  assert.deepEqual([body.state, body.outcome, body.process.lit], ['decided', 'granted', []])
  assert.equal((await did('dc.minzheng.clerk', number, 'delivery', { means: 'window', proof: '当场领取' })).state, 'finished')
})

test('the applicant may take an application back until it is decided', async () => {
  const takeBack = (number: string) => act('yunhe.media', number, 'withdrawal', { reason: '计划有变。' })
  for (const one of [await apply(), await accepted(), await examined()]) {
    const { body } = await takeBack(one.number)
    assert.deepEqual([body.state, body.outcome, body.closingCode, body.dueAt, body.steps.some((step) => step.state === 'open')], ['finished', 'withdrawn', 2, null, false])
  }
  const { number } = await decided()
  assert.deepEqual(told(await takeBack(number)), [409, 'cases.wrong-state'])
  await did(clerk, number, 'delivery', { means: 'window', proof: '本人签收' })
  assert.deepEqual(told(await takeBack(number)), [409, 'cases.finished'])
  assert.deepEqual(told(await act(clerk, number, 'withdrawal', {})), [403, 'http.not-allowed'])
})

test('only who applied takes back; a third party of the case cannot, nor reads numbers that are not the own (PIPL 6)', async () => {
  const { sql, keys, clock, runAct } = town.platform.ground
  const item = await getItem(sql, codes.hoarding, clock.now())
  const [applicant, neighbour] = [await findAccountByDocument(sql, keys, 'resident-id', '990102199203140264', town.clock.now()), await findAccountByDocument(sql, keys, 'resident-id', '990102194106200488', town.clock.now())]
  const party = (role: 'applicant' | 'third-party', account: string | undefined, idNumber: string) => ({ role, account: account ?? null, kind: 'natural' as const, name: '某', idKind: 'resident-id', idNumber, phone: '13990100001', consent: false })
  const { number } = await runAct({ actor: systemActor, locks: [] }, (one) => openCase(one, {
    item, form: forms.hoarding, scenario: {}, files: [], channel: 'system', parties: [party('applicant', applicant, '990102199203140264'), party('third-party', neighbour, '990102194106200488')],
  }))
  const seen = await read('li.guiying', number)
  assert.deepEqual(seen.parties.map((one) => one.idNumber), ['990***********0264', '990102194106200488'])
  assert.deepEqual(seen.acts, [])
  assert.deepEqual(told(await act('li.guiying', number, 'withdrawal', {})), [403, 'cases.applicant-only'])
  assert.deepEqual((await read('zhang.min', number)).parties.map((one) => [one.idNumber, one.phone]), [['990102199203140264', '13990100001'], ['990***********0488', '139****0001']])
  assert.equal((await did('zhang.min', number, 'withdrawal', {})).outcome, 'withdrawn')
})

test('the head ends a case that has become without object, with reasons; nobody else does', async () => {
  const { number } = await accepted()
  assert.deepEqual(told(await act(approver, number, 'termination', { ground: 'applicant-gone', reasons: '  ' })), [422, 'cases.reasons-needed'])
  assert.deepEqual(told(await act(clerk, number, 'termination', { ground: 'applicant-gone', reasons: '无必要。' })), [403, 'http.not-allowed'])
  assert.equal((await act(approver, number, 'termination', { reasons: '无名的理由。' })).status, 400, 'a ground stands in the list, or there is none')
  assert.deepEqual(told(await act(approver, number, 'termination', { ground: 'other-law', reasons: '另有规定。' })), [422, 'cases.ground-law-needed'])
  const body = await did(approver, number, 'termination', { ground: 'applicant-gone', reasons: '申请人已注销。' })
  assert.deepEqual([body.state, body.outcome, body.closingCode], ['finished', 'terminated', 2])
})

test('a case goes on under the version it was opened under, whatever is published meanwhile', async () => {
  const { number } = await accepted()
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, results: [], limits: { promised: { days: 1, unit: 'working' } } }))
  const newer = await accepted()
  assert.deepEqual([newer.item.version, termOf(newer, 'promise')?.days], [2, 1])
  await examine(number)
  const { body } = await decide(number, { outcome: 'grant' })
  assert.deepEqual([body.item.version, body.results.length, termOf(body, 'promise')?.days], [1, 1, 7])
})
