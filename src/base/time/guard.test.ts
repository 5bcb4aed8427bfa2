// The guard against a clock that leaps, on clocks and counters of the test.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guardedClock, isConfirmedBy, makeClockGuard, unguarded, type ClockState } from './guard.ts'
import { manualClock } from './time.ts'

const start = Temporal.Instant.from('2026-11-23T01:00:00Z')

function guarded() {
  const clock = manualClock(start)
  const told: ClockState[] = []
  let counted = 1_000_000
  const guard = makeClockGuard(clock, () => counted, (state) => told.push(state))
  return {
    clock, guard, told,
    /** Time as it goes: clock and counter together. */
    pass: (seconds: number) => {
      clock.set(clock.now().add({ seconds }))
      counted += seconds * 1000
    },
    leap: (seconds: number) => clock.set(clock.now().add({ seconds })),
  }
}

test('time that goes by holds nothing, however long nobody looked: a machine that slept has leapt nowhere', () => {
  const { guard, pass, told } = guarded()
  for (const seconds of [1, 60, 86_400, 30 * 86_400]) {
    pass(seconds)
    assert.equal(guard.look().held, false)
  }
  assert.deepEqual(told, [])
})

for (const [name, seconds] of [['forward', 86_400], ['back', -86_400]] as const) {
  test(`a clock that leaps a day ${name} is held, told once, and goes on when it is back`, () => {
    const { guard, pass, leap, told } = guarded()
    pass(10)
    leap(seconds)
    assert.deepEqual([guard.look().held, guard.look().leapSeconds], [true, seconds])
    pass(3600)
    assert.equal(guard.look().held, true)
    leap(-seconds)
    assert.equal(guard.look().held, false)
    assert.deepEqual(told.map(({ held, leapSeconds }) => [held, leapSeconds]), [[true, seconds], [false, 0]])
  })
}

test('small corrections pass, also many of them one after another', () => {
  const { guard, pass, leap, told } = guarded()
  for (let turn = 0; turn < 20; turn++) {
    pass(60)
    leap(120)
    guard.look()
  }
  assert.deepEqual(told, [])
})

test('a confirmed clock is right from then on, and another leap is another leap', () => {
  const { clock, guard, pass, leap } = guarded()
  leap(86_400)
  const first = guard.look()
  leap(86_400)
  const second = guard.look()
  assert.deepEqual([first.leapSeconds, second.leapSeconds], [86_400, 2 * 86_400])
  assert.equal(isConfirmedBy(second, first.seenAt, clock.now()), false)
  pass(30)
  assert.equal(isConfirmedBy(second, clock.now(), clock.now()), true)
  guard.confirm()
  assert.equal(guard.look().held, false)
  leap(-86_400)
  assert.equal(guard.look().held, true)
})

test('a clock for what follows from time tells nothing while it is held; one that is moved on purpose always tells', () => {
  const { clock, guard, leap } = guarded()
  const timely = guardedClock(clock, guard, () => new Error('held'))
  assert.equal(timely.now(), clock.now())
  leap(86_400)
  assert.throws(() => timely.now(), /held/)
  guard.confirm()
  assert.equal(timely.now(), clock.now())
  const free = guardedClock(clock, unguarded(clock), () => new Error('held'))
  leap(-86_400)
  assert.equal(free.now(), clock.now())
})
