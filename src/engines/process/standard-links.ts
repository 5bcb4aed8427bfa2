// Pairs that are not joined by flows: link events, and compensation with its handlers (BPMN 2.0.2 §10.5.5, §10.7).
import { containerOf, definitionsOf, follow, followAll, isEventSubProcess, isTrue, nameOf, type StandardModel } from './standard-model.ts'
import { breachOf, type Findings, type RuleName } from './standard-rules.ts'
import { isKind } from './standard-schema.ts'
import type { TreeElement } from './standard-tree.ts'

type Tell = (name: RuleName, element: TreeElement, about?: string) => void

export function checkLinkRules(model: StandardModel, problems: Findings): void {
  const tell: Tell = (name, element, about) => problems.push(breachOf(name, element, about))
  checkLinks(model, tell)
  const handlers = handlersOf(model)
  for (const element of model.elements) {
    const compensates = definitionsOf(model, element).definitions.filter((definition) => definition.type === 'compensateEventDefinition')
    if (compensates.length === 0) continue
    if (element.type === 'boundaryEvent') checkHandler(element, handlers.get(element) ?? [], tell)
    if (isKind(element.type, 'throwEvent')) for (const definition of compensates) checkCompensated(model, element, definition, tell)
  }
}

interface Link {
  event: TreeElement
  definition: TreeElement
  name: string
  level: TreeElement | undefined
  throws: boolean
}

function checkLinks(model: StandardModel, tell: Tell): void {
  const links = model.elements.flatMap((event): Link[] => {
    if (event.type !== 'intermediateCatchEvent' && event.type !== 'intermediateThrowEvent') return []
    const definitions = definitionsOf(model, event).definitions.filter((definition) => definition.type === 'linkEventDefinition')
    return definitions.map((definition) => ({ event, definition, name: definition.attributes.get('name')?.trim() ?? '', level: containerOf(event), throws: event.type === 'intermediateThrowEvent' }))
  })
  for (const level of Map.groupBy(links, (link) => link.level).values()) checkLevelLinks(model, level, tell)
}

/** The ends of a link have one name on one level, or are joined by the references of their definitions. */
function checkLevelLinks(model: StandardModel, links: Link[], tell: Tell): void {
  const names = { thrown: new Set<string>(), caught: new Set<string>() }
  const joined = new Set<TreeElement>()
  const here = new Set(links.map((link) => link.definition))
  for (const link of links) {
    const isSecond = !link.throws && names.caught.has(link.name)
    if (isSecond) tell('link-several-targets', link.event, link.name)
    names[link.throws ? 'thrown' : 'caught'].add(link.name)
    const others = ['source', 'target'].flatMap((name) => followAll(model, link.definition, name)).filter((other) => here.has(other))
    if (others.length > 0) for (const one of [link.definition, ...others]) joined.add(one)
  }
  for (const link of links) if (!names[link.throws ? 'caught' : 'thrown'].has(link.name) && !joined.has(link.definition)) tell('link-unpaired', link.event, link.name)
}

/** For each boundary event the activities that associations join it with, in either direction. */
function handlersOf(model: StandardModel): Map<TreeElement, TreeElement[]> {
  const handlers = new Map<TreeElement, TreeElement[]>()
  for (const element of model.elements) {
    if (element.type !== 'association') continue
    const [source, target] = [follow(model, element, 'sourceRef'), follow(model, element, 'targetRef')]
    for (const [event, activity] of [[source, target], [target, source]]) {
      if (event?.type === 'boundaryEvent' && activity && isKind(activity.type, 'activity')) handlers.set(event, handlers.get(event) ?? []).get(event)?.push(activity)
    }
  }
  return handlers
}

function checkHandler(event: TreeElement, handlers: TreeElement[], tell: Tell): void {
  if (handlers.length === 0) tell('compensation-handler-missing', event)
  if (handlers.length > 1) tell('compensation-handler-several', event)
  for (const handler of handlers) if (!isTrue(handler, 'isForCompensation') || containerOf(handler) !== containerOf(event)) tell('compensation-handler-wrong', event, nameOf(handler))
}

/** An activity is visible on the level of the event, and on the level around an event sub-process that holds the event. */
function checkCompensated(model: StandardModel, event: TreeElement, definition: TreeElement, tell: Tell): void {
  const activity = follow(model, definition, 'activityRef')
  if (!activity || !isKind(activity.type, 'activity')) return
  const home = containerOf(activity)
  for (let level = containerOf(event); level; level = isEventSubProcess(level) ? containerOf(level) : undefined) if (level === home) return
  tell('compensation-not-visible', event, nameOf(activity))
}
