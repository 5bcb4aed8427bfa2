// Reviews: once for a matter, once for a visit, by the person served, after the end; whoever is judged learns not by whom.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { applyFor, exampleForm, handle, must } from '../../../test/journey.ts'
import { openTown, testPack, type Answer, type Town } from '../../../test/town.ts'
import { systemActor } from '#core/cases'
import type { DefaultReviewRule } from '#core/packs'
import { applyReviewRule, defaultReviews, reviewRuleLock } from './default.ts'
import { mayReview, summarise } from './review.ts'

interface ReviewView {
  case: string | null
  verdict: number
  stars: number
  words: string | null
  kind: string
  body: string
}
type Coded = ReviewView & { code: string }

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const give = (as: string | undefined, body: object): Promise<Answer<Coded>> => town.call<Coded>('POST', '/api/reviews', { ...(as ? { as } : {}), body })
const listOf = async (as: string) => must(await town.call<{ items: ReviewView[] }>('GET', '/api/reviews?limit=100', { as })).items
const summaryOf = async (query = '') => must(await town.call<ReturnType<typeof summarise>>('GET', `/api/review-summary${query}`)).valueOf() as ReturnType<typeof summarise>
const query = async (as = 'zhang.min', consent = true) => applyFor(town, { as, item: 'marriage-record-query', form: await exampleForm('marriage-record-query'), consent })
const handler = '11990102700288594X'

test('a finished matter is judged once, by its applicant; the words stay out of the ledger', async () => {
  const number = await query()
  assert.equal((await give('zhang.min', { case: number, verdict: 1 })).body.code, 'reviews.not-finished')
  await handle(town, number, 'zhang.min')
  const given = must(await give('zhang.min', { case: number, verdict: 2, words: '窗口有点难找。' }))
  assert.deepEqual([given.case, given.verdict, given.stars, given.words, given.body], [number, 2, 4, '窗口有点难找。', handler])
  assert.equal((await give('zhang.min', { case: number, verdict: 1 })).body.code, 'reviews.already-given')
  const [entry] = await town.platform.ground.sql.rows<{ facts: Record<string, unknown>; digest: Uint8Array | null }>("select facts, digest from act.entries where kind = 'reviews.given'")
  assert.ok(entry?.digest && !JSON.stringify(entry.facts).includes('窗口') && !JSON.stringify(entry.facts).includes(number))
})

test('fifty verdicts at once are one', async () => {
  const number = await query()
  await handle(town, number, 'zhang.min')
  const answers = await Promise.all(Array.from({ length: 50 }, () => give('zhang.min', { case: number, verdict: 1 })))
  assert.deepEqual([answers.filter((one) => one.status === 201).length, answers.filter((one) => one.body.code === 'reviews.already-given').length], [1, 49], JSON.stringify(answers.map((one) => one.body.code)))
})

test('refused and withdrawn matters are judged too', async () => {
  const refused = await query()
  await handle(town, refused, 'zhang.min', { decision: { outcome: 'refuse', reasons: '没有查到记录。' } })
  const withdrawn = await query()
  must(await town.call('POST', `/api/cases/${withdrawn}/withdrawal`, { as: 'zhang.min', body: { reason: '不查了。' } }))
  await town.settle()
  for (const number of [refused, withdrawn]) assert.equal((await give('zhang.min', { case: number, verdict: 4 })).status, 201)
})

test('never by staff, by strangers, without signing in, or about nothing', async () => {
  const number = await query()
  await handle(town, number, 'zhang.min')
  const codes = await Promise.all([
    give('dc.minzheng.clerk', { case: number, verdict: 1 }), give('chen.hao', { case: number, verdict: 1 }), give(undefined, { case: number, verdict: 1 }), give('zhang.min', { verdict: 1 }),
    give('zhang.min', { case: number, visit: 'X', verdict: 1 }), give('zhang.min', { case: number, verdict: 6 }), give(undefined, { visit: 'NOSUCHCODE12', verdict: 1 }),
  ])
  assert.deepEqual(codes.map((one) => one.body.code), ['reviews.not-by-staff', 'cases.not-found', 'http.sign-in-needed', 'reviews.object-needed', 'reviews.object-needed', 'http.invalid-request', 'reviews.visit-unknown'])
})

