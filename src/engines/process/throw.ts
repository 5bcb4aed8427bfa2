// What throwing events, and the events of multi-instance activities, do (BPMN 2.0.2 §13.5.4–13.5.6).
import { clearScope } from './clear.ts'
import { noteKeys } from './correlate.ts'
import { inputsOf, type Place } from './data.ts'
import { type Draft, nodeOf, pass, scopeOf } from './draft.ts'
import { endHere, leaveByAll } from './leave.ts'
import type { DataPorts, EventDefinition, ThrowingNode } from './model.ts'
import { raiseError, raiseEscalation } from './raise.ts'
import type { Cargo, Variables } from './state.ts'
import { cancelTransaction, compensate } from './undo.ts'

/** A token reaches an intermediate throw event or an end event. */
export function throwEvent(draft: Draft, node: ThrowingNode, scopeId: string): void {
  const inputs = inputsOf(draft, node.ports, { in: scopeId }, node.id)
  const undo = node.definitions.find((one) => one.kind === 'compensation')
  if (undo) compensate(draft, node, scopeId, undo.activity, undo.wait)
  else {
    pass(draft, node.id)
    // It goes on before it throws: what it throws may take away its way.
    if (node.type === 'end') endHere(draft, node.id, scopeId)
    else if (!node.definitions.some(({ kind }) => kind === 'link')) leaveByAll(draft, node, scopeId)
  }
  for (const definition of node.definitions) if (draft.scopes.has(scopeId)) throwOne(draft, definition, node.id, { in: scopeId }, cargoOf(node.ports, inputs))
}

/** Throws one definition from a place: `token` where an activity throws. */
export function throwOne(draft: Draft, definition: EventDefinition, element: string, place: Place, cargo: Cargo): void {
  switch (definition.kind) {
    case 'message':
      return sendMessage(draft, element, { id: definition.messageId, name: definition.message, ...cargo })
    case 'signal':
      // What listens in this instance hears it before anything else moves; the others by command.
      draft.agenda.unshift({ signal: { name: definition.signal, cargo }, in: '' })
      draft.commands.push({ type: 'throw-signal', element, name: definition.signal, ...cargo })
      return
    case 'error':
      return raiseError(draft, definition.code, place.in, element, place.token)
    case 'escalation':
      return raiseEscalation(draft, definition.code, place.in, place.token)
    case 'cancel':
      return cancelTransaction(draft, place.in)
    case 'terminate':
      return terminate(draft, place.in, element)
    case 'link':
      return jump(draft, definition.link, element, place.in)
    default:
      return
  }
}

export function sendMessage(draft: Draft, element: string, message: { id: string; name: string } & Cargo): void {
  if (message.payload !== undefined) noteKeys(draft, message)
  draft.commands.push({ type: 'send-message', element, ...message })
}

/** What is sent: the only input's value, several by name; nothing for none. */
export function cargoOf(ports: DataPorts | undefined, inputs: Variables): Cargo {
  const names = ports && ports.inputs.length > 0 ? ports.inputs : Object.keys(inputs)
  const [only, second] = names
  if (only === undefined) return {}
  return second === undefined ? { payload: inputs[only] ?? null, item: only } : { payload: Object.fromEntries(names.map((name) => [name, inputs[name] ?? null])) }
}

/** Ends the process or sub-process at once; what is around it goes on. */
function terminate(draft: Draft, scopeId: string, element: string): void {
  const scope = scopeOf(draft, scopeId)
  clearScope(draft, scope.id)
  scope.taken = true
  endHere(draft, element, scopeId)
}

function jump(draft: Draft, link: string, element: string, scopeId: string): void {
  const { container } = nodeOf(draft, element)
  for (const node of draft.model.nodes.values()) {
    if (node.type !== 'catch' || node.container !== container || !node.definitions.some((one) => one.kind === 'link' && one.link === link)) continue
    draft.agenda.push({ node: node.id, in: scopeId })
    return
  }
}
