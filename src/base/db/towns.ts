// Databases beside the first one on the same server: a fresh one for each test file, cloned from a prepared template in a
// tenth of a second. Never used by a city at work.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Connection, withDatabase } from './connection.ts'

/** Makes an empty database and answers how to reach it. */
export function createDatabase(connection: Connection, name: string): Promise<Connection> {
  return cloneDatabase(connection, undefined, name)
}

/** Makes a copy of a database that nobody is connected to; waits up to a minute for the last one to leave. */
export async function cloneDatabase(connection: Connection, template: string | undefined, name: string): Promise<Connection> {
  const source = template === undefined ? `template template0 encoding 'UTF8'` : `template ${pg.escapeIdentifier(template)}`
  const until = Date.now() + 60_000
  for (;;) {
    try {
      // As files: through the log every page would be written twice.
      await runBeside(connection, `create database ${pg.escapeIdentifier(name)} ${source} strategy file_copy`)
      return withDatabase(connection, name)
    } catch (error) {
      if (!isInUse(error) || Date.now() > until) throw error
      await pause(50)
    }
  }
}

/** Drops a database if it exists, ending the sessions in it. */
export function dropDatabase(connection: Connection, name: string): Promise<void> {
  return runBeside(connection, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
}

async function runBeside(connection: Connection, sql: string): Promise<void> {
  const client = new pg.Client({ ...withDatabase(connection, 'postgres'), connectionTimeoutMillis: 30_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(sql)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Someone is connected to the template, or another clone of it is being made. */
function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55006'
}
