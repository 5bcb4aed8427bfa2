// The verbs of papers that are owed: they come, a promised day passes without them, or a promise that stood in for them is taken back
// before the decision; then they are owed as usual, without a day of their own.
import type { Act } from '#base/act'
import { openWork, type Handler } from './acts.ts'
import type { CaseAttachment } from './case.ts'
import { openOf } from './promised.ts'
import { gapTooLate, noPromiseToWithdraw, nothingOwed } from './refusals-acceptance.ts'
import { applicantOnly, notYourStep } from './refusals.ts'
import { findCommitment, findHandedIn, findOwed, meetOwed, putOwed, withdrawCommitment } from './store-acceptance.ts'
import { isApplicant, saveWork } from './store.ts'
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
    if (owed.dueOn !== null && Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(owed.dueOn)) > 0) throw gapTooLate({ material, due: owed.dueOn })
  }
  const materials = [...new Set(papers.map(({ material }) => material))]
  await meetOwed(act.tx, caseId, materials, act.now)
  work.changes.files = papers.map((paper) => ({ ...paper, id: act.newId(), version: work.formVersion, at: act.now.toString() }))
  const left = [...open.keys()].filter((key) => !materials.includes(key))
  if (![...open.values()].some(({ why, material }) => why === 'gap' && left.includes(material))) endTerms(work, ['gap'])
  note(work, 'cases.gap-met', { materials, left: left.length })
  await saveWork(work)
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
  const late = runningTerms(work, ['gap']).some((term) => Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(term.dueOn)) > 0)
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
