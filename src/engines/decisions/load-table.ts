// Reads decision tables from DMN (§8.3), in any orientation: the file holds inputs, outputs and rules alike for all of them.
import { type Reading, literalOf, noteFault } from './boxed.ts'
import type { Code } from './code.ts'
import { compileUnaryTests, type CellTests, makeRun, makeScope } from './expression.ts'
import { referredType } from './item-types.ts'
import type { HitPolicy, TableInput, TableLogic, TableOutput, TableRule } from './model.ts'
import { tableCode } from './table.ts'
import type { FeelValue } from './values.ts'
import { childNamed, childrenNamed, textIn, type XmlElement } from './xml.ts'

const policies: Record<string, HitPolicy> = { UNIQUE: 'U', ANY: 'A', PRIORITY: 'P', FIRST: 'F', 'RULE ORDER': 'R', 'OUTPUT ORDER': 'O', COLLECT: 'C' }
const aggregations: Record<string, HitPolicy> = { SUM: 'C+', MIN: 'C<', MAX: 'C>', COUNT: 'C#' }

/** The code of a table; the table itself is kept for the checks before publication. */
export function readTable(element: XmlElement, reading: Reading): Code {
  const policy = policyOf(element, reading)
  const inputs = childrenNamed(element, 'input').map((input) => readInput(input, reading))
  const outputs = childrenNamed(element, 'output').map((output) => readOutput(output, reading))
  const [only] = outputs
  if (only && outputs.length === 1) only.type ??= policy.startsWith('C') || policy === 'R' || policy === 'O' ? undefined : reading.type
  const rules = childrenNamed(element, 'rule').map((rule, i) => readRule(rule, i + 1, inputs, outputs.length, reading))
  if (outputs.length === 0) noteFault(reading, 'no-output', element, '决策表没有输出。', 'the table has no output.')
  if (rules.length === 0) noteFault(reading, 'no-rule', element, '决策表没有规则。', 'the table has no rule.')
  if (outputs.length > 1 && new Set(outputs.map(({ name }) => name)).size < outputs.length) noteFault(reading, 'output-name', element, '多个输出时每个都要有不同的名称。', 'with several outputs each needs a name of its own.')
  const table: TableLogic = { policy, inputs, outputs, rules, line: element.line }
  const orders = outputs.map((output) => orderOf(output, reading))
  if ((policy === 'P' || policy === 'O') && orders.includes(undefined)) noteFault(reading, 'no-priority', element, '按优先级取结果的表要列出每个输出的值，从高到低。', 'a table that goes by priority must list the values of each output, the highest first.')
  const placed = { element: reading.element, label: reading.label, table }
  reading.tables.push(placed)
  return tableCode(placed, orders)
}

function policyOf(element: XmlElement, reading: Reading): HitPolicy {
  const name = element.attributes['hitPolicy'] ?? 'UNIQUE'
  const policy = policies[name.trim().toUpperCase()] ?? policies[Object.keys(policies).find((one) => one.startsWith(name)) ?? '']
  if (!policy) noteFault(reading, 'hit-policy-not-supported', element, `没有命中策略 ${name}。`, `there is no hit policy ${name}.`)
  const aggregation = element.attributes['aggregation']
  if (policy !== 'C' || aggregation === undefined) return policy ?? 'U'
  return aggregations[aggregation.toUpperCase()] ?? 'C'
}

function testsOf(element: XmlElement, reading: Reading): CellTests {
  const tests = compileUnaryTests(textIn(element), reading.names, reading.compiler)
  for (const problem of tests.problems) noteFault(reading, 'expression-invalid', element, `表达式不正确：${problem.zh}`, `the expression is wrong: ${problem.en}`)
  return tests
}

function readInput(element: XmlElement, reading: Reading): TableInput {
  const inner = childNamed(element, 'inputExpression')
  if (!inner || textIn(inner) === '') noteFault(reading, 'input-missing', element, '输入列没有表达式。', 'the input column has no expression.')
  const expression = literalOf(inner ?? element, reading)
  const values = childNamed(element, 'inputValues')
  const label = element.attributes['label'] ?? expression.text
  const type = referredType(inner?.attributes['typeRef'], reading.compiler.findType)
  const domain = type?.kind === 'defined' && type.allows ? { domain: { allows: type.allows, bounds: type.listed ?? [] } } : {}
  return { label, expression, type: inner?.attributes['typeRef'] ?? '', ...domain, line: element.line, ...(values && textIn(values) !== '' ? { values: testsOf(values, reading) } : {}) }
}

function readOutput(element: XmlElement, reading: Reading): TableOutput {
  const values = childNamed(element, 'outputValues')
  const fallback = childNamed(element, 'defaultOutputEntry')
  const name = (element.attributes['name'] ?? '').trim()
  return {
    name,
    label: element.attributes['label'] ?? name,
    line: element.line,
    type: referredType(element.attributes['typeRef'], reading.compiler.findType),
    ...(values && textIn(values) !== '' ? { values: testsOf(values, reading) } : {}),
    ...(fallback && textIn(fallback) !== '' ? { default: literalOf(fallback, reading) } : {}),
  }
}

function readRule(element: XmlElement, number: number, inputs: TableInput[], outputs: number, reading: Reading): TableRule {
  const cells = childrenNamed(element, 'inputEntry')
  const results = childrenNamed(element, 'outputEntry')
  if (cells.length !== inputs.length || results.length !== outputs) noteFault(reading, 'rule-cells', element, `第 ${number} 条规则的单元格数与列数不符。`, `rule ${number} has not as many cells as there are columns.`)
  return {
    number,
    id: element.attributes['id'] ?? String(number),
    label: (childNamed(element, 'description')?.text ?? '').trim(),
    line: element.line,
    tests: cells.map((cell) => testsOf(cell, reading)),
    outputs: results.map((result) => literalOf(result, reading)),
  }
}

/** The listed values of an output or of its type, the highest priority first. */
function orderOf({ values, type }: TableOutput, reading: Reading): readonly FeelValue[] | undefined {
  const scope = makeScope({}, makeRun())
  return values?.tests?.tests.map((test) => reading.compiler.compile(test)(scope)) ?? (type?.kind === 'defined' ? type.listed : undefined)
}
