// The working copy of a state during one step, and the ways a step may be refused. A draft is never seen outside a step.
import { evaluate, type Expression } from '#engines/decisions'
import type { ActivityNode, Container, ProcessFlow, ProcessModel, ProcessNode } from './model.ts'
import type { Cargo, Command, Done, Happening, ProcessState, Scope, Step, StepProblem, Token, Undo, Variables } from './state.ts'

/** Tells whether a flow's condition holds; `guess` gives values of other expressions where a proof walks every way, undefined to evaluate. */
export interface Choose {
  (flow: ProcessFlow, variables: Variables): boolean
  guess?: (expression: Expression) => unknown
}

/** Something that goes on at once: a flow taken, a node entered without one, a signal of this instance, a loop whose rounds are over. */
export interface Move {
  flow?: string
  node?: string
  signal?: { name: string; cargo: Cargo }
  over?: string
  in: string
  /** The compensation that the node works for. */
  undo?: string
  /** Has let others of its moment go first. */
  late?: true
}

export interface Draft {
  model: ProcessModel
  choose: Choose
  next: number
  tokens: Token[]
  timers: ProcessState['timers']
  /** By id; the process itself is the scope ''. */
  scopes: Map<string, Scope>
  trail: Set<string>
  undos: Undo[]
  heard: Set<string>
  resets: NonNullable<ProcessState['resets']>
  keys: Record<string, Record<string, unknown>>
  commands: Command[]
  happened: Happening[]
  agenda: Move[]
  moves: number
  /** Data changed, or something waits for a condition anew. */
  changed: boolean
  lastEnd: string | undefined
  failed: ProcessState['failed']
}

export function makeDraft(model: ProcessModel, state: ProcessState, choose: Choose = holds): Draft {
  const root: Scope = { id: '', of: model.id, kind: 'call', vars: state.variables, ...(state.done ? { done: state.done } : {}), ...(state.taken ? { taken: true } : {}) }
  const scopes = new Map<string, Scope>([['', root]])
  for (const scope of state.scopes ?? []) scopes.set(scope.id, { ...scope })
  return {
    model, choose, next: state.next, tokens: [...state.tokens], timers: [...state.timers], scopes, trail: new Set(state.trail),
    undos: (state.undos ?? []).map((undo) => ({ ...undo, queue: [...undo.queue] })), heard: new Set(state.heard), resets: [...(state.resets ?? [])], keys: { ...state.keys },
    commands: [], happened: [], agenda: [], moves: 0, changed: false, lastEnd: undefined, failed: undefined,
  }
}

// Null, whether from a missing datum or an error, is not true: the default flow is then the way.
function holds(flow: ProcessFlow, variables: Variables): boolean {
  if (flow.condition && flow.condition.problems.length > 0) refuse('process.expression-invalid', flow.id)
  return flow.condition !== undefined && evaluate(flow.condition, variables).exact === true
}

/** The step's result; when no token is left the process has ended. */
export function seal(draft: Draft): Step {
  const { model, next, tokens, commands, happened, lastEnd, failed } = draft
  const ended = failed?.element ?? (tokens.length === 0 ? (lastEnd ?? model.id) : undefined)
  // Event sub-processes of the process itself listen as long as it runs.
  if (ended !== undefined) for (const timer of draft.timers.splice(0)) commands.push({ type: 'cancel-timer', timer: timer.id })
  if (failed) commands.push({ type: 'fail', element: failed.element, code: failed.code })
  else if (ended !== undefined) commands.push({ type: 'end', element: ended, name: model.nodes.get(ended)?.name ?? { zh: ended } })
  const state: ProcessState = {
    v: 1, process: model.id, next, tokens, timers: draft.timers, variables: rootOf(draft).vars ?? {}, trail: [...draft.trail],
    ...(ended === undefined ? {} : { ended }), ...(failed ? { failed } : {}), ...extrasOf(draft, ended !== undefined),
  }
  return { state, commands, happened }
}

function extrasOf(draft: Draft, ended: boolean): Partial<ProcessState> {
  const extras: Partial<ProcessState> = {}
  const root = rootOf(draft)
  const scopes = draft.scopes.size > 1 ? [...draft.scopes.values()].filter((scope) => scope.id !== '') : []
  if (scopes.length > 0) extras.scopes = scopes
  if (root.done && root.done.length > 0) extras.done = root.done
  if (root.taken) extras.taken = true
  if (draft.undos.length > 0) extras.undos = draft.undos
  const heard = draft.heard.size > 0 ? [...draft.heard].filter((key) => isAlive(draft, key)) : []
  if (heard.length > 0 && !ended) extras.heard = heard
  if (draft.resets.length > 0) extras.resets = draft.resets
  if (Object.keys(draft.keys).length > 0) extras.keys = draft.keys
  return extras
}

// A key names the token or scope it belongs to behind its first colon.
function isAlive(draft: Draft, key: string): boolean {
  const owner = key.slice(key.indexOf(':') + 1, key.lastIndexOf(':'))
  return owner === '0' || draft.scopes.has(owner) || draft.tokens.some((token) => token.id === owner)
}

