// Which papers are asked for: all that the situation needs, named beforehand, and nothing else. 行政许可法 30, 31.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { narrowedMaterials, neededMaterials, type MaterialFacts } from './materials.ts'
import type { ItemContent, Material } from './schema-items.ts'

const material = (key: string, more: Partial<Material> = {}): Material => ({ key, name: { zh: key, en: key }, form: 'electronic', need: 'required', source: 'applicant', ...more })
const item: Pick<ItemContent, 'materials' | 'scenarios'> = {
  materials: [material('plan'), material('roofSafety', { when: 'siteKind = "roof"' }), material('ownerConsent'), material('landTitle')],
  scenarios: [{ key: 'site', question: { zh: '场地是谁的？', en: 'Whose site is it?' }, options: [
    { value: 'own', label: { zh: '自己的', en: 'Own' }, adds: ['landTitle'] }, { value: 'rented', label: { zh: '租用的', en: 'Rented' }, adds: ['ownerConsent'], removes: ['plan'] },
  ] }],
}
const narrowed = (facts: MaterialFacts) => narrowedMaterials(item, facts).map((one) => `${one.material.key}${one.certain ? '' : '?'}`)

test('许可法 30: the list beforehand names all that may be needed, and says what still hangs on an answer', () => {
  assert.deepEqual(narrowed({ form: {} }), ['plan', 'roofSafety?', 'ownerConsent?', 'landTitle?'])
  assert.deepEqual(narrowed({ form: {}, scenario: { site: 'own' } }), ['plan', 'roofSafety?', 'landTitle'])
  assert.deepEqual(narrowed({ form: { siteKind: 'roof' }, scenario: { site: 'rented' } }), ['roofSafety', 'ownerConsent'])
})

test('许可法 31: once all is answered nothing is asked for that the situation does not need', () => {
  const facts = { form: { siteKind: 'wall' }, scenario: { site: 'own' } }
  assert.deepEqual(neededMaterials(item, facts).map(({ key }) => key), ['plan', 'landTitle'])
  assert.deepEqual(narrowed(facts), ['plan', 'landTitle'])
})
