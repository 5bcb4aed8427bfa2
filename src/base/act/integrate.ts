// The integrator: gives each entry its place in the ledger, gapless and in the order (xid, id),
// once every transaction that could still come before it has ended. One runs at a time in the whole cluster.
import type { Pool } from 'pg'
import type { Sql } from '#base/db'
import { withLeader } from './leader.ts'

const batchMax = 2000

/** What a turn of the integrator came to: how many entries it placed, how many places are given by now, and whether none was left waiting. */
export interface Placed {
  placed: number
  size: number
  isAll: boolean
}

/**
 * Places what can be placed; nothing, where another process is at it.
 * An open writer anywhere in the cluster holds this back: hence no long transactions.
 */
export async function integrate(pool: Pool): Promise<Placed> {
  const total = { placed: 0, size: 0, isAll: false }
  await withLeader(pool, 'integrator', async (client) => {
    for (;;) {
      const { rows: [turn] } = await client.query<Placed>({ name: 'act-integrate-2', text: placeSql, values: [batchMax] })
      if (!turn) return
      total.placed += turn.placed
      total.size = turn.size
      total.isAll = turn.isAll
      if (turn.placed < batchMax) return
    }
  })
  return total
}

// Only the integrator writes seq, and it holds the leader's lock, so max(seq) cannot move under it.
const placeSql = `
  with given as materialized (select coalesce(max(seq) + 1, 0) as size from act.entries where seq is not null),
  waiting as (
    select id, at, xid from act.entries
    where seq is null and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit $1
  ), places as (
    select id, at, (row_number() over (order by xid, id)) - 1 + (select size from given) as seq from waiting
  ), placed as (
    update act.entries e set seq = p.seq from places p where e.id = p.id and e.at = p.at returning 1
  )
  select n.placed, n.placed + g.size as size, not exists (select 1 from act.entries where seq is null and xid >= pg_snapshot_xmin(pg_current_snapshot())) as "isAll"
  from given g, (select count(*)::int as placed from placed) n`

/** In another cluster transaction ids begin anew: what was not placed before is placed by its id, ahead of everything new. Inside the transaction that restores. */
export async function forgetTransactions(sql: Sql): Promise<void> {
  await sql.rows("update act.entries set xid = '0' where seq is null")
}
