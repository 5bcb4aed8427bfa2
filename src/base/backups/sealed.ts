// A backup under a passphrase: a line that says how the key is made, then pieces of equal size, each sealed by AES-256-GCM in its place
// (the STREAM construction: number and last mark are bound in, so that pieces can be neither swapped nor left out).
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt } from 'node:crypto'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { promisify } from 'node:util'
import { equalBytes, readSecretFile } from '#base/crypto'
import { damaged, keyFileUnusable, keyNeeded, wrongKey } from './refusals.ts'

export const sealedMagic = 'YIWANG-SEALED-1\n'
const pieceBytes = 64 * 1024
const tagBytes = 16
const headBytesMax = 1024
const passphraseBytesMin = 16
/** [K] 128 MiB and a third of a second for each guess (RFC 7914). Another version of the file may say others. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 }
const derive = promisify<string | Buffer, Buffer, number, typeof cost, Buffer>(scrypt)

interface SealedHead {
  cipher: 'AES-256-GCM'
  kdf: 'scrypt'
  pieceBytes: number
  /** base64 */
  salt: string
  /** Tells a wrong passphrase from a damaged file: HMAC-SHA-256 of a fixed word under a key of its own, base64. */
  check: string
}

/** Reads the passphrase of a key file; ends of lines at its end do not count. Throws `backups.key-file-unusable`. */
export async function readKeyFile(path: string): Promise<Buffer> {
  return readSecretFile(path, passphraseBytesMin, keyFileUnusable)
}

async function keysOf(passphrase: Buffer, salt: Buffer): Promise<{ key: Buffer; check: string }> {
  const both = await derive(passphrase, salt, 64, cost)
  return { key: both.subarray(0, 32), check: createHmac('sha256', both.subarray(32)).update('yiwang backup').digest('base64') }
}

/** What a piece is bound to: the file's head, its number, and whether it is the last. The key is of this file alone, so numbers may begin at 0. */
function placeOf(head: Buffer, number: number, isLast: boolean): { nonce: Buffer; bound: Buffer } {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 6, 6)
  return { nonce, bound: Buffer.concat([createHash('sha256').update(head).digest(), nonce, Buffer.from([isLast ? 1 : 0])]) }
}

/** A stream that seals what goes through it. */
export async function sealing(passphrase: Buffer): Promise<Transform> {
  const salt = randomBytes(32)
  const { key, check } = await keysOf(passphrase, salt)
  const said: SealedHead = { cipher: 'AES-256-GCM', kdf: 'scrypt', pieceBytes, salt: salt.toString('base64'), check }
  const head = Buffer.from(`${sealedMagic}${JSON.stringify(said)}\n`)
  let waiting: Buffer[] = []
  let count = 0
  let number = 0
  const seal = (piece: Buffer, isLast: boolean) => {
    const { nonce, bound } = placeOf(head, number++, isLast)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound)
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
  const sealer = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      waiting.push(chunk)
      count += chunk.length
      // The last piece is known when no more comes: a full one waits for what follows it.
      if (count > pieceBytes) {
        let all = Buffer.concat(waiting)
        for (; all.length > pieceBytes; all = all.subarray(pieceBytes)) this.push(seal(all.subarray(0, pieceBytes), false))
        waiting = [all]
        count = all.length
      }
      done()
    },
    flush(done) {
      this.push(seal(Buffer.concat(waiting), true))
      done()
    },
  })
  sealer.push(head)
  return sealer
}

/** The bytes of a backup, from the first to before the last asked for. */
export interface Source {
  bytes: number
  read(from: number, to: number): AsyncGenerator<Buffer>
}

/** Opens a sealed file for reading. Throws `backups.key-needed`, `backups.wrong-key`, `backups.damaged`; reading throws the last, too. */
export async function openSealed(path: string, passphrase: Buffer | undefined): Promise<Source> {
  if (!passphrase) throw keyNeeded({ file: path })
  const { size } = await stat(path)
  const { head, salt, check } = await inFile(path, readSealedHead)
  const sealedBytes = pieceBytes + tagBytes
  const pieces = Math.ceil((size - head.length) / sealedBytes)
  const bytes = size - head.length - pieces * tagBytes
  if (pieces < 1 || bytes <= (pieces - 1) * pieceBytes) throw damaged({ why: 'cut off' })
  const found = await keysOf(passphrase, salt)
  if (!equalBytes(found.check, check)) throw wrongKey({ file: path })
  const openPiece = async (file: FileHandle, number: number) => {
    const sealed = await readAt(file, head.length + number * sealedBytes, sealedBytes)
    const { nonce, bound } = placeOf(head, number, number === pieces - 1)
    const opener = createDecipheriv('aes-256-gcm', found.key, nonce).setAAD(bound).setAuthTag(sealed.subarray(-tagBytes))
    try {
      return Buffer.concat([opener.update(sealed.subarray(0, -tagBytes)), opener.final()])
    } catch {
      throw damaged({ why: 'seal' })
    }
  }
  return {
    bytes,
    async *read(from, to) {
      const file = await open(path)
      try {
        for (let number = Math.floor(from / pieceBytes); number * pieceBytes < to; number++) {
          const begins = number * pieceBytes
          yield (await openPiece(file, number)).subarray(Math.max(0, from - begins), to - begins)
        }
      } finally {
        await file.close()
      }
    },
  }
}

async function readSealedHead(file: FileHandle): Promise<{ head: Buffer; salt: Buffer; check: string }> {
  const first = await readAt(file, 0, headBytesMax)
  const end = first.indexOf('\n', sealedMagic.length)
  const said = end > 0 ? parseHead(first.toString('utf8', sealedMagic.length, end)) : undefined
  if (!said) throw damaged({ why: 'head' })
  return { head: Buffer.from(first.subarray(0, end + 1)), salt: Buffer.from(said.salt, 'base64'), check: said.check }
}

/** Only what this version writes: a head that asks for endless work was not written by it. */
function parseHead(text: string): SealedHead | undefined {
  try {
    const said = JSON.parse(text) as Partial<SealedHead>
    const isOurs = said.cipher === 'AES-256-GCM' && said.kdf === 'scrypt' && said.pieceBytes === pieceBytes && typeof said.salt === 'string' && typeof said.check === 'string'
    return isOurs ? (said as SealedHead) : undefined
  } catch {
    return undefined
  }
}

async function inFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
  return buffer.subarray(0, bytesRead)
}
