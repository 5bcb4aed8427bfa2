// Events: which definitions may stand where, how many, and what they must name (BPMN 2.0.2 §10.5).
import { childrenOf, containerOf, definitionsOf, follow, hasExtensions, isEventSubProcess, isExecuted, isExtended, isFalse, nameOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

/** What triggers and results each place of an event allows (tables 10.84–10.93), by the name of the definition without its ending. */
const allowed = {
  'start': ['message', 'timer', 'conditional', 'signal'],
  'event sub-process start': ['message', 'timer', 'escalation', 'error', 'compensate', 'conditional', 'signal'],
  'catch': ['message', 'timer', 'conditional', 'link', 'signal'],
  'throw': ['message', 'escalation', 'compensate', 'link', 'signal'],
  'boundary': ['message', 'timer', 'escalation', 'error', 'cancel', 'compensate', 'conditional', 'signal'],
  'end': ['message', 'escalation', 'error', 'cancel', 'compensate', 'signal', 'terminate'],
}

type Place = keyof typeof allowed

export function checkEventRules(model: StandardModel, problems: Findings): void {
  const tell: Tell = (name, element, about) => problems.push(breachOf(name, element, about))
  // The message of an event at a message flow is the one that flows, named or not.
  const atFlows = new Set(model.elements.flatMap((element) => (element.type === 'messageFlow' ? [follow(model, element, 'sourceRef'), follow(model, element, 'targetRef')] : [])))
  for (const element of model.elements) {
    if (element.type === 'timerEventDefinition') checkTimer(element, tell)
    const level = containerOf(element)
    const inProcess = level?.type === 'process' || (level !== undefined && isKind(level.type, 'subProcess'))
    if (isKind(element.type, 'event') && inProcess) checkEvent(model, element, level, atFlows.has(element), tell)
    if (isEventSubProcess(element) && element.children.filter((child) => child.type === 'startEvent').length !== 1) tell('event-sub-process-starts', element)
    if (isKind(element.type, 'subProcess') && !isEventSubProcess(element)) for (const extra of element.children.filter((child) => child.type === 'startEvent').slice(1)) tell('sub-process-several-starts', extra)
  }
}

function placeOf(event: TreeElement, level: TreeElement): Place | 'sub-process start' | undefined {
  if (event.type === 'startEvent') return isEventSubProcess(level) ? 'event sub-process start' : level.type === 'process' ? 'start' : 'sub-process start'
  const places: Record<string, Place> = { intermediateCatchEvent: 'catch', intermediateThrowEvent: 'throw', boundaryEvent: 'boundary', endEvent: 'end' }
  return places[event.type]
}

function checkEvent(model: StandardModel, event: TreeElement, level: TreeElement, atFlow: boolean, tell: Tell): void {
  const place = placeOf(event, level)
  if (place === undefined) return
  const { definitions, unknown } = definitionsOf(model, event)
  for (const reference of childrenOf(event, 'eventDefinitionRef')) {
    const target = model.resolve(reference, reference.text)
    if ('to' in target && target.to.parent !== model.root) tell('event-definition-not-reusable', reference, reference.text.trim())
  }
  if (place === 'sub-process start') {
    if (definitions.length > 0 || unknown) tell('sub-process-start-triggered', event)
    return
  }
  const needsOne = place === 'catch' || place === 'boundary' || place === 'event sub-process start'
  if (needsOne && definitions.length === 0 && !unknown) tell('event-definition-missing', event, event.name)
  for (const definition of definitions) {
    if (allowed[place].includes(shortName(definition))) checkDefinition(model, event, definition, atFlow, tell)
    else tell('event-definition-misplaced', event, definition.name)
  }
  if (event.type === 'boundaryEvent') checkBoundary(model, event, tell)
}

function shortName(definition: TreeElement): string {
  return definition.type.replace('EventDefinition', '')
}

/** What is true of a definition that may stand here. */
function checkDefinition(model: StandardModel, event: TreeElement, definition: TreeElement, atFlow: boolean, tell: Tell): void {
  const kind = shortName(definition)
  if (event.type === 'startEvent' && isFalse(event, 'isInterrupting') && (kind === 'error' || kind === 'compensate')) tell('not-interrupting', event, definition.name)
  // To compensation the attribute does not apply, whatever it says (table 10.92).
  if (event.type === 'boundaryEvent' && isFalse(event, 'cancelActivity') && ['error', 'cancel'].includes(kind)) tell('not-interrupting', event, definition.name)
  if (kind === 'cancel') checkCancel(model, event, tell)
  if (isExecuted(event) && !isExtended(definition) && !hasExtensions(event)) checkNamed(model, event, definition, atFlow, tell)
}

function checkCancel(model: StandardModel, event: TreeElement, tell: Tell): void {
  if (event.type === 'boundaryEvent') {
    const host = follow(model, event, 'attachedToRef')
    if (host && host.type !== 'transaction' && isKind(host.type, 'activity')) tell('cancel-outside-transaction', event)
    return
  }
  for (let level = containerOf(event); level; level = containerOf(level)) if (level.type === 'transaction') return
  tell('cancel-outside-transaction', event)
}

/** What an executable process must name; an extension may name it in its own way. */
function checkNamed(model: StandardModel, event: TreeElement, definition: TreeElement, atFlow: boolean, tell: Tell): void {
  const throws = isKind(event.type, 'throwEvent')
  if (definition.type === 'messageEventDefinition' && !atFlow && !definition.attributes.has('messageRef')) tell('message-missing', event)
  if (definition.type === 'signalEventDefinition' && !definition.attributes.has('signalRef')) tell('signal-missing', event)
  if (throws) for (const thing of ['error', 'escalation'] as const) if (definition.type === `${thing}EventDefinition`) checkThrown(model, event, definition, thing, tell)
  const times = ['timeDate', 'timeDuration', 'timeCycle'].flatMap((name) => childrenOf(definition, name))
  if (definition.type === 'timerEventDefinition' && times.every((time) => time.text.trim() === '')) tell('timer-empty', event)
}

function checkThrown(model: StandardModel, event: TreeElement, definition: TreeElement, thing: 'error' | 'escalation', tell: Tell): void {
  if (!definition.attributes.has(`${thing}Ref`)) tell(`${thing}-missing`, event)
  const thrown = follow(model, definition, `${thing}Ref`)
  if (thrown?.type === thing && !thrown.attributes.get(`${thing}Code`)?.trim()) tell(`${thing}-code-missing`, thrown)
}

function checkTimer(timer: TreeElement, tell: Tell): void {
  const written = ['timeDate', 'timeDuration', 'timeCycle'].filter((name) => childrenOf(timer, name).length > 0)
  if (written.length > 1) tell('timer-several', timer)
}

function checkBoundary(model: StandardModel, event: TreeElement, tell: Tell): void {
  const host = follow(model, event, 'attachedToRef')
  if (host && isKind(host.type, 'activity') && containerOf(host) !== containerOf(event)) tell('boundary-elsewhere', event, nameOf(host))
}
