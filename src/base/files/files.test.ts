// A real folder: content addresses, limits, types by content, names made harmless.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { type FileStore, harmlessName, mayAddFile, openFileFolder, ordinaryFileRules } from './index.ts'

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
let folder: string
let store: FileStore

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiwang-files-'))
  store = await openFileFolder(join(folder, 'files'))
})
after(() => rm(folder, { recursive: true, force: true }))

test('a file is found again by its digest, once for the same bytes, private, and leaves nothing half written', async () => {
  const [one, two] = await Promise.all([
    store.put({ name: '营业执照.pdf', content: pdf }, ordinaryFileRules),
    store.put({ name: 'other.pdf', content: pdf }, ordinaryFileRules),
  ])
  const digest = createHash('sha256').update(pdf).digest('hex')
  assert.deepEqual(one, { digest, size: pdf.length, type: 'application/pdf', name: '营业执照.pdf' })
  assert.equal(two.digest, digest)
  assert.deepEqual(await store.read(digest), pdf)
  const opened = await store.open(digest)
  assert.equal(opened.size, pdf.length)
  assert.deepEqual(Buffer.concat(await opened.content.toArray()), pdf)
  const path = join(folder, 'files', digest.slice(0, 2), digest.slice(2, 4), digest)
  assert.equal((await stat(path)).mode & 0o077, 0)
  assert.deepEqual(await readdir(join(folder, 'files', 'incoming')), [])
})

test('a stream that grows too large is cut off and leaves nothing', async () => {
  let sent = 0
  async function* endless() {
    for (;;) {
      sent += 1000
      yield Buffer.alloc(1000, 'a')
    }
  }
  await assert.rejects(store.put({ name: 'a.txt', content: endless() }, { ...ordinaryFileRules, bytesMax: 5000 }), { code: 'files.too-large', status: 413 })
  assert.equal(sent, 6000)
  assert.deepEqual(await readdir(join(folder, 'files', 'incoming')), [])
})

test('the content says what a file is, whatever its name', async () => {
  const put = async (name: string, content: Uint8Array) => (await store.put({ name, content }, ordinaryFileRules)).type
  assert.equal(await put('x.exe', png), 'image/png')
  assert.equal(await put('x.pdf', Buffer.from('你好，文字')), 'text/plain')
  assert.equal(await put('x', Buffer.concat([Buffer.from('\n junk \n'), pdf])), 'application/pdf')
  assert.equal(await put('x.zip', zipSync({ 'OFD.xml': strToU8('<ofd:OFD/>'), 'Doc_0/Document.xml': strToU8('<a/>') })), 'application/ofd')
  const refused = [zipSync({ 'a.txt': strToU8('a') }), Buffer.from('\x7fELF\x02\x01\x01\0\0\0'), Buffer.from([0xff, 0xfe, 0, 1]), Buffer.from('MZ\x90\0\x03\0')]
  for (const content of refused) await assert.rejects(put('harmless.pdf', content), { code: 'files.type-not-allowed', status: 415 })
  await assert.rejects(put('empty.pdf', Buffer.alloc(0)), { code: 'files.empty' })
})

test('what is not there or was changed is refused', async () => {
  const { digest } = await store.put({ name: 'a.txt', content: Buffer.from('one') }, ordinaryFileRules)
  await writeFile(join(folder, 'files', digest.slice(0, 2), digest.slice(2, 4), digest), 'two')
  await assert.rejects(store.read(digest), { code: 'files.damaged' })
  await store.remove(digest)
  await assert.rejects(store.read(digest), { code: 'files.not-found' })
  await assert.rejects(store.open('../../secrets.json'), { code: 'files.not-found' })
})

test('what a crash left half written goes a day later', async () => {
  const incoming = join(folder, 'files', 'incoming')
  for (const name of ['old', 'new']) await writeFile(join(incoming, name), 'half')
  await utimes(join(incoming, 'old'), new Date(), new Date(Date.now() - 25 * 3600 * 1000))
  await openFileFolder(join(folder, 'files'))
  assert.deepEqual(await readdir(incoming), ['new'])
})

test('a full place takes no more', () => {
  mayAddFile(49, ordinaryFileRules)
  assert.throws(() => mayAddFile(50, ordinaryFileRules), { code: 'files.too-many' })
})

for (const [given, type, harmless] of [
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['C:\\Users\\张三\\照片.JPG', 'image/jpeg', '照片.jpg'],
  ['invoice\u202Efdp.exe', 'application/pdf', 'invoicefdp.pdf'],
  ['a\u0000b\r\nSet-Cookie: x.pdf', 'application/pdf', 'abSet-Cookie_ x.pdf'],
  ['CON.pdf', 'application/pdf', 'CON_.pdf'],
  ['...', 'image/png', '文件.png'],
  ['2026.11.23 平面图', 'image/png', '2026.11.23 平面图.png'],
  ['.htaccess', 'text/plain', 'htaccess.txt'],
] as const) {
  test(`the name ${JSON.stringify(given)} becomes ${harmless}`, () => assert.equal(harmlessName(given, type), harmless))
}

test('a long name is cut between letters', () => {
  const name = harmlessName('𠮷'.repeat(300), 'application/pdf')
  assert.ok(Buffer.byteLength(name) <= 204)
  assert.equal(name, `${'𠮷'.repeat(50)}.pdf`)
})
