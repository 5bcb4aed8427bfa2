// Runs processes outside the platform on a virtual clock: who does the work, how long it takes and what fails is given beforehand.
import { Agenda, timeAfter, timeText } from './clock.ts'
import { type Collaboration, type CollaborationEvent, type Course, isRunning, makeCollaboration, stepCollaboration } from './collaboration.ts'
import type { ProcessModel } from './model.ts'
import type { Command, Happening, ProcessEvent, ProcessState, Variables } from './state.ts'
import { nextOf, scheduleWith } from './timers.ts'
import { beginsPlainly, isMet, isTimer, type StartTrigger, triggersOf } from './triggers.ts'

export interface Rehearsal {
  /** Process ids, in the order in which they start. */
  processes: readonly string[]
  variables?: Variables
  /** Waiting work is completed at once, and the clock leaps to the next timer when nothing else can happen. */
  auto?: boolean
  /** Elements that end in an error, with its code or without; elements that take time, as ISO 8601 durations. */
  fail?: ReadonlyMap<string, string | undefined>
  take?: ReadonlyMap<string, string>
  messages?: readonly { name: string; payload?: unknown }[]
  /** The clock stops here, an ISO 8601 duration. */
  until?: string
  /** What a decision gives; undefined where there is none of this name. */
  decide?: (decision: string, inputs: Variables) => { value: unknown } | undefined
}

export interface RehearsedEvent {
  time: string
  event: Happening['event']
  element: string
  type: string
  name: string
  process: string
}

export interface Rehearsed {
  end: 'completed' | 'waiting' | 'failed'
  variables: Variables
  problems: { code: string; element: string; line: number; message: string }[]
}

type Due = { kind: 'event'; instance: string; event: ProcessEvent } | { kind: 'start'; trigger: StartTrigger; cycle?: Parameters<typeof nextOf>[0] }

interface Stage {
  plan: Rehearsal
  models: ReadonlyMap<string, ProcessModel>
  collaboration: Collaboration
  agenda: Agenda<Due>
  /** Work to report now. */
  ready: { instance: string; event: ProcessEvent }[]
  /** When sub-processes and calls that take time began, by instance and token. */
  began: Map<string, number>
  tell: (event: RehearsedEvent) => void
  count: number
  problems: Rehearsed['problems']
}

const eventsMax = 10_000
const turnsMax = 200_000

/** Runs to the end, or as far as it goes; every flow node's events are told as they happen. */
export function rehearse(models: readonly ProcessModel[], plan: Rehearsal, tell: (event: RehearsedEvent) => void): Rehearsed {
  const held = new Set([...(plan.fail?.keys() ?? []), ...(plan.take?.keys() ?? [])])
  const stage: Stage = {
    plan, models: new Map(models.map((model) => [model.id, { ...model, held }])), collaboration: makeCollaboration(plan.variables), agenda: new Agenda(),
    ready: [], began: new Map(), tell, count: 0, problems: [],
  }
  for (const process of plan.processes) begin(stage, process)
  for (const { name, payload } of plan.messages ?? []) feed(stage, { type: 'message', name, ...(payload === undefined ? {} : { payload }) })
  const moves = plan.auto === true || plan.until !== undefined
  const end = plan.until === undefined ? Number.POSITIVE_INFINITY : timeAfter(0, plan.until)
  for (let turn = 0; turn < turnsMax && stage.count <= eventsMax; turn++) {
    const work = stage.ready.shift()
    const due = work ? undefined : moves ? stage.agenda.leap(end) : undefined
    if (work) feed(stage, { type: 'instance', ...work })
    else if (due) comeDue(stage, due)
    else return conclude(stage)
  }
  if (stage.problems.length === 0) stage.problems.push({ code: 'process.events-exceeded', element: '', line: 0, message: `The run goes on after ${eventsMax} events.` })
  return conclude(stage)
}

/** Starts a process, or lets its timers and conditions wait to start it. */
function begin(stage: Stage, process: string): void {
  const model = stage.models.get(process)
  if (!model) return
  if (beginsPlainly(model)) return feed(stage, { type: 'start', process })
  for (const trigger of triggersOf(model)) {
    const { definition, element, index } = trigger
    if (isTimer(trigger)) schedule(stage, trigger)
    else if (definition.kind === 'conditional' && isMet(definition.condition, stage.plan.variables ?? {})) feed(stage, { type: 'trigger', process, element, index })
  }
}

function schedule(stage: Stage, trigger: StartTrigger): void {
  if (!isTimer(trigger)) return
  const planned = scheduleWith(trigger.definition, stage.plan.variables ?? {})
  if (!planned) note(stage, { code: 'process.timer-not-computable', element: trigger.element, en: `${trigger.element}: the due time of this timer cannot be computed.` })
  else if (planned.cycle?.left !== 0) stage.agenda.add(planned.due, { kind: 'start', trigger, ...(planned.cycle ? { cycle: planned.cycle } : {}) }, planned.cycle?.until)
}

function comeDue(stage: Stage, due: Due): void {
  if (due.kind === 'event') return feed(stage, { type: 'instance', instance: due.instance, event: due.event })
  const { trigger, cycle } = due
  const next = cycle && nextOf(cycle)
  if (next) stage.agenda.add(next.due, { kind: 'start', trigger, ...(next.cycle ? { cycle: next.cycle } : {}) }, next.cycle?.until)
  feed(stage, { type: 'trigger', process: trigger.process, element: trigger.element, index: trigger.index })
}

