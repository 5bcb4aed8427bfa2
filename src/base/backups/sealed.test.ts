// Backups under a passphrase: nothing in them is readable, nothing can be changed, and each way of failing has its code.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createArchive, openArchive, type Head } from './archive.ts'
import { readKeyFile } from './sealed.ts'

const folder = await mkdtemp(join(tmpdir(), 'yiwang-sealed-'))
after(() => rm(folder, { recursive: true, force: true }))

const head: Head = { form: 'logical', at: '2026-11-26T01:00:00Z', postgres: 18, machine: 'linux-x64' }
const passphrase = Buffer.from('一个足够长的备份口令，写在文件里')
const piece = 64 * 1024
const sealedPiece = piece + 16
/** What does not pack: so that the file has several pieces. */
const noise = randomBytes(5 * piece)

async function* inPieces(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 10_000) yield content.subarray(at, at + 10_000)
}

async function write(name: string, content: Buffer, key?: Buffer): Promise<string> {
  const path = join(folder, name)
  const writer = await createArchive(path, head, key)
  await writer.add({ kind: 'file', name: 'keys/ledger.0001.json' }, inPieces(content))
  await writer.finish({ files: 1 })
  return path
}

async function readAll(path: string, key?: Buffer): Promise<Buffer> {
  const archive = await openArchive(path, key)
  assert.deepEqual([archive.head, archive.about], [head, { files: 1 }])
  const parts: Uint8Array[] = []
  for await (const { head: record, chunks } of archive.records()) for await (const chunk of chunks) if (record.kind === 'file') parts.push(chunk)
  return Buffer.concat(parts)
}

const sealed = await write('sealed.backup', noise, passphrase)
const whole = await readFile(sealed)
const headBytes = whole.indexOf('\n', 16) + 1

/** The same file changed, and what opening it is refused with. */
async function refusedWith(code: string, changed: Buffer, key: Buffer | undefined = passphrase): Promise<void> {
  const path = join(folder, 'changed.backup')
  await writeFile(path, changed)
  await assert.rejects(openArchive(path, key), { code })
}

test('what was sealed comes back as it was, whatever its size; a plain backup needs no passphrase', async () => {
  assert.ok((await readAll(sealed, passphrase)).equals(noise))
  for (const size of [0, piece - 100, piece + 1]) {
    const content = randomBytes(size)
    assert.ok((await readAll(await write(`size-${size}.backup`, content, passphrase), passphrase)).equals(content), `${size} bytes`)
  }
  assert.ok((await readAll(await write('plain.backup', noise))).equals(noise))
})

test('nothing of it can be read without the passphrase, neither in the file nor beside it', async () => {
  const text = Buffer.from('{"purpose":"ledger","seed":"nobody may read this"}')
  const path = join(folder, 'watched.backup')
  const writer = await createArchive(path, head, passphrase)
  await writer.add({ kind: 'file', name: 'keys/ledger.0001.json' }, inPieces(Buffer.concat([text, noise])))
  const half = await readFile(`${path}.half`)
  await writer.finish({ files: 1 })
  for (const content of [half, await readFile(path)]) for (const plain of ['nobody may read', 'ledger.0001', 'logical', 'YIWANG-BACKUP', 'YIWANG-END']) assert.equal(content.includes(plain), false, plain)
  assert.equal((await readdir(folder)).some((name) => name.endsWith('.half')), false)
  const other = await readFile(await write('again.backup', noise, passphrase))
  assert.equal(other.subarray(headBytes).equals(whole.subarray(headBytes)), false, 'the same content under the same passphrase gives another file')
})

test('backups.key-needed, backups.wrong-key: without the passphrase, and with another', async () => {
  await assert.rejects(openArchive(sealed), { code: 'backups.key-needed' })
  await assert.rejects(openArchive(sealed, Buffer.from('ein anderes Kennwort, ebenso lang')), { code: 'backups.wrong-key' })
})

test('backups.damaged: cut off anywhere, pieces swapped, left out, repeated or changed by one bit', async () => {
  for (const bytes of [16, headBytes - 1, headBytes, headBytes + 1, headBytes + 15, headBytes + sealedPiece, headBytes + 2 * sealedPiece, whole.length - 1, whole.length - 40]) await refusedWith('backups.damaged', whole.subarray(0, bytes))
  const pieceAt = (number: number) => whole.subarray(headBytes + number * sealedPiece, headBytes + (number + 1) * sealedPiece)
  const start = whole.subarray(0, headBytes)
  const rest = whole.subarray(headBytes + 3 * sealedPiece)
  await refusedWith('backups.damaged', Buffer.concat([start, pieceAt(1), pieceAt(0), pieceAt(2), rest]))
  await refusedWith('backups.damaged', Buffer.concat([start, pieceAt(0), pieceAt(2), rest]))
  await refusedWith('backups.damaged', Buffer.concat([start, pieceAt(0), pieceAt(0), pieceAt(1), pieceAt(2), rest]))
  await refusedWith('backups.damaged', Buffer.concat([whole, Buffer.from('more')]))
  for (const at of [headBytes, headBytes + sealedPiece - 1, headBytes + sealedPiece, whole.length - 1]) {
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    await refusedWith('backups.damaged', changed)
  }
})

test('a changed head is refused before it costs anything: other work for the key, other pieces, another salt', async () => {
  const withHead = (change: (said: Record<string, unknown>) => void) => {
    const said = JSON.parse(whole.toString('utf8', 16, headBytes)) as Record<string, unknown>
    change(said)
    return Buffer.concat([whole.subarray(0, 16), Buffer.from(`${JSON.stringify(said)}\n`), whole.subarray(headBytes)])
  }
  await refusedWith('backups.damaged', withHead((said) => (said['kdf'] = 'none')))
  await refusedWith('backups.damaged', withHead((said) => (said['pieceBytes'] = 1)))
  await refusedWith('backups.wrong-key', withHead((said) => (said['salt'] = randomBytes(32).toString('base64'))))
  // Added words change what every piece is bound to.
  await refusedWith('backups.damaged', withHead((said) => (said['note'] = 'x')))
})

test('backups.key-file-unusable: a key file is there, is long enough and is its owner’s alone; its last line end does not count', async () => {
  const path = join(folder, 'key')
  const keep = (content: string, mode: number) => writeFile(path, content).then(() => chmod(path, mode))
  await assert.rejects(readKeyFile(join(folder, 'nothing')), { code: 'backups.key-file-unusable' })
  await assert.rejects(readKeyFile(folder), { code: 'backups.key-file-unusable' })
  await keep('too short\n', 0o600)
  await assert.rejects(readKeyFile(path), { code: 'backups.key-file-unusable' })
  await keep(`${passphrase.toString()}\n`, 0o640)
  await assert.rejects(readKeyFile(path), { code: 'backups.key-file-unusable' })
  await keep(`${passphrase.toString()}\r\n`, 0o400)
  assert.ok((await readKeyFile(path)).equals(passphrase))
})
