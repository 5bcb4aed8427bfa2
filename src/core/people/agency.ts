// The noun: acting for a company or another person. 许可法 29 (an agent may apply unless the law needs the person), handbook 03 §4. Pure.
// A legal representative acts by his position; everybody else by a grant with a scope and an end, which can be taken back at any time.
import type { Whose } from '#base/act'
import { refusal } from '#base/problem'
import type { Caller } from '#base/http'
import type { AccountKind } from './account.ts'
import type { KeptPower } from './power.ts'

/** One way in which somebody may act for another: `agency` null is the legal representative's own. */
export interface Capacity {
  principal: string
  login: string
  kind: AccountKind
  name: string
  agency: string | null
  items: string[] | null
  until: Temporal.Instant | null
  /** Whether it is a guardianship (guardian.ts). */
  guardian: boolean
}

export interface Agency {
  id: string
  principal: string
  principalName: string
  agent: string
  agentName: string
  items: string[] | null
  from: Temporal.Instant
  to: Temporal.Instant
  revokedAt: Temporal.Instant | null
  /** When it was last kept in a review, and since when the principal has another legal representative; null: never. */
  keptAt: Temporal.Instant | null
  representativeSince: Temporal.Instant | null
  /** What it was given by on paper (power.ts); null: on line. */
  power: KeptPower | null
}

/** [K] The longest time an agency may last: rights without an end are forgotten and misused. */
export const agencyYearsMax = 3

/** How well an agent is known: 实名. */
export const agentLevelMin = 3

export const noSuchCapacity = refusal({
  code: 'people.no-such-capacity', status: 403, basis: '行政许可法第二十九条', zh: '您不能以这个身份办事：没有授权，或者授权已到期、已收回。', en: 'You may not act for this person or organisation: there is no authority, or it has ended.',
  nextZh: '请由法定代表人或者委托人在“谁可以代我办”中授权。', nextEn: 'Ask the legal representative, or the person, to let you act.',
})
export const agentNotProved = refusal({
  code: 'people.agent-not-proved', status: 403, basis: '行政许可法第二十九条', zh: '您本人的实名认证已经到期，在重新认证之前不能代他人办理。', en: 'The proof of who you are has ended: until you prove it anew you do nothing for others.',
  nextZh: '请先切换回本人，在“登录与安全”中重新认证；委托不受影响，已填写的内容不会丢失。', nextEn: 'Switch back to yourself and prove who you are anew under “Sign-in and security”. The authority stays, and nothing you typed is lost.',
})
export const outsideAgency = refusal({
  code: 'people.outside-agency', status: 403, basis: '行政许可法第二十九条', zh: '这个事项不在您的授权范围内。', en: 'This service is outside what you were authorised for.',
  nextZh: '请委托人扩大授权，或者由本人办理。', nextEn: 'Ask for a wider authority, or let them apply themselves.',
})
export const noSubAgency = refusal({
  code: 'people.no-sub-agency', status: 403, basis: '民法典第一百六十九条', zh: '受托人、监护人不能把办事的权限转给别人。', en: 'An agent or a guardian cannot pass the authority on.',
  nextZh: '请由本人或者法定代表人授权。', nextEn: 'It is given by the person, or the legal representative.',
})
export const agentNotFound = refusal({
  code: 'people.agent-not-found', status: 422, zh: '没有找到这个人：登录名与姓名对不上，或者不是已实名的个人账号。', en: 'Nobody was found: login and name do not agree, or it is not the verified account of a person.',
  nextZh: '请向对方核对登录名和姓名。', nextEn: 'Ask them for their login and name.',
})
export const badAgencyEnd = refusal({
  code: 'people.bad-agency-end', status: 422, zh: '委托的最后一天应在今天或以后，且不超过三年。', en: 'The last day of an agency is today or later, within three years.',
  nextZh: '请改正日期。', nextEn: 'Correct the date.',
})
export const agencyNotFound = refusal({
  code: 'people.agency-not-found', status: 404, zh: '没有这项委托，或者已经收回。', en: 'There is no such agency, or it was taken back.',
  nextZh: '请刷新列表。', nextEn: 'Reload the list.',
})
export const sameRepresentative = refusal({
  code: 'people.same-representative', status: 409, zh: '这个人已经是该单位的法定代表人。', en: 'This person represents the organisation already.',
  nextZh: '请核对登记机关的变更登记。', nextEn: 'Compare with the change in the register.',
})
export const notKnownEnough = refusal({
  code: 'people.not-known-enough', status: 409, zh: '这个账号不是已实名的个人账号，或者已冻结，不能登记为法定代表人、清算组负责人。', en: 'This is not the verified account of a person, or it is frozen: it cannot be registered as that of a representative.',
  nextZh: '请由本人先完成实名认证，再提出。', nextEn: 'They prove who they are first; then ask again.',
})
export const companyFrozen = refusal({
  code: 'people.company-frozen', status: 409, zh: '这家单位的账号已被冻结。', en: 'The account of this organisation is frozen.',
  nextZh: '请到政务服务大厅咨询，由管理员核实后解冻。', nextEn: 'Ask at a service hall; an administrator looks into it.',
})
export const forOneself = refusal({
  code: 'people.for-oneself', status: 409, zh: '这件事只能以本人身份办理。', en: 'This is done for oneself alone.',
  nextZh: '请先切换回本人。', nextEn: 'Switch back to yourself first.',
})

