// Reads the data of a model: names of data objects, stores, properties, inputs and outputs, and the associations between them (BPMN 2.0.2 §10.4).
import type { ModdleElement } from 'bpmn-moddle'
import type { Association, DataPorts, Datum } from './model.ts'
import { attribute, elementOf, listOf, nameOf } from './moddle.ts'
import { expressionOf, type Reader } from './reader.ts'

const itemTypes = ['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStore', 'bpmn:DataStoreReference', 'bpmn:Property', 'bpmn:DataInput', 'bpmn:DataOutput']

/** Notes the name of every datum of the file before any expression is read. */
export function nameData(root: ModdleElement, reader: Reader): void {
  const items: ModdleElement[] = []
  collect(root, items)
  for (const item of items) if (item.$type === 'bpmn:DataObjectReference' || item.$type === 'bpmn:DataStoreReference') nameTarget(item, reader)
  for (const item of items) {
    const name = datumName(item, reader)
    if (item.$type.startsWith('bpmn:DataStore')) reader.stores.add(name)
    reader.names[name] = null
    for (const other of [item.id, item.name]) if (other !== undefined && other !== name) alias(other, name, reader)
  }
  // A name that is a datum's own is never another's by-name.
  for (const item of items) reader.aliases.delete(datumName(item, reader))
}

function alias(other: string, name: string, reader: Reader): void {
  reader.names[other] = null
  if (!reader.aliases.has(other)) reader.aliases.set(other, name)
}

/** A data object without a name is called like the first reference that has one. */
function nameTarget(reference: ModdleElement, reader: Reader): void {
  const target = elementOf(reference, reference.$type === 'bpmn:DataObjectReference' ? 'dataObjectRef' : 'dataStoreRef')
  if (target && !target.name && reference.name && !reader.data.has(target)) reader.data.set(target, reference.name.trim())
}

function collect(element: ModdleElement, items: ModdleElement[]): void {
  if (itemTypes.includes(element.$type)) items.push(element)
  for (const list of ['rootElements', 'flowElements', 'properties', 'dataInputs', 'dataOutputs']) for (const part of listOf(element, list)) collect(part, items)
  for (const name of ['ioSpecification', 'loopCharacteristics', 'inputDataItem', 'outputDataItem']) {
    const part = elementOf(element, name)
    if (part) collect(part, items)
  }
}

/** The name by which expressions know a datum. */
export function datumName(item: ModdleElement, reader: Reader): string {
  const target = item.$type === 'bpmn:DataObjectReference' ? elementOf(item, 'dataObjectRef') : item.$type === 'bpmn:DataStoreReference' ? elementOf(item, 'dataStoreRef') : undefined
  return reader.data.get(target ?? item) ?? nameOf(target ?? item)
}

/** Data objects and properties that begin with a process, sub-process or activity. */
export function readDatums(element: ModdleElement, reader: Reader): Datum[] {
  const items = [...listOf(element, 'properties'), ...listOf(element, 'flowElements').filter((item) => item.$type === 'bpmn:DataObject' || item.$type === 'bpmn:DataObjectReference')]
  const found = new Map<string, Datum>()
  for (const item of items) {
    const name = datumName(item, reader)
    if (!found.has(name)) found.set(name, { name, isProperty: item.$type === 'bpmn:Property', isList: isList(item) })
  }
  return [...found.values()]
}

function isList(item: ModdleElement): boolean {
  return item.get('isCollection') === true || elementOf(item, 'itemSubjectRef')?.get('isCollection') === true
}

/** Inputs, outputs and associations of an activity, event, process or global task; undefined when there are none. */
export function readPorts(element: ModdleElement, reader: Reader): DataPorts | undefined {
  const specification = elementOf(element, 'ioSpecification')
  const named = (name: string) => [...(specification ? listOf(specification, name) : []), ...listOf(element, name)].map((item) => datumName(item, reader))
  const ports: DataPorts = {
    inputs: named('dataInputs'), outputs: named('dataOutputs'),
    incoming: listOf(element, 'dataInputAssociations').map((association) => readAssociation(association, reader)),
    outgoing: listOf(element, 'dataOutputAssociations').map((association) => readAssociation(association, reader)),
  }
  return Object.values(ports).some((list) => list.length > 0) ? ports : undefined
}

function readAssociation(association: ModdleElement, reader: Reader): Association {
  const target = elementOf(association, 'targetRef')
  const transformation = expressionOf(association, 'transformation', reader)
  return {
    sources: listOf(association, 'sourceRef').map((item) => datumName(item, reader)),
    ...(target ? { target: datumName(target, reader) } : {}),
    ...(transformation ? { transformation } : {}),
    assignments: listOf(association, 'assignment').flatMap((assignment) => {
      const from = expressionOf(assignment, 'from', reader)
      const to = elementOf(assignment, 'to')
      return from ? [{ from, to: to ? attribute(to, 'body').replace(/^=\s*/, '') : '' }] : []
    }),
  }
}
