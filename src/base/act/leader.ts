// Work that must run once in the whole cluster holds an advisory lock while it runs.
import type { Pool, PoolClient, QueryResult } from 'pg'
import { lockNumber } from './act.ts'
import { onClient } from './client.ts'

/** Runs `work` if nobody else is at it. The lock ends with the transaction, so a killed process frees it. Answers whether it ran. */
export async function withLeader(pool: Pool, name: string, work: (client: PoolClient) => Promise<void>): Promise<boolean> {
  return onClient(pool, async (client) => {
    const { led } = await lead(client, [name])
    const mine = led.has(name)
    if (mine) await work(client)
    await client.query('commit')
    return mine
  })
}

/** Begins a transaction, tries for the lock of each name, and asks these questions under the locks: one round trip. The caller ends the transaction. */
export async function lead(client: PoolClient, names: readonly string[], questions: readonly string[] = []): Promise<{ led: Set<string>; answers: QueryResult[] }> {
  const locks = names.map((name) => `pg_try_advisory_xact_lock(${lockNumber(`leader:${name}`)})`)
  // It waits while handlers work in transactions of their own: a server that ended it for idling would have all done again, for ever.
  const text = ['begin', 'set local idle_in_transaction_session_timeout = 0', `select array[${locks.join(', ')}] as mine`, ...questions].join('; ')
  const [, , locked, ...answers] = (await client.query(text)) as unknown as QueryResult<{ mine: boolean[] }>[]
  const mine = locked?.rows[0]?.mine ?? []
  return { led: new Set(names.filter((_, place) => mine[place])), answers }
}
