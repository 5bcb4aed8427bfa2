// The verbs: a machine decides a case or leaves it to a person; stopping and starting it; a review by a person.
// All of it is acts on the case like any other: acceptance, examination, decision, each recorded, by the system for the post that released the table.
import type { Act, Entry } from '#base/act'
import { canonicalJson } from '#base/crypto'
import { dateInChina } from '#base/time'
import { acceptAtOnce, acceptCase, completeStep, decideCase, findWholeCase, openCase, systemActor, type CaseStep, type Handler, type WholeCase } from '#core/cases'
import { findItem, getItem, getItemVersion, type Item } from '#core/items'
import { automaticOf, judgeByMachine, type Automatic, type Judgement, type MachineFacts, type MachineReason } from '#core/packs'
import { licencesHeldBy } from '#support/licences'
import { alreadyStopped, LeftToPerson, notByMachine, notStopped, notYourItem, plainReason, reasonsBefore, reviewOpen, stateOf, type Kept, type SwitchChange } from './automation.ts'
import { findJudgement, insertJudgement, insertReview, insertSwitch, lastSwitch, markReversed } from './store.ts'

/** The lock of an item's automatic decisions: a decision and the switch exclude one another. */
export const automationLock = (item: string): string => `automation:${item}`

/** Judges an opened case: grants by machine, or leaves it to a person with the reasons. `entry` says how it was opened. */
export async function judgeCase(act: Act, entry: Pick<Entry, 'facts' | 'subject'>): Promise<Kept['verdict']> {
  const { whole, item, automatic } = await getJudged(act, entry.subject)
  const current = await findItem(act.tx, item.code, act.now)
  const before = reasonsBefore({ whole, item, automatic, current, state: stateOf(await lastSwitch(act.tx, item.code)), byPerson: entry.facts.byPerson === true })
  if (before.length > 0) return keep(act, whole, item, before)
  const inputs = await gather(act, whole)
  const judgement = plain(judgeByMachine(item.content, automatic, item.decision, inputs))
  if (!judgement.grants) return keep(act, whole, item, judgement.reasons, { inputs, judgement })
  await grant(act, whole, automatic, judgement)
  return keep(act, whole, item, [], { inputs, judgement })
}

/** Leaves a case to a person because the process did not go as the machine may go. */
export async function leaveToPerson(act: Act, caseId: string, reason: MachineReason): Promise<void> {
  const { whole, item } = await getJudged(act, caseId)
  await keep(act, whole, item, [reason])
}

async function getJudged(act: Act, caseId: string): Promise<{ whole: WholeCase; item: Item; automatic: Automatic }> {
  const whole = await findWholeCase(act.tx, caseId)
  if (!whole) throw new Error(`case ${caseId} does not exist`)
  const item = await getItemVersion(act.tx, whole.case.itemVersion)
  const automatic = automaticOf(item.content)
  if (!automatic) throw new Error(`item ${item.code} is not decided automatically`)
  return { whole, item, automatic }
}

/** Everything the machine looks at, as plain JSON: it is kept and can be judged again years later. */
async function gather(act: Act, { parties, form, scenario, files }: WholeCase): Promise<MachineFacts> {
  const applicant = parties.find((party) => party.role === 'applicant')
  const today = dateInChina(act.now)
  return plain({
    form, scenario, papers: [...new Set(files.map((file) => file.material))].sort(), today: today.toString(),
    applicant: { kind: applicant?.kind ?? 'natural', name: applicant?.name ?? '', idKind: applicant?.idKind ?? '', idNumber: applicant?.idNumber ?? '' },
    licences: applicant?.account ? await licencesHeldBy(act.tx, applicant.account, today) : [],
  })
}

// As the database gives it back: what is kept, proved and replayed is one and the same text.
function plain<T>(value: T): T {
  return JSON.parse(canonicalJson(JSON.parse(JSON.stringify(value)))) as T
}

const stepsMax = 10

/** Accepts, examines and decides as the process asks, as long as each step is one that the machine may do. */
async function grant(act: Act, before: WholeCase, automatic: Automatic, judgement: Judgement): Promise<void> {
  let whole: WholeCase | undefined = before
  for (let turn = 0; turn < stepsMax && whole && whole.case.state !== 'decided'; turn++) {
    const [step, other] = whole.allSteps.filter((one) => one.state === 'open')
    if (!step || other || !automatic.steps.includes(step.element)) throw new LeftToPerson(plainReason('step-not-declared'))
    await doStep(act, whole.case.id, step, automatic, judgement)
    whole = await findWholeCase(act.tx, before.case.id)
  }
  if (whole?.case.state !== 'decided') throw new LeftToPerson(plainReason('step-not-declared'))
}

async function doStep(act: Act, caseId: string, step: CaseStep, { release, decision: table }: Automatic, { conditions }: Judgement): Promise<void> {
  // The machine stands in the post that the step asks for, and nowhere else.
  const handler: Handler = { id: systemActor.id, posts: [{ role: step.role, organisation: step.organisation }] }
  if (step.kind === 'acceptance') return acceptCase(act, caseId, handler)
  if (step.kind === 'decision') return decideCase(act, caseId, handler, { step: step.id, outcome: 'grant', automatic: { table, body: release.body, role: release.role, releasedOn: release.on } })
  return completeStep(act, caseId, step.id, handler, { outcome: 'pass', opinion: conditions.map(({ zh }) => zh).join('\n') })
}

