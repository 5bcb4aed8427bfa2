// Reads and writes what the properties panel shows of one element, through the commands of bpmn-js, so that everything can be taken back.
import type { Modeler } from './process-editor.tsx'

/** An element of moddle, as far as it is used. */
export type Moddle = { $type: string; id?: string; get: (name: string) => unknown; set: (name: string, value: unknown) => void; $instanceOf?: (type: string) => boolean }
export type Shape = { id: string; type: string; businessObject: Moddle; host?: unknown }

type Modeling = { updateProperties: (shape: Shape, values: Record<string, unknown>) => void; updateModdleProperties: (shape: Shape, part: Moddle, values: Record<string, unknown>) => void }
type Factory = { create: (type: string, values: Record<string, unknown>) => Moddle }
type Registry = { get: (id: string) => Shape | undefined; getAll: () => Shape[] }
type CanvasRoot = { getRootElement: () => Shape }

/** The shape of an id; of the whole process where nothing is chosen. */
export function findShape(modeler: Modeler, id: string | undefined): Shape | undefined {
  if (id !== undefined) return modeler.get<Registry>('elementRegistry').get(id)
  return modeler.get<CanvasRoot>('canvas').getRootElement()
}

/** Everything on the canvas that has a meaning of its own, in the order in which it was drawn. */
export function listShapes(modeler: Modeler): { id: string; type: string; name: string }[] {
  const shapes = modeler.get<Registry>('elementRegistry').getAll()
  return shapes.filter(({ type, id }) => type !== 'label' && !id.endsWith('_label')).map(({ id, type, businessObject }) => ({ id, type, name: textOf(businessObject, 'name') }))
}

export function textOf(element: Moddle | undefined, name: string): string {
  const value = element?.get(name)
  return value === undefined || value === null ? '' : String(value)
}

/** Writes one attribute; an empty one is taken away. */
export function writeAttribute(modeler: Modeler, shape: Shape, name: string, value: string): void {
  if (textOf(shape.businessObject, name) === value) return
  modeler.get<Modeling>('modeling').updateProperties(shape, { [name]: value === '' ? undefined : value })
}

function part(element: Moddle | undefined, name: string): Moddle | undefined {
  return element?.get(name) as Moddle | undefined
}

export function conditionOf(shape: Shape): string {
  return textOf(part(shape.businessObject, 'conditionExpression'), 'body')
}

export function writeCondition(modeler: Modeler, shape: Shape, text: string): void {
  if (conditionOf(shape) === text) return
  const expression = text === '' ? undefined : modeler.get<Factory>('bpmnFactory').create('bpmn:FormalExpression', { body: text })
  modeler.get<Modeling>('modeling').updateProperties(shape, { conditionExpression: expression })
}

/** Whether a flow is the default of the gateway or activity that it leaves. */
export function isDefaultFlow(shape: Shape): boolean {
  return part(part(shape.businessObject, 'sourceRef'), 'default') === shape.businessObject
}

export function writeDefaultFlow(modeler: Modeler, shape: Shape, isDefault: boolean): void {
  const source = findShape(modeler, part(shape.businessObject, 'sourceRef')?.id)
  if (source) modeler.get<Modeling>('modeling').updateProperties(source, { default: isDefault ? shape.businessObject : undefined })
}

/** The first event definition of one of these types. */
export function eventDefinition(shape: Shape, type: string): Moddle | undefined {
  const definitions = shape.businessObject.get('eventDefinitions')
  return (Array.isArray(definitions) ? (definitions as Moddle[]) : []).find((one) => one.$type === type)
}

export const timerKinds = ['timeDuration', 'timeDate', 'timeCycle'] as const
export type TimerKind = (typeof timerKinds)[number]

/** When a timer runs out, as it is written. */
export function timerOf(shape: Shape): { kind: TimerKind; text: string } | undefined {
  const definition = eventDefinition(shape, 'bpmn:TimerEventDefinition')
  if (!definition) return undefined
  const kind = timerKinds.find((one) => part(definition, one) !== undefined) ?? 'timeDuration'
  return { kind, text: textOf(part(definition, kind), 'body') }
}

export function writeTimer(modeler: Modeler, shape: Shape, kind: TimerKind, text: string): void {
  const definition = eventDefinition(shape, 'bpmn:TimerEventDefinition')
  const before = timerOf(shape)
  if (!definition || (before?.kind === kind && before.text === text)) return
  const expression = modeler.get<Factory>('bpmnFactory').create('bpmn:FormalExpression', { body: text })
  modeler.get<Modeling>('modeling').updateModdleProperties(shape, definition, { timeDuration: undefined, timeDate: undefined, timeCycle: undefined, [kind]: expression })
}

/** The name of the message that an event or task waits for or sends; undefined where it has none to do with messages. */
export function messageOf(shape: Shape): string | undefined {
  const owner = messageOwner(shape)
  return owner && textOf(part(owner, 'messageRef'), 'name')
}

function messageOwner(shape: Shape): Moddle | undefined {
  if (shape.type === 'bpmn:ReceiveTask' || shape.type === 'bpmn:SendTask') return shape.businessObject
  return eventDefinition(shape, 'bpmn:MessageEventDefinition')
}

/** Points to the message of this name, which is added to the file where it is new. */
export function writeMessage(modeler: Modeler, shape: Shape, name: string): void {
  const owner = messageOwner(shape)
  if (!owner || messageOf(shape) === name) return
  const definitions = modeler.getDefinitions() as unknown as Moddle
  const roots = definitions.get('rootElements') as Moddle[]
  const known = roots.find((one) => one.$type === 'bpmn:Message' && textOf(one, 'name') === name)
  const message = name === '' ? undefined : (known ?? modeler.get<Factory>('bpmnFactory').create('bpmn:Message', { name }))
  if (message && !known) roots.push(message)
  modeler.get<Modeling>('modeling').updateModdleProperties(shape, owner, { messageRef: message })
}
