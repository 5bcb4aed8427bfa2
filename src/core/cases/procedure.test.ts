// Between acceptance and decision: what stops the clock and how long, third parties, checks by two, separate decisions, 转报.
// 行政许可法 26, 34, 36, 43, 45, 58.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { codes, forms, mattersIn, openStep, publishFrom, termOf, told, traffic, urban, urbanStaff, type Said } from '../../../test/matters.ts'
import { openTown, testPack } from '../../../test/town.ts'

const town = await openTown()
const { accepted, act, apply, call, day, decide, did, draft, examine, examined, good, read, submit, timeline } = mattersIn(town)
const { clerk, examiner } = urbanStaff
const resident = 'yunhe.media'
after(() => town.close())

interface Seen extends Said {
  sight: string
  before: { kind: string; until: string | null }[]
  subCases: { number: string; state: string; outcome: string | null }[]
  parent: { number: string } | null
}
const see = async (as: string, number: string) => (await read(as, number)) as Seen

const neighbour = { kind: 'natural', name: '李桂英', idKind: 'resident-id', idNumber: '990102194106200488', phone: '13990100002', consent: true, interest: '广告设施遮挡其住宅采光。' }
const stranger = { kind: 'legal', name: '云州市文昌物业服务有限公司', idKind: 'uscc', idNumber: '91990102MA0000015T', consent: false, interest: '设施在其管理的墙面上。' }
const letters = async (as: string, number: string) => (await call<{ items: { id: string; kind: string; addressee: number | null; means: string | null }[] }>('GET', `/api/cases/${number}/letters`, { as })).body.items

test('the eight grounds of article 45 stop the clock of a permit alone; other regimes have what their item names (许可法 2, 45)', async () => {
  day('2026-11-23')
  const pack = await testPack()
  const award = pack.items.find(({ slug }) => slug === 'volunteer-commendation')
  assert.ok(award)
  const { number } = await good(submit('zhang.min', await draft('zhang.min', award.content.code, award.examples[0]?.form ?? {})))
  const staff = pack.people.filter(({ posts }) => posts?.some((post) => post.role === 'clerk' && post.organisation === award.content.bodies.handling)).map(({ login }) => login)[0] ?? ''
  await did(staff, number, 'acceptance')
  assert.deepEqual(told(await act(staff, number, 'suspension', { kind: 'expert-review', reason: '专家评审。', expectedDays: 5 })), [422, 'cases.suspension-not-allowed'])
  assert.ok(!(await read(staff, number)).acts.some((one) => one.act === 'suspend'), 'what no law stops is not offered to be stopped')
})

test('an unpaid fee and a 公示 stop the clock only where the item’s own law says so, and the letter names that law (许可法 45, 58)', async () => {
  day('2026-11-23')
  const plain = await accepted()
  for (const kind of ['fee', 'publicity']) assert.deepEqual(told(await act(examiner, plain.number, 'suspension', { kind, reason: '尚未缴费。', expectedDays: 5 })), [422, 'cases.suspension-not-allowed'])
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, suspends: [{ kind: 'fee', name: { zh: '缴纳费用', en: 'Payment of the fee' }, basis: { law: '云州市城市道路占用费管理办法', article: '第九条', local: true } }] }))
  const { number } = await accepted()
  const offered = (await call<{ acts: { act: string; kinds?: { kind: string }[] }[] }>('GET', `/api/cases/${number}`, { as: examiner })).body.acts.find((one) => one.act === 'suspend')
  assert.deepEqual(offered?.kinds?.map(({ kind }) => kind).slice(-2), ['expert-review', 'fee'])
  const stopped = await did(examiner, number, 'suspension', { kind: 'fee', reason: '尚未缴费。', expectedDays: 5 })
  assert.deepEqual((stopped as unknown as { suspensions: { name: { zh: string }; expectedUntil: string; isOverrun: boolean }[] }).suspensions.map((one) => [one.name.zh, one.expectedUntil, one.isOverrun]), [['缴纳费用', '2026-11-28', false]])
  await town.settle()
  const [row] = await town.platform.ground.sql.rows<{ values: Record<string, string> }>("select content->'values'->'zh' as values from deliveries.letters where kind = 'suspension' and case_id = (select id from cases.cases where number = $1)", [number])
  assert.deepEqual([row?.values['suspension.kind'], row?.values['suspension.basis'], row?.values['suspension.text']], ['缴纳费用', '《云州市城市道路占用费管理办法》第九条', '5日'])
})

