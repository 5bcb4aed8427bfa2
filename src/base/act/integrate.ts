// The integrator: gives each entry its place in the ledger, gapless and in the order (xid, id),
// once every transaction that could still come before it has ended. One runs at a time in the whole cluster.
import type { Pool } from 'pg'
import type { Sql } from '#base/db'
import { withLeader } from './leader.ts'

const batchMax = 2000

/**
 * Places what can be placed. Answers how many entries were placed; 0 also where another process is at it.
 * An open writer anywhere in the cluster holds this back: hence no long transactions.
 */
export async function integrate(pool: Pool): Promise<number> {
  let total = 0
  await withLeader(pool, 'integrator', async (client) => {
    for (;;) {
      const { rowCount } = await client.query({ name: 'act-integrate', text: placeSql, values: [batchMax] })
      total += rowCount ?? 0
      if ((rowCount ?? 0) < batchMax) return
    }
  })
  return total
}

// Only the integrator writes seq, and it holds the leader's lock, so max(seq) cannot move under it.
const placeSql = `
  with waiting as (
    select id, at, xid from act.entries
    where seq is null and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit $1
  ), placed as (
    select id, at, (row_number() over (order by xid, id)) - 1
      + coalesce((select max(seq) + 1 from act.entries where seq is not null), 0) as seq
    from waiting
  )
  update act.entries e set seq = p.seq from placed p where e.id = p.id and e.at = p.at`

/** In another cluster transaction ids begin anew: what was not placed before is placed by its id, ahead of everything new. Inside the transaction that restores. */
export async function forgetTransactions(sql: Sql): Promise<void> {
  await sql.rows("update act.entries set xid = '0' where seq is null")
}
