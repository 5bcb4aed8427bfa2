// Boxed expressions (DMN 1.5 §10.2) as code: literal, context, list, relation, function, invocation, conditional, filter, iterators, decision table.
import type { Code, Compiler, Scope } from './code.ts'
import { applyTo, choose, reportExternal, wrongKind } from './compile.ts'
import { filterCode, forCode, quantifiedCode } from './compile-loops.ts'
import { compileExpression, type Expression } from './expression.ts'
import { referredType } from './item-types.ts'
import type { DecisionProblem, PlacedTable } from './model.ts'
import type { KnownNames } from './names.ts'
import { callFunction } from './operators.ts'
import { report } from './problems.ts'
import { coerce, type Type } from './types.ts'
import { type FeelContext, FeelFunction, type FeelValue, type Parameter, type Run } from './values.ts'
import { childNamed, childrenNamed, nameOf, textIn, type XmlElement } from './xml.ts'

/** Where a boxed expression is read: what is known there, and where faults and tables are gathered. */
export interface Reading {
  compiler: Compiler
  names: KnownNames
  problems: DecisionProblem[]
  tables: PlacedTable[]
  /** The decision or knowledge model it stands in. */
  element: string
  label: string
  /** Type of the whole, where a table's only output has none. */
  type: Type | undefined
  readTable: (element: XmlElement, reading: Reading) => Code
}

type Maker = (element: XmlElement, reading: Reading) => Code

const makers: Record<string, Maker> = {
  literalExpression: (element, reading) => literalOf(element, reading).code,
  context: contextCode,
  list: listCode,
  relation: relationCode,
  functionDefinition: functionCode,
  invocation: invocationCode,
  conditional: conditionalCode,
  filter: (element, reading) => filterCode(partCode(element, 'in', reading), partCode(element, 'match', reading), false),
  for: (element, reading) => forCode([loopOf(element, reading)], partCode(element, 'return', reading), true),
  some: (element, reading) => quantifiedCode('some', [loopOf(element, reading)], partCode(element, 'satisfies', reading)),
  every: (element, reading) => quantifiedCode('every', [loopOf(element, reading)], partCode(element, 'satisfies', reading)),
  decisionTable: (element, reading) => reading.readTable(element, reading),
}

/** Records a fault of the model. */
export function noteFault(reading: Reading, code: string, element: XmlElement, zh: string, en: string): void {
  const id = element.attributes['id'] ?? element.attributes['name'] ?? reading.element
  reading.problems.push({ code: `decision.${code}`, element: id, line: element.line, zh: `${id}：${zh}`, en: `${id}: ${en}` })
}

/** The boxed expression among the children of an element. */
export function findBoxed(element: XmlElement): XmlElement | undefined {
  return element.children.find((child) => child.space !== '' && Object.hasOwn(makers, child.name))
}

/** The code of the boxed expression inside an element; null where there is none. */
export function boxedIn(element: XmlElement, reading: Reading): Code {
  const boxed = findBoxed(element)
  return boxed ? boxedCode(boxed, reading) : () => null
}

function boxedCode(element: XmlElement, reading: Reading): Code {
  const make = makers[element.name]
  return make ? make(element, reading) : () => null
}

/** The text of a literal expression, compiled; faults are noted, and it then gives null. */
export function literalOf(element: XmlElement, reading: Reading): Expression {
  const language = element.attributes['expressionLanguage']
  if (language !== undefined && !/feel/i.test(language)) noteFault(reading, 'language-not-supported', element, `不支持表达式语言 ${language}。`, `expression language ${language} is not supported.`)
  const text = textIn(element)
  const expression = compileExpression(text === '' ? 'null' : text, reading.names, reading.compiler)
  for (const problem of expression.problems) noteFault(reading, 'expression-invalid', element, `表达式不正确：${problem.zh}`, `the expression is wrong: ${problem.en}`)
  const [fault] = expression.problems
  return fault ? { ...expression, code: ({ run }) => report(run, fault.code, fault.zh, fault.en) } : expression
}

function partCode(element: XmlElement, name: string, reading: Reading): Code {
  const part = childNamed(element, name)
  if (!part) noteFault(reading, 'part-missing', element, `缺少 ${name}。`, `${name} is missing.`)
  return part ? boxedIn(part, reading) : () => null
}

