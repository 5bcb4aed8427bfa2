// A clock that leaps: nothing lapses by mistake, persons read and act on, and all goes on when it is back or somebody answers for it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { dateInChina, makeClockGuard } from '#base/time'
import { act, begin, people, submit } from '../../../test/carry.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { followClock, takeUpHold } from './machine-clock.ts'

interface ClockSaid { held: boolean; leapSeconds: number; now: string; today: string }

const day = 86_400
const start = Temporal.Instant.from('2026-11-23T01:00:00Z')
const lines: string[] = []
const log = pino({ level: 'info' }, new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(line.toString()), done()) }))
let counted = 0
const town: Town = await openTown({ now: start.toString(), counter: () => counted, log, doubtsClock: true })
after(() => town.close())

const { clock, platform } = town
/** The clock alone is moved; sessions end with it. */
const leap = (seconds: number) => {
  clock.set(clock.now().add({ seconds }))
  town.forgetSessions()
}
/** Time as it goes: clock and counter. */
const pass = (seconds: number) => {
  leap(seconds)
  counted += seconds * 1000
}
const stateOf = async (number: string) => (await town.call<{ state: string }>('GET', `/api/cases/${number}`, { as: people.clerk })).body.state
const readClock = async () => (await town.call<ClockSaid>('GET', '/api/machine-clock', { as: people.systemAdmin })).body
const heldInMetrics = async () => /^yiwang_clock_held (\d)$/m.exec(String((await town.call('GET', '/metrics')).body))?.[1]
interface Asked { id: string; code: string; state: string }
const ask = (today: string) => town.call<Asked>('POST', '/api/proposals/machine-clock', { as: people.systemAdmin, body: { content: { today }, reason: '对照了机房的授时服务器。' } })
const confirm = (id: string, as: string = people.securityAdmin) => town.call<Asked>('POST', `/api/proposals/machine-clock/${id}/confirmation`, { as, body: {} })
/** Two answer for the clock as it stands. */
async function confirmByTwo(): Promise<void> {
  const asked = await ask(dateInChina(clock.now()).toString())
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal((await confirm(asked.body.id)).status, 200)
}

/** Time goes by until the last day on which the body may still answer a new case. */
async function untilLastDay(): Promise<string> {
  const { number } = await submit(town)
  const { dueAt } = (await town.call<{ dueAt: string }>('GET', `/api/cases/${number}`, { as: people.clerk })).body
  pass(Temporal.PlainDate.from(dueAt).toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '12:00' }).toInstant().since(clock.now()).total('seconds'))
  await platform.beat()
  assert.equal(await stateOf(number), 'submitted')
  return number
}

test('a day forward by mistake: silence accepts nothing, persons act on, administrators see it, and it goes on when the clock is back (许可法 32)', async () => {
  const number = await untilLastDay()
  leap(day)
  await platform.beat()
  assert.equal(await stateOf(number), 'submitted')
  assert.deepEqual((await town.call('GET', '/readyz')).body, { ready: true, clock: { state: 'held', leapSeconds: day }, keys: { state: 'right' } })
  assert.equal(await heldInMetrics(), '1')
  const said = await readClock()
  assert.deepEqual([said.held, said.leapSeconds], [true, day])
  assert.equal(lines.filter((line) => line.includes('leapt') && line.includes(`"leapSeconds":${day}`)).length, 1)
  assert.ok(await begin(town), 'persons act on')
  leap(-day)
  await platform.beat()
  assert.deepEqual((await town.call('GET', '/readyz')).body, { ready: true, clock: { state: 'right' }, keys: { state: 'right' } })
  assert.equal(await heldInMetrics(), '0')
  assert.equal(await stateOf(number), 'submitted')
  pass(day)
  await platform.beat()
  assert.equal(await stateOf(number), 'accepted', 'in its own time silence accepts as before')
  await town.settle()
})

test('ledger.clock-other-date: two administrators answer for the clock by today’s date, in the ledger; then time acts again', async () => {
  const number = await untilLastDay()
  leap(day)
  await platform.beat()
  const { today } = await readClock()
  const wrong = await ask(Temporal.PlainDate.from(today).subtract({ days: 1 }).toString())
  assert.deepEqual([wrong.status, wrong.body.code], [409, 'ledger.clock-other-date'])
  for (const as of [people.clerk, people.auditor, people.securityAdmin]) assert.equal((await town.call('POST', '/api/proposals/machine-clock', { as, body: { content: { today }, reason: '对照了手表。' } })).status, 403)
  const asked = await ask(today)
  assert.equal(asked.status, 201)
  await platform.beat()
  assert.equal((await readClock()).held, true, 'one alone does not answer for it')
  assert.equal((await confirm(asked.body.id, people.systemAdmin)).status, 403)
  assert.equal((await readClock()).held, true, 'nor the same one twice')
  assert.equal((await confirm(asked.body.id)).status, 200)
  assert.equal((await readClock()).held, false)
  await town.settle()
  const entries = await platform.ground.sql.rows("select facts from act.entries where kind = 'ledger.clock-confirmed'")
  assert.deepEqual(entries, [{ facts: { today } }])
  await platform.beat()
  assert.equal(await stateOf(number), 'accepted')
})

