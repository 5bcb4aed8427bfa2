// The embedded PostgreSQL 18: one server for one YIWANG_HOME, on a unix socket only. Whoever comes first starts it, whoever
// leaves last stops it; one whose starter was killed is adopted. It never listens on the network.
import { randomUUID } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { giveTo, spawnAs } from './account.ts'
import { findBinaries } from './binaries.ts'
import { type Claim, isClaimed, tryClaim, underClaim } from './claim.ts'
import { exists, type Layout, layOut } from './layout.ts'
import { findServer, isAlive, stopServer } from './postmaster.ts'
import { isUnavailable } from './refusals.ts'
import { type Connection, withClient } from './connection.ts'

/** A server in use by this process. */
export interface EmbeddedServer {
  connection: Connection
  /** The lesser role. */
  serving: Connection
  /** True when it was already running. */
  adopted: boolean
  /** Gives it up; the last user in any process stops it, with a checkpoint. */
  leave(): Promise<void>
}

/** Where the embedded server of a home keeps its things, and how its owner, who may copy its files, reaches it. */
export interface EmbeddedPlace {
  base: string
  data: string
  owner: Connection
}

/** The place of a home's server, which must be running. */
export async function findEmbedded(home: string): Promise<EmbeddedPlace> {
  const layout = await layOut(home, await findBinaries())
  return { base: layout.base, data: layout.data, owner: { ...connectionOf(layout, 'postgres'), database: 'postgres' } }
}

const readyMsMax = 60_000

/** Starts or adopts the server of this home. Safe when many processes do so at once. */
export async function joinEmbedded(home: string, say: (line: string) => void, passing: boolean): Promise<EmbeddedServer> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  const binaries = await findBinaries()
  const claimFile = join(home, 'postgres', 'start.claim')
  return await underClaim(claimFile, async () => {
    const layout = await layOut(home, binaries)
    const user = becomeUser(layout)
    try {
      const adopted = await adopt(layout)
      if (!adopted) await start(layout, say, passing)
      const [connection, serving] = [connectionOf(layout, 'yiwang'), connectionOf(layout, 'yiwang_serving')]
      await provision(layout, [connection, serving])
      return { connection, serving, adopted, leave: () => underClaim(claimFile, () => leave(layout, user)) }
    } catch (error) {
      user.release()
      throw error
    }
  })
}

function becomeUser(layout: Layout): Claim {
  const claim = tryClaim(join(layout.base, 'users', `${process.pid}-${randomUUID().slice(0, 8)}`))
  if (!claim) throw new Error('a fresh claim is never taken')
  return claim
}

async function leave(layout: Layout, user: Claim): Promise<void> {
  user.release()
  const folder = join(layout.base, 'users')
  // Every file is looked at, so that those of the dead go.
  const living = (await readdir(folder)).filter((name) => isClaimed(join(folder, name)))
  if (living.length > 0) return
  const pid = await findServer(layout.data)
  if (pid) await stopServer(pid)
}

/** True when a server of this data folder runs and answers; one that runs but never answers is stopped. */
async function adopt(layout: Layout): Promise<boolean> {
  const pid = await findServer(layout.data)
  if (!pid) return false
  if (await exists(join(layout.socket, '.s.PGSQL.5432'))) {
    const answers = await waitForAnswer(layout, () => isAlive(pid))
    if (answers) return true
  }
  await stopServer(pid)
  return false
}

async function start(layout: Layout, say: (line: string) => void, passing: boolean): Promise<void> {
  if (!(await exists(layout.data))) {
    say('making the database (once)')
    await initialise(layout)
  }
  const log = join(layout.base, 'start.log')
  const until = Date.now() + readyMsMax
  while (!(await startOnce(layout, log, passing))) {
    // Children of a killed server hold its shared memory for a moment longer.
    const words = await readFile(log, 'utf8').catch(() => '')
    const passing = /pre-existing shared memory block/.test(words)
    if (!passing || Date.now() > until) throw new Error(`the embedded database did not start:\n${words.trim().slice(-2000)}`)
    await pause(200)
  }
}

