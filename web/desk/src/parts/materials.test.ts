// Answers to scenario questions add materials and take others away; what no answer adds is always needed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Item } from '../api/types.ts'
import { documentsOf, materialsFor } from './materials.ts'

const need = { form: 'either', need: 'required', source: 'applicant' } as const
const item: Item = {
  code: 'x', version: 1, versionId: 'v', effectiveFrom: '2026-01-01', effectiveTo: null, flags: [], guide: { zh: [] }, bodies: [], stages: [],
  content: {
    code: 'x', codeScheme: 'local', name: { zh: '事项' }, type: 'ADMIN_PERMIT', targets: [], bodies: { receiving: 'b', handling: 'b', deciding: 'b' }, caseKind: 'PROMISED',
    materials: [{ key: 'plan', name: { zh: '图纸' }, ...need }, { key: 'mandate', name: { zh: '委托书' }, ...need }, { key: 'presence', name: { zh: '到场声明' }, ...need }],
    scenarios: [
      { key: 'who', question: { zh: '由谁办理' }, options: [{ value: 'self', label: { zh: '本人' } }, { value: 'agent', label: { zh: '委托' }, adds: ['mandate'], removes: ['presence'] }] },
    ],
  },
}
const keys = (chosen: Record<string, string>) => materialsFor(item, chosen).map((material) => material.key)

test('an answer adds and removes', () => {
  assert.deepEqual(keys({}), ['plan', 'presence'])
  assert.deepEqual(keys({ who: 'self' }), ['plan', 'presence'])
  assert.deepEqual(keys({ who: 'agent' }), ['plan', 'mandate'])
})

test('files of a form are received like materials, under a key of their own', () => {
  const field = (name: string, widget?: 'documents') => ({ field: name, label: { zh: name }, widget })
  const definition = { title: { zh: '表' }, schema: { type: 'object' as const, required: ['photos'], properties: {} }, layout: [{ page: 'one', title: { zh: '页' }, fields: [field('photos', 'documents'), field('plans', 'documents'), field('name')] }] }
  assert.deepEqual(documentsOf(definition).map(({ key, need }) => [key, need]), [['form.photos', 'required'], ['form.plans', 'optional']])
})
