// The noun: guardianship 监护, one more kind of agency: of a minor (民法典 17, 18, 20, 23, 27) and of an adult without full capacity (21, 22, 24, 28).
// It comes from proof that two officers of a window saw, and never from a click; it ends by itself at eighteen, or as two officers find. Pure.
import { refusal, type Problem } from '#base/problem'
import { ages, birthday, hasReached, startOf } from './birth.ts'

export const guardianshipKinds = ['minor', 'adult'] as const
export type GuardianshipKind = (typeof guardianshipKinds)[number]

/** 出生医学证明 · 户口簿 · 法院判决 · 居民委员会、村民委员会或者民政部门的指定 (31). Of an adult the first two prove nothing: capacity is found lacking by a court alone (24). */
export const guardianProofs = ['birth-certificate', 'household-register', 'court-judgment', 'designation'] as const
export type GuardianProof = (typeof guardianProofs)[number]
const proofsOf: Readonly<Record<GuardianshipKind, readonly GuardianProof[]>> = { minor: guardianProofs, adult: ['court-judgment', 'designation'] }

/**
 * Why one ends. By itself: of-age 成年 (17) · over: the day that the proof named. As two officers find: restored 恢复行为能力 (24) · self-supporting: from
 * sixteen, who lives by his own work (18) · guardian-revoked 撤销监护人资格 (36) · replaced: others are guardians, by agreement or designation (30, 31, 39).
 * With an account: account-ended (39: death).
 */
export const endGrounds = ['restored', 'self-supporting', 'guardian-revoked', 'replaced'] as const
export type EndGround = (typeof endGrounds)[number]
export type GuardianshipEnd = EndGround | 'of-age' | 'over' | 'account-ended'

export const settlements = ['agreed', 'designated', 'judged'] as const
/** How guardians who do not agree were settled at a window: 协议 (30) · 指定, 判决 (31). */
export type Settlement = (typeof settlements)[number]

/** One guardianship, as its parties and the officers are shown it. */
export interface Guardianship {
  id: string
  ward: string
  wardName: string
  guardian: string
  guardianName: string
  kind: GuardianshipKind
  proof: GuardianProof
  jointly: boolean
  organisation: string
  /** The ward's birthday. */
  born: string
  from: Temporal.Instant
  to: Temporal.Instant
  revokedAt: Temporal.Instant | null
  endedBecause: GuardianshipEnd | null
  /** An objection between the guardians of the ward that is not settled, and by which of them. */
  objection: string | null
  objectedBy: string | null
}

/** What a window saw. */
export interface SeenGuardianship {
  kind: GuardianshipKind
  proof: GuardianProof
  reference: string
  judgment: string | null
  born: Temporal.PlainDate
  until: Temporal.PlainDate | null
  jointly: boolean
}

/** [K] How long the second officer has while the guardian is there, and how long the record of an adult's guardian holds before the proof is seen anew. */
export const guardianLimits = { checkMinutes: 60, adultYearsMax: 5 } as const

