// The noun: a licence as it stands, and which act may follow which state on which ground. Pure: no database, no HTTP.
// 撤销 (行政许可法 69), 撤回 (8), 吊销 (a penalty, 行政处罚法 9) and 注销 (70) are four acts with four grounds; none deletes anything.
import { refusal } from '#base/problem'
import { writePaperCode } from '#engines/codes'
import type { Text } from '#engines/words'
import type { Face } from './face.ts'
import type { LicenceStatus } from './status-list.ts'

/** One version of one licence. Dates are ISO; `validTo` null means no end (长期). */
export interface Licence {
  id: string
  /** The same for all versions. */
  licence: string
  version: number
  licenceId: string
  type: string
  typeVersion: number
  serial: string
  number: string
  account: string | null
  holderName: string
  holderKind: 'natural' | 'legal'
  idKind: string
  /** The end of the document's number; codes of organisations are public and stand whole. */
  idMasked: string
  issuer: string
  issuerName: string
  seal: string
  /** Null where it was taken over from before the platform (存量). */
  caseId: string | null
  caseNumber: string | null
  resultId: string | null
  face: Face
  salt: Uint8Array
  issuedOn: string
  validFrom: string
  validTo: string | null
  state: LicenceStatus
  since: Temporal.Instant
  /** A renewal asked in time waits for its decision (许可法 50). */
  renewing: boolean
  verification: string
  jws: string
  madeAt: Temporal.Instant
  sha256: string | null
  printedAt: Temporal.Instant | null
}

/** What a reader is told: the state, or what the calendar makes of it. */
export type Standing = LicenceStatus | 'expired' | 'not-yet-valid'

/** How a licence stands on a day. */
export function standingOf({ state, validFrom, validTo, renewing }: Pick<Licence, 'state' | 'validFrom' | 'validTo' | 'renewing'>, today: Temporal.PlainDate): Standing {
  if (state !== 'in-force') return state
  // Dates as YYYY-MM-DD compare as texts.
  const day = today.toString()
  if (day < validFrom) return 'not-yet-valid'
  // 许可法 50: while a renewal that came in time is pending, the licence does not expire.
  return validTo !== null && day > validTo && !renewing ? 'expired' : state
}

export const newVersionActs = ['change', 'renewal', 'reissue'] as const
export const stateActs = ['suspension', 'resumption', 'annulment', 'withdrawal', 'revocation', 'deregistration'] as const
export type LicenceAct = (typeof newVersionActs)[number] | (typeof stateActs)[number]

const usable: LicenceStatus[] = ['in-force', 'suspended']

/** Whether a licence in this state has something left to take. */
export const isUsableState = (state: LicenceStatus | undefined): boolean => state !== undefined && usable.includes(state)

/** From which state an act is possible. */
const from: Record<LicenceAct, readonly LicenceStatus[]> = {
  change: ['in-force'], renewal: ['in-force'], reissue: ['in-force'], suspension: ['in-force'], resumption: ['suspended'],
  annulment: usable, withdrawal: usable, revocation: usable, deregistration: [...usable, 'annulled', 'withdrawn', 'revoked'],
}

/** The state after an act, its ledger kind, and the law it stands on. */
export const stateAfter: Record<(typeof stateActs)[number], { state: LicenceStatus; kind: string; basis: string }> = {
  suspension: { state: 'suspended', kind: 'licences.suspended', basis: '行政处罚法第九条；行政强制法第九条' },
  resumption: { state: 'in-force', kind: 'licences.resumed', basis: '行政处罚法第九条；行政强制法第二十八条' },
  annulment: { state: 'annulled', kind: 'licences.annulled', basis: '行政许可法第六十九条' },
  withdrawal: { state: 'withdrawn', kind: 'licences.withdrawn', basis: '行政许可法第八条' },
  revocation: { state: 'revoked', kind: 'licences.revoked', basis: '行政处罚法第九条、第六十三条' },
  deregistration: { state: 'deregistered', kind: 'licences.deregistered', basis: '行政许可法第七十条' },
}

export const withdrawalGrounds = ['law-changed', 'circumstances-changed'] as const
export const deregistrationGrounds = ['expired', 'death-or-incapacity', 'dissolved', 'annulled-withdrawn-revoked', 'force-majeure', 'other'] as const

