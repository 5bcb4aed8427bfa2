// The noun: an assessment of what a purpose means for people, made before it is lived (个人信息保护影响评估, 个人信息保护法 55, 56). Pure.
import { canonicalJson, sha256Hex } from '#base/crypto'
import { refusal } from '#base/problem'
import { reasonsToAssess, type AssessmentContent, type Purpose } from '#core/packs'

export interface Assessment {
  id: string
  code: string
  version: number
  parts: string
  content: AssessmentContent
  salt: Uint8Array
  state: 'waiting' | 'approved' | 'refused'
  reason: string | null
  madeBy: string
  madeAt: Temporal.Instant
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

export const notLive = refusal({
  code: 'purposes.not-live', status: 409, basis: '个人信息保护法第五十五条', zh: '这项个人信息处理还没有完成影响评估，不能开始。', en: 'What people’s data would be used for here was not assessed yet, and does not begin.',
  nextZh: '请先到窗口办理；工作人员请由数据管理人员评估、负责人批准。', nextEn: 'Go to a service window for now. Staff: a data steward assesses it and the head approves.',
})
export const notFound = refusal({
  code: 'purposes.not-found', status: 404, zh: '没有这个处理目的，或者不归您的单位负责。', en: 'There is no such purpose, or your body does not answer for it.',
  nextZh: '请从处理目的登记里选一个。', nextEn: 'Choose one in the register of purposes.',
})
export const nothingToAssess = refusal({
  code: 'purposes.nothing-to-assess', status: 409, zh: '这个处理目的不需要评估，或者现行内容已经评估。', en: 'This purpose needs no assessment, or what it says now was assessed.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const alreadyWaiting = refusal({
  code: 'purposes.already-waiting', status: 409, zh: '这个处理目的已有一份评估在等待批准。', en: 'An assessment of this purpose is waiting already.',
  nextZh: '请等负责人批准或者退回，再提出新的。', nextEn: 'Wait until the head approves it or sends it back.',
})
export const notWaiting = refusal({
  code: 'purposes.not-waiting', status: 404, zh: '没有这份评估，或者它不在等待批准。', en: 'There is no such assessment, or it does not wait for approval.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const secondPerson = refusal({
  code: 'purposes.second-person', status: 403, basis: '个人信息保护法第五十一条', zh: '作评估的人不能自己批准。', en: 'Who made an assessment does not approve it.',
  nextZh: '请由另一位负责人批准。', nextEn: 'Ask another head.',
})
export const outdated = refusal({
  code: 'purposes.outdated', status: 409, zh: '评估以后，处理目的的内容又有变化。', en: 'What the purpose says changed after the assessment.',
  nextZh: '请退回，按新的内容重新评估。', nextEn: 'Send it back and have what it says now assessed.',
})

/** Digest of what an assessment is about: whatever changes in it is assessed anew; names, contacts and words of the notice are not in it. */
export function partsOf({ code, ground, basis, kinds, sensitive, automated, weighty, recipients, retention }: Purpose): string {
  return sha256Hex(canonicalJson({ code, ground, basis, kinds: kinds.toSorted(), sensitive: sensitive !== undefined, automated: automated === true, weighty: weighty !== undefined, recipients: recipients ?? [], kept: retention.for }))
}

/** Whether a purpose may be lived: it needs no assessment, or what it says was assessed and approved (55). */
export function isLive(purpose: Purpose, approved: readonly string[]): boolean {
  return reasonsToAssess(purpose).length === 0 || approved.includes(partsOf(purpose))
}
