// A virtual clock for rehearsals: begins at 1970-01-01T00:00:00Z, moves only when told, and tells times as durations from its beginning.
import { momentOf } from './timers.ts'

interface Entry<T> {
  at: number
  what: T
}

/** What is due, in order of time and then of asking. Times are milliseconds since the clock's beginning. */
export class Agenda<T> {
  now = 0
  private entries: Entry<T>[] = []

  /** `due`: an ISO 8601 duration from now, a date or a moment; one that lies behind is due at once, one after `until` never. */
  add(due: string, what: T, until?: string): void {
    const at = Math.max(this.now, timeAfter(this.now, due))
    if (until === undefined || at <= momentOf(until).epochMilliseconds) this.addAt(at, what)
  }

  addAt(at: number, what: T): void {
    const before = this.entries.findIndex((entry) => entry.at > at)
    this.entries.splice(before < 0 ? this.entries.length : before, 0, { at, what })
  }

  drop(isUnwanted: (what: T) => boolean): void {
    this.entries = this.entries.filter(({ what }) => !isUnwanted(what))
  }

  has(isWanted: (what: T) => boolean): boolean {
    return this.entries.some(({ what }) => isWanted(what))
  }

  /** Leaps to what is due next, not beyond `end`; undefined when there is nothing. */
  leap(end: number): T | undefined {
    const [next] = this.entries
    if (!next || next.at > end) return undefined
    this.entries.shift()
    this.now = next.at
    return next.what
  }
}

/** A due text as milliseconds since the clock's beginning. Months and years are those of the calendar. */
export function timeAfter(now: number, due: string): number {
  if (!due.startsWith('P')) return momentOf(due).epochMilliseconds
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').add(due).epochMilliseconds
}

/** `PT10S`, `P1DT2H`: days, hours, minutes and seconds. */
export function timeText(now: number): string {
  return Temporal.Duration.from({ milliseconds: now }).round({ largestUnit: 'day' }).toString()
}
