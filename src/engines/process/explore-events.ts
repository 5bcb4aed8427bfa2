// Everything that could happen next in a state, for the walk through all of them: work done with each outcome, timers, messages, signals, conditions, errors
// and escalations that something catches, an ad hoc sub-process going on. What listens without interrupting is heard once by each listener: a second time shows nothing new.
import type { Choose } from './draft.ts'
import { type Draft, heldScope, makeDraft, Refused, seal } from './draft.ts'
import { run } from './flow.ts'
import { type Listener, listenersOf } from './listen.ts'
import type { ProcessModel, ProcessNode } from './model.ts'
import { occur } from './occur.ts'
import type { ProcessEvent, ProcessState, Step, Token } from './state.ts'
import { stepWith } from './step.ts'

/** Something that may happen; `heard`: not again as long as its owner lives. */
export interface Possible {
  label: string
  /** Token or scope to which it happens; empty for what may happen to several. */
  owner: string
  run(choose: Choose): Step
  /** What was completed, for what is watched and assumed. */
  completed?: { element: string; outcome?: string }
  heard?: string
  /** Of no use where nothing catches it: then it is no finding either. */
  mayMiss?: true
}

/** All that may happen in a state. `heard`: keys of what happened before. */
export function possibleIn(model: ProcessModel, state: ProcessState, heard: readonly string[]): Possible[] {
  const draft = makeDraft(model, state)
  const by = (event: ProcessEvent) => (choose: Choose) => stepWith(model, state, event, choose)
  const alike = new Set<string>()
  const works = draft.tokens.filter((token) => isWork(draft, token) && isFirst(draft, token, alike))
  const found: Possible[] = [
    ...works.flatMap((token) => completions(model, token).map((one): Possible => ({ ...one, owner: token.id, run: by({ type: 'completed', element: token.at, token: token.id, result: one.completed.outcome === undefined ? {} : { outcome: one.completed.outcome } }) }))),
    ...works.flatMap((token) => failures(model, token).map((one): Possible => ({ ...one, owner: token.id, run: by({ type: one.type, element: token.at, token: token.id, ...(one.code === undefined ? {} : { code: one.code }) }) }))),
    ...state.timers.map((timer): Possible => ({ label: timer.element, owner: timer.token, run: by({ type: 'timer-fired', timer: timer.id }), heard: `${timer.element}:${timer.token}:t` })),
    ...listening(model, state, draft),
    ...idle(draft).map((element): Possible => ({ label: element, owner: '', run: by({ type: 'activate', element }) })),
  ]
  return found.filter((one) => one.heard === undefined || !heard.includes(one.heard))
}

/** Whether somebody has to say that the token's activity is done. */
function isWork(draft: Draft, token: Token): boolean {
  const node = token.via === undefined ? draft.model.nodes.get(token.at) : undefined
  if (!node || !('boundaries' in node) || node.type === 'receive') return false
  return token.rests === true || heldScope(draft, token) === undefined
}

/** Of instances that are alike one shows what each does. */
function isFirst(draft: Draft, token: Token, alike: Set<string>): boolean {
  if (draft.scopes.get(token.in ?? '')?.kind !== 'rounds') return true
  const key = `${token.at} ${token.in}`
  if (alike.has(key)) return false
  alike.add(key)
  return true
}

function completions(model: ProcessModel, token: Token): { label: string; completed: { element: string; outcome?: string } }[] {
  const node = model.nodes.get(token.at)
  const called = node?.type === 'call' ? model.globalTasks.get(node.called) : undefined
  const done = called ?? node
  const outcomes: (string | undefined)[] = done?.type === 'user' && done.outcomes.length > 0 ? done.outcomes : [undefined]
  return outcomes.map((outcome) => ({ label: outcome === undefined ? token.at : `${token.at}=${outcome}`, completed: { element: token.at, ...(outcome === undefined ? {} : { outcome }) } }))
}

