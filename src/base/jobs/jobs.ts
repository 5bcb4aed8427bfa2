// Jobs by graphile-worker on our database. An act never waits for a job and never adds one: followers do.
import { setTimeout as pause } from 'node:timers/promises'
import { Logger, makeWorkerUtils, run, runOnce, type TaskList } from 'graphile-worker'
import type { FastifyBaseLogger } from 'fastify'
import type { Pool, PoolClient } from 'pg'
import type { Ground, JobHandlers } from '#base/context'
import type { Sql } from '#base/db'
import { makeLease } from './lease.ts'

export interface Jobs {
  addJob: Ground['addJob']
  stop(): Promise<void>
}

const attemptsMax = 12

/** How long an end waits for a database that does not answer. */
const awayMsMax = 5000

// The queue shuts its tables to all but their owner by security of rows without a policy: who may what is told by grants, here as elsewhere.
const openRowsSql = `select format('create policy by_grant on %I.%I using (true) with check (true)', n.nspname, c.relname) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'graphile_worker' and c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid)`

/** Makes or updates the queue's own tables, as their owner. */
export async function migrateJobs(pool: Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool })
  await utils.migrate()
  await utils.release()
  const { rows } = await pool.query<{ text: string }>(openRowsSql)
  for (const { text } of rows) await pool.query(text).catch(ignoreMade)
}

/** Another process was starting too, and made it first. */
function ignoreMade(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === '42710')) throw error
}

/** Adds jobs by one statement; nothing has to run for it. */
export function jobAdder(pool: Pool): Ground['addJob'] {
  return async (name, payload, options = {}) => {
    await pool.query(
      'select graphile_worker.add_job($1, $2::json, run_at := $3, max_attempts := $4, job_key := $5)',
      [name, JSON.stringify(payload), options.runAt?.toString() ?? null, attemptsMax, options.key ?? null],
    )
  }
}

/** Works the queue off in this process until stopped. */
export async function startJobs(pool: Pool, handlers: JobHandlers, log: FastifyBaseLogger): Promise<Jobs> {
  const queue = patient(pool)
  const lease = leaseOf(pool, log)
  const runner = await run({ pgPool: queue.pool, events: lease.events, taskList: tasks(handlers), concurrency: 2, pollInterval: 1000, noHandleSignals: true, noPreparedStatements: false, logger: quiet(log) })
  await lease.renew()
  return {
    addJob: jobAdder(pool),
    stop: async () => {
      await Promise.race([lease.stop().then(() => runner.stop()), queue.away()])
      await queue.end()
    },
  }
}

/** Works off what is due and returns: for tests, simulations and command-line runs. */
export async function drainJobs(pool: Pool, handlers: JobHandlers, log: FastifyBaseLogger): Promise<void> {
  const queue = patient(pool)
  const lease = leaseOf(pool, log)
  await runOnce({ pgPool: queue.pool, events: lease.events, taskList: tasks(handlers), noHandleSignals: true, logger: quiet(log) })
  await lease.stop()
  await queue.end()
}

const leaseOf = (pool: Pool, log: FastifyBaseLogger) => makeLease(pool, (error) => log.warn({ err: error }, 'the lease of the queue was not renewed'))

/** A job that failed as often as it is tried; nothing takes it up again by itself. Its payload is not told. */
export interface DeadJob {
  id: string
  name: string
  attempts: number
  error: string
  addedAt: Temporal.Instant
  triedAt: Temporal.Instant
}

/** The dead jobs, oldest first. */
export async function listDeadJobs(sql: Sql): Promise<DeadJob[]> {
  return sql.rows<DeadJob>(
    `select id::text, task_identifier as name, attempts, left(coalesce(last_error, ''), 500) as error, created_at as "addedAt", updated_at as "triedAt"
     from graphile_worker.jobs where attempts >= max_attempts and locked_at is null order by created_at, id limit 500`,
  )
}

/** How many dead jobs there are. */
export async function countDeadJobs(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ count: number }>('select count(*) as count from graphile_worker.jobs where attempts >= max_attempts and locked_at is null')
  return row?.count ?? 0
}

/**
 * The pool as the queue sees it. It marks a job as done without waiting for the answer, and tries again only after the codes that it knows:
 * with any other, such as that of our refusal, a database that goes away at that moment would end the process.
 * `away` answers when an end has waited long enough for a database that does not answer; after `end` the queue asks no more.
 */
function patient(pool: Pool): { pool: Pool; away(): Promise<void>; end(): Promise<void> } {
  let open = 0
  let isAway = false
  let ended = false
  const heard = <T>(answer: Promise<T>): Promise<T> => answer.then((value) => {
    isAway = false
    return value
  }, (error: unknown) => {
    isAway = true
    // PostgreSQL's code for a server that takes no connections now; the queue tries again for hours.
    throw Object.assign(new Error('the database did not answer the queue', { cause: error }), { code: '57P03' })
  })
  const take = async () => {
    // Its next try would come to a pool that is closed, again and again for hours, and keep the process alive for it.
    if (ended) return new Promise<never>(() => undefined)
    open++
    const client = await heard(pool.connect()).catch((error: unknown) => {
      open--
      throw error
    })
    const ask = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>
    const release = (fault?: Error | boolean) => {
      open--
      client.release(fault)
    }
    return replacing(client, { query: (...given: unknown[]) => heard(ask(...given)), release })
  }
  const connect = (callback?: (error: unknown, client?: PoolClient, release?: PoolClient['release']) => void) => {
    if (!callback) return take()
    void take().then((client) => callback(undefined, client, client.release.bind(client)), (error: unknown) => callback(error))
  }
  return {
    pool: replacing(pool, { connect }),
    away: async () => {
      const since = performance.now()
      while (!ended && !(isAway && performance.now() - since > awayMsMax)) await pause(50, undefined, { ref: false })
    },
    end: async () => {
      // What is marked as done while the queue stops gets its connection; a job that it was not told of would wait four hours for its next worker.
      for (const since = performance.now(); open > 0 && performance.now() - since < awayMsMax;) await pause(5)
      ended = true
    },
  }
}

/** The same object with some methods replaced; its own methods go on working on itself. */
function replacing<T extends object>(target: T, methods: Record<string, unknown>): T {
  const get = (object: T, name: string | symbol): unknown => {
    if (typeof name === 'string' && name in methods) return methods[name]
    const value: unknown = Reflect.get(object, name)
    return typeof value === 'function' ? value.bind(object) : value
  }
  return new Proxy(target, { get })
}

function tasks(handlers: JobHandlers): TaskList {
  return Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload as Record<string, unknown>)]))
}

/** The queue is talkative; only what went wrong is worth a line. Payloads are never logged. */
function quiet(log: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ jobs: message.split('\n')[0] }, 'job')
  })
}
