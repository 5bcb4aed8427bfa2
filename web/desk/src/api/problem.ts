// A refusal as the desk meets it: what was refused, what to do next, which fields; never guesses what the server did not say.
import type { Problem } from './types.ts'

/** Thrown by every call that was not answered with success. `status` 0 means that no answer arrived. */
export class Refused extends Error {
  readonly problem: Problem
  readonly status: number
  constructor(problem: Problem, status: number) {
    super(problem.code)
    this.name = 'Refused'
    this.problem = problem
    this.status = status
  }
}

/** Turns whatever was thrown into a refusal that can be shown. */
export function readRefusal(error: unknown): Refused {
  if (error instanceof Refused) return error
  return new Refused({ code: 'desk.no-answer' }, 0)
}

/** Refusals that say: somebody was first, or the case has moved on meanwhile. */
const overtaken = ['cases.step-already-done', 'cases.step-claimed', 'cases.wrong-state', 'cases.finished']

/** Someone else has already done what was asked for, so that what is shown is out of date. Not every 409 says so. */
export function isConflict(error: unknown): boolean {
  return error instanceof Refused && error.status === 409 && overtaken.includes(error.problem.code)
}

/** What is wrong with one field, in words: the fault of the first of these JSON pointers (RFC 6901) that has one. */
export function faultOf(error: unknown, ...paths: string[]): string | undefined {
  if (!(error instanceof Refused)) return undefined
  return error.problem.fields?.find((fault) => paths.includes(fault.path))?.message
}
