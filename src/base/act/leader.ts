// Work that must run once in the whole cluster holds an advisory lock while it runs.
import type { Pool, PoolClient } from 'pg'
import { lockNumber } from './act.ts'
import { onClient } from './client.ts'

/** Runs `work` if nobody else is at it. The lock ends with the transaction, so a killed process frees it. Answers whether it ran. */
export async function withLeader(pool: Pool, name: string, work: (client: PoolClient) => Promise<void>): Promise<boolean> {
  return onClient(pool, async (client) => {
    // It waits while handlers work in transactions of their own: a server that ended it for idling would have all done again, for ever.
    const begun = `begin; set local idle_in_transaction_session_timeout = 0; select pg_try_advisory_xact_lock(${lockNumber(`leader:${name}`)}) as mine`
    const results = (await client.query(begun)) as unknown as { rows: { mine: boolean }[] }[]
    const mine = results.at(-1)?.rows[0]?.mine ?? false
    if (mine) await work(client)
    await client.query('commit')
    return mine
  })
}
