// Watching automatic decisions: the switch with its second person, reviews by a person, figures that open their cases, replay years later.
// 个人信息保护法 24; 行政许可法 69.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { automaticIn, isUntouched, toldOf as told, type CaseSaid, type Watched } from '../../../test/automatic.ts'
import { handle, must } from '../../../test/journey.ts'
import { publishFrom } from '../../../test/matters.ts'
import { openTown, type Town } from '../../../test/town.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const renshe = '11990100700248189R'
const { codeOf, formOf, submit, apply, read, explained, reasonsOf, timeline, watched, turn } = automaticIn(() => town)

describe('the switch', () => {
  const slug = 'old-age-allowance'
  const ask = async (as: string, of = slug) => town.call<{ id: string; code: string }>('POST', '/api/proposals/automation-restart', { as, body: { content: { item: await codeOf(of) }, reason: '数据来源已经更正。' } })
  const confirm = (as: string, id: string) => town.call<{ code: string }>('POST', `/api/proposals/automation-restart/${id}/confirmation`, { as, body: {} })
  const stateNow = async () => (await watched(slug, 'dc.minzheng.approver')).state
  const granted = async () => apply(slug, { as: 'li.guiying', form: await formOf(slug, 'machine-granted-85') })

  test('is thrown by an approver or the head of the deciding body alone, and only where there is something to stop', async () => {
    assert.deepEqual(told(await turn(slug, 'stop', 'renshe.approver')), [403, 'automation.not-your-item'])
    assert.equal((await turn(slug, 'stop', 'dc.minzheng.clerk')).status, 403)
    assert.deepEqual(told(await turn('outdoor-advertising', 'stop', 'chengguan.approver')), [404, 'automation.not-automatic'])
    assert.deepEqual(told(await ask('dc.minzheng.approver')), [409, 'automation.not-stopped'])
    assert.deepEqual(told(await ask('renshe.approver')), [403, 'proposals.not-yours'])
    assert.deepEqual(told(await ask('chengguan.approver', 'outdoor-advertising')), [404, 'automation.not-automatic'])
  })

  test('stops at once, is announced no more, and starts again only with a second person', async () => {
    assert.equal((await turn(slug, 'stop', 'dc.minzheng.approver')).body.state, 'stopped')
    assert.deepEqual(told(await turn(slug, 'stop', 'dc.minzheng.approver')), [409, 'automation.already-stopped'])
    assert.equal(must(await town.call<{ automatic: boolean }>('GET', `/api/items/${await codeOf(slug)}/automation`)).automatic, false)
    const one = await granted()
    isUntouched(one)
    assert.deepEqual(await reasonsOf(one.number, 'dc.minzheng.approver'), ['switched-off'])
    const { id } = (await ask('dc.minzheng.approver')).body
    assert.deepEqual([await stateNow(), told(await ask('dc.minzheng.head'))], ['restart-asked', [409, 'proposals.already-waiting']])
    assert.deepEqual(told(await confirm('dc.minzheng.approver', id)), [403, 'proposals.second-person'])
    assert.deepEqual(await reasonsOf((await granted()).number, 'dc.minzheng.approver'), ['switched-off'])
    assert.equal((await confirm('dc.minzheng.head', id)).status, 200)
    assert.equal(await stateNow(), 'running')
    assert.equal((await granted()).outcome, 'granted')
    const kinds = await town.platform.ground.sql.rows<{ kind: string }>("select kind from act.entries where kind in ('automation.stopped', 'proposals.asked', 'automation.restarted') and digest is not null order by seq")
    assert.deepEqual(kinds.map(({ kind }) => kind), ['automation.stopped', 'proposals.asked', 'automation.restarted'])
  })

  test('thrown while cases are being decided leaves each wholly granted or wholly a person’s', async () => {
    const form = await formOf(slug, 'machine-granted-85')
    const numbers = await Promise.all(Array.from({ length: 6 }, () => submit(slug, { as: 'li.guiying', form })))
    const [stopped] = await Promise.all([turn(slug, 'stop', 'dc.minzheng.approver'), town.settle()])
    assert.equal(stopped.status, 200)
    await town.settle()
    const [thrown] = await town.platform.ground.sql.rows<{ seq: string }>("select seq from act.entries where kind = 'automation.stopped' order by seq desc limit 1")
    for (const number of numbers) {
      const one = await read(number, 'li.guiying')
      const [entry] = await town.platform.ground.sql.rows<{ kind: string; seq: string }>("select kind, seq from act.entries where subject = $1 and kind in ('automation.decided', 'automation.left-to-person')", [one.id])
      const isBefore = Number(entry?.seq) < Number(thrown?.seq)
      assert.equal(entry?.kind, isBefore ? 'automation.decided' : 'automation.left-to-person')
      assert.equal(one.outcome, isBefore ? 'granted' : null)
      if (!isBefore) isUntouched(one)
    }
    assert.equal((await confirm('dc.minzheng.approver', (await ask('dc.minzheng.head')).body.id)).status, 200)
  })
})

