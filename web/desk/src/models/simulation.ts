// A rehearsal of a process in the browser by the engine that runs it on the server: one move at a time, each can be taken back. Pure: no clock, no drawing.
import type { DecisionModel, evaluateDecision, TraceStep } from '#engines/decisions'
import type { describeProgress, ProcessEvent, ProcessModel, ProcessState, Step, startProcess, stepProcess } from '#engines/process'

/** What may be done next: a step ended with one of its outcomes, automatic work, a timer that runs out, a message that comes. */
export type Move =
  | { kind: 'step'; element: string; token: string; name: string; outcomes: string[] }
  | { kind: 'automatic'; element: string; token: string; name: string; decision?: string }
  | { kind: 'timer'; element: string; timer: string; name: string }
  | { kind: 'message'; element: string; message: string; name: string }

/** One line of what happened. */
export type Happened = { kind: 'started' | 'step' | 'automatic' | 'timer' | 'message' | 'ended' | 'stuck'; element: string; name: string; outcome?: string; trace?: TraceStep[]; told?: { zh: string; en: string } }

export type Answer = { step: string; outcome: string } | { timer: string }

export interface Rehearsal {
  state: ProcessState
  variables: Record<string, unknown>
  happened: Happened[]
  /** What an example would keep: the answers of people and the timers, in order. */
  answers: Answer[]
  path: string[]
  before?: Rehearsal
}

/** The parts of the engines that a rehearsal runs on. */
export type Engine = { startProcess: typeof startProcess; stepProcess: typeof stepProcess; describeProgress: typeof describeProgress; evaluateDecision: typeof evaluateDecision }

/** A model to rehearse, with the decisions its rule tasks ask. */
export type Stage = { engine: Engine; model: ProcessModel; decisions?: DecisionModel | undefined; language: string }

function nameOf({ model, language }: Stage, element: string): string {
  const name = model.nodes.get(element)?.name
  return (language === 'en' ? name?.en : undefined) ?? (name?.zh || element)
}

/** Begins with these variables; a process that cannot even start says why. */
export function startRehearsal(stage: Stage, variables: Record<string, unknown>): Rehearsal {
  const step = stage.engine.startProcess(stage.model, variables)
  const first: Rehearsal = { state: step.state, variables: { ...variables }, happened: [{ kind: 'started', element: stage.model.start, name: nameOf(stage, stage.model.start) }], answers: [], path: [] }
  return close(stage, first, step)
}

/** Told where a step could not be taken, or was the last. */
function close(stage: Stage, rehearsal: Rehearsal, step: Step): Rehearsal {
  if (step.problem) return { ...rehearsal, happened: [...rehearsal.happened, { kind: 'stuck', element: step.problem.element, name: nameOf(stage, step.problem.element), told: { zh: step.problem.zh, en: step.problem.en } }] }
  const { ended } = step.state
  return { ...rehearsal, state: step.state, ...(ended === undefined ? {} : { happened: [...rehearsal.happened, { kind: 'ended' as const, element: ended, name: nameOf(stage, ended) }] }) }
}

/** All moves that are open now, in the order of the tokens. */
export function listMoves(stage: Stage, { state }: Rehearsal): Move[] {
  if (state.ended !== undefined) return []
  const moves: Move[] = []
  for (const token of state.tokens) {
    const node = stage.model.nodes.get(token.at)
    if (token.via !== undefined || node === undefined) continue
    const place = { element: node.id, token: token.id, name: nameOf(stage, node.id) }
    if (node.type === 'user') moves.push({ kind: 'step', ...place, outcomes: node.outcomes })
    else if (node.type === 'rule') moves.push({ kind: 'automatic', ...place, decision: node.decision })
    else moves.push({ kind: 'automatic', ...place })
    for (const id of 'boundaries' in node ? node.boundaries : []) {
      const boundary = stage.model.nodes.get(id)
      const heard = boundary?.type === 'boundary' ? boundary.definitions.find((one) => one.kind === 'message') : undefined
      if (heard) moves.push({ kind: 'message', element: id, message: heard.message, name: nameOf(stage, id) })
    }
  }
  return [...moves, ...state.timers.map((timer): Move => ({ kind: 'timer', element: timer.element, timer: timer.id, name: nameOf(stage, timer.element) }))]
}

