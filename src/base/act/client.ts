// Work on one connection of the pool: what fails is rolled back, and a connection that cannot even do that is thrown away.
import type { Pool, PoolClient } from 'pg'

/** Runs work that begins and ends a transaction of its own. */
export async function onClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
