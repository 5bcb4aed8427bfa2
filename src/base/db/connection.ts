// How to reach a PostgreSQL database, and the check that it is one the platform can work on.
import pg from 'pg'

/** Enough for `pg` to connect; either the parts or a `connectionString`. */
export interface Connection {
  connectionString?: string
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
}

/** The oldest PostgreSQL the SQL is written for. */
export const oldestVersion = 15

/** Connects once and checks version and encoding; throws in plain words, without the password. Answers the version's number. */
export async function checkDatabase(connection: Connection): Promise<number> {
  return withClient(connection, async (client) => {
    const asked = await client.query<{ version: string; encoding: string }>(
      `select current_setting('server_version_num') version, current_setting('server_encoding') encoding`,
    )
    const row = asked.rows[0]
    const version = Math.floor(Number(row?.version ?? 0) / 10_000)
    if (version < oldestVersion) throw new Error(`it is PostgreSQL ${version}, and ${oldestVersion} or later is needed`)
    if (row?.encoding !== 'UTF8') throw new Error(`its encoding is ${row?.encoding}, and UTF8 is needed`)
    return version
  }).catch((error: unknown) => {
    throw new Error(`the database of DATABASE_URL cannot be used: ${describe(error)}`, { cause: error })
  })
}

/** An error in words; some errors of sockets have only a code. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error)
}

/** Connects, works and ends the connection. */
export async function withClient<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The same server, another database. */
export function withDatabase(connection: Connection, name: string): Connection {
  if (!connection.connectionString) return { ...connection, database: name }
  const url = new URL(connection.connectionString)
  url.pathname = `/${encodeURIComponent(name)}`
  return { ...connection, connectionString: url.href }
}

/** Of schemas `n` of the catalogue, those with what the platform keeps; `db` holds the migrations. An expression of SQL. */
export const oursSql = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public', 'db')`

/** The same database, as another role. Without a password it is let in by what the server trusts, or not at all. */
export function withRole(connection: Connection, user: string, password: string | undefined): Connection {
  if (!connection.connectionString) return { ...connection, user, password: password ?? '' }
  const url = new URL(connection.connectionString)
  for (const name of ['user', 'password']) url.searchParams.delete(name)
  url.username = encodeURIComponent(user)
  url.password = encodeURIComponent(password ?? '')
  return { ...connection, connectionString: url.href }
}