test('what was asked for on one day is not confirmed on another, and what is refused confirms nothing', async () => {
  leap(day)
  await platform.beat()
  const asked = await ask((await readClock()).today)
  pass(day)
  const late = await confirm(asked.body.id)
  assert.deepEqual([late.status, late.body.code], [409, 'ledger.clock-other-date'])
  assert.equal((await town.call('POST', `/api/proposals/machine-clock/${asked.body.id}/refusal`, { as: people.securityAdmin, body: { answer: '日期不对。' } })).status, 200)
  assert.equal((await readClock()).held, true)
  await confirmByTwo()
  assert.equal((await readClock()).held, false)
})

test('a start anew does not end a hold: the next process of the machine goes on with it, until the clock is back', async () => {
  const { sql } = platform.ground
  leap(day)
  await platform.beat()
  const restarted = (counter: () => number) => ({ sql, clock, clockGuard: makeClockGuard(clock, counter) })
  const next = restarted(() => counted)
  assert.equal(next.clockGuard.look().held, false, 'by itself it would not know')
  await takeUpHold(next)
  assert.deepEqual([next.clockGuard.look().held, next.clockGuard.look().leapSeconds], [true, day])
  const rebooted = restarted(() => 0)
  await takeUpHold(rebooted)
  assert.deepEqual([rebooted.clockGuard.look().held, rebooted.clockGuard.look().leapSeconds], [true, day], 'also where the machine itself was started anew')
  leap(-day)
  for (const one of [next, rebooted]) {
    await followClock(one)
    assert.equal(one.clockGuard.look().held, false)
  }
  await platform.beat()
  const later = restarted(() => counted)
  await takeUpHold(later)
  assert.equal(later.clockGuard.look().held, false, 'nothing is left of what is over')
})

test('a day back is held too, so that the way forward again lets nothing lapse', async () => {
  const number = await untilLastDay()
  leap(-day)
  await platform.beat()
  assert.deepEqual([(await readClock()).held, (await readClock()).leapSeconds], [true, -day])
  leap(day)
  await platform.beat()
  assert.equal((await readClock()).held, false)
  assert.equal(await stateOf(number), 'submitted')
  assert.equal((await act(town, people.clerk, number, 'acceptance')).state, 'accepted')
})

test('act.clock-leapt: a leap at any point of a round stops it before its next act, and nothing was done by the wrong moment', async () => {
  const numbers = [(await submit(town)).number, (await submit(town)).number]
  pass(30 * day)
  const right = clock.now()
  const { clockGuard, sql } = platform.ground
  const { look } = clockGuard
  let refused = 0
  let wasReached = true
  // Each round the leap comes one look later, until a round ends before it.
  for (let at = 1; wasReached; at++) {
    let looks = 0
    clockGuard.look = () => {
      if (++looks === at) leap(day)
      return look()
    }
    await platform.beat().catch((error: { code?: string; status?: number }) => {
      assert.deepEqual([error.code, error.status], ['act.clock-leapt', 503])
      refused++
    })
    wasReached = looks >= at
    clock.set(right)
    clockGuard.look = look
    assert.equal(look().held, false)
  }
  town.forgetSessions()
  assert.ok(refused > 0)
  for (const number of numbers) assert.equal(await stateOf(number), 'accepted')
  assert.deepEqual(await sql.rows("select kind from act.entries where kind = 'cases.accepted' and at > $1", [right]), [])
})

test('what was confirmed to one process is taken up by another on the same machine, and an older confirmation is not', async () => {
  const other = { sql: platform.ground.sql, clock, clockGuard: makeClockGuard(clock, () => counted) }
  leap(2 * day)
  assert.equal(other.clockGuard.look().held, true)
  await followClock(other)
  assert.equal(other.clockGuard.look().held, true)
  await confirmByTwo()
  await followClock(other)
  assert.equal(other.clockGuard.look().held, false)
  await platform.beat()
})

test('a start after a long silence of the ledger warns, and holds nothing: the machine may have been off', async () => {
  pass(3 * day)
  lines.length = 0
  await platform.run()
  assert.equal(lines.filter((line) => line.includes('"silentHours":72')).length, 1)
  assert.equal((await readClock()).held, false)
})
