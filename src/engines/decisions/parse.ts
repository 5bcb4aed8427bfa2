// Turns FEEL text into a syntax tree with the grammar of lezer-feel. Never throws: faults are listed with their offset.
import { parser, trackVariables } from 'lezer-feel'
import type { Ast, CompareOp, Iterator, UnaryTests } from './ast.ts'
import { decimalOf } from './decimal.ts'
import { coverNames, type KnownNames } from './names.ts'
import { readTemporal } from './temporal.ts'

type SyntaxNode = ReturnType<typeof parser.parse>['topNode']

/** A fault of an expression; `at` is the offset in its text. */
export interface ExpressionProblem {
  code: string
  at: number
  zh: string
  en: string
}

const textMax = 20_000
const depthMax = 600
const bracketsMax = 250

class Fault extends Error {
  readonly problem: ExpressionProblem
  constructor(problem: ExpressionProblem) {
    super(problem.en)
    this.problem = problem
  }
}

function syntaxFault(text: string, at: number): Fault {
  const near = text.slice(at, at + 20)
  return new Fault({ code: 'feel.syntax', at, zh: `表达式在第 ${at + 1} 个字符处有语法错误：“${near}”。`, en: `Syntax error at character ${at + 1}: "${near}".` })
}

// Names are known before the grammar reads (names.ts), so that its own tracking has none to find and may stand still. At the first fault it stops.
const stillTracker: ReturnType<typeof trackVariables> = { ...trackVariables({}), shift: (context: unknown) => context, reduce: (context: unknown) => context, reuse: (context: unknown) => context, hash: () => 0 }
const expressions = parser.configure({ top: 'Expression', contextTracker: stillTracker, strict: true })
const cells = parser.configure({ top: 'UnaryTests', contextTracker: stillTracker, strict: true })

interface Source {
  text: string
  depth: number
}

function treeOf(text: string, top: 'Expression' | 'UnaryTests', names: KnownNames): SyntaxNode {
  if (text.length > textMax) throw new Fault({ code: 'feel.too-long', at: 0, zh: `表达式超过 ${textMax} 个字符。`, en: `The expression is longer than ${textMax} characters.` })
  const { text: covered, deepest } = coverNames(text, names)
  if (deepest > bracketsMax) throw tooDeep(0)
  try {
    return (top === 'Expression' ? expressions : cells).parse(covered).topNode
  } catch (error) {
    const place = error instanceof SyntaxError ? /at (\d+)/.exec(error.message)?.[1] : undefined
    throw syntaxFault(text, place === undefined ? 0 : Math.min(Number(place), Math.max(0, text.length - 1)))
  }
}

function tooDeep(at: number): Fault {
  return new Fault({ code: 'feel.too-deep', at, zh: `表达式嵌套超过 ${depthMax} 层。`, en: `The expression is nested deeper than ${depthMax} levels.` })
}

/** Parses one expression. */
export function parseExpression(text: string, names: KnownNames): { ast?: Ast; problems: ExpressionProblem[] } {
  return guarded(() => {
    const top = treeOf(text, 'Expression', names)
    const parts = childrenOf(top)
    const [first] = parts
    if (!first || parts.length > 1) throw syntaxFault(text, parts[1]?.from ?? 0)
    return { ast: toAst(first, { text, depth: 0 }) }
  })
}

/** Parses the unary tests of a table's input cell. */
export function parseUnaryTests(text: string, names: KnownNames): { tests?: UnaryTests; problems: ExpressionProblem[] } {
  return guarded(() => {
    const top = treeOf(text.trim() === '' ? '-' : text, 'UnaryTests', names)
    if (top.firstChild?.name === 'Wildcard') return { tests: { any: true, negated: false, tests: [] } }
    const source = { text, depth: 0 }
    const list = childrenOf(top).find((node) => node.name === 'PositiveUnaryTests')
    if (!list) throw syntaxFault(text, 0)
    return { tests: { any: false, negated: top.firstChild?.name === 'not', tests: childrenOf(list).map((node) => toAst(node, source)) } }
  })
}

function guarded<T extends object>(work: () => T): T & { problems: ExpressionProblem[] } {
  try {
    return { ...work(), problems: [] }
  } catch (error) {
    if (error instanceof Fault) return { problems: [error.problem] } as unknown as T & { problems: ExpressionProblem[] }
    // lezer-feel's name tracker throws plain errors on some broken texts.
    return { problems: [{ code: 'feel.syntax', at: 0, zh: '表达式有语法错误。', en: `Syntax error: ${String(error)}.` }] } as unknown as T & { problems: ExpressionProblem[] }
  }
}

