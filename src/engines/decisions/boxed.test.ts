// Boxed expressions, business knowledge, decision services, item definitions and imports, each in a small model of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dmn, tableXml, text } from '../../../test/decision-texts.ts'
import { evaluateDecision, invoke } from './evaluate.ts'
import { loadDecisions, readModel } from './load.ts'
import type { DecisionModel } from './model.ts'

const say = (expression: string, attributes = '') => text('literalExpression', expression, attributes)
const variable = (name: string, type = '') => `<variable name="${name}"${type ? ` typeRef="${type}"` : ''}/>`
const needs = (...references: string[]) => references.map((one) => {
  const [kind = '', href = ''] = one.split(' ')
  const requirement = kind === 'Knowledge' ? 'knowledgeRequirement' : 'informationRequirement'
  return `<${requirement}><required${kind} href="${href.includes('#') ? href : `#${href}`}"/></${requirement}>`
}).join('')
const decide = (name: string, logic: string, { type = '', requires = [] as string[] } = {}) => `<decision id="${name}" name="${name}">${variable(name, type)}${needs(...requires)}${logic}</decision>`
const input = (name: string, type = '') => `<inputData id="${name}" name="${name}">${variable(name, type)}</inputData>`
const knows = (name: string, logic: string, { type = '', requires = [] as string[] } = {}) => `<businessKnowledgeModel id="${name}" name="${name}">${variable(name, type)}${needs(...requires)}${logic}</businessKnowledgeModel>`
const parameter = (name: string, type = '') => `<formalParameter name="${name}"${type ? ` typeRef="${type}"` : ''}/>`
const entry = (name: string, logic: string, type = '') => `<contextEntry>${name ? variable(name, type) : ''}${logic}</contextEntry>`

function model(...elements: string[]): DecisionModel {
  const loaded = loadDecisions(dmn(...elements))
  assert.deepEqual(loaded.problems, [])
  assert.ok(loaded.model)
  return loaded.model
}

