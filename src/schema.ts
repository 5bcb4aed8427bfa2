// What is done as the owner of the tables: the schema of every context and of the queue, the months of the ledger, and what the serving role may.
import { ensurePartitions, lacksPartitions } from '#base/act'
import type { Context } from '#base/context'
import { grantServing, migrate, openPool, sqlOver, type Connection, type Pool } from '#base/db'
import { migrateJobs } from '#base/jobs'
import { servingRights } from './serving-rights.ts'

interface Schema {
  /** Brings the schema up to date, or only as far as these steps. Answers what was applied. */
  migrate(now: Temporal.Instant, only?: ReadonlySet<string>): Promise<string[]>
  /** Makes the ledger's next months ready. */
  makeMonths(now: Temporal.Instant): Promise<void>
}

/** `owner` absent: whoever serves owns the tables. */
export function makeSchema(serving: Pool, owner: Connection | undefined, contexts: readonly Context[]): Schema {
  /** The owner's connections are open only while he is needed. */
  const asOwner = async <T>(work: (pool: Pool) => Promise<T>): Promise<T> => {
    if (!owner) return work(serving)
    const pool = openPool(owner, { size: 2, applicationName: 'yiwang owner', onError: () => undefined })
    return work(pool).finally(() => pool.close())
  }
  return {
    migrate: (now, only) => asOwner(async (own) => {
      const applied = await migrate(own, contexts.flatMap(({ name, migrations }) => (migrations ? [{ name, dir: migrations }] : [])), only)
      await migrateJobs(own.pool)
      // A database that is filled from a backup brings its own partitions.
      if (!only) await ensurePartitions(sqlOver(own.pool), now)
      if (owner) await grantServing(own.pool, await roleOf(serving), servingRights)
      return applied
    }),
    makeMonths: async (now) => {
      if (await lacksPartitions(sqlOver(serving.pool), now)) await asOwner((own) => ensurePartitions(sqlOver(own.pool), now))
    },
  }
}

async function roleOf({ pool }: Pool): Promise<string> {
  const { rows: [row] } = await pool.query<{ role: string }>('select current_user::text as role')
  if (!row) throw new Error('the server does not tell whose login this is')
  return row.role
}
