// A typed tree as a graph: ids, resolved references, flows at each node, containers. Answers questions; tells no breach.
import { isKind, type Member, membersOf } from './standard-schema.ts'
import { spaceOfPrefix, type TreeElement, walkTree } from './standard-tree.ts'
import { bpmnSpace } from './standard-grammar.ts'

/** Where a reference leads: to an element, out of the file, or nowhere and why. */
export type Target = { to: TreeElement } | { outside: true } | { fault: 'dangling-reference' | 'prefix-undeclared' | 'namespace-not-imported' }

export interface StandardModel {
  root: TreeElement
  /** Every element that has a type, in document order. */
  elements: TreeElement[]
  byId: ReadonlyMap<string, TreeElement>
  /** Sequence flows whose end is this node. */
  incoming(node: TreeElement): TreeElement[]
  outgoing(node: TreeElement): TreeElement[]
  /** Boundary events attached to an activity. */
  boundaries(activity: TreeElement): TreeElement[]
  /** Start events directly in a process or sub-process. */
  starts(level: TreeElement): TreeElement[]
  resolve(at: TreeElement, value: string): Target
}

/** Indexes a tree whose types are set. */
export function makeModel(root: TreeElement): StandardModel {
  const all = [...walkTree(root)]
  const elements = all.filter((element) => element.type !== '')
  // Strangers have ids too; what refers to one of them does not dangle, it is told as misplaced.
  const byId = new Map<string, TreeElement>()
  for (const element of [...elements, ...all]) {
    const id = element.attributes.get('id')?.trim()
    if (id && element.space === bpmnSpace && !byId.has(id)) byId.set(id, element)
  }
  const own = root.attributes.get('targetNamespace')?.trim()
  const imported = new Set(root.children.filter((child) => child.type === 'import').map((child) => child.attributes.get('namespace')?.trim()))
  const resolve = (at: TreeElement, value: string): Target => {
    const [, prefix, local = ''] = /^(?:([^:\s]+):)?([^:\s]+)$/.exec(value.trim()) ?? []
    const space = prefix === undefined ? own : spaceOfPrefix(at.scope, prefix)
    if (prefix !== undefined && space === undefined) return { fault: 'prefix-undeclared' }
    if (prefix !== undefined && space !== own && space !== bpmnSpace) return imported.has(space) ? { outside: true } : { fault: 'namespace-not-imported' }
    const to = byId.get(local)
    return to ? { to } : { fault: 'dangling-reference' }
  }
  const model = { root, elements, byId, resolve }
  const incoming = groupBy(model, 'sequenceFlow', 'targetRef')
  const outgoing = groupBy(model, 'sequenceFlow', 'sourceRef')
  const boundaries = groupBy(model, 'boundaryEvent', 'attachedToRef')
  const starts = new Map<TreeElement, TreeElement[]>()
  for (const element of elements) if (element.type === 'startEvent' && element.parent) starts.set(element.parent, starts.get(element.parent) ?? []).get(element.parent)?.push(element)
  return { ...model, starts: (level) => starts.get(level) ?? [], incoming: (node) => incoming.get(node) ?? [], outgoing: (node) => outgoing.get(node) ?? [], boundaries: (activity) => boundaries.get(activity) ?? [] }
}

type Resolver = Pick<StandardModel, 'elements' | 'resolve'>

function groupBy(model: Resolver, type: string, attribute: string): Map<TreeElement, TreeElement[]> {
  const groups = new Map<TreeElement, TreeElement[]>()
  for (const element of model.elements) {
    if (element.type !== type) continue
    const to = follow(model, element, attribute)
    if (to) groups.set(to, groups.get(to) ?? []).get(to)?.push(element)
  }
  return groups
}

/** The element an attribute refers to, if it stands in this file. */
export function follow(model: Resolver, element: TreeElement, attribute: string): TreeElement | undefined {
  const value = element.attributes.get(attribute)
  const target = value === undefined ? undefined : model.resolve(element, value)
  return target && 'to' in target ? target.to : undefined
}