test('a visit at a window is judged once by its code, which staff never see, also without signing in', async () => {
  const [item, person] = [(await testPack()).items.find((one) => one.slug === 'marriage-record-query'), (await testPack()).people.find((one) => one.login === 'chen.hao')]
  assert.ok(item && person?.idNumber)
  const intake = { item: item.content.code, applicant: { kind: 'natural', name: person.name, idKind: 'resident-id', idNumber: person.idNumber, consent: false }, form: await exampleForm('marriage-record-query'), materials: [{ material: 'identityCard', name: '身份证', paper: true }] }
  const { number } = must(await town.call<{ number: string }>('POST', '/api/intakes', { as: 'window.wang', body: intake }))
  await town.settle()
  const visits = async (as = 'chen.hao') => must(await town.call<{ items: { code: string; address: string; given: boolean }[] }>('GET', `/api/cases/${number}/visits`, { as })).items
  const [visit] = await visits()
  assert.ok(visit && !visit.given)
  assert.match(visit.address, new RegExp(`/review/${visit.code}$`))
  assert.match((await town.call<string>('GET', `/cases/${number}`, { as: 'chen.hao' })).body, new RegExp(`href="/review/${visit.code}"`))
  for (const as of ['window.wang', 'dc.minzheng.clerk']) assert.deepEqual((await visits(as)).map(({ code, address, given }) => [code, address, given]), [[null, null, false]], `${as} could judge with it`)
  assert.equal((await give('window.wang', { visit: visit.code, verdict: 1 })).body.code, 'reviews.not-by-staff')
  const given = must(await give(undefined, { visit: visit.code, verdict: 5, words: '等了一个小时。' }))
  assert.deepEqual([given.kind, given.body, given.stars], ['visit', '12990100700126958D', 1])
  assert.equal((await give(undefined, { visit: visit.code, verdict: 1 })).body.code, 'reviews.already-given')
  assert.equal((await visits('window.wang'))[0]?.given, true)
  assert.equal((await town.call<{ code: string }>('GET', `/api/cases/${number}/visits`, { as: 'zhang.min' })).body.code, 'cases.not-found')
  // Without consent to electronic service the result is fetched at the window: a second visit, with a code of its own.
  await handle(town, number, 'chen.hao')
  town.clock.advance({ minutes: 5 })
  must(await town.call('POST', `/api/cases/${number}/delivery`, { as: 'dc.minzheng.clerk', body: { means: 'window', proof: '本人签收' } }))
  await town.settle()
  assert.deepEqual((await visits()).map((one) => one.given), [true, false])
  assert.equal((await give('chen.hao', { case: number, verdict: 1 })).status, 201, 'the matter is judged besides')
})

test('who came to a window without an account gets the code on the paper of the receipt, and judges with it once', async () => {
  const item = (await testPack()).items.find((one) => one.slug === 'marriage-record-query')
  assert.ok(item)
  const intake = { item: item.content.code, applicant: { kind: 'natural', name: '访客', idKind: 'passport', idNumber: 'SGP-P9901000', consent: false }, form: await exampleForm('marriage-record-query'), materials: [{ material: 'identityCard', name: '护照', paper: true }] }
  const { number } = must(await town.call<{ number: string }>('POST', '/api/intakes', { as: 'window.wang', body: intake }))
  await town.settle()
  const [visit] = must(await town.call<{ items: { code: string; address: string }[] }>('GET', `/api/cases/${number}/visits`, { as: 'window.wang' })).items
  assert.match(visit?.code ?? '', /^[0-9A-Z]{12}$/)
  const [letter] = await town.platform.ground.sql.rows<{ visit: { code: string; address: string } }>("select l.content->'visit' as visit from deliveries.letters l join cases.cases c on c.id = l.case_id where c.number = $1 and l.kind = 'receipt'", [number])
  assert.deepEqual(letter?.visit, { code: visit?.code, address: visit?.address })
  assert.equal((await give(undefined, { visit: visit?.code, verdict: 2 })).status, 201)
  assert.equal((await give(undefined, { visit: visit?.code, verdict: 1 })).body.code, 'reviews.already-given')
})

