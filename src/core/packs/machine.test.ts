// What a machine may conclude: grant in full, or nothing; and how it says why.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadDecisions } from '#engines/decisions'
import { covers, judgeByMachine, type MachineFacts } from './machine.ts'
import { sayTest, sayValue } from './machine-words.ts'
import { automaticOf, type Automatic } from './schema-automation.ts'
import type { ItemContent } from './schema-items.ts'

const rules = (answers: readonly string[]) => answers.map((answer, n) => `<rule id="r${n}"><description>规则${n}</description><inputEntry id="r${n}i"><text>${['&lt; 10', '[10..20)', '&gt;= 20'][n] ?? '-'}</text></inputEntry><outputEntry id="r${n}o"><text>${answer}</text></outputEntry><outputEntry id="r${n}a"><text>${[5, 15, 25][n] ?? 0}</text></outputEntry></rule>`).join('')
const tableOf = (...answers: string[]) => loadDecisions(`<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:x"><inputData id="data" name="data"><variable id="v" name="data" typeRef="Any"/></inputData>
<decision id="t" name="t" label="表"><variable id="tv" name="t" typeRef="Any"/><informationRequirement id="q"><requiredInput href="#data"/></informationRequirement><decisionTable id="dt" hitPolicy="UNIQUE">
<input id="i" label="数量"><inputExpression id="ie" typeRef="number"><text>data.amount</text></inputExpression></input><output id="o" name="decision" typeRef="Any"/><output id="a" name="upTo" typeRef="number"/>${rules(answers)}</decisionTable></decision></definitions>`).model

const automatic: Automatic = {
  grade: 3, outcomes: { grant: 3 }, decision: 't', steps: ['accept', 'decide'], release: { body: '11990100700140426Y', role: 'head', on: '2026-01-05' }, basis: [{ law: '个人信息保护法' }],
  announcement: { zh: '自动' }, data: [{ key: 'amount', name: { zh: '数量', en: 'Amount' }, from: [{ source: 'form', value: 'form.amount' }] }], review: 'x', reversalRateMax: 0.05,
}
const content: ItemContent = { code: 'x', codeScheme: 'local', name: { zh: '事项' }, type: 'PUBLIC_SERVICE', targets: ['natural'], bodies: { receiving: 'R', handling: 'H', deciding: 'D' }, caseKind: 'PROMISED', materials: [], automation: automatic }
const facts = (form: Record<string, unknown>): MachineFacts => ({ form, scenario: {}, applicant: { kind: 'natural', name: '张敏', idKind: 'resident-id', idNumber: '990102199203140264' }, papers: [], licences: [], today: '2026-11-23' })
const judge = (form: Record<string, unknown>, table = tableOf('"grant"', '"person"', '"refuse"'), of = automatic) => judgeByMachine(content, of, table, facts(form))
const codes = (judgement: ReturnType<typeof judge>) => [judgement.grants, ...judgement.reasons.map(({ code }) => code)]

describe('a judgement', () => {
  test('grants where the table grants, and says by which rule and datum', () => {
    const judgement = judge({ amount: 5 })
    assert.deepEqual([codes(judgement), judgement.rule], [[true], { number: 1, label: '规则0' }])
    assert.equal(judgement.conditions[0]?.zh, '数量：5（条件：低于 10）。来源：申请表（申请人填写并对真实性负责，许可法31）。')
  })
  test('never grants for any other answer, also one that a table should not have', () => {
    assert.deepEqual(codes(judge({ amount: 15 })), [false, 'table-says-person'])
    assert.deepEqual(codes(judge({ amount: 25 })), [false, 'no-rule'])
    assert.deepEqual(codes(judge({ amount: 5 }, tableOf('null'))), [false, 'no-rule'])
    assert.deepEqual(codes(judge({ amount: 15 }, tableOf('"grant"'))), [false, 'table-problem', 'no-rule'])
    assert.deepEqual(codes(judgeByMachine(content, automatic, undefined, facts({ amount: 5 }))), [false, 'table-problem'])
  })
  test('asks no table where a datum is missing or contested', () => {
    const missing = judge({})
    assert.deepEqual([codes(missing), missing.value, missing.conditions], [[false, 'data-missing'], null, []])
    const two: Automatic = { ...automatic, data: [{ key: 'amount', name: { zh: '数量' }, from: [{ source: 'form', value: 'form.amount' }, { source: 'form', value: 'form.other' }] }] }
    assert.deepEqual(codes(judge({ amount: 5, other: 6 }, undefined, two)), [false, 'data-contested'])
    assert.deepEqual(codes(judge({ amount: 5, other: 5 }, undefined, two)), [true])
  })
  test('gives as much as was asked or nothing (许可法 38)', () => {
    const asking: Automatic = { ...automatic, asks: [{ name: { zh: '额度' }, asked: 'form.wish', granted: 'upTo' }] }
    assert.deepEqual(codes(judge({ amount: 5, wish: 5 }, undefined, asking)), [true])
    assert.deepEqual(codes(judge({ amount: 5, wish: 6 }, undefined, asking)), [false, 'less-than-asked'])
    assert.deepEqual(codes(judge({ amount: 5 }, undefined, asking)), [false, 'less-than-asked'])
  })
})

test('what is granted covers what was asked, or is less', () => {
  for (const [granted, asked, expected] of [[5, 5, true], [6, 5, true], [4, 5, false], [['a', 'b'], 'a', true], [['a'], ['a', 'b'], false], ['a', 'a', true], [false, true, false], [null, 1, false], [1, null, false], ['10', 5, false]] as const) {
    assert.equal(covers(granted, asked), expected, `${JSON.stringify(granted)} for ${JSON.stringify(asked)}`)
  }
})

test('cells and values are said in words, and as they stand where there are none', () => {
  const words = { a: { zh: '甲', en: 'A' } }
  const said = (test: string) => [sayTest(test, 'zh', words), sayTest(test, 'en', words)]
  assert.deepEqual(said('[80..90)'), ['不低于 80，低于 90', 'at least 80 and less than 90'])
  assert.deepEqual(said('(1..2]'), ['高于 1，不超过 2', 'more than 1 and at most 2'])
  assert.deepEqual(said('"a", "b"'), ['甲或者b', 'A or b'])
  assert.deepEqual(said('>= 5'), ['不低于 5', 'at least 5'])
  assert.deepEqual([...said('-'), ...said('true'), ...said('not(3)')], ['', '', '是', 'yes', 'not(3)', 'not(3)'])
  assert.deepEqual([sayValue(null, 'zh'), sayValue([1], 'en')], ['没有', '[1]'])
})

test('only a whole automation of grade 3 decides', () => {
  assert.equal(automaticOf({}), undefined)
  assert.equal(automaticOf({ automation: { ...automatic, grade: 2 } }), undefined)
  assert.equal(automaticOf({ automation: { ...automatic, outcomes: { grant: 2 } } }), undefined)
  const { review: _review, ...partial } = automatic
  assert.equal(automaticOf({ automation: partial }), undefined)
  assert.equal(automaticOf({ automation: automatic }), automatic)
})
