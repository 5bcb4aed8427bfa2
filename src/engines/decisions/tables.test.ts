// Decision tables: every hit policy and aggregation, defaults, priorities, and the sentences that explain them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decision, dmn, tableXml } from '../../../test/decision-texts.ts'
import { evaluateDecision } from './evaluate.ts'
import { loadDecisions } from './load.ts'

interface Table {
  policy: string
  rules: string[]
  outputs?: string[]
  fallback?: string
  /** Values of each output, the highest priority first. */
  values?: string[]
}

function run({ policy, rules, outputs, fallback, values }: Table, x: unknown) {
  const [name = '', aggregation] = policy.split(' of ')
  let table = tableXml([{ expression: 'x', type: 'number' }], rules, { policy: name, ...(outputs ? { outputs } : {}), ...(fallback ? { fallback } : {}) })
  if (aggregation) table = table.replace('hitPolicy="COLLECT"', `hitPolicy="COLLECT" aggregation="${aggregation}"`)
  for (const list of values ?? []) table = table.replace(/(<output name="[^"]*" label="[^"]*">)(?!<outputValues)/, `$1<outputValues><text>${list}</text></outputValues>`)
  const { model, problems } = loadDecisions(dmn(decision('d', table)))
  assert.deepEqual(problems, [])
  assert.ok(model)
  return evaluateDecision(model, 'd', { x })
}

const rules = ['< 10 => 1', '< 20 => 2', '< 30 => 1', '>= 30 => "x"']

/** Table, input, value, codes of problems, numbers of the rules told. */
const cases: [name: string, table: Table, x: unknown, value: unknown, codes: string[], told: number[]][] = [
  ['unique: one', { policy: 'UNIQUE', rules }, 25, 1, [], [3]],
  ['unique: several', { policy: 'UNIQUE', rules }, 5, null, ['decision.several-rules'], []],
  ['any: the same', { policy: 'ANY', rules: ['< 10 => 1', '< 20 => 0.5 + 0.5'] }, 5, 1, [], [1, 2]],
  ['any: different', { policy: 'ANY', rules }, 5, null, ['decision.rules-contradict'], []],
  ['first', { policy: 'FIRST', rules }, 15, 2, [], [2]],
  ['priority', { policy: 'PRIORITY', rules, values: ['2, 1, "x"'] }, 5, 2, [], [2]],
  ['priority: outside the listed values', { policy: 'PRIORITY', rules: ['< 10 => 3', '< 20 => 2'], values: ['2, 1'] }, 5, 2, ['decision.output-not-allowed'], [2]],
  ['rule order', { policy: 'RULE ORDER', rules }, 5, [1, 2, 1], [], [1, 2, 3]],
  ['output order', { policy: 'OUTPUT ORDER', rules, values: ['2, 1, "x"'] }, 5, [2, 1, 1], [], [2, 1, 3]],
  ['collect', { policy: 'COLLECT', rules }, 15, [2, 1], [], [2, 3]],
  ['collect: none', { policy: 'COLLECT', rules }, undefined, [], [], []],
  ['sum', { policy: 'COLLECT of SUM', rules }, 5, 4, [], [1, 2, 3]],
  ['sum of what is no number', { policy: 'COLLECT of SUM', rules }, 35, null, ['decision.not-aggregated'], [4]],
  ['least', { policy: 'COLLECT of MIN', rules }, 5, 1, [], [1, 2, 3]],
  ['greatest', { policy: 'COLLECT of MAX', rules }, 5, 2, [], [1, 2, 3]],
  ['count', { policy: 'COLLECT of COUNT', rules }, 5, 3, [], [1, 2, 3]],
  ['count of none', { policy: 'COLLECT of COUNT', rules }, undefined, 0, [], []],
  ['no rule', { policy: 'FIRST', rules }, undefined, null, ['decision.no-rule-fits'], []],
  ['a default', { policy: 'FIRST', rules, fallback: '9' }, undefined, 9, [], []],
  ['a default of a list', { policy: 'RULE ORDER', rules, fallback: '9' }, undefined, [9], [], []],
  ['several outputs by priority of the first, then the second', { policy: 'OUTPUT ORDER', rules: ['< 10 => "b"; 1', '< 20 => "a"; 1', '< 30 => "a"; 2'], outputs: ['p', 'q'], values: ['"a", "b"', '2, 1'] }, 5, [{ p: 'a', q: 2 }, { p: 'a', q: 1 }, { p: 'b', q: 1 }], [], [3, 2, 1]],
  ['several outputs are added up each', { policy: 'COLLECT of SUM', rules: ['< 10 => 1; 10', '< 20 => 2; 20'], outputs: ['p', 'q'] }, 5, { p: 3, q: 30 }, [], [1, 2]],
]

for (const [name, table, x, value, codes, told] of cases) {
  test(`hit policy: ${name}`, () => {
    const result = run(table, x)
    assert.deepEqual(JSON.parse(JSON.stringify(result.value)), value)
    assert.deepEqual(result.problems.map(({ code }) => code), codes)
    const [step] = result.trace
    assert.deepEqual((step?.rules ?? (step?.rule ? [step.rule] : [])).map(({ number }) => number), told)
  })
}

/** What a clerk reads aloud. */
const sentences: [table: Table, x: unknown, zh: string, en: string][] = [
  [{ policy: 'FIRST', rules }, 15, '“d标准”适用第 2 条规则（规则2）：x为 15，符合 < 20。取最先适用的一条。结果：2。', '"d标准": rule 2 (规则2) fits: x is 15, which fits < 20. The first that fits decides. Result: 2.'],
  [{ policy: 'COLLECT of SUM', rules }, 15, '“d标准”适用第 2 条规则（规则2）、第 3 条规则（规则3）：x为 15。各条结果相加。结果：3。', '"d标准": rules 2 (规则2), 3 (规则3) fit: x is 15. Their results are added up. Result: 3.'],
  [{ policy: 'UNIQUE', rules, fallback: '0' }, undefined, '“d标准”没有规则适用：x为 空。结果：0。', '"d标准": no rule fits: x is null. Result: 0.'],
]

for (const [table, x, zh, en] of sentences) {
  test(`told: ${en}`, () => {
    const [step] = run(table, x).trace
    assert.deepEqual([step?.zh, step?.en], [zh, en])
  })
}

test('a condition on other data is its own verdict, and priorities may come from the type', () => {
  const type = '<itemDefinition name="rank"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>'
  const table = tableXml([{ expression: 'x' }], ['limit > 5 => "low"', '- => "low"', '"a" => "high"'], { policy: 'PRIORITY' }).replace('<output name=""', '<output typeRef="rank" name=""')
  const { model, problems } = loadDecisions(dmn(type, decision('d', table)))
  assert.deepEqual(problems, [])
  assert.ok(model)
  const [high, low] = ['a', 'b'].map((x) => evaluateDecision(model, 'd', { x, limit: 10 }))
  assert.deepEqual([high?.value, low?.value, low?.trace[0]?.rule?.number], ['high', 'low', 1])
})

test('a column may read what a rule needs, and cells may speak of the input by ?', () => {
  const table = tableXml([{ expression: 'x' }], ['? > limit and ? < 100 => "middle"', 'not(? > limit) => "low"', 'list contains([100, 200], ?) => "listed"'])
  const { model } = loadDecisions(dmn(decision('d', table)))
  assert.ok(model)
  const values = [50, 5, 200].map((x) => evaluateDecision(model, 'd', { x, limit: 10 }).value)
  assert.deepEqual(values, ['middle', 'low', 'listed'])
})
