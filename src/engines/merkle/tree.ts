// The tree as full nodes only: node (level, index) covers the leaves from index·2^level up to (index+1)·2^level, and once full it
// never changes. Every root and proof, of any size reached so far, is folded from full nodes (RFC 9162 §2.1).
import { emptyRoot, hashPair, type Hash } from './hash.ts'

/** Where a full node stands. Level 0 holds the leaves. */
export interface NodePlace {
  level: number
  index: number
}

export interface StoredNode extends NodePlace {
  hash: Hash
}

/** Reads a stored full node. What it needs is known beforehand (`coverRange`, `placesFor…`), so a store can fetch all at once. */
export type NodeReader = (level: number, index: number) => Hash | undefined

/** A tree that grew: its new size and the nodes that became full, leaves first, to be stored. */
export interface Append {
  size: number
  nodes: StoredNode[]
}

/** A node by place. Throws an Error where the store lacks it: the store is broken. */
export function getNode(read: NodeReader, { level, index }: NodePlace): Hash {
  const hash = read(level, index)
  if (!hash) throw new Error(`merkle node ${level}/${index} is missing`)
  return hash
}

/** Full nodes that cover the leaves from `from` up to `to` (exclusive), left to right. `coverRange(0, size)` is what appending and the root need. */
export function coverRange(from: number, to: number): NodePlace[] {
  checkSize(from)
  checkSize(to)
  const places: NodePlace[] = []
  for (let start = from; start < to; ) {
    let level = 0
    // Grows while the next larger node still begins here and ends within the range. Sizes pass 2^32, so no bit operators.
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level++
    places.push({ level, index: start / 2 ** level })
    start += 2 ** level
  }
  return places
}

/** Adds leaf hashes to a tree of `size` leaves, computing only nodes that become full. Reads `coverRange(0, size)` at most. */
export function appendLeaves(size: number, leaves: readonly Hash[], read: NodeReader): Append {
  checkSize(size)
  checkSize(size + leaves.length)
  const nodes: StoredNode[] = []
  let row: readonly Hash[] = leaves
  let first = size
  for (let level = 0; row.length > 0; level++) {
    row.forEach((hash, n) => {
      nodes.push({ level, index: first + n, hash })
    })
    const parents = pairRow(level, first, row, read)
    first = Math.floor(first / 2)
    row = parents
  }
  return { size: size + leaves.length, nodes }
}

// Parents that become full through the new nodes of one level; the left half of the first may stand in the store.
function pairRow(level: number, first: number, row: readonly Hash[], read: NodeReader): Hash[] {
  const parents: Hash[] = []
  const start = first % 2 === 0 ? 0 : -1
  for (let n = start; n + 1 < row.length; n += 2) {
    const left = n < 0 ? getNode(read, { level, index: first - 1 }) : row[n]
    const right = row[n + 1]
    if (left && right) parents.push(hashPair(left, right))
  }
  return parents
}

/** The root of the first `size` leaves (RFC 9162 §2.1.1). Reads `coverRange(0, size)`. */
export function rootAt(size: number, read: NodeReader): Hash {
  return size === 0 ? emptyRoot : hashRange(0, size, read)
}

/** The hash of a subtree as the RFC splits it; its start is a multiple of the power of two at or above its width. */
export function hashRange(from: number, to: number, read: NodeReader): Hash {
  const hashes = coverRange(from, to).map((place) => getNode(read, place))
  return hashes.reduceRight((right, left) => hashPair(left, right))
}

/** Bugs of the caller: sizes are whole and small enough to be exact. */
export function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`not a tree size: ${size}`)
}
