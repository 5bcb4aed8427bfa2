// What the law adds to receiving and accepting: 行政许可法 29, 32, 57; 教师资格条例 14–16; 民法典 203; 容缺受理; 告知承诺 (国办发〔2020〕42号).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { describeRefusals } from '#base/problem'
import { findParties } from './store-procedures.ts'
import { exampleForm, holderOf } from '../../../test/journey.ts'
import { codes, forms, mattersIn, openStep, publishFrom, termOf, told, type Said, type StepSaid } from '../../../test/matters.ts'
import { openTown, testPack } from '../../../test/town.ts'

const town = await openTown()
const { act, apply, call, day, did, draft, good, read, submit, tap, timeline, upload, examine, decide } = mattersIn(town)
const clerk = 'chengguan.clerk'
const approver = 'chengguan.approver'
const media = 'yunhe.media'
const missing = [{ material: 'sitePlan', text: '请补充设置位置图。' }, { text: '请写明设置期限的理由。' }, { material: 'structureDesign', text: '请补充结构设计图。' }]
const codeOf = async (slug: string) => (await testPack()).items.find((one) => one.slug === slug)?.content.code ?? assert.fail(slug)

interface Standing {
  warnings: { kind: string; material?: string; field?: string; text: { zh: string } }[]
  notified: { text: string }[]
  owed: { material: string; why: string; dueOn: string | null; metAt: string | null; late: string | null }[]
  commitment: { digest: string; materials: string[]; withdrawnAt: string | null } | null
  place: { place: number; ahead: number; count: number } | null
  receivedOn: string
  gaps: { materials: string[]; first: string; last: string } | null
  promiseOffer: { digest: string; conditions: { zh: string }[]; consequences: { zh: string }[]; excluded: { reason: { zh: string } } | null } | null
  materials: { material: { key: string }; replaced: boolean; given: boolean }[]
}
type Full = Said & Standing
const seen = async (as: string, number: string) => (await read(as, number)) as Full
const draftOf = async (as: string, id: string) => (await good(call('GET', `/api/applications/${id}`, { as }))) as Full

after(() => town.close())

test('an error in the form is put right on the spot, with the applicant’s word, and takes nothing from the one notice (许可法 32 第一款第三项)', async () => {
  day('2026-11-23')
  const { number } = await apply()
  for (const form of [{ width: 'wide' }, { months: 24 }, {}]) assert.deepEqual(told(await act(clerk, number, 'on-the-spot-correction', { form, confirmation: '本人到场确认。' })), [422, 'cases.on-the-spot-only'])
  assert.deepEqual(told(await act('chengguan.approver', number, 'on-the-spot-correction', { form: { months: 12 }, confirmation: '本人到场确认。' })), [403, 'http.not-allowed'])
  const mended = await did('window.wang', number, 'on-the-spot-correction', { form: { months: 12 }, confirmation: '本人到场确认。' })
  assert.deepEqual([mended.state, mended.form.months, mended.formVersion], ['submitted', 12, 2])
  const entry = (await timeline(media, number)).find(({ kind }) => kind === 'cases.mended')
  assert.deepEqual([entry?.facts.fields, entry?.words], [['months'], { fields: { months: { before: 24, after: 12 } } }])
  assert.equal((await did(clerk, number, 'correction-notice', { missing })).state, 'correcting')
})

/** A case that was told once what is missing and sent something. */
async function corrected(): Promise<string> {
  day('2026-11-23')
  const { number } = await apply()
  await did(clerk, number, 'correction-notice', { missing })
  const { id } = await good(call('POST', '/api/applications', { as: media, body: { correctionOf: number } }))
  await upload(id, media, 'sitePlan')
  await good(submit(media, id))
  return number
}