describe('a review by a person, after the decision', () => {
  const ask = (number: string, as = 'chen.hao') => town.call<CaseSaid>('POST', `/api/cases/${number}/human-review`, { as, body: { reason: '就业日期填错了。' } })

  test('opens a case of the deciding body with a clock of its own, once at a time, for parties and machine decisions alone', async () => {
    const { number } = await apply('employment-registration')
    assert.deepEqual(told(await ask(number, 'zhang.min')), [404, 'cases.not-found'])
    const review = must(await ask(number))
    assert.equal(review.dueAt, '2026-11-30')
    assert.deepEqual([review.state, review.handling.code, review.deciding.code], ['accepted', renshe, renshe])
    assert.deepEqual(told(await ask(number)), [409, 'automation.review-open'])
    assert.equal((await explained(number, 'chen.hao')).mayAskReview, false)
    const done = await handle(town, review.number, 'chen.hao', { decision: { outcome: 'refuse', reasons: '经人工复核，维持原决定。' } })
    assert.deepEqual([done.state, done.outcome], ['finished', 'refused'])
    await town.settle()
    const said = await explained(number, 'chen.hao')
    assert.deepEqual([said.reviews.map(({ changed }) => changed), said.reversedBy, said.mayAskReview], [[false], null, true])
    assert.ok((await timeline(number, 'chen.hao')).some((entry) => entry.kind === 'automation.reviewed'))
    const person = await apply('employment-registration', { byPerson: true })
    assert.deepEqual(told(await ask(person.number)), [409, 'automation.not-by-machine'])
  })

  test('that changes the decision counts as a reversal; the lamp shows a rate above the limit of the item', async () => {
    const before = await watched('employment-registration')
    const { number } = await apply('employment-registration')
    const review = must(await ask(number))
    assert.ok(review.dueAt !== null)
    await handle(town, review.number, 'chen.hao')
    await town.settle()
    assert.deepEqual([(await explained(number, 'chen.hao')).reversedBy], ['review'])
    const now = await watched('employment-registration')
    assert.deepEqual([now.decided - before.decided, now.changed - before.changed, now.reversed - before.reversed, now.lamp], [1, 1, 1, 'red'])
    assert.equal(now.reversalRate, Math.round((now.reversed / now.decided) * 10_000) / 10_000)
  })

  test('its item is not applied for by itself', async () => {
    assert.deepEqual(told(await town.call('POST', '/api/applications', { as: 'chen.hao', body: { item: await codeOf('machine-decision-review') } })), [409, 'applications.not-applied-for'])
  })
})

describe('watching', () => {
  test('every number opens its cases', async () => {
    const form = await formOf('employment-registration', 'machine-granted')
    await apply('employment-registration', { form: { ...form, kind: 'self' } })
    await apply('employment-registration', { as: 'zhang.min', form })
    const seen = await watched('employment-registration')
    const code = await codeOf('employment-registration')
    const count = async (query: string) => must(await town.call<{ items: unknown[] }>('GET', `/api/automation/${code}/cases?limit=100&${query}`, { as: 'renshe.approver' })).items.length
    assert.deepEqual([await count('what=decided'), await count('what=person'), await count('what=reviewed'), await count('what=changed'), await count('what=reversed')], [seen.decided, seen.person, seen.reviewed, seen.changed, seen.reversed])
    assert.ok(seen.reasons.length >= 3)
    for (const { code: reason, count: n } of seen.reasons) assert.equal(await count(`what=person&reason=${reason}`), n, reason)
    assert.equal(seen.upheld + seen.changed, seen.reviewed)
  })

  test('a department sees its own items, the audit all, a resident none', async () => {
    const items = async (as: string) => must(await town.call<{ items: Watched[] }>('GET', '/api/automation', { as })).items
    assert.deepEqual((await items('renshe.approver')).map(({ item }) => item.code), [await codeOf('employment-registration')])
    assert.deepEqual((await items('renshe.clerk')).map(({ acts }) => acts), [[]])
    assert.deepEqual((await items('renshe.head')).map(({ acts }) => acts), [['stop']])
    assert.equal((await items('admin.audit')).length, 4)
    assert.deepEqual(await items('chengguan.approver'), [])
    assert.equal((await town.call('GET', '/api/automation', { as: 'chen.hao' })).status, 403)
  })
})

describe('replay', () => {
  test('over HTTP, years later, after newer versions', async () => {
    const { number } = await apply('employment-registration')
    await publishFrom(town, await codeOf('employment-registration'), (content) => ({ ...content, automation: content.automation && { ...content.automation, data: content.automation.data?.slice(0, 1) ?? [] } }))
    town.clock.set(town.clock.now().add({ hours: 24 * 365 * 3 }))
    const cookie = String((await town.call('POST', '/api/session/demonstration', { body: { login: 'chen.hao' } })).headers['set-cookie']).split(';')[0] ?? ''
    const replay = must(await town.call<{ same: boolean; proved: boolean; today: string }>('GET', `/api/cases/${number}/replay`, { headers: { cookie } }))
    assert.deepEqual([replay.same, replay.proved, replay.today], [true, true, '2026-11-23'])
  })
})
