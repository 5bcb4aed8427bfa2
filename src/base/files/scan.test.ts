// The scanner of viruses is another's: here one that speaks as clamd does, and is clean, dirty, slow, gone or nonsense as it is told.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTown, type Town } from '../../../test/town.ts'
import { openFileFolder, openScanner, ordinaryFileRules } from './index.ts'

// The harmless text that every scanner takes for a virus (EICAR), put together so that this file is none.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-')
const folder = mkdtempSync(join(tmpdir(), 'yiwang-scan-'))
const modes = ['well', 'silent', 'hangs-up', 'nonsense', 'too-large'] as const
let mode: (typeof modes)[number] = 'well'
let server: Server
let address: string
const heard: Buffer[] = []

/** Reads what was streamed: pieces after their lengths, until one of length nought; undefined while it goes on. */
function streamed(all: Buffer): Buffer | undefined {
  const head = 'zINSTREAM\0'
  if (!all.subarray(0, head.length).equals(Buffer.from(head))) return undefined
  const pieces: Buffer[] = []
  for (let at = head.length; at + 4 <= all.length;) {
    const length = all.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(all.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

before(async () => {
  server = createServer((socket) => {
    let all = Buffer.alloc(0)
    socket.on('error', () => undefined)
    if (mode === 'hangs-up') socket.destroy()
    if (mode === 'too-large') socket.end('INSTREAM size limit exceeded. ERROR\0')
    socket.on('data', (piece: Buffer) => {
      all = Buffer.concat([all, piece])
      const file = streamed(all)
      if (!file || mode === 'silent') return
      heard.push(file)
      socket.end(mode === 'nonsense' ? 'stream: OK, or nearly\0' : file.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  address = `tcp://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`
})
after(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const kept = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
const put = async (content: Uint8Array | string, scan = openScanner(address, 300)) => (await openFileFolder(folder, scan)).put({ name: '材料.txt', content: typeof content === 'string' ? Buffer.from(content) : content }, ordinaryFileRules)

test('a clean file is kept, whole as the scanner saw it; one that is not is refused and nothing of it is kept: files.infected', async () => {
  mode = 'well'
  const large = Buffer.alloc(300_000, '清洁的材料。')
  assert.equal((await put(large)).size, large.length)
  assert.ok(heard.at(-1)?.equals(large))
  assert.equal(kept(), 1)
  await assert.rejects(put(`材料\n${eicar}`), { code: 'files.infected', status: 422 })
  assert.equal(kept(), 1)
})

test('files.scanner-away: where nobody says that it is clean, it is not kept', async () => {
  for (const one of modes.slice(1)) {
    mode = one
    await assert.rejects(put(`另一份材料 ${one}`), { code: 'files.scanner-away', status: 503 }, one)
  }
  mode = 'well'
  for (const nowhere of ['tcp://127.0.0.1:9', `unix:${join(folder, 'no.sock')}`]) await assert.rejects(put('又一份材料', openScanner(nowhere, 300)), { code: 'files.scanner-away' }, nowhere)
  assert.equal(kept(), 1)
})

test('what people upload to a town is scanned; what the platform itself prints is not', async () => {
  mode = 'well'
  const town: Town = await openTown({ scanner: address })
  try {
    const upload = (content: string) => town.upload<{ code: string }>('/api/intake-files', { as: 'window.wang', name: '材料.txt', content, fields: { material: 'sitePlan' } })
    const { status, body } = await upload(eicar)
    assert.deepEqual([status, body.code], [422, 'files.infected'])
    const scans = heard.length
    await town.platform.ground.files.put({ name: 'x.pdf', content: Buffer.from('%PDF-1.7\n%%EOF\n') }, { types: ['application/pdf'], bytesMax: 100, countMax: 1 })
    assert.equal(heard.length, scans)
  } finally {
    await town.close()
  }
})