/** The elements that children of this name refer to, as far as they stand in this file. */
export function followAll(model: Resolver, element: TreeElement, name: string): TreeElement[] {
  return childrenOf(element, name).flatMap((child) => {
    const target = model.resolve(child, child.text)
    return 'to' in target ? [target.to] : []
  })
}

/** Every reference of an element: the member, the element that holds the value, the value. */
export function referencesOf(element: TreeElement): { member: Member; at: TreeElement; value: string }[] {
  return membersOf(element.type).references.flatMap((member) => {
    if (!member.isAttribute) return childrenOf(element, member.name).map((child) => ({ member, at: child, value: child.text.trim() }))
    const value = element.attributes.get(member.name)
    return value === undefined ? [] : [{ member, at: element, value: value.trim() }]
  })
}

/** Children of BPMN's namespace with this name. */
export function childrenOf(element: TreeElement, name: string): TreeElement[] {
  return element.children.filter((child) => child.space === bpmnSpace && child.name === name)
}

/** Children whose type is this one or derived from it. */
export function childrenOfKind(element: TreeElement, kind: string): TreeElement[] {
  return element.children.filter((child) => isKind(child.type, kind))
}

/** The process, sub-process, choreography or sub-choreography directly around. */
export function containerOf(element: TreeElement): TreeElement | undefined {
  return ancestorOf(element, (at) => isKind(at.type, 'process') || isKind(at.type, 'subProcess') || isKind(at.type, 'choreography') || at.type === 'subChoreography')
}

/** The process around, at any height. */
export function processOf(element: TreeElement): TreeElement | undefined {
  return ancestorOf(element, (at) => at.type === 'process')
}

function ancestorOf(element: TreeElement, fits: (at: TreeElement) => boolean): TreeElement | undefined {
  let at = element.parent
  while (at && !fits(at)) at = at.parent
  return at
}

/** Is the one inside the other, or the same? */
export function isWithin(element: TreeElement, around: TreeElement): boolean {
  for (let at: TreeElement | undefined = element; at; at = at.parent) if (at === around) return true
  return false
}

export function isTrue(element: TreeElement, attribute: string): boolean {
  return /^(true|1)$/.test(element.attributes.get(attribute)?.trim() ?? '')
}

export function isFalse(element: TreeElement, attribute: string): boolean {
  return /^(false|0)$/.test(element.attributes.get(attribute)?.trim() ?? '')
}

/** Does the process around say that it is executable? Only then does the standard ask for what execution needs. */
export function isExecuted(element: TreeElement): boolean {
  const process = processOf(element)
  return process !== undefined && isTrue(process, 'isExecutable')
}

/** Does an extension speak about the element? It may then supply what the standard's own attributes leave out. */
export function isExtended(element: TreeElement): boolean {
  const foreign = [...element.attributes.keys()].some((name) => name.startsWith('{') && !name.startsWith('{http://www.w3.org/'))
  return foreign || hasExtensions(element)
}

export function hasExtensions(element: TreeElement): boolean {
  return childrenOf(element, 'extensionElements').some((child) => child.children.length > 0)
}

/** An event sub-process. */
export function isEventSubProcess(element: TreeElement): boolean {
  return isKind(element.type, 'subProcess') && isTrue(element, 'triggeredByEvent')
}

/** The event definitions of an event, those referred to included; `unknown` when one stands in another file. */
export function definitionsOf(model: Resolver, event: TreeElement): { definitions: TreeElement[]; unknown: boolean } {
  const references = childrenOf(event, 'eventDefinitionRef').map((child) => model.resolve(child, child.text))
  const referred = references.flatMap((target) => ('to' in target && isKind(target.to.type, 'eventDefinition') ? [target.to] : []))
  return { definitions: [...childrenOfKind(event, 'eventDefinition'), ...referred], unknown: referred.length < references.length }
}

/** For words: `name="id"` or only the id. */
export function nameOf(element: TreeElement): string {
  return element.attributes.get('id')?.trim() ?? element.name
}
