// Which outside variables an expression may read: what a process has to remember, and what a rule has to be given.
import type { Ast } from './ast.ts'
import { builtins } from './builtins.ts'

/** Paths of outside variables, each once: ['form', 'area'] for `form.area`, ['form'] where the whole is used. */
export function readsOf(ast: Ast): string[][] {
  const found = new Map<string, string[]>()
  collect(ast, new Set(), (path) => found.set(path.join('\u0000'), path))
  return [...found.values()]
}

type Note = (path: string[]) => void

function pathOf(ast: Ast): string[] | undefined {
  if (ast.kind === 'name') return [ast.name]
  if (ast.kind !== 'path') return undefined
  const outer = pathOf(ast.of)
  return outer && [...outer, ast.name]
}

function collect(ast: Ast, local: ReadonlySet<string>, note: Note): void {
  const path = pathOf(ast)
  if (path?.[0] !== undefined) {
    if (!local.has(path[0]) && !(path.length === 1 && builtins.has(path[0]))) note(path)
    return
  }
  if (ast.kind === 'for' || ast.kind === 'some' || ast.kind === 'every') {
    const names = new Set(local)
    if (ast.kind === 'for') names.add('partial')
    for (const iterator of ast.iterators) {
      collect(iterator.over, names, note)
      if (iterator.to) collect(iterator.to, names, note)
      names.add(iterator.name)
    }
    return collect(ast.body, names, note)
  }
  if (ast.kind === 'context') {
    const names = new Set(local)
    for (const entry of ast.entries) {
      collect(entry.value, names, note)
      names.add(entry.name)
    }
    return
  }
  if (ast.kind === 'function') return collect(ast.body, new Set([...local, ...ast.parameters.map(({ name }) => name)]), note)
  // Inside a filter a name may be a field of the item, so that what is noted there is at most too much.
  if (ast.kind === 'filter') {
    collect(ast.of, local, note)
    return collect(ast.by, new Set([...local, 'item']), note)
  }
  for (const inner of innerOf(ast)) collect(inner, local, note)
}

/** The direct parts of a node that binds no names. */
function innerOf(ast: Ast): Ast[] {
  switch (ast.kind) {
    case 'path':
    case 'negate':
    case 'instance':
      return [ast.of]
    case 'call':
      return [ast.callee, ...ast.args]
    case 'arithmetic':
    case 'compare':
    case 'and':
    case 'or':
      return [ast.left, ast.right]
    case 'between':
      return [ast.of, ast.low, ast.high]
    case 'in':
      return [ast.of, ...ast.tests]
    case 'if':
      return [ast.condition, ast.then, ast.else]
    case 'list':
      return ast.items
    case 'range':
      return [ast.low, ast.high].filter((bound) => bound !== undefined)
    default:
      return []
  }
}
