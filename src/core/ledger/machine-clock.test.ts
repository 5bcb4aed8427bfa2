// A clock that leaps: nothing lapses by mistake, persons read and act on, and all goes on when it is back or somebody answers for it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { makeClockGuard } from '#base/time'
import { act, begin, people, submit } from '../../../test/carry.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { systemActor } from '#core/cases'
import { makeHoldKeeper } from './machine-clock.ts'

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
const askFor = (today: string, leapSeconds: number, as: string = people.systemAdmin) => town.call<Asked>('POST', '/api/proposals/machine-clock', { as, body: { content: { today, leapSeconds }, reason: '与国家授时中心核对。' } })
const confirm = (id: string, as: string = people.securityAdmin) => town.call<Asked>('POST', `/api/proposals/machine-clock/${id}/confirmation`, { as, body: {} })
/** Two persons answer for the clock as it now stands. */
const confirmByTwo = async () => {
  const { today, leapSeconds } = await readClock()
  assert.equal((await confirm((await askFor(today, leapSeconds)).body.id)).status, 200)
}
/** Another process of this place, or this one started anew: it knows nothing of what its counter was. */
const startAnew = () => {
  const guard = makeClockGuard(clock, () => counted)
  return { guard, keep: makeHoldKeeper({ ...platform.ground, clockGuard: guard }, systemActor) }
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

test('GB/T 22239 8.1.5: two administrators answer for the clock by today’s date, in the ledger; one alone does not, twice neither; then time acts again', async () => {
  const number = await untilLastDay()
  leap(day)
  await platform.beat()
  const { today, leapSeconds } = await readClock()
  assert.deepEqual([(await askFor(Temporal.PlainDate.from(today).subtract({ days: 1 }).toString(), leapSeconds)).body.code, (await askFor(today, leapSeconds + 3600)).body.code], ['ledger.clock-other-date', 'ledger.clock-not-held'])
  for (const as of [people.clerk, people.auditor]) assert.equal((await askFor(today, leapSeconds, as)).status, 403)
  const asked = await askFor(today, leapSeconds)
  assert.equal(asked.status, 201)
  await platform.beat()
  assert.equal((await readClock()).held, true, 'one asked: held')
  assert.deepEqual([(await confirm(asked.body.id, people.systemAdmin)).body.code, (await askFor(today, leapSeconds)).body.code], ['proposals.second-person', 'proposals.already-waiting'])
  await platform.beat()
  assert.deepEqual([(await readClock()).held, await stateOf(number)], [true, 'submitted'], 'the same one twice: held')
  assert.equal((await confirm(asked.body.id)).status, 200)
  assert.equal((await readClock()).held, false)
  await town.settle()
  const entries = await platform.ground.sql.rows<{ kind: string; leap: number }>("select kind, (facts->>'leapSeconds')::int as leap from act.entries where kind in ('ledger.clock-held', 'ledger.clock-confirmed') order by seq desc limit 2")
  assert.deepEqual(entries, [{ kind: 'ledger.clock-confirmed', leap: day }, { kind: 'ledger.clock-held', leap: day }])
  await platform.beat()
  assert.equal(await stateOf(number), 'accepted')
  assert.equal((await askFor((await readClock()).today, 0)).body.code, 'ledger.clock-not-held', 'nothing is confirmed before it leapt')
})

test('a restart and another node hold as well, though their own counters tell of no leap; the second person frees them all', async () => {
  leap(day)
  await platform.beat()
  const [restarted, other] = [startAnew(), startAnew()]
  for (const { guard, keep } of [restarted, other]) {
    assert.equal(guard.look().held, false, 'by itself it sees nothing')
    await keep()
    assert.deepEqual([guard.look().held, guard.look().leapSeconds, guard.leapt().held], [true, day, false])
  }
  const { today, leapSeconds } = await readClock()
  const asked = await askFor(today, leapSeconds)
  await restarted.keep()
  assert.equal(restarted.guard.look().held, true, 'one confirms: held')
  // What else two persons confirm is none of the clock.
  const rotation = await town.call<Asked>('POST', '/api/proposals/key-rotation', { as: people.systemAdmin, body: { content: { purpose: 'tokens' }, reason: '例行。' } })
  assert.equal((await town.call('POST', `/api/proposals/key-rotation/${rotation.body.id}/confirmation`, { as: people.securityAdmin, body: {} })).status, 200)
  await restarted.keep()
  assert.equal(restarted.guard.look().held, true)
  assert.equal((await confirm(asked.body.id)).status, 200)
  for (const { guard, keep } of [restarted, other]) {
    await keep()
    assert.equal(guard.look().held, false)
  }
  await platform.beat()
  assert.equal(platform.ground.clockGuard.look().held, false)
})

test('the process that saw the leap lets all go when its clock is back; a leap on top of a leap needs a confirmation of its own', async () => {
  leap(day)
  await platform.beat()
  const { today, leapSeconds } = await readClock()
  const asked = await askFor(today, leapSeconds)
  leap(day)
  await platform.beat()
  assert.deepEqual([(await readClock()).leapSeconds, (await confirm(asked.body.id)).body.code], [2 * day, 'ledger.clock-other-date'])
  assert.equal((await town.call('POST', `/api/proposals/machine-clock/${asked.body.id}/refusal`, { as: people.securityAdmin, body: { answer: '时钟又跳变了。' } })).status, 200)
  const other = startAnew()
  await other.keep()
  assert.equal(other.guard.look().held, true)
  leap(-2 * day)
  await platform.beat()
  await other.keep()
  // The other process saw the way back as a leap of its own: its counter knew only the wrong clock.
  assert.deepEqual([(await platform.ground.sql.rows('select held from ledger.clock_hold')), other.guard.leapt().held], [[{ held: true }], true])
  await confirmByTwo()
  await other.keep()
  await platform.beat()
  assert.deepEqual([(await readClock()).held, other.guard.look().held], [false, false])
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

test('what was confirmed to one process is taken up by another that saw the same leap, and an older confirmation is not', async () => {
  const { guard, keep } = startAnew()
  leap(2 * day)
  await platform.beat()
  await keep()
  assert.equal(guard.look().held, true)
  await confirmByTwo()
  await keep()
  assert.equal(guard.look().held, false)
  await platform.beat()
})

test('a start after a long silence of the ledger warns, and holds nothing: the machine may have been off', async () => {
  pass(3 * day)
  lines.length = 0
  await platform.run()
  assert.equal(lines.filter((line) => line.includes('"silentHours":72')).length, 1)
  assert.equal((await readClock()).held, false)
})
