// The noun: ways in which somebody is told besides the portal, each chosen (opt-in), confirmed by a code, and switched off at any time.
// No message says more than that there is news: what it is about is read after signing in (个人信息保护法 6, 28). Pure.
import { refusal } from '#base/problem'
import { readMail, readMobile } from '#engines/codes'
import type { Language } from '#engines/words'

export const channels = ['email', 'sms'] as const
export type Channel = (typeof channels)[number]

export interface Address {
  account: string
  channel: Channel
  sealed: string
  language: Language
  verifiedAt: Temporal.Instant | null
  isOn: boolean
  codeSealed: string | null
  codeEndsAt: Temporal.Instant | null
  codeAttempts: number
  codesAsked: Temporal.Instant[]
  changedAt: Temporal.Instant
  failedAt: Temporal.Instant | null
  reason: string | null
}

export interface Outgoing {
  id: string
  account: string
  channel: Channel
  kind: 'news' | 'code'
  message: string | null
  at: Temporal.Instant
  attempts: number
  reason: string | null
  sentAt: Temporal.Instant | null
  failedAt: Temporal.Instant | null
}

/** [K] */
export const limits = { codeMinutes: 15, codeAttemptsMax: 5, codesPerHourMax: 3, sendAttemptsMax: 6, sendSecondsMax: 10 } as const

export const badAddress = refusal({
  code: 'channels.bad-address', status: 422,
  zh: '邮箱或手机号码写得不对。', en: 'This is no e-mail address or mobile number.',
  nextZh: '邮箱如 name@example.cn；手机号码为 11 位数字。', nextEn: 'An address reads name@example.cn; a mobile number has 11 digits.',
})
export const noSender = refusal({
  code: 'channels.no-sender', status: 409,
  zh: '本平台还没有开通这种通知方式。', en: 'This way of being told is not set up here.',
  nextZh: '请先使用站内通知。', nextEn: 'Use the notifications on this site meanwhile.',
})
export const notSet = refusal({
  code: 'channels.not-set', status: 404,
  zh: '您还没有填写这种方式的地址。', en: 'You have given no address for this way.',
  nextZh: '请先填写邮箱或手机号码。', nextEn: 'Give an e-mail address or a mobile number first.',
})
export const notVerified = refusal({
  code: 'channels.not-verified', status: 409,
  zh: '地址还没有验证，不能开通。', en: 'The address was not confirmed yet, so nothing can be sent to it.',
  nextZh: '请先输入收到的验证码。', nextEn: 'Enter the code you were sent first.',
})
export const codeWrong = refusal({
  code: 'channels.code-wrong', status: 422,
  zh: '验证码不对，或者已经过期。', en: 'The code is wrong or no longer valid.',
  nextZh: '请核对；多次输错或超过15分钟的，请重新获取。', nextEn: 'Check it; after several wrong tries or 15 minutes, ask for a new one.',
})
export const codeTooOften = refusal({
  code: 'channels.code-too-often', status: 429,
  zh: '一小时内获取验证码的次数太多。', en: 'Too many codes were asked for within an hour.',
  nextZh: '请稍后再试。', nextEn: 'Try again later.',
})

/** The address as it is kept. Throws `channels.bad-address`. */
export function readAddress(channel: Channel, text: string): string {
  const address = channel === 'sms' ? readMobile(text) : readMail(text)
  if (address === undefined) throw badAddress({ channel }, [{ path: `/${channel}`, code: 'address', zh: channel === 'sms' ? '请填写11位手机号码' : '请填写邮箱地址，如 name@example.cn', en: channel === 'sms' ? 'Enter a mobile number of 11 digits' : 'Enter an e-mail address, such as name@example.cn' }])
  return address
}

/** 138****5678 · l***@example.cn. */
export function maskAddress(channel: Channel, address: string): string {
  if (channel === 'sms') return `${address.slice(0, 3)}****${address.slice(-4)}`
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 1)}***@${host}`
}

/** Six digits. */
export function makeCode(bytes: Uint8Array): string {
  const number = bytes.reduce((sum, byte) => (sum * 256 + byte) % 1_000_000, 0)
  return String(number).padStart(6, '0')
}

/** Whether one more code may be asked for at a moment. */
export function mayAskCode(asked: readonly Temporal.Instant[], now: Temporal.Instant): void {
  if (recent(asked, now).length >= limits.codesPerHourMax) throw codeTooOften()
}

export function recent(asked: readonly Temporal.Instant[], now: Temporal.Instant): Temporal.Instant[] {
  return asked.filter((one) => now.since(one).total('minutes') < 60)
}

export interface Text {
  subject: string
  text: string
}

/** What is sent: never what a case is about, who is meant, or what was decided. */
export function writeNews(language: Language, about: { number: string | null; origin: string }): Text {
  const { number, origin } = about
  if (language === 'en') {
    return { subject: 'Government services: there is news', text: `${number ? `There is news on case ${number}` : 'There is news for you'}. Sign in to read it: ${origin}/notifications\nTo receive no more of these: ${origin}/notifications/settings` }
  }
  return { subject: '政务服务：您有新通知', text: `${number ? `您的办件 ${number} 有新进展` : '您有一条新通知'}，请登录查看：${origin}/notifications\n不想再收到，可关闭：${origin}/notifications/settings` }
}

/** What is sent of one's own account: what happened, and a link that freezes it, for whoever did not do it. */
export function writeWarning(language: Language, about: { title: string; account: string; freezeCode: string | undefined; origin: string }): Text {
  const { title, account, freezeCode, origin } = about
  const freeze = freezeCode === undefined ? undefined : `${origin}/freeze?account=${account}&code=${freezeCode}`
  if (language === 'en') return { subject: `Government services: ${title}`, text: `${title}. ${freeze ? `If that was not you, freeze your account at once: ${freeze}` : `What you can do: ${origin}/thaw`}` }
  return { subject: `政务服务：${title}`, text: `${title}。${freeze ? `如不是您本人操作，请立即冻结账号：${freeze}` : `如何解冻：${origin}/thaw`}` }
}

/** What is sent to an address of an account that was merged, for the last time. */
export function writeMerged(language: Language, origin: string): Text {
  if (language === 'en') return { subject: 'Government services: your accounts were merged', text: `The account that this address belonged to was merged into your other one. Sign in with that: ${origin}/sign-in. Nothing more is sent here. If you did not ask for it, call 12345 or come to a service hall with your document.` }
  return { subject: '政务服务：您的账号已合并', text: `这个地址原来的账号已合并到您的另一个账号，请用保留的账号登录：${origin}/sign-in。以后不再向这个地址发送。不是您本人办理的，请拨打 12345，或者带身份证件到政务服务大厅。` }
}

/**
 * A code, and never what it is for. The last line of a text message binds it to our address, so that a browser fills it in nowhere else
 * (origin-bound one-time codes delivered via SMS, WICG).
 */
export function writeCode(language: Language, { code, minutes, channel, origin }: { code: string; minutes: number; channel: Channel; origin: string }): Text {
  const bound = channel === 'sms' ? `\n\n@${new URL(origin).hostname} #${code}` : ''
  if (language === 'en') return { subject: 'Yiwang: your code', text: `Yiwang: your code is ${code}, valid for ${minutes} minutes. Never pass it on: no official asks for it. If you did not ask for it, do nothing.${bound}` }
  return { subject: '一网：验证码', text: `【一网】验证码 ${code}，${minutes}分钟内有效。请勿告诉任何人，工作人员不会向您索要。如不是您本人操作，请忽略。${bound}` }
}
