// Which elements can make a new instance, and by what: start events, receive tasks, events after an instantiating gateway (BPMN 2.0.2 §13.1).
import { type Expression, evaluate } from '#engines/decisions'
import type { EventDefinition, ProcessModel, ProcessNode, TimerDefinition } from './model.ts'
import type { Variables } from './state.ts'

export interface StartTrigger {
  process: string
  element: string
  index: number
  definition: EventDefinition
  /** Definitions that all have to occur; one where any of them will do. */
  needed: number
}

/** All triggers of a process. */
export function triggersOf(model: ProcessModel): StartTrigger[] {
  return [...model.nodes.values()].filter((node) => node.container === model.id).flatMap((node) => definitionsOf(model, node).map((definition, index, all) => ({
    process: model.id, element: node.id, index, definition, needed: 'needsAll' in node && node.type === 'start' && node.needsAll ? all.length : 1,
  })))
}

function definitionsOf(model: ProcessModel, node: ProcessNode): EventDefinition[] {
  if (node.type === 'start') return node.definitions
  const isAfterGateway = node.incoming.some((flow) => {
    const from = model.nodes.get(model.flows.get(flow)?.from ?? '')
    return from?.type === 'event' && from.instantiate && from.incoming.length === 0
  })
  if (node.type === 'catch' && isAfterGateway) return node.definitions
  const begins = node.type === 'receive' && (isAfterGateway || (node.instantiate && node.incoming.length === 0))
  return begins ? [{ kind: 'message', id: '', message: node.message, messageId: node.messageId }] : []
}

/** Whether a process begins of itself: at a plain start event, or at nodes that nothing leads to and that wait for no trigger. */
export function beginsPlainly(model: ProcessModel): boolean {
  const container = model.containers.get(model.id)
  if (model.start !== '') return true
  if (!container || container.starts.length > 0) return false
  return container.roots.some((id) => {
    const node = model.nodes.get(id)
    return node && !(node.type === 'event' && node.instantiate) && definitionsOf(model, node).length === 0
  })
}

export function isTimer(trigger: StartTrigger): trigger is StartTrigger & { definition: TimerDefinition } {
  return trigger.definition.kind === 'timer'
}

/** Whether a conditional start event's condition holds over these data. */
export function isMet(condition: Expression, variables: Variables): boolean {
  return condition.problems.length === 0 && evaluate(condition, variables).exact === true
}

/** What a file runs when nothing else is said: the executable processes, without those that another one calls; where none is executable, all. */
export function defaultProcesses(models: readonly ProcessModel[]): string[] {
  const executable = models.filter((model) => model.containers.get(model.id)?.isExecutable)
  const wanted = executable.length > 0 ? executable : models
  const called = new Set(models.flatMap((model) => [...model.nodes.values()].flatMap((node) => (node.type === 'call' && node.process !== node.called ? [node.called] : []))))
  const uncalled = wanted.filter((model) => !called.has(model.id))
  return (uncalled.length > 0 ? uncalled : wanted).map((model) => model.id)
}
