// What a process model is once its BPMN 2.0 XML was read and checked: plain data plus compiled expressions. It never changes after loading.
import type { Expression } from '#engines/decisions'

/** Chinese first; English where the model gives it (`yiwang:nameEn`). */
export interface Text {
  zh: string
  en?: string
}

/** What a user task is in law; `acceptance` is 受理, `decision` is 决定, `delivery` is 送达. */
export type StepKind = 'acceptance' | 'examination' | 'opinion' | 'decision' | 'delivery' | 'work'

/** A fault of a model, told with the element and the line (from 1) of the XML where it stands. */
export interface ProcessProblem {
  code: string
  element: string
  line: number
  zh: string
  en: string
  /** Soundness findings only: element ids (with `=outcome` where one was chosen) from the start to the fault. */
  path?: string[]
}

/** A step that the law demands before a decision: 告知, 听证, 核查, 法制审核, 公示 (许可法 34, 36, 46; 处罚法 44, 58, 63). */
export type Lawful = 'notice' | 'hearing' | 'site-check' | 'legal-review' | 'publicity'

/** Who signs a step together: all must agree, a share of them, none may object, or any one decides (会签、或签). */
export interface Signing {
  signers: { unit: string; role: string }[]
  rule: 'all' | 'veto' | 'any' | `share:${number}/${number}`
}

interface Node {
  id: string
  name: Text
  /** The name as written; empty when there is none. */
  label: string
  line: number
  /** Name of the element in BPMN: `userTask`, `exclusiveGateway` … */
  element: string
  lawful?: Lawful
  /** The process or sub-process it lies in. */
  container: string
  process: string
  /** Flow ids in the order of the XML. */
  incoming: string[]
  outgoing: string[]
}

// ---- data (BPMN 2.0.2 §10.4)

/** A datum of a process, sub-process or activity; `name` is how expressions know it. */
export interface Datum {
  name: string
  isProperty: boolean
  /** A collection begins as an empty list, everything else as null. */
  isList: boolean
}

/** How data flow into or out of an activity or event; names are those of data, not ids. */
export interface Association {
  sources: string[]
  target?: string
  transformation?: Expression
  /** `to` is a name, or a path such as order.total. */
  assignments: { from: Expression; to: string }[]
}

export interface DataPorts {
  inputs: string[]
  outputs: string[]
  incoming: Association[]
  outgoing: Association[]
}

// ---- events (§10.5)

export interface TimerDefinition {
  kind: 'timer'
  id: string
  /** `cycle`: ISO 8601 repetition (R3/PT10S). Text as written, or a FEEL expression giving such a text, a duration or a date. */
  as: 'date' | 'duration' | 'cycle'
  due: string | Expression
}

export type EventDefinition =
  | TimerDefinition
  | { kind: 'message'; id: string; message: string; messageId: string }
  | { kind: 'signal'; id: string; signal: string }
  /** Without a code: catches all. */
  | { kind: 'error' | 'escalation'; id: string; code?: string }
  | { kind: 'conditional'; id: string; condition: Expression }
  /** Without an activity: everything in scope. */
  | { kind: 'compensation'; id: string; activity?: string; wait: boolean }
  | { kind: 'cancel' | 'terminate'; id: string }
  | { kind: 'link'; id: string; link: string }

interface EventNode extends Node {
  /** None: a plain event; several: a multiple one. */
  definitions: EventDefinition[]
  /** All of several definitions are needed, not one. */
  needsAll: boolean
  ports?: DataPorts
}

export interface StartEvent extends EventNode {
  type: 'start'
  /** Of an event sub-process: whether what runs around it is stopped. */
  interrupting: boolean
}

export interface EndEvent extends EventNode {
  type: 'end'
}

export interface IntermediateEvent extends EventNode {
  type: 'catch' | 'throw'
}

export interface Boundary extends EventNode {
  type: 'boundary'
  host: string
  interrupting: boolean
}

// ---- activities (§10.3)

/** Standard loop. Without condition and maximum it runs once. */
export interface StandardLoop {
  kind: 'loop'
  testBefore: boolean
  maximum?: number
  condition?: Expression
}

/** Multi-instance. Either `cardinality` or `items` says how many. */
export interface MultiInstance {
  kind: 'many'
  sequential: boolean
  cardinality?: Expression
  /** Name of the collection, of the datum that holds one item of it, and the same for what comes out. */
  items?: string
  item?: string
  results?: string
  result?: string
  completion?: Expression
  /** What is thrown when an instance completes: by each, by the first, or where a condition holds. */
  throws: { when: 'each' | 'first' | Expression; definition: EventDefinition }[]
}

export interface ActivityNode extends Node {
  /** Boundary event ids. */
  boundaries: string[]
  default?: string
  loop?: StandardLoop | MultiInstance
  ports?: DataPorts
  data: Datum[]
  forCompensation: boolean
  /** Compensation boundary event and the activity it leads to. */
  undo?: { event: string; handler: string }
  /** Tokens needed to start, tokens given on each flow at the end. */
  startQuantity: number
  completionQuantity: number
}

