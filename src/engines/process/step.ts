// The pure step of a process: state and event in, state and commands out (BPMN 2.0.2 §13). No clock, no chance, no I/O; the state given is never changed.
import { performNow } from './activities.ts'
import { takeCargo } from './boundaries.ts'
import { noteKeys } from './correlate.ts'
import { assign, beginData } from './data.ts'
import { activityOf, type Choose, containerOf, type Draft, heldScope, makeDraft, nodeOf, Refused, refuse, rootOf, scopeOf, seal } from './draft.ts'
import { finish } from './finish.ts'
import { beginAtGateway, run } from './flow.ts'
import type { Activity, ProcessModel } from './model.ts'
import { findReceiver, fireTimer, hearMessage, hearSignal, release } from './occur.ts'
import { raiseError, raiseEscalation } from './raise.ts'
import { beginContent, listen } from './scopes.ts'
import type { Cargo, ProcessEvent, ProcessState, Step, Token, Variables } from './state.ts'
import { keepRead } from './variables.ts'

/** Where an instance begins that an event has made: a start event, a receive task, or an event after an instantiating gateway. */
export interface Trigger extends Cargo {
  element: string
  /** Of the message that came. */
  message?: { id: string; name: string }
}

/** Starts an instance: at the plain start event, or where a trigger says. In the platform only what the model reads is kept of the variables. */
export function startProcess(model: ProcessModel, variables: Variables = {}, trigger?: Trigger): Step {
  return startWith(model, variables, undefined, trigger)
}

/**
 * Takes one event. What cannot be taken (a step that is no longer waiting, an outcome the step does not have, a gateway
 * without a way out) comes back as `problem`, with the state unchanged.
 */
export function stepProcess(model: ProcessModel, state: ProcessState, event: ProcessEvent): Step {
  return stepWith(model, state, event)
}

/** The same events on the same model give the same state; the first event refused ends the replay. */
export function replayProcess(model: ProcessModel, variables: Variables, events: readonly ProcessEvent[], trigger?: Trigger): Step {
  let step = startProcess(model, variables, trigger)
  for (const event of events) {
    if (step.problem) return step
    step = stepProcess(model, step.state, event)
  }
  return step
}

/** As startProcess, with the way gateways choose given from outside (soundness asks for every way). */
export function startWith(model: ProcessModel, variables: Variables, choose?: Choose, trigger?: Trigger): Step {
  const state: ProcessState = { v: 1, process: model.id, next: 1, tokens: [], timers: [], variables: model.keeps === 'read' ? keepRead(model, variables) : {}, trail: [] }
  return attempt(model, state, (draft) => begin(draft, variables, trigger), choose)
}

function begin(draft: Draft, variables: Variables, trigger: Trigger | undefined): void {
  const root = rootOf(draft)
  if (draft.model.keeps === 'all') {
    const named = Object.entries(variables).map(([name, value]) => [draft.model.aliases.get(name) ?? name, value])
    root.vars = { ...beginData(draft, containerOf(draft, root)?.data ?? [], undefined), ...Object.fromEntries(named) }
  }
  listen(draft, root)
  if (trigger) beginAt(draft, trigger)
  else {
    beginContent(draft, root)
    if (draft.agenda.length === 0) refuse('process.nothing-to-start', draft.model.id)
  }
}

function beginAt(draft: Draft, { element, message, ...cargo }: Trigger): void {
  if (message && cargo.payload !== undefined) noteKeys(draft, { ...message, ...cargo })
  const node = nodeOf(draft, element)
  const gateway = node.incoming.map((flow) => nodeOf(draft, draft.model.flows.get(flow)?.from ?? '')).find((one) => one.type === 'event')
  if (node.type === 'start') {
    takeCargo(draft, node, cargo, { in: '' })
    draft.agenda.push({ node: element, in: '' })
    return
  }
  if (gateway?.type === 'event') {
    const token = beginAtGateway(draft, gateway, element)
    if (token) release(draft, token, cargo)
    return
  }
  draft.agenda.push({ node: element, in: '' })
  run(draft)
  const token = draft.tokens.find((one) => one.at === element)
  if (token) release(draft, token, cargo)
}

/** As stepProcess, with the way gateways choose given from outside. */
export function stepWith(model: ProcessModel, state: ProcessState, event: ProcessEvent, choose?: Choose): Step {
  return attempt(model, state, (draft) => {
    if (state.v !== 1 || state.process !== model.id) refuse('process.state-of-another-model', state.process)
    if (state.ended !== undefined) refuse('process.already-ended', state.ended)
    take(draft, event)
  }, choose)
}

