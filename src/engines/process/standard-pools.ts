// Collaborations: message flows and participants, lanes, choreographies lightly (BPMN 2.0.2 §7.6.2, §9, §10.8, §11).
import { childrenOf, containerOf, definitionsOf, follow, followAll, isWithin, nameOf, processOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

export function checkPoolRules(model: StandardModel, problems: Findings): void {
  const tell: Tell = (name, element, about) => problems.push(breachOf(name, element, about))
  for (const element of model.elements) {
    if (element.type === 'messageFlow') checkMessageFlow(model, element, tell)
    if (element.type === 'participantMultiplicity') checkMultiplicity(element, tell)
    if (element.type === 'laneSet' && element.parent?.type !== 'lane') checkLanes(model, element, tell)
    if (isKind(element.type, 'choreography') || element.type === 'globalConversation') for (const reference of childrenOf(element, 'choreographyRef')) tell('choreography-reference-misplaced', reference)
    if (isKind(element.type, 'choreographyActivity')) checkChoreographyActivity(model, element, tell)
    if (isKind(element.type, 'activity') && isChoreography(containerOf(element))) tell('process-activity-misplaced', element)
  }
}

function checkMessageFlow(model: StandardModel, flow: TreeElement, tell: Tell): void {
  const source = follow(model, flow, 'sourceRef')
  const target = follow(model, flow, 'targetRef')
  const ends = [source, target].filter((end) => end !== undefined && end.type !== '')
  const strangers = ends.filter((end) => end && !['participant', 'activity', 'event', 'conversationNode'].some((kind) => isKind(end.type, kind)))
  for (const end of strangers) if (end) tell('message-flow-end-wrong', flow, nameOf(end))
  if (strangers.length > 0 || !source || !target) return
  const [from, to] = [poolOf(model, source), poolOf(model, target)]
  if (source === target || (from !== undefined && from === to)) tell('message-flow-same-pool', flow)
  checkEnd(model, flow, source, ['endEvent', 'intermediateThrowEvent'], 'message-flow-source-wrong', tell)
  checkEnd(model, flow, target, ['startEvent', 'intermediateCatchEvent', 'boundaryEvent'], 'message-flow-target-wrong', tell)
}

/** The process of an end: that of a pool is the one it refers to, and a pool without one stands for itself. */
function poolOf(model: StandardModel, end: TreeElement): TreeElement | undefined {
  return end.type === 'participant' ? (follow(model, end, 'processRef') ?? end) : processOf(end)
}

/** An event at the end of a message flow is of the right kind, and is a message event or a multiple one with a message. */
function checkEnd(model: StandardModel, flow: TreeElement, end: TreeElement, kinds: string[], breach: RuleName, tell: Tell): void {
  if (!isKind(end.type, 'event')) return
  const { definitions, unknown } = definitionsOf(model, end)
  const hears = unknown || definitions.some((definition) => definition.type === 'messageEventDefinition')
  if (!kinds.includes(end.type) || !hears) tell(breach, flow, nameOf(end))
}

function checkMultiplicity(element: TreeElement, tell: Tell): void {
  const minimum = Number(element.attributes.get('minimum') ?? '0')
  const maximum = Number(element.attributes.get('maximum') ?? '1')
  if (Number.isNaN(minimum + maximum)) return
  // Where only the minimum is written, the maximum of 1 is a default, not a statement.
  const tooHigh = element.attributes.has('maximum') && minimum > maximum
  if (minimum < 0 || maximum < 1 || tooHigh) tell('multiplicity-invalid', element, `${minimum}–${maximum}`)
}

function checkLanes(model: StandardModel, set: TreeElement, tell: Tell): void {
  const level = containerOf(set)
  const placed = new Map<TreeElement, TreeElement>()
  for (const lane of lanesIn(set)) {
    for (const node of followAll(model, lane, 'flowNodeRef')) {
      if (!isKind(node.type, 'flowNode')) continue
      if (level && !isWithin(node, level)) tell('lane-node-elsewhere', lane, nameOf(node))
      const other = placed.get(node)
      if (other && !isWithin(lane, other)) tell('lane-node-twice', lane, nameOf(node))
      placed.set(node, lane)
    }
  }
}

function lanesIn(set: TreeElement): TreeElement[] {
  return childrenOf(set, 'lane').flatMap((lane) => [lane, ...childrenOf(lane, 'childLaneSet').flatMap(lanesIn)])
}

function checkChoreographyActivity(model: StandardModel, element: TreeElement, tell: Tell): void {
  const level = containerOf(element)
  if (level && !isChoreography(level)) tell('choreography-activity-misplaced', element)
  const references = childrenOf(element, 'participantRef')
  if (element.type === 'choreographyTask' && references.length > 0 && references.length !== 2) tell('choreography-participants', element)
  const initiator = follow(model, element, 'initiatingParticipantRef')
  if (initiator?.type === 'participant' && references.length > 0 && !followAll(model, element, 'participantRef').includes(initiator)) tell('choreography-initiator', element, nameOf(initiator))
}

function isChoreography(level: TreeElement | undefined): boolean {
  return level !== undefined && (isKind(level.type, 'choreography') || level.type === 'subChoreography')
}
