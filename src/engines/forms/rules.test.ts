// Tables for what forms compute and demand: required-if, computed values, rules between fields, groups, tables, and definitions refused for them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkForm, checkFormDefinition, coerceForm, compileForm, keepAnswers, settleForm, totalsOf, type FieldLayout, type FormDefinition } from './index.ts'

const label = (zh: string, en: string) => ({ zh, en })
const definition: FormDefinition = {
  title: label('家庭申请', 'Household'),
  schema: {
    type: 'object',
    required: ['members', 'rent', 'perHead'],
    properties: {
      members: {
        type: 'array', minItems: 1, maxItems: 4,
        items: {
          type: 'object', required: ['name', 'school', 'income'],
          properties: {
            name: { type: 'string', minLength: 2 }, studies: { type: 'boolean' }, school: { type: 'string' }, income: { type: 'number', minimum: 0 }, tax: { type: 'number' }, reason: { type: 'string' },
          },
        },
      },
      total: { type: 'number' },
      perHead: { type: 'number', maximum: 5000 },
      poor: { type: 'boolean' },
      rent: { type: 'number', minimum: 0 },
      landlord: { type: 'string' },
      other: { type: 'string' },
      costs: { type: 'array', items: { type: 'object', required: ['amount'], properties: { amount: { type: 'number', minimum: 0 }, note: { type: 'string' } } } },
    },
  },
  layout: [
    { page: 'home', title: label('家庭', 'Home'), fields: [
      // Computed before what it reads stands in the layout: the order of need decides.
      { field: 'perHead', label: label('人均收入', 'Income a head'), compute: 'total / count(members)' },
      { field: 'total', label: label('总收入', 'Income'), compute: 'sum(members.income)' },
      { field: 'members', label: label('家庭成员', 'Members'), widget: 'group', totals: [{ field: 'income', compute: 'sum(income)' }], fields: [
        { field: 'name', label: label('姓名', 'Name') },
        { field: 'studies', label: label('在读', 'Studies') },
        { field: 'school', label: label('学校', 'School'), when: 'studies = true' },
        { field: 'income', label: label('月收入', 'Income') },
        { field: 'tax', label: label('税', 'Tax'), compute: 'income * 0.03' },
        { field: 'reason', label: label('说明', 'Reason'), requiredWhen: 'income > 4000' },
      ], rules: [{ at: 'income', holds: 'not(studies = true and income > 1000)', text: label('在读成员的月收入超过 1000 元，请核对。', 'A member who studies earns more than 1000. Check it.') }] },
    ] },
    { page: 'rent', title: label('租金', 'Rent'), fields: [
      { field: 'poor', label: label('低收入', 'Poor'), compute: 'perHead < 2000' },
      { field: 'rent', label: label('租金', 'Rent') },
      { field: 'landlord', label: label('房东', 'Landlord'), requiredWhen: 'rent > 0' },
      { field: 'other', label: label('困难', 'Need'), when: 'poor = true' },
      { field: 'costs', label: label('支出', 'Costs'), widget: 'table', rows: [{ row: 'food', label: label('食品', 'Food') }, { row: 'health', label: label('医疗', 'Health') }], totals: [{ field: 'amount', compute: 'sum(amount)' }], fields: [
        { field: 'amount', label: label('金额', 'Amount') },
        { field: 'note', label: label('备注', 'Note') },
      ] },
    ] },
  ],
  rules: [{ at: 'rent', holds: 'rent <= total', text: label('租金不能高于家庭总收入，请核对。', 'The rent cannot be above the income. Check it.') }],
}
const form = compileForm(definition)
const member = { name: '李强', income: 1500.1 }
const good = { members: [member, { name: '王芳', income: 1500.2 }], rent: 0 }

test('computed values follow from answers in the order of need, exactly, and what is posted for them is dropped', () => {
  const { data, errors } = checkForm(form, { ...good, total: 1, perHead: 1, poor: false })
  assert.deepEqual(errors, [])
  assert.deepEqual([data['total'], data['perHead'], data['poor']], [3000.3, 1500.15, true])
  assert.deepEqual(data['members'], [{ ...member, tax: 45.003 }, { name: '王芳', income: 1500.2, tax: 45.006 }])
  assert.deepEqual(Object.keys(data), ['perHead', 'total', 'members', 'poor', 'rent'])
})

test('a condition may hang on a computed value', () => {
  assert.equal(settleForm(form, { ...good, other: '大病' }).answers['other'], '大病')
  assert.equal(settleForm(form, { members: [{ name: '李强', income: 4000 }], rent: 0, other: '大病' }).answers['other'], undefined)
})

