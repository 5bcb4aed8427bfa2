// A licence against forgers: bent bits, foreign keys, no algorithm, swapped pages, swapped status lists, old dates.
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { openKeys, trustKeys } from '#base/crypto'
import { writePdf } from '#base/pdf'
import { extractLicence, isUsable, layOutLicence, printLicence, signLicence, signStatusList, verifyLicence, verifyLicenceFile, type LicenceClaims, type LicenceStatus, type StatusList } from './index.ts'
import { proofPlace, proveDocument } from './proof.ts'

const home = mkdtempSync(join(tmpdir(), 'yiwang-licences-'))
after(() => rmSync(home, { recursive: true }))
const keys = openKeys({ home })
const key = keys.signing('licences')
const trusted = trustKeys(keys.signers('licences'))
const now = Temporal.Instant.from('2026-12-01T10:00:00+08:00')
const issuer = { code: '11990100700140426Y', name: '云州市城市管理局' }
const claims: LicenceClaims = {
  licence: '1.2.156.3005.2.11990100700140426Y001.11990100700140426Y.2026000012.001.X', version: '001',
  type: { code: '11990100700140426Y001', name: { zh: '大型户外广告设施设置许可证', en: 'Permit for a large outdoor advertising structure' } },
  number: '云城管广〔2026〕12号', holder: { name: '云州市镕堃广告有限公司', kind: 'legal', idKind: 'uscc', idNumber: '91990102MA00000012' },
  issuer, issuedOn: '2026-11-23', validFrom: '2026-11-23', validTo: '2029-11-22',
  face: [{ field: 'site', label: { zh: '设置地址', en: 'Site' }, value: '人民路88号' }, { field: 'width', label: { zh: '宽（米）' }, value: 12 }],
  verify: 'http://localhost:8080/verify/7Q4K', statusList: 'http://localhost:8080/api/licence-status-list', demonstration: true,
}
const print = { claims, seal: { id: 's', organisation: issuer, kind: 'licence' as const, certificate: 'demonstration' as const }, madeAt: '2026-11-23T10:00:00+08:00' }
const { pdf, jws } = await printLicence(key, print)
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code)
const judge = (file: Uint8Array, statusList?: string, at = now) => verifyLicence({ file, trusted, statusList, now: at })
const list = (status: LicenceStatus, more: Partial<StatusList> = {}, about = claims): StatusList => ({ issuer: issuer.code, asOf: '2026-12-01T09:00:00+08:00', nextUpdate: '2026-12-02T09:00:00+08:00', entries: [{ licence: about.licence, version: about.version, status }], ...more })
const signed = (status: LicenceStatus, more: Partial<StatusList> = {}) => signStatusList(key, list(status, more))

test('the same licence gives the same PDF; the JWS comes back out of it', async () => {
  assert.ok(Buffer.from((await printLicence(key, print)).pdf).equals(Buffer.from(pdf)))
  assert.deepEqual(extractLicence(pdf), { found: 'pdf', jws })
  assert.deepEqual(extractLicence(Buffer.from(`${jws}\n`)), { found: 'jws', jws })
})

test('genuine, whole, within its dates, in force as of the list', async () => {
  const said = await judge(pdf, await signed('in-force'))
  assert.deepEqual([said.genuine, said.data, said.document, said.withinDates, said.status, said.asOf, said.stale, said.kid], ['yes', 'yes', 'whole', 'yes', 'in-force', '2026-12-01T09:00:00+08:00', false, key.kid])
  assert.deepEqual(said.claims, claims)
  assert.deepEqual(codes(said.reasons), ['data-genuine', 'document-whole', 'demonstration'])
  assert.ok(isUsable(said))
})

test('a bare JWS is genuine data without pages; without a list its status is unknown', async () => {
  const said = await judge(Buffer.from(jws))
  assert.deepEqual([said.genuine, said.document, said.status, said.asOf], ['yes', 'none', 'unknown', undefined])
  assert.ok(codes(said.reasons).includes('data-only') && codes(said.reasons).includes('status-none'))
  assert.ok(!isUsable(said))
})

