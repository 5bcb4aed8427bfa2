// Whatever a designer does gives a form that the engine takes without a fault.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition, Widget } from '#engines/forms'
import { checkFormDefinition } from '../../../../test/engines.ts'
import { addField, addPage, allWidgets, changeField, changeOptions, changeSchema, moveField, plainWidgets, putRow, regionOf, removeField, renameField, rowOf, setRequired, step } from './form-edit.ts'

const start: FormDefinition = {
  title: { zh: '申请表', en: 'Application' }, schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
  layout: [{ page: 'one', title: { zh: '一', en: 'One' }, fields: [{ field: 'a', label: { zh: '甲', en: 'A' } }, { field: 'b', label: { zh: '乙', en: 'B' } }] }],
}
const label = { zh: '新项', en: 'New' }
const order = (form: FormDefinition) => form.layout.map((page) => page.fields.map((field) => field.field).join(''))

test('every kind of field that can be added is one the engine takes', () => {
  for (const widget of allWidgets) {
    const { form } = addField(start, 0, widget, label)
    assert.deepEqual(checkFormDefinition(form), [], widget)
    assert.ok(form.layout.flatMap(({ fields }) => fields).some((field) => field.widget === widget))
  }
  // The compiler refuses this line when the engine knows a kind that cannot be added.
  const isWhole: Exclude<Widget, (typeof allWidgets)[number]> extends never ? true : false = true
  assert.ok(isWhole)
})
test('files get a page of their own, and further files join them', () => {
  const first = addField(start, 0, 'documents', label)
  assert.deepEqual([order(first.form), first.at], [['ab', 'field1'], { page: 1, field: 0 }])
  const second = addField(first.form, 1, 'documents', label)
  assert.deepEqual([order(second.form), second.at], [['ab', 'field1field2'], { page: 1, field: 1 }])
  const beside = addField(second.form, 1, 'text', label)
  assert.deepEqual([order(beside.form), checkFormDefinition(beside.form)], [['ab', 'field1field2', 'field3'], []])
})
test('the columns of a table are edited like a page: added, moved, required, renamed, taken away', () => {
  for (const kind of ['group', 'table'] as const) {
    const { form, at } = addField(start, 0, kind, label)
    let row = rowOf(form, at)
    for (const widget of plainWidgets) row = addField(row, 0, widget, label).form
    row = setRequired(renameField(step(row, { page: 0, field: 0 }, 1).form, { page: 0, field: 0 }, 'who'), 'who', true)
    const changed = changeSchema(putRow(form, at, removeField(row, { page: 0, field: 2 })), at, { maxItems: 3 })
    assert.deepEqual(checkFormDefinition(changed), [], kind)
    const items = changed.schema.properties['field1']
    assert.deepEqual([items?.maxItems, items?.items?.required, changed.layout[0]?.fields[2]?.fields?.map(({ field }) => field).slice(0, 3)], [3, ['who'], ['who', 'field1', 'field4']])
  }
})
test('an address is asked within the region of the body', () => {
  assert.deepEqual([regionOf('11990100700140426Y'), regionOf('x')], ['990100', '100000'])
  assert.equal(addField(start, 0, 'address', label, '990100').form.layout[0]?.fields[2]?.within, '990100')
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
