// An activity completes: its results are kept, it is remembered for compensation, and what comes after it goes on (BPMN 2.0.2 §13.3.2).
import { roundsOf } from './boundaries.ts'
import { clearScope } from './clear.ts'
import { flowOut, isContext, keepUnderName, resultsOf, takeResult, valueOf } from './data.ts'
import { activityOf, type Draft, happen, nodeOf, remember, removeToken, scopeOf, tokenOf } from './draft.ts'
import { endHere, leaveActivity } from './leave.ts'
import type { ActivityNode, CallActivity, ProcessNode } from './model.ts'
import { endRound, endRounds, scopeAround } from './rounds.ts'
import { contentOf, ownerOf } from './scopes.ts'
import type { Scope, Token, Variables } from './state.ts'
import { cancelTimers } from './timers.ts'
import { runUndo } from './undo.ts'

/** Completes the activity that a token stands for. `result`: what was reported, a script gave or a message brought. */
export function finish(draft: Draft, given: Token, result?: unknown): void {
  const node = activityOf(draft, given.at)
  const token = tokenOf(draft, given.id)
  if (!node || !token) return
  const content = contentOf(draft, token)
  const names = keep(draft, node, token, content, result)
  const left = tokenOf(draft, token.id) ?? token
  cancelTimers(draft, token.id)
  if (content) closeContent(draft, content)
  rememberDone(draft, node, left, content)
  removeToken(draft, token)
  goOn(draft, node, left, { ...left.vars, ...names })
}

/** Keeps results and gives the data of the instance, outputs included. */
function keep(draft: Draft, node: ActivityNode, token: Token, content: Scope | undefined, result: unknown): Variables {
  if (draft.model.keeps === 'read' && content === undefined) {
    if (isContext(result)) keepUnderName(draft, node.id, result, 'type' in node && node.type === 'rule')
    return {}
  }
  const place = { in: token.in ?? '', token }
  const outputs = takeResult(draft, node.ports, result, place, 'result' in node && typeof node.result === 'string' ? node.result : undefined)
  const names: Variables = { ...token.vars, ...tokenOf(draft, token.id)?.vars, ...(content ? contentNames(draft, node, content) : {}), ...outputs }
  const rounds = roundsOf(draft, token)
  const whole = node.loop?.kind === 'many' ? node.loop.results : undefined
  const own = (node.ports?.outgoing ?? []).filter(({ sources }) => whole === undefined || !sources.includes(whole))
  flowOut(draft, own, { in: (rounds ? rounds.in : token.in) ?? '' }, { ...rounds?.vars, ...names }, node.id)
  return names
}

/** What an embedded sub-process holds is seen by its own associations; of a called process only the outputs are. */
function contentNames(draft: Draft, node: ActivityNode, content: Scope): Variables {
  if (content.kind !== 'call') return { ...content.vars }
  const results = resultsOf(draft, content)
  const mine = node.ports?.outputs ?? []
  const theirs = draft.model.containers.get(content.of)?.ports?.outputs ?? []
  // Outputs that share no name are taken in their order.
  const paired = mine.flatMap((name, i) => (Object.hasOwn(results, name) || theirs.length !== mine.length ? [] : [[name, results[theirs[i] ?? '']] as const]))
  return { ...results, ...Object.fromEntries(paired) }
}

function closeContent(draft: Draft, content: Scope): void {
  clearScope(draft, content.id)
  cancelTimers(draft, ownerOf(content))
  draft.scopes.delete(content.id)
}

function rememberDone(draft: Draft, node: ActivityNode, token: Token, content: Scope | undefined): void {
  if (token.undo !== undefined) return
  const inner = content?.kind === 'sub' && draft.model.containers.get(node.id)?.isUndoable
  if (!node.undo && !inner) return
  const isEventSub = 'variant' in node && node.variant === 'event'
  if (isEventSub) return
  remember(draft, scopeAround(draft, token), {
    at: node.id, ...(content?.vars ? { vars: content.vars } : {}), ...(content?.done && content.done.length > 0 ? { done: content.done } : {}),
  })
}

