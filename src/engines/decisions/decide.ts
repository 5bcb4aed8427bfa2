// What a condition says when only some of its data is known: for proofs that must not guess. Three-valued, on the syntax tree.
import type { Ast } from './ast.ts'
import type { Code } from './code.ts'
import { compile } from './compile.ts'
import { type Expression, makeRun, makeScope, settle } from './expression.ts'
import { readsOf } from './reads.ts'

/** Says whether a path such as ['examine', 'outcome'] has a value that is known. */
export type IsKnown = (path: readonly string[]) => boolean

const compiled = new WeakMap<Ast, Code>()

/** Whether the condition holds: true, false, or undefined when that depends on data that is not known. */
export function decideCondition(expression: Expression, variables: { [name: string]: unknown }, isKnown: IsKnown): boolean | undefined {
  if (!expression.ast) return false
  const verdict = decide(expression.ast, variables, isKnown)
  // At a gateway null counts as "does not hold".
  return verdict === null ? false : verdict
}

function decide(ast: Ast, variables: { [name: string]: unknown }, isKnown: IsKnown): boolean | null | undefined {
  if (readsOf(ast).every(isKnown)) return evaluateKnown(ast, variables)
  if (ast.kind === 'and' || ast.kind === 'or') {
    const settles = ast.kind === 'or'
    const left = decide(ast.left, variables, isKnown)
    const right = decide(ast.right, variables, isKnown)
    return left === settles || right === settles ? settles : undefined
  }
  return undefined
}

function evaluateKnown(ast: Ast, variables: { [name: string]: unknown }): boolean | null {
  const code = compiled.get(ast) ?? compile(ast)
  compiled.set(ast, code)
  const run = makeRun()
  const value = settle(() => code(makeScope(variables, run)), run)
  return typeof value === 'boolean' ? value : null
}
