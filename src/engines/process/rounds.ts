// Loops and multi-instance activities: how many rounds there are, what each round is given, and what is left when it ends (BPMN 2.0.2 §13.3.6–13.3.7).
import { roundsOf } from './boundaries.ts'
import { clearScope } from './clear.ts'
import { assign, beginData, flowOut, inputsOf, lookUp, type Place, valueOf } from './data.ts'
import { type Draft, addScope, addToken, removeToken, refuse, scopeOf, tokenOf } from './draft.ts'
import type { ActivityNode, Association, MultiInstance, StandardLoop } from './model.ts'
import type { Rounds, Scope, Token, Variables } from './state.ts'
import { throwOne } from './throw.ts'
import { cancelTimers } from './timers.ts'

const roundsMax = 10_000

/** Begins a loop. Gives the token that stands for the whole, or nothing where there is no round at all. */
export function startRounds(draft: Draft, node: ActivityNode, scopeId: string, undo: string | undefined): Token | undefined {
  const { loop } = node
  if (!loop) return undefined
  const around: Place = { in: scopeId }
  const ports = node.ports && { ...node.ports, incoming: node.ports.incoming.filter((one) => !isPerRound(one, loop)) }
  const vars: Variables = { ...beginData(draft, node.data, around), ...inputsOf(draft, ports, around, node.id) }
  const rounds = loop.kind === 'many' ? countRounds(draft, node, loop, { ...around, names: vars }) : firstRound(draft, node, loop, { ...around, names: { ...vars, loopCounter: 0 } })
  if (!rounds) return undefined
  if (loop.kind === 'many' && loop.items !== undefined && rounds.items) delete vars[loop.items]
  const host = addToken(draft, node.id, scopeId, undo === undefined ? {} : { undo })
  const scope = addScope(draft, { of: node.id, kind: 'rounds', token: host.id, rounds, ...(scopeId === '' ? {} : { in: scopeId }), ...(Object.keys(vars).length > 0 ? { vars } : {}) })
  for (let n = 0; n < rounds.begun; n++) draft.agenda.push({ node: node.id, in: scope.id })
  return host
}

/** Inputs that are computed for each instance: those that read its item, or no datum at all. */
export function isPerRound({ sources }: Association, loop: StandardLoop | MultiInstance): boolean {
  return loop.kind === 'many' && (sources.length === 0 || (loop.item !== undefined && sources.includes(loop.item)))
}

function countRounds(draft: Draft, node: ActivityNode, loop: MultiInstance, place: Place): Rounds | undefined {
  const items = loop.items === undefined ? undefined : lookUp(draft, place, loop.items)
  const count = Array.isArray(items) ? items.length : loop.cardinality && items === undefined ? valueOf(draft, loop.cardinality, place, node.id) : undefined
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) refuse('process.loop-not-computable', node.id)
  if (count > roundsMax) refuse('process.steps-exceeded', node.id)
  if (count === 0) {
    if (loop.results !== undefined) keepResults(draft, node, loop, place.in, [])
    return undefined
  }
  return { total: count, begun: loop.sequential ? 1 : count, entered: 0, done: 0, stopped: 0, ...(Array.isArray(items) ? { items } : {}), ...(loop.results === undefined ? {} : { results: new Array(count).fill(null) }) }
}

function firstRound(draft: Draft, node: ActivityNode, loop: StandardLoop, place: Place): Rounds | undefined {
  if (loop.maximum === 0 && loop.testBefore) return undefined
  if (loop.testBefore && loop.condition && valueOf(draft, loop.condition, place, node.id) !== true) return undefined
  return { total: 1, begun: 1, entered: 0, done: 0, stopped: 0 }
}

/** Data of the instance that begins now. */
export function enterRound(scope: Scope, { loop }: ActivityNode): Variables {
  const rounds = roundsIn(scope)
  const n = rounds.entered
  scope.rounds = { ...rounds, entered: n + 1 }
  const { item, result } = loop?.kind === 'many' ? loop : {}
  return { loopCounter: n + 1, ...(result === undefined ? {} : { [result]: null }), ...(item !== undefined && rounds.items ? { [item]: rounds.items[n] ?? null } : {}) }
}

