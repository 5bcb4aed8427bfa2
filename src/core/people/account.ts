// An account: a natural person, a legal person or a civil servant, never two of them. Pure rules and refusals.
import { refusal } from '#base/problem'
import type { Hours } from './hours.ts'

export type AccountKind = 'natural' | 'legal' | 'staff'

/** A role held in an organisation from a moment to a moment. */
export interface HeldPost {
  id: string
  role: string
  organisation: string
  /** The team or window of it that the post is in; null: of the whole body. */
  section: string | null
  from: Temporal.Instant
  to: Temporal.Instant | null
  /** When it holds within a day; null at all times. */
  hours: Hours | null
}

/** An account as a list shows it; numbers are still sealed. */
export interface Account {
  id: string
  login: string
  kind: AccountKind
  name: string
  nameEn: string | null
  organisation: string | null
  idKind: string | null
  idSealed: string | null
  phoneSealed: string | null
  createdAt: Temporal.Instant
  frozenAt: Temporal.Instant | null
}

interface NewAny {
  login: string
  name: string
  nameEn?: string
  phone?: string
  /** What hashPassword gave; absent: nobody can sign in with a password. */
  passwordHash?: string
  /** Whether somebody else than the holder chose it. */
  isPasswordGiven?: boolean
}

/** What is needed to open an account. Numbers come as people write them and are checked here. `statedLevel`: 2 where somebody says who he is; more is proved (proof.ts). */
export type NewAccount =
  | (NewAny & { kind: 'natural'; idKind?: string; idNumber?: string; statedLevel: 1 | 2 })
  | (NewAny & { kind: 'legal'; uscc: string; representative?: string; statedLevel: 1 | 2 })
  | (NewAny & { kind: 'staff'; organisation: string })

/** Who applies: for the parties of a case. */
export interface PartyIdentity {
  accountId: string
  kind: 'natural' | 'legal'
  name: string
  nameEn?: string
  idKind?: string
  idNumber?: string
  phone?: string
}

/** As `PartyIdentity`, with how surely that is known now. */
export interface KnownIdentity extends PartyIdentity {
  /** 实名等级 1–5. */
  assuranceLevel: number
}

/** A name in the form in which accounts keep it. */
export const readName = (name: string): string => name.normalize('NFC').trim()

/** How a login is written: it is not case-sensitive. */
export function readLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}

/**
 * What a login looks like: two of the same looks are not told apart on a screen. A login has small Latin letters, digits, dot and dash only
 * (`Login`), so that of all confusable signs (UTS #39 §4) these are left.
 */
export function looksOf(login: string): string {
  return readLogin(login).replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('m', 'rn')
}

/** The lock under which a login, and whatever looks like it, is taken. */
export const loginLock = (login: string): string => `login:${looksOf(login)}`

export const loginTaken = refusal({
  code: 'people.login-taken', status: 409,
  zh: '这个登录名已被使用，或者与已有的看起来一样。', en: 'This login is taken, or looks like one that is.',
  nextZh: '请换一个登录名；如果这是您的账号，请直接登录。', nextEn: 'Choose another; if the account is yours, sign in.',
})

export const accountNotFound = refusal({
  code: 'people.not-found', status: 404,
  zh: '没有这个账号，或不在您的管理范围内。', en: 'There is no such account, or it is outside your reach.',
  nextZh: '请从账号表中查找。', nextEn: 'Search the list of accounts.',
})

export const ownAccount = refusal({
  code: 'people.own-account', status: 409,
  zh: '不能为自己授予、终止职责或冻结自己的账号。', en: 'Nobody grants or ends posts of his own, or freezes himself.',
  nextZh: '请由另一位管理员办理。', nextEn: 'Ask another administrator.',
})

export const secondPersonNeeded = refusal({
  code: 'people.second-person-needed', status: 409, basis: 'GB/T 22239-2019 8.1.5',
  zh: '系统管理员、安全管理员、审计管理员的职责和账号，不由一人变更。', en: 'Posts and accounts of the three administrators are not changed by one person alone.',
  nextZh: '请在“双人复核”中提出，由另一人复核后生效。', nextEn: 'Ask for it under “Second person”: it holds when another person has confirmed it.',
})

export const notAnOfficer = refusal({
  code: 'people.not-an-officer', status: 409,
  zh: '这个账号没有担任管理员职责，变更不需要双人复核。', en: 'This account holds no post of an administrator: its changes need no second person.',
  nextZh: '请在账号页面直接办理。', nextEn: 'Change it on its own page.',
})

export const alreadyFrozen = refusal({
  code: 'people.already-frozen', status: 409,
  zh: '账号已经冻结。', en: 'The account is already frozen.',
  nextZh: '无需再次冻结。', nextEn: 'There is nothing to do.',
})

export const notFrozen = refusal({
  code: 'people.not-frozen', status: 409,
  zh: '账号没有冻结。', en: 'The account is not frozen.',
  nextZh: '无需解冻。', nextEn: 'There is nothing to do.',
})

export const staffOnly = refusal({
  code: 'people.staff-only', status: 409,
  zh: '只有政务工作人员账号可以担任职责；个人和法人账号不能兼作工作账号。', en: 'Only accounts of civil servants hold posts; a resident’s account is never a civil servant’s.',
  nextZh: '请为其另开工作人员账号。', nextEn: 'Open a separate staff account.',
})

export const postHeld = refusal({
  code: 'people.post-held', status: 409,
  zh: '已经担任这个职责。', en: 'This post is already held.',
  nextZh: '无需再次授予。', nextEn: 'There is nothing to do.',
})

export const postNotFound = refusal({
  code: 'people.post-not-found', status: 404,
  zh: '没有这个职责记录，或已经终止。', en: 'There is no such post, or it has ended.',
  nextZh: '请刷新账号页面。', nextEn: 'Reload the account.',
})

export const badUntil = refusal({
  code: 'people.bad-until', status: 422,
  zh: '职责的最后一天应在今天或以后，且不超过五十年。', en: 'The last day of a post is today or later, within fifty years.',
  nextZh: '请改正日期。', nextEn: 'Correct the date.',
})

/** The moment at which a post with this last day ends. Throws `people.bad-until`. */
export function endOf(lastDay: Temporal.PlainDate, today: Temporal.PlainDate): Temporal.Instant {
  const days = today.until(lastDay).days
  if (days < 0 || days > 50 * 366) throw badUntil({ until: lastDay.toString() }, [{ path: '/until', code: 'date', zh: '日期不在范围内', en: 'Outside the range' }])
  return lastDay.add({ days: 1 }).toZonedDateTime('Asia/Shanghai').toInstant()
}
