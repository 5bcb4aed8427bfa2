// What a simulation counts while it runs: how long steps waited, what was refused, what came of the matters, how they were judged.
import type { Position } from '#core/cases'

export interface Spread {
  count: number
  /** Hours. */
  median: number
  p95: number
}

/** What is told at the end. Waits are hours of the clock on the wall, from the opening of a step to its end. */
export interface Counts {
  applied: number
  opened: number
  finished: number
  open: number
  outcomes: Record<string, number>
  waits: Record<string, Spread>
  /** Finished after their day, and open beyond it at the end. */
  finishedLate: number
  openLate: number
  lateByItem: Record<string, number>
  verdicts: Record<string, number>
  refusals: Record<string, number>
  unmanned: Record<string, number>
}

export interface Tally {
  applied(): void
  opened(): void
  refused(code: string): void
  /** Nobody holds the post that a step asks for. */
  unmanned(post: string): void
  waited(kind: string, hours: number): void
  finished(standing: Position, item: string, isLate: boolean): void
  openAtEnd(item: string, isLate: boolean): void
  judged(verdict: number): void
  read(): Counts
}

export function makeTally(): Tally {
  const counts: Counts = { applied: 0, opened: 0, finished: 0, open: 0, outcomes: {}, waits: {}, finishedLate: 0, openLate: 0, lateByItem: {}, verdicts: {}, refusals: {}, unmanned: {} }
  const waits = new Map<string, number[]>()
  const add = (counters: Record<string, number>, name: string) => (counters[name] = (counters[name] ?? 0) + 1)
  return {
    applied: () => counts.applied++,
    opened: () => counts.opened++,
    refused: (code) => add(counts.refusals, code),
    unmanned: (post) => add(counts.unmanned, post),
    waited: (kind, hours) => {
      const known = waits.get(kind)
      if (known) known.push(hours)
      else waits.set(kind, [hours])
    },
    finished: ({ outcome }, item, isLate) => {
      counts.finished++
      add(counts.outcomes, outcome ?? 'none')
      if (!isLate) return
      counts.finishedLate++
      add(counts.lateByItem, item)
    },
    openAtEnd: (item, isLate) => {
      counts.open++
      if (!isLate) return
      counts.openLate++
      add(counts.lateByItem, item)
    },
    judged: (verdict) => add(counts.verdicts, String(verdict)),
    read: () => ({ ...counts, waits: Object.fromEntries([...waits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, hours]) => [kind, spreadOf(hours)])) }),
  }
}

function spreadOf(hours: readonly number[]): Spread {
  const sorted = hours.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
  return { count: sorted.length, median: at(0.5), p95: at(0.95) }
}
