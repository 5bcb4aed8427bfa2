// 依职权: what a body does of its own accord against a holder is first told with facts, reasons and law; the holder may state and
// defend, and is heard before anything is decided. 行政许可法 7 (陈述权、申辩权); 行政处罚法 7, 44, 45, 63, 64 (吊销: also a hearing).
import { refusal } from '#base/problem'
import type { Act } from '#base/act'
import { isRevocation, matterOf } from '#core/packs'
import { openWork, type Handler } from './acts.ts'
import { placeProcedure } from './procedure.ts'
import { applicantOnly, notYourStep, reasonsNeeded, wrongState } from './refusals.ts'
import { findWords, saveWork } from './store.ts'
import { isAddressee } from './store-parties.ts'
import { endTerms, mustBe, note, runningTerms, setDue, startTerm, type Work } from './work.ts'

export const noticeFirst = refusal({
  code: 'cases.notice-first', status: 409, basis: '行政许可法第七条；行政处罚法第四十四条', zh: '还没有告知拟作出的决定，或者告知书还没有送达。', en: 'What is intended has not been told, or the notice has not been delivered.',
  nextZh: '请先告知事实、理由、依据和陈述、申辩的权利，并记录送达。', nextEn: 'Tell the facts, the reasons, the law and the right to be heard, and record the delivery.',
})
export const defenceStillRuns = refusal({
  code: 'cases.defence-still-runs', status: 409, basis: '行政许可法第七条；行政处罚法第四十五条', zh: '陈述、申辩的期限还没有届满。', en: 'The time to state and defend is not over.',
  nextZh: '请等当事人陈述、放弃或者期限届满后再决定。', nextEn: 'Decide once the holder has spoken, has waived it, or the time is over.',
})
export const noDefence = refusal({
  code: 'cases.no-defence', status: 409, zh: '这个办件现在不能提交陈述、申辩。', en: 'Nothing can be stated in this case now.',
  nextZh: '请在告知书写明的期限内提交；期限届满以后，可以向承办单位反映。', nextEn: 'State it within the time that the notice gives; after that speak to the handling body.',
})

export interface IntendedAct {
  facts: string
  reasons: string
  /** Law and article. */
  basis: string
}

/** Tells the holder what is intended, once, after the case was opened and before it is decided. The letter follows; the time to answer runs from its delivery. */
export async function giveNotice(act: Act, caseId: string, handler: Handler, input: IntendedAct): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  const matter = matterOf(work.item.content)
  const wasTold = (await findWords(act.tx, caseId)).some((words) => words.kind === 'cases.intention-told')
  if (!matter?.burdens || wasTold) throw wrongState({ case: work.case.number, state: work.case.state })
  if (!handler.posts.some((post) => ['clerk', 'examiner', 'approver', 'head'].includes(post.role) && [work.case.handling, work.case.deciding].includes(post.organisation))) throw notYourStep()
  if ([input.facts, input.reasons, input.basis].some((text) => text.trim() === '')) throw reasonsNeeded()
  // 处罚法 63: the notice offers the hearing; until nobody can ask any more, or it was held, nothing is decided.
  const hearing = isRevocation(work.item.content) ? act.newId() : undefined
  if (hearing) await placeProcedure(work, { kind: 'hearing', about: hearing })
  note(work, 'cases.intention-told', { act: matter.act, ...(hearing ? { hearing } : {}) }, { ...input })
  await saveWork(work)
}

/** Lets the time to state and defend run, from the day on which the notice was delivered. */
export async function startDefence(act: Act, caseId: string, deliveredOn: Temporal.PlainDate): Promise<void> {
  const work = await openWork(act, caseId)
  const matter = matterOf(work.item.content)
  const limit = matter?.defence
  if (work.case.state !== 'accepted' || !matter || !limit || defenceTerm(work)) return note(work, 'cases.defence-known', {})
  const term = startTerm(work, { kind: 'defence', days: limit.days, unit: limit.unit, starts: 'delivery', basis: limit.basis ?? matter.basis }, deliveredOn)
  note(work, 'cases.defence-opened', { due: term.dueOn }, undefined, deliveredOn)
  setDue(work)
  await saveWork(work)
}

/** The holder states and defends, or waives it. Nobody is treated worse for having spoken (处罚法 45). */
export async function stateDefence(act: Act, caseId: string, account: string, input: { words: string; waived: boolean }): Promise<void> {
  const work = await openWork(act, caseId)
  mustBe(work, 'accepted')
  if (!(await isAddressee(act.tx, caseId, account))) throw applicantOnly()
  const open = runningTerms(work, ['defence']).some((term) => !isPast(work, term.dueOn))
  if (!open) throw noDefence()
  if (!input.waived && !input.words.trim()) throw reasonsNeeded()
  endTerms(work, ['defence'])
  note(work, 'cases.defence-stated', { waived: input.waived }, input.waived ? undefined : { words: input.words })
  setDue(work)
  await saveWork(work)
}

/** Refuses a decision against somebody who has not been told and heard. */
export function mustBeHeard(work: Work): void {
  const term = defenceTerm(work)
  if (!term) throw noticeFirst()
  if (term.state === 'running' && !isPast(work, term.dueOn)) throw defenceStillRuns({ until: term.dueOn })
  endTerms(work, ['defence'], 'ended')
}

function defenceTerm(work: Work) {
  return work.terms.find((term) => term.kind === 'defence')
}

function isPast(work: Work, day: string): boolean {
  return Temporal.PlainDate.compare(work.today, Temporal.PlainDate.from(day)) > 0
}