test('those who are judged see verdict and words, never by whom or in which case', async () => {
  const own = await listOf('zhang.min')
  assert.ok(own.length > 0 && own.every((review) => review.case !== null))
  const seen = await listOf('dc.minzheng.clerk')
  assert.ok(seen.some((review) => review.words === '窗口有点难找。') && seen.every((review) => review.case === null && review.body === handler))
  assert.deepEqual(await listOf('chengguan.clerk'), [])
  const timelines = await town.platform.ground.sql.rows("select 1 from act.entries e join cases.cases c on c.id = e.subject where e.kind = 'reviews.given'")
  assert.deepEqual(timelines, [], 'no timeline of a case tells of a review')
})

test('the figures keep apart what people gave, what nobody gave and what was not judged', async () => {
  const all = await summaryOf(`?body=${handler}`)
  assert.equal(all.count, all.active + all.default)
  assert.equal(all.good + all.bad, all.count)
  assert.ok(all.invited > all.count && all.unreviewedRate !== null && all.unreviewedRate > 0)
  assert.deepEqual((await summaryOf('?item=none')).goodRate, null)
  const figures = summarise([{ verdict: 1, source: 'active', count: 6 }, { verdict: 5, source: 'active', count: 2 }, { verdict: 2, source: 'default', count: 2 }], 20)
  assert.deepEqual([figures.goodRate, figures.activeGoodRate, figures.unreviewedRate, figures.active, figures.default], [0.8, 0.75, 0.5, 8, 2])
})

test('an agent of the applicant does not judge', () => {
  const parties = [{ role: 'applicant' as const, account: 'a' }, { role: 'agent' as const, account: 'b' }]
  assert.doesNotThrow(() => mayReview({ state: 'finished' }, parties, 'a'))
  assert.throws(() => mayReview({ state: 'finished' }, parties, 'b'), { code: 'reviews.not-applicant' })
  assert.throws(() => mayReview({ state: 'decided' }, parties, 'a'), { code: 'reviews.not-finished' })
})

test('nothing is judged by default unless a local rule says so; a person’s own verdict takes its place, and figures keep them apart', async () => {
  const number = await query()
  await handle(town, number, 'zhang.min')
  town.clock.advance({ hours: 24 * 20 })
  const { ground } = town.platform
  assert.equal(await defaultReviews(ground), 0)
  const publish = (rule: DefaultReviewRule | undefined) => ground.runAct({ actor: systemActor, locks: [reviewRuleLock] }, async (act) => {
    act.record('packs.part-applied', { subject: act.id })
    return applyReviewRule(act, rule)
  })
  const rule: DefaultReviewRule = { after: { days: 5, unit: 'working' }, verdict: 2, basis: { law: '云州市政务服务评价办法', article: '第八条', local: true } }
  assert.deepEqual([await publish(rule), await publish(rule)], [1, 0])
  const before = await summaryOf()
  const made = await defaultReviews(ground)
  assert.ok(made >= 1)
  const after = await summaryOf()
  assert.deepEqual([after.default - before.default, after.active - before.active, await defaultReviews(ground)], [made, 0, 0])
  const cookie = { cookie: String((await town.call('POST', '/api/session/demonstration', { body: { login: 'zhang.min' } })).headers['set-cookie']).split(';')[0] ?? '' }
  const judge = () => town.call<Coded>('POST', '/api/reviews', { headers: cookie, body: { case: number, verdict: 4 } })
  assert.deepEqual([(await judge()).status, (await judge()).body.code], [201, 'reviews.already-given'])
  const last = await summaryOf()
  assert.deepEqual([last.default, last.active, last.bad - after.bad], [after.default - 1, after.active + 1, 1])
  assert.deepEqual([await publish(undefined), await defaultReviews(ground)], [1, 0])
  town.clock.advance({ hours: -24 * 20 })
})