/**
 * Whether a new legal representative has still to say what becomes of an agency that was given before. It goes on until then: a change of
 * the representative alone ends none (民法典 173 names what does; 61: what was done for the company stays the company's).
 */
export function needsReview({ from, to, revokedAt, keptAt, representativeSince }: Pick<Agency, 'from' | 'to' | 'revokedAt' | 'keptAt' | 'representativeSince'>, now: Temporal.Instant): boolean {
  if (representativeSince === null || revokedAt !== null || Temporal.Instant.compare(to, now) <= 0) return false
  return Temporal.Instant.compare(from, representativeSince) < 0 && (keptAt === null || Temporal.Instant.compare(keptAt, representativeSince) < 0)
}

/** The moment at which an agency with this last day ends. */
export function endOfAgency(lastDay: Temporal.PlainDate, today: Temporal.PlainDate): Temporal.Instant {
  const isOver = Temporal.PlainDate.compare(lastDay, today) < 0
  if (isOver || Temporal.PlainDate.compare(lastDay, today.add({ years: agencyYearsMax })) > 0) throw badAgencyEnd({ until: lastDay.toString() }, [{ path: '/until', code: 'date', zh: '日期不在范围内', en: 'Outside the range' }])
  return lastDay.add({ days: 1 }).toZonedDateTime('Asia/Shanghai').toInstant()
}

/** Refuses an agent who applies for what the authority does not cover. */
export function mustCover({ items }: Pick<Whose, 'items'>, item: string): void {
  if (items && !items.includes(item)) throw outsideAgency({ item })
}

/** Whether a caller acts under a grant: neither as guardian nor as legal representative. */
export const isAgent = ({ hand }: Pick<Caller, 'hand'>): boolean => hand !== undefined && hand.agency !== null && !hand.guardian

/**
 * Refuses an agent: how somebody is reached and who else may help is no matter that an agency is about (民法典 169). A legal representative acts
 * as the organisation itself, and a guardian as the ward (民法典 23, 61).
 */
export function mustBeNoAgent<C extends Pick<Caller, 'hand'>>(caller: C): C {
  if (isAgent(caller)) throw forOneself()
  return caller
}

/** Refuses who acts for somebody else. */
export function mustBeOneself(caller: Pick<Caller, 'hand'>): void {
  if (caller.hand) throw forOneself()
}
