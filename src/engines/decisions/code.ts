// What a compiled expression is: a closure over a scope. Shared by all that compile and all that run.
import type { Ast } from './ast.ts'
import type { FindType } from './types.ts'
import type { FeelValue, Run } from './values.ts'

/** Names in sight while a closure runs: the innermost first. */
export interface Scope {
  names: { [name: string]: unknown }
  outer: Scope | undefined
  run: Run
}

export type Code = (scope: Scope) => FeelValue

/** One test of a cell or of `in`: true, false or null for an input. */
export type Test = (scope: Scope, input: FeelValue) => boolean | null

/** Compiles parts of a tree; knows the types of the model. */
export interface Compiler {
  compile: (ast: Ast) => Code
  findType: FindType
}

/** Name under which the value under test stands in a scope; no FEEL name can be spelled so. */
export const inputName = '?'