test('after a correction it is refused only for what was notified and is still missing, and the letter lists that (许可法 32)', async () => {
  const number = await corrected()
  const body = { ground: 'still-missing', reasons: '补正后仍不齐全。' }
  assert.deepEqual((await seen(clerk, number)).notified, missing)
  for (const stillMissing of [undefined, [], [3], [2, 7]]) assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ...body, ...(stillMissing ? { stillMissing } : {}) })), [422, 'cases.not-notified'])
  assert.deepEqual(told(await act(clerk, number, 'correction-notice', { missing: [{ text: '还要一份证明。' }] })), [409, 'cases.correction-already-asked'])
  await did(clerk, number, 'acceptance-refusal', { ...body, stillMissing: [2] })
  assert.deepEqual((await timeline(media, number)).find(({ kind }) => kind === 'cases.acceptance-refused')?.words?.missing, [missing[2]])
  await town.settle()
  const letters = (await call<{ items: { id: string; kind: string }[] }>('GET', `/api/cases/${number}/letters`, { as: media })).body.items
  const letter = letters.find(({ kind }) => kind === 'acceptance-refusal') ?? assert.fail('no letter')
  const [row] = await town.platform.ground.sql.rows<{ text: string }>('select content::text as text from deliveries.letters where id = $1', [letter.id])
  assert.match(row?.text ?? '', /补正后仍不齐全。已告知而仍未补齐的：[^"]*请补充结构设计图/)
  assert.doesNotMatch(row?.text ?? '', /设置期限的理由/)
})

test('a matter of another body is refused at once, with the body that is competent (许可法 32 第一款第二项)', async () => {
  day('2026-11-23')
  const { number } = await apply()
  for (const competentBody of [undefined, ' ']) assert.deepEqual(told(await act(clerk, number, 'acceptance-refusal', { ground: 'not-competent', reasons: '不属本机关职权。', ...(competentBody ? { competentBody } : {}) })), [422, 'cases.competent-body-needed'])
})

test('a missing paper and an unmet condition warn and stop nothing: a machine refuses nobody in silence (许可法 32)', async () => {
  day('2026-11-23')
  const form = { ...forms.hoarding, siteKind: 'ground', bottom: 1, lit: true, lightHours: '18:00—22:00' }
  const id = await draft(media, codes.hoarding, form, { consent: false })
  const shown = await draftOf(media, id)
  assert.deepEqual(shown.warnings.map(({ kind, material, field }) => [kind, material ?? field]), [['paper', 'sitePlan'], ['paper', 'structureDesign'], ['gap', 'lightingPlan'], ['condition', 'bottom']])
  await upload(id, media, 'sitePlan')
  const { number, state } = await good(submit(media, id))
  assert.equal(state, 'submitted')
  assert.deepEqual((await seen(clerk, number)).warnings.map(({ kind, material, field }) => [kind, material ?? field]), [['paper', 'structureDesign'], ['gap', 'lightingPlan'], ['condition', 'bottom']])
  // What cannot be read as an application is still told field by field.
  const wrong = await submit(media, await draft(media, codes.hoarding, { ...forms.hoarding, width: 'wide' }))
  assert.deepEqual([...told(wrong), wrong.body.fields[0]?.path], [422, 'applications.form-incomplete', '/width'])
})

test('another regime has the limit to answer that its own law names, and silence means only what that law says (许可法 2, 32)', async () => {
  const notice = { days: 3, unit: 'working' as const, basis: { law: '云州市婚姻登记档案查询办法', article: '第六条', local: true } }
  await publishFrom(town, codes.marriage, (content) => ({ ...content, code: `${codes.marriage.slice(0, 29)}A1`, codeScheme: 'local', limits: { ...content.limits, notice } }))
  await publishFrom(town, codes.marriage, (content) => ({ ...content, code: `${codes.marriage.slice(0, 29)}A2`, codeScheme: 'local', limits: { ...content.limits, notice: { ...notice, silenceAccepts: true } } }))
  day('2026-11-23')
  const ask = async (end: string) => good(submit('li.guiying', await draft('li.guiying', `${codes.marriage.slice(0, 29)}${end}`, forms.marriage)))
  const [silentIsNothing, silentAccepts] = [await ask('A1'), await ask('A2')]
  assert.deepEqual([termOf(silentIsNothing, 'notice')?.dueOn, termOf(silentIsNothing, 'notice')?.basis?.law], ['2026-11-26', notice.basis.law])
  day('2026-11-27')
  await town.platform.beat()
  await town.platform.beat()
  const [one, two] = [await read('dc.minzheng.clerk', silentIsNothing.number), await read('dc.minzheng.clerk', silentAccepts.number)]
  assert.deepEqual([one.state, termOf(one, 'notice')?.state, one.lamp, two.state], ['submitted', 'missed', 'red', 'accepted'])
  assert.equal((await timeline('dc.minzheng.clerk', silentIsNothing.number)).filter(({ kind }) => kind === 'cases.notice-missed').length, 1)
  assert.equal((await did('dc.minzheng.clerk', silentIsNothing.number, 'correction-notice', { missing: [{ text: '请补身份证明。' }], days: 5 })).state, 'correcting')
})

