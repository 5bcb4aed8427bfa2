// From BPMN 2.0 XML to a model: one process of the platform's profile to publish, or any file to run. A fault is told with element and line.
import { BpmnModdle, type ModdleElement, type ModdleWarning } from 'bpmn-moddle'
import { checkFlows } from './check.ts'
import { readLines } from './lines.ts'
import type { Correlation, ProcessModel, ProcessProblem, ProcessWorld } from './model.ts'
import { attribute, elementOf, listOf, textOf } from './moddle.ts'
import { danglingReference, noProcess, notXml, severalProcesses } from './problems.ts'
import { checkServedRoots } from './profile.ts'
import { connect, endOf, nameElements, type Parts, readContainer, readGlobalTask } from './read.ts'
import { nameData } from './read-data.ts'
import { expressionOf, makeReader, placeOf, type Reader } from './reader.ts'
import { yiwangPackage } from './vocabulary.ts'

/** With problems there is no model. */
export interface LoadedProcess {
  model?: ProcessModel
  problems: ProcessProblem[]
}

/** One model per process of the file, all over the same nodes. With problems there are none. */
export interface LoadedFile {
  models: ProcessModel[]
  problems: ProcessProblem[]
}

/**
 * Reads and checks a model of the platform. `world` names the services and decisions that exist; without it these names are not checked.
 * Soundness is another, slower question: see checkSoundness.
 */
export async function loadProcess(xml: string, world: ProcessWorld = {}): Promise<LoadedProcess> {
  const { models, problems } = await load(xml, world, [])
  const [model] = models
  if (model && problems.length === 0) checkFlows(model, problems)
  return model && problems.length === 0 ? { model, problems } : { problems: sortByLine(problems) }
}

/** Reads any file of processes to run it outside the platform. `names`: variables given from outside, so that FEEL knows them as names. */
export async function loadFile(xml: string, names: readonly string[] = []): Promise<LoadedFile> {
  const { models, problems } = await load(xml, undefined, names)
  return problems.length === 0 ? { models, problems } : { models: [], problems: sortByLine(problems) }
}

async function load(xml: string, world: ProcessWorld | undefined, names: readonly string[]): Promise<LoadedFile> {
  const lines = readLines(xml)
  if (lines.problems.length > 0) return { models: [], problems: lines.problems }
  const parsed = await parse(xml)
  if ('problem' in parsed) return { models: [], problems: [parsed.problem] }
  const reader = makeReader(lines, world, names)
  reader.problems.push(...parsed.warnings.flatMap((warning) => warningProblem(warning, reader)))
  return { models: readFile(parsed.root, reader), problems: reader.problems }
}

// Building it takes longer than most models take to read.
const moddle = new BpmnModdle({ yiwang: yiwangPackage })

async function parse(xml: string): Promise<{ root: ModdleElement; warnings: ModdleWarning[] } | { problem: ProcessProblem }> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(withoutOwnPrefix(xml))
    return { root: rootElement, warnings }
  } catch (error) {
    return { problem: notXml(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), 1) }
  }
}

/** bpmn-moddle takes `tns:order` for an id; where the prefix means the file's own namespace, it is `order`. Lines stay. */
function withoutOwnPrefix(xml: string): string {
  const [, target] = /\stargetNamespace\s*=\s*"([^"]*)"/.exec(xml) ?? []
  const own = [...xml.matchAll(/\sxmlns:([\w.-]+)\s*=\s*"([^"]*)"/g)].flatMap(([, prefix, namespace]) => (prefix !== undefined && target !== undefined && namespace === target && !target.startsWith('http://www.omg.org/spec/') ? [prefix] : []))
  return own.reduce((text, prefix) => text.replaceAll(`="${prefix}:`, '="').replaceAll(`>${prefix}:`, '>'), xml)
}

/** Where bpmn-moddle knows less than the schema. */
const passedOver = /^unparsable content <([\w.-]+:)?(script|innerParticipantRef|outerParticipantRef|documentation)> detected/

function warningProblem(warning: ModdleWarning, { lines, world }: Reader): ProcessProblem[] {
  const { element } = warning
  if (element?.$type.startsWith('bpmndi:')) return []
  const id = element?.id ?? ''
  // A flow without an end is told in its own words by the reader.
  if (element?.$type === 'bpmn:SequenceFlow' && (warning.property === 'bpmn:sourceRef' || warning.property === 'bpmn:targetRef')) return []
  if (warning.property === 'bpmn:incoming' || warning.property === 'bpmn:outgoing' || warning.property === 'bpmn:flowNodeRef') return []
  // What another file holds, this one cannot tell.
  if (warning.property && !world && warning.value?.includes(':')) return []
  if (warning.property) return [danglingReference({ id, line: lines.of(id) }, `${warning.property.replace('bpmn:', '')}="${warning.value ?? ''}"`)]
  if (passedOver.test(warning.message)) return []
  const line = /line: (\d+)/.exec(warning.message)
  return [notXml(warning.message.split('\n')[0] ?? '', line ? Number(line[1]) + 1 : 1)]
}

