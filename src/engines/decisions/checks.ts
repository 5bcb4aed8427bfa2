// What is checked of a model before it is published: its tables' geometry, types, and inputs that nothing reads. Each finding has code, element, line and words.
import type { Ast } from './ast.ts'
import type { CellTests, Expression } from './expression.ts'
import { checkTable, type TableCheck } from './geometry.ts'
import { constantOf } from './constants.ts'
import { areApart, inferType, type Known } from './infer.ts'
import type { DecisionModel, DecisionProblem, Element, PlacedTable } from './model.ts'
import { referredType } from './item-types.ts'
import { type Type, typeWords } from './types.ts'
import { FeelRange, type FeelValue, fromPlain, typeOf } from './values.ts'

/** Checks all tables, types and uses of a model. */
export function checkDecisions(model: DecisionModel): TableCheck {
  const check: TableCheck = { findings: [], undecided: [] }
  for (const placed of model.tables) {
    checkTable(placed, check)
    checkColumns(model, placed, check.findings)
  }
  for (const element of model.module.elements.values()) {
    checkExpression(model, element, check.findings)
    checkUse(model, element, check.findings)
  }
  check.findings.sort((a, b) => a.line - b.line)
  return check
}

function typeError(list: DecisionProblem[], element: string, label: string, line: number, zh: string, en: string): void {
  list.push({ code: 'decision.type-error', element, line, zh: `“${label}”：${zh}`, en: `"${label}": ${en}` })
}

/** The names an element sees, with their types as far as they are declared. */
function knownNames(element: Element | undefined): Map<string, Type | undefined> {
  const names = new Map<string, Type | undefined>()
  if (!element || element.kind === 'input' || element.kind === 'service') return names
  for (const { element: needed, path } of element.requires) if (path.length === 1 && (needed.kind === 'input' || needed.kind === 'decision')) names.set(needed.name, needed.type)
  if (element.kind === 'knowledge') for (const { name, type } of element.parameters) names.set(name, type)
  return names
}

function elementNamed(model: DecisionModel, name: string): Element | undefined {
  return [...model.module.elements.values()].find((element) => element.name === name && element.kind !== 'input')
}

function checkColumns(model: DecisionModel, placed: PlacedTable, findings: DecisionProblem[]): void {
  const { element, label, table } = placed
  const { findType } = model.module
  const known = (line: number): Known => ({ names: knownNames(elementNamed(model, element)), findType, tell: (zh, en) => typeError(findings, element, label, line, zh, en) })
  for (const [i, input] of table.inputs.entries()) {
    const inferred = input.expression.ast && inferType(input.expression.ast, known(input.line))
    const type = inferred ?? referredType(input.type, findType)
    for (const rule of table.rules) checkCell(rule.tests[i], type, (zh, en) => typeError(findings, element, label, rule.line, `第 ${rule.number} 条规则“${input.label}”列：${zh}`, `rule ${rule.number}, column "${input.label}": ${en}`))
    if (table.rules.length > 0 && table.rules.every((rule) => rule.tests[i]?.tests?.any)) findings.push({ code: 'decision.unused-input', element, line: input.line, zh: `“${label}”：“${input.label}”列没有任何条件。`, en: `"${label}": no cell of column "${input.label}" says anything.` })
  }
  for (const [i, output] of table.outputs.entries()) {
    for (const rule of table.rules) checkOutput(rule.outputs[i], output.type, known(rule.line), (zh, en) => typeError(findings, element, label, rule.line, `第 ${rule.number} 条规则的结果：${zh}`, `rule ${rule.number}, result: ${en}`))
  }
}

type Tell = (zh: string, en: string) => void

function checkCell(cell: CellTests | undefined, type: Type | undefined, tell: Tell): void {
  if (!type) return
  for (const ast of cell?.tests?.tests ?? []) {
    for (const value of valuesOf(ast)) if (value !== null && areApart({ kind: 'simple', name: typeOf(value) }, type)) tell(`${cell?.text ?? ''} 不是${typeWords(type).zh}。`, `${cell?.text ?? ''} is not of type ${typeWords(type).en}.`)
  }
}

/** The values a constant test compares with. */
function valuesOf(ast: Ast): FeelValue[] {
  const constant = constantOf(ast)
  if (constant === undefined || constant === true || constant === false) return typeof constant === 'boolean' && ast.kind === 'literal' ? [constant] : []
  const values = Array.isArray(constant) ? constant.map(fromPlain) : [constant]
  return values.flatMap((value) => (value instanceof FeelRange ? [value.low ?? value.high] : [value]))
}

function checkOutput(expression: Expression | undefined, type: Type | undefined, known: Known, tell: Tell): void {
  const inferred = expression?.ast && inferType(expression.ast, known)
  if (type && areApart(inferred, type)) tell(`${expression?.text ?? ''} 不是${typeWords(type).zh}。`, `${expression?.text ?? ''} is not of type ${typeWords(type).en}.`)
}

/** A literal decision: what it gives against what it promises. */
function checkExpression(model: DecisionModel, element: Element, findings: DecisionProblem[]): void {
  if (element.kind !== 'decision' || !element.literal) return
  const { literal, label, name, line } = element
  const tell: Tell = (zh, en) => typeError(findings, name, label, line, zh, en)
  checkOutput(literal, element.type, { names: knownNames(element), findType: model.module.findType, tell }, tell)
}

/** Input data that no element requires. */
function checkUse({ module }: DecisionModel, element: Element, findings: DecisionProblem[]): void {
  if (element.kind !== 'input') return
  const isUsed = [...module.elements.values()].some((other) => (other.kind === 'service' ? other.inputs.includes(element) : other.kind !== 'input' && other.requires.some((one) => one.element === element)))
  if (!isUsed) findings.push({ code: 'decision.unused-input', element: element.name, line: element.line, zh: `输入“${element.label}”没有被任何决策使用。`, en: `no decision uses the input "${element.label}".` })
}