function goOn(draft: Draft, node: ActivityNode, token: Token, names: Variables): void {
  const rounds = roundsOf(draft, token)
  if (rounds) {
    happen(draft, 'completed', node.id)
    if (!endRound(draft, rounds, node, token, names)) return
    // What was thrown with the last instance still finds the activity there.
    if (node.loop?.kind === 'many' && node.loop.throws.length > 0) draft.agenda.push({ over: rounds.id, in: rounds.in ?? '' })
    else leaveRounds(draft, rounds.id)
    return
  }
  if ('variant' in node && node.variant === 'event') {
    draft.trail.add(node.id)
    endHere(draft, node.id, token.in ?? '')
  } else if (token.undo === undefined) leaveOn(draft, node, token)
  happen(draft, 'completed', node.id)
  afterwards(draft, token)
}

/** The whole of a loop is over. */
export function leaveRounds(draft: Draft, id: string): void {
  const scope = draft.scopes.get(id)
  const node = scope && activityOf(draft, scope.of)
  const host = node && endRounds(draft, scope, node)
  if (!host) return
  if (host.undo === undefined) leaveOn(draft, node, host)
  afterwards(draft, host)
}

/** Along the flows, or straight back to the step that returned the work. */
function leaveOn(draft: Draft, node: ActivityNode, token: Token): void {
  if (token.then === undefined) return leaveActivity(draft, node, token.in ?? '')
  draft.trail.add(node.id)
  draft.agenda.push({ node: token.then, in: token.in ?? '' })
}

function afterwards(draft: Draft, token: Token): void {
  if (token.undo !== undefined) runUndo(draft, token.undo)
  else if (token.in !== undefined) checkAdHoc(draft, scopeOf(draft, token.in))
}

/** An activity without a round to do: it is left as soon as it is reached. */
export function skipRounds(draft: Draft, node: ActivityNode, scopeId: string, undo: string | undefined): void {
  if (undo === undefined) leaveActivity(draft, node, scopeId)
  else runUndo(draft, undo)
}

/** After each activity of an ad hoc sub-process it is asked whether it is complete (§13.3.5). */
function checkAdHoc(draft: Draft, scope: Scope): void {
  const node = draft.model.nodes.get(scope.of)
  if (!isAdHoc(node) || !node.completion || valueOf(draft, node.completion, { in: scope.id }, node.id) !== true) return
  scope.satisfied = true
  delete scope.ahead
  if (node.cancelRemaining) clearScope(draft, scope.id)
}

function isAdHoc(node: ProcessNode | undefined): node is Extract<ProcessNode, { type: 'sub' }> {
  return node?.type === 'sub' && node.variant === 'adhoc'
}

/** Looks for scopes in which nothing is left, and completes them; tells whether there was one. */
export function finishScopes(draft: Draft): boolean {
  if (draft.scopes.size === 1) return false
  for (const scope of [...draft.scopes.values()].reverse()) {
    if (scope.id === '' || scope.kind === 'rounds' || scope.kind === 'undo' || scope.cancelled) continue
    const host = tokenOf(draft, scope.token)
    if (!host || host.rests || draft.tokens.some((token) => token.in === scope.id)) continue
    if (finishEmpty(draft, scope, host)) return true
  }
  return false
}

function finishEmpty(draft: Draft, scope: Scope, host: Token): boolean {
  const node = nodeOf(draft, host.at)
  const [next, ...ahead] = scope.ahead ?? []
  if (next !== undefined) {
    scope.ahead = ahead
    draft.agenda.push({ node: next, in: scope.id })
    return true
  }
  if (isAdHoc(node) && node.completion && !scope.satisfied) return false
  if (isHeld(draft, node)) {
    draft.tokens = draft.tokens.map((token) => (token.id === host.id ? { ...token, rests: true } : token))
    draft.commands.push({ type: 'do-work', element: host.at, token: host.id, rests: true })
    return true
  }
  finish(draft, host)
  return true
}

/** Whether an activity waits to be told that it ends, by its own id or that of what it calls. */
export function isHeld({ model }: Draft, node: ProcessNode | CallActivity): boolean {
  return model.held.size > 0 && (model.held.has(node.id) || (node.type === 'call' && model.held.has(node.called)))
}
