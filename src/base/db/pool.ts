// The pool of connections, and Kysely on it. A lost connection never ends the process: who is waiting on it gets `db.unavailable`.
import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { asRefusal, isUnavailable } from './refusals.ts'
import { toParameter, valueTypes } from './values.ts'

/** No tables: each store adds its own by `withTables<…>()`, so that no context can name another's. */
export type NoTables = Record<never, never>
/** Kysely without tables. */
export type Database = Kysely<NoTables>
/** A transaction without tables. */
export type Transaction = KyselyTransaction<NoTables>

/** `onError` hears of idle connections that were lost. `plainTypes` leaves values as `pg` knows them, for libraries. `hurried`: no commit waits for the disk, so a fall of the machine loses the last ones. */
export interface PoolChoice {
  size?: number
  applicationName?: string
  plainTypes?: boolean
  hurried?: boolean
  /** Longest wait for a connection, 5 s unless told: who waits at a desk is rather told to come again. */
  waitMsMax?: number
  onError?: (error: Error) => void
}

/** A pool and the Kysely on it; `close` ends both. */
export interface Pool {
  pool: pg.Pool
  db: Database
  close(): Promise<void>
}

/** Opens a pool (10 connections unless told). Nothing connects before the first query. */
export function openPool(connection: Connection, choice: PoolChoice = {}): Pool {
  const pool = new TellingPool({
    ...connection,
    max: choice.size ?? 10,
    application_name: choice.applicationName ?? 'yiwang',
    connectionTimeoutMillis: choice.waitMsMax ?? 5_000,
    idleTimeoutMillis: 60_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    options: `-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c client_min_messages=warning${choice.hurried ? ' -c synchronous_commit=off' : ''}`,
    Client: TellingClient,
    ...(choice.plainTypes ? {} : { types: valueTypes }),
  })
  pool.on('error', (error) => choice.onError?.(error))
  // A connection that dies while it is lent out tells both its query and its listeners; without one the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return { pool, db, close: () => endPool(pool, db) }
}

/** Kysely ends the pool only when something was asked through it; a pool left open keeps its process alive for a minute. */
async function endPool(pool: pg.Pool, db: Database): Promise<void> {
  await db.destroy()
  if (!pool.ending) await pool.end()
}

type Answered = (error: Error | null, result?: unknown) => void

/** Writes Temporal values as SQL does, and tells a server that is away from a wrong statement. */
class TellingClient extends pg.Client {
  // The overloads of `pg` cannot be spelled again here; every shape they allow is handed on.
  override query(...given: never[]): never {
    const [config, values, callback] = given as unknown[]
    const hand = pg.Client.prototype.query as (this: pg.Client, ...all: unknown[]) => unknown
    if (typeof config === 'string') {
      const list = Array.isArray(values) ? values.map(toParameter) : undefined
      const done = typeof values === 'function' ? values : callback
      return this.#tell(hand.call(this, { text: config, ...(list && { values: list }) }, ...this.#toldTo(done))) as never
    }
    if (isPlainQuery(config)) {
      const sent = config.values ? { ...config, values: config.values.map(toParameter) } : config
      return this.#tell(hand.call(this, sent, ...[values, callback].filter((each) => each !== undefined).flatMap((each) => this.#toldTo(each)))) as never
    }
    return hand.call(this, ...given) as never
  }

  #tell(result: unknown): unknown {
    return result instanceof Promise ? result.catch((error: unknown) => this.#refuse(error)) : result
  }

  #toldTo(done: unknown): unknown[] {
    if (typeof done !== 'function') return done === undefined ? [] : [done]
    return [(error: unknown, result: unknown) => (done as Answered)(this.#asRefusal(error) as Error, result)]
  }

  #refuse(error: unknown): never {
    throw this.#asRefusal(error)
  }

  /** A server says goodbye before it hangs up; ended here, the connection is not lent out in between. */
  #asRefusal(error: unknown): unknown {
    if (isUnavailable(error)) this.end().catch(() => undefined)
    return asRefusal(error)
  }
}

/** A pool whose failure to connect is told as a refusal. */
class TellingPool extends pg.Pool {
  override connect(...given: never[]): never {
    const callback = (given as unknown[])[0] as Answered | undefined
    const hand = pg.Pool.prototype.connect as (this: pg.Pool, ...all: unknown[]) => unknown
    if (callback) return hand.call(this, (error: unknown, ...rest: unknown[]) => callback(asRefusal(error) as Error, ...(rest as [unknown]))) as never
    return (hand.call(this) as Promise<unknown>).catch(refuse) as never
  }
}

function isPlainQuery(config: unknown): config is { values?: unknown[] } {
  return typeof config === 'object' && config !== null && !('submit' in config)
}

function refuse(error: unknown): never {
  throw asRefusal(error)
}
