// What is found before publication: gaps, overlaps, contradictions and masked rules with a witness; type errors; inputs that nothing reads.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Column, decision, dmn, tableXml, text } from '../../../test/decision-texts.ts'
import { checkDecisions } from './checks.ts'
import { loadDecisions } from './load.ts'

const n: Column = { expression: 'n', type: 'number' }
const s: Column = { expression: 's', type: 'string' }
const b: Column = { expression: 'b', type: 'boolean' }

interface Shape {
  columns: Column[]
  rules: string[]
  policy?: string
  values?: string
  fallback?: string
}

function found({ columns, rules, policy, values, fallback }: Shape) {
  let table = tableXml(columns, rules, { ...(policy ? { policy } : {}), ...(fallback ? { fallback } : {}) })
  if (values) table = table.replace('<output name="" label="结果">', `<output name="" label="结果">${text('outputValues', values)}`)
  const { model, problems } = loadDecisions(dmn(decision('d', table)))
  assert.deepEqual(problems, [])
  assert.ok(model)
  return checkDecisions(model)
}

/** Findings as code and a part of the words. */
const shapes: [name: string, shape: Shape, expected: [code: string, words: string][]][] = [
  ['first: whole', { policy: 'FIRST', columns: [n], rules: ['< 10 => 1', '- => 2'] }, []],
  ['first: a rule masked by one', { policy: 'FIRST', columns: [n], rules: ['< 20 => 1', '< 10 => 2', '- => 3'] }, [['unreachable', 'rule 2 never decides: wherever it fits, rule 1 comes first']]],
  ['first: a rule masked by two together', { policy: 'FIRST', columns: [n], rules: ['< 10 => 1', '>= 10 => 2', '[5..15] => 3'] }, [['unreachable', 'rule 3 never decides: wherever it fits, rule 1, 2 comes first']]],
  ['first: two columns mask together', { policy: 'FIRST', columns: [n, b], rules: ['< 10 | true => 1', '< 20 | false => 2', '[0..5] | - => 3', '- | - => 4'] }, [['unreachable', 'rule 3']]],
  ['first: not masked, one point is left', { policy: 'FIRST', columns: [n], rules: ['< 10 => 1', '> 10 => 2', '[5..15] => 3'] }, []],
  ['first: a gap', { policy: 'FIRST', columns: [n], rules: ['< 10 => 1', '> 10 => 2'] }, [['gap', 'n is 10']]],
  ['any: overlaps that agree', { policy: 'ANY', columns: [n], rules: ['< 10 => 1', '< 20 => 0.5 + 0.5', '>= 20 => 2'] }, []],
  ['any: a contradiction', { policy: 'ANY', columns: [n], rules: ['<= 10 => 1', '>= 10 => 2'] }, [['contradiction', 'rules 1 and 2 both fit and give different results: n is 10']]],
  ['priority: masked by a higher one', { policy: 'PRIORITY', values: '"high", "low"', columns: [n], rules: ['[0..5] => "low"', '< 10 => "high"', '>= 10 => "low"'] }, [['unreachable', 'rule 1 never decides']]],
  ['priority: higher ones mask nothing', { policy: 'PRIORITY', values: '"high", "low"', columns: [n], rules: ['< 10 => "low"', '[0..5] => "high"', '>= 10 => "low"'] }, []],
  ['collect: overlaps and gaps are meant', { policy: 'COLLECT', columns: [n], rules: ['< 10 => 1', '< 20 => 2'] }, []],
  ['rule order: a gap', { policy: 'RULE ORDER', columns: [n], rules: ['< 10 => 1', '< 20 => 2'] }, [['gap', 'n is 20'], ['gap', 'n is greater than 20']]],
  ['a rule that no value fits', { columns: [{ ...n, values: '[0..100]' }], rules: ['<= 100 => 1', '> 200 => 2'] }, [['unreachable', 'rule 2 never fits: no value of "n" fits > 200']]],
  ['columns of the same expression are one', { columns: [n, n], rules: ['>= 0 | <= 10 => 1', '< 0 | - => 2', '- | > 10 => 3'] }, []],
  ['a null that is named is looked for', { columns: [n], rules: ['null => 0', '<= 5 => 1', '> 5 => 2'] }, []],
  ['times', { columns: [{ expression: 't', type: 'time' }], rules: ['< @"09:00:00" => 1', '[@"09:00:00"..@"17:00:00"] => 2', '> @"17:30:00" => 3'] }, [['gap', 't lies between 17:00:00 and 17:30:00 (for example 17:00:01)'], ['gap', 't is 17:30:00']]],
  ['months, one by one', { columns: [{ expression: 'm' }], rules: ['<= @"P11M" => 1', '>= @"P1Y" => 2'] }, []],
  ['moments', { columns: [{ expression: 'm' }], rules: ['< @"2026-05-01T00:00:00Z" => 1', '> @"2026-05-01T08:00:00+08:00" => 2'] }, [['gap', 'm is 2026-05-01T00:00:00Z']]],
  ['texts by their order', { columns: [s], rules: ['< "m" => 1', '> "m" => 2'] }, [['gap', 's is "m"']]],
  ['a cell of a wrong type', { columns: [n], rules: ['< 10 => 1', '>= 10 => 2', '"x" => 3'] }, [['type-error', 'column "n": "x" is not of type number']]],
  ['a column without a word', { columns: [n, b], rules: ['< 10 | - => 1', '>= 10 | - => 2'] }, [['unused-input', 'no cell of column "b" says anything']]],
]