export const guardianshipUnfit = refusal({
  code: 'people.guardianship-unfit', status: 422, basis: '民法典第十七条、第二十四条',
  zh: '年龄、证明或者期限与这种监护不符。', en: 'Age, proof or period do not fit this kind of guardianship.',
  nextZh: '未成年人监护：被监护人不满十八周岁；成年人监护：须有法院认定行为能力的判决，写明五年以内的期限，到期再核对。请对照证件和证明改正。', nextEn: 'Of a minor: the ward is under eighteen. Of an adult: the judgment of a court on capacity, and a period of at most five years, after which the proof is seen anew. Compare with the documents.',
})
export const guardianUnknown = refusal({
  code: 'people.guardian-unknown', status: 422, basis: '民法典第二十三条',
  zh: '没有找到监护人的账号：监护人须已成年，持这份证件核验为实名四级以上。', en: 'No account of the guardian was found: it has to be that of an adult, proved at level 4 or above by this document.',
  nextZh: '请监护人先注册并核验身份，窗口也可以当面核对；姓名以证件为准。', nextEn: 'The guardian registers and is proved first, which a window can do too; the name is that of the document.',
})
export const wardUnknown = refusal({
  code: 'people.ward-unknown', status: 422,
  zh: '账号与被监护人的证件不一致。', en: 'The account is not that of the ward’s document.',
  nextZh: '请核对账号名；被监护人没有账号的，不要填写，确认时自动开设。', nextEn: 'Compare the account name. Where the ward has none leave it out: it is opened with the confirmation.',
})
export const alreadyGuardian = refusal({
  code: 'people.already-guardian', status: 409,
  zh: '这位监护人已经登记，还在有效期内。', en: 'This guardian is registered already, and it runs.',
  nextZh: '无需再次登记；要改变的，先由管理员终止原来的登记。', nextEn: 'There is nothing to do. To change it, an administrator ends the one that runs first.',
})
export const guardianCheckNotFound = refusal({
  code: 'people.guardian-check-not-found', status: 404,
  zh: '没有这项待复核的监护证明，或者已经超过时间。', en: 'There is no such proof to confirm, or it took too long.',
  nextZh: '请刷新列表；超过时间的，请窗口重新核对。', nextEn: 'Reload the list; what took too long is seen anew.',
})
export const guardianSameOfficer = refusal({
  code: 'people.guardian-same-officer', status: 403,
  zh: '看过监护证明的人不能自己复核。', en: 'Who saw the proof does not confirm it.',
  nextZh: '请由同单位的另一位工作人员复核。', nextEn: 'A colleague of the same body looks at it too.',
})
export const guardianOwnCheck = refusal({
  code: 'people.guardian-own-check', status: 403,
  zh: '不能为自己办理监护登记；姓名与您相同的，也请由同事办理。', en: 'Nobody registers a guardianship of his own; a colleague also takes whoever has your name.',
  nextZh: '请交由另一位工作人员办理。', nextEn: 'Leave it to a colleague.',
})
export const guardianReadDifferently = refusal({
  code: 'people.guardian-read-differently', status: 409,
  zh: '您填写的姓名或证件号码与窗口所见不一致。', en: 'Name or number are not what the window saw.',
  nextZh: '请对照证件重新填写；确实不一致的，请不予确认。', nextEn: 'Read the documents again; if they really differ, decline.',
})
export const guardianshipStands = refusal({
  code: 'people.guardianship-stands', status: 403, basis: '民法典第三十四条、第三十六条',
  zh: '监护依法成立，被监护人不能收回，监护人也不能放弃。', en: 'A guardianship stands by law: neither does the ward take it back nor the guardian give it up.',
  nextZh: '监护人不履行职责的，可以向居民委员会、村民委员会、民政部门或者人民法院反映；有判决、指定等证明的，请带到政务服务大厅。', nextEn: 'Where a guardian fails, tell the residents’ or villagers’ committee, the civil affairs department, or a court; bring a judgment or designation to a service hall.',
})
export const guardianshipNotFound = refusal({
  code: 'people.guardianship-not-found', status: 404,
  zh: '没有这项监护，或者已经终止。', en: 'There is no such guardianship, or it has ended.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})
export const guardiansInConflict = refusal({
  code: 'people.guardians-in-conflict', status: 409, basis: '民法典第三十条、第三十一条',
  zh: '监护人之间有异议，解决之前不能以被监护人的名义办理新的事。', en: 'The guardians do not agree: until that is settled nothing new is done in the ward’s name.',
  nextZh: '请各位监护人带证件到登记监护的政务服务窗口，由工作人员依协议、指定或者判决处理；已填写的内容都保留。', nextEn: 'The guardians go to the window that registered them: a person settles it there, by agreement, designation or judgment. What was filled in is kept.',
})
export const guardiansJointly = refusal({
  code: 'people.guardians-jointly', status: 409, basis: '民法典第三十条',
  zh: '登记为共同监护，须由全体监护人一同办理。', en: 'The guardians are registered to act together.',
  nextZh: '请全体监护人带证件一同到受理窗口办理；网上可以查看，不能单独办理。', nextEn: 'Come to the window that receives the matter, all of you; online it may be looked at, and not done by one alone.',
})
export const noOtherGuardian = refusal({
  code: 'people.no-other-guardian', status: 409,
  zh: '没有登记其他监护人，不存在异议。', en: 'There is no other guardian with whom you could disagree.',
  nextZh: '对被监护人的处境有担心的，请向居民委员会、村民委员会或者民政部门反映。', nextEn: 'If you are worried about the ward, tell the residents’ or villagers’ committee or the civil affairs department.',
})
export const alreadyObjected = refusal({
  code: 'people.already-objected', status: 409,
  zh: '监护人之间已有一项异议等待处理。', en: 'An objection between the guardians waits already.',
  nextZh: '请到登记监护的政务服务窗口处理。', nextEn: 'Have it settled at the window that registered the guardians.',
})
export const objectionNotFound = refusal({
  code: 'people.objection-not-found', status: 404,
  zh: '没有这项异议，或者已经处理。', en: 'There is no such objection, or it was settled.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})

/**
 * The moment at which a guardianship ends by itself. Of a minor with the eighteenth birthday (民法典 17), or the last day that the proof names; of
 * an adult with the last day that is written down. Throws `people.guardianship-unfit`.
 */
export function endOfGuardianship({ kind, proof, judgment, born, until }: SeenGuardianship, today: Temporal.PlainDate): Temporal.Instant {
  const unfit = (path: string, zh: string, en: string) => guardianshipUnfit({}, [{ path, code: 'unfit', zh, en }])
  if (hasReached(born, ages.ofAge, today) !== (kind === 'adult') || Temporal.PlainDate.compare(born, today) > 0) throw unfit('/kind', '与被监护人的年龄不符', 'Not what the ward’s age says')
  if (!proofsOf[kind].includes(proof)) throw unfit('/proof', '这份证明不能证明这种监护', 'This proves no guardianship of this kind')
  if ((judgment !== null) !== (kind === 'adult')) throw unfit('/judgment', '成年人监护须填写法院认定行为能力的判决案号', 'Of an adult, and of an adult alone, the number of the judgment on capacity is needed')
  const last = kind === 'minor' ? birthday(born, ages.ofAge).subtract({ days: 1 }) : today.add({ years: guardianLimits.adultYearsMax })
  const named = until ?? (kind === 'minor' ? last : undefined)
  if (!named || Temporal.PlainDate.compare(named, today) < 0 || (kind === 'adult' && Temporal.PlainDate.compare(named, last) > 0)) throw unfit('/until', '日期不在范围内', 'Outside the range')
  return startOf((Temporal.PlainDate.compare(named, last) < 0 ? named : last).add({ days: 1 }))
}

/** Whether it ends with the eighteenth birthday, and not with a day that its proof named. */
export function endsOfAge({ kind, born, to }: Pick<Guardianship, 'kind' | 'born' | 'to'>): boolean {
  return kind === 'minor' && Temporal.Instant.compare(to, startOf(birthday(Temporal.PlainDate.from(born), ages.ofAge))) >= 0
}

/** Refuses a reason that cannot be the ward's: capacity is restored to an adult (24), and who is sixteen may live by the own work (18). */
export function mustFitGround(ground: EndGround, { kind, born }: { kind: GuardianshipKind; born: Temporal.PlainDate | undefined }, today: Temporal.PlainDate): void {
  const isFit = ground === 'restored' ? kind === 'adult' : ground === 'self-supporting' ? kind === 'minor' && born !== undefined && hasReached(born, ages.works, today) : true
  if (!isFit) throw guardianshipUnfit({}, [{ path: '/ground', code: 'unfit', zh: '与这项监护不符', en: 'Not of this guardianship' }])
}

/** Why nothing is done in the ward's name now, by one guardian alone; undefined where it may be (民法典 35: what is done is done in the ward's interest, by a record of both). */
export function stopOf({ inConflict, jointly }: { inConflict: boolean; jointly: boolean }): Problem | undefined {
  return inConflict ? guardiansInConflict() : jointly ? guardiansJointly() : undefined
}
