// Proofs from stored nodes: that an entry is in a tree, and that a later tree holds an earlier one unchanged (RFC 9162 §2.1.3–4).
import { coverRange, checkSize, hashRange, type NodePlace, type NodeReader } from './tree.ts'
import type { Hash } from './hash.ts'

/** Leaves from `from` up to `to`, whose subtree hash is one element of a proof. */
type Span = readonly [from: number, to: number]

/** The audit path of leaf `index` in the tree of the first `size` leaves. Throws RangeError unless 0 ≤ index < size. */
export function inclusionProof(index: number, size: number, read: NodeReader): Hash[] {
  return inclusionSpans(index, size).map(([from, to]) => hashRange(from, to, read))
}

/** Stored nodes that `inclusionProof` will read. */
export function placesForInclusion(index: number, size: number): NodePlace[] {
  return inclusionSpans(index, size).flatMap(([from, to]) => coverRange(from, to))
}

/** The proof that the tree of `to` leaves begins with the tree of `from` leaves. Empty when `from` is 0 or `to`. Throws RangeError unless from ≤ to. */
export function consistencyProof(from: number, to: number, read: NodeReader): Hash[] {
  return consistencySpans(from, to).map(([a, b]) => hashRange(a, b, read))
}

/** Stored nodes that `consistencyProof` will read. */
export function placesForConsistency(from: number, to: number): NodePlace[] {
  return consistencySpans(from, to).flatMap(([a, b]) => coverRange(a, b))
}

/** The largest power of two below n; n ≥ 2. */
function splitOf(n: number): number {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

function inclusionSpans(index: number, size: number): Span[] {
  checkSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`)
  const spans: Span[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      spans.push([middle, to])
      to = middle
    } else {
      spans.push([from, middle])
      from = middle
    }
  }
  return spans.reverse()
}

// SUBPROOF of RFC 9162 §2.1.4.1, walked down instead of recursed; `whole` is its flag b.
function consistencySpans(size: number, newer: number): Span[] {
  checkSize(size)
  checkSize(newer)
  if (size > newer) throw new RangeError(`a tree of ${newer} cannot hold one of ${size}`)
  if (size === 0 || size === newer) return []
  const spans: Span[] = []
  let [from, to] = [0, newer]
  let whole = true
  while (to !== size) {
    const middle = from + splitOf(to - from)
    if (size <= middle) {
      spans.push([middle, to])
      to = middle
    } else {
      spans.push([from, middle])
      from = middle
      whole = false
    }
  }
  if (!whole) spans.push([from, to])
  return spans.reverse()
}
