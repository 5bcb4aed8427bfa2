// Sequence flows: where they may begin, end and pass, their conditions and defaults, and the levels they make (BPMN 2.0.2 §7.6.1, §8.4.13, §10.5).
import { childrenOf, containerOf, definitionsOf, follow, followAll, isEventSubProcess, isExecuted, isFalse, isTrue, nameOf, processOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

export function checkFlowRules(model: StandardModel, problems: Findings): void {
  const tell = (name: RuleName, element: TreeElement, about?: string) => problems.push(breachOf(name, element, about))
  for (const element of model.elements) {
    if (element.type === 'sequenceFlow') checkFlow(model, element, tell)
    if (isKind(element.type, 'flowNode')) checkNode(model, element, tell)
    if (element.type === 'process' || isKind(element.type, 'subProcess')) checkLevel(element, tell)
  }
}

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

function checkFlow(model: StandardModel, flow: TreeElement, tell: Tell): void {
  const source = follow(model, flow, 'sourceRef')
  const target = follow(model, flow, 'targetRef')
  if (source && target && isKind(source.type, 'flowNode') && isKind(target.type, 'flowNode')) checkBorders(flow, source, target, tell)
  if (isFalse(flow, 'isImmediate') && isExecuted(flow)) tell('flow-not-immediate', flow)
  if (target?.type === 'startEvent') tell('flow-into-start', flow)
  if (target?.type === 'boundaryEvent') tell('flow-into-boundary', flow)
  if (source?.type === 'endEvent') tell('flow-out-of-end', flow)
  for (const end of [source, target]) {
    if (!end) continue
    if (isEventSubProcess(end)) tell('flow-at-event-sub-process', flow)
    if (isTrue(end, 'isForCompensation')) tell('flow-at-compensation', flow)
  }
  if (source && childrenOf(flow, 'conditionExpression').length > 0) checkCondition(model, flow, source, tell)
}

function checkBorders(flow: TreeElement, source: TreeElement, target: TreeElement, tell: Tell): void {
  if (containerOf(source) === containerOf(target)) return
  tell(processOf(source) === processOf(target) ? 'flow-crosses-sub-process' : 'flow-crosses-pool', flow)
}

function checkCondition(model: StandardModel, flow: TreeElement, source: TreeElement, tell: Tell): void {
  if (isKind(source.type, 'event') || source.type === 'parallelGateway' || source.type === 'eventBasedGateway') tell('condition-misplaced', flow)
  else if (isKind(source.type, 'activity') && model.outgoing(source).length === 1) tell('condition-alone', flow)
}

function checkNode(model: StandardModel, node: TreeElement, tell: Tell): void {
  const listed: [string, TreeElement[]][] = [['incoming', model.incoming(node)], ['outgoing', model.outgoing(node)]]
  for (const [name, flows] of listed) {
    const own = new Set(flows)
    const strange = followAll(model, node, name).filter((flow) => flow.type === 'sequenceFlow' && !own.has(flow) && hasEnd(model, flow, name))
    for (const flow of strange) tell('flow-listed-wrong', node, `${name} ${nameOf(flow)}`)
  }
  const chosen = follow(model, node, 'default')
  if (chosen?.type === 'sequenceFlow' && !model.outgoing(node).includes(chosen) && hasEnd(model, chosen, 'outgoing')) tell('default-not-outgoing', node)
  checkDirection(model, node, tell)
  checkCounts(model, node, tell)
}

/** A flow whose own end is missing or lies in another file is told elsewhere, or cannot be judged. */
function hasEnd(model: StandardModel, flow: TreeElement, listed: string): boolean {
  return follow(model, flow, listed === 'incoming' ? 'targetRef' : 'sourceRef') !== undefined
}

function checkDirection(model: StandardModel, node: TreeElement, tell: Tell): void {
  const direction = node.attributes.get('gatewayDirection')?.trim()
  if (direction === undefined || !isKind(node.type, 'gateway')) return
  const [merges, splits] = [model.incoming(node).length > 1, model.outgoing(node).length > 1]
  const wrong = (direction === 'Converging' && splits) || (direction === 'Diverging' && merges) || (direction === 'Mixed' && !(merges && splits))
  if (wrong) tell('gateway-direction-wrong', node, direction)
}

function checkCounts(model: StandardModel, node: TreeElement, tell: Tell): void {
  const [enters, leaves] = [model.incoming(node).length > 0, model.outgoing(node).length > 0]
  const kinds = definitionsOf(model, node).definitions.map((definition) => definition.type)
  if (node.type === 'boundaryEvent') {
    const compensates = kinds.includes('compensateEventDefinition')
    if (compensates && leaves) tell('compensation-flow', node)
    if (!compensates && !leaves) tell('boundary-without-flow', node)
  }
  if (node.type === 'startEvent' && !leaves) tell('start-without-flow', node)
  if (node.type === 'endEvent' && !enters) tell('end-without-flow', node)
  if (isKind(node.type, 'gateway') && node.type !== 'eventBasedGateway' && model.incoming(node).length < 2 && model.outgoing(node).length < 2) tell('gateway-passes-through', node)
  const isCatch = node.type === 'intermediateCatchEvent'
  if ((!isCatch && node.type !== 'intermediateThrowEvent') || containerOf(node)?.type === 'adHocSubProcess') return
  const links = kinds.includes('linkEventDefinition')
  if (links && (isCatch ? enters : leaves)) tell('link-flow', node)
  if (!enters && !(links && isCatch)) tell('intermediate-without-incoming', node)
  if (!leaves && !(links && !isCatch)) tell('intermediate-without-outgoing', node)
}

/** A level with an end has a start and the other way round, unless a receive task or event-based gateway instantiates it. */
function checkLevel(level: TreeElement, tell: Tell): void {
  if (level.type === 'adHocSubProcess') return
  const starts = level.children.filter((child) => child.type === 'startEvent')
  const ends = level.children.filter((child) => child.type === 'endEvent')
  const instantiates = level.children.some((child) => isTrue(child, 'instantiate'))
  const [start] = starts
  const [end] = ends
  // An event sub-process without a start is told by its own rule.
  if (end && !start && !instantiates && !isEventSubProcess(level)) tell('end-without-start', end)
  if (start && !end) tell('start-without-end', start)
}