test('each rule tells its sentence at its field', () => {
  const table: [Record<string, unknown>, string, string, string][] = [
    [{ rent: 10 }, '/landlord', 'forms.required', '请填写“房东”。'],
    [{ rent: 99_999, landlord: '赵' }, '/rent', 'forms.rule', '租金不能高于家庭总收入，请核对。'],
    [{ members: [{ name: '李强', income: 9000, reason: '奖金' }] }, '/perHead', 'forms.range', '“人均收入”不能大于 5000，请改正。'],
    [{ members: [{ ...member, studies: true }] }, '/members/0/school', 'forms.required', '请填写“家庭成员”第 1 行的“学校”。'],
    [{ members: [member, { ...member, studies: true, school: '一中' }] }, '/members/1/income', 'forms.rule', '在读成员的月收入超过 1000 元，请核对。'],
    [{ members: [member, { name: '王芳', income: 4500 }] }, '/members/1/reason', 'forms.required', '请填写“家庭成员”第 2 行的“说明”。'],
    [{ members: [{ name: '李', income: 1 }] }, '/members/0/name', 'forms.too-short', '“家庭成员”第 1 行的“姓名”至少填 2 个字。'],
    [{ members: [{ name: '李强', income: '多' }] }, '/members/0/income', 'forms.type', '“家庭成员”第 1 行的“月收入”应填数字，例如 12.5。'],
    [{ members: [member, member, member, member, member] }, '/members', 'forms.too-many', '“家庭成员”最多 4 行，请删去多余的。'],
    [{ members: [] }, '/members', 'forms.required', '请在“家庭成员”中至少填写一行。'],
    [{ members: '两人' }, '/members', 'forms.type', '“家庭成员”应填一项或多项。'],
    // A table calls its rows by their names.
    [{ costs: [{ amount: 5 }, {}] }, '/costs/1/amount', 'forms.required', '请填写“金额”（医疗）。'],
  ]
  for (const [change, path, code, zh] of table) {
    const { errors } = checkForm(form, { ...good, ...change })
    const found = errors.filter((fault) => fault.path === path)
    assert.deepEqual(found.map((fault) => [fault.code, fault.zh]), [[code, zh]], JSON.stringify(errors))
    assert.doesNotMatch(found[0]?.en ?? 'undefined', /undefined|[一-龥]/)
  }
})

test('a computed value that is wrong by a wrong answer is not told beside it', () => {
  const { errors } = checkForm(form, { ...good, members: [{ name: '李', income: 99_999, reason: '奖金' }] })
  assert.deepEqual(errors.map((fault) => fault.path), ['/members/0/name'])
})

test('a hidden field of a row is dropped and not required; a rule that cannot be told yet is no fault', () => {
  const { data, errors } = checkForm(form, { ...good, members: [{ ...member, studies: false, school: '一中', hidden: 1 }] })
  assert.deepEqual(errors, [])
  assert.deepEqual(data['members'], [{ ...member, studies: false, tax: 45.003 }])
  assert.deepEqual(checkForm(form, { rent: 5, landlord: '赵' }).errors.map((fault) => fault.path), ['/members'])
})

test('kept answers hold nothing hidden, everything else as it was typed, and what the form does not know', () => {
  assert.deepEqual(keepAnswers(form, { members: [{ name: '李', school: '一中', income: '多' }], rent: '很多', other: '大病', secret: 1, total: 5 }), {
    members: [{ name: '李', income: '多' }], rent: '很多', secret: 1,
  })
})

test('a table keeps its rows in place and gives totals; untouched it is no answer', () => {
  const costs = form.byName.get('costs') ?? assert.fail()
  const posted = { 'costs.0.amount': '', 'costs.1.amount': '1,200.50', rent: '0', 'members.0.name': '李强', 'members.0.income': '1' }
  const { data } = checkForm(form, coerceForm(form, posted))
  assert.deepEqual(data['costs'], [{ row: 'food' }, { row: 'health', amount: 1200.5 }])
  assert.deepEqual(totalsOf(costs, data['costs']), { amount: 1200.5 })
  assert.equal(coerceForm(form, { 'costs.0.amount': ' ', 'costs.1.note': '' })['costs'], undefined)
})

test('rows of a group are posted by place; blank ones do not count; buttons add and remove them', () => {
  const rows = { 'members.0.name': '李强', 'members.1.name': '', 'members.2.name': '王芳', 'members.2.income': '12' }
  assert.deepEqual(coerceForm(form, rows)['members'], [{ name: '李强' }, { name: '王芳', income: 12 }])
  assert.deepEqual(coerceForm(form, { ...rows, 'row-change': 'members add' })['members'], [{ name: '李强' }, {}, { name: '王芳', income: 12 }, {}])
  assert.deepEqual(coerceForm(form, { ...rows, 'row-change': 'members remove 0' })['members'], [{}, { name: '王芳', income: 12 }])
  assert.deepEqual(coerceForm(form, { 'row-change': 'members add' })['members'], [{}, {}])
  // A place far beyond the last row allowed makes no thousand rows.
  assert.equal(coerceForm(form, { 'members.999.name': '甲乙' })['members'], undefined)
})

const broken = (change: (copy: FormDefinition) => void): string[] => {
  const copy = structuredClone(definition)
  change(copy)
  return checkFormDefinition(copy).map((fault) => `${fault.path} ${fault.code.replace('forms.definition-', '')}`)
}
const fieldOf = (copy: FormDefinition, page: number, at: number): FieldLayout => copy.layout[page]?.fields[at] ?? assert.fail('no such field')

