// In which order fields are settled: each after those that its expressions read, otherwise as they are asked. Finds the circles
// in which that is impossible.
import type { CompiledField } from './form.ts'

/** Names that decide whether a field is shown and what it holds. What it requires comes after everything is settled. */
function needsOf(field: CompiledField): string[] {
  const own = new Set(field.row?.fields.map((one) => one.name))
  const inner = (field.row?.fields ?? []).flatMap((one) => needsOf(one)).filter((name) => !own.has(name))
  const outer = [...field.conditions, ...(field.compute ? [field.compute] : [])].flatMap((feel) => feel.reads.map(([name = '']) => name))
  return [...outer, ...inner]
}

/** The fields, each after those it needs. Inside a circle the order is that of asking. */
export function inOrderOfNeed(fields: readonly CompiledField[]): CompiledField[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const done = new Set<CompiledField>()
  const open = new Set<CompiledField>()
  const visit = (field: CompiledField): void => {
    if (done.has(field) || open.has(field)) return
    open.add(field)
    for (const name of needsOf(field)) {
      const needed = byName.get(name)
      if (needed) visit(needed)
    }
    open.delete(field)
    done.add(field)
  }
  for (const field of fields) visit(field)
  return [...done]
}

/** Names of all fields that a field follows from, near and far. */
export function sourcesOf(field: CompiledField, byName: ReadonlyMap<string, CompiledField>): ReadonlySet<string> {
  const found = new Set<string>()
  const collect = (one: CompiledField): void => {
    for (const name of needsOf(one)) {
      if (found.has(name)) continue
      found.add(name)
      const needed = byName.get(name)
      if (needed) collect(needed)
    }
  }
  collect(field)
  return found
}

/** For each field that needs itself: the way round, from it back to it. */
export function circlesIn(fields: readonly CompiledField[]): Map<string, string[]> {
  const needs = new Map(fields.map((field) => [field.name, needsOf(field)]))
  const circles = new Map<string, string[]>()
  for (const { name } of fields) {
    const way = wayTo(name, needs)
    if (way) circles.set(name, [name, ...way])
  }
  return circles
}

// Breadth first, so that the shortest circle is told.
function wayTo(start: string, needs: ReadonlyMap<string, string[]>): string[] | undefined {
  const ways: string[][] = (needs.get(start) ?? []).map((name) => [name])
  const seen = new Set<string>()
  for (const way of ways) {
    const last = way.at(-1) ?? ''
    if (last === start) return way
    if (seen.has(last)) continue
    seen.add(last)
    for (const name of needs.get(last) ?? []) ways.push([...way, name])
  }
  return undefined
}
