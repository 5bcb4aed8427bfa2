// What a process remembers of its data: only the paths its conditions and timers read, and each element's outcome. So a state stays small and holds no form.
import type { ProcessModel } from './model.ts'
import type { Variables } from './state.ts'

/** The part of the variables that the model reads. */
export function keepRead(model: ProcessModel, variables: Variables): Variables {
  const kept: Variables = {}
  for (const [name, value] of Object.entries(variables)) {
    const part = pick(value, pathsInto(model.reads, name))
    if (part !== undefined) kept[name] = part
  }
  return kept
}

/** The part of an element's result that is kept as its variable: its outcome, and what the model reads of it. */
export function keepResult(model: ProcessModel, element: string, result: Variables): unknown {
  const read = pick(result, pathsInto(model.reads, element))
  const outcome = result['outcome']
  if (outcome === undefined) return read
  return isPlainObject(read) ? { outcome, ...read } : { outcome }
}

type Path = readonly string[]

function pathsInto(paths: readonly Path[], name: string): Path[] {
  return paths.filter((path) => path[0] === name).map((path) => path.slice(1))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Copies what the paths reach; an empty path keeps the whole, and so does a list, whose items a path would enter. */
function pick(value: unknown, paths: Path[]): unknown {
  if (paths.length === 0 || value === undefined) return undefined
  if (paths.some((path) => path.length === 0) || !isPlainObject(value)) return structuredClone(value)
  const kept: Record<string, unknown> = {}
  for (const name of new Set(paths.map((path) => path[0] ?? ''))) {
    if (!Object.hasOwn(value, name)) continue
    kept[name] = pick(value[name], pathsInto(paths, name))
  }
  return kept
}
