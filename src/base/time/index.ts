// engine: the clock that everything asks. Nothing reads the machine's time except systemClock.
export { dateInChina, manualClock, systemClock, timeText, type Clock, type ManualClock } from './time.ts'