const silent = new Set(['LineComment', 'BlockComment'])
const punctuation = /^[^A-Za-z]+$/

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) if (!silent.has(child.name)) all.push(child)
  return all
}

/** Children that carry meaning: no brackets, commas or keywords (these have lower-case names). */
function partsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => child.name === 'null' || child.name === '?' || (!punctuation.test(child.name) && /^[A-Z]/.test(child.name)))
}

function nameOf(node: SyntaxNode, source: Source): string {
  const text = source.text.slice(node.from, node.to)
  if (text.startsWith('`')) return text.slice(1, -1)
  return text.replace(/\s+/g, ' ').trim()
}

type Maker = (node: SyntaxNode, source: Source) => Ast

function toAst(node: SyntaxNode, source: Source): Ast {
  const make = makers[node.name]
  if (!make) throw syntaxFault(source.text, node.from)
  if (source.depth >= depthMax) throw tooDeep(node.from)
  return make(node, { text: source.text, depth: source.depth + 1 })
}

function part(node: SyntaxNode, index: number, source: Source): Ast {
  const parts = partsOf(node)
  const found = parts[index]
  if (!found) throw syntaxFault(source.text, node.from)
  return toAst(found, source)
}

function inner(node: SyntaxNode, source: Source): Ast {
  return part(node, 0, source)
}

function operatorOf(node: SyntaxNode, kind: string, source: Source): string {
  const found = childrenOf(node).find((child) => child.name === kind)
  return found ? source.text.slice(found.from, found.to) : ''
}

const makers: Record<string, Maker> = {
  Expression: inner,
  ParenthesizedExpression: inner,
  PositiveUnaryTest: inner,
  FunctionBody: inner,
  NumericLiteral: numberLiteral,
  StringLiteral: (node, source) => ({ kind: 'literal', at: node.from, value: unquote(source.text.slice(node.from, node.to)) }),
  BooleanLiteral: (node, source) => ({ kind: 'literal', at: node.from, value: source.text.slice(node.from, node.to) === 'true' }),
  null: (node) => ({ kind: 'literal', at: node.from, value: null }),
  '?': (node) => ({ kind: 'input', at: node.from }),
  VariableName: (node, source) => ({ kind: 'name', at: node.from, name: nameOf(node, source) }),
  SpecialFunctionName: (node, source) => ({ kind: 'name', at: node.from, name: nameOf(node, source) }),
  DateTimeLiteral: dateTimeLiteral,
  PathExpression: (node, source) => {
    const name = childrenOf(node).find((child) => child.name === 'PathName')
    if (!name) throw syntaxFault(source.text, node.from)
    return { kind: 'path', at: node.from, of: inner(node, source), name: nameOf(name, source) }
  },
  FilterExpression: (node, source) => ({ kind: 'filter', at: node.from, of: part(node, 0, source), by: part(node, 1, source) }),
  FunctionInvocation: call,
  ArithmeticExpression: arithmetic,
  Comparison: comparison,
  SimplePositiveUnaryTest: simpleTest,
  Interval: interval,
  Conjunction: (node, source) => conjunction(node, part(node, 0, source), source),
  Disjunction: (node, source) => ({ kind: 'or', at: node.from, left: part(node, 0, source), right: part(node, 1, source) }),
  IfExpression: (node, source) => ({ kind: 'if', at: node.from, condition: part(node, 0, source), then: part(node, 1, source), else: part(node, 2, source) }),
  ForExpression: (node, source) => ({ kind: 'for', at: node.from, iterators: iterators(node, source), body: lastPart(node, source) }),
  QuantifiedExpression: (node, source) => ({ kind: node.firstChild?.name === 'every' ? 'every' : 'some', at: node.from, iterators: iterators(node, source), body: lastPart(node, source) }),
  List: (node, source) => ({ kind: 'list', at: node.from, items: partsOf(node).map((item) => toAst(item, source)) }),
  Context: (node, source) => ({ kind: 'context', at: node.from, entries: partsOf(node).map((entry) => contextEntry(entry, source)) }),
  FunctionDefinition: functionDefinition,
  InstanceOfExpression: (node, source) => {
    const type = childrenOf(node).find((child) => child.name === 'Type')
    return { kind: 'instance', at: node.from, of: inner(node, source), type: type ? nameOf(type, source) : 'Any' }
  },
}

function lastPart(node: SyntaxNode, source: Source): Ast {
  return part(node, partsOf(node).length - 1, source)
}

