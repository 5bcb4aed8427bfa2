// The noun: a system of somebody else that signs people in through us (依赖方, OpenID Connect relying party), what it may learn, and
// what a person agreed to. Who proposes never registers (双人复核, core/proposals). Personal information goes to nobody without a consent of its own that
// names who gets it, how to reach them, what for and what kind (个人信息保护法 14, 23), and that is taken back as easily (15). Pure.
import { createPublicKey } from 'node:crypto'
import { refusal, type Problem, type Refusal } from '#base/problem'

export interface Text {
  zh: string
  en?: string
}

/** What may be told of a person, apart from a name that only this system knows him by and how surely he is known. */
export const scopes = ['profile', 'phone', 'identity'] as const
export type Scope = (typeof scopes)[number]

export const scopeWords: Record<Scope, { zh: string; en: string }> = {
  profile: { zh: '姓名（名称）', en: 'Name' },
  phone: { zh: '手机号码', en: 'Mobile number' },
  identity: { zh: '证件类型和号码', en: 'Kind and number of the identity document' },
}

export interface PublicKey {
  kty: string
  crv: string
  x: string
  y?: string
  kid?: string
}

/** What is registered of a system. */
export interface Content {
  code: string
  name: Text
  organisation: string
  purpose: Text
  /** How a person reaches who answers for the system. */
  contact: string
  redirects: string[]
  /** Where it hears that a session has ended. */
  logout?: string
  kinds: ('natural' | 'legal')[]
  scopes: Scope[]
  /** The law that lets it have the number of a document. */
  basis?: { law: string; article: string }
  /** Whether it reads the codes that people show (一码通行). */
  reads?: boolean
  /** The least 实名等级 it takes. */
  levelMin: number
  /** Public keys by which it proves who it is (RFC 7523). */
  keys: PublicKey[]
}

/** refused: from before proposals had a register of their own. */
export type State = 'in-force' | 'refused' | 'replaced' | 'ended'

export interface Registration {
  id: string
  code: string
  content: Content
  state: State
  reason: string | null
  proposedBy: string
  proposedAt: Temporal.Instant
  decidedBy: string
  decidedAt: Temporal.Instant
}

export interface Consent {
  id: string
  account: string
  code: string
  registration: string
  scopes: Scope[]
  givenAt: Temporal.Instant
  usedAt: Temporal.Instant
}

/** [K] How long things of the protocol live, in seconds; and how keys change without an outage. */
export const limits = {
  requestSeconds: 120, signingInSeconds: 3600, codeSeconds: 60, accessSeconds: 600, idTokenSeconds: 600, refreshSeconds: 30 * 86_400, sessionSeconds: 12 * 3600,
  /** A new key is published this long before it signs, and an old one this long after. */
  keyLeadSeconds: 600, keyStaysSeconds: 86_400,
  redirectsMax: 10, keysMax: 5,
} as const

