// The verbs that move work on any process without being drawn: 退回, 取回, 跳转, 加签, 减签. None restarts a clock: limits run on as they did.
import type { Act } from '#base/act'
import { jumpTargets, type Move, moveProcess, type NewSigners, returnTargets } from '#engines/process'
import { dateInChina } from '#base/time'
import { absencesOn, holdersOf, reachesSection, type Holder } from '#core/people'
import { holdsPost, openWork, processData, type Handler } from './acts.ts'
import { organisationOf, take } from './advance.ts'
import { type CaseStep, isSigner, isTask } from './case.ts'
import { notYourStep, stepAlreadyDone, stepClaimed } from './refusals.ts'
import { colleagueUnknown, moveNotYours, signsAlready, stepDelegated } from './refusals-moves.ts'
import { placeFor, sectionOf } from './sections.ts'
import { findStepsOf, saveWork } from './store.ts'
import { mustBe, note, type Work } from './work.ts'

const moverRoles = ['examiner', 'approver', 'head']

/** Whether a handler holds a step, or is head of the body that has it. */
export function mayMove(step: CaseStep, handler: Handler): boolean {
  const isOwn = holdsPost(step, handler) && (step.assignee === null || step.assignee === handler.id)
  return !isSigner(step) && (isOwn || holdsPost({ ...step, role: 'head' }, handler))
}

/** Whether a handler may move a step far: jump, or return it to another body. */
export function mayMoveFar(step: CaseStep, handler: Handler): boolean {
  return mayMove(step, handler) && handler.posts.some((post) => post.organisation === step.organisation && moverRoles.includes(post.role))
}

/** The open step, which the handler may move. */
export function movable(work: Work, stepId: string, handler: Handler): CaseStep {
  mustBe(work, 'submitted', 'accepted', 'decided')
  const step = work.steps.find((other) => other.id === stepId)
  if (!step) throw stepAlreadyDone({ case: work.case.number })
  if (step.delegatedBy) throw stepDelegated()
  if (mayMove(step, handler)) return step
  if (holdsPost(step, handler)) throw stepClaimed()
  throw isSigner(step) ? notYourStep({ role: step.role, organisation: step.organisation }) : moveNotYours({ role: step.role, organisation: step.organisation })
}

function moveTo(work: Work, move: Move): void {
  take(work, moveProcess(work.item.process, work.run, move), processData(work))
}

export interface Return {
  to: string
  then: 'on' | 'straight-back'
  reason: string
}

/** 退回: to an earlier step; with `straight-back` it comes straight back to this one when that is done. */
export async function returnStep(act: Act, caseId: string, stepId: string, handler: Handler, { to, then, reason }: Return): Promise<void> {
  const work = await openWork(act, caseId)
  const step = movable(work, stepId, handler)
  const target = returnTargets(work.item.process, work.run, step.token).find((one) => one.step.id === to)?.step
  if (target && organisationOf(work, target.unit) !== step.organisation && !mayMoveFar(step, handler)) throw moveNotYours()
  const earlier = await whoDid(work, to)
  moveTo(work, { type: 'return', token: step.token, to, then })
  giveTo(work, to, earlier)
  note(work, 'cases.returned', { step: step.id, element: step.element, to, then, ...(earlier ? { told: [earlier] } : {}) }, { reason })
  await saveWork(work)
}

/** Who did a step last, where that one still holds its post. */
async function whoDid({ act, case: row }: Work, element: string): Promise<string | null> {
  const done = (await findStepsOf(act.tx, row.id, element)).findLast((one) => one.state === 'done' && !isSigner(one))
  const holders = done ? await holdersOf(act.tx, [done.organisation], act.now) : []
  const isHeld = done?.doneBy && holders.some((one) => one.account === done.doneBy && one.role === done.role && reachesSection(one, sectionOf(row, done.organisation)))
  // Who is on leave is not given new work: it waits for whoever holds the post.
  return isHeld && !(await absencesOn(act.tx, [done.doneBy ?? ''], dateInChina(act.now))).has(done.doneBy ?? '') ? done.doneBy : null
}

/** Who did a step has it again, unopened, so that a colleague can still be found by the head. */
function giveTo(work: Work, element: string, account: string | null): void {
  for (const step of work.changes.newSteps) if (step.element === element && !isSigner(step)) step.assignee = account
}

/** 取回: the handler takes back what the next one has not opened. */
export async function takeBackStep(act: Act, caseId: string, stepId: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'accepted', 'decided')
  const rounds = await findStepsOf(act.tx, caseId, undefined, stepId)
  const step = rounds.at(-1)
  if (!step || step.id !== stepId || step.state !== 'done') throw stepAlreadyDone({ case: work.case.number })
  if (step.doneBy !== handler.id || isSigner(step)) throw moveNotYours()
  moveTo(work, { type: 'take-back', to: step.element, opened: openedTokens(work.steps) })
  giveTo(work, step.element, handler.id)
  for (const again of work.changes.newSteps) if (again.element === step.element) again.claimedAt = act.now.toString()
  note(work, 'cases.taken-back', { step: step.id, element: step.element })
  await saveWork(work)
}

