// 行政许可法 42 and 45: the limit for the decision, its one extension, and what stops the clock; years without a notice yet.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { publishYears, yearsLock } from '#core/clock'
import { applyOrganisations, organisationsLock, type OrganisationEntry } from '#core/organisations'
import { applyRegions, regionsLock } from '#core/regions'
import { caseJobs } from './beats.ts'
import { openTown } from '../../../test/town.ts'
import { codes, forms, mattersIn, publishFrom, termOf, told, urbanStaff, type Said } from '../../../test/matters.ts'
import { systemActor } from './system.ts'

const town = await openTown()
const { accepted, act, apply, call, day, decide, did, draft, examined, good, read, submit, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff

// The calendar is kept a second in one process; a town of another file must not meet the notice made up here.
after(() => town.close().then(() => pause(1100)))

test('an open case is decided within the promise, and within the twenty days of the law (许可法 42, 82)', async () => {
  day('2026-11-23')
  const body = await accepted()
  const shown = (kind: string) => [termOf(body, kind)?.days, termOf(body, kind)?.unit, termOf(body, kind)?.dueOn, termOf(body, kind)?.basis?.article]
  assert.deepEqual(shown('promise'), [7, 'working', '2026-12-02', undefined])
  assert.deepEqual(shown('law'), [20, 'working', '2026-12-21', '第四十二条'])
  assert.deepEqual([body.dueAt, body.lamp], ['2026-12-02', 'green'])
  day('2026-11-30')
  assert.equal((await read(clerk, body.number)).lamp, 'amber')
  day('2026-12-03')
  assert.equal((await read(clerk, body.number)).lamp, 'red')
})

test('the limit is extended once, by the head of the deciding body, by at most ten days, with reasons (许可法 42)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  const extend = (days: number, reason = '情况复杂，需进一步核实。', as = approver) => act(as, number, 'extension', { days, reason })
  assert.deepEqual(told(await extend(11)), [409, 'cases.extension-not-allowed'])
  assert.deepEqual(told(await extend(5, '  ')), [422, 'cases.reasons-needed'])
  assert.deepEqual(told(await extend(5, '复杂。', examiner)), [403, 'http.not-allowed'])
  const body = await did(approver, number, 'extension', { days: 10, reason: '情况复杂，需进一步核实。' })
  assert.deepEqual([body.dueAt, termOf(body, 'law')?.dueOn, termOf(body, 'law')?.extended], ['2026-12-16', '2027-01-05', 10])
  assert.deepEqual(told(await extend(1)), [409, 'cases.extension-not-allowed'])
  const entry = (await timeline('yunhe.media', number)).find(({ kind }) => kind === 'cases.extended')
  assert.deepEqual([entry?.facts.days, entry?.words?.reason], [10, '情况复杂，需进一步核实。'])
})

test('after the limit of the law has ended it cannot be extended; on its last day it can (许可法 42)', async () => {
  day('2026-11-23')
  const [early, late] = [await accepted(), await accepted()]
  day('2026-12-21')
  assert.equal((await act(approver, early.number, 'extension', { days: 1, reason: '复杂。' })).status, 200)
  day('2026-12-22')
  assert.deepEqual(told(await act(approver, late.number, 'extension', { days: 1, reason: '复杂。' })), [409, 'cases.extension-not-allowed'])
})