/** Errors and escalations of an activity, by the codes that anything in the model catches. */
function failures(model: ProcessModel, token: Token): (Omit<Possible, 'run' | 'owner'> & { type: 'error' | 'escalation'; code: string | undefined })[] {
  const node = model.nodes.get(token.at)
  const own = node && 'boundaries' in node ? node.boundaries.flatMap((id) => escalationsAt(model, id)) : []
  // Anything may fail; an escalation comes from where the drawing has it: a throwing event, or the activity at whose edge it is awaited.
  return codesOf(model).filter(({ kind, code }) => kind === 'error' || own.includes(code)).map(({ kind, code }) => ({ type: kind, code, label: `${token.at}!${code ?? kind}`, heard: `${kind}${code ?? ''}:${token.id}:f`, mayMiss: true as const }))
}

function escalationsAt(model: ProcessModel, boundary: string): (string | undefined)[] {
  const node = model.nodes.get(boundary)
  return node?.type === 'boundary' ? node.definitions.flatMap((one) => (one.kind === 'escalation' ? [one.code] : [])) : []
}

const codes = new WeakMap<ProcessModel['nodes'], { kind: 'error' | 'escalation'; code: string | undefined }[]>()

function codesOf(model: ProcessModel): { kind: 'error' | 'escalation'; code: string | undefined }[] {
  const known = codes.get(model.nodes)
  if (known) return known
  const caught = [...model.nodes.values()].flatMap((node) => (node.type === 'boundary' || node.type === 'start' ? node.definitions : []))
  const listed = caught.flatMap((one) => (one.kind === 'error' || one.kind === 'escalation' ? [{ kind: one.kind, code: one.code }] : []))
  const own = listed.filter((one, at) => listed.findIndex((other) => other.kind === one.kind && other.code === one.code) === at)
  codes.set(model.nodes, own)
  return own
}

/** Messages, signals and conditions that something listens for. */
function listening(model: ProcessModel, state: ProcessState, draft: Draft): Possible[] {
  const signals = new Set<string>()
  return listenersOf(draft).flatMap((listener, at) =>
    listener.definitions.flatMap((definition, index): Possible[] => {
      const part = `${listener.node.id}:${listener.owner}:${index}`
      if (state.heard?.includes(part)) return []
      if (definition.kind === 'message' || definition.kind === 'conditional') return [{ label: labelOf(listener.node, index), owner: listener.owner, run: (choose) => occurIn(model, state, at, index, choose), heard: `${listener.node.id}:${listener.owner}:h${index}` }]
      if (definition.kind !== 'signal' || signals.has(definition.signal)) return []
      signals.add(definition.signal)
      return [{ label: labelOf(listener.node, index), owner: '', run: (choose) => stepWith(model, state, { type: 'signal', name: definition.signal }, choose), heard: `${listener.node.id}:${listener.owner}:h${index}` }]
    }),
  )
}

function labelOf(node: ProcessNode, index: number): string {
  return 'definitions' in node && node.definitions.length > 1 ? `${node.id}.${index + 1}` : node.id
}

function occurIn(model: ProcessModel, state: ProcessState, at: number, index: number, choose: Choose): Step {
  const draft = makeDraft(model, state, choose)
  const listener: Listener | undefined = listenersOf(draft)[at]
  try {
    if (listener) occur(draft, listener, index)
    run(draft)
    return seal(draft)
  } catch (error) {
    if (error instanceof Refused) return { state, commands: [], happened: [], problem: error.problem }
    throw error
  }
}

/** Activities that may begin once more in ad hoc sub-processes in which nothing is left to do. */
function idle(draft: Draft): string[] {
  return [...draft.scopes.values()].flatMap((scope) => {
    const node = draft.model.nodes.get(scope.of)
    const isOpen = scope.kind === 'sub' && node?.type === 'sub' && node.variant === 'adhoc' && !scope.satisfied && !draft.tokens.some((token) => token.in === scope.id)
    return isOpen ? (draft.model.containers.get(scope.of)?.roots ?? []) : []
  })
}
