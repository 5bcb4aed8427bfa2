// What stands beside a requirement: pure tables over the items and forms of the pack.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { compileForm, type FormDefinition } from '#engines/forms'
import type { Party } from '#core/cases'
import type { ItemContent } from '#core/packs'
import { testPack } from '../../../test/town.ts'
import { gatherEvidence, type TableSaid } from './evidence.ts'

let content: ItemContent

before(async () => {
  content = (await testPack()).items.find(({ slug }) => slug === 'food-business')?.content ?? assert.fail('food-business')
})

const definition: FormDefinition = {
  title: { zh: '试表' },
  schema: { type: 'object', properties: { width: { type: 'number' }, depth: { type: 'number' }, floorArea: { type: 'number' }, coldDishes: { type: 'boolean' }, business: { type: 'string' } } },
  layout: [{
    page: 'all', title: { zh: '全部' }, fields: [
      { field: 'width', label: { zh: '宽' }, widget: 'number' }, { field: 'depth', label: { zh: '深' }, widget: 'number' }, { field: 'floorArea', label: { zh: '面积' }, widget: 'number', compute: 'width * depth' },
      { field: 'coldDishes', label: { zh: '冷食' } }, { field: 'business', label: { zh: '业态' }, widget: 'text' },
    ],
  }],
  rules: [{ at: 'floorArea', condition: true, holds: 'applicant.kind = "legal" or floorArea >= 10', text: { zh: '不小于十平方米。' } }],
}
const answers = { width: 4, depth: 5, floorArea: 20, coldDishes: true, business: 'catering' }
const gather = (form: Record<string, unknown>, tables: TableSaid[] = []) =>
  gatherEvidence({ form, files: [], scenario: { kind: 'shop' }, parties: [] }, { content: { ...content, materials: content.materials.map((one) => (one.key === 'safetyRules' ? { ...one, when: 'scenario.kind = "shop"' } : one)) }, form: compileForm(definition) }, [], tables)
const told = (requirements: ReturnType<typeof gather>, key: string) => requirements.find((one) => one.key === key)?.evidence.map(({ source, ref, says, name }) => [source, ref, says, name?.zh])

test('a material shows the answers and the situation for which it is asked', () => {
  const all = gather(answers)
  assert.deepEqual(told(all, 'coldRoomPhotos'), [['form', 'coldDishes', 'true', '冷食']])
  assert.deepEqual(told(all, 'safetyRules'), [['scenario', 'kind', '卖食品的商店、超市', '您开的是什么店？']])
})

test('a licence stands with its number; that of the person itself is masked as everywhere', () => {
  const material = { ...(content.materials[0] ?? assert.fail()), key: 'card', licenceType: 'T', need: 'required' as const }
  const party: Party = { role: 'applicant', account: null, kind: 'natural', name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264', phone: null, consent: false }
  const held = ['990102199203140264', '99010000123'].map((number) => ({ id: number, type: 'T', number, standing: 'valid' }))
  const all = gatherEvidence({ form: {}, files: [], scenario: {}, parties: [party] }, { content: { ...content, materials: [material] }, form: compileForm(definition) }, held, [])
  assert.deepEqual(told(all, 'card')?.flatMap(([source, , says]) => (source === 'licence' ? [says] : [])), ['990***********0264', '99010000123'])
})

test('a condition shows what its rule reads, and the answers from which a computed one follows', () => {
  assert.deepEqual(told(gather(answers), 'condition-0'), [['account', 'kind', '', '申请人类型'], ['computed', 'floorArea', '20', '面积'], ['form', 'width', '4', '宽'], ['form', 'depth', '5', '深']])
})

test('a table shows its result and what each column saw: an answer by its name, anything else as the trace kept it', () => {
  const table: TableSaid = { entry: 'e1', name: '现场核查判定', value: { onsite: true }, inputs: [{ label: '主体业态', expression: 'form.business', value: 'catering' }, { label: '风险', expression: 'risk', value: 'high' }] }
  assert.deepEqual(told(gather(answers, [table]), 'e1'), [['table', 'e1', '{"onsite":true}', undefined], ['form', 'business', 'catering', '业态'], ['table', null, 'high', '风险']])
})
