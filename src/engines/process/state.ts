// What a running process remembers, what it hears and what it asks for. Small JSON; it never holds a clock, a person or a whole form.
import type { Signing, StepKind, Text } from './model.ts'

/** Process variables: JSON values by name. In the platform `form`, `item`, and one `<elementId>` per completed element. */
export type Variables = Record<string, unknown>

/** A token: where the process stands. A token with `via` waits at a join for its sisters. */
export interface Token {
  id: string
  at: string
  via?: string
  /** Scope it lies in; absent in the process itself. */
  in?: string
  /** A service or decision that failed and may be completed later. */
  failed?: string
  /** Data of this instance only: inputs, the item of a loop. */
  vars?: Variables
  /** Alternatives after one event-based gateway share this. */
  gate?: string
  /** The compensation it works for. */
  undo?: string
  /** Its content is done and it waits to be told that it ends. */
  rests?: true
  /** Where it goes when its activity is done, instead of along the flows: straight back to the step that returned it. */
  then?: string
  /** Others who sign this step. */
  signing?: Signatures
  /** What a receive task was sent, while it waits to be told that it ends. */
  brought?: unknown
}

/** Who signs a step beside its own handler, or, where `alone`, instead of one. */
export interface Signatures {
  rule: Signing['rule']
  /** Declared in the model, with no handler of its own: the votes give the outcome. */
  alone?: true
  signers: Signer[]
  next: number
  /** What the handler reported, while signers that come after look at it. */
  held?: Variables
}

/** `ref`: a word of the core's own, given back when the signer's step opens. */
export interface Signer {
  n: number
  unit: string
  role: string
  place: 'before' | 'with' | 'after'
  vote?: 'agree' | 'disagree'
  ref?: string
  declared?: true
  /** Named by who reported, who needs this signature: sent away, the report goes back instead of going on. */
  needed?: true
}

/** A completed activity that can be compensated; of a sub-process with what it held. */
export interface Done {
  at: string
  vars?: Variables
  done?: Done[]
}

/** How far a loop or multi-instance activity has come. */
export interface Rounds {
  total: number
  /** Instances generated; `entered`: those that have really begun. */
  begun: number
  entered: number
  done: number
  stopped: number
  items?: unknown[]
  results?: unknown[]
}

/** Something within which tokens move: a sub-process, a called process, the body of a loop, a sub-process being compensated. */
export interface Scope {
  id: string
  /** Container, or the activity that loops. */
  of: string
  kind: 'sub' | 'call' | 'rounds' | 'undo'
  in?: string
  /** The token that stands for it outside. */
  token?: string
  vars?: Variables
  rounds?: Rounds
  done?: Done[]
  /** An interrupting event sub-process has taken over. */
  taken?: true
  /** The transaction is being cancelled. */
  cancelled?: true
  /** Sequential ad hoc: what has not begun yet. Ad hoc: no more begins when this is absent and it is satisfied. */
  ahead?: string[]
  satisfied?: true
}

/** A compensation under way: handlers run one after another. */
export interface Undo {
  id: string
  /** The throwing event that waits for it. */
  token?: string
  /** The transaction that is cancelled by it. */
  transaction?: string
  queue: (Done & { in?: string } | { close: string })[]
}

/** One instance, versioned JSON: `JSON.parse(JSON.stringify(state))` is the same state. */
export interface ProcessState {
  v: 1
  process: string
  /** Number of the next token. */
  next: number
  tokens: Token[]
  /** Timers that run, by id; cycles with what is left of them. */
  timers: { id: string; element: string; token: string; cycle?: { left?: number; every: string; from?: string; until?: string } }[]
  variables: Variables
  /** Elements and flows done, each once, in the order in which they were first done. */
  trail: string[]
  /** The end event reached last, once no token is left. */
  ended?: string
  /** The error that nothing caught. */
  failed?: { code: string; element: string }
  // What only some models need; absent where it is empty.
  scopes?: Scope[]
  done?: Done[]
  taken?: true
  undos?: Undo[]
  /** Conditions known to hold, and parts of parallel multiple events that have occurred. */
  heard?: string[]
  /** Complex gateways that wait for reset, with the flows whose tokens were used. */
  resets?: { at: string; in?: string; used: string[] }[]
  /** Correlation keys of this instance, once a message has set them. */
  keys?: Record<string, Record<string, unknown>>
}

