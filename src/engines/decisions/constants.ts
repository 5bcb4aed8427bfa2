// Whether a test or an expression is constant, and what it then is.
import type { Ast } from './ast.ts'
import { compile } from './compile.ts'
import { mentionsInput } from './compile-tests.ts'
import { makeRun, makeScope } from './expression.ts'
import { readsOf } from './reads.ts'
import type { FeelValue } from './values.ts'

/** The constant a test compares with (a value, a range or a list of them); undefined when it is not constant. */
export function constantOf(ast: Ast): FeelValue | undefined {
  if (readsOf(ast).length > 0 || mentionsInput(ast)) return undefined
  const run = makeRun()
  const value = compile(ast)(makeScope({}, run))
  return run.problems.length > 0 ? undefined : value
}