export interface UserTask extends ActivityNode {
  type: 'user'
  kind: StepKind
  /** Role that may handle the step: clerk, examiner, approver, head; empty outside the platform. */
  role: string
  /** receiving, handling, deciding, joint:1 …, or a USCC; empty outside the platform. */
  unit: string
  /** Outcomes a handler may choose; those of acceptance, decision and delivery are fixed by law. Empty: any. */
  outcomes: string[]
  /** Working time the step should take, hours; absent when the model says nothing. */
  hours?: number
  signing?: Signing
  /** Elements whose handlers may not do this step too: it is somebody else's by its nature (`yiwang:apart`). */
  apart?: string[]
}

export interface ServiceTask extends ActivityNode {
  type: 'service'
  /** Name of a command the core has registered. */
  do: string
}

export interface RuleTask extends ActivityNode {
  type: 'rule'
  /** Name of a DMN decision; empty where the model names none. */
  decision: string
  result?: string
}

export interface ScriptTask extends ActivityNode {
  type: 'script'
  script?: Expression
  /** Variable that takes a result which is no context. */
  result?: string
}

export interface MessageTask extends ActivityNode {
  type: 'send' | 'receive'
  message: string
  messageId: string
  /** Receive only: its message starts a process. */
  instantiate: boolean
}

export interface PlainTask extends ActivityNode {
  type: 'task' | 'manual'
}

export interface CallActivity extends ActivityNode {
  type: 'call'
  /** Id of a process or global task. */
  called: string
}

export interface SubProcess extends ActivityNode {
  type: 'sub'
  variant: 'embedded' | 'event' | 'transaction' | 'adhoc'
  /** Ad hoc only. */
  sequential: boolean
  cancelRemaining: boolean
  completion?: Expression
}

export interface Gateway extends Node {
  type: 'exclusive' | 'inclusive' | 'parallel' | 'complex'
  /** The flow taken when no condition holds. */
  default?: string
  /** Complex only. */
  activation?: Expression
}

export interface EventGateway extends Node {
  type: 'event'
  instantiate: boolean
  needsAll: boolean
}

export type Activity = UserTask | ServiceTask | RuleTask | ScriptTask | MessageTask | PlainTask | CallActivity | SubProcess
export type CatchingNode = StartEvent | IntermediateEvent | Boundary
export type ThrowingNode = EndEvent | IntermediateEvent
export type ProcessNode = StartEvent | EndEvent | IntermediateEvent | Boundary | Activity | Gateway | EventGateway

export interface ProcessFlow {
  id: string
  name: Text
  line: number
  from: string
  to: string
  condition?: Expression
}

/** A process or sub-process: what lies in it and how it begins. */
export interface Container {
  id: string
  name: Text
  line: number
  kind: 'process' | 'sub'
  isExecutable: boolean
  /** Start events in the order of the XML. */
  starts: string[]
  /** Where tokens begin when there is no start event: nodes that nothing leads to. */
  roots: string[]
  /** Event sub-processes, each with its start event. */
  eventSubs: { sub: string; start: string }[]
  data: Datum[]
  ports?: DataPorts
  /** Holds something that can be compensated, so that its completion is remembered. */
  isUndoable: boolean
}

// ---- messages (§8.4.2, §9.4)

export interface MessageFlow {
  from: string
  to: string
}

export interface Correlation {
  /** By property id and message id: the path into that message's payload. */
  paths: ReadonlyMap<string, ReadonlyMap<string, Expression>>
  keys: { id: string; properties: string[] }[]
  /** By process: what its own data say a property must be. */
  subscriptions: ReadonlyMap<string, { key: string; bindings: { property: string; path: Expression }[] }[]>
}

export interface ProcessModel {
  id: string
  name: Text
  /** By id, in the order of the XML, those of sub-processes and of other processes of the file included. */
  nodes: ReadonlyMap<string, ProcessNode>
  flows: ReadonlyMap<string, ProcessFlow>
  /** Processes and sub-processes by id. */
  containers: ReadonlyMap<string, Container>
  /** Tasks outside processes, which call activities run. */
  globalTasks: ReadonlyMap<string, Activity>
  /** The id of the start event without a trigger; empty when there is none. */
  start: string
  /** Variable paths read by conditions and timers, e.g. ['form', 'area']. */
  reads: readonly (readonly string[])[]
  /** `read`: a state keeps only what is read, under the name of the element that gave it; `all`: results set variables. */
  keeps: 'read' | 'all'
  /** Other names of data (ids, references) → the name they are kept under. */
  aliases: ReadonlyMap<string, string>
  /** Whether any event waits for a condition. */
  hasConditions: boolean
  /** Names of data stores: one value for all instances. */
  stores: ReadonlySet<string>
  messageFlows: readonly MessageFlow[]
  /** Participant id → process id. */
  pools: ReadonlyMap<string, string>
  correlation: Correlation
  /** Files of decisions that the model imports, as written. */
  imports: readonly string[]
  /** Activities that wait to be told when they end, even those that end by themselves: given by whoever rehearses. */
  held: ReadonlySet<string>
}

/** What the world around the model offers; names given here are checked at loading, absent lists are not. */
export interface ProcessWorld {
  services?: readonly string[]
  decisions?: readonly string[]
}