const teach = async () => good(submit('chen.hao', await draft('chen.hao', codes.teacher, forms.teacher)))

test('outside its window an application is warned, received and refused in writing, never accepted (教师资格条例 14)', async () => {
  day('2026-10-12')
  const { number } = await teach()
  const found = await seen('dc.jiaoyu.clerk', number)
  assert.deepEqual([found.warnings.some(({ kind }) => kind === 'window'), found.receivedOn], [true, '2026-10-12'])
  // Even when the window has opened meanwhile: the day in law is the day of receipt.
  day('2026-10-16')
  assert.deepEqual(told(await act('dc.jiaoyu.clerk', number, 'acceptance')), [409, 'cases.window-closed'])
  const refused = await did('dc.jiaoyu.clerk', number, 'acceptance-refusal', { ground: 'outside-window', reasons: '不在受理期限内，下一次为10月20日至11月30日。' })
  assert.equal(refused.outcome, 'not-accepted')
  day('2026-10-20')
  const inside = await teach()
  assert.deepEqual(told(await act('dc.jiaoyu.clerk', inside.number, 'acceptance-refusal', { ground: 'outside-window', reasons: '不在受理期限内。' })), [409, 'cases.window-open'])
})

test('the thirty days run from the end of the window, not from acceptance; papers may be completed until it ends (教师资格条例 15, 16)', async () => {
  day('2026-10-21')
  const first = await did('dc.jiaoyu.clerk', (await teach()).number, 'acceptance')
  assert.deepEqual([termOf(first, 'law')?.startsOn, termOf(first, 'law')?.dueOn, termOf(first, 'promise')?.startsOn], ['2026-11-30', '2026-12-30', '2026-11-30'])
  const second = await did('dc.jiaoyu.clerk', (await teach()).number, 'correction-notice', { missing: [{ text: '请补体检证明。' }], days: 5 })
  assert.deepEqual([termOf(second, 'correction')?.dueOn, termOf(second, 'correction')?.basis?.article], ['2026-11-30', '第十五条'])
})

test('what must be applied for in person is not accepted from an agent (许可法 29 第二款; 教师资格条例 14)', async () => {
  day('2026-10-22')
  const { number, id } = await teach()
  await town.platform.ground.sql.rows("insert into cases.parties select case_id, 1, 'agent', null, kind, name, id_kind, id_number, phone, consent, salt from cases.parties where case_id = $1 and ordinal = 0", [id])
  assert.ok((await seen('dc.jiaoyu.clerk', number)).warnings.some(({ kind }) => kind === 'in-person'))
  assert.deepEqual(told(await act('dc.jiaoyu.clerk', number, 'acceptance')), [409, 'cases.in-person-needed'])
})

test('the applicant’s own limit that ends on a Saturday ends on Monday (民法典 203)', async () => {
  day('2026-11-23')
  const asked = await did(clerk, (await apply()).number, 'correction-notice', { missing, days: 5 })
  assert.equal(termOf(asked, 'correction')?.dueOn, '2026-11-30')
})