test('one flipped bit anywhere in the PDF: never genuine', async () => {
  const proofAt = Buffer.from(pdf).indexOf('yiwang-proof:')
  const places = [...Array.from({ length: 160 }, (_, index) => Math.floor((index * pdf.length) / 160)), ...Array.from({ length: 45 }, (_, index) => proofAt - 3 + index * 15), pdf.length - 1]
  for (const place of places) {
    const bent = Buffer.from(pdf)
    bent.writeUInt8(bent.readUInt8(place) ^ (1 << (place % 8)), place)
    assert.equal((await judge(bent)).genuine, 'no', `byte ${place}`)
  }
  assert.equal((await judge(Buffer.concat([pdf, Buffer.from('\n')]))).genuine, 'no')
  assert.equal((await judge(pdf.subarray(0, pdf.length - 1))).genuine, 'no')
})

test('one changed character anywhere in the JWS: never genuine', async () => {
  for (let at = 0; at < jws.length; at += 7) {
    const bent = jws.slice(0, at) + (jws[at] === 'A' ? 'B' : 'A') + jws.slice(at + 1)
    assert.notEqual((await judge(Buffer.from(bent))).genuine, 'yes', `character ${at}`)
  }
})

test('pages swapped under a genuine licence: the data is genuine, the file is not', async () => {
  const forged = { ...layOutLicence({ ...print, claims: { ...claims, validTo: '2099-01-01' } }, jws) }
  const unproven = await judge(await writePdf({ ...forged, info: {} }))
  assert.deepEqual([unproven.genuine, unproven.data, unproven.document], ['no', 'yes', 'unproven'])
  assert.equal(unproven.claims?.validTo, '2029-11-22')
  const stolen = Buffer.from(pdf).toString('latin1').match(/yiwang-proof:[^)]+/)?.[0] ?? ''
  const copied = await judge(await writePdf({ ...forged, info: { YiwangProof: stolen } }))
  assert.deepEqual([copied.genuine, copied.data, copied.document], ['no', 'yes', 'altered'])
  const foreignProof = await judge(await proveDocument(openKeys({ home: join(home, 'thief') }).signing('licences'), await writePdf({ ...forged, info: proofPlace }), claims))
  assert.deepEqual([foreignProof.genuine, foreignProof.document], ['no', 'unproven'])
  const otherProof = await judge(await proveDocument(key, await writePdf({ ...forged, info: proofPlace }), { licence: 'other', version: '001' }))
  assert.deepEqual([otherProof.genuine, otherProof.document, codes(otherProof.reasons)[1]], ['no', 'altered', 'document-other'])
})

test('a file saved anew keeps its data but proves no pages; two licences in one file are refused', async () => {
  // What a mail program or a PDF printer does: other bytes, same streams, here stored without compression.
  const plain = Buffer.from(pdf).toString('latin1').replaceAll(/stream\n([^]*?)\nendstream/g, (whole, body: string) => {
    const bytes = Buffer.from(body, 'latin1')
    return (bytes[0] ?? 0) % 16 === 8 ? `stream\r\n${inflateSync(bytes).toString('latin1')}\r\nendstream` : whole
  })
  const saved = await judge(Buffer.from(plain, 'latin1'))
  assert.deepEqual([saved.genuine, saved.data, saved.document], ['no', 'yes', 'altered'])
  const second = await signLicence(key, { ...claims, number: '云城管广〔2026〕13号' })
  const both = await judge(Buffer.concat([pdf, Buffer.from(`1 0 obj<<>>\nstream\n${second}\nendstream`)]))
  assert.deepEqual([both.genuine, codes(both.reasons)], ['no', ['several-licences']])
})

test('forged licences: foreign key, key inside the file, none, HMAC with the public key, status list as licence', async () => {
  const thief = openKeys({ home: join(home, 'thief') }).signing('licences')
  assert.equal((await judge(Buffer.from(await signLicence(thief, claims)))).genuine, 'unknown-key')
  assert.equal((await judge(Buffer.from(await signLicence({ ...thief, kid: key.kid }, claims)))).genuine, 'no')
  const [, body = ''] = jws.split('.')
  const header = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const own = { kty: 'OKP', crv: 'Ed25519', x: thief.publicBytes.toString('base64url') }
  const none = `${header({ alg: 'none', kid: key.kid, typ: 'yiwang-licence+jws' })}.${body}.AAAA`
  const input = `${header({ alg: 'HS256', kid: key.kid, typ: 'yiwang-licence+jws', jwk: own })}.${body}`
  const hmac = `${input}.${createHmac('sha256', key.publicBytes).update(input).digest('base64url')}`
  for (const forged of [none, hmac]) assert.deepEqual([(await judge(Buffer.from(forged))).genuine, (await judge(Buffer.from(forged))).claims], ['no', undefined])
  assert.deepEqual(codes((await judge(Buffer.from(await signed('in-force')))).reasons), ['no-licence'])
  for (const text of ['', 'hello', '%PDF-1.7\nstream\n', `%PDF-1.7 stream ${'x'.repeat(50)} endstream`]) assert.equal((await judge(Buffer.from(text))).genuine, 'no')
})

