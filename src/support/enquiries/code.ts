// The code by which the progress of one case is asked without signing in: it follows from the number under a secret of the installation,
// so nothing is kept. Typed from a paper: without I, L, O and U. Codes made under an older secret stay good.
import { equalBytes, keyedDigest, type Keys } from '#base/crypto'
import { refusal } from '#base/problem'

export const enquiryUnknown = refusal({
  code: 'enquiries.not-found', status: 404,
  zh: '办件编号或者查询码不对。', en: 'The case number or the code is not right.',
  nextZh: '请对照收件凭证核对；遗失凭证的，请到窗口或登录后查看。', nextEn: 'Compare them with the receipt; without it, ask at a window or sign in.',
})

// Crockford's letters.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function codeUnder(keys: Keys, kid: string | undefined, number: string): string | undefined {
  const key = kid === undefined ? keys.secret('secrets') : keys.findSecret('secrets', kid)
  if (!key) return undefined
  return [...keyedDigest(key.secret, 'enquiries.code', number).subarray(0, 12)].map((byte) => alphabet.charAt(byte & 31)).join('')
}

/** ABCD-EFGH-JKMN: the code of a case, 60 bits. */
export function codeOf(keys: Keys, number: string): string {
  return (codeUnder(keys, undefined, number) ?? '').match(/.{4}/g)?.join('-') ?? ''
}

/** Whether a code as typed is that of a case. */
export function isCodeOf(keys: Keys, number: string, typed: string): boolean {
  const code = typed.normalize('NFKC').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll(/[^0-9A-Z]/g, '')
  const kids = keys.list().filter(({ purpose }) => purpose === 'secrets').map(({ kid }) => kid)
  // All are compared, so that time tells nothing of which came near.
  return kids.map((kid) => codeUnder(keys, kid, number)).filter((known) => known !== undefined && known.length === code.length && equalBytes(Buffer.from(known), Buffer.from(code))).length > 0
}
