// Whether an entry stands in the tree of a checkpoint: RFC 9162 §2.1.3.2, reckoned in this browser, so that nobody has to be believed.
export type Proof = { index: number; size: number; leaf: Uint8Array; root: Uint8Array; path: Uint8Array[] }

async function hashPair(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  const bytes = new Uint8Array(1 + left.length + right.length)
  // 0x01 marks an inner node, so that no leaf can pass for one (RFC 9162 §2.1.1).
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + left.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** True when the path leads from the leaf to the root. `index` counts from 0; sizes stay below 2^53. */
export async function isIncluded({ index, size, leaf, root, path }: Proof): Promise<boolean> {
  if (index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leaf
  for (const sibling of path) {
    if (last === 0) return false
    const isRight = node % 2 === 1
    if (isRight || node === last) {
      hash = await hashPair(sibling, hash)
      // A node without a right sibling rises unchanged until it is a right child.
      while (!isRight && node !== 0 && node % 2 === 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = await hashPair(hash, sibling)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && isSame(hash, root)
}

/** Bytes written in base64, as the API writes digests. */
export function readBytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

/** The hash of a leaf: 0x00 before its bytes (RFC 9162 §2.1.1). */
export async function hashLeaf(leaf: Uint8Array): Promise<Uint8Array> {
  const bytes = new Uint8Array(1 + leaf.length)
  bytes.set(leaf, 1)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
