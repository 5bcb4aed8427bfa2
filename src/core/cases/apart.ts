// Steps that are somebody else's by their nature (`yiwang:apart`): a call-back is not made by who is called about, a record is not
// judged by who wrote it. Who was named when the case was opened (回避) keeps away from such steps too. Who presided over a hearing keeps away from the
// whole review of that case, whatever post is held later (行政许可法 48).
import { refusal } from '#base/problem'
import { isTask, type CaseStep } from './case.ts'
import { findHandlersOf, findRecused, hasPresided } from './store-apart.ts'
import type { Work } from './work.ts'

export const handledByYou = refusal({
  code: 'cases.handled-by-you', status: 403,
  zh: '这一步应当由没有经办过此事的人办理，您经办过，需要回避。', en: 'This step is for somebody who did not handle the matter, and you did.',
  nextZh: '请交由其他同事办理。', nextEn: 'Leave it to a colleague who had no part in it.',
})

export const presidedHere = refusal({
  code: 'cases.presided-here', status: 403, basis: '行政许可法第四十八条',
  zh: '您主持过本办件的听证，不能再审查、决定本办件。', en: 'You presided over a hearing of this case, so you have no part in its review and decision.',
  nextZh: '请交由没有主持听证的同事办理。', nextEn: 'Leave it to a colleague who did not preside.',
})

const reviewKinds: readonly CaseStep['kind'][] = ['acceptance', 'examination', 'opinion', 'decision']

/** Whether doing a step is reviewing the case. A task beside the process is not. */
export function isReview(step: Pick<CaseStep, 'kind' | 'token'>): boolean {
  return reviewKinds.includes(step.kind) && !isTask(step)
}

/** The same of a row of steps, as SQL. */
export const reviewStepSql = (row: string) => `${row}.kind in (${reviewKinds.map((kind) => `'${kind}'`).join(', ')}) and ${row}.token not like 'task:%'`

/** Whether somebody has, or had, a part in the review of a case: does not preside over its hearing (许可法 48). */
export function isReviewer(steps: readonly CaseStep[], account: string): boolean {
  return steps.some((step) => isReview(step) && [step.assignee, step.doneBy, step.delegatedBy].includes(account))
}

/** Refuses whoever did one of the steps that this one keeps away from, was named as one who keeps away, or presided over the hearing. */
export async function mustBeApart(work: Pick<Work, 'act' | 'case' | 'item'>, step: Pick<CaseStep, 'element' | 'kind' | 'token'>, account: string): Promise<void> {
  if (isReview(step) && (await hasPresided(work.act.tx, work.case.id, account))) throw presidedHere()
  const node = work.item.process.nodes.get(step.element)
  const apart = node?.type === 'user' ? node.apart : undefined
  if (!apart) return
  const { tx } = work.act
  const away = [...(await findRecused(tx, work.case.id)), ...(await findHandlersOf(tx, work.case.id, apart))]
  if (away.includes(account)) throw handledByYou({ step: step.element })
}
