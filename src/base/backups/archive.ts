// One file that holds a backup: a line that says what it is, then records compressed together, then the digest of everything before.
// What was cut off or changed by a single bit is refused before anything of it is used. It holds the keys of the home: seal it (sealed.ts), or guard it like them.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { PassThrough, Readable, Transform } from 'node:stream'
import { fileTaken, notABackup, damaged } from './refusals.ts'
import { openSealed, sealedMagic, sealing, type Source } from './sealed.ts'

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

/** Begins a backup file, whole or not at all: under its name it appears when it is finished. With a passphrase nothing of it meets the disk unsealed. Throws `backups.file-taken`. */
export async function createArchive(path: string, head: Head, passphrase?: Buffer): Promise<Writer> {
  if (await stat(path).then(() => true, () => false)) throw fileTaken({ file: path })
  const half = `${path}.half`
  const seal = passphrase ? [await sealing(passphrase)] : []
  const file = createWriteStream(half, { mode: 0o600, flags: 'w' })
  const pack = createZstdCompress(zstdLevel)
  const flowing = pipeline([pack, framing(Buffer.from(`${magic}${JSON.stringify(head)}\n`)), ...seal, file])
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
      await syncFile(half)
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

/** Puts the opening before what goes through, and the digest of both after it. */
function framing(opening: Buffer): Transform {
  const hash = createHash('sha256').update(opening)
  const frame = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(null, Buffer.concat([hash.digest(), ending]))
    },
  })
  frame.push(opening)
  return frame
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
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

/** Opens a backup after reading it whole once. Throws `backups.not-a-backup`, `backups.damaged`, and of a sealed one `backups.key-needed`, `backups.wrong-key`. */
export async function openArchive(path: string, passphrase?: Buffer): Promise<Archive> {
  const source = await openSource(path, passphrase)
  const { head, start, end } = await checkWhole(source)
  const records = () => readRecords(source, start, end)
  let about: Record<string, unknown> | undefined
  for await (const record of records()) if (record.head.kind === 'end') about = record.head.about
  if (!about) throw damaged()
  return { head, about, records }
}

/** Sealed or not, what is read from here on is the same. */
async function openSource(path: string, passphrase: Buffer | undefined): Promise<Source> {
  const bytes = await stat(path).then((found) => (found.isFile() ? found.size : -1), () => -1)
  const plain: Source = {
    bytes,
    async *read(from, to) {
      if (to > from) for await (const chunk of createReadStream(path, { start: from, end: to - 1 })) yield chunk as Buffer
    },
  }
  const first = bytes < 0 ? '' : (await readPart(plain, 0, Math.min(magic.length, bytes))).toString('latin1')
  if (first === sealedMagic) return openSealed(path, passphrase)
  if (first !== magic) throw notABackup({ file: path })
  return plain
}

async function checkWhole(source: Source): Promise<{ head: Head; start: number; end: number }> {
  const end = source.bytes - trailerBytes
  const first = await readPart(source, 0, Math.min(headBytesMax, source.bytes))
  const lineEnd = first.indexOf('\n', magic.length)
  const trailer = end > 0 ? await readPart(source, end, source.bytes) : Buffer.alloc(0)
  if (lineEnd < 0 || end <= lineEnd || !trailer.subarray(digestBytes).equals(ending)) throw damaged({ why: 'cut off' })
  const hash = createHash('sha256')
  for await (const chunk of source.read(0, end)) hash.update(chunk)
  if (!hash.digest().equals(trailer.subarray(0, digestBytes))) throw damaged({ why: 'digest' })
  return { head: JSON.parse(first.toString('utf8', magic.length, lineEnd)) as Head, start: lineEnd + 1, end }
}

async function readPart(source: Source, from: number, to: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of source.read(from, to)) parts.push(chunk)
  return Buffer.concat(parts)
}

async function* readRecords(source: Source, start: number, end: number): AsyncGenerator<{ head: RecordHead; chunks: AsyncGenerator<Uint8Array> }> {
  const unpacked = new PassThrough()
  const flowing = pipeline(Readable.from(source.read(start, end), { objectMode: false }), createZstdDecompress(), unpacked)
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
