// Whatever a designer does gives a form that the engine takes without a fault.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition } from '#engines/forms'
import { checkFormDefinition } from '../../../../test/engines.ts'
import { addField, addPage, changeField, changeOptions, moveField, plainWidgets, removeField, renameField, setRequired, step } from './form-edit.ts'

const start: FormDefinition = {
  title: { zh: '申请表', en: 'Application' }, schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
  layout: [{ page: 'one', title: { zh: '一', en: 'One' }, fields: [{ field: 'a', label: { zh: '甲', en: 'A' } }, { field: 'b', label: { zh: '乙', en: 'B' } }] }],
}
const label = { zh: '新项', en: 'New' }
const order = (form: FormDefinition) => form.layout.map((page) => page.fields.map((field) => field.field).join(''))

test('every kind of field that can be added is one the engine takes', () => {
  for (const widget of plainWidgets) {
    const { form } = addField(start, 0, widget, label)
    assert.deepEqual(checkFormDefinition(form), [], widget)
  }
})
test('moving keeps every field, over pages too; a page never becomes empty', () => {
  const two = addPage(start, label, label)
  assert.deepEqual(order(moveField(two, { page: 0, field: 0 }, { page: 1, field: 1 })), ['b', 'field1a'])
  assert.deepEqual(order(step(two, { page: 0, field: 1 }, 1).form), ['a', 'bfield1'])
  assert.deepEqual(order(step(start, { page: 0, field: 0 }, -1).form), ['ab'])
  assert.deepEqual(order(moveField(two, { page: 1, field: 0 }, { page: 0, field: 0 })), ['ab', 'field1'])
  assert.deepEqual(checkFormDefinition(two), [])
})
test('taking a field away takes it out of what is required; renaming finds it there', () => {
  assert.deepEqual(removeField(start, { page: 0, field: 0 }).schema.required, [])
  const renamed = renameField(start, { page: 0, field: 0 }, 'siteName')
  assert.deepEqual([renamed.schema.required, Object.keys(renamed.schema.properties), checkFormDefinition(renamed)], [['siteName'], ['siteName', 'b'], []])
  assert.equal(renameField(start, { page: 0, field: 0 }, 'b'), start)
  assert.deepEqual(setRequired(start, 'b', true).schema.required, ['a', 'b'])
})
test('options and the values that the schema allows go together', () => {
  const { form, at } = addField(start, 0, 'checkboxes', label)
  const changed = changeOptions(form, at, [{ value: 'x', label: { zh: '某', en: 'X' } }])
  assert.deepEqual([changed.schema.properties['field1']?.items?.enum, checkFormDefinition(changed)], [['x'], []])
  assert.equal(changeField(changed, at, { hint: undefined }).layout[0]?.fields[2]?.hint, undefined)
})
