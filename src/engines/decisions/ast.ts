// The syntax tree of FEEL, as small as the evaluation needs it; made by parse.ts, turned into closures by compile.ts, read by geometry.ts.
import type { FeelValue, UnaryOp } from './values.ts'

export interface Iterator {
  name: string
  over: Ast
  /** `over..to` counts up or down. */
  to?: Ast
}

/** `at` is the offset in the text. */
export type Ast = { at: number } & (
  /** `wrong` is the text of a literal that means nothing, such as `@"2026-02-30"`. */
  | { kind: 'literal'; value: FeelValue; wrong?: string }
  | { kind: 'input' }
  | { kind: 'name'; name: string }
  | { kind: 'path'; of: Ast; name: string }
  | { kind: 'filter'; of: Ast; by: Ast }
  | { kind: 'call'; callee: Ast; args: Ast[]; names?: string[] }
  | { kind: 'arithmetic'; op: '+' | '-' | '*' | '/' | '**'; left: Ast; right: Ast }
  | { kind: 'negate'; of: Ast }
  | { kind: 'compare'; op: CompareOp; left: Ast; right: Ast }
  | { kind: 'between'; of: Ast; low: Ast; high: Ast }
  | { kind: 'in'; of: Ast; tests: Ast[] }
  | { kind: 'and' | 'or'; left: Ast; right: Ast }
  | { kind: 'if'; condition: Ast; then: Ast; else: Ast }
  | { kind: 'for'; iterators: Iterator[]; body: Ast }
  | { kind: 'some' | 'every'; iterators: Iterator[]; body: Ast }
  | { kind: 'list'; items: Ast[] }
  | { kind: 'context'; entries: { name: string; value: Ast }[] }
  /** `unary`: written with an operator, as in `(< 5)`; its value stands in `high` for `<` and `<=`, else in `low`. */
  | { kind: 'range'; low?: Ast; high?: Ast; lowClosed: boolean; highClosed: boolean; unary?: UnaryOp }
  | { kind: 'function'; parameters: { name: string; type?: string }[]; body: Ast; external: boolean }
  | { kind: 'instance'; of: Ast; type: string }
)

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Cells of a decision table: `any` is the dash. */
export interface UnaryTests {
  any: boolean
  negated: boolean
  tests: Ast[]
}
