// Moves of Chinese approval on any process, without drawing them: 退回, 取回, 跳转. Each takes the tokens of whole threads away and puts one token in their
// place, within the same thread or before the split that they came from; so in a sound process no token is stranded or doubled. Pure, like a step.
import { interrupt } from './clear.ts'
import { type Draft, changeToken, containerOf, heldScope, makeDraft, nodeOf, Refused, scopeOf, seal, tokenOf } from './draft.ts'
import { reachFrom } from './dominators.ts'
import { run } from './flow.ts'
import type { ProcessModel, UserTask } from './model.ts'
import { type Graph, graphOf } from './moves-graph.ts'
import { mustKnowOutcomes, mustPassLaw, mustStayBefore } from './moves-law.ts'
import { type MoveProblem, MoveRefused, refuseMove } from './moves-problems.ts'
import { addSigners, dress, type NewSigners, removeSigner } from './moves-signing.ts'
import type { ProcessState, Step, Token } from './state.ts'

export type Move =
  /** To an earlier step; `straight-back`: when that is done the work comes straight back. */
  | { type: 'return'; token: string; to: string; then: 'on' | 'straight-back' }
  /** The handler of `to` takes the work back; `opened`: tokens of steps that somebody has opened. */
  | { type: 'take-back'; to: string; opened: readonly string[] }
  | { type: 'jump'; token: string; to: string }
  | ({ type: 'add-signers' } & NewSigners)
  /** `signer`: token of the signer's step. */
  | { type: 'remove-signer'; signer: string }

/** As a step. With `problem` the state is the one given. */
export type Moved = Omit<Step, 'problem'> & { problem?: MoveProblem }

/** Makes a move. Whether the person may make it is the core's question. */
export function moveProcess(model: ProcessModel, state: ProcessState, move: Move): Moved {
  if (move.type === 'add-signers') return addSigners(model, state, move)
  if (move.type === 'remove-signer') return removeSigner(model, state, move.signer)
  return attempt(model, state, (draft) => {
    const target = userTask(draft, move.to)
    if (move.type === 'take-back') return takeBack(draft, target, move.opened)
    const token = tokenOf(draft, move.token)
    if (!token || token.via !== undefined) refuseMove('process.move-not-possible', move.to)
    const plan = move.type === 'return' ? planReturn(draft, token, target) : planJump(draft, token, target)
    if (move.type === 'return' && move.then === 'straight-back' && !plan.isSameThread) refuseMove('process.straight-back-not-possible', move.to)
    carryOut(draft, plan, target, move.type === 'return' && move.then === 'straight-back' ? token.at : undefined)
  })
}

function attempt(model: ProcessModel, state: ProcessState, work: (draft: Draft) => void): Moved {
  const draft = makeDraft(model, state)
  try {
    work(draft)
    return dress(model, state, seal(draft))
  } catch (error) {
    if (error instanceof MoveRefused || error instanceof Refused) return { state, commands: [], happened: [], problem: error.problem }
    throw error
  }
}

function userTask(draft: Draft, id: string): UserTask {
  const node = draft.model.nodes.get(id)
  if (node?.type !== 'user') refuseMove('process.move-not-possible', id)
  return node
}

// ---- which tokens go

interface Plan {
  graph: Graph
  /** Where the new token lies. */
  scope: string
  /** What stood for the mover in that scope. */
  mover: Token
  removed: Token[]
  /** Nothing else was taken away than the mover's own token, in its own scope. */
  isSameThread: boolean
}

/** The token and, where the target lies further out, what stands for it there. */
function liftTo(draft: Draft, token: Token, target: UserTask): Token {
  let lifted = token
  for (;;) {
    const scope = scopeOf(draft, lifted.in)
    if (scope.kind !== 'rounds' && containerOf(draft, scope)?.id === target.container) return lifted
    const host = tokenOf(draft, scope.token)
    if (scope.kind === 'undo' || !host) refuseMove('process.move-into-branch', target.id)
    lifted = host
  }
}

function threadsOfToken(graph: Graph, token: Token): readonly string[] | undefined {
  return token.undo === undefined ? graph.threads.get(token.via ?? token.at) : undefined
}

function planMove(draft: Draft, token: Token, target: UserTask): Plan {
  const mover = liftTo(draft, token, target)
  const graph = graphOf(draft.model, target.container)
  const from = threadsOfToken(graph, mover)
  const to = graph.threads.get(target.id)
  if (!from || !to) refuseMove('process.move-into-branch', target.id)
  const left = from[to.length]
  const isInside = to.every((head, at) => head === from[at])
  const isClosed = to.some((head) => graph.heads.get(head)?.kind === 'closed')
  // Beside a thread that goes on there is no way out of a side thread: the other would be doubled.
  if (!isInside || isClosed || (left !== undefined && graph.heads.get(left)?.kind === 'side')) refuseMove('process.move-into-branch', target.id)
  const scope = mover.in ?? ''
  const removed = draft.tokens.filter((one) => (one.in ?? '') === scope && (one.id === mover.id || isLeft(graph, one, to.length, left) || isBegunAgain(graph, one, to, target)))
  return { graph, scope, mover, removed, isSameThread: removed.length === 1 && mover.id === token.id }
}

/** Whether a token works in a thread of the split that is left. */
function isLeft(graph: Graph, token: Token, depth: number, left: string | undefined): boolean {
  const own = threadsOfToken(graph, token)?.[depth]
  return left !== undefined && own !== undefined && graph.heads.get(own)?.split === graph.heads.get(left)?.split
}

