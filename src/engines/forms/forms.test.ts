// Tables of rules for forms: what is asked, what counts, what is said when an answer is wrong, and which definitions are refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkForm, checkFormDefinition, coerceForm, compileForm, visibleFields, visiblePages, type FormDefinition } from './index.ts'
import { spokenKeywords } from './faults.ts'

const definition: FormDefinition = {
  title: { zh: '设置大型户外广告设施申请', en: 'Large outdoor advertising facility' },
  schema: {
    type: 'object',
    required: ['siteAddress', 'kind', 'lit', 'power', 'truth'],
    properties: {
      siteAddress: { type: 'string', minLength: 2, maxLength: 20 },
      kind: { type: 'string', enum: ['roof', 'wall'] },
      lit: { type: 'boolean' },
      power: { type: 'number', minimum: 1, maximum: 5000 },
      meter: { type: 'string', pattern: '^[A-Z]{2}\\d{4}$' },
      faces: { type: 'array', items: { type: 'string', enum: ['n', 's', 'e'] }, minItems: 2, uniqueItems: true },
      from: { type: 'string', format: 'date', formatMinimum: '2026-01-01' },
      idNumber: { type: 'string', format: 'resident-id' },
      phone: { type: 'string', format: 'phone' },
      truth: { const: true },
    },
  },
  layout: [
    { page: 'site', title: { zh: '设置地点', en: 'Site' }, fields: [
      { field: 'siteAddress', label: { zh: '设置地址', en: 'Site address' } },
      { field: 'kind', label: { zh: '设施类型', en: 'Kind' }, options: [{ value: 'roof', label: { zh: '楼顶', en: 'Roof' } }, { value: 'wall', label: { zh: '墙面', en: 'Wall' } }] },
    ] },
    { page: 'light', title: { zh: '照明', en: 'Light' }, fields: [
      { field: 'lit', label: { zh: '是否照明', en: 'Lit' } },
      { field: 'power', label: { zh: '功率（瓦）', en: 'Power (watts)' }, visible: 'lit = true' },
      { field: 'meter', label: { zh: '电表号', en: 'Meter' }, hint: { zh: '两个字母加四位数字', en: 'Two letters and four digits' }, visible: 'power > 1000' },
    ] },
    { page: 'more', title: { zh: '其他', en: 'More' }, visible: 'kind = "roof"', fields: [
      { field: 'faces', label: { zh: '朝向', en: 'Faces' }, options: [{ value: 'n', label: { zh: '北', en: 'North' } }, { value: 's', label: { zh: '南', en: 'South' } }, { value: 'e', label: { zh: '东', en: 'East' } }] },
      { field: 'from', label: { zh: '开始日期', en: 'Start' } },
    ] },
    { page: 'person', title: { zh: '联系人', en: 'Contact' }, fields: [
      { field: 'idNumber', label: { zh: '公民身份号码', en: 'Resident ID' } },
      { field: 'phone', label: { zh: '电话', en: 'Phone' } },
      { field: 'truth', label: { zh: '材料真实', en: 'Truth' } },
    ] },
  ],
}
const form = compileForm(definition)
const good = { siteAddress: '新华路1号', kind: 'wall', lit: false, truth: true }

test('a right answer passes and comes back trimmed, with empty answers left out', () => {
  assert.deepEqual(checkForm(form, { ...good, siteAddress: '  新华路1号 ', phone: '', meter: null }), { data: good, errors: [] })
})

test('a hidden field is dropped and not required, and what hangs on it is hidden with it', () => {
  const checked = checkForm(form, { ...good, power: 2000, meter: 'AB1234' })
  assert.deepEqual(checked, { data: good, errors: [] })
  assert.deepEqual(visibleFields(form, { ...good, power: 2000 }).map((field) => field.layout.field), ['siteAddress', 'kind', 'lit', 'idNumber', 'phone', 'truth'])
  assert.ok(visibleFields(form, { ...good, lit: true, power: 2000 }).some((field) => field.layout.field === 'meter'))
})

