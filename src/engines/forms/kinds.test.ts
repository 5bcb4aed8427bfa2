// Tables for the kinds of field: what each takes, what is said of a wrong answer, what a plain post becomes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLicenceId, makeLicenceTypeCode } from '#engines/codes'
import { checkForm, coerceForm, compileForm, isWithin, settleForm, type FieldLayout, type FieldSchema, type FormDefinition } from './index.ts'

const formOf = (schema: FieldSchema, layout: Partial<FieldLayout> = {}): FormDefinition => ({
  title: { zh: '表', en: 'Form' },
  schema: { type: 'object', properties: { it: schema } },
  layout: [{ page: 'one', title: { zh: '页', en: 'Page' }, fields: [{ field: 'it', label: { zh: '此问', en: 'It' }, ...layout }] }],
})
const address = { widget: 'address', within: '990100', level: 'town' } as const
const signature = { widget: 'signature', statement: { zh: '所填属实', en: 'All is true' } } as const
const licence = makeLicenceId({ type: makeLicenceTypeCode({ definingBody: '12990100700126958D', number: 1 }), issuer: '12990100700126958D', serial: 'A001', version: 1 })

test('each kind takes what is right', () => {
  const table: [FieldSchema, Partial<FieldLayout>, unknown][] = [
    [{ type: 'string' }, {}, '文字'],
    [{ type: 'string', maxLength: 500 }, { widget: 'textarea' }, '长文\n两行'],
    [{ type: 'number', minimum: 0 }, { unit: { zh: '米', en: 'm' } }, 12.5],
    [{ type: 'number' }, { widget: 'money' }, 1234567.89],
    [{ type: 'string', format: 'date' }, {}, '2026-03-15'],
    [{ type: 'object' }, { widget: 'date-range' }, { from: '2026-03-15', to: '2026-03-15' }],
    [{ type: 'boolean' }, {}, false],
    [{ type: 'string', format: 'licence-id' }, {}, licence],
    [{ type: 'string', format: 'postcode' }, {}, '100032'],
    [{ type: 'object' }, address, { region: '990102001', detail: '人民大道1号' }],
    [{ type: 'array', minItems: 1 }, { widget: 'documents' }, [{ name: '图.pdf', sha256: 'ab', type: 'application/pdf', bytes: 3 }]],
    [{ type: 'object' }, signature, { name: '张敏', declared: true, drawing: 'M10 20 L30 40 L50 60 M5 5', at: '2026-03-02T01:00:00Z' }],
  ]
  for (const [schema, layout, value] of table) assert.deepEqual(checkForm(compileForm(formOf(schema, layout)), { it: value }), { data: { it: value }, errors: [] })
})

test('each kind says what is wrong, at its part, in both languages', () => {
  const table: [FieldSchema, Partial<FieldLayout>, unknown, string, string, string][] = [
    [{ type: 'number' }, { widget: 'money' }, 1.005, '/it', 'forms.format-money', '“此问”应为金额，最多两位小数，例如 1200.50。'],
    [{ type: 'object' }, { widget: 'date-range' }, { from: '2026-03-15' }, '/it/to', 'forms.required', '请填写“此问”的结束日期。'],
    [{ type: 'object' }, { widget: 'date-range' }, { from: '2026-02-30', to: '2026-03-01' }, '/it/from', 'forms.format-date', '“此问”的开始日期应为日期，格式为 2026-03-15。'],
    [{ type: 'object' }, { widget: 'date-range' }, { from: '2026-03-15', to: '2026-03-14' }, '/it/to', 'forms.range-reversed', '“此问”的结束日期不能早于开始日期，请改正。'],
    [{ type: 'string', format: 'postcode' }, {}, '00123', '/it', 'forms.format-postcode', '“此问”应为六位邮政编码，例如 100032。邮政编码应为6位，现在是5位。请对照证件检查是否多写或漏写。'],
    [{ type: 'object' }, address, { detail: '人民大道1号' }, '/it/region', 'forms.required', '请选择“此问”的所在地区。'],
    [{ type: 'object' }, address, { region: '990102', detail: '人民大道1号' }, '/it/region', 'forms.address-region', '请为“此问”选择到街道（乡镇）。'],
    [{ type: 'object' }, address, { region: '110105001', detail: '人民大道1号' }, '/it/region', 'forms.address-region', '请为“此问”选择到街道（乡镇）。'],
    [{ type: 'object' }, address, { region: '990102001' }, '/it/detail', 'forms.required', '请填写“此问”的详细地址。'],
    [{ type: 'object' }, signature, { declared: true }, '/it/name', 'forms.required', '请填写“此问”的签名。'],
    [{ type: 'object' }, signature, { name: '张敏' }, '/it/declared', 'forms.required', '请填写“此问”的声明。'],
    [{ type: 'object' }, signature, { name: '张敏', declared: true, drawing: '<svg onload=1>' }, '/it/drawing', 'forms.pattern', '“此问”的手写签名的格式不对，请检查后重填。'],
    [{ type: 'array', minItems: 2 }, { widget: 'documents' }, [{ name: '一', sha256: 'a' }], '/it', 'forms.too-few', '“此问”至少要有 2 个文件。'],
  ]
  for (const [schema, layout, value, path, code, zh] of table) {
    const { errors } = checkForm(compileForm(formOf(schema, layout)), { it: value })
    assert.deepEqual(errors.map((fault) => [fault.path, fault.code, fault.zh]), [[path, code, zh]])
    assert.doesNotMatch(errors[0]?.en ?? 'undefined', /undefined/)
  }
})