function attempt(model: ProcessModel, state: ProcessState, work: (draft: Draft) => void, choose: Choose | undefined): Step {
  const draft = makeDraft(model, state, choose)
  try {
    work(draft)
    run(draft)
    return seal(draft)
  } catch (error) {
    if (error instanceof Refused) return { state, commands: [], happened: draft.happened, problem: error.problem, reached: rootOf(draft).vars ?? {} }
    throw error
  }
}

function take(draft: Draft, event: ProcessEvent): void {
  switch (event.type) {
    case 'completed':
      return complete(draft, event.element, event.token, event.result ?? {})
    case 'timer-fired':
      return fireTimer(draft, event.timer)
    case 'message':
      return hearMessage(draft, event)
    case 'signal':
      return hearSignal(draft, event.name, event)
    case 'failed':
      return fail(draft, event.element, event.token, event.code)
    case 'error':
      return raise(draft, event.element, event.token, event.code)
    case 'escalation': {
      const { held } = working(draft, event.element, event.token)
      return raiseEscalation(draft, event.code, held.in ?? '', held)
    }
    case 'activate':
      return activate(draft, event.element)
    case 'changed':
      for (const [name, value] of Object.entries(event.variables)) change(draft, name, value)
  }
}

// In the platform what comes from outside replaces, as far as it is read; elsewhere it is an ordinary write.
function change(draft: Draft, name: string, value: unknown): void {
  const root = rootOf(draft)
  if (draft.model.keeps === 'read') {
    root.vars = { ...root.vars, ...keepRead(draft.model, { [name]: value }) }
    draft.changed = true
  } else if (draft.model.stores.has(name)) {
    root.vars = { ...root.vars, [name]: value }
    draft.changed = true
  } else assign(draft, { in: '' }, name, value)
}

/** The activity and the token that wait under this name for somebody to say that it is done. */
function working(draft: Draft, element: string, token: string | undefined): { activity: Activity; held: Token } {
  const node = draft.model.nodes.get(element)
  const held = draft.tokens.find((one) => one.at === element && one.via === undefined && (token === undefined ? heldScope(draft, one)?.kind !== 'rounds' : one.id === token))
  if (!held || !node || !('boundaries' in node) || (node.type === 'receive' && !held.rests)) refuse('process.step-not-waiting', element)
  return { activity: node, held }
}

function complete(draft: Draft, element: string, token: string | undefined, given: Variables): void {
  const { activity, held } = working(draft, element, token)
  const scope = heldScope(draft, held)
  if (scope && !held.rests) refuse('process.step-not-waiting', element)
  if (activity.type === 'receive') return finish(draft, held, held.brought)
  const called = activity.type === 'call' ? draft.model.globalTasks.get(activity.called) : undefined
  const done = called ?? activity
  if (done.type === 'user') return finish(draft, held, { ...given, ...outcomeOf(done.outcomes, element, given) })
  if (done.type === 'rule' && draft.model.keeps === 'all' && Object.hasOwn(given, 'value')) return finish(draft, held, given['value'])
  if (scope) return finish(draft, held)
  performNow(draft, done, held, given)
}

function outcomeOf(outcomes: readonly string[], element: string, { outcome }: Variables): { outcome?: string } {
  const [only, second] = outcomes
  if (only === undefined) return {}
  if (outcome === undefined && second === undefined) return { outcome: only }
  if (typeof outcome !== 'string' || !outcomes.includes(outcome)) refuse('process.outcome-not-possible', element)
  return { outcome }
}

function fail(draft: Draft, element: string, token: string | undefined, code: string): void {
  const { activity, held } = working(draft, element, token)
  if (activity.type === 'user') refuse('process.step-not-waiting', element)
  draft.tokens = draft.tokens.map((one) => (one === held ? { ...one, failed: code } : one))
}

function raise(draft: Draft, element: string, token: string | undefined, code: string | undefined): void {
  const { held } = working(draft, element, token)
  raiseError(draft, code, held.in ?? '', element, held)
}

/** Another instance of an activity in an ad hoc sub-process that is still open. */
function activate(draft: Draft, element: string): void {
  const node = activityOf(draft, element)
  const scope = node && [...draft.scopes.values()].find((one) => one.of === node.container && one.kind === 'sub')
  const host = scope && nodeOf(draft, scope.of)
  if (!node || !scope || host?.type !== 'sub' || host.variant !== 'adhoc' || scope.satisfied) refuse('process.step-not-waiting', element)
  const busy = draft.tokens.some((token) => token.in === scope.id)
  if (host.sequential && busy) scope.ahead = [...(scope.ahead ?? []), element]
  else draft.agenda.push({ node: element, in: scopeOf(draft, scope.id).id })
}

/** Whether something in this instance waits for the message, keys considered. */
export function expectsMessage(model: ProcessModel, state: ProcessState, message: Extract<ProcessEvent, { type: 'message' }>): boolean {
  return state.ended === undefined && findReceiver(makeDraft(model, state), message) !== undefined
}