const lit = { ...forms.hoarding, lit: true, lightHours: '18:00—22:00' }
const applyLit = async (more: object = {}) => good(submit(media, await draft(media, codes.hoarding, lit, { consent: false, ...more })))
const handIn = async (number: string, material: string) => {
  const data = new FormData()
  data.append('material', material)
  data.append('file', new Blob(['照明方案。']), '照明方案.txt')
  const request = new Request('http://town/', { method: 'POST', body: data })
  const answer = await town.app.inject({ method: 'POST', url: `/api/cases/${number}/owed-files`, headers: { 'content-type': request.headers.get('content-type') ?? '', cookie: await tap(media) }, payload: Buffer.from(await request.arrayBuffer()) })
  return { status: answer.statusCode, body: answer.json<Full>() }
}

test('容缺受理: a paper may be missing at acceptance only with a written promise and its day, within what the item allows', async () => {
  day('2026-11-23')
  const id = await draft(media, codes.hoarding, lit, { consent: false })
  assert.deepEqual((await draftOf(media, id)).gaps, { materials: ['lightingPlan'], first: '2026-11-23', last: '2026-11-30' })
  for (const gapUntil of ['2026-11-22', '2026-12-01']) {
    await good(call('PUT', `/api/applications/${id}`, { as: media, body: { gapUntil } }))
    assert.deepEqual(told(await submit(media, id)), [422, 'cases.gap-date-not-possible'])
  }
  const { number } = await applyLit()
  assert.deepEqual(told(await act(clerk, number, 'acceptance')), [409, 'cases.gap-promise-needed'])
  const byClerk = (await did(clerk, number, 'acceptance', { gapUntil: '2026-11-27' })) as Full
  assert.deepEqual([byClerk.state, termOf(byClerk, 'gap')?.dueOn, byClerk.owed], ['accepted', '2026-11-27', [{ material: 'lightingPlan', why: 'gap', dueOn: '2026-11-27', metAt: null, late: null }]])
})

test('容缺受理: nothing is granted before the paper has come; the applicant sends it, and it is granted', async () => {
  day('2026-11-23')
  const { number } = await applyLit({ gapUntil: '2026-11-27' })
  await did(clerk, number, 'acceptance')
  await examine(number)
  for (const outcome of ['grant', 'partly-grant']) assert.deepEqual(told(await decide(number, { outcome, reasons: '部分。' })), [409, 'cases.paper-owed'])
  assert.deepEqual((await read(media, number)).acts.map((one) => one.act), ['choose-letters', 'make-statement', 'hand-in-owed', 'withdraw'])
  assert.deepEqual([(await handIn(number, 'sitePlan')).body.code, (await act('jiaotong.clerk', number, 'owed-papers', { papers: [{ material: 'lightingPlan', name: '照明方案' }] })).status], ['cases.nothing-owed', 404])
  const back = await handIn(number, 'lightingPlan')
  assert.deepEqual([back.status, back.body.owed[0]?.metAt === null, termOf(back.body, 'gap')?.state], [201, false, 'met'])
  assert.deepEqual((await handIn(number, 'lightingPlan')).body.code, 'cases.nothing-owed')
  assert.equal((await good(decide(number, { outcome: 'grant' }))).outcome, 'granted')
})

test('容缺受理: the paper may be brought to the window; after its day without it a letter says so and nothing is granted', async () => {
  day('2026-11-23')
  const brought = await applyLit({ gapUntil: '2026-11-24' })
  await did(clerk, brought.number, 'acceptance')
  const taken = (await did('window.wang', brought.number, 'owed-papers', { papers: [{ material: 'lightingPlan', name: '照明方案（纸质）' }] })) as Full
  assert.deepEqual(taken.files.find(({ material }) => material === 'lightingPlan')?.paper, true)
  const { number } = await applyLit({ gapUntil: '2026-11-24' })
  await did(clerk, number, 'acceptance')
  day('2026-11-24', '23:00')
  await town.platform.beat()
  assert.equal(termOf(await read(clerk, number), 'gap')?.state, 'running')
  day('2026-11-25')
  await town.platform.beat()
  await town.settle()
  assert.equal(termOf(await read(clerk, number), 'gap')?.state, 'missed')
  const { body } = await call<{ items: { kind: string; title: { zh: string } }[] }>('GET', `/api/cases/${number}/letters`, { as: media })
  assert.ok(body.items.some(({ kind }) => kind === 'gap-missed'))
  await examine(number)
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.paper-owed'])
  assert.equal((await good(decide(number, { outcome: 'refuse', reasons: '承诺补交的照明方案逾期未补。' }))).outcome, 'refused')
})

