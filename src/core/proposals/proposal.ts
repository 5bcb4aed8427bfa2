// The noun: something that one person asks for and another decides (双人复核). What kinds there are, other contexts say. Pure.
// GB/T 22239-2019 8.1.5: what the administrators of a system change, they do not change alone.
import { refusal } from '#base/problem'

export type ProposalState = 'waiting' | 'confirmed' | 'refused' | 'withdrawn' | 'lapsed'
export const proposalStates: readonly ProposalState[] = ['waiting', 'confirmed', 'refused', 'withdrawn', 'lapsed']

export interface Proposal {
  id: string
  kind: string
  subject: string
  organisation: string | null
  content: unknown
  reason: string
  salt: Uint8Array
  state: ProposalState
  askedBy: string
  askedAt: Temporal.Instant
  /** When it lapses by itself; null for what holds already. */
  lapsesAt: Temporal.Instant | null
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
  answer: string | null
}

/** [K] How long something waits for its second person before it lapses. */
export const waitsDays = 14

export const proposalNotFound = refusal({
  code: 'proposals.not-found', status: 404,
  zh: '没有这项申请，或者不由您复核。', en: 'There is no such proposal, or it is not yours to decide.',
  nextZh: '请刷新复核列表。', nextEn: 'Reload the list.',
})
export const alreadyWaiting = refusal({
  code: 'proposals.already-waiting', status: 409,
  zh: '同一对象已有一项同类申请在等待复核。', en: 'A proposal of this kind about the same is waiting already.',
  nextZh: '请等它有了结果，或由提出人撤回，再提出新的。', nextEn: 'Wait until it is decided, or have it withdrawn by whoever asked.',
})
export const alreadyDecided = refusal({
  code: 'proposals.already-decided', status: 409,
  zh: '这项申请已经处理，或者已经撤回、过期。', en: 'This proposal was decided, withdrawn, or has lapsed.',
  nextZh: '请刷新复核列表；还需要的，请重新提出。', nextEn: 'Reload the list; ask anew where it is still needed.',
})
export const secondPerson = refusal({
  code: 'proposals.second-person', status: 403, basis: 'GB/T 22239-2019 8.1.5',
  zh: '提出的人不能自己复核。', en: 'Whoever asked for it does not decide it.',
  nextZh: '请由另一人复核。', nextEn: 'Another person decides it.',
})
export const notYours = refusal({
  code: 'proposals.not-yours', status: 403,
  zh: '这件事不属于您任职的单位。', en: 'This is not a matter of a body in which you hold the post for it.',
  nextZh: '请由有关单位的负责人或者审批人提出。', nextEn: 'Leave it to those who answer for it there.',
})
export const answerNeeded = refusal({
  code: 'proposals.answer-needed', status: 422,
  zh: '退回须说明理由。', en: 'Refusing needs reasons.',
  nextZh: '请写明理由。', nextEn: 'Say why.',
})

/** Whether somebody may decide a proposal, the second person being another. */
export function mustBeSecond({ askedBy }: Pick<Proposal, 'askedBy'>, account: string): void {
  if (askedBy === account) throw secondPerson()
}
