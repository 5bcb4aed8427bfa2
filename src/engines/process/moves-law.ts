// What the law lets no move do: pass over a step it demands, or go back behind acceptance or a decision (许可法 32, 38; 处罚法 44, 58, 63). Also: the way
// further on may not depend on an outcome that was never given.
import { isDominated, reachFrom } from './dominators.ts'
import type { Draft } from './draft.ts'
import type { ProcessModel, ProcessNode } from './model.ts'
import type { Graph } from './moves-graph.ts'
import { refuseMove } from './moves-problems.ts'

/** The place of an element in a container: itself, or the sub-process there that holds it; nothing where it lies elsewhere. */
export function placeIn(model: ProcessModel, container: string, element: string): string | undefined {
  for (let node = model.nodes.get(element); node; node = model.nodes.get(node.container)) if (node.container === container) return node.id
  return undefined
}

/** Refuses to go to a step from which an acceptance or decision that was made would be made again. */
export function mustStayBefore(draft: Draft, graph: Graph, to: ProcessNode): void {
  const ahead = reachFrom(graph.next, to.id).add(to.id)
  for (const node of draft.model.nodes.values()) {
    if (node.type !== 'user' || (node.kind !== 'acceptance' && node.kind !== 'decision') || !draft.trail.has(node.id)) continue
    const place = placeIn(draft.model, to.container, node.id)
    if (place !== undefined && ahead.has(place)) refuseMove(node.kind === 'acceptance' ? 'process.move-behind-acceptance' : 'process.move-behind-decision', node.id)
  }
}

function isDemanded(node: ProcessNode): boolean {
  return node.lawful !== undefined || (node.type === 'user' && (node.kind === 'acceptance' || node.kind === 'decision' || node.kind === 'delivery'))
}

/**
 * Refuses when a demanded step that is not done lies ahead of a place that is left and could be missed from the new one: it must be passed on every
 * way from there, or the new place must itself lie on every way to it.
 */
export function mustPassLaw(draft: Draft, graph: Graph, left: readonly string[], to: ProcessNode): void {
  for (const node of draft.model.nodes.values()) {
    if (!isDemanded(node) || draft.trail.has(node.id)) continue
    const place = placeIn(draft.model, to.container, node.id)
    if (place === undefined || isDominated(graph.postdominators, to.id, place)) continue
    const isMissed = left.some((from) => from === place || reachFrom(graph.next, from, to.id).has(place))
    if (isMissed) refuseMove('process.move-over-lawful-step', node.id)
  }
}

/** Refuses to jump where a condition would read the outcome of a step that is jumped over. */
export function mustKnowOutcomes(draft: Draft, graph: Graph, left: readonly string[], to: ProcessNode): void {
  for (const flow of draft.model.flows.values()) {
    const place = placeIn(draft.model, to.container, flow.from)
    if (!flow.condition || place === undefined) continue
    const vertex = place === flow.from ? flow.id : place
    for (const [name = ''] of flow.condition.reads) {
      const step = placeIn(draft.model, to.container, name)
      if (step === undefined || step === to.id || draft.trail.has(name) || step === place && vertex !== flow.id) continue
      const isRead = reachFrom(graph.next, to.id, step).has(vertex)
      const wasRead = left.some((from) => from !== step && reachFrom(graph.next, from, step).has(vertex))
      if (isRead && !wasRead) refuseMove('process.move-outcome-missing', name)
    }
  }
}
