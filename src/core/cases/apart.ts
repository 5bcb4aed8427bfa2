// Steps that are somebody else's by their nature. `yiwang:apart`: a call-back is not made by who is called about, a record is not judged by who
// wrote it; who was named when the case was opened (回避) keeps away from such steps too. And by law, on any process (岗位不相容): who presided
// over a hearing has no part in the review (行政许可法 48), who registered the papers does not judge them (收件不审批), who opened or
// investigated the case for a penalty does not decide it (行政处罚法 57).
import { refusal, type Refusal } from '#base/problem'
import type { Item } from '#core/items'
import { matterOf } from '#core/packs'
import { isTask, type CaseStep } from './case.ts'
import { findHandlersOf, findPart, findRecused, hasInvestigated, type Part } from './store-apart.ts'
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

export const receivedByYou = refusal({
  code: 'cases.received-by-you', status: 403, basis: '国办发〔2018〕45号',
  zh: '这件是您收件登记的，审查和决定由其他人办理；即办件除外。', en: 'You registered the papers of this case: somebody else examines and decides it, unless it is decided on the spot.',
  nextZh: '请交由没有收件的同事办理。', nextEn: 'Leave it to a colleague who did not receive it.',
})

export const investigatedByYou = refusal({
  code: 'cases.investigated-by-you', status: 403, basis: '行政处罚法第五十七条',
  zh: '这件处罚是您立案或者调查的，由其他人审查调查结果并作出决定。', en: 'You opened or investigated this penalty: somebody else reviews what was found, and decides.',
  nextZh: '请交由没有参与调查的审批人员或者负责人决定。', nextEn: 'Leave it to an approver or head who had no part in the investigation.',
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

/** Matters about a licence that are penalties (行政处罚法 9). */
const penalties: readonly string[] = ['revocation', 'suspension']

function isPenaltyDecision({ content }: Pick<Item, 'content'>, step: Pick<CaseStep, 'kind'>): boolean {
  return step.kind === 'decision' && penalties.includes(matterOf(content)?.act ?? '')
}

/** Why somebody with this part in a case keeps away from a step of its review, whatever post is held; undefined where nothing keeps him. */
export function keptAway(part: Part & { investigated: boolean }, step: Pick<CaseStep, 'kind' | 'token'>, item: Pick<Item, 'content'>): Refusal | undefined {
  if (!isReview(step)) return undefined
  if (part.presided) return presidedHere
  // What is decided while the applicant waits (即办件) is decided by whoever received it, where that one holds the post for it.
  if (part.entered === 'received' && step.kind !== 'acceptance' && item.content.caseKind !== 'INSTANT') return receivedByYou
  return isPenaltyDecision(item, step) && (part.entered === 'opened' || part.investigated) ? investigatedByYou : undefined
}

/** Refuses whoever did one of the steps that this one keeps away from, was named as one who keeps away, or keeps away by law. */
export async function mustBeApart(work: Pick<Work, 'act' | 'case' | 'item'>, step: Pick<CaseStep, 'element' | 'kind' | 'token'>, account: string): Promise<void> {
  const { tx } = work.act
  if (isReview(step)) {
    const investigated = isPenaltyDecision(work.item, step) && (await hasInvestigated(tx, work.case.id, account))
    const refuse = keptAway({ ...(await findPart(tx, work.case.id, account)), investigated }, step, work.item)
    if (refuse) throw refuse()
  }
  const node = work.item.process.nodes.get(step.element)
  const apart = node?.type === 'user' ? node.apart : undefined
  if (!apart) return
  const away = [...(await findRecused(tx, work.case.id)), ...(await findHandlersOf(tx, work.case.id, apart))]
  if (away.includes(account)) throw handledByYou({ step: step.element })
}
