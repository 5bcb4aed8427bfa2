// Moves the process of a case and does what the engine asks for, until it waits for people or time.
import { evaluateDecision } from '#engines/decisions'
import { stepSigned, type Command, type Moved, type ProcessEvent, type Step, type Variables } from '#engines/process'
import type { CaseStep } from './case.ts'
import { bodyOfSection } from '#engines/codes'
import { outcomeNotPossible, stepAlreadyDone, wrongState } from './refusals.ts'
import { refusalOfMove } from './refusals-moves.ts'
import { sectionOf } from './sections.ts'
import { closeStep, note, type Work } from './work.ts'

/** What a service task may ask for (`yiwang:do`). `tell-applicant`: an entry that notifications carry to the applicant. */
export const services = ['tell-applicant'] as const

/** Gives an event to the process; refuses, changing nothing, what the process does not wait for. */
export function advance(work: Work, event: ProcessEvent, data: Variables): void {
  take(work, stepSigned(work.item.process, work.run, event), data)
}

/** Takes over what the engine answered: its state and its commands. `data` are form and item, for decisions. */
export function take(work: Work, answer: Step | Moved, data: Variables): void {
  if (answer.problem) {
    const { code, element } = answer.problem
    if (code === 'process.step-not-waiting') throw stepAlreadyDone({ step: element })
    if (code === 'process.outcome-not-possible') throw outcomeNotPossible({ step: element })
    throw refusalOfMove(code, { step: element }) ?? wrongState({ element, problem: code })
  }
  work.run = answer.state
  work.changes.run = true
  for (const command of answer.commands) obey(work, command, data)
}

function obey(work: Work, command: Command, data: Variables): void {
  switch (command.type) {
    case 'open-step':
      return openStep(work, command)
    case 'close-step':
      return work.steps.filter((step) => step.token === command.token && step.element === command.element).forEach((step) => closeOne(work, step))
    case 'set-timer':
      work.changes.timersSet.push({ timer: command.timer, element: command.element, dueAt: momentOf(command.due, work.act.now) })
      return
    case 'cancel-timer':
      work.changes.timersGone.push(command.timer)
      return
    case 'run-service':
      note(work, 'cases.service-run', { element: command.element, do: command.do })
      return advance(work, { type: 'completed', element: command.element, token: command.token, result: {} }, data)
    case 'evaluate-decision':
      return decideByTable(work, command, data)
    case 'end':
      return
  }
}

function openStep(work: Work, command: Extract<Command, { type: 'open-step' }>): void {
  const step: CaseStep = {
    id: work.act.newId(), token: command.token, element: command.element, name: command.name, kind: command.kind, role: command.role,
    ...placeOf(work, command.unit), outcomes: command.outcomes, state: 'open', assignee: command.signer || null, claimedAt: null,
    openedAt: work.act.now.toString(), doneAt: null, doneBy: null, outcome: null, delegatedBy: null, delegatedUntil: null, urgedAt: null,
  }
  work.steps.push(step)
  work.changes.newSteps.push(step)
}

function closeOne(work: Work, step: CaseStep): void {
  closeStep(work, step)
  work.steps = work.steps.filter((other) => other !== step)
}

/** A table's answer with its trace stands beside the entry, so that it can be explained years later. */
function decideByTable(work: Work, command: Extract<Command, { type: 'evaluate-decision' }>, data: Variables): void {
  const { decision } = work.item
  if (!decision) throw new Error(`process of ${work.item.code} asks for a decision and the item has none`)
  const { value, trace, problems } = evaluateDecision(decision, command.decision, { ...work.run.variables, ...data })
  note(work, 'cases.rule-evaluated', { element: command.element, decision: command.decision }, { value, trace, problems })
  advance(work, { type: 'completed', element: command.element, token: command.token, result: { value } }, data)
}

/** In which body, and in whose hands there, a unit of the model has its steps. */
function placeOf(work: Pick<Work, 'case' | 'item'>, unit: string): Pick<CaseStep, 'organisation' | 'section'> {
  const organisation = organisationOf(work, unit)
  return { organisation, section: organisation === unit || bodyOfSection(unit) === undefined ? sectionOf(work.case, organisation) : unit }
}

/** Which organisation a unit of the model means for this case; of a section its body. */
export function organisationOf(work: Pick<Work, 'case' | 'item'>, unit: string): string {
  if (unit === 'receiving' || unit === 'handling' || unit === 'deciding') return work.case[unit]
  const joint = /^joint:(\d+)$/.exec(unit)
  if (!joint) return bodyOfSection(unit) ?? unit
  return work.item.content.bodies.joint?.[Number(joint[1]) - 1]?.organisation ?? work.case.handling
}

/** When a timer falls due: a duration from now, a date (its start in China), or a moment. */
function momentOf(due: string, now: Temporal.Instant): string {
  if (due.startsWith('P')) return now.toZonedDateTimeISO('Asia/Shanghai').add(due).toInstant().toString()
  if (/^\d{4}-\d{2}-\d{2}$/.test(due)) return Temporal.PlainDate.from(due).toZonedDateTime('Asia/Shanghai').toInstant().toString()
  return Temporal.Instant.from(due).toString()
}
