// Boundary events occur, and what a message or signal brings is taken (BPMN 2.0.2 §13.5.3).
import { interrupt } from './clear.ts'
import { flowOut, isContext, keepUnderName, type Place, takeResult } from './data.ts'
import { type Draft, nodeOf, pass, scopeOf } from './draft.ts'
import { leaveByAll } from './leave.ts'
import type { ActivityNode, Boundary, DataPorts } from './model.ts'
import type { Cargo, Happening, Scope, Token } from './state.ts'

/** A boundary event occurs: its host ends, if it interrupts, and a token leaves the event. */
export function fireBoundary(draft: Draft, boundary: Boundary, host: Token, cargo: Cargo = {}, how: Happening['event'] = 'terminated'): void {
  if (boundary.interrupting) interrupt(draft, host, how)
  pass(draft, boundary.id)
  takeCargo(draft, boundary, cargo, { in: host.in ?? '' })
  leaveByAll(draft, boundary, host.in ?? '')
}

/** What an event or receiving task was given goes to its outputs and variables. */
export function takeCargo(draft: Draft, node: { id: string; ports?: DataPorts }, cargo: Cargo, place: Place): void {
  const payload = unpacked(cargo, node.ports)
  if (payload === undefined) return
  if (draft.model.keeps === 'read') {
    if (isContext(payload)) keepUnderName(draft, node.id, payload, false)
    return
  }
  const outputs = takeResult(draft, node.ports, payload, place)
  flowOut(draft, node.ports?.outgoing ?? [], place, outputs, node.id)
}

/** What is taken of a cargo: by the name its sender gave it, unless the receiver has a name of its own. */
export function unpacked({ payload, item }: Cargo, ports: DataPorts | undefined): unknown {
  const outputs = ports?.outputs ?? []
  return payload !== undefined && item !== undefined && (outputs.length === 0 || outputs.includes(item)) ? { [item]: payload } : payload
}

/** The body of the loop that the token is one instance of. */
export function roundsOf(draft: Draft, token: Token): Scope | undefined {
  if (token.in === undefined) return undefined
  const scope = scopeOf(draft, token.in)
  return scope.kind === 'rounds' && scope.of === token.at ? scope : undefined
}

/** Boundary events that listen at this token: those of a loop listen at the whole. */
export function boundariesOf(draft: Draft, token: Token): Boundary[] {
  const node = token.via === undefined ? draft.model.nodes.get(token.at) : undefined
  if (!node || !('boundaries' in node) || node.boundaries.length === 0 || roundsOf(draft, token)) return []
  return (node satisfies ActivityNode).boundaries.flatMap((id) => {
    const boundary = nodeOf(draft, id)
    return boundary.type === 'boundary' ? [boundary] : []
  })
}
