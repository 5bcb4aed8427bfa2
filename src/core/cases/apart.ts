// Steps that are somebody else's by their nature (`yiwang:apart`): a call-back is not made by who is called about, a record is not
// judged by who wrote it. Who was named when the case was opened (回避) keeps away from such steps too.
import { refusal } from '#base/problem'
import type { CaseStep } from './case.ts'
import { findHandlersOf, findRecused } from './store-apart.ts'
import type { Work } from './work.ts'

export const handledByYou = refusal({
  code: 'cases.handled-by-you', status: 403,
  zh: '这一步应当由没有经办过此事的人办理，您经办过，需要回避。', en: 'This step is for somebody who did not handle the matter, and you did.',
  nextZh: '请交由其他同事办理。', nextEn: 'Leave it to a colleague who had no part in it.',
})

/** Refuses whoever did one of the steps that this one keeps away from, or was named as one who keeps away. */
export async function mustBeApart(work: Pick<Work, 'act' | 'case' | 'item'>, step: Pick<CaseStep, 'element'>, account: string): Promise<void> {
  const node = work.item.process.nodes.get(step.element)
  const apart = node?.type === 'user' ? node.apart : undefined
  if (!apart) return
  const { tx } = work.act
  const away = [...(await findRecused(tx, work.case.id)), ...(await findHandlersOf(tx, work.case.id, apart))]
  if (away.includes(account)) throw handledByYou({ step: step.element })
}