/** What a message or signal carries, nothing where `payload` is absent; `item` is the name its sender has for it. */
export interface Cargo {
  payload?: unknown
  item?: string
}

export type ProcessEvent =
  /**
   * A user task was handled, a service ran or a decision was evaluated; the token when an element may hold several.
   * User tasks: `result.outcome`. Rule tasks: `result.value` is what the decision gave, and becomes the variable `<element>` itself.
   */
  | { type: 'completed'; element: string; token?: string; result?: Variables }
  | { type: 'timer-fired'; timer: string }
  /** `to`: only this element may hear it. `id`: of the message in the model, for its correlation. */
  | ({ type: 'message'; name: string; to?: string; id?: string } & Cargo)
  | ({ type: 'signal'; name: string } & Cargo)
  /** A service or a decision could not be done; the token stays and may be completed later. */
  | { type: 'failed'; element: string; token?: string; code: string }
  /** An activity ended in a BPMN error or threw an escalation. Without code only what catches all catches it. */
  | { type: 'error' | 'escalation'; element: string; token?: string; code?: string }
  /** Data outside the process changed (a corrected form): replaces the variables named. */
  | { type: 'changed'; variables: Variables }
  /** Begins an activity of an ad hoc sub-process once more. */
  | { type: 'activate'; element: string }

export type Command =
  /** `signer`: the step of somebody who signs, with the core's word for it. */
  | { type: 'open-step'; element: string; token: string; name: Text; kind: StepKind; role: string; unit: string; outcomes: string[]; hours?: number; signer?: string }
  /** The step was cancelled by an interrupting event: nobody may complete it any more. Not sent for steps that were completed. */
  | { type: 'close-step'; element: string; token: string }
  | { type: 'run-service'; element: string; token: string; do: string }
  | { type: 'evaluate-decision'; element: string; token: string; decision: string }
  /** Other work that somebody has to report as completed. `rests`: what it held is done. */
  | { type: 'do-work'; element: string; token: string; rests: boolean }
  /** `due`: ISO 8601 duration (from now) or date or date-time. The same timer may be set again by a cycle. A cycle ends at `until`: what falls due after it never comes. */
  | { type: 'set-timer'; timer: string; element: string; due: string; until?: string }
  | { type: 'cancel-timer'; timer: string }
  /** By migration only: the timer goes on under another id. */
  | { type: 'rename-timer'; timer: string; to: string; element: string }
  | ({ type: 'send-message'; element: string; name: string; id: string } & Cargo)
  /** For other instances: this one has heard it. */
  | ({ type: 'throw-signal'; element: string; name: string } & Cargo)
  /** The data store of this name was written: all instances see it. */
  | { type: 'store'; element: string; value: unknown }
  /** An error that nothing caught has ended the process. */
  | { type: 'fail'; element: string; code: string }
  /** The whole process is over: no token is left. `element` is the end event reached last. */
  | { type: 'end'; element: string; name: Text }

/** What happened to one flow node, in order: for a log, never for deciding. */
export interface Happening {
  event: 'started' | 'completed' | 'terminated' | 'failed'
  element: string
}

/** Why an event was not taken; the core answers 409 (`…-not-waiting`, `…-not-running`) or 422. */
export interface StepProblem {
  code:
    | 'process.step-not-waiting' | 'process.timer-not-running' | 'process.message-not-expected' | 'process.outcome-not-possible' | 'process.no-way-out'
    | 'process.timer-not-computable' | 'process.already-ended' | 'process.state-of-another-model' | 'process.steps-exceeded' | 'process.depth-exceeded'
    | 'process.loop-not-computable' | 'process.expression-invalid' | 'process.nothing-to-start'
  element: string
  zh: string
  en: string
}

/** With `problem` the state is the one given and there are no commands; `happened` and `reached` then tell how far the step came. */
export interface Step {
  state: ProcessState
  commands: Command[]
  happened: Happening[]
  problem?: StepProblem
  /** With `problem` only: the variables of the process as they were then. */
  reached?: Variables
}
