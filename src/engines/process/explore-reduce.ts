// Partial-order reduction for the walk: where the branches of a parallel split cannot touch each other, they are walked one after another and not in every
// mixture. Then every place of each branch is still seen, beside others that have not begun or have ended, and the join with every result that is read later.
import { reachFrom } from './dominators.ts'
import type { Possible } from './explore-events.ts'
import type { ProcessModel, ProcessNode } from './model.ts'
import { type Graph, graphOf } from './moves-graph.ts'
import { placeIn } from './moves-law.ts'
import type { ProcessState, Token } from './state.ts'

/** Leaves out what happens in branches whose turn has not come. */
export function reduce(model: ProcessModel, state: ProcessState, possible: readonly Possible[]): readonly Possible[] {
  if (state.undos || state.heard || state.resets) return possible
  const put = new Set(putOff(model, state, undefined, model.id, state.tokens.filter((token) => token.in === undefined), 0))
  if (put.size === 0) return possible
  const { scopes = [], tokens } = state
  for (let grown = -1; grown < put.size; ) {
    grown = put.size
    for (const scope of scopes) if (scope.token !== undefined && put.has(scope.token)) put.add(scope.id)
    for (const token of tokens) if (token.in !== undefined && put.has(token.in)) put.add(token.id)
  }
  return possible.filter(({ owner }) => !put.has(owner))
}

/** Tokens that wait for their turn, among these of one scope that share their outer threads. */
function putOff(model: ProcessModel, state: ProcessState, scope: string | undefined, container: string, tokens: readonly Token[], depth: number): string[] {
  const graph = graphOf(model, container)
  const [only, second] = tokens
  if (only && !second) return inside(model, state, only)
  const heads = tokens.map((token) => graph.threads.get(token.via ?? token.at)?.[depth])
  const [first] = heads
  const split = first === undefined ? undefined : graph.heads.get(first)
  const isOneSplit = split?.kind === 'branch' && heads.every((head) => head !== undefined && graph.heads.get(head)?.split === split.split)
  if (!split || !isOneSplit || !isPrivate(model, graph, split.split)) return []
  // In the order of the drawing, so that one branch is walked to its end before the next begins.
  const turn = model.nodes.get(split.split)?.outgoing.find((head) => tokens.some((token, at) => heads[at] === head && token.via === undefined))
  const own = tokens.filter((_, at) => heads[at] === turn)
  const others = tokens.filter((_, at) => heads[at] !== turn).map(({ id }) => id)
  return [...others, ...putOff(model, state, scope, container, own, depth + 1)]
}

function inside(model: ProcessModel, state: ProcessState, host: Token): string[] {
  const content = state.scopes?.find((one) => one.token === host.id && one.kind === 'sub')
  return content ? putOff(model, state, content.id, content.of, state.tokens.filter((token) => token.in === content.id), 0) : []
}

const known = new WeakMap<Graph, Map<string, boolean>>()

/** Whether the branches of a split cannot touch each other, nor be left before they end by a way on which it matters how far they came. */
function isPrivate(model: ProcessModel, graph: Graph, split: string): boolean {
  const answers = known.get(graph) ?? new Map<string, boolean>()
  known.set(graph, answers)
  const answer = answers.get(split) ?? findPrivate(model, graph, split)
  answers.set(split, answer)
  return answer
}

function findPrivate(model: ProcessModel, graph: Graph, split: string): boolean {
  const node = model.nodes.get(split)
  const meet = graph.postdominators.get(split)
  const container = node && model.containers.get(node.container)
  if (node?.type !== 'parallel' || meet === undefined || model.nodes.get(meet)?.type !== 'parallel' || !container) return false
  const branches = node.outgoing.map((head) => branchOf(model, node.container, new Set([head, ...reachFrom(graph.next, head, meet)])))
  if (!branches.every(({ nodes }) => nodes.every((one) => isPlain(one)))) return false
  if (model.keeps === 'all') return branches.every(({ reads }) => reads.size === 0)
  const apart = branches.every(({ reads }, at) => branches.every(({ writes }, other) => at === other || [...reads].every((name) => !writes.has(name))))
  const isRoot = container.kind === 'process' && container.eventSubs.length === 0 && container.id === model.id
  return apart && (isRoot || !isReadElsewhere(model, branches))
}

interface Branch {
  nodes: ProcessNode[]
  /** Activities whose results are kept, and names that conditions read. */
  writes: Set<string>
  reads: Set<string>
}

function branchOf(model: ProcessModel, container: string, vertices: ReadonlySet<string>): Branch {
  const nodes = [...model.nodes.values()].filter((node) => vertices.has(placeIn(model, container, node.id) ?? ''))
  const reads = nodes.flatMap((node) => node.outgoing.flatMap((id) => model.flows.get(id)?.condition?.reads.map(([name = '']) => name) ?? []))
  return { nodes, writes: new Set(nodes.filter((node) => 'boundaries' in node).map(({ id }) => id)), reads: new Set(reads) }
}

function isPlain(node: ProcessNode): boolean {
  if (node.type === 'sub') return node.variant === 'embedded' && !node.undo && !node.forCompensation
  if ('definitions' in node) return node.definitions.every(({ kind }) => kind === 'timer' || kind === 'message')
  if ('boundaries' in node) return node.type !== 'call' && !node.undo && !node.forCompensation && node.startQuantity === 1 && node.completionQuantity === 1 && !(node.loop?.kind === 'many' && node.loop.throws.length > 0)
  return node.type === 'exclusive' || node.type === 'parallel'
}

function isReadElsewhere(model: ProcessModel, branches: readonly Branch[]): boolean {
  const inner = new Set(branches.flatMap(({ nodes }) => nodes.map(({ id }) => id)))
  const writes = new Set(branches.flatMap((branch) => [...branch.writes]))
  return [...model.flows.values()].some((flow) => !inner.has(flow.from) && flow.condition?.reads.some(([name = '']) => writes.has(name)) === true)
}