test('joint handling: forty-five days, extended by at most fifteen, by the head of the government (许可法 42)', async () => {
  day('2026-11-23')
  const { number } = await apply('jianan.works', codes.road, forms.road)
  const body = await did(clerk, number, 'acceptance')
  assert.deepEqual([termOf(body, 'law')?.days, termOf(body, 'law')?.unit], [45, 'working'])
  assert.deepEqual(told(await act(approver, number, 'extension', { days: 15, reason: '复杂。' })), [403, 'cases.extension-not-yours'])
  // The mayor's office sees it, finds it in its list, and no other case of the same body.
  const { number: foreign } = await accepted()
  const [seen, others] = [await read('shizheng.head', number), await act('shizheng.head', foreign, 'extension', { days: 5, reason: '复杂。' })]
  assert.deepEqual([seen.acts.map((one) => one.act), told(others)], [['extend'], [404, 'cases.not-found']])
  const { body: list } = await call<{ items: { number: string }[] }>('GET', '/api/cases?view=department', { as: 'shizheng.head' })
  assert.deepEqual(list.items.map((row) => row.number), [number])
  assert.equal((await act('shizheng.head', number, 'extension', { days: 16, reason: '复杂。' })).status, 409)
  assert.equal(termOf(await did('shizheng.head', number, 'extension', { days: 15, reason: '复杂。' }), 'law')?.extended, 15)
})

test('where no government’s head is entered, a joint permit is not extended, and the refusal says whom to enter; once entered, that head extends what was accepted before (许可法 42)', async () => {
  day('2026-11-23')
  const [zone, government] = ['91110108551385082Q', '11110000000013338W']
  const enter = (entries: OrganisationEntry[]) => town.platform.ground.runAct({ actor: systemActor, locks: [regionsLock, organisationsLock] }, async (one) => {
    await applyRegions(one, [{ code: '990199', name: { zh: '高新区', en: 'High-tech Zone' }, level: 'county', parent: '990100' }])
    await applyOrganisations(one, entries)
  })
  await enter([{ code: zone, name: { zh: '高新区建设局' }, region: '990199', kind: 'department' }])
  const code = '11990100700140426Y39901000020AA'
  await publishFrom(town, codes.road, (content) => ({ ...content, code, bodies: { ...content.bodies, deciding: zone } }))
  const { number } = await apply('jianan.works', code, forms.road)
  await did(clerk, number, 'acceptance')
  const extend = async (as = approver) => {
    const { status, body } = await act(as, number, 'extension', { days: 5, reason: '复杂。' })
    return [status, body.code, body.fields?.map((fault) => (fault as { message?: string }).message)]
  }
  const missing = async (as = approver) => ((await read(as, number)) as Said & { extenderMissing: { zh: string } | null }).extenderMissing?.zh
  assert.deepEqual(await extend(), [409, 'cases.extender-not-entered', ['高新区的人民政府及其负责人']])
  assert.deepEqual([await missing(), await missing('jianan.works')], ['高新区的人民政府及其负责人', undefined], 'who handles it reads so before trying; the applicant does not')
  await enter([{ code: government, name: { zh: '高新区人民政府' }, region: '990199', kind: 'government' }])
  await town.settle()
  assert.deepEqual([await extend(), await missing()], [[409, 'cases.extender-not-entered', ['高新区人民政府负责人']], '高新区人民政府负责人'])
  const entry = (await timeline(clerk, number)).find(({ kind }) => kind === 'cases.extender-named')
  assert.deepEqual([entry?.facts, entry?.actor.kind], [{ organisation: government }, 'system'])
  // 市政府负责人 is given the post by the security administrator, as anybody would be.
  const { body: found } = await call<{ items: { id: string; login: string }[] }>('GET', '/api/accounts?q=shizheng.head', { as: 'admin.security' })
  await good(call('POST', `/api/accounts/${found.items.find(({ login }) => login === 'shizheng.head')?.id}/posts`, { as: 'admin.security', body: { role: 'head', organisation: government } }))
  assert.deepEqual([await extend(), await missing()], [[403, 'cases.extension-not-yours', []], undefined])
  assert.equal(termOf(await did('shizheng.head', number, 'extension', { days: 15, reason: '复杂。' }), 'law')?.extended, 15)
})