function numberLiteral(node: SyntaxNode, source: Source): Ast {
  const value = decimalOf(source.text.slice(node.from, node.to).replace(/\s+/g, ''))
  if (value === undefined) throw syntaxFault(source.text, node.from)
  return { kind: 'literal', at: node.from, value, ...(value === null ? { wrong: source.text.slice(node.from, node.to) } : {}) }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" }

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)/g, (whole, code: string) => {
    if (/^[uU][0-9a-fA-F]{4}/.test(code)) {
      const point = Number.parseInt(code.slice(1), 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    }
    return escapes[code] ?? whole
  })
}

function dateTimeLiteral(node: SyntaxNode, source: Source): Ast {
  const [first] = childrenOf(node)
  if (!first) throw syntaxFault(source.text, node.from)
  if (first.name !== 'AtLiteral') return { ...call(node, source), at: node.from }
  const text = inner(first, source)
  const value = text.kind === 'literal' && typeof text.value === 'string' ? readTemporal(text.value) : null
  return { kind: 'literal', at: node.from, value, ...(value === null ? { wrong: source.text.slice(node.from, node.to) } : {}) }
}

function call(node: SyntaxNode, source: Source): Ast {
  const [callee, parameters] = childrenOf(node).filter((child) => /^[A-Z]/.test(child.name))
  if (!callee) throw syntaxFault(source.text, node.from)
  const target: Ast = callee.name === 'DateTimeConstructor' ? { kind: 'name', at: callee.from, name: nameOf(callee, source) } : toAst(callee, source)
  if (!parameters) return { kind: 'call', at: node.from, callee: target, args: [] }
  if (parameters.name === 'PositionalParameters') return { kind: 'call', at: node.from, callee: target, args: partsOf(parameters).map((argument) => toAst(argument, source)) }
  const named = childrenOf(parameters).filter((child) => child.name === 'NamedParameter')
  const names = named.map((parameter) => (parameter.firstChild ? nameOf(parameter.firstChild, source) : ''))
  return { kind: 'call', at: node.from, callee: target, args: named.map((parameter) => lastPart(parameter, source)), names }
}

function arithmetic(node: SyntaxNode, source: Source): Ast {
  const op = operatorOf(node, 'ArithOp', source)
  const parts = partsOf(node).filter((child) => child.name !== 'ArithOp')
  const [left, right] = parts
  if (!left) throw syntaxFault(source.text, node.from)
  if (!right && op === '-') return { kind: 'negate', at: node.from, of: toAst(left, source) }
  if (!right) throw syntaxFault(source.text, node.from)
  if (op !== '+' && op !== '-' && op !== '*' && op !== '/' && op !== '**') throw syntaxFault(source.text, node.from)
  return { kind: 'arithmetic', at: node.from, op, left: toAst(left, source), right: toAst(right, source) }
}

const compareOps: readonly string[] = ['=', '!=', '<', '<=', '>', '>=']

function isCompareOp(op: string): op is CompareOp {
  return compareOps.includes(op)
}

function comparison(node: SyntaxNode, source: Source): Ast {
  const children = childrenOf(node)
  const [of] = children
  if (!of) throw syntaxFault(source.text, node.from)
  const value = toAst(of, source)
  if (children.some((child) => child.name === 'between')) return { kind: 'between', at: node.from, of: value, low: part(node, 1, source), high: part(node, 2, source) }
  if (children.some((child) => child.name === 'in')) return membership(node, value, source)
  const op = operatorOf(node, 'CompareOp', source)
  const right = partsOf(node).filter((child) => child.name !== 'CompareOp')[1]
  if (!isCompareOp(op) || !right) throw syntaxFault(source.text, node.from)
  return { kind: 'compare', at: node.from, op, left: value, right: toAst(right, source) }
}

type Within = (test: Ast) => Ast

/** `of in …`: tests in brackets, or one test. */
function membership(node: SyntaxNode, of: Ast, source: Source): Ast {
  const [first, ...more] = partsOf(node).slice(1)
  if (!first) throw syntaxFault(source.text, node.from)
  const within: Within = (test) => ({ kind: 'in', at: node.from, of, tests: [test] })
  const isBracketed = childrenOf(node).some((child) => child.name === '(' || child.name === 'PositiveUnaryTests')
  if (!isBracketed && more.length === 0) return loosened(first, within, source)
  const tests = [first, ...more].flatMap((test) => (test.name === 'PositiveUnaryTests' ? childrenOf(test) : [test]))
  return { kind: 'in', at: node.from, of, tests: tests.map((test) => toAst(test, source)) }
}

