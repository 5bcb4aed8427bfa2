// Checks proofs with nothing but the proof, the sizes and the roots, step by step as RFC 9162 §2.1.3.2 and §2.1.4.2 say.
// Wrong input of any kind answers false; nothing here throws.
import { emptyRoot, hashPair, sameHash, type Hash } from './hash.ts'

const hashBytes = 32

/** Whether `leaf` (a leaf hash) stands at `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[], root: Hash): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !proof.every(isHash)) return false
  let [fn, sn] = [index, size - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = hashPair(sibling, hash)
      ;[fn, sn] = skipRightEdge(fn, sn)
    } else hash = hashPair(hash, sibling)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(hash, root)
}

/** Whether the tree of `newer` leaves with `newerRoot` begins with the tree of `size` leaves with `root`. */
export function verifyConsistency(size: number, newer: number, proof: readonly Hash[], root: Hash, newerRoot: Hash): boolean {
  if (!isCount(size) || !isCount(newer) || size > newer || !proof.every(isHash)) return false
  if (size === newer) return proof.length === 0 && sameHash(root, newerRoot)
  if (size === 0) return proof.length === 0 && sameHash(root, emptyRoot)
  // An older tree that is a full subtree is its own first element and is left out of the proof.
  const path = isPowerOfTwo(size) ? [root, ...proof] : proof
  const [first, ...rest] = path
  if (!first) return false
  let [fn, sn] = [size - 1, newer - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [older, latest] = [first, first]
  for (const sibling of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      older = hashPair(sibling, older)
      latest = hashPair(sibling, latest)
      ;[fn, sn] = skipRightEdge(fn, sn)
    } else latest = hashPair(latest, sibling)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameHash(older, root) && sameHash(latest, newerRoot)
}

// On the right edge a lone node rises without a partner until it is a right child, or the root.
function skipRightEdge(fn: number, sn: number): [number, number] {
  let [a, b] = [fn, sn]
  while (a % 2 === 0 && a !== 0) [a, b] = [half(a), half(b)]
  return [a, b]
}

function half(n: number): number {
  return Math.floor(n / 2)
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function isHash(hash: Hash): boolean {
  return hash.length === hashBytes
}

function isPowerOfTwo(n: number): boolean {
  let rest = n
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
