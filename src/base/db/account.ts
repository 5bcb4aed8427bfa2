// As whom the embedded server runs. PostgreSQL refuses root, so root hands it over: to a user namespace, where root's own
// files stay readable, or where those are forbidden to the account `nobody`. Everyone else runs it directly.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, lchown, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** `uid` and `gid` own the server's files as this process sees them. */
export interface ServerAccount {
  kind: 'self' | 'namespace' | 'nobody'
  uid: number
  gid: number
}

/** The accounts worth trying on this machine, best first. */
export function listAccounts(): ServerAccount[] {
  const uid = process.getuid?.() ?? -1
  const gid = process.getgid?.() ?? -1
  if (uid === -1) throw new Error('the embedded database runs on Linux and macOS only: give a server by DATABASE_URL')
  if (uid !== 0) return [{ kind: 'self', uid, gid }]
  const nobody = findNobody()
  const other: ServerAccount[] = nobody ? [{ kind: 'nobody', ...nobody }] : []
  return process.platform === 'linux' ? [{ kind: 'namespace', uid, gid }, ...other] : other
}

/** Runs a program as the account; the environment is bare, so that no PG* variable of the caller reaches the server. */
export function spawnAs(account: ServerAccount, file: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const [program, all, extra] = commandAs(account, file, args)
  return spawn(program, all, { ...options, ...extra })
}

/** Tells whether the account can run the program and write the folder. */
export function canUse(account: ServerAccount, program: string, folder: string): boolean {
  const test = ['-c', 'test -x "$1" && test -r "$1" && test -w "$2" && test -x "$2"', 'sh', program, folder]
  const [file, args, extra] = commandAs(account, '/bin/sh', test)
  return spawnSync(file, args, { ...extra, stdio: 'ignore' }).status === 0
}

/** Gives a folder and all within it to the account where it belongs to another; only root can and needs to. */
export async function giveTo(account: ServerAccount, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const stat = await lstat(path)
  if (stat.uid === account.uid && stat.gid === account.gid) return
  await lchown(path, account.uid, account.gid)
  if (!stat.isDirectory()) return
  await chmod(path, 0o700)
  for (const name of await readdir(path)) await giveTo(account, join(path, name))
}

function commandAs(account: ServerAccount, file: string, args: string[]): [string, string[], SpawnOptions] {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' }
  if (account.kind === 'self') return [file, args, { env }]
  if (account.kind === 'nobody') return [file, args, { env, uid: account.uid, gid: account.gid, cwd: '/' }]
  // The number must have a line in the password file: initdb asks for the name of who runs it.
  const inside = findNobody() ?? { uid: 65534, gid: 65534 }
  const map = ['--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`]
  return ['unshare', [...map, '--', file, ...args], { env }]
}

function findNobody(): { uid: number; gid: number } | undefined {
  const line = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  if (!line) return undefined
  // macOS writes -2 for the number 4294967294.
  return { uid: Number(line[1]) >>> 0, gid: Number(line[2]) >>> 0 }
}
