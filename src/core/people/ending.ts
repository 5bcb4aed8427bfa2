// The noun: how an account ends. Closing it is as easy as opening it was and asks for no reason (个人信息保护法 15, 47); what the law keeps is
// told before. Death, and what dissolves an organisation, are noted as the register has them. Pure.
import { refusal } from '#base/problem'

export const endingKinds = ['closed', 'died', 'dissolved', 'terminated', 'merged'] as const
/**
 * closed: by its holder · merged: into another account of the same holder · died (民法典 13) · dissolved: 解散, in liquidation, which it
 * outlives until the register strikes it off (民法典 70, 72) · terminated: 终止, struck off (民法典 68, 72). */
export type EndingKind = (typeof endingKinds)[number]

/** What the registers tell. */
export const registeredKinds = ['died', 'dissolved', 'terminated'] as const
export type RegisteredKind = (typeof registeredKinds)[number]

/** As somebody who reads a matter of the account is told it. */
export const isRegistered = (kind: EndingKind): kind is RegisteredKind => (registeredKinds as readonly EndingKind[]).includes(kind)

export interface Ending {
  id: string
  account: string
  kind: EndingKind
  at: Temporal.Instant
  onDay: string | null
  reference: string | null
  /** merged: the account that was kept. */
  into: string | null
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
  zh: '这个账号已经注销、合并，或者登记了死亡、解散、终止。', en: 'This account is closed, merged, or noted as that of somebody who died or of an organisation that ended.',
  nextZh: '请在账号表中查看；登记有误的，先更正登记。', nextEn: 'See the list of accounts; what was noted by mistake is taken back first.',
})

export const holderDied = refusal({
  code: 'people.holder-died', status: 409, basis: '民法典第十三条',
  zh: '这位申请人已登记死亡，不能再以其名义申请。', en: 'The applicant is registered as deceased; nothing new is applied for in that name.',
  nextZh: '继承人请以自己的名义办理，带死亡证明和亲属关系证明或者公证书；登记有误的，请带身份证件到政务服务大厅更正。', nextEn: 'Heirs apply in their own name, with the certificate of death and proof of kinship or a notarial deed; if the register is wrong, bring your document to a service hall.',
})
export const holderDissolved = refusal({
  code: 'people.holder-dissolved', status: 409, basis: '民法典第七十二条',
  zh: '这家单位已经解散，正在清算，只能由清算组办理与清算有关的事项。', en: 'The organisation is dissolved and in liquidation: its liquidator alone acts, in what belongs to the liquidation.',
  nextZh: '清算组负责人请持清算组备案证明到政务服务大厅登记，之后可在网上以单位的名义办理；也可以直接在窗口办理。', nextEn: 'The head of the liquidation group has the filing registered at a service hall and then applies online in the organisation’s name, or applies at the window.',
})
export const holderTerminated = refusal({
  code: 'people.holder-terminated', status: 409, basis: '民法典第七十二条',
  zh: '这家单位已经注销登记，不能再以其名义申请。', en: 'The organisation is struck off the register; nothing new is applied for in that name.',
  nextZh: '承受其权利义务的人（股东、主管单位等）请以自己的名义办理，带注销登记证明；登记有误的，请到登记机关更正。', nextEn: 'Whoever takes over its rights and duties applies in the own name, with proof that it is struck off; if the register is wrong, have it corrected there.',
})
export const badEnding = refusal({
  code: 'people.bad-ending', status: 422,
  zh: '登记的内容与账号不符：死亡只登记个人，解散、终止只登记单位，日期不能晚于今天。', en: 'This does not fit the account: people die, organisations are dissolved or struck off, and not after today.',
  nextZh: '请对照登记机关的证明核对。', nextEn: 'Compare with what the register says.',
})
export const endingNotFound = refusal({
  code: 'people.ending-not-found', status: 404,
  zh: '这个账号没有登记死亡、解散或者终止。', en: 'Neither death nor dissolution is noted of this account.',
  nextZh: '无需更正。', nextEn: 'There is nothing to take back.',
})

/** Whether nobody signs in any more: an organisation that is dissolved still winds up its affairs (民法典 72). */
export const isShut = (kind: EndingKind): boolean => kind !== 'dissolved'
