// Files as weapons, by every operation that takes one: what pretends to be another thing, what is more than one thing, names that lead out or end a
// header. Each is refused under a code or kept as plain bytes, goes out as a download in a sandbox under a harmless name, and is shown as text.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { ordinaryFileRules } from '#base/files'
import type { Example } from '#base/http'
import { begin, fillIn, smallWall } from '../carry.ts'
import { picture } from '../matters.ts'
import { openScene } from '../scenes.ts'
import { openTown, type Town } from '../town.ts'
import { contexts } from '../../src/platform.ts'

const as = 'zhang.min'
let town: Town

before(async () => {
  town = await openTown()
})
after(() => town.close())

const script = '<script>alert(document.cookie)</script>'
const pdf = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'
/** Bytes that are not, or not only, what they seem; all under the name of an honest picture. */
const poisons: readonly (readonly [name: string, content: Uint8Array | string])[] = [
  ['nothing', ''], ['a drawing with a script', `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`], ['a drawing without a head', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
  ['a page', `<!doctype html>${script}`], ['a document of XML that reads a file', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ['a document that is a page too', `${pdf}${script}`], ['a page before a document', `${script}\n${pdf}`], ['a picture that is a page too', Buffer.concat([picture, Buffer.from(script)])],
  ['a picture and an archive', Buffer.concat([picture, zipSync({ 'evil.jar': strToU8('x') })])], ['an archive that leads out', zipSync({ '../../keys/ledger.json': strToU8('x'), '/etc/passwd': strToU8('x') })],
  ['an archive of an archive', zipSync({ 'a.zip': zipSync({ 'b.zip': new Uint8Array(9) }) })], ['half an archive', zipSync({ 'a.txt': strToU8('x'.repeat(999)) }).subarray(0, 60)],
  ['a program', '\x7fELF\x02\x01\x01\0\0\0\0\0'], ['a program for Windows', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')], ['a script of a shell', '#!/bin/sh\nrm -rf /\n'],
  ['a picture that is only its first bytes', picture.subarray(0, 8)], ['a sheet of formulas', '=cmd|"/c calc"!A1,=HYPERLINK("http://evil.example")\n'], ['text with U+0000', 'a\0b'], ['half of UTF-8', Buffer.from([0xe4, 0xbd])],
]

/** Names as a browser never sends them; each in the parameter `filename` or in `filename*` (RFC 5987). */
const names: readonly string[] = [
  'filename="../../../etc/passwd"', 'filename="..\\..\\boot.ini"', 'filename="/etc/passwd"', 'filename="C:\\x.png"', 'filename="a%0d%0aSet-Cookie: a=b.png"', 'filename="a\u0085b.png"', 'filename="a\\"; filename=\\"b.html"', 'filename="x.html"', 'filename="x.svg"',
  'filename="a.png;.html"', "filename*=UTF-8''%0d%0aSet-Cookie%3a%20a%3db.png", "filename*=UTF-8''..%2f..%2fetc%2fpasswd", "filename*=UTF-8''%22%3b%20filename%3d%22x.html", "filename=\"ok.png\"; filename*=UTF-8''evil.html", 'filename="<img src=x onerror=alert(1)>.png"',
  'filename="\u202egnp.exe"', 'filename="con.png"', 'filename=".htaccess"', `filename="${'长'.repeat(400)}.png"`, 'filename="${7*7}{{7*7}}.png"', 'filename="%s%n.png"', "filename=\"'; drop table x;--.png\"", 'filename="a\u200bb.png"',
]

/** One part as raw bytes, its head exactly as said. */
function raw(head: string, content: Uint8Array | string, fields: Record<string, string>): { payload: Buffer; headers: Record<string, string> } {
  const mark = 'edge-of-the-parts'
  const before = Object.entries(fields).map(([name, value]) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')
  const payload = Buffer.concat([Buffer.from(`${before}--${mark}\r\nContent-Disposition: form-data; name="file"; ${head}\r\nContent-Type: image/png\r\n\r\n`), Buffer.from(content as string), Buffer.from(`\r\n--${mark}--\r\n`)])
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${mark}` } }
}

const unbuilt = new Proxy({} as never, { get: (_, name) => (name === 'origin' ? 'http://localhost:8080' : undefined) })
const uploads = contexts.flatMap((context) => context.routes?.(unbuilt) ?? []).filter((route) => route.upload)

/** The address of an example, and who calls it. */
async function open(path: string, example: Example): Promise<{ url: string; cookie: string; fields: Record<string, string> }> {
  const filled = (await openScene(town).fill(example)) as Example
  const query = new URLSearchParams(Object.entries(filled.query ?? {}).map(([name, value]) => [name, String(value)])).toString()
  return { url: `${path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(filled.params?.[name] ?? ''))}${query ? `?${query}` : ''}`, cookie: await town.cookieOf(filled.as ?? ''), fields: filled.file?.fields ?? {} }
}

test('there are as many operations that take a file as this file attacks', () => {
  assert.ok(uploads.length >= 6, `${uploads.length}`)
})

for (const { method, path, example } of uploads) {
  test(`${method} ${path}: poisoned bytes and poisoned names are kept as what they are or refused under a code`, async () => {
    const { url, cookie, fields } = await open(path, example)
    for (const [what, head, content] of [...poisons.map(([name, bytes]) => [name, 'filename="照片.png"', bytes] as const), ...names.map((name) => [name, name, picture] as const)]) {
      const { payload, headers } = raw(head, content, fields)
      const answer = await town.app.inject({ method: 'POST', url, headers: { ...headers, cookie }, payload })
      assert.ok(answer.statusCode < 500, `${what}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
      if (answer.statusCode >= 400) assert.match(answer.json<{ code: string }>().code, /^[a-z]+(-[a-z]+)*\.[a-z-]+$/, what)
      assert.equal(answer.headers['set-cookie'], undefined, what)
    }
    for (const broken of ['--x', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc', '--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n', '--x--\r\n', `--x\r\nContent-Disposition: form-data; name="__proto__"; filename="a.png"\r\n\r\nabc\r\n--x--\r\n`, `--x\r\n${'X: y\r\n'.repeat(3000)}\r\nabc\r\n--x--\r\n`]) {
      const answer = await town.app.inject({ method: 'POST', url, headers: { 'content-type': 'multipart/form-data; boundary=x', cookie }, payload: broken })
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${JSON.stringify(broken.slice(0, 80))}: ${answer.statusCode} ${answer.body.slice(0, 200)}`)
    }
  })
}

/** Judges how a file that somebody handed in is sent. Answers its bytes. */
function judgeSent(what: string, answer: Awaited<ReturnType<Town['app']['inject']>>): string {
  assert.equal(answer.statusCode, 200, what)
  const { headers } = answer
  assert.match(String(headers['content-disposition']), /^attachment; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/, what)
  assert.match(String(headers['content-security-policy']), /^sandbox; default-src 'none'/, what)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.ok([...ordinaryFileRules.types, 'text/plain; charset=utf-8'].includes(String(headers['content-type'])), `${what} goes out as ${String(headers['content-type'])}`)
  const name = decodeURIComponent(String(headers['content-disposition']).split("''")[1] ?? '')
  assert.doesNotMatch(name, /[/\\<>:"|?*\p{C}]|^\./u, what)
  assert.match(name, /\.(png|txt|pdf|ofd|csv|md|log)$/, what)
  return answer.rawPayload.toString('base64')
}

test('what was taken goes out as it came, as a download in a sandbox, under a harmless name; pages show the name as text', async () => {
  const draft = await fillIn(town)
  const kept = new Map<string, Uint8Array | string>()
  for (const [what, head, content] of [...poisons.map(([name, bytes], n) => [name, `filename="毒${n}<b>.png"`, bytes] as const), ...names.map((name, n) => [name, name, Buffer.concat([picture, Buffer.from(`${n}`)])] as const)]) {
    const { payload, headers } = raw(head, content, { material: 'other' })
    const answer = await town.app.inject({ method: 'POST', url: `/api/applications/${draft}/files`, headers: { ...headers, cookie: await town.cookieOf(as) }, payload })
    const { files } = answer.json<{ files?: { id: string }[] }>()
    const id = files?.at(-1)?.id
    if (answer.statusCode < 300 && id !== undefined) kept.set(what, content)
  }
  assert.ok(kept.size >= 25, `${kept.size} of them were kept`)
  for (const path of ['materials', 'review']) assert.doesNotMatch((await town.app.inject({ url: `/apply/${draft}/${path}`, headers: { cookie: await town.cookieOf(as) } })).body, /<b>|<img src=x|<script>alert/, path)
  const { body: one } = await town.call<{ number: string; files: { id: string; name: string }[] }>('POST', `/api/applications/${draft}/submission`, { as, body: {} })
  assert.ok(one.files.length >= kept.size)
  // A picture goes into a document of ours when the matter is submitted; all else stays as it was, byte by byte.
  const contents = new Set([...kept.values()].filter((content) => !Buffer.from(content as string).subarray(0, 4).equals(picture.subarray(0, 4))).map((content) => Buffer.from(content as string).toString('base64')))
  for (const by of [as, 'chengguan.clerk']) {
    const sent = new Set<string>()
    for (const { id, name } of one.files) sent.add(judgeSent(`${name} for ${by}`, await town.app.inject({ url: `/api/cases/${one.number}/files/${id}`, headers: { cookie: await town.cookieOf(by) } })))
    assert.deepEqual([...contents].filter((content) => !sent.has(content)), [])
    assert.ok(contents.size >= 6 && sent.size >= kept.size)
  }
  assert.doesNotMatch((await town.app.inject({ url: `/cases/${one.number}`, headers: { cookie: await town.cookieOf(as) } })).body, /<b>|<img src=x|<script>alert/)
})

test('a name that comes as JSON is made harmless too: of an upload in pieces, of a window’s scan, of a paper that follows', async () => {
  const draft = await begin(town)
  for (const name of ['../../etc/passwd', 'a\r\nSet-Cookie: a=b.html', '<img src=x onerror=alert(1)>.svg', '\u202egnp.exe', 'con']) {
    const mark = `${name} ${Math.random()}`
    const began = await town.call<{ id: string; code: string }>('POST', `/api/applications/${draft}/uploads`, { as, body: { material: 'other', name, bytes: picture.length, mark: mark.replaceAll(/[\r\n]/g, ' ') } })
    if (began.status >= 400) {
      assert.match(began.body.code, /^(http\.invalid-request|files\.|applications\.)/)
      continue
    }
    await town.upload(`/api/applications/${draft}/uploads/${began.body.id}/pieces?at=0`, { as, name: 'piece', content: picture })
    const done = await town.call<{ files: { name: string }[] }>('POST', `/api/applications/${draft}/uploads/${began.body.id}/completion`, { as, body: {} })
    assert.equal(done.status, 201, JSON.stringify(done.body))
    assert.doesNotMatch(done.body.files.at(-1)?.name ?? '', /[/\\<>\p{C}]|\.(html|svg|exe)$/u)
    await town.call('DELETE', `/api/applications/${draft}/files/${(done.body.files.at(-1) as unknown as { id: string }).id}`, { as })
  }
  const scan = await town.upload<{ sha256: string; type: string; bytes: number }>('/api/intake-files', { as: 'window.wang', name: '扫描.png', content: picture, fields: { material: 'sitePlan' } })
  const taken = await town.call<{ number: string; files: { id: string; name: string }[] }>('POST', '/api/intakes', {
    as: 'window.wang',
    body: { item: '11990100700140426Y3990100001000', applicant: { kind: 'natural', name: '王芳', idKind: 'resident-id', idNumber: '990102199203140264', phone: '13990100009', consent: false }, form: smallWall, scenario: { who: 'self' }, materials: [{ material: 'sitePlan', name: '..\\..\\<script>.html', file: { sha256: scan.body.sha256, type: scan.body.type, bytes: scan.body.bytes } }] },
  })
  assert.equal(taken.status, 201, JSON.stringify(taken.body))
  assert.equal(taken.body.files.length, 1)
  for (const { id } of taken.body.files) judgeSent('a scan of the window', await town.app.inject({ url: `/api/cases/${taken.body.number}/files/${id}`, headers: { cookie: await town.cookieOf('chengguan.clerk') } }))
  // A window cannot say that bytes are another thing than the store found.
  const lied = await town.call<{ code: string }>('POST', '/api/intakes', { as: 'window.wang', body: { item: '11990100700140426Y3990100001000', applicant: { kind: 'natural', name: '王芳', idKind: 'resident-id', idNumber: '990102199203140264', phone: '13990100009', consent: false }, form: smallWall, scenario: { who: 'self' }, materials: [{ material: 'sitePlan', name: 'x', file: { sha256: scan.body.sha256, type: 'text/html', bytes: 1 } }] } })
  assert.equal(lied.status, 400)
})
