// The code by which the progress of one case is asked without signing in: it follows from the number under a secret of the installation,
// so nothing is kept. Typed from a paper: without I, L, O and U. Codes made under an older secret stay good.
import { equalBytes, keyedDigest, type Keys, type SecretKey } from '#base/crypto'
import { refusal } from '#base/problem'
import { readPaperCode, writePaperCode } from '#engines/codes'

export const enquiryUnknown = refusal({
  code: 'enquiries.not-found', status: 404,
  zh: '办件编号或者查询码不对。', en: 'The case number or the code is not right.',
  nextZh: '请对照收件凭证核对；遗失凭证的，请到窗口或登录后查看。', nextEn: 'Compare them with the receipt; without it, ask at a window or sign in.',
})

const codeUnder = ({ secret }: SecretKey, number: string): string => writePaperCode(keyedDigest(secret, 'enquiries.code', number).subarray(0, 12))

/** ABCD-EFGH-JKMN: the code of a case, 60 bits. */
export function codeOf(keys: Keys, number: string): string {
  return codeUnder(keys.secret('secrets'), number).match(/.{4}/g)?.join('-') ?? ''
}

/** Whether a code as typed is that of a case. */
export function isCodeOf(keys: Keys, number: string, typed: string): boolean {
  const code = readPaperCode(typed)
  // All are compared, so that time tells nothing of which came near.
  return keys.secrets('secrets').map((key) => codeUnder(key, number)).filter((known) => known.length === code.length && equalBytes(Buffer.from(known), Buffer.from(code))).length > 0
}