test('only the head of the body that decides extends, not that of the body that handles (许可法 42); ten working days after calendar days', async () => {
  day('2026-11-23')
  const { number } = await good(submit('chen.hao', await draft('chen.hao', codes.teacher, forms.teacher)))
  const body = await did('dc.jiaoyu.clerk', number, 'acceptance')
  assert.deepEqual([termOf(body, 'law')?.days, termOf(body, 'law')?.unit, termOf(body, 'law')?.dueOn], [30, 'calendar', '2026-12-30'])
  assert.deepEqual(told(await act('dc.jiaoyu.approver', number, 'extension', { days: 5, reason: '复杂。' })), [403, 'cases.extension-not-yours'])
  // It runs from the end of the window, 30 November (教师资格条例 16). After it: 31 December, then 4, 5, 6, 7 January.
  assert.equal(termOf(await did('jiaoyu.approver', number, 'extension', { days: 5, reason: '复杂。' }), 'law')?.dueOn, '2027-01-07')
})

test('what law names stops the clock; the days between are not counted, the day of resumption is (许可法 45)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  day('2026-11-25')
  const stopped = await did(examiner, number, 'suspension', { kind: 'expert-review', reason: '需要专家评审结构安全。', expectedDays: 14 })
  assert.ok(stopped.suspendedAt?.endsWith('+08:00'))
  assert.deepEqual([stopped.suspensions.map((one) => [one.kind, one.fromOn, one.untilOn]), stopped.lamp], [[['expert-review', '2026-11-25', null]], null])
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.suspended'])
  assert.deepEqual(told(await act(examiner, number, 'suspension', { kind: 'hearing', reason: '听证。', expectedDays: 1 })), [409, 'cases.wrong-state'])
  day('2026-12-07')
  assert.equal((await read(clerk, number)).lamp, null)
  const resumed = await did(examiner, number, 'resumption')
  // Eight working days stood still (25 November to 4 December): 2 and 21 December move by as many.
  assert.deepEqual([resumed.suspendedAt, resumed.dueAt, termOf(resumed, 'law')?.dueOn], [null, '2026-12-14', '2026-12-31'])
  assert.deepEqual(told(await act(examiner, number, 'resumption')), [409, 'cases.not-suspended'])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
  const entry = (await timeline('yunhe.media', number)).find(({ kind }) => kind === 'cases.suspended')
  assert.deepEqual([entry?.facts.expectedDays, entry?.words?.reason], [14, '需要专家评审结构安全。'])
})

test('every ground of article 45 stops the clock; publicity (公示) and what a body makes up do not (许可法 45)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  for (const kind of ['hearing', 'tender', 'auction', 'inspection', 'testing', 'quarantine', 'appraisal', 'expert-review']) {
    await did(examiner, number, 'suspension', { kind, reason: '依法需要。', expectedDays: 5 })
    await did(examiner, number, 'resumption')
  }
  for (const kind of ['publicity', '公示', 'holiday', 'toString', '']) {
    assert.deepEqual(told(await act(examiner, number, 'suspension', { kind, reason: '公示七日。', expectedDays: 7 })), [422, 'cases.suspension-not-allowed'])
  }
  assert.deepEqual(told(await act(examiner, number, 'suspension', { kind: 'hearing', reason: ' ', expectedDays: 7 })), [422, 'cases.reasons-needed'])
  assert.deepEqual(told(await act('jiaoguan.examiner', number, 'suspension', { kind: 'hearing', reason: '听证。', expectedDays: 7 })), [404, 'cases.not-found'])
})

test('a clock that stands still does not make a limit end: it may still be extended (许可法 42, 45)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  day('2026-12-18')
  await did(examiner, number, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 20 })
  day('2026-12-25')
  assert.equal((await act(approver, number, 'extension', { days: 3, reason: '复杂。' })).status, 200)
})

test('a case that ends while its clock stands ends the standstill with it', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  await did(examiner, number, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 20 })
  day('2026-11-30')
  const body = await did('yunhe.media', number, 'withdrawal', { reason: '' })
  assert.deepEqual([body.suspendedAt, body.suspensions[0]?.untilOn, body.lamp], [null, '2026-11-30', null])
})

