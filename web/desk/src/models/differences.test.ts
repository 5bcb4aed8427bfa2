// What differs between two versions is told by name: members of lists are known again, order is one difference, texts are one thing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findDifferences, sayValue } from './differences.ts'

const told = (before: unknown, after: unknown) => findDifferences(before, after).map(({ kind, path }) => [kind, path.join('.')])

test('members of lists are known by their keys', () => {
  const before = { materials: [{ key: 'plan', name: { zh: '位置图' } }, { key: 'photo', name: { zh: '照片' } }] }
  const after = { materials: [{ key: 'plan', name: { zh: '平面图' } }, { key: 'design', name: { zh: '设计图' } }] }
  assert.deepEqual(told(before, after), [['changed', 'materials.plan.name'], ['added', 'materials.design'], ['removed', 'materials.photo']])
})
test('another order is one difference, and the order of keys is none', () => {
  assert.deepEqual(told({ f: [{ key: 'a' }, { key: 'b' }] }, { f: [{ key: 'b' }, { key: 'a' }] }), [['changed', 'f.#']])
  assert.deepEqual(told({ a: 1, b: { zh: '一' } }, { b: { zh: '一' }, a: 1 }), [])
})
test('a value is said in the language of the reader', () => {
  assert.equal(sayValue({ name: { zh: '位置图', en: 'Site plan' } }, 'en'), 'Site plan')
  assert.equal(sayValue([{ zh: '一' }, { zh: '二' }], 'zh'), '一、二')
})
