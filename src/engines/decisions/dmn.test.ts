// Decision tables: what they give and how they explain it, what is refused at loading, and the gaps and overlaps of their geometry.
import assert from 'node:assert/strict'
import test from 'node:test'
import { evaluateDecision } from './evaluate.ts'
import { type Column, decision, dmn, tableXml, text } from '../../../test/decision-texts.ts'
import { checkDecisions } from './checks.ts'
import { loadDecisions } from './load.ts'
import type { DecisionModel } from './model.ts'

function model(xml: string): DecisionModel {
  const loaded = loadDecisions(xml)
  assert.deepEqual(loaded.problems, [])
  assert.ok(loaded.model)
  return loaded.model
}

const fee = tableXml([{ expression: '面积', type: 'number' }, { expression: '亮灯', type: 'boolean' }], ['< 10 | - => 0.1', '[10..50) | false => 0.2', '[10..50) | true => 0.3', '>= 50 | - => 1'])

test('a table decides and explains itself in two languages', () => {
  const result = evaluateDecision(model(dmn(decision('fee', fee))), 'fee', { 面积: 49.99, 亮灯: true })
  assert.equal(result.value, 0.3)
  assert.deepEqual(result.problems, [])
  const [step] = result.trace
  assert.deepEqual(step?.rule, { number: 3, id: 'r3', label: '规则3' })
  assert.deepEqual(step.inputs, [{ label: '面积', expression: '面积', value: 49.99, test: '[10..50)' }, { label: '亮灯', expression: '亮灯', value: true, test: 'true' }])
  assert.equal(step.zh, '“fee标准”适用第 3 条规则（规则3）：面积为 49.99，符合 [10..50)；亮灯为 是。结果：0.3。')
  assert.equal(step.en, '"fee标准": rule 3 (规则3) fits: 面积 is 49.99, which fits [10..50); 亮灯 is true. Result: 0.3.')
})

test('decisions require decisions, and literal expressions compute exactly', () => {
  const total = decision('total', text('literalExpression', 'fee * 面积 + 0.1'), ['fee'])
  const result = evaluateDecision(model(dmn(total, decision('fee', fee))), 'total', { 面积: 20, 亮灯: false })
  assert.equal(result.value, 4.1)
  assert.deepEqual(result.trace.map((step) => step.decision), ['fee', 'total'])
})

test('several outputs give a context; a default steps in', () => {
  const xml = dmn(decision('d', tableXml([{ expression: 'x', type: 'string' }], ['"a" => 1; true'], { outputs: ['n', 'ok'], fallback: '0' })))
  assert.deepEqual(evaluateDecision(model(xml), 'd', { x: 'a' }).value, { n: 1, ok: true })
  const other = evaluateDecision(model(xml), 'd', { x: 'b' })
  assert.deepEqual(other.value, { n: 0, ok: 0 })
  assert.match(other.trace[0]?.zh ?? '', /没有规则适用/)
})

test('what goes wrong at evaluation gives null and a problem', () => {
  const both = model(dmn(decision('d', tableXml([{ expression: 'x', type: 'number', values: '[0..100]' }], ['< 10 => 1', '< 20 => 2', '> 50 => 1 / 0']))))
  const cases: [unknown, string][] = [[5, 'decision.several-rules'], [30, 'decision.no-rule-fits'], [200, 'decision.input-not-allowed'], [60, 'feel.no-number'], [undefined, 'decision.input-not-allowed']]
  for (const [x, code] of cases) {
    const { value, problems } = evaluateDecision(both, 'd', { x })
    assert.equal(value, null)
    assert.ok(problems.some((problem) => problem.code === code), `${x}: ${JSON.stringify(problems)}`)
  }
  assert.equal(evaluateDecision(both, 'nobody', {}).problems[0]?.code, 'decision.unknown')
  const limited = model(dmn(decision('d', tableXml([{ expression: 'x', type: 'number' }], ['- => x']).replace('<output name="" label="结果">', `<output name="" label="结果">${text('outputValues', '1, 2')}`))))
  assert.equal(evaluateDecision(limited, 'd', { x: 3 }).problems[0]?.code, 'decision.output-not-allowed')
})

const table = tableXml([{ expression: 'x' }], ['1 => 1'])

