// Tasks: something that a person has to look at beside the process, such as a request that came late. A task is a step like any other to
// whoever does it (work list, claim, completion with an opinion); the process does not know it, and whoever opened it follows its outcome.
import type { Act } from '#base/act'
import { openWork } from './acts.ts'
import type { CaseStep } from './case.ts'
import type { Noted } from './procedure.ts'
import { sectionOf } from './sections.ts'
import { saveWork } from './store.ts'
import { closeStep, note, type Work } from './work.ts'

export interface NewTask {
  /** What it is, such as `hearing-request`: the follower of `cases.step-completed` knows it by this. */
  element: string
  name: CaseStep['name']
  role: string
  /** Absent: the body that handles. */
  organisation?: string
  outcomes: string[]
  noted: Noted
}

/** Opens a task on a case that is not finished. */
export async function openTask(act: Act, caseId: string, task: NewTask): Promise<void> {
  const work = await openWork(act, caseId)
  addTask(work, task)
  note(work, task.noted.kind, task.noted.facts, task.noted.words)
  await saveWork(work)
}

/** Adds a task to a case that is being worked on. */
export function addTask(work: Work, { element, name, role, organisation, outcomes }: Omit<NewTask, 'noted'>): void {
  const id = work.act.newId()
  const body = organisation ?? work.case.handling
  const step: CaseStep = {
    id, token: `task:${id}`, element, name, kind: 'work', role, organisation: body, section: sectionOf(work.case, body), outcomes, state: 'open', assignee: null, claimedAt: null,
    openedAt: work.act.now.toString(), doneAt: null, doneBy: null, outcome: null, delegatedBy: null, delegatedUntil: null, urgedAt: null,
  }
  work.steps.push(step)
  work.changes.newSteps.push(step)
}

/** Closes the open tasks of a kind: what they asked has gone. */
export function closeTasks(work: Work, element: string): void {
  for (const step of work.steps.filter((one) => one.element === element && one.token.startsWith('task:'))) closeStep(work, step)
  work.steps = work.steps.filter((step) => step.state === 'open')
}
