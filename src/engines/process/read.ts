// Reads processes and sub-processes, one element after another, into the model's own words. Looks at no rule of the platform.
import type { ModdleElement } from 'bpmn-moddle'
import type { Activity, Container, Lawful, ProcessFlow, ProcessNode, Text } from './model.ts'
import { attribute, elementName, elementOf, listOf, textOf } from './moddle.ts'
import { readLawful } from './moves-marks.ts'
import { danglingFlow, elementNotSupported, hostInvalid, idMissing, type Place } from './problems.ts'
import { checkServed } from './profile.ts'
import { expressionOf, placeOf, type Reader } from './reader.ts'
import { readActivity } from './read-activities.ts'
import { readDatums, readPorts } from './read-data.ts'
import { readEvent } from './read-events.ts'

export interface NodeGround extends Place {
  name: Text
  label: string
  element: string
  container: string
  process: string
  incoming: string[]
  outgoing: string[]
  lawful?: Lawful
}

/** All that is read of a file. */
export interface Parts {
  nodes: Map<string, ProcessNode>
  flows: Map<string, ProcessFlow>
  containers: Map<string, Container>
  globalTasks: Map<string, Activity>
}

const skipped = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

/** Every element with an id is a name in expressions, and every element has an id afterwards. */
export function nameElements(element: ModdleElement, reader: Reader): void {
  for (const part of listOf(element, 'flowElements')) {
    if (!part.id) {
      if (reader.world) reader.problems.push(idMissing({ id: '', line: 0 }, part.$type))
      part.id = `${elementName(part)}-${reader.nameless++}`
    }
    reader.names[part.id] = null
    nameElements(part, reader)
  }
}

/** Reads a process or sub-process with everything in it. */
export function readContainer(element: ModdleElement, process: string, parts: Parts, reader: Reader): void {
  const kind = element.$type === 'bpmn:Process' ? 'process' : 'sub'
  const ports = readPorts(element, reader)
  const id = element.id ?? ''
  const container: Container = {
    ...placeOf(element, reader), name: textOf(element), kind, isExecutable: element.get('isExecutable') === true,
    starts: [], roots: [], eventSubs: [], data: readDatums(element, reader), isUndoable: false, ...(ports ? { ports } : {}),
  }
  parts.containers.set(id, container)
  for (const part of listOf(element, 'flowElements')) readElement(part, { container: id, process }, parts, reader)
  for (const artifact of listOf(element, 'artifacts')) readCompensation(artifact, parts)
}

function readElement(element: ModdleElement, { container, process }: { container: string; process: string }, parts: Parts, reader: Reader): void {
  if (reader.world) checkServed(element, reader)
  if (element.$type === 'bpmn:SequenceFlow') {
    const flow = readFlow(element, reader)
    if (flow) parts.flows.set(flow.id, flow)
    return
  }
  if (skipped.includes(element.$type)) return
  const base: NodeGround = { ...placeOf(element, reader), name: textOf(element), label: element.name ?? '', element: elementName(element), container, process, incoming: [], outgoing: [], ...readLawful(element) }
  const node = readEvent(element, base, reader) ?? readActivity(element, base, reader) ?? readGateway(element, base, reader)
  if (!node) {
    // A choreography's or conversation's parts are no flow nodes of a process.
    if (!reader.world) reader.problems.push(elementNotSupported(base, element.$type))
    return
  }
  parts.nodes.set(node.id, node)
  reader.order.set(node.id, listOf(element, 'outgoing').flatMap((one) => one.id ?? []))
  if (node.type === 'sub') readContainer(element, process, parts, reader)
}

function readGateway(element: ModdleElement, base: NodeGround, reader: Reader): ProcessNode | undefined {
  const chosen = elementOf(element, 'default')?.id
  const shared = { ...base, ...(chosen === undefined ? {} : { default: chosen }) }
  switch (element.$type) {
    case 'bpmn:ExclusiveGateway':
      return { ...shared, type: 'exclusive' }
    case 'bpmn:InclusiveGateway':
      return { ...shared, type: 'inclusive' }
    case 'bpmn:ParallelGateway':
      return { ...base, type: 'parallel' }
    case 'bpmn:ComplexGateway': {
      const activation = expressionOf(element, 'activationCondition', reader)
      return { ...shared, type: 'complex', ...(activation ? { activation } : {}) }
    }
    case 'bpmn:EventBasedGateway':
      return { ...base, type: 'event', instantiate: element.get('instantiate') === true, needsAll: element.get('eventGatewayType') === 'Parallel' }
    default:
      return undefined
  }
}