/** Grounds in words, with the item of the article. */
export const groundTexts: Record<string, Text> = {
  'annulment.abuse': { zh: '工作人员滥用职权、玩忽职守作出准予决定（许可法69条1款1项）', en: 'Granted by abuse of power or neglect of duty (Licensing Law 69.1(1))' },
  'annulment.beyond-powers': { zh: '超越法定职权作出准予决定（69条1款2项）', en: 'Granted beyond the powers of the body (69.1(2))' },
  'annulment.procedure': { zh: '违反法定程序作出准予决定（69条1款3项）', en: 'Granted against the procedure of the law (69.1(3))' },
  'annulment.not-qualified': { zh: '对不具备申请资格或者不符合法定条件的申请人准予（69条1款4项）', en: 'Granted to somebody without the qualification or the conditions (69.1(4))' },
  'annulment.other': { zh: '依法可以撤销的其他情形（69条1款5项）', en: 'Another case in which the law lets it be annulled (69.1(5))' },
  'annulment.deceit': { zh: '以欺骗、贿赂等不正当手段取得，应当撤销（69条2款）', en: 'Obtained by deceit, bribery or other improper means: must be annulled (69.2)' },
  'withdrawal.law-changed': { zh: '所依据的法律、法规、规章修改或者废止（8条2款）', en: 'The law it rests on was changed or repealed (8.2)' },
  'withdrawal.circumstances-changed': { zh: '准予所依据的客观情况发生重大变化（8条2款）', en: 'The circumstances it rests on changed greatly (8.2)' },
  'deregistration.expired': { zh: '有效期届满未延续（70条1项）', en: 'Its term ended without renewal (70(1))' },
  'deregistration.death-or-incapacity': { zh: '公民死亡或者丧失行为能力（70条2项）', en: 'The person died or lost capacity (70(2))' },
  'deregistration.dissolved': { zh: '法人或者其他组织依法终止（70条3项）', en: 'The organisation was dissolved (70(3))' },
  'deregistration.annulled-withdrawn-revoked': { zh: '许可依法被撤销、撤回，或者证件依法被吊销（70条4项）', en: 'It was annulled, withdrawn or revoked (70(4))' },
  'deregistration.force-majeure': { zh: '因不可抗力导致许可事项无法实施（70条5项）', en: 'Force majeure makes it impossible (70(5))' },
  'deregistration.other': { zh: '法律、法规规定的其他情形（70条6项）', en: 'Another case named by law (70(6))' },
}

export const licenceNotFound = refusal({
  code: 'licences.not-found', status: 404,
  zh: '没有找到这份证照，或您无权查看。', en: 'There is no such licence, or it is not yours to see.',
  nextZh: '请在“我的证照”中查看。', nextEn: 'Look among your licences.',
})
export const wrongLicenceState = refusal({
  code: 'licences.wrong-state', status: 409,
  zh: '证照当前的状态不能这样办理。', en: 'This cannot be done in the present state of the licence.',
  nextZh: '请刷新页面查看证照状态；旧版本请到最新版本上办理。', nextEn: 'Reload the licence; act on its newest version.',
})
export const groundNotFitting = refusal({
  code: 'licences.ground-not-fitting', status: 422, basis: '行政许可法第七十条',
  zh: '所选的注销情形与证照的状态不符。', en: 'The ground chosen does not fit the state of the licence.',
  nextZh: '已撤销、撤回、吊销的证照按第四项注销；有效期届满的，届满之后才能按第一项注销。', nextEn: 'What was annulled, withdrawn or revoked is deregistered on ground (4); ground (1) only after the term has ended.',
})
export const renewalNotPossible = refusal({
  code: 'licences.renewal-not-possible', status: 422, basis: '行政许可法第五十条',
  zh: '证照不能这样延续：须在有效期届满前延续，新的截止日应晚于原截止日。', en: 'It cannot be renewed like this: before its term ends, and to a later day.',
  nextZh: '长期有效的证照无需延续；已经届满的请重新申请。', nextEn: 'One without end needs no renewal; one that has ended must be applied for anew.',
})
export const verificationUnknown = refusal({
  code: 'licences.verification-unknown', status: 404,
  zh: '没有与这个核验码对应的证照。', en: 'No licence has this code.',
  nextZh: '请核对核验码；仍查不到的，这份证照可能不是本平台签发的。', nextEn: 'Check the code; if it is right, the licence was not issued here.',
})

export const decisionFirst = refusal({
  code: 'licences.decision-first', status: 409, basis: '行政许可法第三十八条、第三十九条',
  zh: '书面决定作出之前不能颁发证件。', en: 'No licence before the written decision.',
  nextZh: '请先作出准予决定；决定书生成后即可颁发。', nextEn: 'Decide first; once the written decision is made, the licence can be issued.',
})

/** Refuses an act that the state of the licence does not allow. */
export function mayAct(licence: Pick<Licence, 'state' | 'validFrom' | 'validTo'>, act: LicenceAct): void {
  if (!from[act].includes(licence.state)) throw wrongLicenceState({ state: licence.state, act })
}

/** Which acts the state of a licence allows; a term that has ended is renewed no more, unless a renewal is pending. */
export function possibleLicenceActs(licence: Pick<Licence, 'state' | 'validFrom' | 'validTo' | 'renewing'>, today: Temporal.PlainDate): LicenceAct[] {
  const renewable = licence.validTo !== null && !licence.renewing && today.toString() <= licence.validTo
  return (Object.keys(from) as LicenceAct[]).filter((act) => from[act].includes(licence.state) && (act !== 'renewal' || renewable))
}

/** Refuses a ground of deregistration that contradicts what is known. */
export function mayDeregister(licence: Pick<Licence, 'state' | 'validTo'>, ground: (typeof deregistrationGrounds)[number], today: Temporal.PlainDate): void {
  const ended = !usable.includes(licence.state)
  const expired = licence.validTo !== null && today.toString() > licence.validTo
  if (ended !== (ground === 'annulled-withdrawn-revoked') || (ground === 'expired' && !expired)) throw groundNotFitting({ state: licence.state, ground })
}

/** A code of 16 characters (80 bits): it cannot be guessed, and tells nothing by itself. */
export function makeVerificationCode(bytes: Uint8Array): string {
  return writePaperCode(bytes.subarray(0, 16))
}