/** Carries a problem out of a step that goes no further. */
export class Refused extends Error {
  readonly problem: StepProblem
  constructor(problem: StepProblem) {
    super(problem.en)
    this.problem = problem
  }
}

const words: Record<StepProblem['code'], { zh: string; en: string }> = {
  'process.step-not-waiting': { zh: '这一步没有在等待办理', en: 'this step is not waiting' },
  'process.timer-not-running': { zh: '这个定时器没有在运行', en: 'this timer is not running' },
  'process.message-not-expected': { zh: '此刻没有步骤在等这个消息', en: 'no step is waiting for this message' },
  'process.outcome-not-possible': { zh: '这一步没有这个办理结果', en: 'this step has no such outcome' },
  'process.no-way-out': { zh: '没有一个条件成立，也没有默认连线', en: 'no condition holds and there is no default flow' },
  'process.timer-not-computable': { zh: '定时器的时间算不出来', en: 'the due time of this timer cannot be computed' },
  'process.already-ended': { zh: '流程已经结束', en: 'the process has ended' },
  'process.state-of-another-model': { zh: '状态属于另一个流程', en: 'the state belongs to another process' },
  'process.steps-exceeded': { zh: '流程在没有人参与的环路中不停打转', en: 'the process runs in a loop in which nobody takes part' },
  'process.depth-exceeded': { zh: '流程层层调用过深', en: 'processes call each other too deeply' },
  'process.loop-not-computable': { zh: '循环的次数算不出来', en: 'the number of rounds cannot be computed' },
  'process.expression-invalid': { zh: '表达式不正确', en: 'the expression is wrong' },
  'process.nothing-to-start': { zh: '没有可以开始的地方', en: 'there is nothing to start at' },
}

export function refuse(code: StepProblem['code'], element: string): never {
  throw new Refused({ code, element, zh: `${element}：${words[code].zh}。`, en: `${element}: ${words[code].en}.` })
}

// ---- looking around

export function rootOf(draft: Draft): Scope {
  return scopeOf(draft, '')
}

export function scopeOf(draft: Draft, id: string | undefined): Scope {
  const scope = draft.scopes.get(id ?? '')
  if (!scope) throw new Error(`no scope ${id}`)
  return scope
}

export function nodeOf(draft: Draft, id: string): ProcessNode {
  const node = draft.model.nodes.get(id)
  if (!node) throw new Error(`process ${draft.model.id} has no node ${id}`)
  return node
}

export function activityOf(draft: Draft, id: string): ActivityNode | undefined {
  const node = draft.model.nodes.get(id)
  return node && 'boundaries' in node ? node : undefined
}

export function containerOf(draft: Draft, scope: Scope): Container | undefined {
  return draft.model.containers.get(scope.of)
}

export function tokenOf(draft: Draft, id: string | undefined): Token | undefined {
  // The youngest is asked for most.
  return id === undefined ? undefined : draft.tokens.findLast((token) => token.id === id)
}

/** The scope that a token stands for, where it stands for one. */
export function heldScope(draft: Draft, token: Token): Scope | undefined {
  if (draft.scopes.size === 1) return undefined
  for (const scope of draft.scopes.values()) if (scope.token === token.id) return scope
  return undefined
}

// ---- changing

// Every opening of an activity has a token of its own, so that a late answer to an earlier round is not taken for this one.
export function addToken(draft: Draft, at: string, scope: string, more: Partial<Token> = {}): Token {
  const token: Token = { id: `t${draft.next++}`, at, ...more, ...(scope === '' ? {} : { in: scope }) }
  draft.tokens.push(token)
  return token
}

export function removeToken(draft: Draft, token: Token): void {
  const at = draft.tokens.findLastIndex((one) => one.id === token.id)
  if (at >= 0) draft.tokens.splice(at, 1)
}

/** Gives the token another shape; tokens themselves never change, since the state before shares them. */
export function changeToken(draft: Draft, token: Token, change: Partial<Token>): Token {
  const changed = { ...token, ...change }
  const at = draft.tokens.findLastIndex((one) => one.id === token.id)
  if (at >= 0) draft.tokens[at] = changed
  return changed
}

export function addScope(draft: Draft, scope: Omit<Scope, 'id'>): Scope {
  const made: Scope = { id: `s${draft.next++}`, ...scope }
  draft.scopes.set(made.id, made)
  let depth = 0
  for (let at: Scope | undefined = made; at && at.id !== ''; at = draft.scopes.get(at.in ?? '')) if (++depth > depthMax) refuse('process.depth-exceeded', scope.of)
  return made
}

/** Sub-processes, rounds and calls within each other. */
const depthMax = 250

export function happen(draft: Draft, event: Happening['event'], element: string): void {
  draft.happened.push({ event, element })
}

/** Something that takes no time: begun and done in one. */
export function pass(draft: Draft, element: string): void {
  draft.trail.add(element)
  draft.happened.push({ event: 'started', element }, { event: 'completed', element })
}

/** Remembers a completed activity for compensation. */
export function remember(draft: Draft, scope: Scope, done: Done): void {
  scope.done = [...(scope.done ?? []), done]
  draft.scopes.set(scope.id, scope)
}
