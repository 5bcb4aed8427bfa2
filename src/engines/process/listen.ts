// Everything that listens at a moment, derived from the state and the model: waiting events and tasks, boundary events, event sub-processes.
import { boundariesOf } from './boundaries.ts'
import { containerOf, type Draft, nodeOf } from './draft.ts'
import type { Boundary, EventDefinition, IntermediateEvent, MessageTask, StartEvent, SubProcess } from './model.ts'
import { ownerOf } from './scopes.ts'
import type { Scope, Token } from './state.ts'

interface Heard {
  /** The token or scope as long as which it listens. */
  owner: string
  definitions: readonly EventDefinition[]
  needsAll: boolean
}

/** One that listens: `token` is the one that waits, or the host of the boundary event; `scope` the one around. */
export type Listener =
  | (Heard & { kind: 'waits'; node: IntermediateEvent | MessageTask; token: Token })
  | (Heard & { kind: 'boundary'; node: Boundary; token: Token })
  | (Heard & { kind: 'sub'; node: StartEvent; sub: SubProcess; scope: Scope })

/** All listeners, those of tokens in the order in which the tokens came, then event sub-processes, the inner first. */
export function listenersOf(draft: Draft): Listener[] {
  const found = draft.tokens.flatMap((token) => [...waiting(draft, token), ...boundariesOf(draft, token).map((node): Listener => ({ kind: 'boundary', node, token, ...heardBy(node, token.id) }))])
  for (const scope of [...draft.scopes.values()].reverse()) found.push(...subsOf(draft, scope))
  return found
}

function heardBy(node: { definitions: readonly EventDefinition[]; needsAll: boolean }, owner: string): Heard {
  return { owner, definitions: node.definitions, needsAll: node.needsAll }
}

function waiting(draft: Draft, token: Token): Listener[] {
  const node = token.via === undefined ? draft.model.nodes.get(token.at) : undefined
  if (node?.type === 'catch') return [{ kind: 'waits', node, token, ...heardBy(node, token.id) }]
  if (node?.type !== 'receive' || token.rests) return []
  // The token of a whole loop does not wait itself; its rounds do.
  if (draft.scopes.size > 1 && [...draft.scopes.values()].some((scope) => scope.token === token.id)) return []
  return [{ kind: 'waits', node, token, owner: token.id, definitions: [{ kind: 'message', id: '', message: node.message, messageId: node.messageId }], needsAll: false }]
}

function subsOf(draft: Draft, scope: Scope): Listener[] {
  const container = scope.taken ? undefined : containerOf(draft, scope)
  if (!container || container.eventSubs.length === 0 || scope.kind === 'rounds' || scope.kind === 'undo') return []
  return container.eventSubs.flatMap((one): Listener[] => {
    const sub = nodeOf(draft, one.sub)
    const node = nodeOf(draft, one.start)
    return sub.type === 'sub' && node.type === 'start' ? [{ kind: 'sub', node, sub, scope, ...heardBy(node, ownerOf(scope)) }] : []
  })
}

/** The first definition that a test picks. */
export function indexIn(listener: Listener, test: (definition: EventDefinition) => boolean): number {
  return listener.definitions.findIndex(test)
}
