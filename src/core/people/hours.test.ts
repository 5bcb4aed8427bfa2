// A post that holds only in its hours: the pure rule, and over HTTP what it gives and what it does not (GB/T 22239-2019 8.1.4.2).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getCalendar } from '#core/clock'
import { holdsAt } from './hours.ts'
import { openCalls } from './test-calls.ts'

let calls: Awaited<ReturnType<typeof openCalls>>

before(async () => {
  calls = await openCalls()
})
after(() => calls.town.close())

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Asia/Shanghai]`).toInstant()

test('hours hold from their first minute until just before their last, on working days of the published calendar', async () => {
  const calendar = await getCalendar(calls.town.platform.ground.sql)
  const office = { days: 'working', from: '09:00', to: '17:30' } as const
  // 2026: 1 October is a holiday, Saturday 10 October a make-up day (国务院办公厅关于2026年部分节假日安排的通知).
  const table: [string, boolean][] = [
    ['2026-11-23T08:59:59', false], ['2026-11-23T09:00:00', true], ['2026-11-23T17:29:59', true], ['2026-11-23T17:30:00', false],
    ['2026-11-22T10:00:00', false], ['2026-10-01T10:00:00', false], ['2026-10-10T10:00:00', true],
  ]
  for (const [moment, holds] of table) assert.equal(holdsAt(office, at(moment), calendar), holds, moment)
  assert.equal(holdsAt({ ...office, days: 'every' }, at('2026-11-22T10:00:00'), calendar), true)
  assert.equal(holdsAt(null, at('2026-11-22T03:00:00'), calendar), true)
})

test('GB/T 22239-2019 8.1.4.2: a post reaches nothing outside its hours, says when it does, and comes back by itself', async () => {
  const id = await calls.openStaff('shi.duan')
  assert.deepEqual([(await calls.grant(id, 'clerk', { hours: { days: 'working', from: '17:00', to: '09:00' } })).body.code], ['people.bad-hours'])
  const granted = await calls.grant(id, 'clerk', { hours: { days: 'working', from: '09:00', to: '17:00' } })
  assert.equal(granted.status, 201, JSON.stringify(granted.body))
  const cases = async (time: string) => {
    calls.town.clock.set(at(time))
    const { cookie } = await calls.signIn('shi.duan')
    const answer = await calls.call('GET', '/api/cases', { headers: { cookie } })
    const session = await calls.call('GET', '/api/session', { headers: { cookie } })
    return [answer.status, answer.body.code, session.body.posts.length]
  }
  assert.deepEqual(await cases('2026-12-02T10:00:00'), [200, undefined, 1])
  assert.deepEqual(await cases('2026-12-02T17:00:00'), [403, 'http.outside-hours', 0])
  assert.deepEqual(await cases('2026-12-05T10:00:00'), [403, 'http.outside-hours', 0], 'a Saturday')
  assert.deepEqual(await cases('2026-12-07T09:00:00'), [200, undefined, 1])
  const { cookie } = await calls.signIn('shi.duan')
  const other = await calls.call('GET', '/api/ledger/entries', { headers: { cookie } })
  assert.equal(other.body.code, 'http.not-allowed', 'what the post never gives is no question of the hour')
})

test('two duties that one person never holds together conflict at every hour', async () => {
  const id = await calls.openStaff('jiao.ti')
  const clerk = (await calls.grant(id, 'clerk', { hours: { days: 'every', from: '00:00', to: '00:01' } })).body
  assert.equal((await calls.grant(id, 'audit-admin')).body.code, 'access.officers-separate')
  await calls.town.platform.ground.sql.rows("insert into people.posts (id, account, role, organisation, from_at) select gen_random_uuid(), account, 'audit-admin', organisation, from_at from people.posts where id = $1", [clerk.id])
  const { cookie } = await calls.signIn('jiao.ti')
  assert.equal((await calls.call('GET', '/api/ledger/entries', { headers: { cookie } })).body.code, 'http.posts-in-conflict')
})
