// Grows the tree by what the integrator placed, and signs what it has become. Runs once at a time, in the cursor's transaction.
import { entryBytes, type BatchFollower } from '#base/act'
import type { Ground } from '#base/context'
import { appendLeaves, coverRange, hashLeaf, rootAt, signNote, writeCheckpoint } from '#engines/merkle'
import { readNodes, saveGrowth } from './store.ts'

/** The name under which checkpoints of a platform are signed: its host and path. */
export function ledgerName(origin: string): string {
  return `${new URL(origin).host}/ledger`
}

/** Follows the entries: leaf by leaf into the tree, one signed checkpoint for each batch. */
export function treeFollower(ground: Ground): BatchFollower {
  return {
    name: 'ledger',
    take: async (entries, tx) => {
      const from = entries[0]?.seq ?? 0
      const read = await readNodes(tx, coverRange(0, from))
      const { size, nodes } = appendLeaves(from, entries.map((entry) => hashLeaf(entryBytes(entry))), read)
      const fresh = new Map(nodes.map((node) => [`${node.level}/${node.index}`, node.hash]))
      const root = rootAt(size, (level, index) => fresh.get(`${level}/${index}`) ?? read(level, index))
      const at = ground.clock.now()
      const name = ledgerName(ground.origin)
      const text = writeCheckpoint({ origin: name, size, root, extensions: [`time ${at.toString()}`] })
      await saveGrowth(tx, nodes, { size, root, at, note: await signNote(text, name, ground.keys.signing('ledger')) })
    },
  }
}