/** Code, text in the line named, XML. */
const refused: [string, string, string][] = [
  ['decision.not-dmn', '', '<a/>'],
  ['decision.not-dmn', '', 'no XML'],
  ['decision.not-dmn', '', '<!DOCTYPE a []><a/>'],
  ['decision.no-decision', '', dmn()],
  ['decision.id-twice', '', dmn(decision('d', table), decision('d', table))],
  ['decision.no-logic', 'id="d"', dmn(decision('d', ''))],
  ['decision.no-logic', 'businessKnowledgeModel', dmn(decision('d', table), '<businessKnowledgeModel id="b" name="b"/>')],
  ['decision.language-not-supported', 'javascript', dmn(decision('d', `\n${text('literalExpression', '1', ' expressionLanguage="javascript"')}`))],
  ['decision.part-missing', '<conditional', dmn(decision('d', '<conditional></conditional>'))],
  ['decision.import-missing', '<import', dmn('<import name="o" namespace="urn:nowhere" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>', decision('d', table))],
  ['decision.no-priority', 'hitPolicy', dmn(decision('d', tableXml([{ expression: 'x' }], ['1 => 1'], { policy: 'PRIORITY' })))],
  ['decision.hit-policy-not-supported', 'hitPolicy', dmn(decision('d', tableXml([{ expression: 'x' }], ['1 => 1'], { policy: 'BEST' })))],
  ['decision.no-output', 'hitPolicy', dmn(decision('d', table.replace(/<output .*<\/output>/, '').replace(/<outputEntry>.*?<\/outputEntry>/, '')))],
  ['decision.no-rule', 'hitPolicy', dmn(decision('d', tableXml([{ expression: 'x' }], [])))],
  ['decision.rule-cells', 'id="r1"', dmn(decision('d', tableXml([{ expression: 'x' }], ['1 | 2 => 1'])))],
  ['decision.output-name', 'hitPolicy', dmn(decision('d', tableXml([{ expression: 'x' }], ['1 => 1; 2'], { outputs: ['a', 'a'] })))],
  ['decision.input-missing', '<input ', dmn(decision('d', tableXml([{ expression: '' }], ['1 => 1'])))],
  ['decision.expression-invalid', 'id="r1"', dmn(decision('d', tableXml([{ expression: 'x' }], ['1 => 1 +'])))],
  ['decision.expression-invalid', 'id="r1"', dmn(decision('d', tableXml([{ expression: 'x' }], ['> => 1'])))],
  ['decision.dangling-reference', 'id="d"', dmn(decision('d', table, ['nobody']))],
  ['decision.cycle', 'id="d"', dmn(decision('d', table, ['e']), decision('e', table, ['d']))],
]

for (const [code, inLine, xml] of refused) {
  test(`refused: ${code} ${inLine}`, () => {
    const loaded = loadDecisions(xml)
    assert.equal(loaded.model, undefined)
    const found = loaded.problems.find((problem) => problem.code === code)
    assert.ok(found, JSON.stringify(loaded.problems))
    if (inLine !== '') assert.ok(xml.split('\n')[found.line - 1]?.includes(inLine), `line ${found.line}`)
  })
}

/** Name, columns, rules, findings as code and a part of the words. */
const shapes: [string, Column[], string[], [string, string][]][] = [
  ['whole', [{ expression: 'n', type: 'number' }], ['< 10 => 1', '[10..20] => 2', '> 20 => 3'], []],
  ['a point is missing', [{ expression: 'n', type: 'number' }], ['< 10 => 1', '> 10 => 3'], [['gap', 'n is 10']]],
  ['a stretch is missing', [{ expression: 'n', type: 'number' }], ['< 10 => 1', '> 10.5 => 3', '10 => 2', '10.5 => 2'], [['gap', 'n lies between 10 and 10.5 (for example 10.25)']]],
  ['a bound is taken twice', [{ expression: 'n', type: 'number' }], ['<= 10 => 1', '>= 10 => 2'], [['overlap', 'rules 1 and 2 overlap: n is 10']]],
  ['outside the allowed values nothing is missing', [{ expression: 'n', type: 'number', values: '[0..100]' }], ['[0..50] => 1', '(50..100] => 2'], []],
  ['below and above', [{ expression: 'n', type: 'number' }], ['[0..50] => 1'], [['gap', 'less than 0'], ['gap', 'greater than 50']]],
  ['a listed value is missing', [{ expression: 's', type: 'string', values: '"a", "b", "c"' }], ['"a" => 1', '"b" => 2'], [['gap', 's is "c"']]],
  ['other values', [{ expression: 's', type: 'string' }], ['"a" => 1', '"b" => 2'], [['gap', 's is something else']]],
  ['not() takes the rest', [{ expression: 's', type: 'string' }], ['"a" => 1', 'not("a") => 2'], []],
  ['a combination is missing', [{ expression: 'b', type: 'boolean' }, { expression: 'n', type: 'number' }], ['true | - => 1', 'false | < 5 => 2'], [['gap', 'b is false, n is 5'], ['gap', 'b is false, n is greater than 5']]],
  ['a combination is taken twice', [{ expression: 'b', type: 'boolean' }, { expression: 'n', type: 'number' }], ['true | - => 1', '- | < 5 => 2', 'false | >= 5 => 3'], [['overlap', 'b is true, n is less than 5']]],
  ['dates, day by day', [{ expression: 'd', type: 'date' }], ['< date("2026-01-01") => 1', '[date("2026-01-01")..date("2026-12-31")] => 2', '>= date("2027-01-01") => 3'], []],
]

for (const [name, columns, rules, expected] of shapes) {
  test(`geometry: ${name}`, () => {
    const { findings, undecided } = checkDecisions(model(dmn(decision('d', tableXml(columns, rules)))))
    assert.deepEqual(undecided, [])
    assert.equal(findings.length, expected.length, JSON.stringify(findings))
    for (const [i, [code, words]] of expected.entries()) {
      assert.equal(findings[i]?.code, `decision.${code}`)
      assert.ok(findings[i].en.includes(words), findings[i].en)
      assert.ok(findings[i].line > 3)
    }
  })
}

test('geometry says what it cannot decide, and a default closes every gap', () => {
  const depends = checkDecisions(model(dmn(decision('d', tableXml([{ expression: 'n', type: 'number' }], ['> limit => 1'])))))
  assert.deepEqual([depends.findings, depends.undecided.map(({ code }) => code)], [[], ['decision.not-checkable']])
  const closed = checkDecisions(model(dmn(decision('d', tableXml([{ expression: 'n', type: 'number' }], ['> 5 => 1'], { fallback: '0' })))))
  assert.deepEqual(closed.findings, [])
})
