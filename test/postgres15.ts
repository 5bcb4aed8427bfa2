// A private PostgreSQL 15 of Debian on a unix socket, where it is installed: the oldest server the platform is written for.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

const bin = '/usr/lib/postgresql/15/bin'
const runTool = promisify(execFile)

/** Why it cannot be used here; undefined where it can. */
export const without15 = existsSync(join(bin, 'postgres')) ? undefined : `PostgreSQL 15 is not installed in ${bin}`

export interface Server15 {
  /** Makes an empty database; answers its address. */
  makeDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

/** PostgreSQL refuses root: then Debian's own account runs it. */
const asOther = (words: string[]): [string, string[]] => (process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', ...words]] : [words[0] ?? '', words.slice(1)])

/** Starts it in a folder of its own. */
export async function startServer15(): Promise<Server15> {
  const folder = await mkdtemp(join(tmpdir(), 'yiwang-pg15-'))
  const data = join(folder, 'data')
  await mkdir(data)
  if (process.getuid?.() === 0) {
    await runTool('chown', ['-R', 'postgres:', folder])
    await chmod(folder, 0o700)
  }
  await runTool(...asOther([join(bin, 'initdb'), '-D', data, '-U', 'yiwang', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']), { cwd: '/' })
  const server = spawn(...asOther([join(bin, 'postgres'), '-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']), { cwd: '/', stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const address = (name: string) => `postgresql://yiwang@localhost/${name}?host=${encodeURIComponent(folder)}`
  await untilAnswering(address('postgres')).catch((error: unknown) => {
    // Nobody would end it.
    server.kill('SIGINT')
    throw error
  })
  return {
    makeDatabase: async (name) => {
      await ask(address('postgres'), `create database ${pg.escapeIdentifier(name)} template template0`)
      return address(name)
    },
    stop: async () => {
      const [pid = ''] = (await runTool('head', ['-1', join(data, 'postmaster.pid')])).stdout.split('\n')
      process.kill(Number(pid), 'SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswering(address: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask(address, 'select 1')
    } catch (error) {
      if (tries > 1200) throw error
      await pause(50)
    }
  }
}

async function ask(connectionString: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end().catch(() => undefined)
  }
}
