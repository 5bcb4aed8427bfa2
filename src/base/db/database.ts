// The database server the platform works on: an external one by DATABASE_URL, otherwise the embedded one of its home.
import { resolve } from 'node:path'
import { checkDatabase, type Connection } from './connection.ts'
import { joinEmbedded } from './embedded.ts'
import { checkGivenServing, findServing } from './serving.ts'

/** What decides which server is used. `say` hears one line of progress at a time. */
export interface DatabaseChoice {
  home: string
  databaseUrl?: string | undefined
  /** The login of a lesser role on the database of `databaseUrl`, where its owner makes none. */
  servingUrl?: string | undefined
  /** Nothing of the embedded server outlives the run, so nothing waits for the disk: for tests alone. */
  passing?: boolean
  say?: (line: string) => void
}

/** A server in use; `stop` gives it up, and stops the embedded one when no other process uses it. It may be called twice. */
export interface DatabaseServer {
  /** As the owner of the tables, who migrates, backs up and restores. */
  connection: Connection
  /** As the lesser role that the platform serves as; absent where there can be none, for the reason that `lack` tells. */
  serving?: Connection
  lack?: string
  kind: 'embedded' | 'external'
  /** The embedded server was running already (another process, or an orphan of a killed one). */
  adopted: boolean
  /** Major version of PostgreSQL. */
  version: number
  stop(): Promise<void>
}

/** Starts, adopts or reaches the server. Throws in plain words what is wrong with it. */
export async function startDatabase(choice: DatabaseChoice): Promise<DatabaseServer> {
  if (choice.databaseUrl) {
    const connection = { connectionString: choice.databaseUrl }
    const version = await checkDatabase(connection)
    const serving = choice.servingUrl ? { serving: await checkGivenServing(connection, { connectionString: choice.servingUrl }) } : await findServing(connection)
    return { connection, ...serving, kind: 'external', adopted: true, version, stop: () => Promise.resolve() }
  }
  const server = await joinEmbedded(resolve(choice.home), choice.say ?? (() => undefined), choice.passing ?? false)
  let left: Promise<void> | undefined
  const stop = () => (left ??= server.leave())
  return { connection: server.connection, serving: server.serving, kind: 'embedded', adopted: server.adopted, version: 18, stop }
}
