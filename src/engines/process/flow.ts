// How tokens move between waiting places: along flows, through gateways, into activities and events, until everything waits (BPMN 2.0.2 §13.2–13.5).
import { startActivity } from './activities.ts'
import { type Draft, type Move, addToken, happen, nodeOf, pass, refuse } from './draft.ts'
import { finishScopes, leaveRounds } from './finish.ts'
import { activateComplex, fireJoins, joinsAll, waitAt } from './joins.ts'
import { leaveByAll, leaveByConditions, leaveByFirst } from './leave.ts'
import type { Activity, EventGateway, IntermediateEvent, ProcessNode } from './model.ts'
import { hearConditions, hearSignal } from './occur.ts'
import type { Token } from './state.ts'
import { throwEvent } from './throw.ts'
import { setTimers } from './timers.ts'

const movesMax = 10_000

/** Lets every token run, first in first out, so that the same event always gives the same tokens. */
export function run(draft: Draft): void {
  for (;;) {
    if (draft.changed) {
      draft.changed = false
      hearConditions(draft)
    }
    const move = draft.agenda.shift()
    if (move) take(draft, move)
    else if (draft.failed || !(draft.changed || finishScopes(draft) || fireJoins(draft))) return
  }
}

function take(draft: Draft, move: Move): void {
  if (move.signal) return hearSignal(draft, move.signal.name, move.signal.cargo)
  if (move.over !== undefined) return leaveRounds(draft, move.over)
  const flow = move.flow === undefined ? undefined : draft.model.flows.get(move.flow)
  const node = nodeOf(draft, flow?.to ?? move.node ?? '')
  // What stops or tells others is done after what began at the same moment, so that the order of flows decides nothing.
  if (!move.late && draft.agenda.length > 0 && isForOthers(node)) {
    draft.agenda.push({ ...move, late: true })
    return
  }
  if (++draft.moves > movesMax) refuse('process.steps-exceeded', node.id)
  if (flow) draft.trail.add(flow.id)
  arrive(draft, node, move, flow?.id)
}

const reaching = ['terminate', 'error', 'cancel', 'signal', 'escalation']

function isForOthers(node: ProcessNode): boolean {
  return (node.type === 'end' || node.type === 'throw') && node.definitions.some(({ kind }) => reaching.includes(kind))
}

function arrive(draft: Draft, node: ProcessNode, move: Move, via: string | undefined): void {
  const scope = move.in
  switch (node.type) {
    case 'start':
    case 'boundary':
      pass(draft, node.id)
      return leaveByAll(draft, node, scope)
    case 'end':
    case 'throw':
      return throwEvent(draft, node, scope)
    case 'catch':
      return waitFor(draft, node, scope)
    case 'exclusive':
      return through(draft, node, () => leaveByFirst(draft, node, scope))
    case 'parallel':
      if (joinsAll(draft, node, scope, via)) through(draft, node, () => leaveByAll(draft, node, scope))
      return
    case 'inclusive':
      if (via !== undefined && node.incoming.length > 1) return waitAt(draft, node, scope, via)
      return through(draft, node, () => leaveByConditions(draft, node, { in: scope }))
    case 'complex':
      if (via === undefined) return through(draft, node, () => leaveByConditions(draft, node, { in: scope }))
      waitAt(draft, node, scope, via)
      return activateComplex(draft, node, scope)
    case 'event':
      return offer(draft, node, scope)
    default:
      if (hasEnough(draft, node, scope, via)) startActivity(draft, node, scope, move.undo)
  }
}

/** A gateway that decides: told as failed where it finds no way. */
function through(draft: Draft, node: ProcessNode, leave: () => void): void {
  draft.trail.add(node.id)
  happen(draft, 'started', node.id)
  leave()
  happen(draft, 'completed', node.id)
}

/** Counts tokens for an activity that needs several to start. */
function hasEnough(draft: Draft, node: Activity, scope: string, via: string | undefined): boolean {
  if (node.startQuantity === 1 || via === undefined) return true
  const tokens = draft.tokens.filter((token) => token.at === node.id && token.via !== undefined && (token.in ?? '') === scope)
  if (tokens.length + 1 < node.startQuantity) {
    waitAt(draft, node, scope, via)
    return false
  }
  draft.tokens = draft.tokens.filter((token) => !tokens.includes(token))
  return true
}

/** An intermediate event begins to wait; one without a trigger, or the target of a link, is passed. */
function waitFor(draft: Draft, node: IntermediateEvent, scope: string, gate?: string): void {
  if (node.definitions.every(({ kind }) => kind === 'link')) {
    pass(draft, node.id)
    return leaveByAll(draft, node, scope)
  }
  const token = addToken(draft, node.id, scope, gate === undefined ? {} : { gate })
  happen(draft, 'started', node.id)
  setTimers(draft, node.id, node.definitions, token.id, { in: scope })
  if (node.definitions.some(({ kind }) => kind === 'conditional')) draft.changed = true
}

/** After an event-based gateway everything waits at once, and the first to occur takes the others' place (§13.4.4). */
function offer(draft: Draft, gateway: EventGateway, scope: string): void {
  pass(draft, gateway.id)
  const gate = `g${draft.next++}`
  for (const id of gateway.outgoing) {
    const flow = draft.model.flows.get(id)
    const node = flow && nodeOf(draft, flow.to)
    if (!node) continue
    draft.trail.add(id)
    if (node.type === 'catch') waitFor(draft, node, scope, gateway.needsAll ? undefined : gate)
    else if (node.type === 'receive') {
      startActivity(draft, node, scope)
      const token = draft.tokens.findLast((one) => one.at === node.id && (one.in ?? '') === scope)
      if (token && !gateway.needsAll) draft.tokens = draft.tokens.map((one) => (one.id === token.id ? { ...one, gate } : one))
    }
  }
}

/** The instance was made by one of the events after an instantiating gateway, which is given as a token; the others are awaited where all are needed. */
export function beginAtGateway(draft: Draft, gateway: EventGateway, occurred: string): Token | undefined {
  offer(draft, gateway, '')
  return draft.tokens.find((token) => token.at === occurred)
}
