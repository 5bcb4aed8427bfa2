// engine: the clock that everything asks, and the guard of a process against a clock that leaps. Nothing reads the machine's time except systemClock.
export { guardedClock, isConfirmedBy, machineCounter, makeClockGuard, unguarded, type ClockGuard, type ClockHold, type ClockState, type SteadyCounter } from './guard.ts'
export { dateInChina, manualClock, systemClock, timeText, type Clock, type ManualClock } from './time.ts'
