// Hashes of the tree: SHA-256 with a leading byte that keeps a leaf from ever passing for a node (RFC 9162 §2.1.1).
import { createHash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

/** The root of the empty tree. */
export const emptyRoot: Hash = createHash('sha256').digest()

/** Hash of one entry's bytes. */
export function hashLeaf(entry: Uint8Array): Hash {
  return createHash('sha256').update(leafMark).update(entry).digest()
}

/** Hash of two neighbouring subtrees. */
export function hashPair(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodeMark).update(left).update(right).digest()
}

/** Whether two hashes are the same; both are public, so time may tell. */
export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n])
}
