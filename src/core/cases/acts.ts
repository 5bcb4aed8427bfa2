// The verbs that every case has: open, claim, release, complete a step, fire a timer. The verbs of law stand in acceptance.ts and decision.ts.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import { moveProcess, startSigned } from '#engines/process'
import { makeCaseNumber } from '#engines/codes'
import { getCalendar, noticeLimit } from '#core/clock'
import { getItemVersion, type Item } from '#core/items'
import { purposeOf } from '#core/packs'
import { deputisedBy, reachesSection } from '#core/people'
import { mustBeLive } from '#core/purposes'
import { advance, take } from './advance.ts'
import { mustBeApart } from './apart.ts'
import { noteJoint } from './asked.ts'
import { isTask, type Case, type CaseAttachment, type CaseStep, type Party } from './case.ts'
import { caseNotFound, earlierDateNeedsEvidence, notYourStep, outcomeNotPossible, ownActNeeded, stepAlreadyDone, stepClaimed } from './refusals.ts'
import { stepDelegated } from './refusals-moves.ts'
import { taskReasonsNeeded } from './refusals-procedure.ts'
import { askToConfirm, confirmerOf, mustCheckTogether, mustConfirmOneself } from './site-check.ts'
import { insertEntered, insertRecused } from './store-apart.ts'
import { answerLate, latePapersTask, makeCommitment, takeGapPromise } from './promised.ts'
import { startRenewal } from './renewal.ts'
import { dropTimer, findCaseForWork, insertCase, nextSerial, saveWork } from './store.ts'
import { makeWork, mustBe, note, setDue, startTerm, type Answers, type Work } from './work.ts'

/** The lock of one case: everything that changes it takes this one. */
export function caseLock(id: string): string {
  return `case:${id}`
}

/** Opens a case for work under an act that holds its lock. */
export async function openWork(act: Act, id: string): Promise<Work> {
  const loaded = await findCaseForWork(act.tx, id)
  if (!loaded) throw caseNotFound()
  const work = makeWork(act, await getCalendar(act.tx), await getItemVersion(act.tx, loaded.case.itemVersion), loaded)
  const isTaken = act.actor.kind === 'staff' && loaded.steps.some((step) => step.assignee !== null && step.assignee !== act.actor.id)
  if (isTaken) work.deputises = await deputisedBy(act.tx, act.actor.id, work.today)
  return work
}

/** What the process may read of a case: the answers and the item. */
export function processData({ answers, item }: Pick<Work, 'answers' | 'item'>): Record<string, unknown> {
  return { form: answers.form, scenario: answers.scenario, applicant: { kind: answers.applicant }, item: item.content }
}

export interface NewCaseInput {
  item: Item
  parties: Party[]
  form: Record<string, unknown>
  scenario: Record<string, string>
  files: Omit<CaseAttachment, 'id' | 'version' | 'at'>[]
  /** The day papers were received, where that was before today (letter, window); recorded as the date in law. */
  receivedOn?: Temporal.PlainDate
  /** Who received: the item's receiving unit unless a window of another body did. */
  receiving?: string
  /** The window of it that took the papers in. */
  window?: string
  /** Who handles and decides, where that follows from the case this one is about and not from the item. */
  bodies?: Pick<Case, 'handling' | 'deciding'>
  /** The applicant asked that a person decides, not a machine (个人信息保护法 24). */
  byPerson?: boolean
  /** The day the applicant promised in writing for papers that may follow (容缺). */
  gapUntil?: Temporal.PlainDate
  /** The applicant chose 告知承诺, told of its conditions and consequences. */
  byPromise?: boolean
  parent?: string
  /** Accounts that keep away from the steps that are somebody else's by their nature (回避). */
  recused?: string[]
  about?: string
  /** The authority under which somebody came to a window for the applicant, and the account of that one (许可法 29). */
  agency?: { id: string; agent: string }
  /** The licence that this case renews ends on a day; asked too late it is a person's, or refused, as the item's law says (许可法 50). */
  renewal?: { validTo: Temporal.PlainDate; isLate: boolean }
  channel: 'web' | 'window' | 'post' | 'system' | 'office'
}

const receivedDaysBackMax = 30

/** What a civil servant did who opens a case by a channel: that one keeps away from parts of its review. */
const enteredBy: Partial<Record<NewCaseInput['channel'], 'received' | 'opened'>> = { window: 'received', post: 'received', office: 'opened' }