function feed(stage: Stage, event: CollaborationEvent): void {
  const before = stage.collaboration.instances
  const course: Course = stepCollaboration(stage.models, stage.collaboration, event)
  stage.collaboration = course.collaboration
  for (const happening of course.happened) report(stage, happening)
  for (const { instance, command } of course.commands) obey(stage, instance, command)
  for (const { id, problem, process } of course.collaboration.instances) {
    if (!problem || before.find((one) => one.id === id)?.problem) continue
    const element = elementOf(stage, problem.element)
    const last = course.happened.findLast((one) => one.instance === id)
    if (stage.models.get(process)?.nodes.has(element) && !(last?.event === 'failed' && last.element === element)) report(stage, { event: 'failed', element })
    note(stage, { ...problem, element })
  }
}

// A flow's fault is told at the node it leaves.
function elementOf(stage: Stage, element: string): string {
  for (const model of stage.models.values()) return model.flows.get(element)?.from ?? element
  return element
}

function report(stage: Stage, { event, element }: Happening): void {
  const [model] = stage.models.values()
  const node = model?.nodes.get(element)
  if (!node || ++stage.count > eventsMax) return
  stage.tell({ time: timeText(stage.agenda.now), event, element, type: node.element, name: node.label, process: node.process })
}

function note(stage: Stage, { code, element, en }: { code: string; element: string; en: string }): void {
  const [model] = stage.models.values()
  stage.problems.push({ code, element, line: (model?.nodes.get(element) ?? model?.containers.get(element))?.line ?? 0, message: en })
}

function obey(stage: Stage, instance: string, command: Command): void {
  switch (command.type) {
    case 'set-timer':
      return stage.agenda.add(command.due, { kind: 'event', instance, event: { type: 'timer-fired', timer: command.timer } }, command.until)
    case 'cancel-timer':
      return stage.agenda.drop((due) => due.kind === 'event' && due.instance === instance && due.event.type === 'timer-fired' && due.event.timer === command.timer)
    case 'close-step':
      return stage.agenda.drop((due) => due.kind === 'event' && due.instance === instance && 'token' in due.event && due.event.token === command.token)
    case 'fail':
      return note(stage, { code: 'process.error-not-caught', element: command.element, en: `${command.element}: ends in error "${command.code}" that nothing catches.` })
    case 'open-step':
    case 'run-service':
    case 'evaluate-decision':
    case 'do-work':
      return work(stage, instance, command)
    default:
      return
  }
}

type Work = Extract<Command, { type: 'open-step' | 'run-service' | 'evaluate-decision' | 'do-work' }>

/** Says when a piece of work ends and how, as far as the plan knows. */
function work(stage: Stage, instance: string, command: Work): void {
  const { element, token } = command
  const [model] = stage.models.values()
  const node = model?.nodes.get(element)
  const names = [element, ...(node?.type === 'call' ? [node.called] : [])]
  const taken = names.map((name) => stage.plan.take?.get(name)).find((one) => one !== undefined)
  const failing = names.find((name) => stage.plan.fail?.has(name))
  const rests = command.type === 'do-work' && command.rests
  const holds = node?.type === 'sub' || (node?.type === 'call' && model?.containers.get(node.called)?.kind === 'process')
  if (holds && !rests) {
    stage.began.set(`${instance} ${token}`, stage.agenda.now)
    return
  }
  const began = stage.began.get(`${instance} ${token}`) ?? stage.agenda.now
  const ending = failing === undefined ? resultOf(stage, instance, command) : ({ type: 'error', element, token, code: stage.plan.fail?.get(failing) } as const)
  const due = taken === undefined ? stage.agenda.now : timeAfter(began, taken)
  if (due > stage.agenda.now) stage.agenda.addAt(due, { kind: 'event', instance, event: ending ?? { type: 'completed', element, token } })
  else if (failing !== undefined || taken !== undefined || rests || stage.plan.auto || (command.type === 'evaluate-decision' && ending)) stage.ready.push({ instance, event: ending ?? { type: 'completed', element, token } })
}

function resultOf(stage: Stage, instance: string, command: Work): ProcessEvent | undefined {
  if (command.type !== 'evaluate-decision') return undefined
  const state = stage.collaboration.instances.find((one) => one.id === instance)?.state
  const decided = state && stage.plan.decide?.(command.decision, dataAt(state, command.token))
  return decided && { type: 'completed', element: command.element, token: command.token, result: { value: decided.value } }
}

/** Everything a token's place can see. */
function dataAt(state: ProcessState, id: string): Variables {
  const token = state.tokens.find((one) => one.id === id)
  let names: Variables = { ...token?.vars }
  for (let scope = state.scopes?.find((one) => one.id === token?.in); scope; scope = state.scopes?.find((one) => one.id === scope?.in)) {
    names = { ...scope.vars, ...names }
    if (scope.kind === 'call') return names
  }
  return { ...state.variables, ...names }
}

function conclude(stage: Stage): Rehearsed {
  const { instances } = stage.collaboration
  const waits = instances.length === 0 || instances.some(isRunning) || stage.agenda.has((due) => due.kind === 'start')
  return {
    end: stage.problems.length > 0 ? 'failed' : waits ? 'waiting' : 'completed',
    variables: mergeVariables(instances.map(({ state, reached }) => reached ?? state.variables), stage.plan.variables ?? {}),
    problems: stage.problems,
  }
}

/** Of a name that several instances have, the last value that one of them set; what was only given hides none of these. */
function mergeVariables(parts: readonly Variables[], given: Variables): Variables {
  const merged: Variables = {}
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    if (!Object.hasOwn(merged, name) || JSON.stringify(value) !== JSON.stringify(given[name] ?? null)) merged[name] = value
  }
  return merged
}
