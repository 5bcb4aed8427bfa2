// The shape of a process that moves are judged by: dominators and regions of parallel work. A place may be changed only for one in the same thread, so
// that no join is stranded or doubled. Threads are those of single-entry single-exit regions (Johnson, Pearson, Pingali 1994); where a split has none, its
// whole extent is one closed region that can only be left as a whole.
import { dominatorsOf, isDominated, reachFrom, type Edges } from './dominators.ts'
import type { ProcessModel, ProcessNode } from './model.ts'

/** Where several threads begin. `branch`: one of several that are joined or end by themselves; `side`: beside a thread that goes on; `closed`: no clear branches. */
export interface Head {
  split: string
  kind: 'branch' | 'side' | 'closed'
}

/** One process or sub-process. Vertices are the ids of its nodes and of the flows between them. */
export interface Graph extends Edges {
  /** Who must be passed to come to a vertex, nearest first; and who must be passed from it to the end. */
  dominators: ReadonlyMap<string, string>
  postdominators: ReadonlyMap<string, string>
  heads: ReadonlyMap<string, Head>
  /** By vertex: the heads of the threads that it lies in, the outermost first. */
  threads: ReadonlyMap<string, readonly string[]>
}

export const entry = '(entry)'
const exit = '(exit)'

const known = new WeakMap<ProcessModel['nodes'], Map<string, Graph>>()

/** The graph of a container, made once for each model. */
export function graphOf(model: ProcessModel, container: string): Graph {
  const graphs = known.get(model.nodes) ?? new Map<string, Graph>()
  known.set(model.nodes, graphs)
  const graph = graphs.get(container) ?? makeGraph(model, container)
  graphs.set(container, graph)
  return graph
}

function makeGraph(model: ProcessModel, container: string): Graph {
  const nodes = [...model.nodes.values()].filter((node) => node.container === container)
  const edges = edgesOf(model, container, nodes)
  const shape = { ...edges, dominators: dominatorsOf(entry, edges.next, edges.back), postdominators: dominatorsOf(exit, edges.back, edges.next) }
  const heads = new Map<string, Head>()
  const closed = new Map<string, Set<string>>()
  for (const node of nodes) noteHeads(model, shape, node, heads, closed)
  return { ...shape, heads, threads: threadsOf(shape, heads, closed) }
}

function edgesOf(model: ProcessModel, container: string, nodes: readonly ProcessNode[]): Edges {
  const next = new Map<string, string[]>()
  const back = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    next.set(from, [...(next.get(from) ?? []), to])
    back.set(to, [...(back.get(to) ?? []), from])
  }
  const { starts = [], roots = [] } = model.containers.get(container) ?? {}
  for (const id of starts.length > 0 ? starts : roots) link(entry, id)
  for (const node of nodes) {
    for (const id of node.outgoing) {
      link(node.id, id)
      link(id, model.flows.get(id)?.to ?? '')
    }
    if (node.type === 'boundary') link(node.host, node.id)
    const targets = node.type === 'throw' ? linkTargets(node, nodes) : []
    for (const id of targets) link(node.id, id)
    if (node.outgoing.length === 0 && targets.length === 0) link(node.id, exit)
  }
  return { next, back }
}

function linkTargets(source: ProcessNode & { type: 'catch' | 'throw' }, nodes: readonly ProcessNode[]): string[] {
  const links = source.definitions.flatMap((one) => (one.kind === 'link' ? [one.link] : []))
  return nodes.filter((node) => node.type === 'catch' && node.definitions.some((one) => one.kind === 'link' && links.includes(one.link))).map(({ id }) => id)
}

type Shape = Pick<Graph, 'next' | 'back' | 'dominators' | 'postdominators'>

function noteHeads(model: ProcessModel, shape: Shape, node: ProcessNode, heads: Map<string, Head>, closed: Map<string, Set<string>>): void {
  const sides = 'boundaries' in node ? node.boundaries.filter((id) => isSide(model, id)) : []
  const branches = doesSplit(node) ? node.outgoing : []
  if (sides.length + branches.length === 0) return
  const meet = shape.postdominators.get(node.id)
  const isClear = [...branches, ...sides].every((head) => [head, ...reachFrom(shape.next, head, meet)].every((vertex) => isDominated(shape.dominators, vertex, head))) && isMeeting(model, node, meet)
  if (isClear) {
    for (const head of branches) heads.set(head, { split: node.id, kind: 'branch' })
    for (const head of sides) heads.set(head, { split: node.id, kind: 'side' })
    return
  }
  heads.set(`?${node.id}`, { split: node.id, kind: 'closed' })
  closed.set(node.id, reachFrom(shape.next, node.id, meet))
}

function isSide(model: ProcessModel, id: string): boolean {
  const boundary = model.nodes.get(id)
  return boundary?.type === 'boundary' && !boundary.interrupting
}

function doesSplit(node: ProcessNode): boolean {
  if (node.outgoing.length < 2 || node.type === 'exclusive') return false
  return node.type !== 'event' || node.needsAll
}

/** Threads that meet must meet where one waits for the other, or not at all. */
function isMeeting(model: ProcessModel, split: ProcessNode, meet: string | undefined): boolean {
  if (split.type === 'complex' || meet === undefined) return false
  if (meet === exit || !doesSplit(split)) return true
  const type = model.nodes.get(meet)?.type
  return type === 'parallel' || type === 'inclusive'
}

function threadsOf(shape: Shape, heads: ReadonlyMap<string, Head>, closed: ReadonlyMap<string, ReadonlySet<string>>): Map<string, readonly string[]> {
  const chainOf = (vertex: string): string[] => {
    const above = shape.dominators.get(vertex)
    return [...(above === undefined || above === vertex ? [] : chainOf(above)), ...(heads.has(vertex) ? [vertex] : [])]
  }
  const depthOf = (vertex: string): number => {
    const above = shape.dominators.get(vertex)
    return above === undefined || above === vertex ? 0 : 1 + depthOf(above)
  }
  const regions = [...closed].sort(([a], [b]) => depthOf(a) - depthOf(b))
  return new Map([...shape.dominators.keys()].map((vertex) => {
    const region = regions.find(([, inside]) => inside.has(vertex))
    return [vertex, region ? [...chainOf(region[0]), `?${region[0]}`] : chainOf(vertex)]
  }))
}