/** Makes one move; `outcome` says how a step ended. */
export function makeMove(stage: Stage, rehearsal: Rehearsal, move: Move, outcome?: string): Rehearsal {
  if (move.kind === 'automatic') return workAutomatically(stage, rehearsal, move)
  const { event, answer, result } = eventOf(move, outcome)
  const line: Happened = { kind: move.kind, element: move.element, name: move.name, ...(outcome === undefined ? {} : { outcome }) }
  const next: Rehearsal = {
    ...rehearsal, before: rehearsal, happened: [...rehearsal.happened, line], answers: answer ? [...rehearsal.answers, answer] : rehearsal.answers,
    path: move.kind === 'step' ? [...rehearsal.path, move.element] : rehearsal.path, variables: result ? { ...rehearsal.variables, [move.element]: result } : rehearsal.variables,
  }
  return close(stage, next, stage.engine.stepProcess(stage.model, rehearsal.state, event))
}

function eventOf(move: Exclude<Move, { kind: 'automatic' }>, outcome: string | undefined): { event: ProcessEvent; answer?: Answer; result?: Record<string, unknown> } {
  if (move.kind === 'timer') return { event: { type: 'timer-fired', timer: move.timer }, answer: { timer: move.element } }
  if (move.kind === 'message') return { event: { type: 'message', name: move.message } }
  const result = outcome === undefined ? {} : { outcome }
  return { event: { type: 'completed', element: move.element, token: move.token, result }, answer: { step: move.element, outcome: outcome ?? '' }, result }
}

// A decision is asked as the server asks it; any other automatic work counts as done.
function workAutomatically(stage: Stage, rehearsal: Rehearsal, move: Extract<Move, { kind: 'automatic' }>): Rehearsal {
  const asked = move.decision !== undefined && stage.decisions !== undefined ? stage.engine.evaluateDecision(stage.decisions, move.decision, { ...rehearsal.variables }) : undefined
  const [problem] = asked?.problems ?? []
  const line: Happened = { kind: 'automatic', element: move.element, name: move.name, ...(asked ? { trace: asked.trace } : {}), ...(problem ? { told: { zh: problem.zh, en: problem.en } } : {}) }
  const result: Record<string, unknown> = asked ? { value: asked.value } : {}
  const next: Rehearsal = { ...rehearsal, before: rehearsal, happened: [...rehearsal.happened, line], variables: asked ? { ...rehearsal.variables, [move.element]: asked.value } : rehearsal.variables }
  return close(stage, next, stage.engine.stepProcess(stage.model, rehearsal.state, { type: 'completed', element: move.element, token: move.token, result }))
}

/** Where the tokens stand, and how many: a join may hold several. */
export function countTokens({ state }: Rehearsal): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of state.tokens) counts.set(token.at, (counts.get(token.at) ?? 0) + 1)
  return counts
}

/** The path taken and what waits, for the drawing. */
export function marksOf(stage: Stage, rehearsal: Rehearsal): { lit: string[]; done: string[]; taken: string[] } {
  const { lit, joining, done, doneFlows } = stage.engine.describeProgress(stage.model, rehearsal.state)
  return { lit: [...lit, ...joining], done, taken: doneFlows }
}

const outcomes: Record<string, string> = { grant: 'granted', 'partly-grant': 'partly-granted', refuse: 'refused' }

/** The outcome of the case that the answers so far amount to, as an example expects it; undefined before a decision. */
export function outcomeOf({ model }: Stage, { answers }: Rehearsal): string | undefined {
  let outcome: string | undefined
  for (const answer of answers) {
    const node = 'step' in answer ? model.nodes.get(answer.step) : undefined
    if (!('step' in answer) || node?.type !== 'user') continue
    if (node.kind === 'acceptance' && answer.outcome === 'refuse-acceptance') outcome = 'not-accepted'
    if (node.kind === 'decision') outcome = outcomes[answer.outcome] ?? outcome
  }
  return outcome
}

/** The move that the next answer of an example makes, if it is open; automatic work comes first. */
export function nextOfExample(stage: Stage, rehearsal: Rehearsal, answers: readonly Answer[]): { move: Move; outcome?: string } | undefined {
  const moves = listMoves(stage, rehearsal)
  const automatic = moves.find((move) => move.kind === 'automatic')
  if (automatic) return { move: automatic }
  const answer = answers[rehearsal.answers.length]
  if (answer === undefined) return undefined
  const move = moves.find((one) => ('step' in answer ? one.kind === 'step' && one.element === answer.step : one.kind === 'timer' && one.element === answer.timer))
  if (!move) return undefined
  return 'step' in answer ? { move, outcome: answer.outcome } : { move }
}