test('a permit without limits of its own has those of the law; other regimes have none but their own (许可法 2, 42)', async () => {
  day('2026-11-23')
  const bare = '11990100700140426Y39901000010BB'
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: bare, limits: {} }))
  const permit = await did(clerk, (await apply('yunhe.media', bare)).number, 'acceptance')
  assert.deepEqual(permit.terms.map((term) => [term.kind, term.days, term.unit]).sort(), [['law', 20, 'working'], ['notice', 5, 'working']])
  const service = '11990100700140426Y39901000010CC'
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: service, limits: {}, type: 'PUBLIC_SERVICE' }))
  const other = await did(clerk, (await apply('yunhe.media', service)).number, 'acceptance')
  assert.deepEqual([other.terms, other.dueAt], [[], null])
  assert.deepEqual(told(await act(approver, other.number, 'extension', { days: 1, reason: '复杂。' })), [409, 'cases.extension-not-allowed'])
})

test('without next year’s notice dates are provisional; when it comes they are reckoned anew by a recorded act (放假办法 2)', async () => {
  day('2026-12-28')
  const open = await apply()
  assert.deepEqual([termOf(open, 'notice')?.dueOn, termOf(open, 'notice')?.provisional], ['2027-01-05', true])
  const running = await accepted()
  assert.deepEqual([running.dueAt, termOf(running, 'promise')?.provisional], ['2027-01-07', true])
  // A made-up notice: New Year's Day is taken with the Monday and Tuesday after, and Saturday the 9th is worked.
  const year = { year: 2027, notice: '（测试用）', issued: '2026-12-28', holidays: [{ name: { zh: '元旦' }, from: '2027-01-01', to: '2027-01-05' }], workdays: ['2027-01-09'] }
  await town.platform.ground.runAct({ actor: systemActor, locks: [yearsLock] }, (one) => publishYears(one, [year]))
  await town.settle()
  const [then, still] = [await read(clerk, running.number), await read(clerk, open.number)]
  assert.deepEqual([then.dueAt, termOf(then, 'promise')?.provisional, termOf(then, 'law')?.provisional], ['2027-01-09', false, false])
  assert.deepEqual([still.dueAt, termOf(still, 'notice')?.provisional], ['2027-01-07', false])
  const entry = (await timeline(clerk, running.number)).find(({ kind }) => kind === 'cases.terms-recomputed')
  assert.deepEqual([entry?.facts, entry?.actor.kind], [{ before: '2027-01-07', due: '2027-01-09' }, 'system'])
})

test('a later notice for the same year, as in spring 2020, moves dates that were settled (国办发明电〔2020〕1号)', async () => {
  day('2026-12-29')
  const { number, dueAt } = await accepted()
  assert.equal(dueAt, '2027-01-11')
  const later = { year: 2027, notice: '（测试用，延长）', issued: '2026-12-29', holidays: [{ name: { zh: '元旦' }, from: '2027-01-01', to: '2027-01-08' }], workdays: ['2027-01-09'] }
  await town.platform.ground.runAct({ actor: systemActor, locks: [yearsLock] }, async (one) => {
    await publishYears(one, [later])
    // Somebody acts while the notice is not yet committed: the calendar before it is kept a while longer.
    await apply()
  })
  await town.settle()
  assert.equal((await read(clerk, number)).dueAt, '2027-01-14')
})

test('reckoning anew goes piece by piece, each a job that asks for the next', async () => {
  const { ground } = town.platform
  const added: [string, Record<string, unknown>][] = []
  const reckon = caseJobs({ ...ground, addJob: async (name, payload) => void added.push([name, payload]) })['cases.recompute']
  assert.ok(reckon)
  const [last] = await ground.sql.rows<{ id: string }>("select case_id as id from cases.terms where state = 'running' and unit = 'working' and due_on >= '2027-01-01' order by case_id desc limit 1")
  assert.ok(last)
  await reckon({ year: 2027 })
  assert.deepEqual(added, [['cases.recompute', { year: 2027, after: last.id }]])
  await reckon(added[0]?.[1] ?? {})
  assert.equal(added.length, 1, 'after the last case nothing is asked for')
})
