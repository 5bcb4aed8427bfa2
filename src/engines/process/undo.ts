// Compensation: completed activities are undone in reverse order of completion; a transaction that is cancelled is undone whole (BPMN 2.0.2 §10.7, §13.5.5).
import { fireBoundary, boundariesOf, roundsOf } from './boundaries.ts'
import { clearScope, dropScope, interrupt } from './clear.ts'
import { activityOf, addScope, addToken, type Draft, happen, nodeOf, pass, removeToken, scopeOf, tokenOf } from './draft.ts'
import { endHere, leaveByAll } from './leave.ts'
import type { ThrowingNode } from './model.ts'
import { openEventSub, ownerOf, plainScope } from './scopes.ts'
import type { Done, Scope, Token, Undo } from './state.ts'
import { cancelTimers } from './timers.ts'

type Queue = Undo['queue']

/** Takes what can be compensated out of the memory of a scope, the last completed first. With an activity, looks outward for it. */
function takeDone(draft: Draft, scope: Scope, activity: string | undefined): Queue {
  for (let at: Scope = scope; ; at = scopeOf(draft, at.in)) {
    const wanted = (at.done ?? []).filter((one) => activity === undefined || one.at === activity)
    if (wanted.length > 0 || activity === undefined || at.kind === 'call') {
      at.done = (at.done ?? []).filter((one) => !wanted.includes(one))
      return reversed(wanted, at.id)
    }
  }
}

function reversed(done: readonly Done[], scope: string): Queue {
  return done.map((one) => ({ ...one, ...(scope === '' ? {} : { in: scope }) })).reverse()
}

/** A throwing event asks for compensation; it goes on when all is undone, or at once where it does not wait. */
export function compensate(draft: Draft, node: ThrowingNode, scopeId: string, activity: string | undefined, waits: boolean): void {
  const queue = takeDone(draft, plainScope(draft, scopeId), activity)
  happen(draft, 'started', node.id)
  const token = waits ? addToken(draft, node.id, scopeId) : undefined
  const undo: Undo = { id: `u${draft.next++}`, queue, ...(token ? { token: token.id } : {}) }
  if (!token) goOn(draft, node, scopeId)
  draft.undos.push(undo)
  runUndo(draft, undo.id)
}

function goOn(draft: Draft, node: ThrowingNode, scopeId: string): void {
  draft.trail.add(node.id)
  happen(draft, 'completed', node.id)
  if (node.type === 'throw') leaveByAll(draft, node, scopeId)
  else endHere(draft, node.id, scopeId)
}

/** The transaction around the cancel event stops, is undone, and is left by its cancel boundary event. */
export function cancelTransaction(draft: Draft, scopeId: string): void {
  let scope = scopeOf(draft, scopeId)
  for (let node = nodeIn(draft, scope); !(node?.type === 'sub' && node.variant === 'transaction'); node = nodeIn(draft, scope)) {
    if (scope.kind === 'call') return
    scope = scopeOf(draft, scope.in)
  }
  clearScope(draft, scope.id)
  cancelTimers(draft, ownerOf(scope))
  scope.cancelled = true
  scope.taken = true
  const undo: Undo = { id: `u${draft.next++}`, transaction: scope.id, queue: takeDone(draft, scope, undefined) }
  draft.undos.push(undo)
  runUndo(draft, undo.id)
}

function nodeIn(draft: Draft, scope: Scope) {
  return draft.model.nodes.get(scope.of)
}

/** Runs the next handler of a compensation; after the last the event or transaction goes on. */
export function runUndo(draft: Draft, id: string): void {
  const undo = draft.undos.find((one) => one.id === id)
  if (!undo) return
  for (let item = undo.queue.shift(); item; item = undo.queue.shift()) {
    if ('close' in item) {
      const scope = draft.scopes.get(item.close)
      if (scope) dropScope(draft, scope)
    } else if (undoOne(draft, undo, item)) return
  }
  draft.undos = draft.undos.filter((one) => one !== undo)
  const token = tokenOf(draft, undo.token)
  const scope = undo.transaction === undefined ? undefined : draft.scopes.get(undo.transaction)
  if (token) {
    removeToken(draft, token)
    const node = nodeOf(draft, token.at)
    if (node.type === 'throw' || node.type === 'end') goOn(draft, node, token.in ?? '')
  } else if (scope) leaveCancelled(draft, scope)
}

/** Begins to undo one activity; false where nothing has to be waited for. */
function undoOne(draft: Draft, undo: Undo, item: Done & { in?: string }): boolean {
  const node = activityOf(draft, item.at)
  if (node?.undo) {
    pass(draft, node.undo.event)
    draft.agenda.push({ node: node.undo.handler, in: item.in ?? '', undo: undo.id })
    return true
  }
  const scope = addScope(draft, { of: item.at, kind: 'undo', ...(item.in === undefined ? {} : { in: item.in }), ...(item.vars ? { vars: item.vars } : {}), done: item.done ?? [] })
  undo.queue.unshift({ close: scope.id })
  for (const one of draft.model.containers.get(item.at)?.eventSubs ?? []) {
    const sub = nodeOf(draft, one.sub)
    const start = nodeOf(draft, one.start)
    if (sub.type !== 'sub' || start.type !== 'start' || !start.definitions.some(({ kind }) => kind === 'compensation')) continue
    openEventSub(draft, scope, sub, start, undo.id)
    return true
  }
  undo.queue.unshift(...reversed(item.done ?? [], scope.id))
  scope.done = []
  return false
}

function leaveCancelled(draft: Draft, scope: Scope): void {
  const inner = tokenOf(draft, scope.token)
  if (!inner) return
  const host = outermost(draft, inner)
  const boundary = boundariesOf(draft, host).find((one) => one.definitions.some(({ kind }) => kind === 'cancel'))
  if (boundary) fireBoundary(draft, boundary, host)
  else interrupt(draft, host)
}

/** The token that stands for the whole of a loop, where the token is one of its instances. */
function outermost(draft: Draft, token: Token): Token {
  const rounds = roundsOf(draft, token)
  return (rounds && tokenOf(draft, rounds.token)) ?? token
}
