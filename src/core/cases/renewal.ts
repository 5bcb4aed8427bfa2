// 延续 (许可法 50): a request that came in time is decided before the licence ends; one that came late reaches a person, or is refused
// where the item's own law says so (医疗器械监督管理条例 22).
import { refusal } from '#base/problem'
import type { Work } from './work.ts'

export const renewalLate = refusal({
  code: 'cases.renewal-late', status: 409, basis: '行政许可法第五十条（法律、法规另有规定的，依照其规定）', zh: '延续申请提出得太晚，本事项的法律规定不予延续。', en: 'The renewal was asked too late, and the law of this item refuses it then.',
  nextZh: '请作出不予延续的决定并说明理由；申请人可以重新申请。', nextEn: 'Refuse it with reasons; the applicant may apply anew.',
})

/** Notes in the case until when the licence lasts: running where it was asked in time, missed where it came late. */
export function startRenewal(work: Work, { validTo, isLate }: { validTo: Temporal.PlainDate; isLate: boolean }, received: Temporal.PlainDate): void {
  const basis = work.item.content.renewal?.basis ?? null
  const days = Math.max(0, received.until(validTo, { largestUnit: 'days' }).days)
  const term = { id: work.act.newId(), kind: 'renewal' as const, days, unit: 'calendar' as const, starts: 'receipt' as const, basis, startsOn: received.toString(), dueOn: validTo.toString(), provisional: false, extended: 0, approver: null, state: isLate ? ('missed' as const) : ('running' as const) }
  work.terms.push(term)
  work.changes.terms.add(term)
}

/** Refuses to grant what came too late, where the item's law leaves no choice. */
export function mayRenew(work: Work): void {
  if (work.item.content.renewal?.late !== 'refused') return
  if (work.terms.some((term) => term.kind === 'renewal' && term.state === 'missed')) throw renewalLate({ item: work.item.code })
}

/** Whether silence until the end of the licence renews it. */
export function renewsBySilence({ item }: Pick<Work, 'item'>): boolean {
  return item.content.renewal?.silence === 'renewed'
}

