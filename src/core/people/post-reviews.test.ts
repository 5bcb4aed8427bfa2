// The review of posts: which quarter a day lies in, what waits, and the head's verdicts over HTTP (GB/T 22239-2019 8.1.4.2).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { must } from '../../../test/journey.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { needsReview, quarterOf } from './post-review.ts'

interface Row {
  post: string
  account: string
  role: string
  organisation: { code: string }
  to: string | null
  waits: boolean
  mine: boolean
  reviewedBy: string | null
}

const head = 'chengguan.approver'
const bureau = '11990100700140426Y'
const day = (text: string) => Temporal.PlainDate.from(text)
let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.close())

const list = async (as: string) => must(await town.call<{ quarter: string; until: string; items: Row[] }>('GET', '/api/post-reviews', { as }))
const review = (as: string, post: string, verdict: string) => town.call<{ code: string; items: Row[] }>('POST', `/api/post-reviews/${post}`, { as, body: { verdict } })
const find = async (role: string, as = head) => (await list(as)).items.find((one) => one.role === role) ?? assert.fail(role)
const told = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code]

test('a day lies in its quarter, and what was granted in it waits for the next', () => {
  const table: [string, string, string, string][] = [['2026-01-01', '2026-Q1', '2026-01-01', '2026-03-31'], ['2026-06-30', '2026-Q2', '2026-04-01', '2026-06-30'], ['2026-11-23', '2026-Q4', '2026-10-01', '2026-12-31'], ['2028-02-29', '2028-Q1', '2028-01-01', '2028-03-31']]
  for (const [of, code, from, until] of table) {
    const quarter = quarterOf(day(of))
    assert.deepEqual([quarter.code, quarter.from.toString(), quarter.until.toString()], [code, from, until])
  }
  const quarter = quarterOf(day('2026-11-23'))
  assert.equal(needsReview({ grantedOn: day('2026-09-30'), isReviewed: false }, quarter), true)
  assert.equal(needsReview({ grantedOn: day('2026-10-01'), isReviewed: false }, quarter), false)
  assert.equal(needsReview({ grantedOn: day('2026-09-30'), isReviewed: true }, quarter), false)
})

test('a head sees the posts of the own bodies, the own ones as not the own to review, and no officer’s', async () => {
  const { quarter, until, items } = await list(head)
  assert.deepEqual([quarter, until], ['2026-Q4', '2026-12-31'])
  assert.ok(items.length >= 4 && items.every((one) => one.organisation.code === bureau && one.waits), JSON.stringify(items))
  assert.deepEqual([...new Set(items.filter((one) => one.mine).map((one) => one.role))].sort(), ['approver', 'head'])
  // The hall has a head now; its officers are not that one's to end.
  const [wang] = await town.platform.ground.sql.rows<{ id: string }>("select id from people.accounts where login = 'hall.service'")
  must(await town.call('POST', `/api/accounts/${wang?.id}/posts`, { as: 'admin.security', body: { role: 'head', organisation: '12990100700126958D' } }))
  const hall = (await list('hall.service')).items
  assert.ok(hall.some(({ role }) => role === 'window') && !hall.some(({ role }) => role.endsWith('-admin')), JSON.stringify(hall))
})

test('GB/T 22239-2019 8.1.4.2: a post is kept once a quarter, and ended at once where nobody needs it', async () => {
  const { post } = await find('clerk')
  const kept = await review(head, post, 'kept')
  assert.deepEqual(must(kept).items.filter((one) => one.post === post).map(({ waits, reviewedBy }) => [waits, reviewedBy]), [[false, '郑国栋']])
  assert.deepEqual(told(await review(head, post, 'ended')), [409, 'people.post-reviewed'])
  const examiner = (await list(head)).items.find((one) => one.role === 'examiner') ?? assert.fail()
  const [row] = await town.platform.ground.sql.rows<{ login: string }>('select login from people.accounts where id = $1', [examiner.account])
  const login = row?.login ?? ''
  assert.equal((await town.call('GET', '/api/case-counts', { as: login })).status, 200)
  must(await review(head, examiner.post, 'ended'))
  assert.equal((await town.call('GET', '/api/case-counts', { as: login })).status, 403, 'from the next call')
  assert.deepEqual(told(await review(head, examiner.post, 'kept')), [404, 'people.post-not-found'])
})

test('nobody reviews the own post, and no head one of another body', async () => {
  const own = (await list(head)).items.find((one) => one.mine) ?? assert.fail()
  assert.deepEqual(told(await review(head, own.post, 'kept')), [409, 'people.own-account'])
  assert.deepEqual(told(await review('shijian.approver', own.post, 'kept')), [404, 'people.post-not-found'])
})

test('a post with a last day says so, and in the next quarter everything waits again', async () => {
  const { account } = await find('clerk')
  must(await town.call('POST', `/api/accounts/${account}/posts`, { as: 'admin.security', body: { role: 'data-steward', organisation: bureau, until: '2026-12-15' } }))
  const granted = await find('data-steward')
  assert.deepEqual([granted.to, granted.waits], ['2026-12-16T00:00:00.000+08:00', false], JSON.stringify(granted))
  town.clock.advance({ hours: 24 * 40 })
  town.forgetSessions()
  const { quarter, items } = await list(head)
  assert.deepEqual([quarter, items.some((one) => one.role === 'data-steward'), items.find((one) => one.role === 'clerk')?.waits], ['2027-Q1', false, true], 'it ended by itself')
})
