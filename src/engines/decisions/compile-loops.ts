// What walks over lists: filters, `for`, `some` and `every`. Each round costs one unit of work, so that no loop is without end.
import type { Ast, Iterator } from './ast.ts'
import type { Code, Compiler, Scope } from './code.ts'
import { isNumber, toDouble } from './decimal.ts'
import { itemAt, itemsOf, spend } from './operators.ts'
import { wrongType } from './problems.ts'
import { readsOf } from './reads.ts'
import { type FeelValue, fromPlain, isContext } from './values.ts'

/** `list[by]`: an item by its number, or the items for which the condition is true. */
export function compileFilter({ of, by }: Extract<Ast, { kind: 'filter' }>, compiler: Compiler): Code {
  return filterCode(compiler.compile(of), compiler.compile(by), by.kind === 'literal' && isNumber(by.value))
}

/** A filter of two pieces of code; `isIndex` where the second is known to be a number. */
export function filterCode(source: Code, test: Code, isIndex: boolean): Code {
  return (scope) => {
    const value = source(scope)
    if (value === null) return null
    const list = Array.isArray(value) ? value : [value]
    if (isIndex || list.length === 0) {
      const index = test(isIndex ? scope : { names: {}, outer: scope, run: { ...scope.run, problems: [] } })
      return isNumber(index) ? itemAt(list, toDouble(index), scope.run) : []
    }
    return keep(list, test, scope)
  }
}

function keep(list: FeelValue[], test: Code, scope: Scope): FeelValue {
  const kept: FeelValue[] = []
  for (const raw of list) {
    if (!spend(scope.run)) return null
    const item = fromPlain(raw)
    const holding: Scope = { names: { item }, outer: scope, run: scope.run }
    const verdict = test(isContext(item) ? { names: item, outer: holding, run: scope.run } : holding)
    if (isNumber(verdict)) return itemAt(list, toDouble(verdict), scope.run)
    if (verdict === true) kept.push(item)
    else if (verdict !== false && verdict !== null) return wrongType(scope.run, '[…]', verdict)
  }
  return kept
}

/** An iterator as code. */
export interface Loop {
  name: string
  over: Code
  to?: Code | undefined
}

/** Walks the iterators as nested loops; `visit` says whether to go on. False when nothing could be walked or it was stopped. */
function walk(loops: Loop[], at: number, scope: Scope, visit: (scope: Scope) => boolean): boolean {
  const loop = loops[at]
  if (!loop) return visit(scope)
  const items = itemsOf(loop.over(scope), loop.to?.(scope), scope.run)
  if (!items) return false
  for (const item of items) {
    if (!spend(scope.run)) return false
    if (!walk(loops, at + 1, { names: { [loop.name]: item }, outer: scope, run: scope.run }, visit)) return false
  }
  return true
}

function compileIterators(iterators: Iterator[], compiler: Compiler): Loop[] {
  return iterators.map(({ name, over, to }) => ({ name, over: compiler.compile(over), to: to && compiler.compile(to) }))
}

export function compileFor(node: Extract<Ast, { kind: 'for' }>, compiler: Compiler): Code {
  const needsPartial = readsOf(node.body).some(([name]) => name === 'partial')
  return forCode(compileIterators(node.iterators, compiler), compiler.compile(node.body), needsPartial)
}

/** `for`: the list of results; `partial` is what was gathered before this round. */
export function forCode(loops: Loop[], body: Code, needsPartial: boolean): Code {
  return (scope) => {
    const results: FeelValue[] = []
    const visit = (inner: Scope) => {
      if (!needsPartial) return results.push(body(inner)) > 0
      if (!spend(scope.run, results.length >> 3)) return false
      return results.push(body({ names: { partial: results.slice() }, outer: inner, run: scope.run })) > 0
    }
    return walk(loops, 0, scope, visit) ? results : null
  }
}

export function compileQuantified(node: Extract<Ast, { kind: 'some' | 'every' }>, compiler: Compiler): Code {
  return quantifiedCode(node.kind, compileIterators(node.iterators, compiler), compiler.compile(node.body))
}

/** `some` and `every` in three-valued logic: what settles it wins, then null. */
export function quantifiedCode(kind: 'some' | 'every', loops: Loop[], body: Code): Code {
  const settles = kind === 'some'
  return (scope) => {
    let isUnknown = false
    let isSettled = false
    const walked = walk(loops, 0, scope, (inner) => {
      const verdict = body(inner)
      if (verdict === settles) isSettled = true
      else if (typeof verdict !== 'boolean') isUnknown = true
      return !isSettled
    })
    return isSettled ? settles : isUnknown || !walked ? null : !settles
  }
}