test('dates count in Asia/Shanghai, the last day included', async () => {
  const on = async (moment: string) => (await judge(Buffer.from(jws), undefined, Temporal.Instant.from(moment))).withinDates
  assert.equal(await on('2026-11-22T23:59:59+08:00'), 'not-yet')
  assert.equal(await on('2026-11-23T00:00:00+08:00'), 'yes')
  assert.equal(await on('2029-11-22T23:59:59+08:00'), 'yes')
  assert.equal(await on('2029-11-23T00:00:00+08:00'), 'no')
  const endless = await verifyLicence({ file: Buffer.from(await signLicence(key, { ...claims, validTo: null })), trusted, now: Temporal.Instant.from('2099-01-01T00:00:00Z') })
  assert.equal(endless.withinDates, 'yes')
})

test('status lists: four ends of a licence, stale, future, swapped, foreign, not naming it', async () => {
  for (const status of ['suspended', 'annulled', 'withdrawn', 'revoked', 'deregistered', 'superseded'] as const) {
    const said = await judge(pdf, await signed(status))
    assert.deepEqual([said.genuine, said.status, isUsable(said)], ['yes', status, false])
    assert.ok(codes(said.reasons).includes('not-in-force'))
  }
  const stale = await judge(pdf, await signed('in-force', { nextUpdate: '2026-12-01T09:30:00+08:00' }))
  assert.deepEqual([stale.status, stale.stale, isUsable(stale), codes(stale.reasons).includes('status-stale')], ['in-force', true, false, true])
  const cases: [string, string][] = [
    [await signed('in-force', { asOf: '2026-12-02T09:00:00+08:00' }), 'status-future'],
    [await signed('in-force', { entries: [{ licence: 'other', version: '001', status: 'in-force' }] }), 'status-not-listed'],
    [await signed('in-force', { entries: [{ licence: claims.licence, version: '002', status: 'in-force' }] }), 'status-not-listed'],
    [await signStatusList(openKeys({ home: join(home, 'thief') }).signing('licences'), list('in-force')), 'status-key-unknown'],
    [`${(await signed('in-force')).slice(0, -4)}AAAA`, 'status-broken'],
    [jws, 'status-broken'],
    ['', 'status-broken'],
  ]
  for (const [text, code] of cases) {
    const said = await judge(pdf, text)
    assert.deepEqual([said.genuine, said.status, codes(said.reasons).includes(code)], ['yes', 'unknown', true], code)
  }
})

test('the command: exit codes and words', async () => {
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(home, name), content)
    return join(home, name)
  }
  const licence = file('licence.pdf', pdf)
  const statusFile = file('list.jws', `${await signed('in-force')}\n`)
  const run = (more: object) => verifyLicenceFile({ file: licence, home, now, ...more })
  const fine = await run({ statusFile })
  assert.equal(fine.exit, 0)
  assert.equal(fine.text.zh[0], '真实 · 有效（截至 2026-12-01T09:00:00+08:00）')
  assert.equal(fine.json['usable'], true)
  assert.equal((await run({})).exit, 3)
  assert.equal((await run({ statusFile: file('revoked.jws', await signed('revoked')) })).exit, 3)
  assert.equal((await run({ file: file('letter.txt', 'hello'), statusFile })).exit, 1)
  const jwks = file('keys.json', JSON.stringify(keys.jwks('licences')))
  assert.equal((await run({ keyFile: jwks, statusFile, home: undefined })).exit, 0)
  const foreign = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' }).toString()
  // A key given by hand replaces the home's keys.
  assert.equal((await run({ keyFile: file('foreign.pem', foreign), statusFile })).exit, 4)
  const wrong: [object, string][] = [
    [{ file: join(home, 'nowhere.pdf') }, 'licences.file-unreadable'],
    [{ keyFile: file('bad.pem', 'hello') }, 'crypto.trusted-keys-unreadable'],
    [{ home: join(home, 'empty') }, 'licences.no-trusted-key'],
    [{ home: undefined }, 'licences.no-trusted-key'],
  ]
  for (const [more, code] of wrong) {
    const said = await run(more)
    assert.deepEqual([said.exit, said.json['error']], [2, code])
  }
})