function loopOf(element: XmlElement, reading: Reading): { name: string; over: Code } {
  return { name: (element.attributes['iteratorVariable'] ?? '').trim(), over: partCode(element, 'in', reading) }
}

/** The value brought to a type, or null with a problem. */
export function toType(value: FeelValue, type: Type | undefined, name: string, run: Run): FeelValue {
  if (type === undefined) return value
  const fitting = coerce(value, type)
  return fitting === undefined ? wrongKind(run, name, value, type) : fitting
}

function contextCode(element: XmlElement, reading: Reading): Code {
  const entries = childrenNamed(element, 'contextEntry').map((entry) => {
    const variable = childNamed(entry, 'variable')
    const name = variable ? nameOf(variable) : undefined
    return { name, type: referredType(variable?.attributes['typeRef'], reading.compiler.findType), code: boxedIn(entry, { ...reading, type: undefined, label: name ?? reading.label }) }
  })
  return (scope) => {
    const made: FeelContext = Object.create(null)
    const inner: Scope = { names: made, outer: scope, run: scope.run }
    for (const { name, type, code } of entries) {
      const value = code(inner)
      // An entry without a name is the result (§10.2.1.4).
      if (name === undefined) return value
      made[name] = toType(value, type, name, scope.run)
    }
    return made
  }
}

function boxedChildren(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child.space !== '' && Object.hasOwn(makers, child.name))
}

function listCode(element: XmlElement, reading: Reading): Code {
  const items = boxedChildren(element).map((child) => boxedCode(child, reading))
  return (scope) => items.map((code) => code(scope))
}

function relationCode(element: XmlElement, reading: Reading): Code {
  const columns = childrenNamed(element, 'column').map((column) => ({ name: nameOf(column), type: referredType(column.attributes['typeRef'], reading.compiler.findType) }))
  const rows = childrenNamed(element, 'row').map((row) => boxedChildren(row).map((cell) => boxedCode(cell, reading)))
  return (scope) =>
    rows.map((cells) => {
      const made: FeelContext = Object.create(null)
      for (const [i, { name, type }] of columns.entries()) made[name] = toType(cells[i]?.(scope) ?? null, type, name, scope.run)
      return made
    })
}

/** The formal parameters of a function. */
export function parametersOf(element: XmlElement, { compiler }: Reading): Parameter[] {
  return childrenNamed(element, 'formalParameter').map((parameter) => {
    const type = referredType(parameter.attributes['typeRef'], compiler.findType)
    return { name: nameOf(parameter), ...(type ? { type } : {}) }
  })
}

/** Whether a function is written in FEEL; Java and PMML are not run here. */
export function isFeel(element: XmlElement): boolean {
  return /^feel$/i.test(element.attributes['kind'] ?? 'FEEL')
}

function functionCode(element: XmlElement, reading: Reading): Code {
  const parameters = parametersOf(element, reading)
  if (!isFeel(element)) return () => new FeelFunction(parameters, (_, run) => reportExternal(run))
  const body = boxedIn(element, { ...reading, type: undefined })
  return (scope) => new FeelFunction(parameters, (args, run) => applyTo(parameters, args, scope, run, body))
}

function invocationCode(element: XmlElement, reading: Reading): Code {
  const callee = boxedIn(element, reading)
  const bindings = childrenNamed(element, 'binding').map((binding) => {
    const parameter = childNamed(binding, 'parameter')
    return { name: parameter ? nameOf(parameter) : '', type: referredType(parameter?.attributes['typeRef'], reading.compiler.findType), code: boxedIn(binding, { ...reading, type: undefined }) }
  })
  const names = bindings.map(({ name }) => name)
  return (scope) => {
    const target = callee(scope)
    const { run } = scope
    if (!(target instanceof FeelFunction)) return report(run, 'feel.no-function', `“${reading.label}”要调用的不是函数。`, `What "${reading.label}" invokes is no function.`)
    const args = bindings.map(({ name, type, code }) => toType(code(scope), type, name, run))
    return callFunction(target, args, run, names.length > 0 ? names : undefined, reading.label)
  }
}

function conditionalCode(element: XmlElement, reading: Reading): Code {
  return choose(partCode(element, 'if', reading), partCode(element, 'then', reading), partCode(element, 'else', reading))
}
