// What a drawing of a process shows: for staff the elements lit and done, for residents a simple line of stages.
import type { ProcessModel, StepKind, Text } from './model.ts'
import type { ProcessState } from './state.ts'

/** `lit`: activities that wait now. `joining`: gateways where some tokens have arrived. `done` in the order first done. */
export interface Progress {
  lit: string[]
  joining: string[]
  failed: string[]
  done: string[]
  doneFlows: string[]
}

/** The elements to light on the drawing of one instance. */
export function describeProgress(model: ProcessModel, state: ProcessState): Progress {
  const at = (keep: (token: ProcessState['tokens'][number]) => boolean) => [...new Set(state.tokens.filter(keep).map((token) => token.at))]
  const lit = at((token) => token.via === undefined)
  return {
    lit,
    joining: at((token) => token.via !== undefined),
    failed: at((token) => token.failed !== undefined),
    done: state.trail.filter((id) => model.nodes.has(id) && !lit.includes(id)),
    doneFlows: state.trail.filter((id) => model.flows.has(id)),
  }
}

export interface Stage {
  element: string
  name: Text
  kind: StepKind
  /** Given with a state: handled, waiting now, or neither. */
  status?: 'done' | 'now' | 'ahead'
}

/** The user tasks in a plausible order: by their distance from the start on the longest way that goes nowhere twice; side ways by boundary events are left out. */
export function describeStages(model: ProcessModel, state?: ProcessState): Stage[] {
  const depth = depths(model)
  const tasks = [...model.nodes.values()].filter((node) => node.type === 'user').filter((node) => depth.has(node.id))
  const ordered = tasks.sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0))
  return ordered.map((task) => ({ element: task.id, name: task.name, kind: task.kind, ...(state ? { status: statusOf(task.id, state) } : {}) }))
}

function statusOf(element: string, state: ProcessState): 'done' | 'now' | 'ahead' {
  if (state.tokens.some((token) => token.at === element && token.via === undefined)) return 'now'
  return state.trail.includes(element) ? 'done' : 'ahead'
}

/** Longest distance of each node from the start, flows back to a node on the way not counted. */
function depths(model: ProcessModel): Map<string, number> {
  const depth = new Map<string, number>()
  const settled = new Set<string>()
  for (const id of topological(model)) {
    const here = depth.get(id) ?? 0
    depth.set(id, here)
    settled.add(id)
    for (const target of targets(model, id)) if (!settled.has(target)) depth.set(target, Math.max(depth.get(target) ?? 0, here + 1))
  }
  return depth
}

function targets(model: ProcessModel, id: string): string[] {
  return (model.nodes.get(id)?.outgoing ?? []).flatMap((flow) => model.flows.get(flow)?.to ?? [])
}

/** Reverse finishing order of a depth-first walk: every node before those its forward flows lead to. */
function topological(model: ProcessModel): string[] {
  const order: string[] = []
  const seen = new Set<string>([model.start])
  const stack = [{ id: model.start, rest: targets(model, model.start) }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.rest.shift()
    if (next === undefined) {
      order.unshift(top.id)
      stack.pop()
    } else if (!seen.has(next)) {
      seen.add(next)
      stack.push({ id: next, rest: targets(model, next) })
    }
  }
  return order
}
