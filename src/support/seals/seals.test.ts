// Seals: what they look like, and what their signature proves.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openKeys, trustKeys } from '#base/crypto'
import { drawSeal, sealName, signLetter, verifyLetter, type Seal } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'yiwang-seals-'))
after(() => rmSync(home, { recursive: true }))
const keys = openKeys({ home })
const seal: Seal = { id: 'seal-1', organisation: { code: '11990100700140426Y', name: '云州市城市管理局' }, kind: 'acceptance', certificate: 'demonstration' }
const texts = (one: Seal) => drawSeal(one).marks.flatMap((mark) => (mark.kind === 'path' ? [] : [mark.text]))

test('a seal shows whose it is, for what, and that it is a demonstration', () => {
  assert.deepEqual(texts(seal), ['云州市城市管理局', '受理专用章', '演示'])
  assert.deepEqual(texts({ ...seal, kind: 'name', certificate: 'licensed' }), ['云州市城市管理局'])
  assert.equal(sealName(seal), '云州市城市管理局受理专用章')
  assert.equal(drawSeal(seal).alt, '云州市城市管理局受理专用章（演示）')
})

test('the seal is 42 mm wide, and a long name stays inside its arc', () => {
  const drawing = drawSeal({ ...seal, organisation: { code: '', name: '云州市中心区人民政府城市管理和综合行政执法局驻政务服务中心办事处' } })
  assert.equal(Math.round((drawing.width / 72) * 25.4), 42)
  const arc = drawing.marks.find((mark) => mark.kind === 'arc-text')
  assert.ok(arc && arc.spanDegrees <= 265 && (arc.squeeze ?? 1) < 1)
})

test('the signature binds the letter, byte by byte, and the key must be trusted for seals', async () => {
  const bytes = Buffer.from('%PDF letter')
  const signature = await signLetter(keys.signing('seals'), seal, { id: 'letter-1', bytes, signedAt: '2026-11-23T10:00:00+08:00' })
  const trusted = trustKeys(keys.signers('seals'))
  const said = await verifyLetter(trusted, bytes, signature)
  assert.ok(said.good)
  assert.deepEqual([said.claims.letter, said.claims.sealName, said.claims.certificate], ['letter-1', '云州市城市管理局受理专用章', 'demonstration'])
  assert.deepEqual(await verifyLetter(trusted, Buffer.from('%PDF lettes'), signature), { good: false, reason: 'altered' })
  assert.deepEqual(await verifyLetter(trusted, bytes, `${signature.slice(0, -2)}${signature.endsWith('AA') ? 'BA' : 'AA'}`), { good: false, reason: 'signature' })
  keys.signing('licences')
  assert.deepEqual(await verifyLetter(trustKeys(keys.signers('licences')), bytes, signature), { good: false, reason: 'unknown-key' })
})

test('a letter is judged as of its own date: what a seal sealed before it was cancelled stays good', async () => {
  const bytes = Buffer.from('%PDF letter')
  const signature = await signLetter(keys.signing('seals'), seal, { id: 'letter-2', bytes, signedAt: '2026-11-23T10:00:00+08:00' })
  const trusted = trustKeys(keys.signers('seals'))
  const life = (madeAt: string, cancelledAt: string | null) => ({ madeAt: Temporal.Instant.from(madeAt), cancelledAt: cancelledAt === null ? null : Temporal.Instant.from(cancelledAt) })
  const said = async (...dates: Parameters<typeof life>) => {
    const verdict = await verifyLetter(trusted, bytes, signature, life(...dates))
    return verdict.good ? 'good' : verdict.reason
  }
  assert.equal(await said('2026-01-01T00:00:00Z', null), 'good')
  assert.equal(await said('2026-01-01T00:00:00Z', '2026-11-24T00:00:00Z'), 'good')
  assert.equal(await said('2026-01-01T00:00:00Z', '2026-11-23T02:00:00Z'), 'seal-not-in-use')
  assert.equal(await said('2026-11-24T00:00:00Z', null), 'seal-not-in-use')
})