test('a page is skipped when its condition fails', () => {
  assert.deepEqual(visiblePages(form, good), ['site', 'light', 'person'])
  assert.deepEqual(visiblePages(form, { ...good, kind: 'roof' }), ['site', 'light', 'more', 'person'])
})

test('each fault names the field, says what to do in both languages and points to its place', () => {
  const table: [Record<string, unknown>, string, string, string][] = [
    [{ siteAddress: undefined }, '/siteAddress', 'forms.required', '请填写“设置地址”。'],
    [{ kind: undefined }, '/kind', 'forms.required', '请选择“设施类型”。'],
    [{ siteAddress: '路' }, '/siteAddress', 'forms.too-short', '“设置地址”至少填 2 个字。'],
    [{ siteAddress: '长'.repeat(21) }, '/siteAddress', 'forms.too-long', '“设置地址”最多填 20 个字，请删减。'],
    [{ kind: 'sky' }, '/kind', 'forms.enum', '请从列出的选项中选择“设施类型”。'],
    [{ lit: 'perhaps' }, '/lit', 'forms.type', '“是否照明”应填“是”或“否”。'],
    [{ lit: true }, '/power', 'forms.required', '请填写“功率（瓦）”。'],
    [{ lit: true, power: 0 }, '/power', 'forms.range', '“功率（瓦）”不能小于 1，请改正。'],
    [{ lit: true, power: 9999, meter: 'AB1234' }, '/power', 'forms.range', '“功率（瓦）”不能大于 5000，请改正。'],
    [{ lit: true, power: 'abc' }, '/power', 'forms.type', '“功率（瓦）”应填数字，例如 12.5。'],
    [{ lit: true, power: 1500, meter: 'x' }, '/meter', 'forms.pattern', '“电表号”的格式不对，请按提示填写：两个字母加四位数字。'],
    [{ kind: 'roof', faces: ['n'] }, '/faces', 'forms.too-few', '“朝向”至少选 2 项。'],
    [{ kind: 'roof', faces: ['n', 'n'] }, '/faces', 'forms.repeated', '“朝向”中有重复的内容，请删去一项。'],
    [{ kind: 'roof', faces: ['n', 'w'] }, '/faces/1', 'forms.enum', '请从列出的选项中选择“朝向”。'],
    [{ kind: 'roof', from: '2026-02-30' }, '/from', 'forms.format-date', '“开始日期”应为日期，格式为 2026-03-15。'],
    [{ kind: 'roof', from: '2025-12-31' }, '/from', 'forms.date-range', '“开始日期”不能早于 2026-01-01，请改正。'],
    [{ phone: '12' }, '/phone', 'forms.format-phone', '“电话”应为手机号码（11 位）或带区号的固定电话。'],
    [{ truth: 'x' }, '/truth', 'forms.must-confirm', '请阅读并确认“材料真实”。'],
    [{ truth: false }, '/truth', 'forms.must-confirm', '请阅读并确认“材料真实”。'],
    [{ secret: 1 }, '/secret', 'forms.unknown-field', '表单没有“secret”这一项，请删除。'],
  ]
  for (const [change, path, code, zh] of table) {
    const { errors } = checkForm(form, { ...good, ...change })
    assert.deepEqual(errors.map((fault) => [fault.path, fault.code, fault.zh]), [[path, code, zh]])
    assert.match(errors[0]?.en ?? '', /^[A-Z“].*[.:]?/)
    assert.doesNotMatch(errors[0]?.en ?? '', /undefined/)
  }
})

test('a resident ID is checked by its check character, wide letters are taken, the number is not repeated', () => {
  assert.deepEqual(checkForm(form, { ...good, idNumber: '１１０１０５１９４９１２３１００２ｘ' }).data['idNumber'], '11010519491231002X')
  const { errors } = checkForm(form, { ...good, idNumber: '110105194912310021' })
  assert.equal(errors[0]?.code, 'forms.format-resident-id')
  assert.ok(!(errors[0]?.zh ?? '').includes('110105194912310021'))
})

