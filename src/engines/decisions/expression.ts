// FEEL expressions as others use them: compiled once, evaluated often, never throwing. The only way into the evaluator.
import type { Ast, UnaryTests } from './ast.ts'
import type { Code, Compiler, Scope, Test } from './code.ts'
import { compilerFor } from './compile.ts'
import { compileTests } from './compile-tests.ts'
import type { KnownNames } from './names.ts'
import { type ExpressionProblem, parseExpression, parseUnaryTests } from './parse.ts'
import { readsOf } from './reads.ts'
import { type FeelDateTime, type FeelValue, type Run, toPlain } from './values.ts'

export type { ExpressionProblem, KnownNames }

/** A compiled expression; with problems it evaluates to null. */
export interface Expression {
  readonly text: string
  readonly problems: readonly ExpressionProblem[]
  /** Paths of outside variables the expression may read, e.g. ['form', 'area']. */
  readonly reads: readonly (readonly string[])[]
  readonly ast: Ast | undefined
  readonly code: Code
}

/** Compiled unary tests of a cell; with problems they evaluate to null. */
export interface CellTests {
  readonly text: string
  readonly problems: readonly ExpressionProblem[]
  readonly reads: readonly (readonly string[])[]
  readonly tests: UnaryTests | undefined
  readonly code: Test
}

export interface RunProblem {
  code: string
  zh: string
  en: string
}

/** `value` is JSON (dates and durations as ISO text, numbers to the nearest double); `exact` is the FEEL value. */
export interface Evaluation {
  value: unknown
  exact: FeelValue
  problems: RunProblem[]
}

const budgetOfOneEvaluation = 400_000
const plain = compilerFor()
const noNames: KnownNames = {}

/** Compiles a FEEL expression; faults stand in `problems` with their offset. `names` tells names with operators in them, such as `first-name`. */
export function compileExpression(text: string, names: KnownNames = noNames, compiler: Compiler = plain): Expression {
  const { ast, problems } = parseExpression(text, names)
  return { text, problems, ast, reads: ast ? readsOf(ast) : [], code: ast ? compiler.compile(ast) : () => null }
}

/** Compiles the unary tests of a cell (`> 5`, `"a", "b"`, `not(1)`, `-`). */
export function compileUnaryTests(text: string, names: KnownNames = noNames, compiler: Compiler = plain): CellTests {
  const { tests, problems } = parseUnaryTests(text, names)
  return { text, problems, tests, reads: tests ? tests.tests.flatMap(readsOf) : [], code: tests ? compileTests(tests, compiler) : () => null }
}

/** A fresh place for problems and work. */
export function makeRun(now?: FeelDateTime): Run {
  return { problems: [], budget: budgetOfOneEvaluation, depth: 0, ...(now ? { now } : {}) }
}

/** A scope over outside variables. */
export function makeScope(variables: { [name: string]: unknown }, run: Run): Scope {
  return { names: variables, outer: undefined, run }
}

/** Evaluates over JSON variables. Never throws; an error gives null and a problem. */
export function evaluate(expression: Expression, variables: { [name: string]: unknown } = {}): Evaluation {
  const run = makeRun()
  const exact = settle(() => expression.code(makeScope(variables, run)), run)
  return { value: settle(() => toPlain(exact), run), exact, problems: [...expression.problems, ...run.problems] }
}

/** Tests an input against a cell: true, false, or null when it cannot be told. */
export function evaluateTests(cell: CellTests, input: FeelValue, variables: { [name: string]: unknown } = {}): { value: boolean | null; problems: RunProblem[] } {
  const run = makeRun()
  const value = settle(() => cell.code(makeScope(variables, run), input), run)
  return { value: typeof value === 'boolean' ? value : null, problems: [...cell.problems, ...run.problems] }
}

// Ranges of the host (integers of 2^30 digits, strings beyond its limit, its call stack) end an evaluation, never the program.
export function settle<T>(work: () => T, run: Run): T | null {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    run.problems.push({ code: 'feel.too-much-work', zh: '表达式的计算量超过上限。', en: 'The expression takes more work than is allowed.' })
    return null
  }
}
