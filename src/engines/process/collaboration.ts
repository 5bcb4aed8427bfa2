// Several instances side by side: messages find their receiver along message flows or by name and keys, signals reach all, both can start processes
// (BPMN 2.0.2 §9, §10.5.1). Pure as a step is: what stands here is small JSON, and the state given is never changed.
import type { ProcessModel } from './model.ts'
import type { Cargo, Command, Happening, ProcessEvent, ProcessState, Step, StepProblem, Variables } from './state.ts'
import { expectsMessage, startProcess, stepProcess, type Trigger } from './step.ts'
import { type StartTrigger, triggersOf } from './triggers.ts'

export interface Instance {
  id: string
  process: string
  state: ProcessState
  /** It could not go on; `reached`: its variables then. */
  problem?: StepProblem
  reached?: Variables
}

interface Message extends Cargo {
  name: string
  id: string
  /** Element that must hear it; absent: by its name. */
  to?: string
  process?: string
}

export interface Collaboration {
  v: 1
  next: number
  instances: Instance[]
  /** Messages that nobody has received yet. */
  pending: Message[]
  stores: Variables
  /** Data given from outside, for every instance, those that an event makes too. */
  given: Variables
  /** Parts of parallel multiple start events that have occurred: element → definitions. */
  heard: Record<string, number[]>
}

export type CollaborationEvent =
  | { type: 'start'; process: string; trigger?: Trigger }
  /** A start event's definition occurred, such as its timer. */
  | { type: 'trigger'; process: string; element: string; index: number }
  | ({ type: 'message'; name: string } & Cargo)
  | { type: 'instance'; instance: string; event: ProcessEvent }

/** What one event led to, in order. Messages, signals and stores have been dealt with. */
export interface Course {
  collaboration: Collaboration
  commands: { instance: string; command: Command }[]
  happened: (Happening & { instance: string })[]
}

type Task = CollaborationEvent | { type: 'send'; message: Message; from?: string } | ({ type: 'signal'; name: string; from: string } & Cargo)

interface Hall extends Course {
  models: ReadonlyMap<string, ProcessModel>
  agenda: Task[]
}

export function makeCollaboration(given: Variables = {}): Collaboration {
  return { v: 1, next: 1, instances: [], pending: [], stores: {}, given, heard: {} }
}

const tasksMax = 100_000

/** Takes one event and everything that follows from it at once. */
export function stepCollaboration(models: ReadonlyMap<string, ProcessModel>, collaboration: Collaboration, event: CollaborationEvent): Course {
  const hall: Hall = { models, collaboration: { ...collaboration, instances: [...collaboration.instances], pending: [...collaboration.pending], heard: { ...collaboration.heard } }, commands: [], happened: [], agenda: [event] }
  for (let n = 0; n < tasksMax; n++) {
    const task = hall.agenda.shift()
    if (task) take(hall, task)
    else if (!deliverPending(hall)) break
  }
  return { collaboration: hall.collaboration, commands: hall.commands, happened: hall.happened }
}

function take(hall: Hall, task: Task): void {
  switch (task.type) {
    case 'start':
      return start(hall, task.process, task.trigger)
    case 'trigger':
      for (const one of triggersOfAll(hall)) if (one.process === task.process && one.element === task.element && one.index === task.index) trigger(hall, one)
      return
    case 'message':
      return send(hall, { name: task.name, id: '', ...cargoIn(task) })
    case 'send':
      return route(hall, task.message, task.from)
    case 'signal':
      return broadcast(hall, task.name, task.from, cargoIn(task))
    case 'instance': {
      const instance = hall.collaboration.instances.find((one) => one.id === task.instance)
      if (instance) stepOne(hall, instance, task.event)
    }
  }
}

function start(hall: Hall, process: string, given?: Trigger): void {
  const model = hall.models.get(process)
  if (!model) return
  const { collaboration } = hall
  const id = `i${collaboration.next++}`
  keep(hall, { id, process }, startProcess(model, { ...collaboration.stores, ...collaboration.given }, given))
}

function stepOne(hall: Hall, instance: Instance, event: ProcessEvent): void {
  const model = hall.models.get(instance.process)
  if (model && !instance.problem) keep(hall, instance, stepProcess(model, instance.state, event))
}

