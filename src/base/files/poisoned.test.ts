// Poisoned uploads: what is more than it seems. None is unpacked, run or shown as a page; each is refused by its content or kept as plain bytes.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { type FileStore, openFileFolder, ordinaryFileRules } from './index.ts'

let folder: string
let store: FileStore

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-poisoned-'))
  store = await openFileFolder(join(folder, 'files'))
})
after(() => rm(folder, { recursive: true, force: true }))

const typeOf = (name: string, content: Uint8Array) => store.put({ name, content }, ordinaryFileRules).then(({ type }) => type, (error: { code?: string }) => error.code ?? String(error))

const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>'
const html = '<!doctype html><script>fetch("/api/session")</script>'
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([1, 0, 1, 0, 0, 0, 0]), Buffer.from('/*'), Buffer.from('*/=1;alert(1)//')])
const bombBytes = 300 * 1024 * 1024
const zeros = Buffer.alloc(bombBytes)
const packed = deflateRawSync(zeros)
const check = crc32(zeros)

/** An archive of one file of zeros, a thousand times as large as it looks. */
function bomb(name: string): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(check, 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(bombBytes, 18)
  fields.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}

test('a bomb is not unpacked to be looked at: documents are told by the names of their parts', async () => {
  const names = ['a.txt', '[Content_Types].xml', 'mimetype', 'OFD.xml', 'word/document.xml']
  assert.deepEqual(Object.keys(unzipSync(bomb('a.txt'), { filter: ({ originalSize }) => originalSize === bombBytes ? false : true })), [], 'the archive is well made')
  assert.ok(bomb('a.txt').length < bombBytes / 500)
  const before = process.memoryUsage().rss
  for (const name of names) assert.equal(await typeOf('申请表.docx', bomb(name)), name === 'OFD.xml' ? 'application/ofd' : 'files.type-not-allowed', name)
  const grown = process.memoryUsage().rss - before
  assert.ok(grown < bombBytes / 3, `${Math.round(grown / 1e6)} MB were taken to look at them`)
})

for (const [name, content, judged] of [
  ['a picture with a script', Buffer.from(svg), 'files.type-not-allowed'],
  ['the same without its head', Buffer.from(svg.slice(svg.indexOf('<svg'))), 'text/plain'],
  ['a page', Buffer.from(html), 'text/plain'],
  ['a page that calls itself a picture', Buffer.from(`<!-- GIF89a -->${html}`), 'text/plain'],
  ['a script that is a picture too', gif, 'files.type-not-allowed'],
  ['a program behind a document', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.from('%PDF-1.7')]), 'application/pdf'],
  ['an archive behind a picture', Buffer.concat([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'), zipSync({ 'evil.jar': strToU8('x') })]), 'image/png'],
  ['an archive whose names lead out of it', zipSync({ '../../keys/ledger.0001.json': strToU8('x') }), 'files.type-not-allowed'],
  ['a table of a calculating program with macros', zipSync({ '[Content_Types].xml': strToU8('<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'), 'xl/vbaProject.bin': strToU8('x') }), 'files.type-not-allowed'],
] as const) {
  test(`${name} is ${judged.startsWith('files.') ? 'refused' : `kept as ${judged} and nothing else`}`, async () => assert.equal(await typeOf('申请表.pdf', content), judged))
}
