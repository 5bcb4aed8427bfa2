// The noun: a hearing 听证. Own motion where law or the public interest asks for one (46), on request after the right was told (47), held by
// somebody else than the reviewer, on the record (48). Pure: no database, no HTTP. 行政许可法 binds permits; other items have a hearing where their law
// gives one. Before a licence is revoked as a penalty its holder may ask (行政处罚法 63): five working days (64, 85), no limit to hold it.
import { refusal } from '#base/problem'
import { deadline, type Calendar } from '#engines/calendar'
import { isRevocation, type ItemContent, type Limit } from '#core/packs'

export type HearingState = 'offered' | 'late' | 'called' | 'scheduled' | 'minuted' | 'held' | 'closed'
export type HearingEnding = 'lapsed' | 'declined' | 'withdrawn' | 'case-ended'

/** A party who came, by its place in the case, and how it stands to the minutes (48: confirmed, then signed or sealed). */
export interface Attendance {
  place: number
  answer: 'confirmed' | 'signed' | 'refused' | null
  on: string | null
}

export interface Hearing {
  id: string
  caseId: string
  caseNumber: string
  origin: 'request' | 'own-motion'
  state: HearingState
  ending: HearingEnding | null
  offeredOn: string | null
  /** The last day to ask. Null while a party was not told yet. */
  askBy: string | null
  askedBy: number | null
  askedOn: string | null
  /** The last day to hold it (47). */
  holdBy: string | null
  at: Temporal.Instant | null
  place: string | null
  presider: string | null
  isPublic: boolean
  noticedOn: string | null
  objection: { by: number; state: 'open' | 'kept' | 'replaced' } | null
  minutes: string | null
  minutesSalt: Uint8Array | null
  attended: Attendance[]
  madeAt: Temporal.Instant
}

/** [K] Days to ask: five from being told (许可法 47), read as calendar days since the law counts working days for the authority alone (82); an item's law may say otherwise. */
const askUsual: Limit = { days: 5, unit: 'calendar' }
/** 处罚法 64 gives five days from being told, which are working days by its own article 85. */
const askBeforeRevocation: Limit = { days: 5, unit: 'working' }
/** Held within twenty working days of being asked for (47, 82). */
export const holdDays = 20
/** Time and place are told seven working days before (48, 82). */
const noticeDays = 7

export const hearingNotFound = refusal({
  code: 'hearings.not-found', status: 404, zh: '没有找到这次听证。', en: 'There is no such hearing.',
  nextZh: '请在办件页面查看听证。', nextEn: 'See the hearing on the page of the case.',
})
export const notForThisItem = refusal({
  code: 'hearings.not-for-this-item', status: 422, basis: '行政许可法第四十六条、第四十七条', zh: '本事项不是行政许可，也没有法律规定可以听证。', en: 'The item is no permit and no law gives it a hearing.',
  nextZh: '请用陈述、申辩的方式听取意见。', nextEn: 'Hear the parties by their statements instead.',
})
export const offeredByNotice = refusal({
  code: 'hearings.offered-by-notice', status: 409, basis: '行政处罚法第六十三条、第六十四条', zh: '吊销许可证件前的听证权利，在拟处理告知书中一并告知；当事人收到告知书以后才能要求听证。', en: 'Before a revocation the notice of what is intended offers the hearing; it is asked for once that notice was given.',
  nextZh: '请先发出拟处理告知书。', nextEn: 'Give the notice of what is intended first.',
})
export const alreadyLive = refusal({
  code: 'hearings.already-live', status: 409, zh: '本办件已经有进行中的听证。', en: 'The case has a hearing under way.',
  nextZh: '请在办件页面继续办理该听证。', nextEn: 'Go on with it on the page of the case.',
})
export const wrongStage = refusal({
  code: 'hearings.wrong-stage', status: 409, zh: '听证当前的阶段不能这样办理。', en: 'This cannot be done at the present stage of the hearing.',
  nextZh: '请刷新页面，查看听证的最新进展。', nextEn: 'Reload the page to see where the hearing stands.',
})
export const noticeTooShort = refusal({
  code: 'hearings.notice-too-short', status: 422, basis: '行政许可法第四十八条；行政处罚法第六十四条', zh: '听证的时间、地点应当在举行的七日前通知。', en: 'Time and place of a hearing are told seven days before it.',
  nextZh: '请选择更晚的时间。', nextEn: 'Choose a later time.',
})
export const heldTooLate = refusal({
  code: 'hearings.too-late', status: 422, basis: '行政许可法第四十七条', zh: '听证应当在提出申请后二十日内举行。', en: 'A hearing is held within twenty days of being asked for.',
  nextZh: '请选择期限以内的时间。', nextEn: 'Choose a time within the limit.',
})
export const presiderIsReviewer = refusal({
  code: 'hearings.presider-is-reviewer', status: 422, basis: '行政许可法第四十八条；行政处罚法第六十四条', zh: '审查、调查本办件的工作人员不能担任听证主持人。', en: 'Whoever reviews or investigates the case cannot preside over its hearing.',
  nextZh: '请指定没有参与审查、调查的人员。', nextEn: 'Name somebody who has no part in the review or investigation.',
})
export const presiderNotOfBody = refusal({
  code: 'hearings.presider-not-of-body', status: 422, zh: '听证主持人应当是本机关的工作人员。', en: 'The presider is an officer of the body.',
  nextZh: '请从本机关人员中指定。', nextEn: 'Name somebody of the body.',
})
export const closedNeedsReason = refusal({
  code: 'hearings.closed-needs-reason', status: 422, basis: '行政许可法第四十八条；行政处罚法第六十四条', zh: '听证应当公开举行；不公开的，须说明涉及国家秘密、商业秘密或者个人隐私。', en: 'A hearing is public; if it is not, say which secret or privacy stands against it.',
  nextZh: '请写明不公开的理由，或者改为公开。', nextEn: 'Give the reason, or hold it in public.',
})
export const notPresider = refusal({
  code: 'hearings.not-presider', status: 403, zh: '听证笔录由主持人制作。', en: 'The minutes are written by the presider.',
  nextZh: '请由主持人办理。', nextEn: 'Let the presider do it.',
})
export const objectionOpen = refusal({
  code: 'hearings.objection-open', status: 409, basis: '行政许可法第四十八条', zh: '对主持人的回避申请还没有决定。', en: 'An objection to the presider is not decided yet.',
  nextZh: '请先由机关负责人决定是否回避。', nextEn: 'Let the head of the body decide on it first.',
})
export const notHeldYet = refusal({
  code: 'hearings.not-held-yet', status: 409, zh: '还没有到听证的时间，或者还没有主持人。', en: 'The time of the hearing has not come, or it has no presider.',
  nextZh: '请在举行听证以后制作笔录。', nextEn: 'Write the minutes after the hearing.',
})
export const notAParty = refusal({
  code: 'hearings.not-a-party', status: 403, basis: '行政许可法第四十七条', zh: '只有申请人、利害关系人可以这样办理。', en: 'Only the applicant or a third party may do this.',
  nextZh: '请由当事人登录办理。', nextEn: 'Let the party sign in and do it.',
})

