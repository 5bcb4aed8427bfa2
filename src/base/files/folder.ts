// The files of a home in a folder: `ab/cd/<digest>`. A file appears whole and durable or not at all, and is never changed.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileDamaged, fileEmpty, fileNotFound, type FileRules, type FileStore, fileTooLarge, fileTypeNotAllowed, type NewFile, noSpace, type StoredFile } from './file.ts'
import { harmlessName } from './name.ts'
import type { Scan } from './scan.ts'
import { findFileType } from './type.ts'

/** Opens the folder, which is made when missing; only this user may read it. `scan` is asked about what comes from outside. */
export async function openFileFolder(folder: string, scan?: Scan): Promise<FileStore> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await removeForgotten(incoming)
  return {
    put: (file, rules) => put(folder, join(incoming, randomUUID()), file, rules, rules.fromOutside ? scan : undefined),
    open: (digest) => openStored(folder, digest),
    read: (digest) => readStored(folder, digest),
    remove: (digest) => rm(pathOf(folder, digest), { force: true }),
  }
}

async function put(folder: string, half: string, given: NewFile, rules: FileRules, scan: Scan | undefined): Promise<StoredFile> {
  try {
    const { digest, size } = await writeDurably(half, given.content, rules.bytesMax)
    if (size === 0) throw fileEmpty()
    const type = await findFileType(half)
    if (!rules.types.includes(type)) throw fileTypeNotAllowed({ type })
    await scan?.(half)
    const path = pathOf(folder, digest)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(half, path)
    for (const each of [dirname(path), dirname(dirname(path)), folder]) await syncFolder(each)
    return { digest, size, type, name: harmlessName(given.name, type) }
  } catch (error) {
    throw isFull(error) ? noSpace() : error
  } finally {
    await rm(half, { force: true })
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

/** What a crash left half written a day ago is no upload of a living process any more. */
async function removeForgotten(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const at = await stat(path).then((found) => found.mtimeMs, () => Number.NaN)
    if (Date.now() - at > 24 * 3600 * 1000) await rm(path, { force: true })
  }
}

async function writeDurably(path: string, content: NewFile['content'], bytesMax: number): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      size += piece.byteLength
      if (size > bytesMax) throw fileTooLarge({ bytesMax })
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { digest: hash.digest('hex'), size }
}

/** A new name in a folder survives a loss of power only when the folder itself was written. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openStored(folder: string, digest: string): Promise<{ size: number; content: Readable }> {
  const file = await open(pathOf(folder, digest)).catch(refuseMissing)
  const { size } = await file.stat()
  return { size, content: file.createReadStream() }
}

async function readStored(folder: string, digest: string): Promise<Buffer> {
  const bytes = await readFile(pathOf(folder, digest)).catch(refuseMissing)
  if (createHash('sha256').update(bytes).digest('hex') !== digest) throw fileDamaged({ digest })
  return bytes
}

function refuseMissing(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? fileNotFound() : error
}

function pathOf(folder: string, digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw fileNotFound()
  return join(folder, digest.slice(0, 2), digest.slice(2, 4), digest)
}