/** A side thread whose host is still to come from the new place would begin twice. */
function isBegunAgain(graph: Graph, token: Token, to: readonly string[], target: UserTask): boolean {
  const own = threadsOfToken(graph, token)
  const head = own !== undefined && to.every((one, at) => one === own[at]) ? graph.heads.get(own[to.length] ?? '') : undefined
  return head?.kind === 'side' && (head.split === target.id || reachFrom(graph.next, target.id).has(head.split))
}

function carryOut(draft: Draft, { removed, scope }: Plan, target: UserTask, then?: string): void {
  const places = new Set(removed.map((token) => token.via ?? token.at))
  for (const token of removed) interrupt(draft, token)
  draft.resets = draft.resets.filter((reset) => (reset.in ?? '') !== scope || !places.has(reset.at))
  const first = draft.next
  draft.agenda.push({ node: target.id, in: scope })
  run(draft)
  const opened = draft.tokens.find((token) => token.at === target.id && (token.in ?? '') === scope && Number(token.id.slice(1)) >= first)
  if (then !== undefined && opened) changeToken(draft, opened, { then })
}

// ---- the three moves

function planReturn(draft: Draft, token: Token, target: UserTask): Plan {
  const plan = planMove(draft, token, target)
  const isPassed = draft.trail.has(target.id) && reachFrom(plan.graph.next, target.id).has(plan.mover.via ?? plan.mover.at)
  if (!isPassed || (plan.mover.at === target.id && plan.mover.via === undefined)) refuseMove('process.move-not-possible', target.id)
  mustStayBefore(draft, plan.graph, target)
  return plan
}

function planJump(draft: Draft, token: Token, target: UserTask): Plan {
  const plan = planMove(draft, token, target)
  if (plan.mover.at === target.id) refuseMove('process.move-not-possible', target.id)
  mustStayBefore(draft, plan.graph, target)
  const left = plan.removed.map((one) => one.via ?? one.at)
  mustPassLaw(draft, plan.graph, left, target)
  mustKnowOutcomes(draft, plan.graph, left, target)
  return plan
}

function takeBack(draft: Draft, target: UserTask, opened: readonly string[]): void {
  const graph = graphOf(draft.model, target.container)
  const nearest = directlyAfter(draft.model, graph, target.id)
  const isNext = (token: Token) => nearest.has(token.via ?? token.at) && (nodeOf(draft, token.at).type === 'user' || token.via !== undefined) && !heldScope(draft, token)
  const next = draft.tokens.find((token) => isNext(token) && containerOf(draft, scopeOf(draft, token.in))?.id === target.container)
  if (!next) refuseMove('process.move-not-possible', target.id)
  const plan = planReturn(draft, next, target)
  const isOpened = ({ id, signing }: Token) => opened.some((one) => one === id || one.startsWith(`${id}.`)) || signing?.signers.some(({ vote }) => vote !== undefined) === true
  const found = plan.removed.find((token) => isOpened(token) || !isNext(token))
  if (found) refuseMove('process.already-opened', found.at)
  carryOut(draft, plan, target)
}

/** What follows an element with nothing but gateways between: nothing else has happened since. */
function directlyAfter(model: ProcessModel, graph: Graph, from: string): Set<string> {
  const found = new Set<string>()
  const agenda = [from]
  for (let at = agenda.pop(); at !== undefined; at = agenda.pop()) {
    for (const vertex of graph.next.get(at) ?? []) {
      const type = model.nodes.get(vertex)?.type
      if (found.has(vertex) || type === 'boundary') continue
      found.add(vertex)
      if (type === undefined || type === 'exclusive' || type === 'parallel' || type === 'inclusive') agenda.push(vertex)
    }
  }
  return found
}

// ---- what may be offered

function targetsOf(model: ProcessModel, state: ProcessState, tokenId: string, plan: (draft: Draft, token: Token, target: UserTask) => Plan): UserTask[] {
  const draft = makeDraft(model, state)
  const token = tokenOf(draft, tokenId)
  if (!token) return []
  return [...model.nodes.values()].filter((node): node is UserTask => {
    if (node.type !== 'user') return false
    try {
      plan(draft, token, node)
      return true
    } catch (error) {
      if (error instanceof MoveRefused) return false
      throw error
    }
  })
}

/** The steps to which the work at a token may be returned, in the order of the model. */
export function returnTargets(model: ProcessModel, state: ProcessState, token: string): { step: UserTask; mayComeStraightBack: boolean }[] {
  const straight = new Set(targetsOf(model, state, token, (draft, held, target) => {
    const plan = planReturn(draft, held, target)
    return plan.isSameThread ? plan : refuseMove('process.straight-back-not-possible', target.id)
  }))
  return targetsOf(model, state, token, planReturn).map((step) => ({ step, mayComeStraightBack: straight.has(step) }))
}

/** The steps to which the work at a token may jump. */
export function jumpTargets(model: ProcessModel, state: ProcessState, token: string): UserTask[] {
  return targetsOf(model, state, token, planJump)
}

/** Whether the handler of a step could still take it back. */
export function mayTakeBack(model: ProcessModel, state: ProcessState, to: string, opened: readonly string[]): boolean {
  return state.ended === undefined && moveProcess(model, state, { type: 'take-back', to, opened }).problem === undefined
}
