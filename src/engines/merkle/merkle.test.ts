// Published vectors of RFC 9162 and C2SP, and every proof of small trees.
import assert from 'node:assert/strict'
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  appendLeaves, consistencyProof, coverRange, emptyRoot, hashLeaf, hashPair, inclusionProof, noteKeyId, parseCheckpoint, parseNote, parseVerifierKey,
  placesForConsistency, placesForInclusion, rootAt, signNote, verifierKey, verifyConsistency, verifyInclusion, verifyNote, writeCheckpoint, type Hash, type NodeReader, type NoteSigner,
} from './index.ts'

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex')

/** A tree kept in a map, as a store would, that refuses to write a node twice. */
function makeStore() {
  const kept = new Map<string, Hash>()
  const store = {
    size: 0,
    read: ((level, index) => kept.get(`${level}/${index}`)) as NodeReader,
    append(leaves: readonly Hash[]): void {
      const before = new Set(coverRange(0, store.size).map((place) => `${place.level}/${place.index}`))
      const grown = appendLeaves(store.size, leaves, (level, index) => (before.has(`${level}/${index}`) ? kept.get(`${level}/${index}`) : undefined))
      for (const node of grown.nodes) {
        assert.equal(kept.has(`${node.level}/${node.index}`), false)
        kept.set(`${node.level}/${node.index}`, node.hash)
      }
      store.size = grown.size
    },
    count: () => kept.size,
  }
  return store
}

