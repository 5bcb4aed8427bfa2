// Guards a running process against a clock that leaps: between two looks the clock must have gone as far as a counter that nobody sets.
// A clock that is wrong from the start, or that is pushed slowly, is not found here.
import { uptime } from 'node:os'
import type { Clock } from './time.ts'

/** Milliseconds of a counter that only runs on, from any beginning. */
export type SteadyCounter = () => number

/** Since the machine was started. It counts on while the machine sleeps, as `performance.now()` does not: a laptop that slept has leapt nowhere. */
export const machineCounter: SteadyCounter = () => uptime() * 1000

/** [K] A clock that is set right by less goes on unremarked; far below a day, in which limits are counted. */
const leapMsMax = 5 * 60_000

/** What a look found. `leapSeconds` is how far the clock has leapt, forward above zero; `seenAt` what it said when that was first seen. */
export interface ClockState {
  held: boolean
  leapSeconds: number
  seenAt: Temporal.Instant
}

export interface ClockGuard {
  /** Compares clock and counter now. Held from a leap on, until the clock is back or confirmed. */
  look(): ClockState
  /** It was answered for that the clock is right as it stands. */
  confirm(): void
  /** What has to outlive the process while the clock is held. */
  hold(): ClockHold | undefined
  /** Goes on with the hold that an earlier process of this machine left. */
  takeUp(hold: ClockHold): void
}

/** A hold, and the last reading of clock and counter before the leap. */
export interface ClockHold {
  leapSeconds: number
  seenAt: Temporal.Instant
  says: Temporal.Instant
  counted: number
}

/** A guard for one process. `onChange` hears of each leap and of its end. */
export function makeClockGuard(clock: Clock, counter: SteadyCounter, onChange: (state: ClockState) => void = () => undefined): ClockGuard {
  const read = () => ({ says: clock.now(), counted: counter() })
  let right = read()
  let state: ClockState = { held: false, leapSeconds: 0, seenAt: right.says }
  const turn = (next: ClockState) => {
    const isNews = next.held !== state.held || next.seenAt !== state.seenAt
    state = next
    if (isNews) onChange(next)
  }
  const accept = (now: typeof right) => {
    right = now
    if (state.held) turn({ held: false, leapSeconds: 0, seenAt: now.says })
  }
  return {
    look: () => {
      const now = read()
      const leapMs = now.says.epochMilliseconds - right.says.epochMilliseconds - (now.counted - right.counted)
      if (Math.abs(leapMs) <= leapMsMax) accept(now)
      else {
        // It may leap again while it is held: whoever confirmed the one did not confirm the other.
        const isSame = state.held && Math.abs(leapMs - state.leapSeconds * 1000) <= leapMsMax
        turn({ held: true, leapSeconds: isSame ? state.leapSeconds : Math.round(leapMs / 1000), seenAt: isSame ? state.seenAt : now.says })
      }
      return state
    },
    confirm: () => accept(read()),
    hold: () => (state.held ? { leapSeconds: state.leapSeconds, seenAt: state.seenAt, ...right } : undefined),
    takeUp: ({ leapSeconds, seenAt, says, counted }) => {
      if (state.held) return
      const now = read()
      // A machine that was started anew counts from nothing: then the clock is taken for as wrong as it was, until it goes back by as much or is confirmed.
      right = now.counted >= counted ? { says, counted } : { says: now.says.subtract({ seconds: leapSeconds }), counted: now.counted }
      turn({ held: true, leapSeconds, seenAt })
    },
  }
}

/** For a clock that is moved on purpose, by a test or a simulation: it leaps nowhere. */
export function unguarded(clock: Clock): ClockGuard {
  return { look: () => ({ held: false, leapSeconds: 0, seenAt: clock.now() }), confirm: () => undefined, hold: () => undefined, takeUp: () => undefined }
}

/** The same clock for work that follows from time alone: while it is held it tells nothing and throws what `refuse` makes. */
export function guardedClock(clock: Clock, guard: ClockGuard, refuse: (state: ClockState) => Error): Clock {
  return {
    now: () => {
      const state = guard.look()
      if (state.held) throw refuse(state)
      return clock.now()
    },
  }
}

/** How far a clock may be from that of another process for both to stand for the same moment. */
export const isConfirmedBy = (state: ClockState, confirmed: Temporal.Instant, now: Temporal.Instant): boolean =>
  confirmed.epochMilliseconds >= state.seenAt.epochMilliseconds - leapMsMax && confirmed.epochMilliseconds <= now.epochMilliseconds + leapMsMax
