// Runs one example through a process in memory: the officials' answers in their order, timers that are let run out, decisions evaluated. Never writes.
import { type DecisionModel, evaluateDecision, type TraceStep } from '#engines/decisions'
import { startProcess, stepProcess, type Command, type ProcessModel, type ProcessState, type Step } from '#engines/process'

/** What an official answers at a step, or a timer (by its element) that runs out. */
export type ExampleAnswer = { step: string; outcome: string } | { timer: string }

/** A run in memory: user tasks in the order in which they were handled, the outcome, or why it could not go on at which answer (from 0). */
export interface Run {
  path: string[]
  outcome?: string
  trace: TraceStep[]
  fault?: { zh: string; en: string }
  answer?: number
}

interface Machine {
  model: ProcessModel
  state: ProcessState
  variables: Record<string, unknown>
  decision?: DecisionModel
  open: Set<string>
  trace: TraceStep[]
  ended: boolean
}

/** Names as a sentence shows them. */
export function listed(names: Iterable<string>): string {
  return `[${[...names].join(', ')}]`
}

/** Starts the process with these variables and gives it the answers; what comes after the last answer must be the end. */
export function runExample(model: ProcessModel, variables: Record<string, unknown>, decision: DecisionModel | undefined, answers: readonly ExampleAnswer[]): Run {
  const first = startProcess(model, variables)
  const machine: Machine = { model, state: first.state, variables: { ...variables }, open: new Set(), trace: [], ended: false, ...(decision ? { decision } : {}) }
  const run: Run = { path: [], trace: machine.trace }
  let fault = settle(machine, first)
  for (const [n, answer] of answers.entries()) {
    if (fault) return { ...run, fault, answer: n }
    fault = take(machine, answer, run)
    if (fault) return { ...run, fault, answer: n }
  }
  if (fault) return { ...run, fault }
  if (!machine.ended) return { ...run, fault: { zh: `办理没有走到结束，还在等 ${listed(machine.open)}。`, en: `the case has not ended and waits for ${listed(machine.open)}.` } }
  return run
}

function take(machine: Machine, answer: ExampleAnswer, run: Run): { zh: string; en: string } | undefined {
  if ('timer' in answer) return fireTimer(machine, answer.timer)
  if (!machine.open.has(answer.step)) return notOpen(answer.step, machine)
  machine.open.delete(answer.step)
  machine.variables[answer.step] = answer
  const fault = settle(machine, stepProcess(machine.model, machine.state, { type: 'completed', element: answer.step, result: { ...answer } }))
  if (fault) return fault
  run.path.push(answer.step)
  const outcome = outcomeOf(machine.model, answer)
  if (outcome !== undefined) run.outcome = outcome
  return undefined
}

function fireTimer(machine: Machine, element: string): { zh: string; en: string } | undefined {
  const timer = machine.state.timers.find((one) => one.element === element)
  if (!timer) return { zh: `此时没有计时 ${element}。`, en: `no timer ${element} runs then.` }
  return settle(machine, stepProcess(machine.model, machine.state, { type: 'timer-fired', timer: timer.id }))
}

function notOpen(step: string, machine: Machine): { zh: string; en: string } {
  const open = listed(machine.open)
  return { zh: `此时没有步骤 ${step}，可办的是 ${open}。`, en: `step ${step} is not open then; open are ${open}.` }
}

// Follows a step through everything that needs no person: decisions are evaluated, services count as done.
function settle(machine: Machine, step: Step): { zh: string; en: string } | undefined {
  if (step.problem) return { zh: step.problem.zh, en: step.problem.en }
  machine.state = step.state
  for (const command of step.commands) {
    const fault = obey(machine, command)
    if (fault) return fault
  }
  return undefined
}

function obey(machine: Machine, command: Command): { zh: string; en: string } | undefined {
  if (command.type === 'open-step') machine.open.add(command.element)
  if (command.type === 'close-step') machine.open.delete(command.element)
  if (command.type === 'end') machine.ended = true
  if (command.type === 'run-service') return complete(machine, command.element, {})
  if (command.type !== 'evaluate-decision') return undefined
  if (!machine.decision) return { zh: `没有决策 ${command.decision}。`, en: `there is no decision ${command.decision}.` }
  const { value, trace, problems } = evaluateDecision(machine.decision, command.decision, machine.variables)
  machine.trace.push(...trace)
  const [problem] = problems
  if (problem) return { zh: problem.zh, en: problem.en }
  return complete(machine, command.element, resultOf(value))
}

function complete(machine: Machine, element: string, result: Record<string, unknown>): { zh: string; en: string } | undefined {
  machine.variables[element] = result
  return settle(machine, stepProcess(machine.model, machine.state, { type: 'completed', element, result }))
}

/** What a rule task leaves as its variable: a context as it is, anything else as `value`. */
export function resultOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : { value }
}

const decisionOutcomes: Record<string, string> = { grant: 'granted', 'partly-grant': 'partly-granted', refuse: 'refused' }

function outcomeOf(model: ProcessModel, answer: { step: string; outcome: string }): string | undefined {
  const node = model.nodes.get(answer.step)
  if (node?.type !== 'user') return undefined
  if (node.kind === 'acceptance' && answer.outcome === 'refuse-acceptance') return 'not-accepted'
  return node.kind === 'decision' ? decisionOutcomes[answer.outcome] : undefined
}
