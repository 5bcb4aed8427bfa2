// 听证: the right is told and asked for in time, a late request reaches a person, notice and presider are as the law says, the decision waits
// for the confirmed minutes and the clock stands meanwhile. 行政许可法 45–48.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeCalendar } from '#engines/calendar'
import { codes, forms, mattersIn, openStep, publishFrom, termOf, told, urbanStaff, type Said } from '../../../test/matters.ts'
import { openTown, testPack } from '../../../test/town.ts'
import { askByOf, firstDayOf, holdByOf, mustBeTimely } from './hearing.ts'

const town = await openTown()
const { accepted, act, call, day, decide, did, draft, examined, good, read, submit, tap, timeline } = mattersIn(town)
const { clerk, examiner, approver } = urbanStaff
const resident = 'yunhe.media'
after(() => town.close())

interface HearingsSaid extends Said {
  acts: { act: string; hearing?: string }[]
  items: { id: string; origin: string; state: string; ending: string | null; askBy: string | null; holdBy: string | null; isLate: boolean; presider: string | null; objection: string | null; minutes: string | null; attended: { place: number; answer: string | null }[] }[]
}
const hearings = async (as: string, number: string) => (await call<HearingsSaid>('GET', `/api/cases/${number}/hearings`, { as })).body
const on = (as: string, number: string, path: string, body: unknown = {}) => call<HearingsSaid>('POST', `/api/cases/${number}/${path}`, { as, body })
const done = async (...of: Parameters<typeof on>) => {
  const { status, body } = await on(...of)
  assert.equal(status, 200, JSON.stringify(body).slice(0, 300))
  return body
}
const live = async (number: string) => (await hearings(clerk, number)).items.at(-1) ?? assert.fail('no hearing')
const accountOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''
const presider = await accountOf('chengguan.inspector')
const beat = async () => {
  await town.platform.beat()
  await town.settle()
}
const place = '云州市城市管理局二楼听证室'
const schedule = async (number: string, at: string, more: object = {}) => on(clerk, number, `hearings/${(await live(number)).id}/schedule`, { at, place, presider, isPublic: true, ...more })
/** A case examined whose applicant was told of the right today; it takes letters electronically. */
const isWaiting = async (as: string, number: string) => (await call<{ items: { number: string }[] }>('GET', '/api/cases?view=todo&limit=100', { as })).body.items.some((one) => one.number === number)
const offered = async () => {
  const { number } = await good(submit(resident, await draft(resident, codes.hoarding, forms.hoarding, { consent: true })))
  await did(clerk, number, 'acceptance')
  await did(examiner, number, `steps/${openStep(await read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  await done(examiner, number, 'hearings', { reason: '拟作的决定直接涉及申请人与相邻人的重大利益关系。' })
  return number
}

test('five calendar days to ask, read by the item where its law says otherwise; twenty working days to hold, seven to give notice (许可法 47, 48, 82)', async () => {
  const calendar = makeCalendar((await testPack()).calendar)
  const date = (text: string) => Temporal.PlainDate.from(text)
  for (const [told, ask, item] of [
    ['2026-11-23', '2026-11-30', {}], ['2026-11-20', '2026-11-25', {}], ['2026-09-26', '2026-10-08', {}], ['2026-02-09', '2026-02-14', {}], ['2026-02-10', '2026-02-24', {}],
    ['2026-11-23', '2026-11-30', { hearing: { ask: { days: 5, unit: 'working' }, basis: { law: '某条例' } } }], ['2026-11-23', '2026-12-03', { hearing: { ask: { days: 10, unit: 'calendar' }, basis: { law: '某条例' } } }],
  ] as const) assert.equal(askByOf(calendar, item, date(told)).toString(), ask, told)
  for (const [asked, hold, first] of [['2026-11-25', '2026-12-23', '2026-12-04'], ['2026-09-28', '2026-10-30', '2026-10-13']] as const) assert.deepEqual([holdByOf(calendar, date(asked)).toString(), firstDayOf(calendar, date(asked)).toString()], [hold, first])
  // Where the twenty days are gone the hearing is still owed.
  assert.doesNotThrow(() => mustBeTimely(calendar, { holdBy: '2026-11-24' }, date('2026-11-23'), date('2026-12-15')))
})

test('a hearing that is asked for within five days is called: it stops the clock and the case waits for its minutes (许可法 45, 47, 48)', async () => {
  day('2026-11-23')
  const number = await offered()
  await town.settle()
  assert.equal((await live(number)).askBy, '2026-11-30')
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.hearing-open'], 'not before the days to ask are over')
  day('2026-11-25')
  assert.ok((await hearings(resident, number)).acts.some((one) => one.act === 'ask-hearing'))
  await done(resident, number, 'hearing-requests', { reason: '设置位置涉及我方重大利益。' })
  const seen = await read(clerk, number)
  assert.deepEqual([seen.suspensions.map((one) => one.kind), termOf(seen, 'hearing')?.dueOn, termOf(seen, 'hearing')?.basis?.article, (await live(number)).state], [['hearing'], '2026-12-23', '第四十七条', 'called'])
  assert.deepEqual(told(await act(examiner, number, 'resumption')), [409, 'cases.suspension-held'])
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.hearing-open'])

  assert.deepEqual(told(await schedule(number, '2026-12-03T09:30:00+08:00')), [422, 'hearings.notice-too-short'])
  assert.deepEqual(told(await schedule(number, '2026-12-24T09:30:00+08:00')), [422, 'hearings.too-late'])
  assert.deepEqual(told(await schedule(number, '2026-12-08T09:30:00+08:00', { presider: await accountOf(examiner) })), [422, 'hearings.presider-is-reviewer'])
  assert.deepEqual(told(await schedule(number, '2026-12-08T09:30:00+08:00', { presider: await accountOf('jiaoguan.examiner') })), [422, 'hearings.presider-not-of-body'])
  assert.deepEqual(told(await schedule(number, '2026-12-08T09:30:00+08:00', { isPublic: false })), [422, 'hearings.closed-needs-reason'])
  const { id } = await live(number)
  assert.deepEqual(told(await on('chengguan.inspector', number, `hearings/${id}/minutes`, { minutes: '还没有举行就写笔录。', attended: [] })), [409, 'hearings.wrong-stage'])
  assert.equal((await schedule(number, '2026-12-08T09:30:00+08:00')).status, 200)
  await town.settle()
  const letters = (await call<{ items: { kind: string; means: string | null }[] }>('GET', `/api/cases/${number}/letters`, { as: resident })).body.items.map((one) => one.kind)
  for (const kind of ['hearing-right', 'hearing-notice', 'suspension']) assert.ok(letters.includes(kind), `${kind} among ${letters.join(' ')}`)
  const { body: announced } = await call<{ items: { id: string; place: string }[] }>('GET', '/api/hearing-announcements')
  assert.deepEqual(announced.items.filter((one) => one.id === id).map((one) => one.place), [place], 'open to everybody')

  assert.deepEqual(told(await on('chengguan.inspector', number, `hearings/${id}/minutes`, { minutes: '还没有举行就写笔录。', attended: [] })), [409, 'hearings.not-held-yet'])
  day('2026-12-08', '11:00')
  assert.deepEqual(told(await on(clerk, number, `hearings/${id}/minutes`, { minutes: '由别人而不是主持人制作的笔录。', attended: [0] })), [403, 'hearings.not-presider'])
  await done('chengguan.inspector', number, `hearings/${id}/minutes`, { minutes: '审查人员提出证据和理由；申请人申辩、质证。', attended: [0] })
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.hearing-open'], 'minutes that nobody confirmed are no record')
  const own = await hearings(resident, number)
  assert.deepEqual([own.items[0]?.minutes, own.acts.map((one) => one.act)], ['审查人员提出证据和理由；申请人申辩、质证。', ['confirm-minutes']])
  await done(resident, number, `hearings/${id}/confirmation`)
  const after = await read(clerk, number)
  assert.deepEqual([(await live(number)).state, after.suspendedAt, termOf(after, 'hearing')?.state], ['held', null, 'met'])
  // Thirteen days stood still from 25 November to 7 December, nine of them working days.
  assert.deepEqual(after.suspensions.map((one) => [one.fromOn, one.untilOn]), [['2026-11-25', '2026-12-08']])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('nobody asks in five days: the decision no longer waits; a late request reaches a person and no machine refuses it (许可法 47)', async () => {
  day('2026-11-23')
  const number = await offered()
  day('2026-12-01')
  await beat()
  assert.deepEqual([(await live(number)).state, (await live(number)).ending], ['closed', 'lapsed'])
  await done(resident, number, 'hearing-requests', { reason: '刚收到告知，仍然要求听证。' })
  assert.equal((await live(number)).state, 'late')
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.hearing-open'], 'until a person has answered')
  const step = openStep(await read(approver, number), 'hearing-request')
  assert.equal(step.role, 'head')
  const answer = (body: object) => act(approver, number, `steps/${step.id}/completion`, body)
  assert.deepEqual(told(await answer({ outcome: 'decline' })), [422, 'cases.task-reasons-needed'])
  await good(answer({ outcome: 'decline', opinion: '已逾期，且申请人已书面陈述意见。' }))
  await town.settle()
  assert.deepEqual([(await live(number)).state, (await live(number)).ending], ['closed', 'declined'])
  assert.equal((await timeline(resident, number)).find((one) => one.kind === 'hearings.request-declined')?.words?.reasons, '已逾期，且申请人已书面陈述意见。')
  // Asked again, and now it is called.
  day('2026-12-01', '10:00')
  await done(resident, number, 'hearing-requests', { reason: '有新的证据。' })
  const again = openStep(await read(approver, number), 'hearing-request')
  await did(approver, number, `steps/${again.id}/completion`, { outcome: 'call', opinion: '有新证据，同意举行。' })
  await town.settle()
  assert.equal((await live(number)).state, 'called')
  await done(resident, number, `hearings/${(await live(number)).id}/withdrawal`)
  assert.deepEqual([(await live(number)).ending, (await read(clerk, number)).suspendedAt], ['withdrawn', null])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('who gets letters on paper has five days from when that was recorded (许可法 47)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  await done(examiner, number, 'hearings', { reason: '涉及重大利益。' })
  assert.deepEqual([(await live(number)).askBy, told(await on(examiner, number, 'hearings', { reason: '再告知一次。' }))], [null, [409, 'hearings.already-live']])
  day('2026-12-04')
  await beat()
  assert.equal((await live(number)).state, 'offered', 'the days do not run before the letter came')
  await done(clerk, number, `hearings/${(await live(number)).id}/telling`, { means: 'post', proof: '挂号信 XA2' })
  assert.equal((await live(number)).askBy, '2026-12-09')
})

test('a hearing of the body’s own motion is announced; a third party may object to the presider, and the head decides (许可法 46, 48)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  await did(clerk, number, 'third-parties', { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', consent: true, interest: '遮挡采光。' })
  await town.settle()
  await did('li.guiying', number, 'statements', { statement: '请求听证。' })
  await done(examiner, number, 'hearing-call', { ground: 'public-interest', reason: '涉及公共利益。', expectedDays: 20 })
  assert.deepEqual(told(await on(examiner, number, 'hearing-call', { ground: 'law', reason: '再次。', expectedDays: 20 })), [409, 'hearings.already-live'])
  assert.equal((await schedule(number, '2026-12-08T09:30:00+08:00')).status, 200)
  await town.settle()
  const { id } = await live(number)
  const third = await hearings('li.guiying', number)
  assert.deepEqual(third.acts.map((one) => one.act), ['object-to-presider'])
  await done('li.guiying', number, `hearings/${id}/presider-objection`, { reason: '主持人与申请人有亲属关系。' })
  assert.deepEqual(told(await on('li.guiying', number, `hearings/${id}/presider-objection`, { reason: '再次申请。' })), [409, 'hearings.objection-open'])
  day('2026-12-08', '10:00')
  assert.deepEqual(told(await on('chengguan.inspector', number, `hearings/${id}/minutes`, { minutes: '回避没有决定就制作笔录。', attended: [] })), [409, 'hearings.objection-open'])
  day('2026-12-02')
  const step = openStep(await read(approver, number), 'hearing-presider')
  await did(approver, number, `steps/${step.id}/completion`, { outcome: 'replace', opinion: '存在亲属关系，应当回避。' })
  await town.settle()
  assert.deepEqual([(await live(number)).presider, (await live(number)).objection], [null, 'replaced'])
  assert.ok(await isWaiting(approver, number))
  // Another presider at the same time and place needs no new seven days.
  assert.equal((await schedule(number, '2026-12-08T09:30:00+08:00', { presider: await accountOf(approver) })).status, 200)
  day('2026-12-08', '10:00')
  await done(approver, number, `hearings/${id}/minutes`, { minutes: '申请人、利害关系人到场，质证完毕。', attended: [0, 1, 1, 9] })
  await done('li.guiying', number, `hearings/${id}/confirmation`)
  assert.deepEqual(told(await on('li.guiying', number, `hearings/${id}/confirmation`)), [409, 'hearings.wrong-stage'])
  assert.deepEqual(told(await on(clerk, number, `hearings/${id}/signatures`, { place: 0, answer: 'signed' })), [403, 'hearings.not-presider'])
  await done(approver, number, `hearings/${id}/signatures`, { place: 0, answer: 'refused', reason: '当场拒绝签字。' })
  assert.deepEqual([(await live(number)).state, (await live(number)).attended.map((one) => one.answer)], ['held', ['refused', 'confirmed']])
  // Who presided does not decide, whatever post is held (48), and is offered nothing of the review: it waits for others, also in lists.
  assert.ok(!(await isWaiting(approver, number)))
  const seen = await read(approver, number)
  assert.deepEqual(seen.acts.filter(({ step }) => step === openStep(seen, 'decision').id), [])
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [403, 'cases.presided-here'])
  assert.deepEqual(told(await on(approver, number, `steps/${openStep(await read(approver, number), 'decision').id}/claim`)), [403, 'cases.presided-here'])
})

test('who was named to preside and takes part in the review before the hearing cannot write its minutes (许可法 48)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  await done(examiner, number, 'hearing-call', { ground: 'public-interest', reason: '涉及公共利益。', expectedDays: 20 })
  assert.equal((await schedule(number, '2026-12-08T09:30:00+08:00')).status, 200)
  await did('chengguan.inspector', number, `steps/${openStep(await read(examiner, number), 'examination').id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  day('2026-12-08', '10:00')
  assert.deepEqual(told(await on('chengguan.inspector', number, `hearings/${(await live(number)).id}/minutes`, { minutes: '由审查人员主持的听证。', attended: [0] })), [422, 'hearings.presider-is-reviewer'])
  assert.deepEqual(told(await schedule(number, '2026-12-22T09:30:00+08:00')), [422, 'hearings.presider-is-reviewer'])
  assert.equal((await schedule(number, '2026-12-22T09:30:00+08:00', { presider: await accountOf(approver) })).status, 200)
})

test('on the portal, without a script: a party asks, sees time and place, objects and confirms; a third party sees the page that concerns it (许可法 36, 47, 48)', async () => {
  day('2026-11-23')
  const number = await offered()
  await did(clerk, number, 'third-parties', { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', consent: true, interest: '遮挡采光。' })
  await town.settle()
  const page = async (path: string, as: string) => {
    const answer = await town.app.inject({ method: 'GET', url: path, headers: { cookie: await tap(as) } })
    return { status: answer.statusCode, text: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
  }
  const post = async (path: string, as: string, fields: Record<string, string>) =>
    town.app.inject({ method: 'POST', url: path, headers: { cookie: await tap(as), 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, payload: new URLSearchParams(fields).toString() })
  assert.match((await page(`/cases/${number}`, resident)).text, /听证 进展 可以要求听证 可以要求听证至 2026年11月30日 .*要求听证/)
  assert.match((await post(`/cases/${number}/hearing/ask-hearing`, resident, { reason: '' })).body, /请写明理由/)
  assert.equal((await post(`/cases/${number}/hearing/ask-hearing`, resident, { reason: '涉及重大利益。' })).statusCode, 303)
  assert.match((await page(`/cases/${number}`, resident)).text, /将举行听证.*应当举行至 2026年12月21日/)
  assert.equal((await schedule(number, '2026-12-08T09:30:00+08:00')).status, 200)
  const third = await page(`/cases/${number}`, 'li.guiying')
  assert.match(third.text, /您是本办件的利害关系人.*关系您的重大利益 遮挡采光.*2026年12月8日 09:30.*申请主持人回避.*陈述、申辩/)
  assert.doesNotMatch(third.text, /提交的材料|撤回申请/)
  assert.equal((await post(`/cases/${number}/statement`, 'li.guiying', { statement: '请降低高度。' })).statusCode, 303)
  day('2026-12-08', '11:00')
  await done('chengguan.inspector', number, `hearings/${(await live(number)).id}/minutes`, { minutes: '双方到场，质证完毕，无异议。', attended: [0] })
  assert.match((await page(`/cases/${number}/hearing/confirm-minutes`, resident)).text, /双方到场，质证完毕，无异议。/)
  assert.equal((await post(`/cases/${number}/hearing/confirm-minutes`, resident, { hearing: (await live(number)).id })).statusCode, 303)
  assert.equal((await live(number)).state, 'held')
})

test('a hearing is no case’s but a permit’s, or where the item’s law gives one; strangers neither see nor ask (许可法 2, 47)', async () => {
  day('2026-11-23')
  const award = (await testPack()).items.find(({ slug }) => slug === 'volunteer-commendation') ?? assert.fail()
  const { number } = await good(submit('zhang.min', await draft('zhang.min', award.content.code, award.examples[0]?.form ?? {})))
  const staff = (await testPack()).people.find(({ posts }) => posts?.some((post) => post.role === 'clerk' && post.organisation === award.content.bodies.handling))?.login ?? ''
  await did(staff, number, 'acceptance')
  assert.deepEqual(told(await on(staff, number, 'hearings', { reason: '告知。' })), [422, 'hearings.not-for-this-item'])
  const permit = await accepted()
  assert.equal((await on('chen.hao', permit.number, 'hearing-requests', { reason: '我也要听证。' })).status, 404)
  assert.deepEqual(told(await on(clerk, permit.number, 'hearings/00000000-0000-7000-8000-000000000009/schedule', { at: '2026-12-08T09:30:00+08:00', place, presider })), [404, 'hearings.not-found'])
  // A copy for reading is no part in the case.
  await town.platform.ground.sql.rows("insert into cases.copies (id, case_id, account, sent_by, sent_at) select gen_random_uuid(), c.id, a.id, a.id, now() from cases.cases c, people.accounts a where c.number = $1 and a.login = 'chen.hao'", [permit.number])
  assert.deepEqual(told(await on('chen.hao', permit.number, 'hearing-requests', { reason: '我也要听证。' })), [403, 'hearings.not-a-party'])
})

test('where the law demands a hearing, nothing is decided without one; a case that ends takes its hearing with it (许可法 46)', async () => {
  day('2026-11-23')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, hearing: { required: true, basis: { law: '云州市户外广告管理办法', article: '第九条', local: true } } }))
  const { number } = await examined()
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.hearing-needed'])
  await done(examiner, number, 'hearing-call', { ground: 'law', reason: '依照规定应当听证。', expectedDays: 20 })
  await good(act(resident, number, 'withdrawal', { reason: '不办了。' }))
  await town.settle()
  assert.deepEqual([(await live(number)).state, (await live(number)).ending], ['closed', 'case-ended'])
})