/** Whether a case of an item can have a hearing. */
export function canBeHeard(content: Heard): boolean {
  return content.type === 'ADMIN_PERMIT' || content.hearing !== undefined || isRevocation(content)
}

type Heard = Pick<ItemContent, 'type' | 'hearing' | 'onLicence' | 'opensFrom'>

/** How long after being told one may ask: the item's own law, 处罚法 64 before a revocation, else 许可法 47. */
export function askTimeOf(content: Omit<Heard, 'type'>): Limit {
  return content.hearing?.ask ?? (isRevocation(content) ? askBeforeRevocation : askUsual)
}

/** The last day to ask after being told on a day. It is the applicant's own limit: an end on a day off moves to the next working day (民法典 203). */
export function askByOf(calendar: Calendar, content: Parameters<typeof askTimeOf>[0], toldOn: Temporal.PlainDate): Temporal.PlainDate {
  const { days, unit } = askTimeOf(content)
  return deadline(calendar, { start: toldOn, days, unit, suspensions: [], extensions: [], endsOnWorkingDay: true }).due
}

/** The last day to hold a hearing that was asked for. */
export function holdByOf(calendar: Calendar, askedOn: Temporal.PlainDate): Temporal.PlainDate {
  return deadline(calendar, { start: askedOn, days: holdDays, unit: 'working', suspensions: [], extensions: [] }).due
}

/** The first day on which a hearing may be held that is notified today. */
export function firstDayOf(calendar: Calendar, noticedOn: Temporal.PlainDate): Temporal.PlainDate {
  return deadline(calendar, { start: noticedOn, days: noticeDays, unit: 'working', suspensions: [], extensions: [] }).due
}

/**
 * Refuses a day that comes too soon after the notice (48) or after the twenty days (47). Where the twenty days cannot be kept any more
 * the hearing is still owed: then every day with due notice is taken, and the case shows that it is late.
 */
export function mustBeTimely(calendar: Calendar, { holdBy }: Pick<Hearing, 'holdBy'>, today: Temporal.PlainDate, on: Temporal.PlainDate): void {
  const first = firstDayOf(calendar, today)
  if (Temporal.PlainDate.compare(on, first) < 0) throw noticeTooShort({ first: first.toString() })
  if (holdBy === null) return
  const last = Temporal.PlainDate.from(holdBy)
  const canBeKept = Temporal.PlainDate.compare(first, last) <= 0
  if (canBeKept && Temporal.PlainDate.compare(on, last) > 0) throw heldTooLate({ last: holdBy })
}

/** Whether everybody who came has confirmed the minutes, signed them, or refused to. */
export function isConfirmed({ attended }: Pick<Hearing, 'attended'>): boolean {
  return attended.every(({ answer }) => answer !== null)
}
