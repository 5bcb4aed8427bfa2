// Opening scopes: sub-processes, called processes and event sub-processes begin, with their data and with what listens while they run (BPMN 2.0.2 §13.3.4).
import { clearScope } from './clear.ts'
import { beginData } from './data.ts'
import { addScope, addToken, containerOf, type Draft, happen, heldScope, nodeOf, scopeOf } from './draft.ts'
import type { StartEvent, SubProcess } from './model.ts'
import type { Scope, Token, Variables } from './state.ts'
import { cancelTimers, setTimers } from './timers.ts'

/** Opens the content of a sub-process or called process for the token that stands for it, and lets it begin. */
export function openScope(draft: Draft, token: Token, of: string, kind: Scope['kind'], vars: Variables): Scope {
  const around = { in: token.in ?? '', token }
  const data = draft.model.containers.get(of)?.data ?? []
  const begun = { ...beginData(draft, data, kind === 'call' ? { in: '' } : around), ...vars }
  const scope = addScope(draft, { of, kind, token: token.id, ...(token.in === undefined ? {} : { in: token.in }), ...(Object.keys(begun).length > 0 ? { vars: begun } : {}) })
  listen(draft, scope)
  beginContent(draft, scope)
  return scope
}

/** Starts the timers of event sub-processes and lets their conditions be looked at. */
export function listen(draft: Draft, scope: Scope): void {
  for (const { start } of containerOf(draft, scope)?.eventSubs ?? []) {
    const node = nodeOf(draft, start)
    if (!('definitions' in node)) continue
    setTimers(draft, start, node.definitions, ownerOf(scope), { in: scope.id })
    if (node.definitions.some(({ kind }) => kind === 'conditional')) draft.changed = true
  }
}

/** The name under which timers know a scope; the process itself has no id. */
export function ownerOf(scope: Scope): string {
  return scope.id === '' ? '0' : scope.id
}

/** Where tokens begin: at the plain start event, else at everything that nothing leads to. */
export function beginContent(draft: Draft, scope: Scope): void {
  const container = containerOf(draft, scope)
  if (!container) return
  const plain = container.starts.find((id) => isPlainStart(draft, id))
  const host = scope.token === undefined ? undefined : draft.tokens.find((token) => token.id === scope.token)
  const sub = host && nodeOf(draft, host.at)
  if (sub?.type === 'sub' && sub.variant === 'adhoc' && sub.sequential) {
    const [first, ...ahead] = container.roots
    scope.ahead = ahead
    if (first !== undefined) draft.agenda.push({ node: first, in: scope.id })
    return
  }
  const begins = plain !== undefined ? [plain] : container.starts.length === 0 ? container.roots : []
  for (const node of begins) draft.agenda.push({ node, in: scope.id })
}

function isPlainStart(draft: Draft, id: string): boolean {
  const node = draft.model.nodes.get(id)
  return node?.type === 'start' && node.definitions.length === 0
}

/** An event sub-process begins at its start event. An interrupting one ends everything else in the scope, once. */
export function openEventSub(draft: Draft, around: Scope, sub: SubProcess, start: StartEvent, undo?: string): void {
  if (start.interrupting && undo === undefined) {
    clearScope(draft, around.id)
    cancelTimers(draft, ownerOf(around))
    around.taken = true
  }
  const token = addToken(draft, sub.id, around.id, undo === undefined ? {} : { undo })
  happen(draft, 'started', sub.id)
  const data = draft.model.containers.get(sub.id)?.data ?? []
  const begun = beginData(draft, data, { in: around.id })
  const scope = addScope(draft, { of: sub.id, kind: 'sub', token: token.id, ...(around.id === '' ? {} : { in: around.id }), ...(Object.keys(begun).length > 0 ? { vars: begun } : {}) })
  listen(draft, scope)
  draft.agenda.push({ node: start.id, in: scope.id })
}

/** The nearest scope outward that is no event sub-process: where compensation looks for what was done. */
export function plainScope(draft: Draft, id: string): Scope {
  let scope = scopeOf(draft, id)
  for (let node = draft.model.nodes.get(scope.of); node?.type === 'sub' && node.variant === 'event'; node = draft.model.nodes.get(scope.of)) scope = scopeOf(draft, scope.in)
  return scope
}

/** The scope inside a token, where the token stands for a sub-process or call. */
export function contentOf(draft: Draft, token: Token): Scope | undefined {
  const scope = heldScope(draft, token)
  return scope && scope.kind !== 'rounds' ? scope : undefined
}
