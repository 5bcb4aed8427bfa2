// Takes away what runs: one token with all that hangs on it, or everything in a scope (BPMN 2.0.2 §13.3.2: interrupted activities end).
import { activityOf, type Draft, happen, heldScope, removeToken, tokenOf } from './draft.ts'
import type { Happening, Scope, Token } from './state.ts'
import { cancelTimers } from './timers.ts'

/** Ends what a token stands for, the inner first; told as terminated, or as failed where an error ended it. */
export function interrupt(draft: Draft, token: Token, how: Happening['event'] = 'terminated'): void {
  if (!tokenOf(draft, token.id)) return
  const scope = heldScope(draft, token)
  cancelTimers(draft, token.id)
  if (scope) dropScope(draft, scope)
  removeToken(draft, token)
  if (token.via !== undefined) return
  if (activityOf(draft, token.at) && scope === undefined) draft.commands.push({ type: 'close-step', element: token.at, token: token.id })
  // Of a loop each instance is told, not the whole.
  if (scope?.kind !== 'rounds') happen(draft, how, token.at)
}

/** Ends everything in a scope; the scope itself stays. */
export function clearScope(draft: Draft, id: string): void {
  draft.agenda = draft.agenda.filter((move) => move.in !== id)
  draft.resets = draft.resets.filter((reset) => (reset.in ?? '') !== id)
  for (const token of draft.tokens.filter((one) => (one.in ?? '') === id)) interrupt(draft, token)
  draft.undos = draft.undos.filter((undo) => undo.token === undefined || tokenOf(draft, undo.token))
  for (const scope of [...draft.scopes.values()]) if (scope.kind === 'undo' && (scope.in ?? '') === id) dropScope(draft, scope)
}

/** Ends everything in a scope and the scope with it. */
export function dropScope(draft: Draft, scope: Scope): void {
  clearScope(draft, scope.id)
  cancelTimers(draft, scope.id)
  draft.scopes.delete(scope.id)
  draft.undos = draft.undos.filter((undo) => undo.transaction !== scope.id)
}

/** Other ways after an event-based gateway end when one was taken. */
export function dropRivals(draft: Draft, token: Token): void {
  if (token.gate === undefined) return
  for (const rival of draft.tokens.filter((one) => one.gate === token.gate && one.id !== token.id)) interrupt(draft, rival)
}
