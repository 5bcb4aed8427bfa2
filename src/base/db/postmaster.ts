// The running server process of a data folder: found by its own pid file, never by name. A pid that was given to another
// program meanwhile (after a restart of the machine) is not taken for it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The pid of the living server of this data folder; what a dead one left behind is removed. */
export async function findServer(data: string): Promise<number | undefined> {
  const file = join(data, 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  if (isAlive(pid) && (await isServerOf(pid, data))) return pid
  await rm(file, { force: true })
  const socket = lines[4]?.trim()
  if (socket) await rm(join(socket, '.s.PGSQL.5432.lock'), { force: true })
  return undefined
}

/** True while the process lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Stops a server in order (sessions are ended, a checkpoint is written); after 20 s at once, which only costs a recovery. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, waitMs] of [['SIGINT', 20_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (!isAlive(pid)) return
    sendSignal(pid, signal)
    const until = Date.now() + waitMs
    while (isAlive(pid) && Date.now() < until) await pause(15)
  }
  if (isAlive(pid)) throw new Error(`the database server (process ${pid}) does not end; it may belong to another user`)
}

/** A dead process that nobody has asked about yet still answers to signals; in a small container nobody ever asks. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return true
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the question and the signal.
  }
}

async function isServerOf(pid: number, data: string): Promise<boolean> {
  const words =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').then((text) => text.split('\0'), () => [])
      : [execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })]
  return words.some((word) => word.includes('postgres')) && words.some((word) => word.includes(data))
}
