// A scenario answers fields of the form at the window as it does on the portal, and takes them back when it is answered otherwise.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Item } from '../api/types.ts'
import { scenarioSets, typedAnswers } from './scenario.ts'

const item = { content: { scenarios: [{ key: 'place', question: { zh: '做什么？' }, options: [{ value: 'shop', label: { zh: '商店' }, sets: { business: 'retail', gone: 1 } }, { value: 'other', label: { zh: '其他' } }] }] } } as unknown as Item
const fields = new Set(['business', 'name'])

test('the chosen answer sets the fields that the form has; another one, or none, sets nothing', () => {
  assert.deepEqual(scenarioSets(item, fields, { place: 'shop' }), { business: 'retail' })
  assert.deepEqual([scenarioSets(item, fields, { place: 'other' }), scenarioSets(item, fields, {})], [{}, {}])
})

test('what was set is never kept as typed', () => {
  assert.deepEqual(typedAnswers({ business: 'retail', name: '甲' }, { business: 'retail' }), { name: '甲' })
})