async function keep(act: Act, { case: row }: WholeCase, item: Item, reasons: MachineReason[], made: { inputs: MachineFacts; judgement: Judgement } | null = null): Promise<Kept['verdict']> {
  const verdict = reasons.length === 0 ? 'machine' : 'person'
  const { release, decision } = automaticOf(item.content) ?? {}
  const salt = act.random.bytes(16)
  const codes = [...new Set(reasons.map(({ code }) => code))]
  const entry = act.record(verdict === 'machine' ? 'automation.decided' : 'automation.left-to-person', {
    subject: row.id, proves: { salt, content: provedContent({ reasons, inputs: made?.inputs ?? null, judgement: made?.judgement ?? null }) },
    facts: { item: row.item, version: item.version, table: decision ?? null, ...(verdict === 'machine' ? { body: release?.body ?? null, role: release?.role ?? null, releasedOn: release?.on ?? null } : { reasons: codes }) },
  })
  await insertJudgement(act.tx, {
    caseId: row.id, caseNumber: row.number, item: row.item, itemVersion: row.itemVersion, handling: row.handling, deciding: row.deciding,
    verdict, reasons, inputs: made?.inputs ?? null, judgement: made?.judgement ?? null, salt, entry, at: act.now, reversedBy: null, reversedAt: null,
  })
  return verdict
}

/** What the ledger's digest of a judgement is over. */
export function provedContent({ reasons, inputs, judgement }: Pick<Kept, 'reasons' | 'inputs' | 'judgement'>): unknown {
  return { reasons, inputs, judgement }
}

/** Stops an item's automatic decisions at once; what comes goes to persons. */
export async function stopAutomation(act: Act, item: Item, handler: Handler, reason: string): Promise<void> {
  mayDirect(item, handler)
  if (stateOf(await lastSwitch(act.tx, item.code)) === 'stopped') throw alreadyStopped({ item: item.code })
  await turn(act, item, 'stopped', reason)
}

/** Refuses to start again what is not stopped. */
export async function mayRestart(act: Act, item: Item): Promise<void> {
  if (stateOf(await lastSwitch(act.tx, item.code)) !== 'stopped') throw notStopped({ item: item.code })
}

/** Starts again what one person of the deciding body asked for and another confirms (双人复核). */
export async function restartAutomation(act: Act, item: Item, reason: string): Promise<void> {
  await turn(act, item, 'restarted', reason)
}

const kinds = { stopped: 'automation.stopped', restarted: 'automation.restarted' } as const satisfies Record<SwitchChange, string>

async function turn(act: Act, item: Item, change: SwitchChange, reason: string): Promise<void> {
  const id = act.newId()
  const salt = act.random.bytes(16)
  act.record(kinds[change], { subject: id, facts: { item: item.code }, proves: { salt, content: { reason } } })
  await insertSwitch(act.tx, { id, item: item.code, change, reason, salt, by: act.actor.id, at: act.now })
}

/** Stopping and starting belongs to those who answer for the decisions: approver or head of the deciding body. */
function mayDirect(item: Item, handler: Handler): void {
  if (!handler.posts.some((post) => (post.role === 'approver' || post.role === 'head') && post.organisation === item.content.bodies.deciding)) throw notYourItem({ item: item.code })
}

/** Opens a review by a person: a case of the review item about this one, handled by the body that decided (个人信息保护法 24). */
export async function askReview(act: Act, caseId: string, reason: string): Promise<{ id: string; number: string }> {
  const whole = await findWholeCase(act.tx, caseId)
  const kept = await findJudgement(act.tx, caseId)
  if (!whole || kept?.verdict !== 'machine') throw notByMachine()
  const automatic = automaticOf((await getItemVersion(act.tx, whole.case.itemVersion)).content)
  const item = await getItem(act.tx, automatic?.review ?? '', act.now)
  const asker = whole.parties.find((party) => party.account === act.actor.id)
  if (!asker) throw notByMachine()
  const opened = await openCase(act, {
    item, parties: [{ ...asker, role: 'applicant' }], form: { caseNumber: whole.case.number, reason }, scenario: {}, files: [], about: caseId, parent: caseId, channel: 'web',
    receiving: whole.case.handling, bodies: { handling: whole.case.handling, deciding: whole.case.deciding },
  })
  await acceptAtOnce(act, opened.id)
  const isFirst = await insertReview(act.tx, { reviewCase: opened.id, reviewNumber: opened.number, caseId, askedAt: act.now, endedAt: null, changed: null })
  if (!isFirst) throw reviewOpen()
  act.record('automation.review-asked', { subject: caseId, facts: { review: opened.id, number: opened.number } })
  return opened
}

/** Records that a machine's decision did not stand: changed after a review, or its licence annulled (许可法 69). */
export async function reverse(act: Act, caseId: string, by: NonNullable<Kept['reversedBy']>): Promise<void> {
  const first = await markReversed(act.tx, caseId, by, act.now)
  act.record(first ? 'automation.reversed' : 'automation.reversal-known', { subject: caseId, facts: { by } })
}