for (const [name, shape, expected] of shapes) {
  test(`found: ${name}`, () => {
    const { findings, undecided } = found(shape)
    const isMixed = expected.some(([code]) => code === 'type-error')
    if (!isMixed) assert.deepEqual(undecided, [])
    assert.deepEqual(findings.map(({ code }) => code), expected.map(([code]) => `decision.${code}`), JSON.stringify(findings))
    for (const [i, [, words]] of expected.entries()) {
      assert.ok(findings[i]?.en.includes(words), findings[i]?.en ?? '')
      assert.ok((findings[i]?.line ?? 0) > 3 && findings[i]?.element === 'd' && findings[i].zh !== '')
    }
  })
}

test('allowed values of a type bound its column', () => {
  const types = '<itemDefinition name="grade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition><itemDefinition name="share"><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>'
  const columns: Column[] = [{ expression: 'g', type: 'grade' }, { expression: 'q', type: 'share' }]
  const whole = loadDecisions(dmn(types, decision('d', tableXml(columns, ['"A" | <= 0.5 => 1', '"A" | > 0.5 => 2', '"B" | - => 3']))))
  const lacking = loadDecisions(dmn(types, decision('d', tableXml(columns, ['"A" | < 0.5 => 1', '"A" | > 0.5 => 2']))))
  assert.ok(whole.model && lacking.model)
  assert.deepEqual(checkDecisions(whole.model).findings, [])
  assert.deepEqual(checkDecisions(lacking.model).findings.map(({ en }) => en), ['"d标准": no rule covers: g is "A", q is 0.5.', '"d标准": no rule covers: g is "B".'])
})

const input = (name: string, type: string) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
const item = '<itemDefinition name="person"><itemComponent name="age"><typeRef>number</typeRef></itemComponent><itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>'
const literal = (expression: string, type = '') => `<decision id="d" name="d"><variable name="d"${type ? ` typeRef="${type}"` : ''}/>${['p', 'n', 's'].map((one) => `<informationRequirement><requiredInput href="#${one}"/></informationRequirement>`).join('')}${text('literalExpression', expression)}</decision>`

/** Expression, promised type, what is said; nothing where nothing is wrong. */
const typed: [expression: string, type: string, words: string[]][] = [
  ['p.age + n', 'number', []],
  ['p.age + s', '', ['"+" does not take number and string']],
  ['p.name', '', ['there is no field "name"']],
  ['p.age > "18"', '', ['">" does not take number and string']],
  ['p.age and true', '', ['one side of "and" is of type number']],
  ['if s then 1 else 2', '', ['one side of "if" is of type string']],
  ['n + 1', 'string', ['n + 1 is not of type string']],
  ['s + "x"', 'string', []],
  ['p.born > date("2000-01-01")', 'boolean', []],
  ['function(x: nowhere) x', '', ['unknown type nowhere']],
  ['[n]', 'number', []],
  ['p.age between "a" and 5', '', ['"between" does not take number and string']],
]

for (const [expression, type, words] of typed) {
  test(`types: ${expression} as ${type || 'anything'}`, () => {
    const { model, problems } = loadDecisions(dmn(item, input('p', 'person'), input('n', 'number'), input('s', 'string'), literal(expression, type)))
    assert.deepEqual(problems, [])
    assert.ok(model)
    const { findings } = checkDecisions(model)
    assert.deepEqual(findings.map(({ code }) => code), words.map(() => 'decision.type-error'), JSON.stringify(findings))
    for (const [i, one] of words.entries()) assert.ok(findings[i]?.en.includes(one), findings[i]?.en ?? '')
  })
}

test('an input that no decision uses is told', () => {
  const { model } = loadDecisions(dmn(input('idle', 'number'), decision('d', text('literalExpression', '1'))))
  assert.ok(model)
  assert.deepEqual(checkDecisions(model).findings.map(({ code, element }) => [code, element]), [['decision.unused-input', 'idle']])
})

test('a large table is checked, or what was not is told', () => {
  const columns: Column[] = Array.from({ length: 6 }, (_, i) => ({ expression: `c${i}`, type: 'number' }))
  const rules = Array.from({ length: 120 }, (_, i) => `${columns.map((_, c) => `[${(i * (c + 1)) % 40}..${((i * (c + 1)) % 40) + 3})`).join(' | ')} => ${i}`)
  const { findings, undecided } = found({ policy: 'FIRST', columns, rules })
  assert.ok(findings.length + undecided.length > 0)
})