/** A case whose promised paper came two days late, examined; it waits for the answer of who decides. */
const late = async () => {
  day('2026-11-23')
  const { number } = await applyLit({ gapUntil: '2026-11-24' })
  await did(clerk, number, 'acceptance')
  await examine(number)
  day('2026-11-26')
  await town.platform.beat()
  const { status, body } = await handIn(number, 'lightingPlan')
  assert.deepEqual([status, body.owed.map(({ metAt, late: came }) => [metAt, came]), termOf(body, 'gap')?.state], [201, [[null, 'waiting']], 'missed'])
  const answer = async (outcome: string, opinion = '', as = approver) => act(as, number, `steps/${openStep(await read(approver, number), 'late-papers').id}/completion`, { outcome, ...(opinion ? { opinion } : {}) })
  return { number, answer }
}

test('容缺受理: what comes late but before the decision is laid before who decides, and refused in writing with the remedy (许可法 38)', async () => {
  const { number, answer } = await late()
  assert.deepEqual([(await handIn(number, 'lightingPlan')).body.code, (await read(media, number)).acts.some((one) => one.act === 'hand-in-owed')], ['cases.gap-too-late', false])
  for (const outcome of ['grant', 'refuse']) assert.deepEqual(told(await decide(number, { outcome, reasons: '逾期。' })), [409, 'cases.late-papers-open'])
  assert.deepEqual(told(await answer('refuse-late', '逾期。', clerk)), [403, 'cases.not-your-step'])
  assert.deepEqual(told(await answer('refuse-late')), [422, 'cases.task-reasons-needed'])
  await good(answer('refuse-late', '承诺日期后两日才补交，没有正当理由。'))
  await town.settle()
  const { body } = await call<{ items: { kind: string; title: { zh: string }; remedy: { review: object; court: object } | null }[] }>('GET', `/api/cases/${number}/letters`, { as: media })
  const letter = body.items.find(({ kind }) => kind === 'late-papers-refused')
  assert.deepEqual([letter?.title.zh, letter?.remedy !== null], ['逾期补交材料不予收取决定书', true])
  const page = (await town.app.inject({ method: 'GET', url: `/cases/${number}`, headers: { cookie: await tap(media) } })).body
  assert.ok(page.includes('决定不予收取逾期补交的材料') && page.includes('逾期补交，不予收取') && !page.includes('完成：<'), 'its page says so once, and by name')
  const entry = (await timeline(media, number)).find(({ kind }) => kind === 'cases.late-papers-refused')
  assert.deepEqual([entry?.facts.materials, entry?.words?.reasons], [['lightingPlan'], '承诺日期后两日才补交，没有正当理由。'])
  // Refused, it does not count, and does not come a third time: only a refusal of the case is left.
  assert.deepEqual([(await handIn(number, 'lightingPlan')).body.code, told(await decide(number, { outcome: 'grant' }))], ['cases.gap-too-late', [409, 'cases.paper-owed']])
  assert.equal((await good(decide(number, { outcome: 'refuse', reasons: '承诺补交的照明方案逾期未补。' }))).outcome, 'refused')
})