function roundsIn(scope: Scope): Rounds {
  if (!scope.rounds) throw new Error(`scope ${scope.id} has no rounds`)
  return scope.rounds
}

/** One instance has completed. `names`: its data and outputs. Tells whether the loop is over. */
export function endRound(draft: Draft, scope: Scope, node: ActivityNode, token: Token, names: Variables): boolean {
  const { loop } = node
  const host = tokenOf(draft, scope.token)
  if (!loop || !host) return false
  const rounds = roundsIn(scope)
  scope.rounds = { ...rounds, done: rounds.done + 1, ...resultsWith(rounds, loop, token, names) }
  const { results } = scope.rounds
  const seen = loop.kind === 'many' && loop.results !== undefined && results ? { ...names, [loop.results]: results } : names
  const over = loop.kind === 'many' ? isManyOver(draft, scope, node, loop, { in: scope.id, token, names: seen }, host) : isLoopOver(draft, scope, node, loop)
  return over && draft.scopes.has(scope.id)
}

function resultsWith(rounds: Rounds, loop: StandardLoop | MultiInstance, token: Token, names: Variables): Partial<Rounds> {
  if (loop.kind !== 'many' || loop.result === undefined || !rounds.results) return {}
  const n = token.vars?.['loopCounter']
  const value = Object.hasOwn(names, loop.result) ? names[loop.result] : null
  return { results: rounds.results.map((old, i) => (i + 1 === n ? value : old)) }
}

function isManyOver(draft: Draft, scope: Scope, node: ActivityNode, loop: MultiInstance, place: Place, host: Token): boolean {
  for (const { when, definition } of loop.throws) {
    const holds = when === 'each' || (when === 'first' ? roundsIn(scope).done === 1 : valueOf(draft, when, place, node.id) === true)
    if (holds) throwOne(draft, definition, node.id, { in: host.in ?? '', token: host }, {})
    if (!draft.scopes.has(scope.id)) return false
  }
  const { total, begun, done } = roundsIn(scope)
  if (loop.completion && valueOf(draft, loop.completion, place, node.id) === true) return true
  if (loop.sequential && begun < total) nextRound(draft, scope)
  return done >= total
}

function isLoopOver(draft: Draft, scope: Scope, node: ActivityNode, loop: StandardLoop): boolean {
  const { done } = roundsIn(scope)
  if (loop.maximum !== undefined && done >= loop.maximum) return true
  const again = loop.condition ? valueOf(draft, loop.condition, { in: scope.id, names: { loopCounter: done } }, node.id) === true : loop.maximum !== undefined
  if (again) {
    scope.rounds = { ...roundsIn(scope), total: done + 1 }
    nextRound(draft, scope)
  }
  return !again
}

function nextRound(draft: Draft, scope: Scope): void {
  scope.rounds = { ...roundsIn(scope), begun: roundsIn(scope).begun + 1 }
  draft.agenda.push({ node: scope.of, in: scope.id })
}

/** Instances that still run are terminated; the whole leaves its results behind. Gives the token that stood for it. */
export function endRounds(draft: Draft, scope: Scope, node: ActivityNode): Token | undefined {
  const host = tokenOf(draft, scope.token)
  if (!host) return undefined
  clearScope(draft, scope.id)
  const { results } = roundsIn(scope)
  if (node.loop?.kind === 'many' && results) keepResults(draft, node, node.loop, scope.in ?? '', results)
  draft.scopes.delete(scope.id)
  cancelTimers(draft, host.id)
  removeToken(draft, host)
  return host
}

function keepResults(draft: Draft, node: ActivityNode, loop: MultiInstance, around: string, results: unknown[]): void {
  const name = loop.results ?? ''
  if (!node.ports?.outputs.includes(name)) assign(draft, { in: around }, name, results)
  const whole = (node.ports?.outgoing ?? []).filter(({ sources }) => sources.includes(name))
  flowOut(draft, whole, { in: around }, { [name]: results }, node.id)
}

/** The scope that lies around an activity's instance, past its own loop. */
export function scopeAround(draft: Draft, token: Token): Scope {
  const rounds = roundsOf(draft, token)
  return scopeOf(draft, rounds ? rounds.in : token.in)
}
