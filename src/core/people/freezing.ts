// The noun: freezing an account at once where it may be in wrong hands, and letting it in again. Pure but for the code that freezes,
// which follows from the account under a secret of the installation, so that nothing is kept. 个人信息保护法 9, 51.
import { equalBytes, keyedDigest, type Keys, type SecretKey } from '#base/crypto'
import { refusal } from '#base/problem'
import { readPaperCode, writePaperCode } from '#engines/codes'

export const freezeGrounds = ['officer', 'failures', 'self'] as const
/** officer: by an administrator · failures: too many wrong second proofs after a right password · self: by its holder. */
export type FreezeGround = (typeof freezeGrounds)[number]

export const freezeCodeWrong = refusal({
  code: 'people.freeze-code-wrong', status: 422,
  zh: '登录名或者冻结码不对。', en: 'The login or the freezing code is wrong.',
  nextZh: '请对照保存的冻结码，或者点邮件、短信里的链接；都没有的，请拨打 12345 或到政务服务大厅挂失。', nextEn: 'Compare it with the code you kept, or use the link in a message; without either, call 12345 or report it at a service hall.',
})
export const thawRefused = refusal({
  code: 'people.thaw-refused', status: 422,
  zh: '没有解冻：登录名、密码或者恢复码不对，或者账号不是由您本人或系统冻结的。', en: 'The account stays frozen: login, password or recovery code is wrong, or it was not frozen by you or by the rule.',
  nextZh: '请核对后重试；没有恢复码的，请带身份证件到政务服务大厅办理。', nextEn: 'Check them and try again; without a recovery code, bring your document to a service hall.',
})

/** Whether its holder may let an account in again alone; never one that an officer froze. */
export const isOwnToThaw = (ground: FreezeGround | undefined): boolean => ground === 'self' || ground === 'failures'

const codeUnder = ({ secret }: SecretKey, account: string): string => writePaperCode(keyedDigest(secret, 'people.freeze-code', account).subarray(0, 12))

/** ABCD-EFGH-JKMN: with the login, it freezes the account and does nothing else; 60 bits, to be kept on paper. */
export function freezeCodeOf(keys: Keys, account: string): string {
  return codeUnder(keys.secret('secrets'), account).match(/.{4}/g)?.join('-') ?? ''
}

/** Whether a code as typed is that of an account; codes made under an older secret stay good. */
export function isFreezeCode(keys: Keys, account: string, typed: string): boolean {
  const code = readPaperCode(typed)
  // All are compared, so that time tells nothing of which came near.
  return keys.secrets('secrets').map((key) => codeUnder(key, account)).filter((known) => equalBytes(known, code)).length > 0
}
