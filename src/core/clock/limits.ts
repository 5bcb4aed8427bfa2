// Which limits run in a case, and from when: the law's own, by regime, with what it leaves to other law (另有规定).
// 行政许可法 binds permits only; other regimes have the limits that their item names and none besides.
import type { Basis, ItemContent, LawLimit, LimitStart } from '#core/packs'
import type { DayUnit } from '#engines/calendar'
import type { Text } from '#engines/words'

/**
 * notice: to tell what is missing; promise and law: to decide; delivery: to hand over; the applicant's own: correction, and gap for
 * a paper that was promised (容缺), defence to state and defend, payment to pay what was asked for; renewal: until the licence ends (许可法 50); hearing: to hold it (47).
 */
export type TermKind = 'notice' | 'promise' | 'law' | 'delivery' | 'correction' | 'gap' | 'defence' | 'renewal' | 'hearing' | 'payment'

/** A limit as it applies: how many of a unit, from which event, and why. */
export interface Applied {
  kind: TermKind
  days: number
  unit: DayUnit
  starts: LimitStart
  basis: Basis | null
}

const permitLaw = '中华人民共和国行政许可法'

/** 许可法 32: five working days to tell once all that is missing. Another regime has a limit only where its own law names one. */
export function noticeLimit(content: ItemContent): Applied | undefined {
  const own = content.limits?.notice
  if (own) return applied('notice', own, 'receipt')
  return content.type === 'ADMIN_PERMIT' ? { kind: 'notice', days: 5, unit: 'working', starts: 'receipt', basis: { law: permitLaw, article: '第三十二条' } } : undefined
}

/** Whether silence means acceptance: for permits (许可法 32), elsewhere only where the item's own law says so. */
export function silenceAccepts(content: ItemContent): boolean {
  return content.limits?.notice?.silenceAccepts ?? content.type === 'ADMIN_PERMIT'
}

/** What the applicant has to correct: what the item's own law gives, undefined where the clerk names the days. */
export function correctionLimit(content: ItemContent): Applied | undefined {
  const own = content.limits?.correction
  return own && applied('correction', own, 'notice')
}

/** The limits for the decision: the promise, and the law's (许可法 42; joint handling 45 days). They run from acceptance, or from what the item's own law says. */
export function decisionLimits(content: ItemContent): Applied[] {
  const { promised, statutory } = content.limits ?? {}
  const law = statutory ?? (content.type === 'ADMIN_PERMIT' ? permitDefault(content) : undefined)
  const starts = statutory?.starts ?? 'acceptance'
  // A promise that names no start runs from where the law's own limit does: it shortens that one.
  return [...(promised ? [applied('promise', promised, starts)] : []), ...(law ? [applied('law', law, 'acceptance')] : [])]
}

/** 转报 (许可法 43): the limits of the higher body, which run from when it gets the case: its own law's, for a permit the twenty days of 42. */
export function forwardLimits(content: ItemContent): Applied[] {
  const { limit, promised } = content.forwards ?? {}
  const law = limit ?? (content.type === 'ADMIN_PERMIT' ? permitDefault(content) : undefined)
  return [...(promised ? [applied('promise', promised, 'receipt')] : []), ...(law ? [applied('law', law, 'receipt')] : [])]
}

/** 许可法 44: the document is handed over within ten days of the decision to grant. */
export function deliveryLimit(content: ItemContent): Applied | undefined {
  const own = content.limits?.delivery
  if (own) return applied('delivery', own, 'decision')
  return content.type === 'ADMIN_PERMIT' ? { kind: 'delivery', days: 10, unit: 'working', starts: 'decision', basis: { law: permitLaw, article: '第四十四条' } } : undefined
}

/** How much the limit for the decision may be extended, once (许可法 42: 10 days, joint 15). */
export function extensionLimit(content: ItemContent): Applied | undefined {
  const own = content.limits?.extension
  if (own) return applied('law', own, 'acceptance')
  if (content.type !== 'ADMIN_PERMIT') return undefined
  return { kind: 'law', days: isJoint(content) ? 15 : 10, unit: 'working', starts: 'acceptance', basis: { law: permitLaw, article: '第四十二条' } }
}

/** Whose head grants the extension: the deciding body's, in joint handling of a permit that of the government of its level (许可法 42). */
export function extendsByGovernment(content: ItemContent): boolean {
  return content.type === 'ADMIN_PERMIT' && isJoint(content)
}

/** 许可法 45: what is not counted. 公示 is not among it: only an item's own law may stop the clock for that. */
export const suspensionKinds: Record<string, Text> = {
  hearing: { zh: '听证', en: 'Hearing' },
  tender: { zh: '招标', en: 'Tender' },
  auction: { zh: '拍卖', en: 'Auction' },
  inspection: { zh: '检验', en: 'Inspection' },
  testing: { zh: '检测', en: 'Testing' },
  quarantine: { zh: '检疫', en: 'Quarantine' },
  appraisal: { zh: '鉴定', en: 'Appraisal' },
  'expert-review': { zh: '专家评审', en: 'Expert review' },
}

/** What stops the clock in cases of an item, by name: the eight kinds for a permit (45), and what the item's own law names (公示, an unpaid fee: 58 gives no such right by itself). */
export function suspensionOf(content: ItemContent, kind: string): Text | undefined {
  const own = content.suspends?.find((one) => one.kind === kind)
  return own?.name ?? (content.type === 'ADMIN_PERMIT' && Object.hasOwn(suspensionKinds, kind) ? suspensionKinds[kind] : undefined)
}

/** All kinds that stop the clock in cases of an item. */
export function suspensionsOf(content: ItemContent): { kind: string; name: Text }[] {
  const law = content.type === 'ADMIN_PERMIT' ? Object.entries(suspensionKinds).map(([kind, name]) => ({ kind, name })) : []
  return [...law, ...(content.suspends ?? []).map(({ kind, name }) => ({ kind, name }))]
}

/** Several departments of one government at once (26); a lower level that examines before a higher one is no joint handling (43). */
function isJoint(content: ItemContent): boolean {
  return (content.bodies.joint ?? []).some((body) => !body.tiered)
}

function permitDefault(content: ItemContent): LawLimit {
  return { days: isJoint(content) ? 45 : 20, unit: 'working', basis: { law: permitLaw, article: '第四十二条' } }
}

function applied(kind: TermKind, limit: LawLimit, starts: LimitStart): Applied {
  return { kind, days: limit.days, unit: limit.unit, starts: limit.starts ?? starts, basis: limit.basis ?? null }
}
