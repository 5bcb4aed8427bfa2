// The noun: giving an account back at a window to whoever lost the ways into it. Two officers, a time in which its holder is told and may
// object, a code on paper, and every session ends. 个人信息保护法 51; handbook 03 §8. Pure.
import { refusal } from '#base/problem'

export interface Recovery {
  id: string
  account: string
  organisation: string
  documentKind: string
  begunBy: string
  begunAt: Temporal.Instant
  confirmedBy: string | null
  confirmedAt: Temporal.Instant | null
  opensAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  usedAt: Temporal.Instant | null
  stoppedAt: Temporal.Instant | null
}

export const recoveryStates = ['begun', 'waiting', 'open', 'used', 'stopped', 'ended'] as const
/** begun: for a second officer · waiting: for objections · open: its code works · used · stopped: by an objection or an officer · ended: nobody used it. */
export type RecoveryState = (typeof recoveryStates)[number]

export function stateOfRecovery(one: Pick<Recovery, 'opensAt' | 'endsAt' | 'usedAt' | 'stoppedAt'>, now: Temporal.Instant): RecoveryState {
  if (one.usedAt) return 'used'
  if (one.stoppedAt) return 'stopped'
  if (!one.opensAt || !one.endsAt) return 'begun'
  if (Temporal.Instant.compare(now, one.opensAt) < 0) return 'waiting'
  return Temporal.Instant.compare(now, one.endsAt) < 0 ? 'open' : 'ended'
}

export const recoveryDiffers = refusal({
  code: 'people.recovery-differs', status: 422,
  zh: '没有与证件相符的账号：姓名、证件号码或者登录名对不上。', en: 'No account agrees with the document: name, number or login differ.',
  nextZh: '请对照证件核对；同一证件有几个账号的，请填写要找回的登录名。', nextEn: 'Compare with the document; where one document has several accounts, name the login.',
})
export const recoveryRuns = refusal({
  code: 'people.recovery-runs', status: 409,
  zh: '这个账号已经在办理找回。', en: 'This account is being given back already.',
  nextZh: '请在找回列表中查看；要重新办理的，先停止原来的。', nextEn: 'See the list; to begin anew, stop the other one first.',
})
export const recoveryNotFound = refusal({
  code: 'people.recovery-not-found', status: 404,
  zh: '没有这项找回，或者已经办完。', en: 'There is no such recovery, or it is over.',
  nextZh: '请刷新找回列表。', nextEn: 'Reload the list.',
})
export const recoverySecondOfficer = refusal({
  code: 'people.recovery-second-officer', status: 409,
  zh: '找回须由另一位工作人员确认。', en: 'A recovery is confirmed by another officer.',
  nextZh: '请同一单位的另一位窗口人员或者负责人核对证件后确认；工作账号由安全管理员确认。', nextEn: 'Ask another window clerk or the head of the same body to look at the document and confirm; a civil servant’s is confirmed by the security administrator.',
})
export const recoveryRefused = refusal({
  code: 'people.recovery-refused', status: 422,
  zh: '登录名或者找回码不对，或者找回码已失效。', en: 'The login or the code is wrong, or the code works no more.',
  nextZh: '请对照窗口给您的凭条核对；失效的，请带身份证件再到窗口办理。', nextEn: 'Compare with the slip from the window; if it works no more, bring your document to the window again.',
})
export const recoveryWaits = refusal({
  code: 'people.recovery-waits', status: 409,
  zh: '找回码还没有到可以使用的时间。', en: 'The code does not work yet.',
  nextZh: '请在凭条写明的时间以后再来：这段时间用来通知账号原来的联系方式。', nextEn: 'Come back after the time on the slip: until then whoever holds the account is told.',
})
