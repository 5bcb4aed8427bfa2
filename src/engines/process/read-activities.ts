// Reads activities: tasks of every kind, calls, sub-processes, and how often they run (BPMN 2.0.2 §10.3).
import type { ModdleElement } from 'bpmn-moddle'
import type { Activity, ActivityNode, MultiInstance, StandardLoop, StepKind } from './model.ts'
import { attribute, elementOf, foreignAttribute, listOf, numberOf } from './moddle.ts'
import { readApart, readSigning } from './moves-marks.ts'
import { compiled, expressionOf, type Reader } from './reader.ts'
import { datumName, readDatums, readPorts } from './read-data.ts'
import { messageOf, readDefinition } from './read-events.ts'
import type { NodeGround } from './read.ts'
import { fixedOutcomes, isStepKind, usualOutcomes } from './vocabulary.ts'

type Read = (element: ModdleElement, ground: ActivityNode, reader: Reader) => Activity

const readers: Record<string, Read> = {
  'bpmn:UserTask': readUserTask,
  'bpmn:ServiceTask': (element, ground) => ({ ...ground, type: 'service', do: attribute(element, 'yiwang:do') }),
  'bpmn:BusinessRuleTask': readRuleTask,
  'bpmn:ScriptTask': (element, ground, reader) => readScript(element, ground, reader),
  'bpmn:SendTask': (element, ground) => ({ ...ground, type: 'send', ...messageOf(element), instantiate: false }),
  'bpmn:ReceiveTask': (element, ground) => ({ ...ground, type: 'receive', ...messageOf(element), instantiate: element.get('instantiate') === true }),
  'bpmn:ManualTask': (_, ground) => ({ ...ground, type: 'manual' }),
  'bpmn:Task': (_, ground) => ({ ...ground, type: 'task' }),
  'bpmn:CallActivity': (element, ground) => ({ ...ground, type: 'call', called: attribute(element, 'calledElement').replace(/^.*:/, '') }),
  'bpmn:SubProcess': readSubProcess,
  'bpmn:Transaction': readSubProcess,
  'bpmn:AdHocSubProcess': readSubProcess,
  'bpmn:GlobalTask': (_, ground) => ({ ...ground, type: 'task' }),
  'bpmn:GlobalUserTask': readUserTask,
  'bpmn:GlobalManualTask': (_, ground) => ({ ...ground, type: 'manual' }),
  'bpmn:GlobalScriptTask': (element, ground, reader) => readScript(element, ground, reader),
  'bpmn:GlobalBusinessRuleTask': readRuleTask,
}

/** An activity or global task, or undefined for what is none. */
export function readActivity(element: ModdleElement, base: NodeGround, reader: Reader): Activity | undefined {
  const read = readers[element.$type]
  if (!read) return undefined
  const chosen = elementOf(element, 'default')?.id
  const loop = readLoop(element, reader)
  const ports = readPorts(element, reader)
  const ground: ActivityNode = {
    ...base, boundaries: [], data: element.$type.includes('Process') || element.$type === 'bpmn:Transaction' ? [] : readDatums(element, reader),
    forCompensation: element.get('isForCompensation') === true, startQuantity: numberOf(element, 'startQuantity', 1) || 1, completionQuantity: numberOf(element, 'completionQuantity', 1) || 1,
    ...(chosen === undefined ? {} : { default: chosen }), ...(loop ? { loop } : {}), ...(ports ? { ports } : {}),
  }
  return read(element, ground, reader)
}

function readUserTask(element: ModdleElement, ground: ActivityNode): Activity {
  const step = attribute(element, 'yiwang:step')
  // Outside the platform a user task is plain work with any outcome.
  const kind: StepKind = isStepKind(step) ? step : 'work'
  const given = attribute(element, 'yiwang:outcomes')
  const named = given === '' ? undefined : given.split(',').map((outcome) => outcome.trim())
  const outcomes = step === '' ? (named ?? []) : (fixedOutcomes[kind] ?? named ?? usualOutcomes[kind] ?? [])
  const hours = Number(attribute(element, 'yiwang:hours'))
  return { ...ground, type: 'user', kind, role: attribute(element, 'yiwang:role'), unit: attribute(element, 'yiwang:unit'), outcomes: [...outcomes], ...(hours > 0 && Number.isFinite(hours) ? { hours } : {}), ...readSigning(element), ...readApart(element) }
}