test('each fault of an expression is found at its place', () => {
  assert.deepEqual(checkFormDefinition(definition), [])
  const table: [(copy: FormDefinition) => void, string[]][] = [
    [(copy) => { fieldOf(copy, 0, 1).compute = 'sum(members.incom)' }, ['/layout/0/fields/1/compute expression-name']],
    [(copy) => { fieldOf(copy, 0, 1).compute = 'perHead * 2' }, ['/layout/0/fields/0 circle', '/layout/0/fields/1 circle']],
    [(copy) => { fieldOf(copy, 0, 1).compute = 'total + 1' }, ['/layout/0/fields/1 circle']],
    [(copy) => { fieldOf(copy, 0, 2).fields?.splice(4, 1, { field: 'tax', label: label('税', 'Tax'), compute: 'count(members)' }) }, ['/layout/0/fields/2 circle']],
    [(copy) => { fieldOf(copy, 0, 2).fields?.splice(4, 1, { field: 'tax', label: label('税', 'Tax'), compute: 'tax + 1' }) }, ['/layout/0/fields/2/fields/4 circle']],
    [(copy) => { fieldOf(copy, 1, 2).requiredWhen = 'rents > 0' }, ['/layout/1/fields/2/requiredWhen expression-name']],
    [(copy) => { fieldOf(copy, 1, 1).when = 'landlord != null' }, ['/layout/1/fields/1/when condition-name']],
    [(copy) => { copy.rules = [{ at: 'rents', holds: 'rent > (', text: label('一', 'One') }] }, ['/rules/0/holds condition', '/rules/0/at expression-name']],
    [(copy) => { fieldOf(copy, 1, 4).totals = [{ field: 'amounts', compute: 'sum(total)' }] }, ['/layout/1/fields/4/totals/0/compute expression-name', '/layout/1/fields/4/totals/0/field expression-name']],
    [(copy) => { fieldOf(copy, 0, 2).fields?.pop() }, ['/layout/0/fields/2/fields not-in-layout']],
    [(copy) => { delete copy.schema.properties['members']?.maxItems }, ['/layout/0/fields/2 kind-needs']],
    [(copy) => { fieldOf(copy, 1, 1).widget = 'signature' }, ['/layout/1/fields/1/widget kind-type', '/layout/1/fields/1 kind-needs']],
    [(copy) => { fieldOf(copy, 1, 1).widget = 'documents' }, ['/layout/1 files-apart', '/layout/1/fields/1/widget kind-type']],
    [(copy) => { fieldOf(copy, 1, 1).rows = [{ row: 'a', label: label('一', 'One') }] }, ['/layout/1/fields/1/rows kind-word']],
    [(copy) => { fieldOf(copy, 0, 2).fields?.splice(0, 1, { field: 'name', label: label('姓名', 'Name'), widget: 'address' }) }, ['/layout/0/fields/2/fields/0/widget kind-in-row']],
  ]
  for (const [change, expected] of table) assert.deepEqual(broken(change).toSorted(), expected.toSorted())
  assert.match(checkFormDefinition({ ...definition, layout: structuredClone(definition.layout).map((page) => ({ ...page, fields: page.fields.map((field) => (field.field === 'total' ? { ...field, compute: 'perHead' } : field)) })) })[0]?.en ?? '', /perHead → total → perHead|total → perHead → total/)
})

test('names of a row stand alone inside a filter', () => {
  assert.deepEqual(broken((copy) => { fieldOf(copy, 0, 1).compute = 'sum(members[income > 1000].income)' }), [])
})

test('whatever is sent, settling it twice changes nothing more, hidden answers are gone and no check throws', () => {
  const value = fc.oneof(fc.constant(undefined), fc.boolean(), fc.integer({ min: -5, max: 9000 }), fc.string({ maxLength: 5 }), fc.constantFrom('true', ' ', '李强'))
  const row = fc.record({ name: value, studies: value, school: value, income: value, tax: value, reason: value, amount: value })
  const sent = fc.record({ members: fc.oneof(fc.array(fc.oneof(row, value), { maxLength: 7 }), value), total: value, perHead: value, poor: value, rent: value, landlord: value, other: value, costs: fc.oneof(fc.array(row, { maxLength: 3 }), value), extra: value })
  fc.assert(
    fc.property(sent, (given) => {
      const once = keepAnswers(form, given)
      assert.deepEqual(keepAnswers(form, once), once)
      const { data } = checkForm(form, given)
      assert.deepEqual(checkForm(form, data).data, data)
      if (data['poor'] !== true) assert.ok(!('other' in data))
      for (const one of Array.isArray(data['members']) ? data['members'] : []) if (typeof one === 'object' && one !== null && 'school' in one) assert.equal('studies' in one && one.studies, true)
    }),
    { numRuns: 2_000, seed: 4 },
  )
})