/** Opens a case where its purpose is registered and assessed (个人信息保护法 55): numbers it, starts its process and the limit to answer (许可法 32). Answers its id and number. */
export async function openCase(act: Act, input: NewCaseInput): Promise<{ id: string; number: string }> {
  const today = dateInChina(act.now)
  const received = input.receivedOn ?? today
  if (Temporal.PlainDate.compare(received, today) > 0 || received.until(today, { largestUnit: 'days' }).days > receivedDaysBackMax) throw earlierDateNeedsEvidence({ receivedOn: received.toString() })
  // Who stands at the window is received today; only what came by post can have come earlier.
  if (Temporal.PlainDate.compare(received, today) < 0 && input.channel !== 'post') throw earlierDateNeedsEvidence({ receivedOn: received.toString(), channel: input.channel })
  const { item } = input
  await mustBeLive(act.tx, purposeOf(item.content))
  const bodies = { ...item.content.bodies, ...input.bodies }
  const row: Case = {
    id: act.newId(), number: await numberOf(act, item, bodies.handling, today), item: item.code, itemVersion: item.versionId, parent: input.parent ?? null, about: input.about ?? null,
    state: 'submitted', openedAt: act.now.toString(), receivedOn: received.toString(), dueAt: null, suspendedAt: null, suspendedUntil: null, finishedAt: null, outcome: null, annulledOn: null, annulledBy: null,
    receiving: input.receiving ?? bodies.receiving, handling: bodies.handling, deciding: bodies.deciding, window: input.window ?? null,
    // The team that the item names is one of the item's own body.
    team: bodies.handling === item.content.bodies.handling ? (item.content.bodies.team ?? null) : null,
  }
  const answers: Answers = { form: input.form, scenario: input.scenario, applicant: input.parties[0]?.kind ?? 'natural' }
  const data = processData({ answers, item })
  const start = startSigned(item.process, data)
  const work = makeWork(act, await getCalendar(act.tx), item, { case: row, run: start.state, steps: [], terms: [], suspensions: [], formVersion: 1, answers })
  take(work, start, data)
  const notice = noticeLimit(item.content)
  if (notice) startTerm(work, notice, received)
  if (input.renewal) startRenewal(work, input.renewal, received)
  setDue(work)
  work.changes.files = input.files.map((file) => ({ ...file, id: act.newId(), version: 1, at: act.now.toString() }))
  const salt = act.random.bytes(16)
  const parties = input.parties.map((party) => ({ ...party, salt: act.random.bytes(16) }))
  act.record('cases.opened', {
    subject: row.id, facts: { number: row.number, item: item.code, version: item.version, channel: input.channel, receiving: row.receiving, handling: row.handling, deciding: row.deciding, ...(row.window ? { window: row.window } : {}), ...(row.team ? { team: row.team } : {}), due: row.dueAt, ...(input.byPerson ? { byPerson: true } : {}), ...(row.about ? { about: row.about } : {}), ...(item.content.serves ? { serves: item.content.serves } : {}), ...(input.agency ? { agency: input.agency.id, agent: input.agency.agent } : {}), ...(input.renewal ? { renewal: input.renewal.isLate ? 'late' : 'in-time' } : {}) },
    ...(input.receivedOn ? { lawDate: received } : {}),
    proves: { salt, content: { form: input.form, scenario: input.scenario, parties: input.parties, files: input.files.map((file) => [file.material, file.sha256]) } },
  })
  if (input.byPromise) await makeCommitment(work)
  if (input.gapUntil) await takeGapPromise(work, input.gapUntil, new Set(input.files.map(({ material }) => material)))
  noteJoint(work, input.parties)
  await insertCase({ work, parties, form: { version: 1, data: input.form, scenario: input.scenario, salt } })
  const entered = act.actor.kind === 'staff' ? enteredBy[input.channel] : undefined
  if (entered) await insertEntered(act.tx, row.id, act.actor.id, entered)
  if (input.recused?.length) await insertRecused(act.tx, row.id, input.recused)
  return { id: row.id, number: row.number }
}

async function numberOf(act: Act, item: Item, handling: string, day: Temporal.PlainDate): Promise<string> {
  // Bodies that an import only found named have codes of our own, with marks that a number does not take.
  const scope = /^[0-9A-Z]{31,33}$/.test(item.code) ? item.code : handling.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return makeCaseNumber({ code: scope, date: day, serial: await nextSerial(act.tx, scope, day.toString()) })
}

/** Who handles: the account and the posts it holds. */
export interface Handler {
  id: string
  posts: { role: string; organisation: string; section?: string }[]
}

/** Whether a handler holds the post that a step asks for. */
export function holdsPost(step: Pick<CaseStep, 'role' | 'organisation' | 'section'>, handler: Handler): boolean {
  return handler.posts.some((post) => post.organisation === step.organisation && post.role === step.role && reachesSection(post, step.section))
}

/** The open step a handler may work on; refuses a step that is done, foreign or taken by a colleague. */
export function mayHandle(work: Work, stepId: string, handler: Handler): CaseStep {
  const step = work.steps.find((other) => other.id === stepId)
  if (!step) throw stepAlreadyDone({ case: work.case.number })
  const hasDelegation = step.delegatedBy !== null && [step.delegatedBy, step.assignee].includes(handler.id)
  if (!holdsPost(step, handler) && !hasDelegation) throw notYourStep({ role: step.role, organisation: step.organisation })
  if (step.delegatedBy) throw stepDelegated()
  mustConfirmOneself(work, step, handler.id)
  // Who stands in for a colleague on leave holds the same post, and does what that one had taken (代办).
  if (step.assignee && step.assignee !== handler.id && !work.deputises.includes(step.assignee)) throw stepClaimed()
  return step
}