function readFlow(element: ModdleElement, reader: Reader): ProcessFlow | undefined {
  const place = placeOf(element, reader)
  const from = elementOf(element, 'sourceRef')?.id
  const to = elementOf(element, 'targetRef')?.id
  if (from === undefined || to === undefined) {
    reader.problems.push(danglingFlow(place))
    return undefined
  }
  const condition = expressionOf(element, 'conditionExpression', reader)
  return { ...place, name: { ...textOf(element), zh: element.name ?? '' }, from, to, ...(condition ? { condition } : {}) }
}

/** An association from a compensation event to the activity that undoes its host (§10.7). */
function readCompensation(artifact: ModdleElement, parts: Parts): void {
  if (artifact.$type !== 'bpmn:Association') return
  const event = parts.nodes.get(elementOf(artifact, 'sourceRef')?.id ?? '')
  const handler = elementOf(artifact, 'targetRef')?.id
  if (event?.type !== 'boundary' || handler === undefined || !parts.nodes.has(handler)) return
  const host = parts.nodes.get(event.host)
  if (host && 'boundaries' in host && event.definitions.some(({ kind }) => kind === 'compensation')) host.undo = { event: event.id, handler }
}

/** Joins nodes, flows and boundary events, and finds how each container begins. */
export function connect({ nodes, flows, containers }: Parts, reader: Reader): void {
  for (const flow of flows.values()) {
    const from = nodes.get(flow.from)
    const to = nodes.get(flow.to)
    if (!from || !to) {
      reader.problems.push(danglingFlow(flow))
      continue
    }
    from.outgoing.push(flow.id)
    to.incoming.push(flow.id)
  }
  for (const node of nodes.values()) {
    const order = reader.order.get(node.id) ?? []
    const place = (flow: string) => (order.includes(flow) ? order.indexOf(flow) : order.length)
    node.outgoing.sort((a, b) => place(a) - place(b))
    if (node.type !== 'boundary') continue
    const host = nodes.get(node.host)
    if (host && 'boundaries' in host && host.container === node.container) host.boundaries.push(node.id)
    else reader.problems.push(hostInvalid(node))
  }
  for (const node of nodes.values()) begin(node, nodes, containers)
  for (const node of nodes.values()) if ('undo' in node || (node.type === 'sub' && node.variant === 'event')) markUndoable(node, nodes, containers)
}

function begin(node: ProcessNode, nodes: Map<string, ProcessNode>, containers: Map<string, Container>): void {
  const container = containers.get(node.container)
  if (!container) return
  if (node.type === 'start') container.starts.push(node.id)
  if (node.type === 'sub' && node.variant === 'event') {
    for (const inner of nodes.values()) if (inner.type === 'start' && inner.container === node.id) container.eventSubs.push({ sub: node.id, start: inner.id })
    return
  }
  const isLinkTarget = node.type === 'catch' && node.definitions.some(({ kind }) => kind === 'link')
  const isHandler = 'boundaries' in node && node.forCompensation
  if (node.incoming.length === 0 && node.type !== 'start' && node.type !== 'boundary' && !isLinkTarget && !isHandler) container.roots.push(node.id)
}

function markUndoable(node: ProcessNode, nodes: Map<string, ProcessNode>, containers: Map<string, Container>): void {
  for (let at = containers.get(node.container); at && !at.isUndoable; at = containers.get(nodes.get(at.id)?.container ?? '')) at.isUndoable = true
}

/** A task outside any process. */
export function readGlobalTask(element: ModdleElement, parts: Parts, reader: Reader): void {
  const task = readActivity(element, { ...placeOf(element, reader), name: textOf(element), label: element.name ?? '', element: elementName(element), container: '', process: element.id ?? '', incoming: [], outgoing: [] }, reader)
  if (task && element.id !== undefined) parts.globalTasks.set(element.id, task)
}

/** The id a participant, pool or element is reached under by a message flow. */
export function endOf(flow: ModdleElement, name: string): string {
  return elementOf(flow, name)?.id ?? attribute(flow, name)
}
