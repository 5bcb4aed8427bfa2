// The agenda of a simulation: what will happen, in the order of its moments; of one moment, in the order in which it was planned.

interface Planned {
  at: number
  place: number
  run: () => Promise<void>
}

export interface Agenda {
  /** Plans something for a moment. */
  plan(at: Temporal.Instant, run: () => Promise<void>): void
  /** Takes out what comes next, unless that is at the moment `until` or later. */
  next(until: Temporal.Instant): { at: Temporal.Instant; run: () => Promise<void> } | undefined
}

/** An empty agenda: a binary heap over (moment, place). */
export function makeAgenda(): Agenda {
  const heap: Planned[] = []
  let places = 0
  return {
    plan: (at, run) => {
      heap.push({ at: at.epochMilliseconds, place: places++, run })
      rise(heap)
    },
    next: (until) => {
      const first = heap[0]
      if (!first || first.at >= until.epochMilliseconds) return undefined
      const last = heap.pop()
      if (last && heap.length > 0) {
        heap[0] = last
        sink(heap)
      }
      return { at: Temporal.Instant.fromEpochMilliseconds(first.at), run: first.run }
    },
  }
}

function comesFirst(a: Planned, b: Planned): boolean {
  return a.at < b.at || (a.at === b.at && a.place < b.place)
}

function rise(heap: Planned[]): void {
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1
    if (!swapped(heap, at, above)) return
    at = above
  }
}

function sink(heap: Planned[]): void {
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    const below = right < heap.length && isBefore(heap, right, left) ? right : left
    if (below >= heap.length || !swapped(heap, below, at)) return
    at = below
  }
}

function isBefore(heap: Planned[], a: number, b: number): boolean {
  const [one, other] = [heap[a], heap[b]]
  return one !== undefined && other !== undefined && comesFirst(one, other)
}

/** Exchanges two entries where the lower one comes first. Answers whether it did. */
function swapped(heap: Planned[], lower: number, upper: number): boolean {
  const [one, other] = [heap[lower], heap[upper]]
  if (!one || !other || !comesFirst(one, other)) return false
  heap[lower] = other
  heap[upper] = one
  return true
}
