// How a pack that stands is used: which materials are needed, how letters are filled, whose step it is, what a digest depends on.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { digestOf } from './digest.ts'
import { fillLetter, neededMaterials, organisationOf, resultOf } from './index.ts'

describe('materials', () => {
  const materials = (scenario: Record<string, string>, form: Record<string, unknown>) =>
    neededMaterials({
      materials: [
        { key: 'plan', name: { zh: '图' }, form: 'either', need: 'required', source: 'applicant' },
        { key: 'consent', name: { zh: '同意书' }, form: 'either', need: 'required', source: 'applicant', when: 'ownSite = false' },
        { key: 'letter', name: { zh: '委托书' }, form: 'either', need: 'required', source: 'applicant' },
      ],
      scenarios: [{ key: 'who', question: { zh: '谁办' }, options: [{ value: 'self', label: { zh: '本人' } }, { value: 'agent', label: { zh: '委托' }, adds: ['letter'], removes: ['plan'] }] }],
    }, { form, scenario }).map((material) => material.key)

  test('what an answer adds is needed only with that answer', () => {
    assert.deepEqual(materials({}, { ownSite: true }), ['plan'])
    assert.deepEqual(materials({ who: 'agent' }, { ownSite: true }), ['letter'])
    assert.deepEqual(materials({ who: 'self' }, { ownSite: false }), ['plan', 'consent'])
  })

  test('a condition that cannot be told asks for nothing', () => assert.deepEqual(materials({}, {}), ['plan']))
})

describe('letters', () => {
  const letter = { name: 'x', subject: { zh: '题', en: 'T' }, body: { zh: '{{case.number}} 好', en: 'Dear {{ case.number }}' }, blanks: ['case.number'] }
  test('are filled in both languages', () => {
    assert.deepEqual(fillLetter(letter, 'en', { 'case.number': '7' }), { subject: 'T', body: 'Dear 7' })
    assert.deepEqual(fillLetter(letter, 'zh', { 'case.number': '$&' }), { subject: '题', body: '$& 好' })
  })
  test('never leave with a hole', () => assert.throws(() => fillLetter(letter, 'zh', {}), /case\.number/))
})

test('digests do not depend on the order of keys, nor on absent values', () => {
  assert.equal(digestOf({ a: 1, b: [{ c: 'x', d: undefined }] }), digestOf({ b: [{ c: 'x' }], a: 1 }))
  assert.notEqual(digestOf({ a: [1, 2] }), digestOf({ a: [2, 1] }))
})

test('a rule task leaves a context as it is and anything else as value', () => {
  assert.deepEqual(resultOf({ onsite: true }), { onsite: true })
  assert.deepEqual([resultOf('high'), resultOf(null), resultOf([1])], [{ value: 'high' }, { value: null }, { value: [1] }])
})

test('steps belong to the organisation their unit names', () => {
  const bodies = { receiving: 'R', handling: 'H', deciding: 'D', joint: [{ organisation: 'J', task: { zh: '意见' } }] }
  assert.deepEqual(['receiving', 'deciding', 'joint:1', '11990100700140426Y'].map((unit) => organisationOf(bodies, unit)), ['R', 'D', 'J', '11990100700140426Y'])
  assert.equal(organisationOf(bodies, 'joint:2'), 'joint:2')
})