test('容缺受理: what came late and was taken counts like what came in time, also when it was brought to the window', async () => {
  const { number, answer } = await late()
  await good(answer('take-late', '快递延误，不影响审查。'))
  const [paper] = ((await read(media, number)) as Full).owed
  assert.deepEqual([paper?.late, paper?.metAt === null], ['taken', false])
  assert.equal((await good(decide(number, { outcome: 'grant' }))).outcome, 'granted')
  day('2026-11-23')
  const brought = await applyLit({ gapUntil: '2026-11-24' })
  await did(clerk, brought.number, 'acceptance')
  day('2026-11-25')
  const seen = (await did('window.wang', brought.number, 'owed-papers', { papers: [{ material: 'lightingPlan', name: '照明方案（纸质）' }] })) as Full
  assert.deepEqual([seen.owed[0]?.late, openStep(await read(approver, brought.number), 'late-papers').role], ['waiting', 'approver'])
  // Withdrawn, the case asks nothing more of anybody.
  assert.equal((await did(media, brought.number, 'withdrawal', { reason: '' })).steps.filter((step) => step.state === 'open').length, 0)
})

const scarce = `${codes.hoarding.slice(0, 29)}Q1`

test('numbers are given in order of acceptance: two at once get two places, who comes after is told, what is left waits for the earlier (许可法 57)', async () => {
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, code: scarce, demands: ['quota'], quota: { count: 1, per: 'year', basis: { law: '云州市户外广告设施设置管理办法', article: '第十五条', local: true } } }))
  day('2026-11-23')
  const numbers = await Promise.all([apply(media, scarce), apply('zhang.min', scarce)]).then((both) => both.map(({ number }) => number))
  const accepted = (await Promise.all(numbers.map((number) => did(clerk, number, 'acceptance')))) as Full[]
  const [first, second] = accepted.toSorted((a, b) => (a.place?.place ?? 0) - (b.place?.place ?? 0)).map(({ number }) => number)
  assert.ok(first && second)
  const beyond = async (number: string) => (await timeline(clerk, number)).find(({ kind }) => kind === 'cases.accepted')?.facts
  assert.deepEqual([(await beyond(first))?.place, (await beyond(first))?.beyond, (await beyond(second))?.place, (await beyond(second))?.beyond], [1, false, 2, true])
  assert.deepEqual((await seen(clerk, second)).place, { place: 2, ahead: 1, granted: 0, earlierOpen: 1, count: 1 })
  for (const number of [first, second]) await examine(number)
  assert.deepEqual(told(await decide(second, { outcome: 'grant' })), [409, 'cases.earlier-first'])
  await good(decide(first, { outcome: 'grant' }))
  assert.deepEqual(told(await decide(second, { outcome: 'grant' })), [409, 'cases.quota-used'])
  assert.equal((await good(decide(second, { outcome: 'refuse', reasons: '本年度数量已满。' }))).outcome, 'refused')
})

test('an earlier one that is withdrawn or refused gives its place to the next (许可法 57)', async () => {
  day('2027-01-04')
  const [one, two] = [(await apply(media, scarce)).number, (await apply('zhang.min', scarce)).number]
  for (const number of [one, two]) await did(clerk, number, 'acceptance')
  await did(media, one, 'withdrawal', { reason: '不再设置。' })
  await examine(two)
  assert.equal((await good(decide(two, { outcome: 'grant' }))).outcome, 'granted')
})

