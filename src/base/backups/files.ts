// The files of a home in a backup: keys and uploads, below their names in the home. A file that is gone when its turn comes is passed over.
import { createWriteStream } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { damaged } from './refusals.ts'
import type { Writer } from './archive.ts'

/** What of a home is kept besides its database; what is half written or only of this machine is not. */
const folders = ['keys', 'files'] as const
const leftOut = /^files\/incoming\//

/** Adds keys and uploads. Call it after the database was read: whatever a row names was stored before. Answers how many files. */
export async function addHomeFiles(writer: Writer, home: string): Promise<number> {
  let count = 0
  for (const folder of folders) count += await addFolder(writer, join(home, folder), folder, (name) => !leftOut.test(name) && !/\/\.draft-/.test(name))
  return count
}

/** Adds all files below a folder that are wanted, under `name/…`. */
export async function addFolder(writer: Writer, path: string, name: string, isWanted: (name: string) => boolean): Promise<number> {
  let count = 0
  const entries = await readdir(path, { withFileTypes: true }).catch(ignoreMissing)
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = `${name}/${entry.name}`
    if (entry.isDirectory()) {
      if (!isWanted(`${below}/`)) continue
      await writer.add({ kind: 'file', name: `${below}/` }, none())
      count += await addFolder(writer, join(path, entry.name), below, isWanted)
    } else if (entry.isFile() && isWanted(below)) count += await addFile(writer, join(path, entry.name), below)
  }
  return count
}

async function addFile(writer: Writer, path: string, name: string): Promise<number> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return 0
  await writer.add({ kind: 'file', name }, file.createReadStream({ highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>)
  return 1
}

async function* none(): AsyncGenerator<Uint8Array> {}

function ignoreMissing(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return []
  throw error
}

/** Writes one file of a backup below a home. A name that leads out of it is refused: the file was not made by us. */
export async function writeHomeFile(home: string, name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const path = join(home, name)
  if (!path.startsWith(join(home, sep)) || name.split('/').includes('..')) throw damaged({ why: 'path' })
  if (name.endsWith('/')) {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await chmod(path, 0o700)
    return
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(chunks, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }))
}

/** Whether a home holds nothing that a restoration would mix with. */
export async function isEmptyHome(home: string): Promise<boolean> {
  for (const folder of folders) if (await holdsFile(join(home, folder))) return false
  return true
}

async function holdsFile(path: string): Promise<boolean> {
  for (const entry of await readdir(path, { withFileTypes: true }).catch(ignoreMissing)) {
    if (!entry.isDirectory() || (await holdsFile(join(path, entry.name)))) return true
  }
  return false
}

/** Takes back what was restored into an empty home. */
export async function emptyHome(home: string): Promise<void> {
  for (const folder of folders) await rm(join(home, folder), { recursive: true, force: true })
}

/** Whether anything stands at a path. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false)
}