// The grammar lets a test without brackets take in what binds less tightly than `in`: `a in b and c` means `(a in b) and c` (§10.3.1.2).
function loosened(node: SyntaxNode, within: Within, source: Source): Ast {
  if (source.depth >= depthMax) throw tooDeep(node.from)
  const deeper = { text: source.text, depth: source.depth + 1 }
  const [left, right] = partsOf(node)
  if (!left) return within(toAst(node, source))
  if (node.name === 'PositiveUnaryTest') return loosened(left, within, deeper)
  if (node.name === 'SimplePositiveUnaryTest') return loosenedTest(node, within, deeper)
  if (node.name === 'Conjunction') return conjunction(node, loosened(left, within, deeper), source)
  if (node.name === 'Disjunction' && right) return { kind: 'or', at: node.from, left: loosened(left, within, deeper), right: toAst(right, source) }
  return within(toAst(node, source))
}

function loosenedTest(node: SyntaxNode, within: Within, source: Source): Ast {
  const op = operatorOf(node, 'CompareOp', source)
  const bound = partsOf(node).at(-1)
  if (!bound) throw syntaxFault(source.text, node.from)
  return loosened(bound, isCompareOp(op) ? (value) => within(halfLine(op, node.from, value)) : within, source)
}

// A right side that is an `or` without brackets can only come from a loosened `in`; there the conjunction binds more tightly.
function conjunction(node: SyntaxNode, left: Ast, source: Source): Ast {
  const second = partsOf(node)[1]
  if (!second) throw syntaxFault(source.text, node.from)
  const right = toAst(second, source)
  const { from: at } = node
  return second.name === 'Comparison' && right.kind === 'or' ? { ...right, left: { kind: 'and', at, left, right: right.left } } : { kind: 'and', at, left, right }
}

function simpleTest(node: SyntaxNode, source: Source): Ast {
  const op = operatorOf(node, 'CompareOp', source)
  return isCompareOp(op) ? halfLine(op, node.from, lastPart(node, source)) : inner(node, source)
}

function halfLine(op: CompareOp, at: number, value: Ast): Ast {
  if (op === '<' || op === '<=') return { kind: 'range', at, high: value, lowClosed: false, highClosed: op === '<=', unary: op }
  const isPoint = op === '=' || op === '!='
  return { kind: 'range', at, low: value, ...(isPoint ? { high: value } : {}), lowClosed: op === '>=' || isPoint, highClosed: isPoint, unary: op }
}

function interval(node: SyntaxNode, source: Source): Ast {
  const text = source.text.slice(node.from, node.to)
  return { kind: 'range', at: node.from, low: part(node, 0, source), high: part(node, 1, source), lowClosed: text.startsWith('['), highClosed: text.endsWith(']') }
}

function iterators(node: SyntaxNode, source: Source): Iterator[] {
  const all = childrenOf(node).find((child) => child.name === 'InExpressions')
  return (all ? childrenOf(all) : []).filter((child) => child.name === 'InExpression').map((child) => {
    const [name, over] = childrenOf(child).filter((inside) => /^[A-Z]/.test(inside.name))
    if (!name || !over) throw syntaxFault(source.text, child.from)
    if (over.name !== 'IterationContext') return { name: nameOf(name, source), over: toAst(over, source) }
    const bounds = partsOf(over)
    return { name: nameOf(name, source), over: part(over, 0, source), ...(bounds.length > 1 ? { to: part(over, 1, source) } : {}) }
  })
}

function contextEntry(node: SyntaxNode, source: Source): { name: string; value: Ast } {
  const key = node.firstChild
  if (!key) throw syntaxFault(source.text, node.from)
  const text = nameOf(key, source)
  return { name: text.startsWith('"') ? unquote(source.text.slice(key.from, key.to)) : text, value: lastPart(node, source) }
}

function functionDefinition(node: SyntaxNode, source: Source): Ast {
  const list = childrenOf(node).find((child) => child.name === 'FormalParameters')
  const parameters = (list ? childrenOf(list) : []).filter((child) => child.name === 'FormalParameter').map((child) => {
    const type = childrenOf(child).find((inside) => inside.name === 'Type')
    return { name: child.firstChild ? nameOf(child.firstChild, source) : '', ...(type ? { type: nameOf(type, source) } : {}) }
  })
  return { kind: 'function', at: node.from, parameters, body: lastPart(node, source), external: childrenOf(node).some((child) => child.name === 'external') }
}
