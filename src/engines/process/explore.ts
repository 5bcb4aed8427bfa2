// Walks every state a model can reach, with the very step function that runs it: each outcome, each timer and message at every moment, each way of a
// condition whose data is not known. Breadth first, so the first path to a fault is a shortest one. Bounded: what is not decided says so.
import { decideCondition } from '#engines/decisions'
import type { Choose } from './draft.ts'
import { type Possible, possibleIn } from './explore-events.ts'
import { keyOf } from './explore-key.ts'
import { type Proof, proofOf } from './explore-model.ts'
import { reduce } from './explore-reduce.ts'
import type { ProcessModel } from './model.ts'
import type { ProcessState, Step } from './state.ts'
import { startWith } from './step.ts'

/** Something that is watched along the way; it becomes part of the state. */
export interface Monitor {
  first: string
  /** The mark after an element was completed with an outcome. */
  next(mark: string, element: string, outcome: string | undefined): string
}

export interface Visit {
  state: ProcessState
  mark: string
  /** Index of the visit it came from; -1 for the start. */
  parent: number
  label: string
  next: number[]
  /** Why an event from here was refused. */
  faults: { code: string; element: string; label: string }[]
  /** Element that holds two tokens. */
  doubled?: string
  /** Nothing can happen any more. */
  stuck?: boolean
  assumed: Readonly<Record<string, boolean>>
  /** What was heard by whom: once each is enough to see what it does. */
  heard: readonly string[]
}

export interface Exploration {
  visits: Visit[]
  /** Ids of all nodes and flows ever reached. */
  seen: Set<string>
  /** False when the bound was met before the end. */
  complete: boolean
}

interface Walk extends Exploration {
  model: ProcessModel
  proof: Proof
  monitor: Monitor
  byKey: Map<string, number>
}

const unwatched: Monitor = { first: '', next: (mark) => mark }

/** Explores up to `statesMax` states. */
export function explore(model: ProcessModel, statesMax: number, monitor?: Monitor, reduces = true): Exploration {
  const isReduced = reduces && monitor === undefined
  const proof = proofOf(model)
  const walk: Walk = { model: proof.model, proof, monitor: monitor ?? unwatched, visits: [], seen: new Set(), complete: true, byKey: new Map() }
  const origin: Omit<Visit, 'state'> = { mark: walk.monitor.first, parent: -1, label: '', next: [], faults: [], assumed: {}, heard: [] }
  const root: Visit = { ...origin, state: { v: 1, process: model.id, next: 1, tokens: [], timers: [], variables: {}, trail: [] } }
  // The root stands for "not started yet"; starting may itself branch at a gateway.
  walk.visits.push(root)
  expand(walk, 0, beginnings(proof.model))
  for (let at = 1; at < walk.visits.length; at++) {
    const visit = walk.visits[at]
    if (!visit || visit.doubled !== undefined || visit.state.ended !== undefined) continue
    if (walk.visits.length >= statesMax) {
      walk.complete = false
      break
    }
    const possible = possibleIn(proof.model, visit.state, visit.heard)
    visit.stuck = possible.length === 0
    // What is watched along the way may depend on the order of branches; then every mixture is walked.
    expand(walk, at, isReduced ? reduce(proof.model, visit.state, possible) : possible)
  }
  return walk
}

/** The plain start event; else every event that makes an instance. */
function beginnings(model: ProcessModel): Possible[] {
  const { starts = [], roots = [] } = model.containers.get(model.id) ?? {}
  const isPlain = starts.some((id) => model.nodes.get(id)?.type === 'start' && definitionsOf(model, id) === 0)
  const triggers = [...(isPlain ? [] : starts), ...roots.flatMap((id) => instantiating(model, id))]
  const plain: Possible[] = isPlain || triggers.length === 0 ? [{ label: '', owner: '', run: (choose) => startWith(model, {}, choose) }] : []
  return [...plain, ...triggers.map((element): Possible => ({ label: element, owner: '', run: (choose) => startWith(model, {}, choose, { element }) }))]
}

function definitionsOf(model: ProcessModel, id: string): number {
  const node = model.nodes.get(id)
  return node && 'definitions' in node ? node.definitions.length : 0
}

function instantiating(model: ProcessModel, id: string): string[] {
  const node = model.nodes.get(id)
  if (node?.type === 'receive' && node.instantiate) return [id]
  return node?.type === 'event' && node.instantiate ? node.outgoing.flatMap((flow) => model.flows.get(flow)?.to ?? []) : []
}

function expand(walk: Walk, from: number, moves: readonly Possible[]): void {
  for (const move of moves) for (const { step, assumed } of everyWay(walk, from, move)) arriveAt(walk, from, move, step, assumed)
}

const waysMax = 256