test('a plain post becomes the answer of its kind; nonsense stays as it was typed', () => {
  const table: [FieldSchema, Partial<FieldLayout>, Record<string, string>, unknown][] = [
    [{ type: 'number' }, { widget: 'money' }, { it: '￥1,234.50' }, 1234.5],
    [{ type: 'number' }, { widget: 'money' }, { it: '一百' }, '一百'],
    [{ type: 'object' }, { widget: 'date-range' }, { 'it.from-year': '2026', 'it.from-month': '3', 'it.from-day': '5', 'it.to-year': '2026', 'it.to-month': 'x', 'it.to-day': '' }, { from: '2026-03-05', to: '2026-0x-00' }],
    [{ type: 'object' }, address, { 'it.region.0': '990102', 'it.region.1': '990102001', 'it.detail': ' 人民大道1号 ' }, { region: '990102001', detail: '人民大道1号' }],
    // The district was changed; the subdistrict of the former one no longer counts.
    [{ type: 'object' }, address, { 'it.region.0': '990103', 'it.region.1': '990102001', 'it.detail': '' }, { region: '990103' }],
    [{ type: 'object' }, address, { 'it.region.0': '', 'it.detail': '' }, undefined],
    [{ type: 'object' }, signature, { 'it.name': '张敏', 'it.declared': 'true', 'it.at': '2020-01-01T00:00:00Z' }, { name: '张敏', declared: true }],
    [{ type: 'object' }, signature, { 'it.name': '', 'it.declared': 'x', 'it.drawing': '' }, undefined],
    [{ type: 'array' }, { widget: 'documents' }, { it: 'x' }, undefined],
    [{ type: 'number' }, { compute: '1 + 1' }, { it: '5' }, undefined],
  ]
  for (const [schema, layout, posted, value] of table) assert.deepEqual(coerceForm(compileForm(formOf(schema, layout)), posted)['it'], value)
})

test('wide digits are taken in every part, and an empty composite is no answer', () => {
  const range = compileForm(formOf({ type: 'object' }, { widget: 'date-range' }))
  assert.deepEqual(settleForm(range, { it: { from: '２０２６-０３-１５', to: ' ' } }).answers, { it: { from: '2026-03-15' } })
  assert.deepEqual(settleForm(range, { it: { from: '', to: null } }).answers, {})
})

test('a region lies within another by its code', () => {
  const table: [string, string, boolean][] = [['990102001', '990102', true], ['990102', '990100', true], ['990103001', '990102', false], ['110105', '990100', false], ['990102001', '', true], ['990102001003', '990102001', true]]
  for (const [code, outer, holds] of table) assert.equal(isWithin(code, outer), holds, `${code} in ${outer}`)
})