const food = await codeOf('food-business')
const promising = async (as = 'zhang.min', more: Record<string, unknown> = {}) => {
  const id = await draft(as, food, { ...(await exampleForm('food-business')), coldDishes: false, ...more }, { consent: false })
  return { id, offer: (await draftOf(as, id)).promiseOffer ?? assert.fail('no offer') }
}
const choose = (as: string, id: string, promise: string | null) => call('PUT', `/api/applications/${id}`, { as, body: { promise } })
const committed = async (as = 'zhang.min') => {
  const { id, offer } = await promising(as)
  await good(choose(as, id, offer.digest))
  return good(submit(as, id))
}
const granting = async (number: string) => {
  await did('shijian.clerk', number, 'acceptance')
  const step = openStep(await read('shijian.examiner', number), 'examination')
  await did('shijian.examiner', number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合。' })
  return decide(number, { outcome: 'grant' }, 'shijian.approver')
}

test('告知承诺: conditions and consequences are told first; the choice is of what was told, and the ordinary way stays open (国办发〔2020〕42号; 优化营商环境条例 19)', async () => {
  day('2026-11-23')
  const { id, offer } = await promising()
  assert.ok(offer.conditions.length > 0 && offer.consequences.some(({ zh }) => zh.includes('撤销')) && offer.excluded === null)
  assert.deepEqual(told(await choose('zhang.min', id, 'f'.repeat(64))), [422, 'commitments.not-told'])
  await good(choose('zhang.min', id, offer.digest))
  assert.deepEqual((await draftOf('zhang.min', id)).warnings, [])
  assert.deepEqual((await draftOf('zhang.min', id)).materials.filter(({ replaced }) => replaced).map(({ material }) => material.key), ['layoutPlan', 'safetyRules'])
  await good(choose('zhang.min', id, null))
  assert.deepEqual((await draftOf('zhang.min', id)).warnings.map(({ material }) => material), ['layoutPlan', 'safetyRules'])
})

test('告知承诺: what the published list excludes is not open, with its reason; at the window neither', async () => {
  day('2026-11-23')
  const { id, offer } = await promising('zhang.min', { coldDishes: true })
  assert.match(offer.excluded?.reason.zh ?? '', /清单/)
  assert.deepEqual(told(await choose('zhang.min', id, offer.digest)), [409, 'commitments.excluded'])
  // Chosen while it was open, and excluded by a later answer: told at submission, nothing lost.
  const open = await promising()
  await good(choose('zhang.min', open.id, open.offer.digest))
  await good(call('PUT', `/api/applications/${open.id}`, { as: 'zhang.min', body: { form: { ...(await exampleForm('food-business')), coldDishes: true } } }))
  assert.deepEqual(told(await submit('zhang.min', open.id)), [409, 'commitments.excluded'])
  const intake = { item: food, form: { ...(await exampleForm('food-business')), coldDishes: true }, materials: [], promise: offer.digest, applicant: { kind: 'natural', name: '张敏', idKind: 'resident-id', idNumber: '990101198503120029' } }
  assert.equal((await call('POST', '/api/intakes', { as: 'window.wang', body: intake })).body.code, 'commitments.excluded')
})

test('告知承诺: decided without the papers, then checked by a day; a false promise bars its maker until repaired', async () => {
  day('2026-11-23')
  const { number } = await committed()
  const shown = await seen('shijian.clerk', number)
  assert.deepEqual([shown.warnings, shown.commitment?.materials], [[], ['layoutPlan', 'safetyRules']])
  assert.equal((await timeline('zhang.min', number)).find(({ kind }) => kind === 'cases.commitment-made')?.facts.digest, shown.commitment?.digest)
  assert.equal((await good(granting(number))).outcome, 'granted')
  await town.settle()
  const opened = (await timeline('shijian.clerk', number)).find(({ kind }) => kind === 'commitments.check-opened')
  const check = String(opened?.facts.number)
  const checking = await read('shijian.clerk', check)
  assert.deepEqual([checking.state, termOf(checking, 'law')?.days, termOf(checking, 'law')?.dueOn, checking.parties[0]?.role], ['accepted', 60, '2027-01-22', 'respondent'])
  const step: StepSaid = openStep(checking, 'decision')
  const checker = await holderOf(step.role, step.organisation.code)
  await good(act(checker, check, 'decision', { step: step.id, outcome: 'refuse', reasons: '现场没有生熟分开的操作区。' }))
  await town.settle()
  const { id, offer } = await promising()
  assert.match(offer.excluded?.reason.zh ?? '', /不实承诺/)
  assert.deepEqual(told(await choose('zhang.min', id, offer.digest)), [409, 'commitments.excluded'])
  // The ordinary way is open, and others are not touched.
  assert.equal((await good(submit('zhang.min', id))).state, 'submitted')
  assert.equal((await promising('chen.hao')).offer.excluded, null)
  const { body: bars } = await call<{ items: { id: string; caseNumber: string; ground: string; repairedOn: string | null }[] }>('GET', '/api/promise-bars', { as: 'shijian.clerk' })
  const mine = bars.items.find(({ caseNumber }) => caseNumber === number) ?? assert.fail('no bar')
  assert.deepEqual([mine.ground, mine.repairedOn], ['false-promise', null])
  assert.deepEqual(told(await call('POST', `/api/promise-bars/${mine.id}/repair`, { as: 'chengguan.approver', body: { reason: '无关。' } })), [403, 'commitments.not-yours'])
  assert.ok((await call('POST', `/api/promise-bars/${mine.id}/repair`, { as: 'shijian.approver', body: { reason: '已改造操作区。' } })).status < 300)
  assert.deepEqual(told(await call('POST', `/api/promise-bars/${mine.id}/repair`, { as: 'shijian.approver', body: { reason: '再次。' } })), [404, 'commitments.no-bar'])
  assert.equal((await promising()).offer.excluded, null)
})

test('告知承诺: serious bad credit bars as well, entered by the head on a basis', async () => {
  day('2026-11-24')
  const entry = { name: '陈皓', idNumber: '990101199003070013', basis: { law: '云州市严重失信主体名单管理办法', article: '第五条' }, body: '11990100700153892X' }
  const [one] = await town.platform.ground.sql.rows<{ id: string }>("select case_id as id from cases.parties where name = '陈皓' limit 1")
  const party = (await findParties(town.platform.ground.sql, one?.id ?? '')).find(({ name }) => name === '陈皓')
  assert.deepEqual(told(await call('POST', '/api/promise-bars', { as: 'chengguan.approver', body: entry })), [403, 'commitments.not-yours'])
  assert.ok((await call('POST', '/api/promise-bars', { as: 'shijian.approver', body: { ...entry, idNumber: party?.idNumber ?? entry.idNumber } })).status < 300)
  assert.match((await promising('chen.hao')).offer.excluded?.reason.zh ?? '', /严重失信/)
})

test('告知承诺: taken back before the decision, the papers are owed as usual; afterwards it stands', async () => {
  day('2026-11-25')
  const { number } = await committed('li.guiying')
  await did('shijian.clerk', number, 'acceptance')
  const back = (await did('li.guiying', number, 'commitment-withdrawal', {})) as Full
  assert.deepEqual([back.commitment?.withdrawnAt === null, back.owed.map(({ material, why, dueOn }) => [material, why, dueOn])], [false, [['layoutPlan', 'promise', null], ['safetyRules', 'promise', null]]])
  const step = openStep(await read('shijian.examiner', number), 'examination')
  await did('shijian.examiner', number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合。' })
  assert.deepEqual(told(await decide(number, { outcome: 'grant' }, 'shijian.approver')), [409, 'cases.paper-owed'])
  await did('shijian.clerk', number, 'owed-papers', { papers: [{ material: 'layoutPlan', name: '布局图' }, { material: 'safetyRules', name: '制度清单' }] })
  await good(decide(number, { outcome: 'grant' }, 'shijian.approver'))
  assert.deepEqual(told(await act('li.guiying', number, 'commitment-withdrawal', {})), [409, 'cases.no-promise'])
  await town.settle()
  assert.equal((await timeline('shijian.clerk', number)).some(({ kind }) => kind === 'commitments.check-opened'), false)
})

test('each refusal of receiving and accepting, and of promises, is reached here, cites its law and says what to do', () => {
  const here = readFileSync(join(import.meta.dirname, 'acceptance-law.test.ts'), 'utf8')
  const declared = [...readFileSync(join(import.meta.dirname, 'refusals-acceptance.ts'), 'utf8').matchAll(/code: '(cases\.[a-z-]+)'/g)].map(([, code = '']) => code)
  const own = describeRefusals().filter(({ code }) => declared.includes(code) || code.startsWith('commitments.'))
  assert.ok(own.length >= 18)
  assert.deepEqual(own.filter(({ code, nextZh, nextEn }) => !here.includes(`'${code}'`) || !nextZh || !nextEn).map(({ code }) => code), [])
})