/** Runs a move once for every way the conditions with unknown data may turn out. */
function everyWay(walk: Walk, from: number, move: Possible): { step: Step; assumed: Record<string, boolean> }[] {
  const base = walk.visits[from]?.assumed ?? {}
  // Outside the platform any result may change any datum.
  const still = !move.completed ? base : walk.model.keeps === 'all' ? {} : dropAssumptions(walk.model, base, move.completed.element)
  const results: { step: Step; assumed: Record<string, boolean> }[] = []
  const agenda: Record<string, boolean>[] = [{}]
  for (let plan = agenda.pop(); plan && results.length < waysMax; plan = agenda.pop()) {
    const assumed: Record<string, boolean> = { ...still, ...plan }
    const decided: Record<string, boolean> = plan
    let asked = 0
    const either = (key: string): boolean => {
      const planned = decided[key]
      if (planned !== undefined) return planned
      agenda.push({ ...decided, [key]: false })
      decided[key] = true
      return true
    }
    const choose: Choose = (flow, variables) => {
      const expression = flow.condition
      if (!expression) return false
      const known = decideCondition(expression, variables, (path) => isOutcome(walk.model, path))
      if (known !== undefined) return known
      const before = assumed[expression.text]
      if (before !== undefined) return before
      agenda.push({ ...decided, [expression.text]: false })
      decided[expression.text] = true
      assumed[expression.text] = true
      return true
    }
    // Each question about a loop or a count is a new one: it is planned by its place in the step and not remembered.
    choose.guess = (expression) => {
      if (walk.proof.open.has(expression)) return either(`${asked++}?`)
      return walk.proof.counts.has(expression) ? (either(`${asked++}?`) ? 2 : 0) : undefined
    }
    const step = move.run(choose)
    results.push({ step, assumed: Object.fromEntries(Object.entries(assumed).filter(([key]) => !key.endsWith('?'))) })
  }
  if (agenda.length > 0) walk.complete = false
  return results
}

/** Only outcomes of user tasks are known to a proof: forms, services and decisions may say anything. */
function isOutcome(model: ProcessModel, path: readonly string[]): boolean {
  const [element = '', field, deeper] = path
  return field === 'outcome' && deeper === undefined && model.nodes.get(element)?.type === 'user'
}

/** What was assumed about an element's result no longer binds once it has been done again. */
function dropAssumptions(model: ProcessModel, assumed: Readonly<Record<string, boolean>>, element: string): Record<string, boolean> {
  const about = new Set([...model.flows.values()].flatMap(({ condition }) => (condition?.reads.some(([first]) => first === element) ? [condition.text] : [])))
  return Object.fromEntries(Object.entries(assumed).filter(([text]) => !about.has(text)))
}

function arriveAt(walk: Walk, from: number, move: Possible, step: Step, assumed: Record<string, boolean>): void {
  const before = walk.visits[from]
  if (!before) return
  if (step.problem) {
    const { code, element } = step.problem
    // Two listeners for one message: the first in line hears it, which the other's move has shown already.
    if (code !== 'process.message-not-expected' && !move.mayMiss) before.faults.push({ code, element, label: move.label })
    return
  }
  // An error that nothing catches here would end the process; that it may come is no property of the drawing.
  if (step.state.failed && move.mayMiss) return
  if (step.state.failed) before.faults.push({ code: 'process.error-uncaught', element: step.state.failed.element, label: move.label })
  for (const id of step.state.trail) walk.seen.add(id)
  for (const token of step.state.tokens) walk.seen.add(token.at)
  const mark = move.completed ? walk.monitor.next(before.mark, move.completed.element, move.completed.outcome) : before.mark
  const heard = [...before.heard, ...(move.heard === undefined ? [] : [move.heard])].filter((one) => lives(step.state, one))
  const state: ProcessState = { ...step.state, trail: [] }
  const key = keyOf(walk.model, state, heard, [mark, sortEntries(assumed)])
  const known = walk.byKey.get(key)
  if (known !== undefined) {
    before.next.push(known)
    return
  }
  const doubled = findDoubled(walk.model, state)
  walk.byKey.set(key, walk.visits.length)
  before.next.push(walk.visits.length)
  walk.visits.push({ state, mark, parent: from, label: move.label, next: [], faults: [], assumed, heard, ...(doubled === undefined ? {} : { doubled }) })
}

/** Whether the token or scope that heard it is still there. */
function lives({ tokens, scopes = [] }: ProcessState, key: string): boolean {
  const owner = key.slice(key.indexOf(':') + 1, key.lastIndexOf(':'))
  return owner === '0' || tokens.some(({ id }) => id === owner) || scopes.some(({ id }) => id === owner)
}

/** Two tokens on one place of one scope: work would be done twice. Instances of a loop and tokens that are counted belong there. */
function findDoubled(model: ProcessModel, { tokens, scopes = [] }: ProcessState): string | undefined {
  const isPlural = (token: ProcessState['tokens'][number]) => {
    const node = model.nodes.get(token.at)
    return scopes.some((scope) => scope.id === token.in && scope.kind === 'rounds') || (node && 'startQuantity' in node && node.startQuantity > 1) || token.undo !== undefined
  }
  return tokens.find((token, i) => !isPlural(token) && tokens.some((other, j) => j < i && other.at === token.at && other.via === token.via && other.in === token.in))?.at
}

function sortEntries(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Labels from the start to a visit. */
export function pathTo(visits: readonly Visit[], at: number): string[] {
  const path: string[] = []
  for (let visit = visits[at]; visit && visit.parent >= 0; visit = visits[visit.parent]) if (visit.label !== '') path.unshift(visit.label)
  return path
}
