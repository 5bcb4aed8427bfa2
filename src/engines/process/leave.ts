// How tokens leave a node: which flows they take, by conditions, default flows and quantities (BPMN 2.0.2 §13.2.1, §13.3.1).
import { namesFor, type Place } from './data.ts'
import { type Draft, happen, refuse, rootOf } from './draft.ts'
import type { ActivityNode, Gateway, ProcessFlow, ProcessNode } from './model.ts'

/** Puts a token on every flow out of a node; without flows the token ends here. */
export function leaveByAll(draft: Draft, node: ProcessNode, scope: string): void {
  for (const flow of node.outgoing) draft.agenda.push({ flow, in: scope })
  if (node.outgoing.length === 0) endHere(draft, node.id, scope)
}

/** The token is consumed; where it was the process's own, this is the end reached last. */
export function endHere(draft: Draft, element: string, scope: string): void {
  if (scope === '') draft.lastEnd = element
}

/** Leaves an activity: all flows without condition, those whose condition holds, else the default one; as many tokens as it says. */
export function leaveActivity(draft: Draft, node: ActivityNode, scope: string): void {
  draft.trail.add(node.id)
  const flows = isPlain(draft, node) ? node.outgoing : chosenOf(draft, node, { in: scope })
  for (const flow of flows) for (let n = 0; n < node.completionQuantity; n++) draft.agenda.push({ flow, in: scope })
  if (flows.length > 0) return
  if (node.outgoing.length > 0) noWayOut(draft, node.id)
  endHere(draft, node.id, scope)
}

function isPlain(draft: Draft, node: ActivityNode): boolean {
  return node.default === undefined && node.outgoing.every((id) => draft.model.flows.get(id)?.condition === undefined)
}

/** Flows whose condition holds or that have none; the default where no condition holds. */
function chosenOf(draft: Draft, node: ActivityNode, place: Place): string[] {
  const others = node.outgoing.filter((id) => id !== node.default)
  const chosen = others.filter((id) => isOpen(draft, id, place))
  const met = chosen.some((id) => draft.model.flows.get(id)?.condition)
  return met || node.default === undefined ? chosen : node.outgoing.filter((id) => id === node.default || chosen.includes(id))
}

function isOpen(draft: Draft, id: string, place: Place): boolean {
  const flow = draft.model.flows.get(id)
  return flow !== undefined && (flow.condition === undefined || holds(draft, flow, place))
}

function holds(draft: Draft, flow: ProcessFlow, place: Place): boolean {
  return draft.choose(flow, flow.condition ? namesFor(draft, flow.condition, place) : (rootOf(draft).vars ?? {}))
}

/** An exclusive gateway: the first flow whose condition holds, else the default. A single flow needs no condition. */
export function leaveByFirst(draft: Draft, gateway: Gateway, scope: string): void {
  const [first, second] = gateway.outgoing
  const open = first !== undefined && second === undefined && draft.model.flows.get(first)?.condition === undefined ? first : gateway.outgoing.find((id) => {
    const flow = draft.model.flows.get(id)
    return flow !== undefined && id !== gateway.default && holds(draft, flow, { in: scope })
  })
  const flow = open ?? gateway.default
  if (flow !== undefined) draft.agenda.push({ flow, in: scope })
  else if (gateway.outgoing.length === 0) endHere(draft, gateway.id, scope)
  else noWayOut(draft, gateway.id)
}

/** An inclusive or complex gateway: every flow whose condition holds or that has none, else the default. */
export function leaveByConditions(draft: Draft, gateway: Gateway, place: Place): void {
  const open = gateway.outgoing.filter((id) => id !== gateway.default && isOpen(draft, id, place))
  const flows = open.length > 0 || gateway.default === undefined ? open : [gateway.default]
  for (const flow of flows) draft.agenda.push({ flow, in: place.in })
  if (flows.length > 0) return
  if (gateway.outgoing.length > 0) noWayOut(draft, gateway.id)
  endHere(draft, gateway.id, place.in)
}

/** A complex gateway that is reset: only flows whose condition holds; perhaps none (§13.4.5). */
export function leaveByReset(draft: Draft, gateway: Gateway, place: Place): void {
  const flows = gateway.outgoing.filter((id) => id !== gateway.default && draft.model.flows.get(id)?.condition !== undefined && isOpen(draft, id, place))
  for (const flow of flows) draft.agenda.push({ flow, in: place.in })
  if (flows.length === 0) endHere(draft, gateway.id, place.in)
}

function noWayOut(draft: Draft, element: string): never {
  happen(draft, 'failed', element)
  refuse('process.no-way-out', element)
}