function readFile(root: ModdleElement, reader: Reader): ProcessModel[] {
  const elements = listOf(root, 'rootElements')
  const processes = elements.filter((element) => element.$type === 'bpmn:Process')
  const [first, second] = processes
  if (reader.world) checkServedRoots(elements, reader)
  if (!first) reader.problems.push(noProcess(placeOf(root, reader)))
  if (second && reader.world) reader.problems.push(severalProcesses(placeOf(second, reader)))
  if (!first || (second && reader.world)) return []
  for (const [n, process] of processes.entries()) {
    process.id ??= `process-${n + 1}`
    nameElements(process, reader)
  }
  nameData(root, reader)
  const parts: Parts = { nodes: new Map(), flows: new Map(), containers: new Map(), globalTasks: new Map() }
  for (const process of processes) readContainer(process, process.id ?? '', parts, reader)
  for (const element of elements) if (element.$type.startsWith('bpmn:Global')) readGlobalTask(element, parts, reader)
  connect(parts, reader)
  const shared = { ...parts, reads: readsOf(parts), aliases: reader.aliases, stores: reader.stores, ...readCollaboration(elements, reader), imports: readImports(root), held: new Set<string>(), hasConditions: [...parts.nodes.values()].some((node) => 'definitions' in node && node.definitions.some(({ kind }) => kind === 'conditional')), keeps: reader.world ? ('read' as const) : ('all' as const) }
  return processes.map((process) => ({ ...shared, id: process.id ?? '', name: textOf(process), start: plainStart(process.id ?? '', parts) }))
}

/** The start event without a trigger; of several the first (§10.5.2: one of them is triggered). */
export function plainStart(container: string, { nodes, containers }: Pick<Parts, 'nodes' | 'containers'>): string {
  const starts = containers.get(container)?.starts ?? []
  return starts.find((id) => {
    const node = nodes.get(id)
    return node?.type === 'start' && node.definitions.length === 0
  }) ?? ''
}

function readsOf({ nodes, flows }: Parts): string[][] {
  const conditions = [...flows.values()].flatMap((flow) => flow.condition?.reads ?? [])
  const timers = [...nodes.values()].flatMap((node) => ('definitions' in node ? node.definitions.flatMap((one) => (one.kind === 'timer' && typeof one.due !== 'string' ? one.due.reads : [])) : []))
  const paths = new Map([...conditions, ...timers].map((path) => [path.join('\u0000'), [...path]]))
  return [...paths.values()]
}

function readImports(root: ModdleElement): string[] {
  return listOf(root, 'imports').filter((one) => /DMN/i.test(attribute(one, 'importType'))).map((one) => attribute(one, 'location'))
}

function readCollaboration(elements: readonly ModdleElement[], reader: Reader): Pick<ProcessModel, 'messageFlows' | 'pools' | 'correlation'> {
  const collaborations = elements.filter((element) => element.$type === 'bpmn:Collaboration')
  const participants = collaborations.flatMap((one) => listOf(one, 'participants'))
  return {
    messageFlows: collaborations.flatMap((one) => listOf(one, 'messageFlows')).map((flow) => ({ from: endOf(flow, 'sourceRef'), to: endOf(flow, 'targetRef') })),
    pools: new Map(participants.map((one) => [one.id ?? '', elementOf(one, 'processRef')?.id ?? ''])),
    correlation: readCorrelation(elements, collaborations, reader),
  }
}

function readCorrelation(elements: readonly ModdleElement[], collaborations: readonly ModdleElement[], reader: Reader): Correlation {
  const pathsOf = (property: ModdleElement) => new Map(listOf(property, 'correlationPropertyRetrievalExpression').flatMap((one) => {
    const path = expressionOf(one, 'messagePath', reader)
    return path ? [[elementOf(one, 'messageRef')?.id ?? '', path] as const] : []
  }))
  const keys = collaborations.flatMap((one) => [...listOf(one, 'correlationKeys'), ...listOf(one, 'conversations').flatMap((conversation) => listOf(conversation, 'correlationKeys'))])
  const subscriptions = elements.filter((element) => element.$type === 'bpmn:Process').map((process) => [process.id ?? '', listOf(process, 'correlationSubscriptions').map((one) => ({
    key: elementOf(one, 'correlationKeyRef')?.id ?? '',
    bindings: listOf(one, 'correlationPropertyBinding').flatMap((binding) => {
      const path = expressionOf(binding, 'dataPath', reader)
      return path ? [{ property: elementOf(binding, 'correlationPropertyRef')?.id ?? '', path }] : []
    }),
  }))] as const)
  return {
    paths: new Map(elements.filter((element) => element.$type === 'bpmn:CorrelationProperty').map((property) => [property.id ?? '', pathsOf(property)])),
    keys: keys.map((key) => ({ id: key.id ?? '', properties: listOf(key, 'correlationPropertyRef').map((property) => property.id ?? '') })),
    subscriptions: new Map(subscriptions),
  }
}

function sortByLine(problems: ProcessProblem[]): ProcessProblem[] {
  return [...problems].sort((a, b) => a.line - b.line)
}
