// Proofs over trees of 1 to 20 leaves: every right one is accepted, every bent one refused.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { hashLeaf, isIncluded, readBytes } from './inclusion.ts'

const sha = (...parts: Uint8Array[]) => new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest())
const leafOf = (n: number) => sha(Uint8Array.of(0), new TextEncoder().encode(`entry ${n}`))

/** The tree as RFC 9162 §2.1.1 defines it, by recursion: another way than the one under test. */
function rootOf(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] ?? new Uint8Array()
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return sha(Uint8Array.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
}

function pathOf(index: number, leaves: Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return []
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return index < k
    ? [...pathOf(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}

test('every leaf of every tree is found, and nothing else', async () => {
  for (let size = 1; size <= 20; size++) {
    const leaves = Array.from({ length: size }, (_, n) => leafOf(n))
    const root = rootOf(leaves)
    for (let index = 0; index < size; index++) {
      const proof = { index, size, leaf: leafOf(index), root, path: pathOf(index, leaves) }
      assert.equal(await isIncluded(proof), true, `${index} of ${size}`)
      assert.equal(await isIncluded({ ...proof, leaf: leafOf(99) }), false, `wrong leaf at ${index} of ${size}`)
      assert.equal(await isIncluded({ ...proof, root: leafOf(99) }), false, `wrong root at ${index} of ${size}`)
      assert.equal(await isIncluded({ ...proof, path: [...proof.path, root] }), false, `long path at ${index} of ${size}`)
      if (proof.path.length > 0) assert.equal(await isIncluded({ ...proof, path: proof.path.slice(1) }), false, `short path at ${index} of ${size}`)
    }
    assert.equal(await isIncluded({ index: size, size, leaf: leafOf(0), root, path: [] }), false)
  }
})

test('leaves are hashed as the tree hashes them, and bytes are read from base64', async () => {
  const entry = new TextEncoder().encode('entry 1')
  assert.deepEqual(await hashLeaf(entry), leafOf(1))
  assert.deepEqual(readBytes(Buffer.from(entry).toString('base64')), entry)
})
