// Unary tests: cells of decision tables, the right side of `in`, lists of allowed values (DMN 1.5 §7.3.2, §10.3.2.5 table 55).
import type { Ast, UnaryTests } from './ast.ts'
import { type Code, type Compiler, inputName, type Test } from './code.ts'
import { compareNumbers, isNumber } from './decimal.ts'
import { compareValues, equalValues, FeelRange, type FeelValue, fromPlain, inRange } from './values.ts'

/** Whether a part of the tree speaks of the input by `?`. */
export function mentionsInput(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(mentionsInput)
  if (typeof part !== 'object' || part === null) return false
  if ('kind' in part && part.kind === 'input') return true
  if ('kind' in part && part.kind === 'literal') return false
  return Object.values(part).some(mentionsInput)
}

function verdictOf(input: FeelValue, value: FeelValue): boolean | null {
  if (value instanceof FeelRange) return input instanceof FeelRange ? equalValues(input, value) : inRange(input, value)
  if (!Array.isArray(value)) return equalValues(input, value)
  if (Array.isArray(input) && equalValues(input, value) === true) return true
  let isUnknown = false
  for (const raw of value) {
    const item = fromPlain(raw)
    const verdict = item instanceof FeelRange && !(input instanceof FeelRange) ? inRange(input, item) : equalValues(input, item)
    if (verdict === true) return true
    if (verdict === null) isUnknown = true
  }
  return isUnknown && value.length > 0 && value.every((item) => equalValues(input, fromPlain(item)) === null) ? null : false
}

/** Compiles one test; constants and ranges of constants are compared without a scope of their own. */
export function compileTest(ast: Ast, compiler: Compiler): Test {
  const quick = constantTest(ast, compiler)
  if (quick) return quick
  const code = compiler.compile(ast)
  if (!mentionsInput(ast))
    return (scope, input) => {
      const value = code(scope)
      // A condition on other data is its own verdict (§7.3.2): only a boolean input is compared with it.
      return typeof value === 'boolean' && typeof input !== 'boolean' ? value : verdictOf(input, value)
    }
  return (scope, input) => {
    const value = code({ names: { [inputName]: input }, outer: scope, run: scope.run })
    return typeof value === 'boolean' ? value : value === null ? null : verdictOf(input, value)
  }
}

function constantTest(ast: Ast, compiler: Compiler): Test | undefined {
  if (ast.kind === 'literal') {
    const { value } = ast
    if (typeof value === 'string' || typeof value === 'boolean') return (_, input) => input === value || (typeof input === typeof value ? false : equalValues(input, value))
    if (typeof value === 'number') return (_, input) => (typeof input === 'number' ? input === value : equalValues(input, value))
    return (_, input) => verdictOf(input, value)
  }
  if (ast.kind !== 'range' || [ast.low, ast.high].some((bound) => bound !== undefined && bound.kind !== 'literal')) return undefined
  const range = compiler.compile(ast)
  const [low, high] = [ast.low, ast.high].map((bound) => (bound?.kind === 'literal' ? bound.value : undefined))
  if (ast.unary === '=' || ast.unary === '!=' || !isQuick(low) || !isQuick(high)) return (scope, input) => verdictOf(input, range(scope))
  const [lowClosed, highClosed] = [ast.lowClosed, ast.highClosed]
  return (scope, input) => {
    if (!isNumber(input)) return verdictOf(input, range(scope))
    if (low !== undefined && isNumber(low)) {
      const order = compareNumbers(input, low)
      if (order < 0 || (order === 0 && !lowClosed)) return false
    }
    if (high === undefined || !isNumber(high)) return true
    const order = compareNumbers(input, high)
    return order < 0 || (order === 0 && highClosed)
  }
}

const isQuick = (bound: FeelValue | undefined) => bound === undefined || isNumber(bound)

/** Compiles the tests of a cell: one of them must hold, or none where they are negated. */
export function compileTests({ any, negated: isNegated, tests }: UnaryTests, compiler: Compiler): Test {
  if (any) return () => true
  const run = tests.map((test) => compileTest(test, compiler))
  const [only] = run
  if (only && run.length === 1 && !isNegated) return only
  return (scope, input) => {
    let isUnknown = false
    for (const test of run) {
      const verdict = test(scope, input)
      if (verdict === true) return !isNegated
      if (verdict === null) isUnknown = true
    }
    return isUnknown ? null : isNegated
  }
}

/** `x in (tests)` as an expression. */
export function compileIn({ of, tests }: Extract<Ast, { kind: 'in' }>, compiler: Compiler): Code {
  const value = compiler.compile(of)
  const test = compileTests({ any: false, negated: false, tests }, compiler)
  return (scope) => test(scope, value(scope))
}

/** Whether two bounds can stand in one range. */
export function areComparable(low: FeelValue, high: FeelValue): boolean {
  return low === null || high === null || compareValues(low, high) !== undefined
}