/** Tokens of steps that somebody has opened: claimed, or handed to another. */
export function openedTokens(steps: readonly CaseStep[]): string[] {
  return steps.filter((step) => step.state === 'open' && !isTask(step) && (step.claimedAt !== null || step.delegatedBy !== null)).map((step) => step.token)
}

/** 跳转: to another step, over nothing that the law demands. */
export async function jumpStep(act: Act, caseId: string, stepId: string, handler: Handler, { to, reason }: { to: string; reason: string }): Promise<void> {
  const work = await openWork(act, caseId)
  const step = movable(work, stepId, handler)
  if (!mayMoveFar(step, handler)) throw moveNotYours()
  moveTo(work, { type: 'jump', token: step.token, to })
  note(work, 'cases.jumped', { step: step.id, element: step.element, to }, { reason })
  await saveWork(work)
}

export interface SignersInput {
  place: NewSigners['place']
  /** Each by the post; with `account` a certain colleague who holds it. */
  signers: { organisation: string; role: string; account?: string }[]
  rule?: NewSigners['rule']
  reason?: string
}

/** 加签: others sign before, with or after the handler; with several the rule says how their votes count. */
export async function addSigners(act: Act, caseId: string, stepId: string, handler: Handler, { place, signers, rule, reason }: SignersInput): Promise<void> {
  const work = await openWork(act, caseId)
  const step = movable(work, stepId, handler)
  const holders = await holdersOf(act.tx, signers.map(({ organisation }) => organisation), act.now)
  const asked = signers.map(({ organisation, role, account }) => {
    const held = holders.filter((one) => [one.organisation, one.section].includes(organisation) && one.role === role && (account === undefined || one.account === account))
    if (held.length === 0 || account === handler.id) throw colleagueUnknown({ organisation, role })
    return { unit: account ? placeOf(held, organisation, work) : organisation, role, ...(account ? { ref: account } : {}) }
  })
  const signing = work.run.tokens.find(({ id }) => id === step.token)?.signing?.signers.flatMap(({ ref, vote }) => (ref && vote === undefined ? [ref] : [])) ?? []
  const named = [...signing, ...signers.flatMap(({ account }) => account ?? [])]
  if (new Set(named).size < named.length) throw signsAlready()
  moveTo(work, { type: 'add-signers', token: step.token, place, signers: asked, ...(rule ? { rule } : {}) })
  const told = signers.flatMap(({ account }) => account ?? [])
  note(work, 'cases.signers-added', { step: step.id, element: step.element, place, count: signers.length, ...(rule ? { rule } : {}), ...(place !== 'after' && told.length > 0 ? { told } : {}) }, reason ? { reason } : undefined)
  await saveWork(work)
}

/** Where a colleague signs: in the body, or in the own section where none of the posts reaches what the body has of this case. */
function placeOf(held: readonly Holder[], organisation: string, { case: row }: Work): string {
  const places = held.map((one) => placeFor(one, organisation, row))
  return places.includes(organisation) ? organisation : (places[0] ?? organisation)
}

/** 减签: takes a signer away who has not signed. `signer`: that signer's own step. */
export async function removeSigner(act: Act, caseId: string, signer: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'accepted', 'decided')
  const signing = work.steps.find((other) => other.id === signer)
  if (!signing) throw stepAlreadyDone({ case: work.case.number })
  const rounds = await findStepsOf(act.tx, caseId, signing.element)
  const main = rounds.findLast((one) => one.token === mainToken(signing.token))
  const isHolder = main !== undefined && mayMove({ ...main, assignee: main.assignee ?? main.doneBy }, handler)
  if (!isHolder && !holdsPost({ ...signing, role: 'head' }, handler)) throw moveNotYours()
  moveTo(work, { type: 'remove-signer', signer: signing.token })
  note(work, 'cases.signer-removed', { step: signing.id, element: signing.element })
  await saveWork(work)
}

function mainToken(token: string): string {
  return token.slice(0, token.lastIndexOf('.'))
}

/** Steps a handler may choose for a return or a jump, by id, with their names. */
export interface Target {
  element: string
  name: CaseStep['name']
  straightBack?: boolean
}

/** Where a step may be returned to by a handler. */
export function returnsFor(work: Pick<Work, 'case' | 'item' | 'run'>, step: CaseStep, handler: Handler): Target[] {
  const isFar = mayMoveFar(step, handler)
  return returnTargets(work.item.process, work.run, step.token).filter((one) => isFar || organisationOf(work, one.step.unit) === step.organisation)
    .map((one) => ({ element: one.step.id, name: one.step.name, straightBack: one.mayComeStraightBack }))
}

/** Where a step may jump to by a handler. */
export function jumpsFor(work: Pick<Work, 'item' | 'run'>, step: CaseStep, handler: Handler): Target[] {
  return mayMoveFar(step, handler) ? jumpTargets(work.item.process, work.run, step.token).map(({ id, name }) => ({ element: id, name })) : []
}
