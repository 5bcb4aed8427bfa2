// The noun: a certificate that somebody's browser or key (UKey) shows to the proxy at the front, which hands it on (RFC 9440). Only what comes with the
// proxy's own secret is looked at: whatever else sends these headers has sent nothing. Pure.
import { timingSafeEqual, type X509Certificate } from 'node:crypto'
import type { CertificateRelay } from '#base/context'
import { sha256 } from '#base/crypto'
import { refusal, type Refusal } from '#base/problem'
import type { Fault, Presented } from '#engines/certificates'

/** What the proxy sends: its secret, the holder's certificate, and those between it and an authority. */
export const proxyHeaders = { secret: 'x-yiwang-proxy', own: 'client-cert', between: 'client-cert-chain' } as const

export const certificatesOff = refusal({
  code: 'people.certificates-off', status: 404,
  zh: '本平台没有开通数字证书登录。', en: 'Certificates are not taken here.',
  nextZh: '请用其他方式登录；需要开通的，请联系系统运维人员。', nextEn: 'Sign in another way; whoever runs this installation can switch it on.',
})
export const certificateMissing = refusal({
  code: 'people.certificate-missing', status: 422,
  zh: '没有收到您的数字证书。', en: 'No certificate of yours arrived.',
  nextZh: '请插好 UKey，完全退出浏览器后重新打开，在弹出的窗口中选择证书；仍收不到的，请从政务外网的登录地址进入。', nextEn: 'Plug in your key, close the browser wholly, open it again and choose the certificate when asked; or come in by the address of the government network.',
})
const unreadable = refusal({
  code: 'people.certificate-unreadable', status: 422,
  zh: '这个数字证书不能读取，或者使用了已不安全的算法。', en: 'The certificate cannot be read, or uses an algorithm that is not safe any more.',
  nextZh: '请向发证机构换发证书，或者用其他方式登录。', nextEn: 'Ask its issuer for another, or sign in another way.',
})
const notTrusted = refusal({
  code: 'people.certificate-not-trusted', status: 422,
  zh: '本平台不认可这个数字证书的发证机构。', en: 'The issuer of this certificate is not trusted here.',
  nextZh: '请选择本平台认可的机构颁发的证书，或者用其他方式登录。', nextEn: 'Choose one of an issuer that is trusted here, or sign in another way.',
})
const notNow = refusal({
  code: 'people.certificate-not-now', status: 422,
  zh: '数字证书已过有效期，或者还没有到生效日期。', en: 'The certificate is over, or not yet in force.',
  nextZh: '请向发证机构更新证书，再在“登录与安全”里重新绑定。', nextEn: 'Have it renewed by its issuer and bind it anew under “Sign-in and security”.',
})
const notForClients = refusal({
  code: 'people.certificate-not-for-clients', status: 422,
  zh: '这个证书不是用来证明使用者身份的。', en: 'This certificate is not made to show who somebody is.',
  nextZh: '请选择用途为“客户端身份验证”的证书。', nextEn: 'Choose one whose use is client authentication.',
})
const revoked = refusal({
  code: 'people.certificate-revoked', status: 422,
  zh: '这个数字证书已被发证机构吊销。', en: 'The certificate was revoked by its issuer.',
  nextZh: '请向发证机构申请新的证书；不是您申请吊销的，请立即联系本单位管理员。', nextEn: 'Ask its issuer for a new one; if it was not you who had it revoked, tell your administrator at once.',
})
export const certificateUnchecked = refusal({
  code: 'people.certificate-unchecked', status: 503, retryAfterSeconds: 300,
  zh: '现在不能核实这个数字证书是否已被吊销，所以没有采用。', en: 'It cannot be told now whether the certificate was revoked, so it was not taken.',
  nextZh: '请稍后再试，或者用其他方式登录；持续出现的，请告诉系统运维人员更新吊销列表。', nextEn: 'Try again later, or sign in another way; if it goes on, tell whoever runs this installation that the list of revoked ones is missing or old.',
})
export const certificateUnbound = refusal({
  code: 'people.certificate-unbound', status: 422,
  zh: '这个数字证书没有绑定到您要登录的账号。', en: 'This certificate is bound to no account that you could enter by it here.',
  nextZh: '请先用其他方式登录，在“登录与安全”里绑定证书。', nextEn: 'Sign in another way first and bind it under “Sign-in and security”.',
})
export const certificateKnown = refusal({
  code: 'people.certificate-known', status: 409,
  zh: '这个数字证书已经绑定过。', en: 'This certificate was bound already.',
  nextZh: '绑定在本账号的无需再次添加；绑定在其他账号的，请先在那个账号移除。', nextEn: 'If it is on this account there is nothing to do; on another one, remove it there first.',
})
export const certificateNotAlone = refusal({
  code: 'people.certificate-not-alone', status: 409,
  zh: '在本平台，数字证书要和密码一起使用。', en: 'Here a certificate is used beside the password.',
  nextZh: '请先输入登录名和密码，再选择数字证书。', nextEn: 'Give your login and password first, then choose the certificate.',
})

export const ofFault: Record<Fault, Refusal> = { unreadable, 'not-trusted': notTrusted, 'not-now': notNow, 'not-for-clients': notForClients, revoked, 'not-known': certificateUnchecked }

type Headers = Readonly<Record<string, string | string[] | undefined>>

/** Whether a call came by way of the proxy: it shows the secret. */
function isByProxy({ secret }: CertificateRelay, headers: Headers): boolean {
  const shown = headers[proxyHeaders.secret]
  return typeof shown === 'string' && timingSafeEqual(sha256(shown), sha256(secret))
}

/** What the proxy handed on; undefined where the call came another way, or nothing was presented. Throws `people.certificate-unreadable`. */
export function presentedIn(way: CertificateRelay, headers: Headers): Presented | undefined {
  const own = headers[proxyHeaders.own]
  if (!isByProxy(way, headers) || own === undefined || own === '') return undefined
  const between = headers[proxyHeaders.between]
  return { own: readBytes(own), between: typeof between === 'string' && between !== '' ? between.split(',').slice(0, betweenMax).map((one) => readBytes(one.trim())) : [] }
}

const betweenMax = 8

/** A Byte Sequence of structured fields (RFC 9651 §3.3.5), and nothing beside. */
function readBytes(text: string | string[]): Uint8Array {
  const [, body] = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(String(text)) ?? []
  if (body === undefined) throw unreadable()
  return Buffer.from(body, 'base64')
}

/** A certificate that counts: its name here, and the key that it is about. Nothing else of it is kept: it may hold the number of a document. */
export interface Shown {
  credential: string
  publicKey: Uint8Array
}

/** By which name a certificate is kept: a digest of the whole (RFC 8705 §3.1, `x5t#S256`). */
export function shownBy(x509: X509Certificate): Shown {
  return { credential: `x5t#S256:${sha256(x509.raw).toString('base64url')}`, publicKey: x509.publicKey.export({ type: 'spki', format: 'der' }) }
}
