// Where the embedded server keeps its things below YIWANG_HOME, and the secrets of its roles. Only this user may read them.
import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canUse, giveTo, listAccounts, type ServerAccount } from './account.ts'
import { type Binaries, binariesIn } from './binaries.ts'

/** `base` is ours (claims, secrets, log of the start); `data` and `socket` belong to the account that runs the server. */
export interface Layout {
  base: string
  data: string
  socket: string
  account: ServerAccount
  binaries: Binaries
  secrets: Secrets
}

/** Passwords of the owner of the cluster, of the owner of our tables, which may make databases and no more, and of the lesser role that the platform serves as. */
export interface Secrets {
  postgres: string
  yiwang: string
  yiwang_serving: string
}

/** The bytes a socket's path may have: sun_path is 108 with its ending zero, 104 on macOS. */
const socketPathBytesMax = process.platform === 'darwin' ? 103 : 107

/** Prepares the folders for the server below `home`; call it under the home's claim, while no server runs or before adopting it. */
export async function layOut(home: string, found: Binaries): Promise<Layout> {
  const base = join(home, 'postgres')
  await mkdir(base, { recursive: true, mode: 0o700 })
  const { account, root, binaries } = await choosePlace(home, base, found)
  const data = join(root, '18')
  if (await exists(data)) await giveTo(account, data)
  return { base, data, socket: await prepareSocket(base, root, account), account, binaries, secrets: await keepSecrets(base) }
}

/** True when something is at the path. */
export function exists(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false)
}

interface Place {
  account: ServerAccount
  root: string
  binaries: Binaries
}

async function choosePlace(home: string, base: string, found: Binaries): Promise<Place> {
  // Where the data once went it stays, also when this start could do without.
  const elsewhere = await readNote(base, 'elsewhere')
  for (const account of listAccounts()) {
    if (account.kind === 'nobody') return await placeForNobody(account, home, base, elsewhere, found)
    const root = elsewhere || base
    if (await canWork(account, found.postgres, root)) return { account, root, binaries: found }
  }
  throw new Error(`no account of this machine can run the embedded database in ${base}: give a server by DATABASE_URL`)
}

/** Inside the home where the other account can get there, else below /var/lib under a name that the home keeps. */
async function placeForNobody(account: ServerAccount, home: string, base: string, elsewhere: string, found: Binaries): Promise<Place> {
  // Passing through is enough for the other account: keys and secrets beside it are 0600.
  await chmod(home, 0o711)
  await chmod(base, 0o711)
  if (!elsewhere && (await canWork(account, '/bin/sh', base))) return { account, root: base, binaries: await copyBinaries(account, found, base) }
  const outside = elsewhere || join('/var/lib/yiwang', randomBytes(8).toString('hex'))
  await mkdir(outside, { recursive: true, mode: 0o711 })
  if (await exists(join(base, '18'))) await move(join(base, '18'), join(outside, '18'))
  await keepWhole(join(base, 'elsewhere'), outside)
  return { account, root: outside, binaries: await copyBinaries(account, found, outside) }
}

/** Tells whether the account can run the program and work in a folder of its own below `root`. */
async function canWork(account: ServerAccount, program: string, root: string): Promise<boolean> {
  const own = join(root, 'socket')
  await mkdir(own, { recursive: true, mode: 0o700 })
  await giveTo(account, own)
  return canUse(account, program, own)
}

/** Across file systems too; a move that was cut off begins again. */
async function move(from: string, to: string): Promise<void> {
  await rm(`${to}.half`, { recursive: true, force: true })
  await cp(from, `${to}.half`, { recursive: true, verbatimSymlinks: true })
  await rename(`${to}.half`, to)
  await rename(from, `${from}.moved`)
  await rm(`${from}.moved`, { recursive: true })
}

/** Copies the binaries into `root` when the account cannot run them where npm put them. */
async function copyBinaries(account: ServerAccount, found: Binaries, root: string): Promise<Binaries> {
  if (await canWork(account, found.postgres, root)) return found
  const copy = join(root, 'native')
  const half = `${copy}.half`
  if (!(await exists(copy))) {
    await rm(half, { recursive: true, force: true })
    await cp(found.folder, half, { recursive: true, verbatimSymlinks: true })
    await giveTo(account, half)
    await rename(half, copy)
  }
  if (!(await canWork(account, binariesIn(copy).postgres, root))) throw new Error(`the account nobody cannot run the database in ${root}`)
  return binariesIn(copy)
}

/** A folder that only the server's account may enter, with a path short enough for a socket. */
async function prepareSocket(base: string, root: string, account: ServerAccount): Promise<string> {
  const beside = join(root, 'socket')
  if (Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= socketPathBytesMax) {
    await mkdir(beside, { recursive: true, mode: 0o700 })
    await giveTo(account, beside)
    return beside
  }
  const noted = await readNote(base, 'socket-folder')
  if (noted && (await isPrivate(noted, account))) return noted
  const made = await mkdtemp(join(shortTemporaryFolder(), 'yiwang-'))
  await giveTo(account, made)
  await keepWhole(join(base, 'socket-folder'), made)
  return made
}

function shortTemporaryFolder(): string {
  return Buffer.byteLength(tmpdir()) + 30 <= socketPathBytesMax ? tmpdir() : '/tmp'
}

/** In a folder where everyone may write, a name alone proves nothing. */
async function isPrivate(folder: string, account: ServerAccount): Promise<boolean> {
  const stat = await lstat(folder).catch(() => undefined)
  return stat?.isDirectory() === true && stat.uid === account.uid && (stat.mode & 0o077) === 0
}

async function keepSecrets(base: string): Promise<Secrets> {
  const file = join(base, 'secrets.json')
  const known = (await exists(file)) ? (JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>) : {}
  const make = () => randomBytes(24).toString('base64url')
  const secrets: Secrets = { postgres: known.postgres ?? make(), yiwang: known.yiwang ?? make(), yiwang_serving: known.yiwang_serving ?? make() }
  // A home from before there was a lesser role gets its password now.
  if (Object.keys(known).length < Object.keys(secrets).length) await keepWhole(file, JSON.stringify(secrets))
  return secrets
}

/** One line that an earlier start left, or nothing. */
function readNote(base: string, name: string): Promise<string> {
  return readFile(join(base, name), 'utf8').then((text) => text.trim(), () => '')
}

/** Writes a small private file whole or not at all. */
async function keepWhole(file: string, text: string): Promise<void> {
  const half = join(dirname(file), `.${process.pid}.half`)
  await writeFile(half, text, { mode: 0o600, flush: true })
  await rename(half, file)
}
