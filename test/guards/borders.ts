// The borders of the map: doors only, down only, no circles. Each guard takes parsed sources and answers what breaks it.
import { posix } from 'node:path'
import { isTestFile, type Import, type Source, type Violation } from './sources.ts'

const ranks: Record<string, number> = { base: 0, engines: 1, core: 2, data: 3, support: 4, service: 5, city: 5, office: 5 }

/** The one pure door below them that engines may use. */
const doorsForEngines = new Set(['base/problem'])
const doorsForPortal = /^(engines\/[^/]+|base\/http)$/
const doorsForDesk = /^engines\/[^/]+$/

/** `layer/context` of a file inside one, e.g. `core/cases`. */
export function contextOf(file: string): string | undefined {
  const [src, layer = '', context = '', ...rest] = file.split('/')
  return src === 'src' && layer in ranks && rest.length > 0 ? `${layer}/${context}` : undefined
}

type Place = { kind: 'context'; context: string; layer: string } | { kind: 'root' } | { kind: 'portal' } | { kind: 'desk' } | { kind: 'beside' }

function placeOf(file: string): Place {
  const context = contextOf(file)
  if (context) return { kind: 'context', context, layer: context.split('/')[0] ?? '' }
  if (/^src\/[^/]+$/.test(file)) return { kind: 'root' }
  if (file.startsWith('web/portal/')) return { kind: 'portal' }
  return file.startsWith('web/desk/') ? { kind: 'desk' } : { kind: 'beside' }
}

/** Guard: a border is crossed by an alias that names a door, `#layer/context`, and never by a relative path. */
export function checkDoors(sources: Source[]): Violation[] {
  return overImports(sources, ({ file }, { path }) => {
    if (path.startsWith('#')) return /^#[a-z]+\/[a-z-]+$/.test(path) && (path.slice(1).split('/')[0] ?? '') in ranks ? undefined : `${path} is not a door`
    if (!path.startsWith('.')) return undefined
    const target = posix.join(posix.dirname(file), path)
    if (homeOf(target) === homeOf(file)) return undefined
    return mayReachByPath(file, target) ? undefined : `${path} leaves its home by a path`
  })
}

/** A context, a face, or what stands beside them: inside, `./` means home. */
function homeOf(file: string): string {
  return contextOf(file) ?? (/^(src|test|bench|web\/portal|web\/desk)\//.exec(file)?.[1] ?? '')
}

/** What has no alias: the roots take the portal's door, tests and measurements take the roots and the town. */
function mayReachByPath(file: string, target: string): boolean {
  const from = placeOf(file)
  if (from.kind === 'root') return target === 'web/portal/index.ts'
  if (isTestFile(file) || from.kind === 'beside') return target.startsWith('test/') || placeOf(target).kind === 'root' || (from.kind === 'beside' && target === 'web/portal/index.ts')
  return false
}

/** Guard: imports go down only; service, city and office never import each other; the faces reach only what they are given. */
export function checkDirections(sources: Source[]): Violation[] {
  return overImports(sources.filter(({ file }) => !isTestFile(file)), ({ file }, { path }) => {
    const door = /^#([a-z]+\/[a-z-]+)/.exec(path)?.[1]
    return door === undefined || mayImport(placeOf(file), door) ? undefined : `${path} is not below ${contextOf(file) ?? posix.dirname(file)}`
  })
}

function mayImport(from: Place, door: string): boolean {
  const layer = door.split('/')[0] ?? ''
  if (from.kind === 'portal') return doorsForPortal.test(door)
  if (from.kind === 'desk') return doorsForDesk.test(door)
  if (from.kind !== 'context') return true
  if (from.layer === 'engines' && layer === 'base') return doorsForEngines.has(door)
  return layer === from.layer || (ranks[layer] ?? 99) < (ranks[from.layer] ?? 0)
}

/** Guard: what runs does not import what is only there for tests. */
export function checkTestsApart(sources: Source[]): Violation[] {
  const inside = sources.filter(({ file }) => (contextOf(file) || placeOf(file).kind !== 'beside') && !isTestFile(file))
  return overImports(inside, ({ file }, { path }) => {
    const target = path.startsWith('.') ? posix.join(posix.dirname(file), path) : ''
    return target.startsWith('test/') || isTestFile(target) ? `${path} is for tests alone` : undefined
  })
}

/** Guard: no circle among files (of what is loaded), and none among contexts (of anything, types too). */
export function checkCircles(sources: Source[]): Violation[] {
  const own = sources.filter(({ file }) => !isTestFile(file) && placeOf(file).kind !== 'beside')
  const byFile = new Map<string, Set<string>>()
  const byContext = new Map<string, Set<string>>()
  for (const { file, imports } of own) {
    const home = contextOf(file)
    for (const { path, isValue } of imports) {
      const target = targetOf(file, path)
      if (target && isValue) addTo(byFile, file, target)
      const other = target && contextOf(target)
      if (home && other && other !== home) addTo(byContext, home, other)
    }
  }
  const tell = (circle: string[], file = circle[0] ?? ''): Violation => ({ rule: 'no circles', file, line: 1, what: circle.join(' ↔ ') })
  return [...findCircles(byFile).map((circle) => tell(circle)), ...findCircles(byContext).map((circle) => tell(circle, `src/${circle[0]}/index.ts`))]
}

function targetOf(file: string, path: string): string | undefined {
  if (path.startsWith('#')) return `src/${path.slice(1)}/index.ts`
  return path.startsWith('.') ? posix.join(posix.dirname(file), path) : undefined
}

function addTo(graph: Map<string, Set<string>>, from: string, to: string): void {
  const known = graph.get(from) ?? new Set()
  graph.set(from, known.add(to))
}

/** Groups of nodes that reach each other (Tarjan), each sorted; a node that reaches itself counts. */
export function findCircles(graph: Map<string, Set<string>>): string[][] {
  const places = new Map<string, number>()
  const lows = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): number => {
    const place = places.size
    places.set(node, place)
    stack.push(node)
    let low = place
    for (const next of graph.get(node) ?? []) {
      if (!places.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, lows.get(next) ?? places.get(next) ?? 0)
    }
    lows.set(node, low)
    if (low === place) {
      const group = stack.splice(stack.indexOf(node))
      if (group.length > 1 || graph.get(node)?.has(node)) circles.push(group.sort())
    }
    return low
  }
  for (const node of graph.keys()) if (!places.has(node)) visit(node)
  return circles
}

function overImports(sources: Source[], judge: (source: Source, one: Import) => string | undefined): Violation[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((one) => {
      const what = judge(source, one)
      return what === undefined ? [] : [{ rule: 'borders', file: source.file, line: one.line, what }]
    }),
  )
}
