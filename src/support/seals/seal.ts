// The seal: image, name, owner, certificate. One body has several, each for its own use; none serves for all departments.
// It is cancelled, never deleted: what it sealed while it was in use stays sealed.
import { refusal } from '#base/problem'

/** name 单位法定名称章 · the others are 专用章 of one use each. */
export type SealKind = 'name' | 'acceptance' | 'approval' | 'licence'

export interface Seal {
  id: string
  /** Legal name of the body that owns the seal, and its 统一社会信用代码. */
  organisation: { code: string; name: string }
  kind: SealKind
  /** `demonstration`: no certificate of a licensed 电子政务电子认证服务机构 stands behind it (商用密码管理条例 art. 30). */
  certificate: 'demonstration' | 'licensed'
}

/** Why a seal is cancelled: its body was abolished or renamed, its key may be known to others, or it gives way to a new one. */
export const sealGrounds = ['body-changed', 'key-exposed', 'replaced'] as const
export type SealGround = (typeof sealGrounds)[number]

/** When a seal could seal; `cancelledAt` is null while it still can. */
export interface SealLife {
  madeAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
}

/** Whether a seal was in use at a moment: a letter is judged as of its own date. */
export function wasInUse({ madeAt, cancelledAt }: SealLife, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(madeAt, at) <= 0 && (cancelledAt === null || Temporal.Instant.compare(at, cancelledAt) < 0)
}

export const sealNotFound = refusal({
  code: 'seals.not-found', status: 404,
  zh: '没有这枚印章。', en: 'There is no such seal.',
  nextZh: '请在本单位印章列表中查看，或核对文书签名中的印章标识。', nextEn: "Look at the list of your body's seals, or check the identifier in the letter's signature.",
})
export const sealCancelled = refusal({
  code: 'seals.already-cancelled', status: 409,
  zh: '这枚印章已经注销。', en: 'This seal was cancelled already.',
  nextZh: '需要用印时会自动启用新的印章。', nextEn: 'A new one is made when it is next needed.',
})

const kindTexts: Record<SealKind, string> = { name: '', acceptance: '受理专用章', approval: '行政审批专用章', licence: '证照专用章' }

/** What stands in the seal's middle line; empty for the seal of the body's name. */
export function sealKindText(kind: SealKind): string {
  return kindTexts[kind]
}

/** The seal's full name, as it is filed. */
export function sealName({ organisation, kind }: Pick<Seal, 'organisation' | 'kind'>): string {
  return `${organisation.name}${kind === 'name' ? '印章' : kindTexts[kind]}`
}
