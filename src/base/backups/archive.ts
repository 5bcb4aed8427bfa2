// One file that holds a backup: a line that says what it is, then records compressed together, then the digest of everything before.
// What was cut off or changed by a single bit is refused before anything of it is used. It holds the keys of the home: guard it like them.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { PassThrough, Transform } from 'node:stream'
import { fileTaken, notABackup, damaged } from './refusals.ts'

/** What kind of backup: files of the server, for the same PostgreSQL on the same kind of machine; or tables, for any PostgreSQL ≥ 15. */
export type Form = 'physical' | 'logical'

/** The first line of the file, readable by people. */
export interface Head {
  form: Form
  /** RFC 3339. */
  at: string
  /** Major version of the server that was backed up. */
  postgres: number
  /** Kind of machine, such as linux-x64: files of a server mean nothing elsewhere. */
  machine: string
}

/** One thing in the file: `name` is a path below the home, or a table. */
export interface RecordHead {
  kind: 'file' | 'table' | 'end'
  name: string
  /** What else the reader must know, such as columns. */
  about?: Record<string, unknown>
}

export interface Writer {
  /** Writes one record with its bytes. */
  add(head: RecordHead, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Writes the last record, the digest, and puts the file in its place. Answers its size in bytes. */
  finish(about: Record<string, unknown>): Promise<number>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

const magic = 'YIWANG-BACKUP-1\n'
const ending = Buffer.from('\nYIWANG-END\n')
const digestBytes = 32
const trailerBytes = digestBytes + ending.length
const headBytesMax = 64 * 1024
/** One thread besides reading and sending; 3 is the level at which disks and not cores are the limit. */
const zstdLevel = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

/** Begins a backup file, whole or not at all: under its name it appears when it is finished. Throws `backups.file-taken`. */
export async function createArchive(path: string, head: Head): Promise<Writer> {
  if (await stat(path).then(() => true, () => false)) throw fileTaken({ file: path })
  const half = `${path}.half`
  const hash = createHash('sha256')
  const file = createWriteStream(half, { mode: 0o600, flags: 'w' })
  const pack = createZstdCompress(zstdLevel)
  const opening = Buffer.from(`${magic}${JSON.stringify(head)}\n`)
  hash.update(opening)
  file.write(opening)
  const flowing = pipeline(pack, hashing(hash), file, { end: false })
  // A full disk is told by the write that meets it, and once more here.
  flowing.catch(() => undefined)
  const put = async (bytes: Uint8Array) => {
    if (!pack.write(bytes)) await Promise.race([once(pack, 'drain'), flowing])
  }
  const add = async (record: RecordHead, chunks: AsyncIterable<Uint8Array>) => {
    const text = Buffer.from(JSON.stringify(record))
    await put(Buffer.concat([length(text.length), text]))
    for await (const chunk of chunks) if (chunk.byteLength > 0) await put(Buffer.concat([length(chunk.byteLength), chunk]))
    await put(length(0))
  }
  return {
    add,
    finish: async (about) => {
      await add({ kind: 'end', name: '', about }, none())
      pack.end()
      await flowing
      await endDurably(file, Buffer.concat([hash.digest(), ending]))
      await rename(half, path)
      return (await stat(path)).size
    },
    discard: async () => {
      pack.destroy()
      file.destroy()
      await flowing.catch(() => undefined)
      await rm(half, { force: true })
    },
  }
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
}

async function endDurably(file: WriteStream, trailer: Buffer): Promise<void> {
  file.end(trailer)
  await once(file, 'close')
  const handle = await open(file.path.toString(), 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function length(bytes: number): Buffer {
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32BE(bytes)
  return prefix
}

async function* none(): AsyncGenerator<Uint8Array> {}

export interface Archive {
  head: Head
  /** What stands in the last record. */
  about: Record<string, unknown>
  /** Reads the records in order. Each one's bytes must be taken before the next one is asked for; what is not taken is passed over. */
  records(): AsyncGenerator<{ head: RecordHead; chunks: AsyncGenerator<Uint8Array> }>
}

/** Opens a backup after reading it whole once. Throws `backups.not-a-backup`, `backups.damaged`. */
export async function openArchive(path: string): Promise<Archive> {
  const { head, start, end } = await checkWhole(path)
  const records = () => readRecords(path, start, end)
  let about: Record<string, unknown> | undefined
  for await (const record of records()) if (record.head.kind === 'end') about = record.head.about
  if (!about) throw damaged()
  return { head, about, records }
}

async function checkWhole(path: string): Promise<{ head: Head; start: number; end: number }> {
  const size = await stat(path).then((found) => found.size, () => -1)
  if (size < 0) throw notABackup({ file: path })
  const end = size - trailerBytes
  const first = await readPart(path, 0, Math.min(headBytesMax, size))
  if (!first.subarray(0, magic.length).equals(Buffer.from(magic))) throw notABackup({ file: path })
  const lineEnd = first.indexOf('\n', magic.length)
  const trailer = end > 0 ? await readPart(path, end, trailerBytes) : Buffer.alloc(0)
  if (lineEnd < 0 || end <= lineEnd || !trailer.subarray(digestBytes).equals(ending)) throw damaged({ why: 'cut off' })
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { start: 0, end: end - 1 })) hash.update(chunk as Buffer)
  if (!hash.digest().equals(trailer.subarray(0, digestBytes))) throw damaged({ why: 'digest' })
  return { head: JSON.parse(first.toString('utf8', magic.length, lineEnd)) as Head, start: lineEnd + 1, end }
}

async function readPart(path: string, at: number, bytes: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function* readRecords(path: string, start: number, end: number): AsyncGenerator<{ head: RecordHead; chunks: AsyncGenerator<Uint8Array> }> {
  const unpacked = new PassThrough()
  const flowing = pipeline(createReadStream(path, { start, end: end - 1 }), createZstdDecompress(), unpacked)
  // Told by the read that meets it.
  flowing.catch(() => undefined)
  const take = makeTaker(unpacked)
  try {
    for (;;) {
      const head = JSON.parse((await take((await take(4)).readUInt32BE())).toString('utf8')) as RecordHead
      const chunks = chunksOf(take)
      yield { head, chunks }
      for await (const _rest of chunks);
      if (head.kind === 'end') return
    }
  } finally {
    unpacked.destroy()
  }
}

async function* chunksOf(take: (bytes: number) => Promise<Buffer>): AsyncGenerator<Uint8Array> {
  for (let bytes = (await take(4)).readUInt32BE(); bytes > 0; bytes = (await take(4)).readUInt32BE()) yield await take(bytes)
}

/** Takes exactly so many bytes off a stream. */
function makeTaker(stream: PassThrough): (bytes: number) => Promise<Buffer> {
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let kept: Buffer[] = []
  let count = 0
  return async (bytes) => {
    while (count < bytes) {
      const { value, done } = await source.next()
      if (done) throw damaged({ why: 'records end early' })
      kept.push(value)
      count += value.length
    }
    const all = kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept)
    kept = [all.subarray(bytes)]
    count -= bytes
    return all.subarray(0, bytes)
  }
}