/** The definition of RFC 9162 §2.1.1, word for word, as an oracle. */
function treeHash(leaves: readonly Hash[]): Hash {
  const [only] = leaves
  if (!only) return emptyRoot
  if (leaves.length === 1) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hashPair(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

// The eight entries and roots that Certificate Transparency implementations share.
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

function vectorStore() {
  const store = makeStore()
  for (const entry of entries) store.append([hashLeaf(Buffer.from(entry, 'hex'))])
  return store
}

test('roots of the shared vectors', () => {
  const store = vectorStore()
  roots.forEach((root, size) => {
    assert.equal(hex(rootAt(size, store.read)), root)
  })
})

test('published proofs of the shared vectors', () => {
  const store = vectorStore()
  assert.deepEqual(inclusionProof(0, 8, store.read).map(hex), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  assert.deepEqual(inclusionProof(0, 1, store.read), [])
  assert.deepEqual(consistencyProof(6, 8, store.read).map(hex), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  assert.deepEqual(consistencyProof(2, 5, store.read).map(hex), [
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

test('every inclusion and consistency proof up to 70 leaves verifies, and no proof verifies for another place or root', () => {
  const store = makeStore()
  const leaves = Array.from({ length: 70 }, (_, n) => hashLeaf(Buffer.from(`entry ${n}`)))
  store.append(leaves.slice(0, 13))
  store.append(leaves.slice(13, 14))
  store.append([])
  store.append(leaves.slice(14))
  const at = Array.from({ length: 71 }, (_, size) => rootAt(size, store.read))
  for (let size = 0; size <= 70; size++) {
    const root = at[size] ?? emptyRoot
    assert.equal(hex(root), hex(treeHash(leaves.slice(0, size))))
    for (let index = 0; index < size; index++) {
      const leaf = leaves[index] ?? emptyRoot
      const proof = inclusionProof(index, size, store.read)
      assert.ok(verifyInclusion(leaf, index, size, proof, root))
      assert.equal(verifyInclusion(leaf, (index + 1) % size, size, proof, root), size === 1)
      assert.equal(verifyInclusion(leaf, index, size, [...proof, leaf], root), false)
      assert.equal(verifyInclusion(leaf, index, size, proof, at[size - 1] ?? root), false)
    }
    for (let older = 0; older <= size; older++) {
      const proof = consistencyProof(older, size, store.read)
      assert.ok(verifyConsistency(older, size, proof, at[older] ?? root, root), `${older} ${size}`)
      assert.equal(verifyConsistency(older, size, proof, at[(older + 1) % 71] ?? root, root), false)
      assert.equal(verifyConsistency(older, size, [...proof, root], at[older] ?? root, root), false)
    }
  }
})

test('any split into batches gives the same tree, reads only the nodes foretold, and stores 2n nodes at most', () => {
  const bytes = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(fc.array(fc.array(bytes, { maxLength: 30 }), { maxLength: 12 }), fc.nat(), fc.nat(), (batches, a, b) => {
      const leaves = batches.flat().map(hashLeaf)
      const store = makeStore()
      for (const batch of batches) store.append(batch.map(hashLeaf))
      assert.equal(hex(rootAt(store.size, store.read)), hex(treeHash(leaves)))
      assert.ok(store.count() <= 2 * leaves.length)
      if (leaves.length === 0) return
      const [index, older] = [a % leaves.length, b % (leaves.length + 1)]
      const only = (places: { level: number; index: number }[]): NodeReader => {
        const allowed = new Set(places.map((place) => `${place.level}/${place.index}`))
        return (level, at) => (allowed.has(`${level}/${at}`) ? store.read(level, at) : undefined)
      }
      const root = rootAt(store.size, only(coverRange(0, store.size)))
      const path = inclusionProof(index, store.size, only(placesForInclusion(index, store.size)))
      assert.ok(verifyInclusion(leaves[index] ?? emptyRoot, index, store.size, path, root))
      const proof = consistencyProof(older, store.size, only(placesForConsistency(older, store.size)))
      assert.ok(verifyConsistency(older, store.size, proof, treeHash(leaves.slice(0, older)), root))
    }),
    { numRuns: 200, seed: 9162 },
  )
})

test('a flipped bit anywhere in a proof, leaf or root is found', () => {
  const store = vectorStore()
  const root = rootAt(7, store.read)
  const flipped = (hash: Hash, bit: number): Hash => hash.map((byte, n) => (n === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
  const leaf = hashLeaf(Buffer.from('3031', 'hex'))
  const proof = inclusionProof(4, 7, store.read)
  const consistency = consistencyProof(3, 7, store.read)
  const older = rootAt(3, store.read)
  fc.assert(
    fc.property(fc.nat(255), fc.nat(), (bit, which) => {
      const broken = (hashes: readonly Hash[]) => hashes.map((hash, n) => (n === which % hashes.length ? flipped(hash, bit) : hash))
      assert.equal(verifyInclusion(leaf, 4, 7, broken(proof), root), false)
      assert.equal(verifyInclusion(flipped(leaf, bit), 4, 7, proof, root), false)
      assert.equal(verifyInclusion(leaf, 4, 7, proof, flipped(root, bit)), false)
      assert.equal(verifyConsistency(3, 7, broken(consistency), older, root), false)
      assert.equal(verifyConsistency(3, 7, consistency, flipped(older, bit), root), false)
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('a leaf never passes for a node, and sizes beyond 2^32 keep their places', () => {
  const [a, b] = [hashLeaf(Buffer.from('a')), hashLeaf(Buffer.from('b'))]
  assert.notEqual(hex(hashLeaf(Buffer.concat([a, b]))), hex(hashPair(a, b)))
  assert.deepEqual(coverRange(0, 2 ** 40 + 3), [{ level: 40, index: 0 }, { level: 1, index: 2 ** 39 }, { level: 0, index: 2 ** 40 + 2 }])
  assert.deepEqual(placesForInclusion(2 ** 33, 2 ** 33 + 1), [{ level: 33, index: 0 }])
  const read: NodeReader = (level, index) => hashLeaf(Buffer.from(`${level}/${index}`))
  const leaf = read(0, 2 ** 33) ?? emptyRoot
  assert.ok(verifyInclusion(leaf, 2 ** 33, 2 ** 33 + 1, inclusionProof(2 ** 33, 2 ** 33 + 1, read), rootAt(2 ** 33 + 1, read)))
})

test('wrong places and a store with a hole are refused', () => {
  const { read } = vectorStore()
  assert.throws(() => inclusionProof(8, 8, read), RangeError)
  assert.throws(() => inclusionProof(-1, 8, read), RangeError)
  assert.throws(() => consistencyProof(5, 4, read), RangeError)
  assert.throws(() => rootAt(9, read), /0\/8 is missing/)
  assert.throws(() => appendLeaves(1.5, [], read), RangeError)
  assert.equal(verifyInclusion(emptyRoot, 0, 0, [], emptyRoot), false)
  assert.equal(verifyInclusion(emptyRoot, 0, 2, [Uint8Array.of(1)], emptyRoot), false)
  assert.equal(verifyConsistency(5, 4, [], emptyRoot, emptyRoot), false)
})

test('10,000 leaves appended in batches have the root of the standard', () => {
  const store = makeStore()
  const leaves = Array.from({ length: 10_000 }, (_, n) => hashLeaf(Buffer.from(String(n))))
  for (let n = 0; n < leaves.length; n += 100) store.append(leaves.slice(n, n + 100))
  const root = rootAt(store.size, store.read)
  assert.equal(hex(root), hex(treeHash(leaves)))
})

// The sample key and note of golang.org/x/mod/sumdb/note, which every implementation of the format reads.
const sampleText = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n'
const sampleNote = `${sampleText}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
const sampleKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const sampleSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const signerOf = (privateKey: KeyObject): NoteSigner => ({ publicKey: createPublicKey(privateKey), sign: async (data) => sign(null, data, privateKey) })
const samplePrivate = createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sampleSeed]) })

test('the published sample note is signed and verified byte for byte', async () => {
  const read = parseVerifierKey(sampleKey)
  assert.ok(read)
  assert.equal(read.name, 'PeterNeumann')
  assert.equal(noteKeyId(read.name, read.key), 'c74f20a3')
  assert.equal(verifyNote(sampleNote, read.name, read.key), true)
  assert.equal(await signNote(sampleText, 'PeterNeumann', signerOf(samplePrivate)), sampleNote)
  assert.equal(verifierKey('PeterNeumann', samplePrivate), sampleKey)
  assert.equal(parseNote(sampleNote)?.text, sampleText)
})

test('notes that are not, and keys that are not', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const signer = signerOf(privateKey)
  const note = await signNote('云州市\n\n1\n', 'ledger.example/云州', signer)
  assert.equal(verifyNote(note, 'ledger.example/云州', publicKey), true)
  assert.equal(verifyNote(note, 'other', publicKey), false)
  assert.equal(verifyNote(note, 'ledger.example/云州', generateKeyPairSync('ed25519').publicKey), false)
  assert.equal(verifyNote(note.replace('\n1\n', '\n2\n'), 'ledger.example/云州', publicKey), false)
  const line = note.slice(note.lastIndexOf('\n\n') + 2)
  assert.equal(verifyNote(note + (await signNote('x\n', 'witness', signer)).slice(3), 'ledger.example/云州', publicKey), true)
  for (const broken of ['', 'x', 'x\n', `x\n\n`, `x\n${line}`, note.slice(0, -1), note.replace('— ', '- '), `\u0007${note}`, note.replace(/=*\n$/, '!\n'), `${note}${'— a AAAAAAAA\n'.repeat(100)}`]) {
    assert.equal(parseNote(broken), undefined, JSON.stringify(broken.slice(0, 20)))
  }
  await assert.rejects(signNote('no newline', 'a', signer))
  await assert.rejects(signNote('x\n', 'a b', signer))
  assert.throws(() => noteKeyId('a', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey), /Ed25519/)
  assert.equal(parseVerifierKey(sampleKey.replace('c74f', 'c74e')), undefined)
  assert.equal(parseVerifierKey(sampleKey.replace('+AR', '+BR')), undefined)
})

test('checkpoints are written and read back', () => {
  const root = hashLeaf(Buffer.from('x'))
  const text = writeCheckpoint({ origin: 'yiwang/云州市', size: 42, root })
  assert.equal(text, `yiwang/云州市\n42\n${Buffer.from(root).toString('base64')}\n`)
  assert.deepEqual(parseCheckpoint(text), { origin: 'yiwang/云州市', size: 42, root: Buffer.from(root), extensions: [] })
  const extended = writeCheckpoint({ origin: 'o', size: 0, root: emptyRoot, extensions: ['at 2026-11-23T00:00:00Z'] })
  assert.deepEqual(parseCheckpoint(extended)?.extensions, ['at 2026-11-23T00:00:00Z'])
  for (const broken of ['', text.slice(0, -1), text.replace('42', '042'), text.replace('42', '-1'), text.replace('=', ''), `\n${text}`, `${text}\n`]) assert.equal(parseCheckpoint(broken), undefined, broken)
  assert.throws(() => writeCheckpoint({ origin: 'a\nb', size: 1, root }))
  assert.throws(() => writeCheckpoint({ origin: 'a', size: -1, root }))
})