function valueOf(logic: string, type = ''): unknown {
  return plain(evaluateDecision(model(decide('d', logic, { type })), 'd', {}).value)
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const boxed: [name: string, logic: string, value: unknown][] = [
  ['a context sees its earlier entries', `<context>${entry('a', say('1'))}${entry('b c', say('a + 1'))}</context>`, { a: 1, 'b c': 2 }],
  ['the last entry without a name is the result', `<context>${entry('a', say('1'))}${entry('', say('a + 1'))}</context>`, 2],
  ['an entry is brought to its type', `<context>${entry('a', say('[1]'), 'number')}${entry('b', say('"x"'), 'number')}</context>`, { a: 1, b: null }],
  ['a list', `<list>${say('1')}<list>${say('2')}</list></list>`, [1, [2]]],
  ['a relation', `<relation><column name="a"/><column name="b c"/><row>${say('1')}${say('"x"')}</row><row>${say('2')}${say('null')}</row></relation>`, [{ a: 1, 'b c': 'x' }, { a: 2, 'b c': null }]],
  ['a function', `<context>${entry('f', `<functionDefinition>${parameter('n', 'number')}${say('n * 2')}</functionDefinition>`)}${entry('', say('[f(2), f("x")]'))}</context>`, [4, null]],
  ['an invocation', `<context>${entry('f', `<functionDefinition>${parameter('a')}${parameter('b c')}${say('a - b c')}</functionDefinition>`)}${entry('', `<invocation>${say('f')}<binding><parameter name="b c"/>${say('1')}</binding><binding><parameter name="a"/>${say('5')}</binding></invocation>`)}</context>`, 4],
  ['an invocation of a built-in', `<invocation>${say('modulo')}<binding><parameter name="dividend"/>${say('7')}</binding><binding><parameter name="divisor"/>${say('4')}</binding></invocation>`, 3],
  ['a conditional', `<conditional><if>${say('1 > 0')}</if><then>${say('"yes"')}</then><else>${say('"no"')}</else></conditional>`, 'yes'],
  ['a conditional on null', `<conditional><if>${say('null')}</if><then>${say('"yes"')}</then><else>${say('"no"')}</else></conditional>`, 'no'],
  ['a conditional on what is no truth', `<conditional><if>${say('"x"')}</if><then>${say('"yes"')}</then><else>${say('"no"')}</else></conditional>`, null],
  ['a filter', `<filter><in>${say('[1, 2, 3]')}</in><match>${say('item > 1')}</match></filter>`, [2, 3]],
  ['a filter on fields', `<filter><in>${say('[{a: 1}, {a: 2}]')}</in><match>${say('a = 2')}</match></filter>`, [{ a: 2 }]],
  ['for', `<for iteratorVariable="one more"><in>${say('[1, 2]')}</in><return>${say('one more * 10 + count(partial)')}</return></for>`, [10, 21]],
  ['some', `<some iteratorVariable="x"><in>${say('[1, 2]')}</in><satisfies>${say('x > 1')}</satisfies></some>`, true],
  ['every', `<every iteratorVariable="x"><in>${say('[1, 2]')}</in><satisfies>${say('x > 1')}</satisfies></every>`, false],
]

for (const [name, logic, value] of boxed) test(`boxed: ${name}`, () => assert.deepEqual(valueOf(logic), value))

test('external functions give null with a problem', () => {
  const java = `<context>${entry('f', `<functionDefinition kind="Java">${parameter('x')}<context>${entry('class', say('"java.lang.Math"'))}${entry('method signature', say('"abs(double)"'))}</context></functionDefinition>`)}${entry('', say('f(1)'))}</context>`
  for (const logic of [java, say('(function(x) external {java: {class: "java.lang.Math", method signature: "abs(double)"}})(1)')]) {
    const result = evaluateDecision(model(decide('d', logic)), 'd', {})
    assert.equal(result.value, null)
    assert.ok(result.problems.some(({ code }) => code === 'feel.external-function'), JSON.stringify(result.problems))
  }
})

test('business knowledge is called by name, calls other knowledge and itself, and keeps its types', () => {
  const factorial = knows('factorial', `<encapsulatedLogic>${parameter('n', 'number')}${say('if n < 2 then 1 else n * factorial(n - 1)')}</encapsulatedLogic>`, { type: 'number' })
  const twice = knows('twice of', `<encapsulatedLogic>${parameter('n')}${say('2 * factorial(n: n)')}</encapsulatedLogic>`, { requires: ['Knowledge factorial'] })
  const built = model(factorial, twice.replaceAll('id="twice of"', 'id="twice"'), decide('d', say('[twice of(4), factorial("x")]'), { requires: ['Knowledge twice', 'Knowledge factorial'] }))
  assert.deepEqual(evaluateDecision(built, 'd', {}).value, [48, null])
  assert.equal(invoke(built, 'factorial', { n: 5 }).value, 120)
  assert.equal(invoke(built, 'nobody', {}).problems[0]?.code, 'decision.unknown')
})

test('what is not required is not seen', () => {
  const built = model(input('a'), input('b'), decide('e', say('1')), decide('d', say('[a, b, e]'), { requires: ['Input a'] }))
  assert.deepEqual(evaluateDecision(built, 'd', { a: 1, b: 2 }).value, [1, null, null])
})

test('fields with operators in their names are known from the element that gives them', () => {
  const pair = tableXml([{ expression: '1' }], ['- => 1; 2'], { outputs: ['x y', 'z-w'] })
  const service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#p-1"/><outputDecision href="#p-2"/></decisionService>'
  const built = model(
    decide('table', pair), decide('written', say('{"a*b": 3}')), decide('p-1', say('4')), decide('p-2', say('5')), service,
    decide('d', say('[table.x y - table.z-w, written.a*b, s().p-2-s().p-1]'), { requires: ['Decision table', 'Decision written', 'Knowledge s'] }),
  )
  assert.deepEqual(evaluateDecision(built, 'd', {}).value, [-1, 3, 1])
})

test('an input that is not given is null, even where another holds a field of its name', () => {
  const built = model(input('name'), input('person'), decide('d', say('[name, person.name]'), { requires: ['Input name', 'Input person'] }))
  assert.deepEqual(evaluateDecision(built, 'd', { person: { name: 'Li' } }).value, [null, 'Li'])
})

test('a decision service takes its inputs in place of what it leaves out', () => {
  const offering = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#total"/><encapsulatedDecision href="#fee"/><inputDecision href="#rate"/><inputData href="#amount"/></decisionService>'
  const built = model(
    input('amount', 'number'), decide('rate', say('0.5'), { type: 'number' }), decide('fee', say('amount * rate'), { requires: ['Input amount', 'Decision rate'] }), decide('total', say('fee + 1'), { requires: ['Decision fee'] }),
    offering, decide('asks', say('[s(100, 0.1), s(rate: 1, amount: 2), s(1), s("x", 1)]'), { requires: ['Knowledge s'] }),
  )
  assert.equal(invoke(built, 's', { amount: 10, rate: 2 }).value, 21)
  assert.deepEqual(evaluateDecision(built, 'asks', {}).value, [11, 3, null, null])
  const several = model(decide('p', say('1')), decide('q', say('2')), '<decisionService id="s" name="s"><outputDecision href="#p"/><outputDecision href="#q"/></decisionService>')
  assert.deepEqual(invoke(several, 's', {}).value, { p: 1, q: 2 })
})

const items = `<itemDefinition name="grade" ><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
<itemDefinition name="grades" isCollection="true"><typeRef>grade</typeRef></itemDefinition>
<itemDefinition name="few" isCollection="true"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="person"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent><itemComponent name="marks"><typeRef>grades</typeRef></itemComponent></itemDefinition>
<itemDefinition name="adder"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/></functionItem></itemDefinition>`

const typed: [type: string, expression: string, value: unknown][] = [
  ['grade', '"A"', 'A'],
  ['grade', '"C"', null],
  ['grades', '["A", "B"]', ['A', 'B']],
  ['grades', '"A"', ['A']],
  ['grades', '["A", "C"]', null],
  ['few', '[1, 2]', [1, 2]],
  ['few', '[1, 2, 3]', null],
  ['few', '[10]', null],
  ['person', '{full name: "x", marks: ["A"]}', { 'full name': 'x', marks: ['A'] }],
  ['person', '{full name: "x", marks: ["C"]}', null],
  ['person', '{full name: "x"}', null],
  ['adder', 'function(a: number) a', null],
  ['feel:number', '[5]', 5],
]

for (const [type, expression, value] of typed) {
  test(`result of type ${type}: ${expression}`, () => {
    const built = model(items, decide('d', say(expression), { type }))
    assert.deepEqual(plain(evaluateDecision(built, 'd', {}).value), value)
  })
}

test('an input of a wrong type is null, with a problem that names the type', () => {
  const built = model(items, input('p', 'person'), decide('d', say('p.full name'), { requires: ['Input p'] }))
  assert.equal(evaluateDecision(built, 'd', { p: { 'full name': '张三' } }).value, '张三')
  const wrong = evaluateDecision(built, 'd', { p: { 'full name': 5 } })
  assert.equal(wrong.value, null)
  assert.match(wrong.problems[0]?.en ?? '', /"p" should be of type person/)
})

const spaced = (namespace: string, ...elements: string[]) => dmn(...elements).replace('urn:test', namespace)
const importOf = (name: string, namespace: string) => `<import name="${name}" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`

test('imported decisions, knowledge, inputs and types are seen under the name of the import', () => {
  const base = spaced('urn:base', items, input('who', 'person'), decide('greeting', say('"Dear " + who.full name'), { requires: ['Input who'] }), knows('double', `<encapsulatedLogic>${parameter('n')}${say('n * 2')}</encapsulatedLogic>`))
  const middle = spaced('urn:middle', importOf('the base', 'urn:base'), decide('text', say('the base.greeting + "!"'), { requires: ['Decision urn:base#greeting'] }))
  const top = spaced('urn:top', importOf('mid', 'urn:middle'), importOf('b', 'urn:base'), decide('d', say('[mid.text, b.double(21), b.who.full name, "A" instance of b.grade]'), { requires: ['Decision urn:middle#text', 'Knowledge urn:base#double', 'Input urn:base#who'] }))
  const loaded = loadDecisions(top, [middle, base])
  assert.deepEqual(loaded.problems, [])
  assert.ok(loaded.model)
  assert.deepEqual(evaluateDecision(loaded.model, 'd', { who: { 'full name': 'Li' } }).value, ['Dear Li!', 42, 'Li', true])
  assert.equal(evaluateDecision(loaded.model, 'mid.text', { who: { 'full name': 'Li' } }).value, 'Dear Li!')
  assert.equal(loadDecisions(top, [middle]).problems.some(({ code }) => code === 'decision.import-missing'), true)
})

test('an import without a name brings its names as they are; a circle of imports ends', () => {
  const base = spaced('urn:base', importOf('up', 'urn:top'), decide('one', say('1')))
  const top = spaced('urn:top', importOf('', 'urn:base'), decide('d', say('one + 1'), { requires: ['Decision urn:base#one'] }))
  const { model: loaded } = readModel(top, [base])
  assert.ok(loaded)
  assert.equal(evaluateDecision(loaded, 'd', {}).value, 2)
})

test('a faulty decision gives null and says why; the others run', () => {
  const { model: loaded, problems } = readModel(dmn(decide('bad', say('1 +')), decide('none', ''), decide('a', say('b'), { requires: ['Decision b'] }), decide('b', say('a'), { requires: ['Decision a'] }), decide('good', say('2'))))
  assert.deepEqual(problems.map(({ code }) => code).sort(), ['decision.cycle', 'decision.cycle', 'decision.expression-invalid', 'decision.no-logic'])
  assert.ok(loaded)
  assert.equal(evaluateDecision(loaded, 'good', {}).value, 2)
  assert.equal(evaluateDecision(loaded, 'none', {}).value, null)
  assert.equal(evaluateDecision(loaded, 'bad', {}).problems[0]?.code, 'feel.syntax')
  assert.equal(evaluateDecision(loaded, 'a', {}).problems[0]?.code, 'decision.cycle')
})