test('faults of a page are only those of its fields, in the order asked', () => {
  const { errors } = checkForm(form, {}, { page: 'site' })
  assert.deepEqual(errors.map((fault) => fault.path), ['/siteAddress', '/kind'])
  assert.deepEqual(checkForm(form, {}).errors.map((fault) => fault.path), ['/siteAddress', '/kind', '/lit', '/truth'])
})

test('posted text becomes typed answers, and nonsense stays as it was typed', () => {
  assert.deepEqual(
    coerceForm(form, { siteAddress: ' 新华路1号 ', lit: 'true', power: '１,２００', faces: 'n', 'from-year': '2026', 'from-month': '3', 'from-day': '5', truth: 'true', key: 'x' }),
    { siteAddress: '新华路1号', lit: true, power: 1200, faces: ['n'], from: '2026-03-05', truth: true },
  )
  assert.deepEqual(coerceForm(form, { lit: 'x', power: '12瓦' }, 'light'), { lit: 'x', power: '12瓦' })
  assert.deepEqual(coerceForm(form, { power: '' }), {})
})

test('every keyword that has a sentence says it in both languages', () => {
  assert.ok(spokenKeywords.length >= 25)
  for (const word of ['required', 'type', 'enum', 'const', 'pattern', 'format', 'minItems', 'formatMinimum']) assert.ok(spokenKeywords.includes(word))
})

test('a good definition has no fault', () => {
  assert.deepEqual(checkFormDefinition(definition), [])
})

test('each fault of a definition is found at its place', () => {
  const broken = (change: (copy: FormDefinition) => void): string[] => {
    const copy = structuredClone(definition)
    change(copy)
    return checkFormDefinition(copy).map((fault) => `${fault.path} ${fault.code}`)
  }
  const field = (copy: FormDefinition, page: number, at: number) => copy.layout[page]?.fields[at] ?? assert.fail('no such field')
  assert.deepEqual(broken((copy) => { field(copy, 0, 0).field = 'adress' }), [
    '/layout/0/fields/0/field forms.definition-not-in-schema', '/schema/properties/siteAddress forms.definition-not-in-layout'])
  assert.deepEqual(broken((copy) => { field(copy, 0, 1).options?.push({ value: 'sky', label: { zh: '天', en: 'Sky' } }) }), ['/layout/0/fields/1/options/2/value forms.definition-option-not-in-enum'])
  assert.deepEqual(broken((copy) => { field(copy, 0, 1).options?.pop() }), ['/layout/0/fields/1/options forms.definition-enum-not-offered'])
  assert.deepEqual(broken((copy) => { delete field(copy, 0, 1).options }), ['/layout/0/fields/1 forms.definition-options-missing'])
  assert.deepEqual(broken((copy) => { delete field(copy, 0, 0).label.en }), ['/layout/0/fields/0/label/en forms.definition-english'])
  assert.deepEqual(broken((copy) => { copy.schema.required?.push('ghost') }), ['/schema/required/5 forms.definition-required'])
  assert.deepEqual(broken((copy) => { copy.schema.properties['lit'] = { type: 'boolean', maximun: 3 } }), ['/schema forms.definition-schema'])
  assert.deepEqual(broken((copy) => { copy.layout.push(structuredClone(copy.layout[0] ?? assert.fail())) }).filter((one) => one.includes('twice')).length, 3)
  assert.deepEqual(broken((copy) => { field(copy, 1, 1).visible = 'lit = (' }).map((one) => one.split(' ')[1]), ['forms.definition-condition'])
  assert.deepEqual(broken((copy) => { field(copy, 1, 1).visible = 'meter = "x"' }), ['/layout/1/fields/1/visible forms.definition-condition-name'])
  assert.deepEqual(checkFormDefinition({ title: { zh: '一' }, schema: { type: 'object', properties: {} } }).map((fault) => `${fault.path} ${fault.code}`), ['/layout forms.definition-missing'])
  assert.deepEqual(checkFormDefinition(null).length, 1)
})
