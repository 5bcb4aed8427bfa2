// Recomputes the whole ledger from its entries and names the first thing that does not fit. It trusts the home's keys and nothing stored.
import { entriesFrom, entryBytes, type Entry } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { appendLeaves, coverRange, hashLeaf, parseCheckpoint, parseNote, rootAt, verifyNote, type Hash, type StoredNode } from '#engines/merkle'
import { lastCheckpoint, listCheckpoints, readLeaves, readNodes, type StoredCheckpoint } from './store.ts'

/** What does not fit: an entry that was changed or is gone, a node of the tree, or a checkpoint that is not ours or not of this ledger. */
export interface LedgerFault {
  what: 'entry-missing' | 'entry-changed' | 'node-changed' | 'checkpoint-unsigned' | 'checkpoint-differs'
  seq: number
  entry?: string
  zh: string
  en: string
}

export interface LedgerReport {
  ok: boolean
  /** Entries recomputed. */
  entries: number
  /** Root over them, hex. */
  root: string
  /** Size of the newest checkpoint that was checked. */
  checkpoint: number
  fault?: LedgerFault
}

const batch = 2000

/** Recomputes every leaf, every node and the root at every checkpoint kept, and checks their signatures. */
export async function verifyLedger(ground: Pick<Ground, 'sql' | 'keys'>): Promise<LedgerReport> {
  const checkpoints = await listCheckpoints(ground.sql)
  const covered = checkpoints.at(-1)?.size ?? 0
  const tree = makeTree()
  let next = 0
  const report = (fault?: LedgerFault): LedgerReport => ({ ok: !fault, entries: tree.size(), root: Buffer.from(tree.root()).toString('hex'), checkpoint: checkpoints[next - 1]?.size ?? 0, ...(fault ? { fault } : {}) })
  for (let from = 0; ; from += batch) {
    const entries = await entriesFrom(ground.sql, from, batch)
    const leaves = await readLeaves(ground.sql, from, batch)
    const nodes: StoredNode[] = []
    for (const [n, entry] of entries.entries()) {
      const fault = checkEntry(entry, from + n, leaves)
      if (fault) return report(fault)
      nodes.push(...tree.add(hashLeaf(entryBytes(entry))))
      for (let checkpoint = checkpoints[next]; checkpoint && checkpoint.size === tree.size(); checkpoint = checkpoints[next]) {
        const wrong = checkCheckpoint(ground, checkpoint, tree.root())
        if (wrong) return report(wrong)
        next++
      }
    }
    const wrong = await checkNodes(ground.sql, nodes, covered)
    if (wrong) return report(wrong)
    if (entries.length < batch) break
  }
  const beyond = checkpoints[next]
  return report(beyond && { what: 'entry-missing', seq: tree.size(), zh: `第 ${tree.size()} 条记录缺失：检查点已签到 ${beyond.size} 条`, en: `entry ${tree.size()} is missing: a checkpoint was signed over ${beyond.size}` })
}

/** The root the tree had over its first entries, hexadecimal, by its stored nodes; undefined where it never had so many. */
export async function rootOf(sql: Sql, size: number): Promise<string | undefined> {
  const last = await lastCheckpoint(sql)
  if (size === 0) return Buffer.from(makeTree().root()).toString('hex')
  if (!last || last.size < size) return undefined
  return Buffer.from(rootAt(size, await readNodes(sql, coverRange(0, size)))).toString('hex')
}

function checkEntry(entry: Entry, seq: number, leaves: Map<number, Buffer>): LedgerFault | undefined {
  if (entry.seq !== seq) return { what: 'entry-missing', seq, zh: `第 ${seq} 条记录缺失`, en: `entry ${seq} is missing` }
  const stored = leaves.get(seq)
  // The tree follows a moment behind: leaves not yet in it are covered by no checkpoint either.
  if (!stored) return undefined
  if (Buffer.from(hashLeaf(entryBytes(entry))).equals(stored)) return undefined
  return { what: 'entry-changed', seq, entry: entry.id, zh: `第 ${seq} 条记录（${entry.id}）被更改`, en: `entry ${seq} (${entry.id}) was changed` }
}

/** Proofs are made of stored nodes: one that is not what the entries give would make honest entries look forged. */
async function checkNodes(sql: Sql, nodes: StoredNode[], covered: number): Promise<LedgerFault | undefined> {
  const lastOf = ({ level, index }: StoredNode) => (index + 1) * 2 ** level - 1
  const due = nodes.filter((node) => lastOf(node) < covered)
  const read = await readNodes(sql, due)
  const bad = due.find(({ level, index, hash }) => !Buffer.from(read(level, index) ?? []).equals(Buffer.from(hash)))
  if (!bad) return undefined
  const { level, index } = bad
  return { what: 'node-changed', seq: lastOf(bad), zh: `树的节点 ${level}/${index} 缺失或被更改`, en: `node ${level}/${index} of the tree is missing or was changed` }
}

function checkCheckpoint({ keys }: Pick<Ground, 'keys'>, checkpoint: StoredCheckpoint, root: Hash): LedgerFault | undefined {
  const note = parseNote(checkpoint.note)
  const text = note && parseCheckpoint(note.text)
  const signed = note && text && keys.signers('ledger').some((key) => verifyNote(note, text.origin, key.publicKey))
  const seq = checkpoint.size - 1
  if (!signed) return { what: 'checkpoint-unsigned', seq, zh: `检查点（${checkpoint.size} 条）不是用本平台的密钥签署的`, en: `the checkpoint over ${checkpoint.size} entries is not signed by a key of this home` }
  const fits = (stored: Hash) => Buffer.from(stored).equals(Buffer.from(root))
  if (text.size === checkpoint.size && fits(text.root) && fits(checkpoint.root)) return undefined
  return { what: 'checkpoint-differs', seq, zh: `记录与检查点（${checkpoint.size} 条）不符`, en: `the entries do not give the root of the checkpoint over ${checkpoint.size}` }
}

/** A growing tree that keeps only the nodes of its right edge. */
function makeTree() {
  let size = 0
  let edge = new Map<string, Hash>()
  const read = (level: number, index: number) => edge.get(`${level}/${index}`)
  return {
    size: () => size,
    root: () => rootAt(size, read),
    add: (leaf: Hash) => {
      const grown = appendLeaves(size, [leaf], read)
      for (const node of grown.nodes) edge.set(`${node.level}/${node.index}`, node.hash)
      size = grown.size
      if (edge.size > 4096) edge = new Map(coverRange(0, size).map(({ level, index }) => [`${level}/${index}`, edge.get(`${level}/${index}`)] as [string, Hash]))
      return grown.nodes
    },
  }
}
