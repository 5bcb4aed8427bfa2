// Reads events and their definitions (BPMN 2.0.2 §10.5). What may stand where is not asked here.
import type { ModdleElement } from 'bpmn-moddle'
import type { EventDefinition, ProcessNode, TimerDefinition } from './model.ts'
import { attribute, elementOf, listOf, nameOf } from './moddle.ts'
import { compiled, expressionOf, type Reader } from './reader.ts'
import { readPorts } from './read-data.ts'
import type { NodeGround } from './read.ts'

/** ISO 8601 duration, date or date-time with offset. */
export const duePattern = /^(P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)$/

/** ISO 8601 repetition: how often, then a duration, before or after it a moment. */
export const cyclePattern = /^R(\d*)\/(?:([^/]+)\/)?([^/]+)$/

const types: Record<string, 'start' | 'end' | 'catch' | 'throw' | 'boundary'> = {
  'bpmn:StartEvent': 'start', 'bpmn:EndEvent': 'end', 'bpmn:IntermediateCatchEvent': 'catch', 'bpmn:IntermediateThrowEvent': 'throw', 'bpmn:BoundaryEvent': 'boundary',
}

/** An event, or undefined for what is none. */
export function readEvent(element: ModdleElement, base: NodeGround, reader: Reader): ProcessNode | undefined {
  const type = types[element.$type]
  if (!type) return undefined
  const ports = readPorts(element, reader)
  const definitions = [...listOf(element, 'eventDefinitions'), ...listOf(element, 'eventDefinitionRef')].flatMap((one) => readDefinition(one, reader) ?? [])
  const shared = { ...base, definitions, needsAll: element.get('parallelMultiple') === true && definitions.length > 1, ...(ports ? { ports } : {}) }
  if (type === 'start') return { ...shared, type, interrupting: element.get('isInterrupting') !== false }
  if (type === 'boundary') return { ...shared, type, host: elementOf(element, 'attachedToRef')?.id ?? '', interrupting: element.get('cancelActivity') !== false }
  return { ...shared, type }
}

/** One definition; one without its trigger is left out, so that its event then waits for nothing. */
export function readDefinition(element: ModdleElement, reader: Reader): EventDefinition | undefined {
  const id = element.id ?? ''
  switch (element.$type) {
    case 'bpmn:MessageEventDefinition':
      return { kind: 'message', id, ...messageOf(element) }
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', id, signal: nameOf(elementOf(element, 'signalRef')) }
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', id, ...codeOf(elementOf(element, 'errorRef'), 'errorCode') }
    case 'bpmn:EscalationEventDefinition':
      return { kind: 'escalation', id, ...codeOf(elementOf(element, 'escalationRef'), 'escalationCode') }
    case 'bpmn:TimerEventDefinition':
      return readTimer(element, reader)
    case 'bpmn:ConditionalEventDefinition': {
      const condition = expressionOf(element, 'condition', reader)
      return condition && { kind: 'conditional', id, condition }
    }
    case 'bpmn:CompensateEventDefinition': {
      const activity = elementOf(element, 'activityRef')?.id
      return { kind: 'compensation', id, wait: element.get('waitForCompletion') !== false, ...(activity === undefined ? {} : { activity }) }
    }
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel', id }
    case 'bpmn:TerminateEventDefinition':
      return { kind: 'terminate', id }
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link', id, link: nameOf(element) }
    default:
      return undefined
  }
}

/** The message of a definition, task or operation: its name (else id) and its id. */
export function messageOf(element: ModdleElement): { message: string; messageId: string } {
  const operation = elementOf(element, 'operationRef')
  const message = elementOf(element, 'messageRef') ?? (operation && elementOf(operation, 'inMessageRef'))
  return { message: nameOf(message), messageId: message?.id ?? '' }
}

function codeOf(declared: ModdleElement | undefined, name: string): { code?: string } {
  const code = declared && (attribute(declared, name) || nameOf(declared))
  return code ? { code } : {}
}

function readTimer(element: ModdleElement, reader: Reader): TimerDefinition | undefined {
  for (const as of ['date', 'duration', 'cycle'] as const) {
    const part = elementOf(element, { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' }[as])
    const text = part ? attribute(part, 'body') : ''
    if (text !== '') return { kind: 'timer', id: element.id ?? '', as, due: duePattern.test(text) || cyclePattern.test(text) ? text : compiled(text, element.id === undefined ? (element.$parent ?? element) : element, reader) }
  }
  return undefined
}