export const notFound = refusal({
  code: 'clients.not-found', status: 404, zh: '没有这个接入系统，或者它已停用。', en: 'There is no such system, or it has ended.',
  nextZh: '请刷新接入系统列表。', nextEn: 'Reload the list of systems.',
})
export const badRedirect = refusal({
  code: 'clients.bad-redirect', status: 422, zh: '回调地址须为完整的 https 地址，不含片段、用户名和通配符。', en: 'A return address is a whole https address, without fragment, user or wildcard.',
  nextZh: '请逐一写出准确的回调地址。', nextEn: 'Give each address exactly as it is.',
})
export const badKey = refusal({
  code: 'clients.bad-key', status: 422, zh: '公钥须为 P-256 或者 Ed25519 的 JWK，且不含私钥。', en: 'A key is a public JWK of P-256 or Ed25519, never a private one.',
  nextZh: '请粘贴系统的公钥；私钥请留在系统内。', nextEn: 'Paste the public key; the private one never leaves the system.',
})
export const basisNeeded = refusal({
  code: 'clients.basis-needed', status: 422, basis: '个人信息保护法第六条', zh: '要取得证件号码，须写明法律依据。', en: 'The number of a document is told only where a law asks for it: name the law and its article.',
  nextZh: '请写明法律和条款，或者不申请证件号码。', nextEn: 'Name law and article, or do without the number.',
})
export const signInOver = refusal({
  code: 'clients.sign-in-over', status: 409, zh: '这次登录请求已经过期，或者不是在这个浏览器里开始的。', en: 'This request to sign in has ended, or it did not begin in this browser.',
  nextZh: '请回到您要使用的系统，重新点登录。', nextEn: 'Go back to the system you want to use and sign in again.',
})
export const kindNotServed = refusal({
  code: 'clients.kind-not-served', status: 403, zh: '这个系统不接受您这一类账号。', en: 'This system takes no accounts of your kind.',
  nextZh: '请换用个人或者单位账号登录。', nextEn: 'Sign in with a personal, or a company’s, account instead.',
})
export const levelTooLow = refusal({
  code: 'clients.level-too-low', status: 403, zh: '这个系统要求更高的实名等级。', en: 'This system asks for a higher level of assurance.',
  nextZh: '请到政务服务窗口核验身份后再登录。', nextEn: 'Have your identity checked at a service window first.',
})
export const proofNeeded = refusal({
  code: 'clients.proof-needed', status: 403, zh: '这个系统要求您重新证明是本人。', en: 'This system asks you to prove anew who you are.',
  nextZh: '请输入密码或者验证码后继续。', nextEn: 'Give your password, or your second proof, and go on.',
})
export const noConsent = refusal({
  code: 'clients.no-consent', status: 404, zh: '您没有授权过这个系统，或者已经收回。', en: 'You gave this system no consent, or took it back.',
  nextZh: '请刷新列表。', nextEn: 'Reload the list.',
})

/** Checks what is proposed. `mustBeCallable` refuses addresses that this platform may not call; `isLocal`: the installation is on loopback. */
export function mustBeSound(content: Content, isLocal: boolean, mustBeCallable: (address: string) => void): void {
  for (const [place, address] of content.redirects.entries()) if (!isReturnAddress(address, isLocal)) throw atField(badRedirect, `/redirects/${place}`, 'format', { address })
  // What neither signs people in nor reads their codes has nothing to be registered for.
  if (content.redirects.length === 0 && !content.reads) throw atField(badRedirect, '/redirects', 'required')
  if (content.logout !== undefined) mustBeCallable(content.logout)
  for (const [place, key] of content.keys.entries()) if (!isPublicKey(key)) throw atField(badKey, `/keys/${place}`, 'format')
  // 个人信息保护法 6: only what the purpose needs; of a document's number somebody has to say which law makes it needed.
  if (content.scopes.includes('identity') && !content.basis) throw atField(basisNeeded, '/basis', 'required')
}

/** The refusal, told at its field as well. */
function atField(refuse: Refusal, path: string, code: string, facts: Record<string, unknown> = {}): Problem {
  return refuse(facts, [{ path, code, zh: refuse.kind.zh, en: refuse.kind.en }])
}

/** Exactly one address: RFC 9700 §2.1 allows no pattern, and http only to the own machine, for trying things out. */
function isReturnAddress(address: string, isLocal: boolean): boolean {
  if (!URL.canParse(address) || address.includes('*') || address.includes('#') || address !== new URL(address).href) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLocal && (hostname === 'localhost' || hostname === '127.0.0.1'))
}

function isPublicKey(key: PublicKey): boolean {
  const isKnown = (key.kty === 'EC' && key.crv === 'P-256') || (key.kty === 'OKP' && key.crv === 'Ed25519')
  if (!isKnown || 'd' in key) return false
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** What of a request a system may have: of what it asks, what is registered. */
export function askedScopes(asked: string, content: Pick<Content, 'scopes'>): Scope[] {
  const wanted = asked.split(' ')
  return content.scopes.filter((scope) => wanted.includes(scope))
}

/** Whether somebody acts for himself, or for the company that he represents by his position: an agent signs in to nothing for another. */
export function isOneself({ hand }: { hand?: { agency: string | null; guardian?: boolean } }): boolean {
  return hand === undefined || hand.agency === null || hand.guardian === true
}

/** Whether a consent covers what is asked: given for this registration, since another purpose is another consent (个人信息保护法 14). */
export function covers(consent: Pick<Consent, 'registration' | 'scopes'> | undefined, registration: string, asked: readonly Scope[]): boolean {
  return consent !== undefined && consent.registration === registration && asked.every((scope) => consent.scopes.includes(scope))
}
