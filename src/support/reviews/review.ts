// The noun: a verdict on a service. Code 1 is the best and 5 the worst (GB/T 39046-2020 A.8); stars run the other way.
// Once per matter on line (一事一评), once per visit at a window (一次一评); by the applicant, never by staff. 国办发〔2019〕51号.
import { refusal } from '#base/problem'
import { writePaperCode } from '#engines/codes'
import type { Case, Party } from '#core/cases'

export type Verdict = 1 | 2 | 3 | 4 | 5
export const verdicts = [1, 2, 3, 4, 5] as const

export interface Invitation {
  id: string
  kind: 'matter' | 'visit'
  caseId: string
  caseNumber: string
  item: string
  body: string
  cause: string
  code: string | null
  openedAt: Temporal.Instant
}

export interface Review {
  id: string
  invitation: string
  kind: Invitation['kind']
  caseNumber: string
  item: string
  body: string
  account: string | null
  verdict: Verdict
  words: string | null
  salt: Uint8Array
  /** `default`: recorded without an answer, where a local rule says so; kept apart in every figure. */
  source: 'active' | 'default'
  givenAt: Temporal.Instant
  /** A few words more, given once later (追评). */
  followUp?: string | null
  /** When an independent desk found it to be mistaken (误评): out of the score, kept on record. */
  mistakenAt?: Temporal.Instant | null
}

export const alreadyReviewed = refusal({
  code: 'reviews.already-given', status: 409,
  zh: '已经评价过了，每件事（每次到窗口）评价一次。', en: 'It was judged already: once for each matter, once for each visit.',
  nextZh: '可在“我的评价”中查看；如有补充，请拨打12345。', nextEn: 'See your reviews; call 12345 if there is more to say.',
})
export const notFinished = refusal({
  code: 'reviews.not-finished', status: 409,
  zh: '办件还没有办结，暂时不能评价。', en: 'The case is not finished; it cannot be judged yet.',
  nextZh: '办结后会通知您评价。', nextEn: 'You will be told when it is.',
})
export const notByStaff = refusal({
  code: 'reviews.not-by-staff', status: 403, basis: '国办发〔2019〕51号',
  zh: '评价只能由办事人本人作出，工作人员不能评价，也不能代为评价。', en: 'Only the person served judges; staff neither judge nor do so for others.',
  nextZh: '请由办事人用本人账号或本人持有的评价码评价。', nextEn: 'Let the person use an own account or the code that is theirs alone.',
})
export const notApplicant = refusal({
  code: 'reviews.not-applicant', status: 403,
  zh: '只有申请人可以评价这件事。', en: 'Only the applicant may judge this matter.',
  nextZh: '请用申请时的账号登录。', nextEn: 'Sign in with the account that applied.',
})
export const visitUnknown = refusal({
  code: 'reviews.visit-unknown', status: 404,
  zh: '评价码无效。', en: 'The code of the visit is not valid.',
  nextZh: '请核对评价码；申请人登录后可在办件中查到。', nextEn: 'Check the code; the applicant finds it with the case after signing in.',
})
export const objectNeeded = refusal({
  code: 'reviews.object-needed', status: 422,
  zh: '请说明评价哪件事，或哪次到窗口（二者之一）。', en: 'Say which matter, or which visit: one of the two.',
  nextZh: '请从办件页面评价，或凭评价码评价。', nextEn: 'Judge from the page of the case, or by the code of the visit.',
})

/** Whether an account is served in a case: its verdict, and the codes of its visits, are its own. */
export function isServed(parties: readonly Pick<Party, 'role' | 'account'>[], account: string | undefined): boolean {
  return account !== undefined && parties.some((party) => (party.role === 'applicant' || party.role === 'joint-applicant') && party.account === account)
}

/** Whether the code of a visit has to go to the person on paper: nobody who is served has an account to read it in. */
export function needsPaperCode(parties: readonly Pick<Party, 'role' | 'account'>[]): boolean {
  return parties.every((party) => party.account === null)
}

/** Refuses a judgment on a matter by anybody but its applicant, or before it is finished. Refused and withdrawn matters are judged too. */
export function mayReview(row: Pick<Case, 'state'>, parties: readonly Pick<Party, 'role' | 'account'>[], account: string): void {
  if (!isServed(parties, account)) throw notApplicant()
  if (row.state !== 'finished') throw notFinished()
}

/** 1 → 5 stars, 5 → 1. */
export function starsOf(verdict: Verdict): number {
  return 6 - verdict
}

/** 好评 is 1 to 3, 差评 4 and 5 (国办发〔2019〕51号). */
export function isGood(verdict: number): boolean {
  return verdict <= 3
}

/** How often each verdict was given, by whom it was given (a person, or nobody), out of how many that were asked. */
export interface Tally {
  verdict: number
  source: Review['source']
  count: number
}

/** Figures of reviews. Rates are between 0 and 1, null where nothing was counted. */
export function summarise(tallies: readonly Tally[], invited: number) {
  const sum = (chosen: readonly Tally[]) => chosen.reduce((total, one) => total + one.count, 0)
  const rate = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000)
  const active = tallies.filter((one) => one.source === 'active')
  const count = sum(tallies)
  const good = sum(tallies.filter((one) => isGood(one.verdict)))
  return {
    invited, count, active: sum(active), default: count - sum(active), good, bad: count - good,
    verdicts: verdicts.map((verdict) => ({ verdict, stars: starsOf(verdict), count: sum(tallies.filter((one) => one.verdict === verdict)) })),
    goodRate: rate(good, count), activeGoodRate: rate(sum(active.filter((one) => isGood(one.verdict))), sum(active)), unreviewedRate: rate(Math.max(0, invited - count), invited),
  }
}

/** The code of one visit: 12 characters, 60 bits, used once. */
export function makeVisitCode(bytes: Uint8Array): string {
  return writePaperCode(bytes.subarray(0, 12))
}