/** Takes a step for oneself. Taking it again changes nothing and is recorded all the same. */
export async function claimStep(act: Act, caseId: string, stepId: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  const step = mayHandle(work, stepId, handler)
  await mustBeApart(work, step, handler.id)
  Object.assign(step, { assignee: handler.id, claimedAt: act.now.toString() })
  work.changes.changedSteps.add(step)
  note(work, 'cases.step-claimed', { step: step.id, element: step.element })
  await saveWork(work)
}

/** Gives a step back, so that a colleague can take it. The head of the body may do so for whoever is away. */
export async function releaseStep(act: Act, caseId: string, stepId: string, handler: Handler): Promise<void> {
  const work = await openWork(act, caseId)
  const taken = work.steps.find((other) => other.id === stepId)
  // A delegation is given back, or called back, to who delegated.
  const isDelegation = taken?.delegatedBy === handler.id || (taken?.delegatedBy && taken.assignee === handler.id)
  const step = taken && (isDelegation || holdsPost({ ...taken, role: 'head' }, handler)) ? taken : mayHandle(work, stepId, handler)
  Object.assign(step, step.delegatedBy ? { assignee: step.delegatedBy, delegatedBy: null, delegatedUntil: null } : { assignee: null, claimedAt: null })
  work.changes.changedSteps.add(step)
  note(work, 'cases.step-released', { step: step.id, element: step.element })
  await saveWork(work)
}

/** Completes an examination, an opinion or work. Acceptance, decision and delivery have acts of their own. */
export async function completeStep(act: Act, caseId: string, stepId: string, handler: Handler, answer: { outcome: string; opinion?: string; officers?: string[] }): Promise<void> {
  const work = await openWork(act, caseId)
  const step = mayHandle(work, stepId, handler)
  mustBe(work, 'submitted', 'accepted')
  if (['acceptance', 'decision', 'delivery'].includes(step.kind)) throw ownActNeeded({ kind: step.kind })
  if (!step.outcomes.includes(answer.outcome)) throw outcomeNotPossible({ outcomes: step.outcomes })
  const confirms = confirmerOf(work.run, step) !== undefined
  // Who asked for it will be told why; so will who wrote the record of a check that another does not confirm.
  if ((isTask(step) || (confirms && answer.outcome === 'disagree')) && !answer.opinion?.trim()) throw taskReasonsNeeded({ element: step.element })
  const officers = await mustCheckTogether(work, step, handler.id, answer)
  await mustBeApart(work, step, handler.id)
  const confirming = officers?.slice(1) ?? []
  if (confirming.length > 0) take(work, moveProcess(work.item.process, work.run, askToConfirm(step, confirming)), processData(work))
  finishStep(work, step, handler.id, answer.outcome)
  note(work, 'cases.step-completed', { step: step.id, element: step.element, outcome: answer.outcome, ...(officers ? { officers } : {}), ...(confirms ? { confirms: 'site-check' } : {}), ...(isTask(step) ? { task: true } : {}) }, answer.opinion ? { opinion: answer.opinion } : undefined)
  if (isTask(step) && step.element === latePapersTask) await answerLate(work, answer.outcome, answer.opinion ?? '')
  if (confirming.length > 0) note(work, 'cases.signers-added', { step: step.id, element: step.element, place: 'after', count: confirming.length, told: confirming })
  await saveWork(work)
}

/** Marks a step done and moves the process on. The caller notes the act and saves. */
export function finishStep(work: Work, step: CaseStep, by: string, outcome: string): void {
  Object.assign(step, { state: 'done', doneAt: work.act.now.toString(), doneBy: by, outcome, assignee: step.assignee && !work.deputises.includes(step.assignee) ? step.assignee : by })
  work.steps = work.steps.filter((other) => other !== step)
  work.changes.changedSteps.add(step)
  // A task stands beside the process: whoever opened it follows its outcome.
  if (isTask(step)) return
  advance(work, { type: 'completed', element: step.element, token: step.token, result: { outcome } }, processData(work))
}

/** Lets a timer of the process fire. A timer that is gone meanwhile is no fault: answers false. */
export async function fireTimer(act: Act, caseId: string, timer: string): Promise<boolean> {
  const work = await openWork(act, caseId)
  // What a case that has ended still waited for happens no more.
  if (!(await dropTimer(act.tx, caseId, timer)) || work.case.state === 'finished') {
    note(work, 'cases.timer-passed-by', { timer })
    return false
  }
  advance(work, { type: 'timer-fired', timer }, processData(work))
  note(work, 'cases.timer-fired', { timer })
  await saveWork(work)
  return true
}
