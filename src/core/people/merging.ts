// The noun: two accounts of one holder become one (合并账号): a document was renewed under another number, or somebody registered twice. Only
// within one domain: a person's account, an organisation's and a work account are never one. Pure. 个人信息保护法 8, 46.
import { refusal } from '#base/problem'
import { checkResidentId } from '#engines/codes'
import type { AccountKind } from './account.ts'

export const links = ['same-number', 'renewed', 'corrected', 'same-person'] as const
/**
 * What makes two documents one holder's: same-number: one document, registered twice · renewed: its successor has another number · corrected: the
 * number was put right by whoever gives it · same-person: documents of two kinds, with a certificate that both are one person's. */
export type Link = (typeof links)[number]

export interface Document {
  kind: string
  number: string
}

/** Kinds of document whose successor has another number; a citizen's number is for life (居民身份证法 3). */
const renewable = ['permanent-residence', 'passport', 'hmt-travel']
const forLife = ['resident-id', 'hmt-residence', 'uscc']
const tellsOfBirth = ['resident-id', 'hmt-residence', 'permanent-residence']

export const notTwoOfOneDomain = refusal({
  code: 'people.not-one-domain', status: 409,
  zh: '只能合并同一类的两个账号：个人与个人，或者单位与单位；工作账号不合并。', en: 'Only two accounts of one kind become one: of a person, or of an organisation; work accounts never do.',
  nextZh: '请核对两个登录名；个人以单位的名义办事，请用“谁可以代我办”。', nextEn: 'Check both logins. Whoever acts for an organisation needs an authority, not one account.',
})
export const accountNotUsable = refusal({
  code: 'people.not-to-be-merged', status: 409,
  zh: '两个账号都应当在用：冻结、注销、合并过，或者登记了死亡、解散、终止的，不能合并。', en: 'Both accounts have to be in use: one that is frozen, closed, merged, or noted as ended is not merged.',
  nextZh: '先弄清冻结或者终止的原因；误登的更正以后再提出。', nextEn: 'First settle why it is frozen or ended; take back what was noted by mistake, then ask again.',
})
export const documentsDiffer = refusal({
  code: 'people.documents-do-not-fit', status: 422, basis: '个人信息保护法第八条',
  zh: '两个账号的证件与所选的关联不符，或者出生日期、性别不一致，不能认定是同一个人。', en: 'The two documents do not fit the link that was named, or tell of another birth or sex: they are not shown to be one holder’s.',
  nextZh: '请对照两份证件和证明材料；同一证件选“同一号码”，换发的选“换发”，更正号码、两种证件的凭发证机关的证明。', nextEn: 'Compare both documents with the certificate: one number twice, a renewed document, a corrected number, or two documents of one person as their issuer certifies.',
})
export const notProved = refusal({
  code: 'people.merging-unproved', status: 409, basis: '个人信息保护法第八条',
  zh: '两个账号都要先经过实名认证（三级以上），才能合并。', en: 'Both accounts have to be proved (level 3 or more) before they become one.',
  nextZh: '请本人在“实名认证”中核验，或者带证件到窗口核对，再提出合并。', nextEn: 'The holder proves each under “Your identity”, or at a window; then ask again.',
})
export const ownMerging = refusal({
  code: 'people.own-merging', status: 403,
  zh: '不能合并自己的账号；与持有人同名的，也请由同事办理。', en: 'Nobody merges accounts of his own; a colleague also takes whoever has your name.',
  nextZh: '请交由另一位管理员办理。', nextEn: 'Leave it to another administrator.',
})
export const accountHeldByLaw = refusal({
  code: 'people.merging-held', status: 409, basis: '个人信息保护法第四十七条',
  zh: '其中一个账号或者它的办件正在依法封存，或者正在调查，现在不能合并。', en: 'One of the accounts, or a case of it, is under a legal hold or an investigation: they are not merged now.',
  nextZh: '封存、调查结束后再提出；是否可以提前，由有关机关决定。', nextEn: 'Ask again when that has ended; whether it may end earlier is for the body in charge.',
})
export const accountMerged = refusal({
  code: 'people.account-merged', status: 403,
  zh: '这个账号已经合并到您的另一个账号，不再单独登录。', en: 'This account was merged into your other one and is no longer signed in to by itself.',
  nextZh: '请用保留的账号登录，原来的办件、证照和消息都在那里；忘记密码的，请到政务服务大厅找回。', nextEn: 'Sign in with the account that was kept: cases, licences and messages are all there. If you lost its password, have it given back at a service hall.',
})
export const numberMerged = refusal({
  code: 'people.number-merged', status: 409,
  zh: '这个证件号码属于一个已经合并的账号，不能再次登记。', en: 'This number belongs to an account that was merged and is not registered again.',
  nextZh: '请用保留的账号登录；不记得的，请带证件到政务服务大厅找回。', nextEn: 'Sign in with the account that was kept; if you do not remember it, bring your document to a service hall.',
})

/** Birth and sex, as far as a number of 18 digits tells them. */
function told({ kind, number }: Document): { birth?: string; sex?: string } {
  const parts = number.length === 18 && tellsOfBirth.includes(kind) ? checkResidentId(number).parts : undefined
  return parts ? { birth: parts.birth, sex: parts.sex } : {}
}

function fits(link: Link, one: Document, other: Document): boolean {
  const [sameKind, sameNumber] = [one.kind === other.kind, one.number === other.number]
  if (link === 'same-number') return sameKind && sameNumber
  if (link === 'corrected') return sameKind && !sameNumber && forLife.includes(one.kind)
  const [a, b] = [told(one), told(other)]
  const agree = (a.birth === undefined || b.birth === undefined || a.birth === b.birth) && (a.sex === undefined || b.sex === undefined || a.sex === b.sex)
  return agree && (link === 'renewed' ? sameKind && !sameNumber && renewable.includes(one.kind) : !sameKind)
}

/** Refuses two documents that the link does not show to be one holder's. */
export function mustFit(link: Link, one: Document, other: Document): void {
  if (!fits(link, one, other)) throw documentsDiffer({ link })
}

/** Refuses what are not two accounts of one domain. */
export function mustBeOneDomain(one: { id: string; kind: AccountKind }, other: { id: string; kind: AccountKind }): asserts one is { id: string; kind: 'natural' | 'legal' } {
  if (one.id === other.id || one.kind !== other.kind || one.kind === 'staff') throw notTwoOfOneDomain()
}
