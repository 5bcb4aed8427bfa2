// What is sealed inside of JSON comes out as it went in, whatever somebody sent, and opens nowhere else.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openInside, openKeys, sealInside } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'yiwang-inside-'))
after(() => rmSync(home, { recursive: true }))
const keys = openKeys({ home })
const isTelling = (text: string) => text.includes('4711')
const there = 'tests.rows:1'
const back = (value: unknown) => openInside(keys, sealInside(keys, value, there, isTelling).value, there)

test('only what tells is sealed; the rest, and the names of fields, stay as they are', () => {
  const value = { name: '张敏', id: '4711', rooms: [{ id: 'x4711', size: 3 }, null, true], none: null }
  const { value: kept, kid } = sealInside(keys, value, there, isTelling)
  assert.ok(!JSON.stringify(kept).includes('4711'))
  assert.equal(kid, keys.secret('data').kid)
  assert.deepEqual({ ...(kept as object), id: '', rooms: [] }, { ...value, id: '', rooms: [] })
  assert.deepEqual(openInside(keys, kept, there), value)
  assert.throws(() => openInside(keys, kept, 'tests.rows:2'), { code: 'crypto.data-unreadable' })
})

test('where nothing tells, nothing changes and no key is named', () => {
  for (const value of [null, 7, 'text', [], {}, { a: [{ b: 'c' }] }]) assert.deepEqual(sealInside(keys, value, there, isTelling), { value, kid: '' })
})

test('what somebody sends in the shape of a mark, and moments and texts at the top, come out as JSON has them', () => {
  for (const value of [{ sealed: 'k.abc' }, { sealed: { sealed: '4711' } }, [{ sealed: null }], '4711', { sealed: 'x', more: '4711' }]) assert.deepEqual(back(value), value)
  assert.deepEqual(back({ at: Temporal.PlainDate.from('2026-11-23'), id: '4711' }), { at: '2026-11-23', id: '4711' })
})
