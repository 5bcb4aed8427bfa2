// The platform's profile of BPMN: which elements a published process may use, and what its steps must say. Outside the platform none of this is asked.
import type { ModdleElement } from 'bpmn-moddle'
import type { ProcessWorld } from './model.ts'
import { attribute, elementOf, listOf } from './moddle.ts'
import { checkMarks } from './moves-marks.ts'
import { decisionUnknown, elementNotSupported, hoursInvalid, messageMissing, outcomesFixed, outcomesInvalid, type Place, roleUnknown, serviceUnknown, stepKindUnknown, timerInvalid, unitUnknown } from './problems.ts'
import { placeOf, type Reader } from './reader.ts'
import { fixedOutcomes, isRole, isStepKind, isUnit } from './vocabulary.ts'

type Check = (element: ModdleElement, place: Place, reader: Reader, world: ProcessWorld) => void

const checks: Record<string, Check> = {
  'bpmn:SequenceFlow': () => {},
  'bpmn:StartEvent': checkPlainEvent,
  'bpmn:EndEvent': checkPlainEvent,
  'bpmn:UserTask': checkUserTask,
  'bpmn:ServiceTask': checkServiceTask,
  'bpmn:BusinessRuleTask': checkRuleTask,
  'bpmn:ExclusiveGateway': () => {},
  'bpmn:ParallelGateway': () => {},
  'bpmn:BoundaryEvent': checkBoundary,
}

/** Notes what the platform does not serve, and what a step, service or rule fails to say. */
export function checkServed(element: ModdleElement, reader: Reader): void {
  const place = placeOf(element, reader)
  const check = checks[element.$type]
  const step = attribute(element, 'yiwang:step')
  checkMarks(element, element.$type === 'bpmn:UserTask' && isStepKind(step) ? step : undefined, place, reader)
  if (!check) reader.problems.push(elementNotSupported(place, element.$type))
  else check(element, place, reader, reader.world ?? {})
}

function checkPlainEvent(element: ModdleElement, place: Place, reader: Reader): void {
  const [definition] = listOf(element, 'eventDefinitions')
  if (definition) reader.problems.push(elementNotSupported(place, `${element.$type} + ${definition.$type}`))
}

/** Marks of an activity that change how often or with what it runs. */
function checkPlainTask(element: ModdleElement, place: Place, reader: Reader): void {
  const strange = ['loopCharacteristics', 'ioSpecification', 'dataInputAssociations', 'dataOutputAssociations', 'properties', 'default'].filter((name) => {
    const value = element.get(name)
    return Array.isArray(value) ? value.length > 0 : value !== undefined
  })
  if (element.get('isForCompensation') === true) strange.push('isForCompensation')
  if (element.get('startQuantity') !== 1 || element.get('completionQuantity') !== 1) strange.push('startQuantity/completionQuantity')
  for (const name of strange) reader.problems.push(elementNotSupported(place, `${element.$type} ${name}`))
}

function checkUserTask(element: ModdleElement, place: Place, reader: Reader): void {
  checkPlainTask(element, place, reader)
  const kind = attribute(element, 'yiwang:step')
  const role = attribute(element, 'yiwang:role')
  const unit = attribute(element, 'yiwang:unit')
  if (!isRole(role)) reader.problems.push(roleUnknown(place, role))
  if (!isUnit(unit)) reader.problems.push(unitUnknown(place, unit))
  if (!isStepKind(kind)) {
    reader.problems.push(stepKindUnknown(place, kind))
    return
  }
  const hours = attribute(element, 'yiwang:hours')
  if (hours !== '' && !(Number(hours) > 0 && Number.isFinite(Number(hours)))) reader.problems.push(hoursInvalid(place, hours))
  checkOutcomes(attribute(element, 'yiwang:outcomes'), fixedOutcomes[kind], place, reader)
}

function checkOutcomes(text: string, fixed: readonly string[] | undefined, place: Place, reader: Reader): void {
  const given = text === '' ? [] : text.split(',').map((outcome) => outcome.trim())
  if (given.some((outcome) => !/^[a-z][a-z0-9-]*$/.test(outcome)) || new Set(given).size < given.length) reader.problems.push(outcomesInvalid(place, text))
  if (fixed && given.length > 0 && [...given].sort().join() !== [...fixed].sort().join()) reader.problems.push(outcomesFixed(place, fixed.join(', ')))
}

function checkServiceTask(element: ModdleElement, place: Place, reader: Reader, world: ProcessWorld): void {
  const name = attribute(element, 'yiwang:do')
  if (name === '' || (world.services && !world.services.includes(name))) reader.problems.push(serviceUnknown(place, name))
  checkPlainTask(element, place, reader)
}

function checkRuleTask(element: ModdleElement, place: Place, reader: Reader, world: ProcessWorld): void {
  const name = attribute(element, 'yiwang:decision')
  if (name === '' || (world.decisions && !world.decisions.includes(name))) reader.problems.push(decisionUnknown(place, name))
  checkPlainTask(element, place, reader)
}

function checkBoundary(element: ModdleElement, place: Place, reader: Reader): void {
  const definitions = listOf(element, 'eventDefinitions')
  const [definition] = definitions
  const note = (what: string) => reader.problems.push(elementNotSupported(place, `bpmn:BoundaryEvent ${what}`))
  if (!definition || definitions.length > 1) note(`× ${definitions.length}`)
  else if (definition.$type === 'bpmn:MessageEventDefinition') {
    if (!elementOf(definition, 'messageRef')?.name) reader.problems.push(messageMissing(place))
  } else if (definition.$type !== 'bpmn:TimerEventDefinition') note(`+ ${definition.$type}`)
  else if (elementOf(definition, 'timeCycle')) note('+ timeCycle')
  else checkTimer(elementOf(definition, 'timeDuration') ?? elementOf(definition, 'timeDate'), place, reader)
}

function checkTimer(expression: ModdleElement | undefined, place: Place, reader: Reader): void {
  const text = expression ? attribute(expression, 'body') : ''
  if (text === '') reader.problems.push(timerInvalid(place, text))
}

const harmlessRoots = ['bpmn:Process', 'bpmn:Message', 'bpmn:Category', 'bpmn:Collaboration', 'bpmn:ItemDefinition']

/** Notes what the platform does not serve outside of flow elements: pools, signals, data of the process. */
export function checkServedRoots(elements: readonly ModdleElement[], reader: Reader): void {
  for (const element of elements) {
    const crowded = element.$type === 'bpmn:Collaboration' && (listOf(element, 'participants').length > 1 || listOf(element, 'messageFlows').length > 0)
    if (crowded || !harmlessRoots.includes(element.$type)) reader.problems.push(elementNotSupported(placeOf(element, reader), element.$type))
    if (element.$type !== 'bpmn:Process') continue
    for (const name of ['ioSpecification', 'properties', 'correlationSubscriptions']) {
      const value = element.get(name)
      if (Array.isArray(value) ? value.length > 0 : value !== undefined) reader.problems.push(elementNotSupported(placeOf(element, reader), name))
    }
  }
}