async function startOnce(layout: Layout, log: string, passing: boolean): Promise<boolean> {
  const fd = openSync(log, 'w', 0o600)
  // Detached: a Ctrl-C on the terminal must reach the platform first, which then stops its database in order.
  const child = spawnAs(layout.account, layout.binaries.postgres, serverArguments(layout, passing), { detached: true, stdio: ['ignore', fd, fd] })
  closeSync(fd)
  const life = { ended: false }
  child.once('exit', () => (life.ended = true))
  child.once('error', () => (life.ended = true))
  const ready = await waitForAnswer(layout, () => !life.ended)
  child.unref()
  if (!ready && !life.ended && child.pid) await stopServer(child.pid)
  return ready
}

/** Asks until the server answers, has ended, or a minute is over (a long recovery after a crash). */
async function waitForAnswer(layout: Layout, stillThere: () => boolean): Promise<boolean> {
  const until = Date.now() + readyMsMax
  while (Date.now() < until) {
    if (!stillThere()) return false
    try {
      await withClient({ ...connectionOf(layout, 'postgres'), database: 'postgres' }, (client) => client.query('select 1'))
      return true
    } catch (error) {
      if (!isUnavailable(error)) throw error
      await pause(20)
    }
  }
  return false
}

async function initialise(layout: Layout): Promise<void> {
  const half = `${layout.data}.half`
  const password = `${half}.password`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await writeFile(password, layout.secrets.postgres, { mode: 0o600 })
  await giveTo(layout.account, half)
  await giveTo(layout.account, password)
  // The builtin provider sorts alike on every machine; the character classes still come from the system.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...(process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : [])]
  const args = ['-D', half, '-U', 'postgres', `--pwfile=${password}`, '--auth=scram-sha-256', '--encoding=UTF8', ...locale]
  try {
    await runToEnd(layout, layout.binaries.initdb, args)
  } finally {
    await rm(password, { force: true })
  }
  await rename(half, layout.data)
}

async function runToEnd(layout: Layout, program: string, args: string[]): Promise<void> {
  const child = spawnAs(layout.account, program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const words: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`the embedded database could not be made:\n${words.join('').trim().slice(-2000)}`)
}

/** Makes the roles and the database the platform works in, where they are missing: those of a home from before there was a lesser role too. */
async function provision(layout: Layout, connections: readonly Connection[]): Promise<void> {
  const work = await Promise.all(connections.map((connection) => withClient(connection, () => Promise.resolve(true)).catch(() => false)))
  if (work.every(Boolean)) return
  await withClient({ ...connectionOf(layout, 'postgres'), database: 'postgres' }, async (client) => {
    for (const [role, rights] of [['yiwang', 'login createdb'], ['yiwang_serving', 'login']] as const) {
      const found = await client.query('select from pg_roles where rolname = $1', [role])
      if (found.rowCount === 0) await client.query(`create role ${role} ${rights}`)
      await client.query(`alter role ${role} password ${pg.escapeLiteral(layout.secrets[role])}`)
    }
    await client.query(`grant pg_monitor, pg_signal_backend to yiwang`)
    const database = await client.query(`select from pg_database where datname = 'yiwang'`)
    if (database.rowCount === 0) await client.query(`create database yiwang owner yiwang`)
  })
}

function connectionOf(layout: Layout, user: keyof Layout['secrets']): Connection {
  return { host: layout.socket, port: 5432, user, password: layout.secrets[user], database: 'yiwang' }
}

function serverArguments(layout: Layout, passing: boolean): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: `"${layout.socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    maintenance_work_mem: '128MB',
    max_wal_size: '1GB',
    wal_compression: passing ? 'off' : 'on',
    fsync: passing ? 'off' : 'on',
    synchronous_commit: passing ? 'off' : 'on',
    full_page_writes: passing ? 'off' : 'on',
    autovacuum: passing ? 'off' : 'on',
    ...(passing ? { wal_level: 'minimal', max_wal_senders: '0' } : {}),
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The details of an error hold values of rows, which may be about a person.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
  }
  return ['-D', layout.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