function readRuleTask(element: ModdleElement, ground: ActivityNode): Activity {
  const implementation = attribute(element, 'implementation')
  const decision = attribute(element, 'yiwang:decision') || foreignAttribute(element, 'decisionRef') || (implementation.startsWith('##') ? '' : implementation.replace(/^.*[#:]/, ''))
  const result = foreignAttribute(element, 'resultVariable')
  return { ...ground, type: 'rule', decision, ...(result === '' ? {} : { result }) }
}

function readScript(element: ModdleElement, ground: ActivityNode, reader: Reader): Activity {
  const text = attribute(element, 'script') || (reader.lines.scripts.get(element.id ?? '') ?? '').trim()
  const result = foreignAttribute(element, 'resultVariable', 'resultVariableName')
  return { ...ground, type: 'script', ...(text === '' ? {} : { script: compiled(text, element, reader) }), ...(result === '' ? {} : { result }) }
}

function readSubProcess(element: ModdleElement, ground: ActivityNode, reader: Reader): Activity {
  const completion = expressionOf(element, 'completionCondition', reader)
  const isAdHoc = element.$type === 'bpmn:AdHocSubProcess'
  const variant = element.get('triggeredByEvent') === true ? 'event' : isAdHoc ? 'adhoc' : element.$type === 'bpmn:Transaction' ? 'transaction' : 'embedded'
  return { ...ground, type: 'sub', variant, sequential: isAdHoc && element.get('ordering') === 'Sequential', cancelRemaining: !isAdHoc || element.get('cancelRemainingInstances') !== false, ...(completion ? { completion } : {}) }
}

function readLoop(element: ModdleElement, reader: Reader): StandardLoop | MultiInstance | undefined {
  const loop = elementOf(element, 'loopCharacteristics')
  if (loop?.$type === 'bpmn:StandardLoopCharacteristics') {
    const condition = expressionOf(loop, 'loopCondition', reader)
    const maximum = loop.get('loopMaximum')
    return { kind: 'loop', testBefore: loop.get('testBefore') === true, ...(condition ? { condition } : {}), ...(typeof maximum === 'number' && maximum >= 0 ? { maximum } : {}) }
  }
  return loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics' ? readMultiInstance(loop, reader) : undefined
}

function readMultiInstance(loop: ModdleElement, reader: Reader): MultiInstance {
  const named = (name: string) => {
    const item = elementOf(loop, name)
    return item ? datumName(item, reader) : undefined
  }
  return {
    kind: 'many', sequential: loop.get('isSequential') === true, throws: readThrows(loop, reader),
    ...defined({
      cardinality: expressionOf(loop, 'loopCardinality', reader), completion: expressionOf(loop, 'completionCondition', reader),
      items: named('loopDataInputRef'), item: named('inputDataItem'), results: named('loopDataOutputRef'), result: named('outputDataItem'),
    }),
  }
}

function defined<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function readThrows(loop: ModdleElement, reader: Reader): MultiInstance['throws'] {
  const behavior = loop.get('behavior')
  const definitionOf = (element: ModdleElement | undefined) => (element ? readDefinition(element, reader) : undefined)
  if (behavior === 'None' || behavior === 'One') {
    const definition = definitionOf(elementOf(loop, behavior === 'None' ? 'noneBehaviorEventRef' : 'oneBehaviorEventRef'))
    return definition ? [{ when: behavior === 'None' ? 'each' : 'first', definition }] : []
  }
  if (behavior !== 'Complex') return []
  return listOf(loop, 'complexBehaviorDefinition').flatMap((complex) => {
    const when = expressionOf(complex, 'condition', reader)
    const event = elementOf(complex, 'event')
    const [first] = event ? [...listOf(event, 'eventDefinitions'), ...listOf(event, 'eventDefinitionRef')] : []
    const definition = definitionOf(first)
    return when && definition ? [{ when, definition }] : []
  })
}
