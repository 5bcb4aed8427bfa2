// The noun: one-time codes that are sent to an address which their holder confirmed. Of a code id and salt are kept, never the code: it follows
// from them under a secret of the installation. It is bound to the step of one browser or to one session (OWASP ASVS 5.0 §6.6.2). Pure.
import { equalBytes, keyedDigest, type Keys, type SecretKey } from '#base/crypto'
import { refusal } from '#base/problem'
import { readMail, readMobile } from '#engines/codes'

export const codeChannels = ['sms', 'email'] as const
export type CodeChannel = (typeof codeChannels)[number]

/** sign-in: alone · second: after a password · proof: in a session. */
export type CodePurpose = 'sign-in' | 'second' | 'proof'

export const isCodeChannel = (kind: string): kind is CodeChannel => (codeChannels as readonly string[]).includes(kind)

export interface SentCode {
  id: string
  purpose: CodePurpose
  /** Null: it is nobody's, and goes nowhere. */
  account: string | null
  factor: string | null
  channel: CodeChannel
  salt: Uint8Array
  /** The secret that it follows from. */
  key: string
  /** The counts of asking for it. */
  counted: Buffer[]
  endsAt: Temporal.Instant
}

export const codeRefused = refusal({
  code: 'people.code-refused', status: 422,
  zh: '验证码不对。', en: 'The code is wrong.',
  nextZh: '请核对最后收到的一条。没有收到的，可能是账号写错了，或者没有开通验证码登录，请换一种方式。', nextEn: 'Compare it with the last one you got. If none came, the account may be mistyped or not open to codes; use another way.',
})
export const noCodeSender = refusal({
  code: 'people.no-code-sender', status: 409,
  zh: '本平台没有开通用这种方式发验证码。', en: 'Codes are not sent this way here.',
  nextZh: '请换一种方式登录。', nextEn: 'Sign in another way.',
})
export const codeWayKnown = refusal({
  code: 'people.code-way-known', status: 409,
  zh: '这个地址已经用来接收登录验证码。', en: 'This address gets codes to sign in already.',
  nextZh: '要改变用法的，请先在“登录与安全”里移除，再重新添加。', nextEn: 'To use it otherwise, remove it under “Sign-in and security” and add it again.',
})
export const addressNamesAnother = refusal({
  code: 'people.address-names-another', status: 409,
  zh: '这个号码或者邮箱已经用于另一个账号的验证码登录。', en: 'This number or address already signs in to another account.',
  nextZh: '是您自己的账号的，请用它登录，不用了再在那里移除；不是您的（例如新办的号码原来是别人的），请换一个，或者拨打 12345 说明。', nextEn: 'If that account is yours, sign in with it, and remove it there when it is no longer needed; if it is not (a number may have been somebody else’s before), use another or tell 12345.',
})
export const staffCodeWay = refusal({
  code: 'people.staff-code-way', status: 409, basis: 'GB/T 22239-2019 8.1.4.1',
  zh: '工作人员只能把短信验证码用作密码之后的第二步，并且须先有验证器应用或者通行密钥。', en: 'A civil servant uses codes by text message only after the password, and beside an authenticator or a passkey.',
  nextZh: '请先添加验证器应用或者通行密钥。', nextEn: 'Add an authenticator or a passkey first.',
})
export const lastWay = refusal({
  code: 'people.last-way', status: 409,
  zh: '这是您登录的唯一方式，移除以后就进不来了。', en: 'This is the only way into your account; without it you would be shut out.',
  nextZh: '请先添加另一种登录方式，例如通行密钥。', nextEn: 'Add another way first, such as a passkey.',
})

/** What is typed in place of a login: a number or an address as it is kept; undefined where it is neither. */
export const readNamedAddress = (typed: string): string | undefined => readMobile(typed) ?? readMail(typed)

/** By what an address is found: the digest of today first, then those under older secrets. Mail is found however its letters are written. */
export function digestsOfAddress(keys: Keys, address: string): { digests: [Buffer, ...Buffer[]]; kid: string } {
  const current = keys.secret('digests')
  const under = ({ secret }: SecretKey) => keyedDigest(secret, 'people.code-address', address.toLowerCase())
  return { digests: [under(current), ...keys.secrets('digests').filter(({ kid }) => kid !== current.kid).map(under)], kid: current.kid }
}

/** Six digits; undefined where the secret is not here. */
export function codeOf(keys: Keys, { id, salt, key }: Pick<SentCode, 'id' | 'salt' | 'key'>): string | undefined {
  const found = keys.findSecret('secrets', key)
  return found && String(keyedDigest(found.secret, 'people.code', id, salt).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** Whether a code as typed is the one that was sent. What goes nowhere is compared all the same, and is never right. */
export function isRightCode(keys: Keys, sent: SentCode, typed: string): boolean {
  const right = codeOf(keys, sent)
  const isSame = right !== undefined && equalBytes(right, readDigits(typed))
  return isSame && sent.account !== null
}

/** The digits of a code as typed, in whatever width. */
export const readDigits = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