/** Keeps what a step gave, and does for its instance what only all together can do. */
function keep(hall: Hall, { id, process }: Pick<Instance, 'id' | 'process'>, step: Step): void {
  const instance: Instance = { id, process, state: step.state, ...(step.problem && isGrave(step.problem) ? { problem: step.problem, ...(step.reached ? { reached: step.reached } : {}) } : {}) }
  const at = hall.collaboration.instances.findIndex((one) => one.id === id)
  if (at < 0) hall.collaboration.instances.push(instance)
  else hall.collaboration.instances[at] = instance
  for (const happening of step.happened) hall.happened.push({ ...happening, instance: id })
  for (const command of step.commands) {
    if (command.type === 'send-message') hall.agenda.push({ type: 'send', message: { name: command.name, id: command.id, ...cargoIn(command) }, from: command.element })
    else if (command.type === 'throw-signal') hall.agenda.push({ type: 'signal', name: command.name, from: id, ...cargoIn(command) })
    else if (command.type === 'store') store(hall, id, command.element, command.value)
    else hall.commands.push({ instance: id, command })
  }
}

// An event that came too late for what it was meant for is no fault of the instance.
function isGrave({ code }: StepProblem): boolean {
  return !['process.step-not-waiting', 'process.timer-not-running', 'process.message-not-expected', 'process.already-ended'].includes(code)
}

function cargoIn({ payload, item }: Cargo): Cargo {
  return payload === undefined ? {} : item === undefined ? { payload } : { payload, item }
}

function store(hall: Hall, writer: string, name: string, value: unknown): void {
  hall.collaboration.stores = { ...hall.collaboration.stores, [name]: value }
  for (const one of hall.collaboration.instances) if (one.id !== writer && isRunning(one)) hall.agenda.push({ type: 'instance', instance: one.id, event: { type: 'changed', variables: { [name]: value } } })
}

export function isRunning(instance: Instance): boolean {
  return instance.state.ended === undefined && !instance.problem
}

// ---- messages

/** Along the message flows that leave the element, else by name. A pool without a process swallows what it is sent. */
function route(hall: Hall, message: Message, from: string | undefined): void {
  const [any] = hall.models.values()
  const flows = (any?.messageFlows ?? []).filter((flow) => flow.from === from)
  if (!any || flows.length === 0) return send(hall, message)
  for (const { to } of flows) {
    const pool = any.pools.get(to)
    if (pool === undefined) send(hall, { ...message, to })
    else if (pool !== '') send(hall, { ...message, process: pool })
  }
}

function send(hall: Hall, message: Message): void {
  if (deliver(hall, message) || startBy(hall, message)) return
  hall.collaboration.pending.push(message)
}

/** Gives a message to the first instance that waits for it. */
function deliver(hall: Hall, message: Message): boolean {
  const { name, id, to, process } = message
  const event: ProcessEvent = { type: 'message', name, id, ...cargoIn(message), ...(to === undefined ? {} : { to }) }
  for (const instance of hall.collaboration.instances) {
    const model = hall.models.get(instance.process)
    if (!model || !isRunning(instance) || (process !== undefined && process !== instance.process) || !expectsMessage(model, instance.state, event)) continue
    stepOne(hall, instance, event)
    return true
  }
  return false
}

function startBy(hall: Hall, message: Message): boolean {
  const { name, id, to, process } = message
  const found = triggersOfAll(hall).find(({ element, definition, process: owner }) => {
    if (definition.kind !== 'message' || (process !== undefined && process !== owner)) return false
    return to === undefined ? definition.message === name || definition.messageId === name : element === to
  })
  if (found?.definition.kind !== 'message') return false
  trigger(hall, found, { ...cargoIn(message), message: { id: id || found.definition.messageId, name } })
  return true
}

function deliverPending(hall: Hall): boolean {
  for (const message of hall.collaboration.pending) {
    if (!deliver(hall, message)) continue
    hall.collaboration.pending = hall.collaboration.pending.filter((one) => one !== message)
    return true
  }
  return false
}

// ---- starting by events

function triggersOfAll(hall: Hall): StartTrigger[] {
  return [...hall.models.values()].flatMap(triggersOf)
}

/** A definition of a start event occurs: a new instance, once all that is needed has come. */
function trigger(hall: Hall, { process, element, index, needed }: StartTrigger, brought: Omit<Trigger, 'element'> = {}): void {
  const heard = new Set([...(hall.collaboration.heard[element] ?? []), index])
  if (heard.size < needed) {
    hall.collaboration.heard[element] = [...heard]
    return
  }
  delete hall.collaboration.heard[element]
  start(hall, process, { element, ...brought })
}

function broadcast(hall: Hall, name: string, from: string, cargo: Cargo): void {
  const event: ProcessEvent = { type: 'signal', name, ...cargo }
  const starts = triggersOfAll(hall).filter(({ definition }) => definition.kind === 'signal' && definition.signal === name)
  for (const instance of [...hall.collaboration.instances]) {
    const now = hall.collaboration.instances.find((one) => one.id === instance.id)
    if (now && now.id !== from && isRunning(now)) stepOne(hall, now, event)
  }
  for (const one of starts) trigger(hall, one, cargo)
}
