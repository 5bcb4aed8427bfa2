// The noun: how an account ends. Closing it is as easy as opening it was and asks for no reason (个人信息保护法 15, 47); what the law keeps is
// told before. Death, and what dissolves an organisation, are noted as the register has them. Pure.
import { refusal } from '#base/problem'

export const endingKinds = ['closed', 'merged', 'died', 'dissolved'] as const
/** closed: by its holder · merged: into another of the same person · died · dissolved: 解散, in liquidation until the register strikes it off. */
export type EndingKind = (typeof endingKinds)[number]

export interface Ending {
  id: string
  account: string
  kind: EndingKind
  at: Temporal.Instant
  onDay: string | null
  reference: string | null
  kept: string | null
}

/** [K] How long the digest of the number of a closed account is kept: as long as logs must be, so that a lawful question whose account it was has an answer (网络安全法: six months). */
export const digestDays = 180

/** What stands in the place of a name that was erased. */
export const closedName = { zh: '已注销的账号', en: 'Closed account' } as const

export const staffNotClosed = refusal({
  code: 'people.staff-not-closed', status: 409,
  zh: '工作账号不能由本人注销。', en: 'A civil servant does not close a work account.',
  nextZh: '离岗的，由系统管理员冻结。', nextEn: 'The system administrator freezes it when you leave.',
})
export const accountEnded = refusal({
  code: 'people.account-ended', status: 409,
  zh: '这个账号已经注销、合并，或者登记了死亡、解散。', en: 'This account is closed, merged, or noted as that of somebody who died or of an organisation that is dissolved.',
  nextZh: '请在账号表中查看；登记有误的，先更正登记。', nextEn: 'See the list of accounts; what was noted by mistake is taken back first.',
})

/** Whether nobody signs in any more: an organisation that is dissolved still ends its affairs. */
export const isShut = (kind: EndingKind): boolean => kind !== 'dissolved'
