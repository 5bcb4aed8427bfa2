// SQL of the tree and its checkpoints. The only file that names these tables.
import type { Sql } from '#base/db'
import type { Hash, NodePlace, NodeReader, StoredNode } from '#engines/merkle'

export interface StoredCheckpoint {
  size: number
  root: Hash
  note: string
  at: Temporal.Instant
}

/** Fetches nodes by place in one statement and answers a reader over them. */
export async function readNodes(sql: Sql, places: NodePlace[]): Promise<NodeReader> {
  const rows = places.length === 0 ? [] : await sql.prepared<{ level: number; index: number; hash: Buffer }>(
    'ledger-nodes', 'select n.level, n.index, n.hash from ledger.nodes n join unnest($1::smallint[], $2::bigint[]) as p(level, index) using (level, index)',
    [places.map((place) => place.level), places.map((place) => place.index)],
  )
  const known = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]))
  return (level, index) => known.get(`${level}/${index}`)
}

/** Leaf hashes as stored, in order. */
export async function readLeaves(sql: Sql, from: number, limit: number): Promise<Map<number, Buffer>> {
  const rows = await sql.prepared<{ index: number; hash: Buffer }>('ledger-leaves', 'select index, hash from ledger.nodes where level = 0 and index >= $1 order by index limit $2', [from, limit])
  return new Map(rows.map((row) => [row.index, row.hash]))
}

/** New nodes, and the checkpoint over them: one round trip. */
export async function saveGrowth(tx: Sql, nodes: readonly StoredNode[], checkpoint: StoredCheckpoint): Promise<void> {
  await tx.prepared(
    'ledger-grow',
    `with grown as (insert into ledger.nodes select * from unnest($5::smallint[], $6::bigint[], $7::bytea[]))
     insert into ledger.checkpoints values (date_trunc('hour', $4::timestamptz, 'UTC'), $1, $2, $3, $4)
     on conflict (hour) do update set size = excluded.size, root = excluded.root, note = excluded.note, at = excluded.at where excluded.size > ledger.checkpoints.size`,
    [
      checkpoint.size, Buffer.from(checkpoint.root), checkpoint.note, checkpoint.at,
      nodes.map((node) => node.level), nodes.map((node) => node.index), nodes.map((node) => Buffer.from(node.hash)),
    ],
  )
}

export async function lastCheckpoint(sql: Sql): Promise<StoredCheckpoint | undefined> {
  return (await sql.prepared<StoredCheckpoint>('ledger-last-checkpoint', 'select size, root, note, at from ledger.checkpoints order by size desc limit 1', []))[0]
}

/** All kept checkpoints, the smallest tree first. */
export async function listCheckpoints(sql: Sql): Promise<StoredCheckpoint[]> {
  return sql.rows<StoredCheckpoint>('select size, root, note, at from ledger.checkpoints order by size')
}
