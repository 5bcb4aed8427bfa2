// The verbs of papers that are owed: they come, a promised day passes without them, or a promise that stood in for them is taken back
// before the decision; then they are owed as usual, without a day of their own. What comes after its day reaches a person, who takes or refuses it.
import type { Act } from '#base/act'
import { openWork, type Handler } from './acts.ts'
import { organisationOf } from './advance.ts'
import type { CaseAttachment } from './case.ts'
import { latePapersTask, openOf } from './promised.ts'
import { gapTooLate, noPromiseToWithdraw, nothingOwed } from './refusals-acceptance.ts'
import { applicantOnly, notYourStep } from './refusals.ts'
import { findCommitment, findHandedIn, findOwed, markLate, meetOwed, putOwed, withdrawCommitment, type Owed } from './store-acceptance.ts'
import { isApplicant, saveWork } from './store.ts'
import { addTask } from './tasks.ts'
import { endTerms, mustBe, note, runningTerms, type Work } from './work.ts'

export type OwedPaper = Omit<CaseAttachment, 'id' | 'version' | 'at'>

/** Takes papers that are owed: from the applicant as files, or at a window from the clerk. */
export async function handInOwed(act: Act, caseId: string, papers: OwedPaper[], by: { account: string } | { handler: Handler }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'submitted', 'accepted')
  await mustBring(work, by)
  const open = new Map(openOf(await findOwed(act.tx, caseId)).map((one) => [one.material, one]))
  for (const { material } of papers) {
    const owed = open.get(material)
    if (!owed) throw nothingOwed({ material })
    if (owed.late !== null) throw gapTooLate({ material, due: owed.dueOn })
  }
  work.changes.files = papers.map((paper) => ({ ...paper, id: act.newId(), version: work.formVersion, at: act.now.toString() }))
  const came = [...new Set(papers.map(({ material }) => material))]
  const late = came.filter((material) => isPast(work, open.get(material)?.dueOn))
  const inTime = came.filter((material) => !late.includes(material))
  if (inTime.length > 0) await takeInTime(work, [...open.values()], inTime)
  if (late.length > 0) await referLate(work, late)
  await saveWork(work)
}

const isPast = ({ today }: Work, day: string | null | undefined): boolean => typeof day === 'string' && Temporal.PlainDate.compare(today, Temporal.PlainDate.from(day)) > 0

async function takeInTime(work: Work, open: Owed[], materials: string[]): Promise<void> {
  await meetOwed(work.act.tx, work.case.id, materials, work.act.now)
  const left = open.filter(({ material }) => !materials.includes(material))
  if (!left.some(({ why }) => why === 'gap')) endTerms(work, ['gap'])
  note(work, 'cases.gap-met', { materials, left: left.length })
}

/** What came late is kept with the case and laid before whoever decides it. */
async function referLate(work: Work, materials: string[]): Promise<void> {
  await markLate(work.act.tx, work.case.id, materials, 'waiting')
  if (!work.steps.some(({ element }) => element === latePapersTask)) {
    addTask(work, { element: latePapersTask, name: { zh: '是否收取逾期材料', en: 'Take late papers?' }, ...decider(work), outcomes: ['take-late', 'refuse-late'] })
  }
  note(work, 'cases.late-papers-came', { materials })
}

/** The post that decides the case. */
function decider(work: Work): { role: string; organisation: string } {
  for (const node of work.item.process.nodes.values()) if (node.type === 'user' && node.kind === 'decision') return { role: node.role, organisation: organisationOf(work, node.unit) }
  return { role: 'approver', organisation: work.case.deciding }
}

async function mustBring(work: Work, by: { account: string } | { handler: Handler }): Promise<void> {
  if ('account' in by) {
    if (!(await isApplicant(work.act.tx, work.case.id, by.account))) throw applicantOnly()
    return
  }
  const { receiving, handling, deciding } = work.case
  const isHere = by.handler.posts.some(({ role, organisation }) => (role === 'window' && organisation === receiving) || (role === 'clerk' && [receiving, handling, deciding].includes(organisation)))
  if (!isHere) throw notYourStep({ roles: ['window', 'clerk'] })
}

/** Records that a promised day passed without the paper; a letter says so, and nothing is granted. */
export async function missGap(act: Act, caseId: string): Promise<void> {
  const work = await openWork(act, caseId)
  const late = runningTerms(work, ['gap']).some((term) => isPast(work, term.dueOn))
  if (!late || work.case.state === 'finished' || work.case.state === 'decided') {
    endTerms(work, ['gap'], 'ended')
    note(work, 'cases.gap-not-missed', {})
  } else {
    endTerms(work, ['gap'])
    note(work, 'cases.gap-missed', { materials: openOf(await findOwed(act.tx, caseId)).map(({ material }) => material) })
  }
  await saveWork(work)
}

/** Takes the promise back before the decision: what it stood in for is owed from now on, without a day of its own. */
export async function withdrawCommitted(act: Act, caseId: string, account: string): Promise<void> {
  const work = await openWork(act, caseId)
  if (!(await isApplicant(act.tx, caseId, account))) throw applicantOnly()
  const commitment = await findCommitment(act.tx, caseId)
  if (!commitment || commitment.withdrawnAt !== null || !['submitted', 'correcting', 'accepted'].includes(work.case.state)) throw noPromiseToWithdraw()
  await withdrawCommitment(act.tx, caseId, act.now)
  const { materials } = await findHandedIn(act.tx, caseId)
  const owed = commitment.materials.filter((material) => !materials.includes(material))
  for (const material of owed) await putOwed(act.tx, caseId, { material, why: 'promise', dueOn: null })
  note(work, 'cases.commitment-withdrawn', { digest: commitment.digest, owed })
  await saveWork(work)
}
