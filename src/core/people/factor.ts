// The noun: what somebody holds besides a password, so that a stolen password alone opens nothing (NIST SP 800-63B-4 §2.2, AAL2). Pure.
import { keyedDigest, sha256, type Keys, type SecretKey } from '#base/crypto'
import { refusal } from '#base/problem'
import { readPaperCode, writePaperCode } from '#engines/codes'

export const factorKinds = ['totp', 'passkey', 'sms', 'email', 'certificate'] as const
export type FactorKind = (typeof factorKinds)[number]

/** By which way somebody proves in the second place who he is. */
export const secondWays = ['totp', 'passkey', 'certificate', 'sms', 'email', 'recovery-code'] as const
export type SecondWay = (typeof secondWays)[number]

export interface Factor {
  id: string
  account: string
  kind: FactorKind
  name: string
  /** Its codes sign in by themselves; then it is no second proof. */
  alone: boolean
  secretSealed: string | null
  credential: string | null
  publicKey: Uint8Array | null
  transports: string[]
  counter: number
  addedAt: Temporal.Instant
  confirmedAt: Temporal.Instant | null
  usedAt: Temporal.Instant | null
}

export const factorsFull = refusal({
  code: 'people.factors-full', status: 409,
  zh: '验证方式已达上限。', en: 'There are as many ways to prove it is you as one account may have.',
  nextZh: '请先移除不再使用的一种。', nextEn: 'Remove one that you no longer use.',
})
export const factorNotFound = refusal({
  code: 'people.factor-not-found', status: 404,
  zh: '没有这种验证方式，或者已经移除。', en: 'There is no such way to prove it is you, or it was removed.',
  nextZh: '请刷新“登录与安全”页面。', nextEn: 'Reload the page on signing in and security.',
})
export const secondRefused = refusal({
  code: 'people.second-refused', status: 422,
  zh: '验证码不对，或者已经用过。', en: 'The code is wrong, or was used already.',
  nextZh: '请输入验证器上现在显示的、或者最后一条消息里的六位数字；手机时间不准时，验证器上的会不对。', nextEn: 'Type the six digits that the authenticator shows now, or of the last message; a clock that is wrong gives wrong ones.',
})
export const ticketEnded = refusal({
  code: 'people.ticket-ended', status: 401,
  zh: '这一步已经失效：时间太久，或者输错太多次。', en: 'This step is no longer open: it took too long, or there were too many wrong tries.',
  nextZh: '请从登录页重新开始。', nextEn: 'Begin again on the sign-in page.',
})
/** Not 401: whoever adds a passkey, or proves once more, is signed in and stays where he is. */
export const challengeEnded = refusal({
  code: 'people.challenge-ended', status: 409,
  zh: '对通行密钥的这次询问已经失效：时间太久，或者已经用过。', en: 'This question to your passkey is no longer open: it took too long, or was answered already.',
  nextZh: '请再次选择使用通行密钥，会重新询问。', nextEn: 'Choose your passkey once more; it is then asked anew.',
})
export const sessionNotFound = refusal({
  code: 'people.session-not-found', status: 404,
  zh: '没有这处登录，或者已经退出。', en: 'There is no such session, or it has ended.',
  nextZh: '请刷新“登录与安全”页面。', nextEn: 'Reload the page on signing in and security.',
})
export const passkeyRefused = refusal({
  code: 'people.passkey-refused', status: 422,
  zh: '通行密钥没有通过验证。', en: 'The passkey could not be verified.',
  nextZh: '请重试，或者用密码登录。', nextEn: 'Try again, or sign in with your password.',
})
export const passkeyKnown = refusal({
  code: 'people.passkey-known', status: 409,
  zh: '这个通行密钥已经添加过。', en: 'This passkey was added already.',
  nextZh: '无需再次添加。', nextEn: 'There is nothing to do.',
})
export const proveAgain = refusal({
  code: 'people.prove-again', status: 403,
  zh: '为了安全，请再次证明是您本人。', en: 'To be safe, prove once more that it is you.',
  nextZh: '请再次输入密码或验证码，之后回到这里继续。', nextEn: 'Type your password or a code again; then you come back here.',
})
export const secondNeeded = refusal({
  code: 'people.second-needed', status: 409,
  zh: '您的账号有第二种验证方式，只用密码不够。', en: 'Your account has a second way to prove it is you; the password alone is not enough.',
  nextZh: '请输入验证器上的数字、恢复码，或者使用通行密钥。', nextEn: 'Type the code of your authenticator or a recovery code, or use your passkey.',
})
export const factorNeeded = refusal({
  code: 'people.factor-needed', status: 409,
  zh: '您的密码较短，不能没有第二种验证方式。', en: 'Your password is short and may not stand without a second way.',
  nextZh: '请先改用较长的密码，或者先添加另一种验证方式。', nextEn: 'Change to a longer password first, or add another way.',
})

/**
 * Refuses what needs a fresh proof where the last one lies too long ago; also where there is none of the account's own in a session that a platform above
 * began (`levelMax`): else a way in that is added there would reach what that platform has not asserted.
 */
export function mustHaveProved({ provedAt, levelMax }: { provedAt: Temporal.Instant; levelMax?: number }, now: Temporal.Instant, secondsMax: number): void {
  if (levelMax !== undefined || now.since(provedAt).total('seconds') > secondsMax) throw proveAgain()
}

/** ABCDE-FGHJK: 50 bits. */
export function makeRecoveryCode(bytes: Uint8Array): string {
  const text = writePaperCode(bytes.subarray(0, 10))
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

/**
 * What may be kept of a code on paper, the form of today first: its digest under a secret of the installation, bound to the account, because
 * 50 bits under a plain digest could be tried out by whoever has a copy of the database (OWASP ASVS 5.0 §6.5.2). Codes made under an older
 * secret stay good, and so do those from before there was one.
 */
export function digestsOfPaperCode(keys: Keys, account: string, code: string): [Buffer, ...Buffer[]] {
  const typed = readPaperCode(code)
  const under = ({ secret }: SecretKey) => keyedDigest(secret, 'people.paper-code', account, typed)
  const current = keys.secret('secrets')
  const older = keys.secrets('secrets').filter(({ kid }) => kid !== current.kid)
  return [under(current), ...older.map(under), sha256(typed)]
}