test('a clock that stands longer than the applicant was told is red, on the page and in the list (许可法 45)', async () => {
  day('2026-11-23')
  const { number } = await accepted()
  await did(examiner, number, 'suspension', { kind: 'testing', reason: '送检。', expectedDays: 5 })
  const lamps = async () => [(await read(clerk, number)).lamp, (await call<{ items: Said[] }>('GET', `/api/cases?view=department&lamp=red&q=${number}`, { as: clerk })).body.items.length]
  day('2026-11-28')
  assert.deepEqual(await lamps(), [null, 0])
  day('2026-11-29')
  assert.deepEqual(await lamps(), ['red', 1])
  await did(examiner, number, 'resumption')
  assert.deepEqual(await lamps(), ['green', 0])
})

test('a third party is named with the reason, told in its own space, and heard before the decision; it sees what concerns it (许可法 36)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  assert.deepEqual(told(await act(clerk, number, 'third-parties', { ...neighbour, interest: '  ' })), [422, 'cases.reasons-needed'])
  await did(examiner, number, 'third-parties', neighbour)
  assert.deepEqual(told(await act(clerk, number, 'third-parties', neighbour)), [409, 'cases.third-party-known'])
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.third-party-not-told'])
  await town.settle()
  // The letter in its space tells it: from now five working days to speak.
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.third-party-may-speak'])
  const seen = await see('li.guiying', number)
  assert.deepEqual([seen.sight, seen.form, seen.files, seen.steps, seen.parties.map((one) => one.role), seen.acts.map((one) => one.act)], ['third-party', {}, [], [], ['applicant', 'third-party'], ['make-statement']])
  assert.deepEqual((await letters('li.guiying', number)).map((one) => [one.kind, one.addressee, one.means]), [['third-party', 1, 'electronic']])
  assert.equal((await letters(resident, number)).some((one) => one.kind === 'third-party'), false)
  const all = await letters(examiner, number)
  assert.equal((await call('GET', `/api/cases/${number}/letters/${all.find((one) => one.kind === 'acceptance')?.id}/pdf`, { as: 'li.guiying' })).status, 404)
  assert.deepEqual((await timeline('li.guiying', number)).map((one) => one.kind), ['cases.accepted', 'cases.third-party-named', 'cases.third-party-told'])
  for (const path of ['explanation', 'visits', 'process', 'publicity']) assert.equal((await call('GET', `/api/cases/${number}/${path}`, { as: 'li.guiying' })).status, 404, path)
  assert.deepEqual(told(await act('chen.hao', number, 'statements', { statement: '我也有话说。' })), [404, 'cases.not-found'])
  await did('li.guiying', number, 'statements', { statement: '请降低高度，不要遮挡窗户。' })
  const statement = (await timeline(examiner, number)).find((one) => one.kind === 'cases.statement-made')
  assert.deepEqual([statement?.facts.role, statement?.words?.statement], ['third-party', '请降低高度，不要遮挡窗户。'])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('a third party without electronic consent is told on paper, which is recorded; silence does not hold the decision for ever (许可法 36)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  await did(clerk, number, 'third-parties', stranger)
  await town.settle()
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.third-party-not-told'])
  assert.deepEqual(told(await act(clerk, number, 'third-parties/7/statement', { statement: '口头陈述。' })), [404, 'cases.party-unknown'])
  const notice = (await letters(clerk, number)).find((one) => one.kind === 'third-party')
  assert.deepEqual([notice?.addressee, notice?.means], [1, null])
  await good(call('POST', `/api/cases/${number}/letters/${notice?.id}/delivery`, { as: clerk, body: { means: 'post', on: '2026-11-23', proof: '挂号信 XA12345678' } }))
  await town.settle()
  assert.deepEqual((await see(clerk, number)).before, [{ kind: 'third-party', about: '1', until: '2026-11-30' }])
  day('2026-11-30')
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.third-party-may-speak'])
  day('2026-12-01')
  assert.deepEqual((await see(clerk, number)).before, [])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('what a third party said at the desk is written down; the applicant has the same right to speak, and a stranger none (许可法 36)', async () => {
  day('2026-11-23')
  const { number } = await examined()
  await did(clerk, number, 'third-parties', stranger)
  await did(clerk, number, 'third-parties/1/statement', { statement: '当面陈述：同意设置，但要求避开出入口。' })
  await did(resident, number, 'statements', { statement: '位置已经避开出入口。' })
  assert.deepEqual((await timeline(resident, number)).filter((one) => one.kind === 'cases.statement-made').map((one) => one.facts.role), ['third-party', 'applicant'])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
  // An account that is no party any more, as when a wrong one was struck out.
  const other = await accepted()
  await town.platform.ground.sql.rows("insert into cases.copies (id, case_id, account, sent_by, sent_at) select gen_random_uuid(), c.id, a.id, a.id, now() from cases.cases c, people.accounts a where c.number = $1 and a.login = 'chen.hao'", [other.number])
  assert.deepEqual(told(await act('chen.hao', other.number, 'statements', { statement: '我有话说。' })), [403, 'cases.parties-only'])
})

const visited = { ...forms.hoarding, siteKind: 'roof', ownSite: true, width: 20, height: 6, bottom: 12 }
const accountOf = async (login: string) => (await town.platform.ground.sql.rows<{ id: string }>('select id from people.accounts where login = $1', [login]))[0]?.id ?? ''

test('a check on the site is made by two officers who hold the post, with a record; one alone is refused (许可法 34)', async () => {
  day('2026-11-23')
  const one = await apply(resident, codes.hoarding, visited)
  await did(clerk, one.number, 'acceptance')
  await town.settle()
  let seen = await read(examiner, one.number)
  for (const step of seen.steps.filter((each) => each.state === 'open' && each.element !== 'visit')) await did(examiner, one.number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  seen = await read(examiner, one.number)
  const step = openStep(seen, 'visit')
  assert.deepEqual(seen.acts.filter((each) => each.step === step.id).map((each) => each.act).slice(0, 2), ['claim', 'complete-check'])
  const check = (body: object) => act(examiner, one.number, `steps/${step.id}/completion`, { outcome: 'pass', ...body })
  assert.deepEqual(told(await check({ opinion: '现场符合。' })), [422, 'cases.two-officers-needed'])
  assert.deepEqual(told(await check({ opinion: '现场符合。', officers: [await accountOf(examiner)] })), [422, 'cases.two-officers-needed'], 'oneself twice is one')
  assert.deepEqual(told(await check({ officers: [await accountOf('chengguan.inspector')] })), [422, 'cases.two-officers-needed'], 'without a record')
  assert.deepEqual(told(await check({ opinion: '现场符合。', officers: [await accountOf(clerk)] })), [422, 'cases.officer-not-in-post'])
  const second = await accountOf('chengguan.inspector')
  await good(check({ opinion: '现场核查：结构与图纸一致。', officers: [second] }))
  const entry = (await timeline(examiner, one.number)).find((each) => each.kind === 'cases.step-completed' && each.facts.element === 'visit')
  assert.deepEqual([entry?.facts.officers, entry?.words?.opinion], [[await accountOf(examiner), second], '现场核查：结构与图纸一致。'])
})

test('who is named as the second officer confirms the record by an own act; before that nothing is decided, and nobody confirms for another (许可法 34)', async () => {
  day('2026-11-23')
  const inspector = 'chengguan.inspector'
  const { number } = await apply(resident, codes.hoarding, visited)
  await did(clerk, number, 'acceptance')
  await town.settle()
  for (const step of (await read(examiner, number)).steps.filter((each) => each.state === 'open' && each.element !== 'visit')) await did(examiner, number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  const open = async () => (await read(examiner, number)).steps.filter((step) => step.state === 'open')
  const report = async () => did(examiner, number, `steps/${(await open())[0]?.id}/completion`, { outcome: 'pass', opinion: '现场核查：结构与图纸一致。', officers: [await accountOf(inspector)] })
  await report()
  const [asked, ...more] = await open()
  assert.deepEqual([asked?.element, asked?.assignee, more], ['visit', await accountOf(inspector), []], 'the case waits for the second officer alone')
  // Given back, the step is free for nobody else: what was seen is confirmed only by who saw it.
  await did(inspector, number, `steps/${asked?.id}/release`)
  const confirm = (as: string, body: object = { outcome: 'agree' }) => act(as, number, `steps/${asked?.id}/completion`, body)
  assert.deepEqual(told(await confirm(examiner)), [403, 'cases.check-not-yours'])
  assert.deepEqual((await read(examiner, number)).acts.filter((each) => each.step === asked?.id).map((each) => each.act), ['remove-signer'])
  assert.deepEqual(told(await confirm(inspector, { outcome: 'disagree' })), [422, 'cases.task-reasons-needed'])
  await good(confirm(inspector, { outcome: 'disagree', opinion: '高度没有测量。' }))
  assert.deepEqual((await open()).map((step) => [step.element, step.role]), [['visit', 'examiner']], 'who does not confirm sends the record back')
  await report()
  // Sent away, the one who was needed does not count as having confirmed.
  await did(examiner, number, `steps/${(await open())[0]?.id}/signer-removal`)
  assert.deepEqual((await open()).map((step) => [step.element, step.assignee]), [['visit', null]])
  await report()
  await did(inspector, number, `steps/${(await open())[0]?.id}/completion`, { outcome: 'agree' })
  const entry = (await timeline(examiner, number)).findLast((each) => each.kind === 'cases.step-completed')
  assert.deepEqual([entry?.facts.confirms, entry?.facts.outcome], ['site-check', 'agree'])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('转报: the lower clock ends and that of the higher body begins; same number, no paper asked twice, one review (许可法 35, 43)', async () => {
  day('2026-11-23')
  const handling = '11990102700288594X'
  const pack = await testPack()
  const teacher = pack.items.find(({ content }) => content.code === codes.teacher)?.content
  assert.ok(teacher)
  await publishFrom(town, codes.teacher, (content) => ({
    ...content, limits: { promised: { days: 10, unit: 'working' } }, forwards: { to: content.bodies.deciding, promised: { days: 6, unit: 'working' }, basis: { law: '教师资格条例', article: '第十三条' } },
  }))
  assert.notEqual(handling, teacher.bodies.deciding)
  const { number } = await good(submit('chen.hao', await draft('chen.hao', codes.teacher, forms.teacher)))
  const lower = { clerk: 'dc.jiaoyu.clerk', examiner: 'dc.jiaoyu.examiner' }
  const first = await did(lower.clerk, number, 'acceptance')
  assert.deepEqual([termOf(first, 'law')?.days, termOf(first, 'law')?.unit, first.dueAt], [20, 'working', '2026-12-07'], 'twenty days to examine below')
  await town.settle()
  assert.deepEqual(told(await act(lower.clerk, number, 'forwarding', { opinion: '报请决定。' })), [409, 'cases.forward-not-possible'], 'a step below is still open')
  for (let n = 0; n < 5; n++) {
    const step = (await read(lower.clerk, number)).steps.find((one) => one.state === 'open' && one.kind !== 'decision')
    if (!step) break
    const login = pack.people.find(({ posts }) => posts?.some((post) => post.role === step.role && post.organisation === step.organisation.code))?.login ?? ''
    await did(login, number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  }
  const above = pack.people.find(({ posts }) => posts?.some((post) => post.role === 'approver' && post.organisation === teacher.bodies.deciding))?.login ?? ''
  assert.deepEqual(told(await decide(number, { outcome: 'grant' }, above)), [409, 'cases.forward-first'])
  day('2026-12-01')
  assert.deepEqual(told(await act(lower.clerk, number, 'forwarding', { opinion: ' ' })), [422, 'cases.reasons-needed'])
  const sent = await did(lower.clerk, number, 'forwarding', { opinion: '经审查符合条件，报请决定。' })
  const laws = sent.terms.filter((term) => term.kind === 'law').map((term) => [term.startsOn, term.state])
  assert.deepEqual([sent.number, sent.handling.code, laws, sent.dueAt], [number, teacher.bodies.deciding, [['2026-11-23', 'met'], ['2026-12-01', 'running']], '2026-12-09'])
  assert.deepEqual(told(await act(lower.clerk, number, 'forwarding', { opinion: '再报。' })), [403, 'cases.not-your-step'])
  assert.deepEqual(told(await act(above, number, 'correction-notice', { missing: [{ text: '再交一次。' }] })), [403, 'http.not-allowed'])
  await town.settle()
  assert.ok((await letters('chen.hao', number)).some((one) => one.kind === 'transfer'))
  assert.equal((await timeline('chen.hao', number)).find((one) => one.kind === 'cases.forwarded')?.facts.code, 4)
  await good(decide(number, { outcome: 'grant' }, above))
  await town.settle()
  const end = await read('chen.hao', number)
  if (end.state !== 'finished') await did(above, number, 'delivery', { means: 'window', proof: '签收' })
  await town.settle()
  const [count] = await town.platform.ground.sql.rows<{ n: number }>("select count(*)::int as n from reviews.invitations where case_number = $1 and kind = 'matter'", [number])
  assert.equal(count?.n, 1)
})

test('a separate decision of another body is a sub-case of its own item and limits; the joint decision waits for it, and its papers are the parent’s (许可法 26)', async () => {
  day('2026-11-23')
  const separate = codes.hoarding
  await publishFrom(town, codes.road, (content) => ({ ...content, bodies: { ...content.bodies, joint: [...(content.bodies.joint ?? []), { organisation: urban, task: { zh: '决定广告设施', en: 'Decides on the hoarding' }, separate }] } }))
  const id = await draft('jianan.works', codes.road, forms.road)
  await good(submit('jianan.works', id))
  const number = (await call<{ items: Said[] }>('GET', '/api/cases?view=own', { as: 'jianan.works' })).body.items[0]?.number ?? ''
  await did(clerk, number, 'acceptance')
  await town.settle()
  const parent = await see(clerk, number)
  assert.equal(termOf(parent, 'law')?.days, 45, 'one lead and one due date')
  const child = parent.subCases[0]
  assert.ok(child)
  assert.deepEqual([parent.subCases.length, child.state, parent.before.map((one) => one.kind)], [1, 'accepted', ['sub-case']])
  const below = await see(clerk, child.number)
  assert.deepEqual([below.parent?.number, below.item.code, termOf(below, 'law')?.days, below.form], [number, separate, 20, parent.form])
  assert.deepEqual(below.files.map((one) => one.sha256), parent.files.map((one) => one.sha256))
  assert.deepEqual(told(await act(clerk, child.number, 'correction-notice', { missing: [{ text: '再交一次。' }], days: 5 })), [409, 'cases.wrong-state'], 'nothing is asked twice')
  for (let n = 0; n < 6; n++) {
    const step = (await read(clerk, number)).steps.find((one) => one.state === 'open' && one.kind !== 'decision')
    if (!step) break
    await did(step.organisation.code === traffic ? 'jiaoguan.examiner' : examiner, number, `steps/${step.id}/completion`, { outcome: 'pass', opinion: '符合条件。' })
  }
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.sub-case-open'])
  await examine(child.number)
  await good(decide(child.number, { outcome: 'refuse', reasons: '位置不符合规划。' }))
  await town.settle()
  assert.deepEqual((await see(clerk, number)).subCases.map((one) => one.outcome), ['refused'])
  assert.equal((await decide(number, { outcome: 'grant' })).status, 200)
})

test('a withdrawn application takes its sub-cases with it (许可法 26)', async () => {
  day('2026-11-24')
  const { number } = await good(submit('jianan.works', await draft('jianan.works', codes.road, forms.road)))
  await did(clerk, number, 'acceptance')
  await town.settle()
  await did('jianan.works', number, 'withdrawal', { reason: '不再施工。' })
  await town.settle()
  assert.deepEqual((await see(clerk, number)).subCases.map((one) => [one.state, one.outcome]), [['finished', 'withdrawn']])
})

test('a process that is over before the law’s procedures is not decided: the gate names what is missing (许可法 46)', async () => {
  day('2026-11-23')
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, hearing: { required: true, basis: { law: '云州市户外广告管理办法', article: '第九条', local: true } } }))
  assert.deepEqual(told(await decide((await examined()).number, { outcome: 'refuse', reasons: '不符合规划。' })), [409, 'cases.hearing-needed'])
  await publishFrom(town, codes.hoarding, (content) => ({ ...content, publicity: { days: 5, unit: 'working', basis: { law: '云州市户外广告管理办法', article: '第十条', local: true } } }))
  const { number } = await examined()
  assert.deepEqual(told(await decide(number, { outcome: 'grant' })), [409, 'cases.publicity-needed'])
  assert.equal((await decide(number, { outcome: 'refuse', reasons: '不符合规划。' })).status, 200, 'what is refused is not made public first')
  await publishFrom(town, codes.hoarding, (content) => content)
})
