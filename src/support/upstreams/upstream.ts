// The noun: a platform above that signs people in for us (上级统一身份认证平台: national, of a province, or the node of another place), what it says of
// somebody and how far that is believed. A level is what the platform asserts and is never raised here; a name or a telephone number ties nobody to
// an account. Natural and legal persons are two domains. Pure.
import { refusal } from '#base/problem'
import { levelOfOneself } from '#core/people'

export interface Text {
  zh: string
  en?: string
}

/** What is registered of a platform. */
export interface Content {
  code: string
  name: Text
  /** The issuer, exactly as it names itself (OpenID Connect Discovery 1.0 §4.3). */
  issuer: string
  /** What the platform calls us. */
  client: string
  /** Whose domain it speaks for: 自然人, 法人. */
  kind: 'natural' | 'legal'
  /** Which 实名等级 each of its own levels (`acr`) is. One that does not stand here counts as the lowest. */
  levels: Record<string, number>
  /** The law or document by which it signs people in for others. */
  basis: { law: string; article: string }
}

export interface Registration {
  id: string
  content: Content
}

/** What a platform told of somebody, read and checked. */
export interface Told {
  /** What the platform calls the person. */
  subject: string
  /** What it calls its own session, where it tells us of its end; null: it does not. */
  sid: string | null
  /** Before it told, by our clock. */
  toldAt: string
  /** What names this one answer. */
  trace: string
  level: number
  /** When the person proved himself there, seconds since 1970; 0 where the platform does not say. */
  provedAt: number
  name: string
  idKind: string
  idNumber: string
}

/** [K] Minutes that a sign-in may take there, and that somebody may take to look at what came of it; days that what a platform asserted is taken for. */
export const limits = { goingMinutes: 10, proofDays: 180, refreshDays: 30 } as const

export const notFound = refusal({
  code: 'upstreams.not-found', status: 404, zh: '没有这个上级登录平台，或者它已停用。', en: 'There is no such platform to sign in through, or it has ended.',
  nextZh: '请用其他方式登录。', nextEn: 'Sign in another way.',
})
export const goingOver = refusal({
  code: 'upstreams.over', status: 409, zh: '这次登录已经用过、过期，或者不是在这个浏览器里开始的。', en: 'This sign-in was used, has lapsed, or did not begin in this browser.',
  nextZh: '请回到登录页，重新开始。', nextEn: 'Go back to the page for signing in and begin again.',
})
export const notSignedInThere = refusal({
  code: 'upstreams.not-signed-in', status: 401, zh: '您还没有在对方平台登录，或者没有同意由它告知身份。', en: 'You are not signed in there, or did not agree that it tells who you are.',
  nextZh: '请点该平台的登录按钮，在对方平台登录并同意；也可以用其他方式登录。', nextEn: 'Use its button and sign in and agree there, or sign in another way.',
})
export const platformAway = refusal({
  code: 'upstreams.away', status: 503, zh: '对方登录平台没有应答。', en: 'The other platform does not answer.',
  nextZh: '请过一会儿再试，或者用其他方式登录。', nextEn: 'Try again a little later, or sign in another way.',
})
export const platformWrong = refusal({
  code: 'upstreams.wrong', status: 502, zh: '对方登录平台的应答不可信，没有采用。', en: 'What the other platform answered cannot be trusted and was not used.',
  nextZh: '请重新登录；再次出现时请告诉客服，本平台没有采用任何信息。', nextEn: 'Begin again. If it comes back, tell the help desk: nothing of it was used.',
})
export const levelTooLow = refusal({
  code: 'upstreams.level-too-low', status: 403, zh: '对方平台对您身份的核验还不到四级，不能凭它登录。', en: 'The other platform has not proved who you are at level 4 or more: that is not enough to sign in by.',
  nextZh: '请在对方平台完成实名核验，或者用其他方式登录。', nextEn: 'Prove who you are there first, or sign in another way.',
})
export const otherKind = refusal({
  code: 'upstreams.other-kind', status: 403, zh: '您在对方平台登录的账号类型（个人、单位）不是这里要的。', en: 'The account you signed in with there is of another kind (person, organisation) than is meant here.',
  nextZh: '请在对方平台换用正确类型的账号。', nextEn: 'Sign in there with an account of the right kind.',
})
export const otherName = refusal({
  code: 'upstreams.other-name', status: 403, basis: '个人信息保护法第八条', zh: '对方平台告知的姓名（名称），与本平台同一证件号码的账号不一致，没有登录。', en: 'The name that the other platform tells is not that of the account here with the same number: nobody was signed in.',
  nextZh: '改过姓名（名称）的，请用其他方式登录，在“我的数据”中申请更正，或者请对方平台更正；不是您的账号的，请带证件到政务服务大厅核对。', nextEn: 'If the name was changed, sign in another way and ask for a correction under “My data”, or have it corrected there. If the account is not yours, bring your document to a service hall.',
})
export const companyUnknown = refusal({
  code: 'upstreams.company-unknown', status: 404, zh: '这家单位在本平台还没有账号。', en: 'This organisation has no account here yet.',
  nextZh: '请法定代表人先用个人账号登录，再绑定单位。', nextEn: 'Its representative signs in as a person first and binds the organisation.',
})

type Claims = Readonly<Record<string, unknown>>

/**
 * What somebody is by the claims of a platform; throws what hinders. `idKind` and `idNumber` are as the platform writes them, read later as here; the
 * country of a passport stands before its number, as another node of this platform tells it, or as `id_country`.
 * From level 4 on the holder is that person (GB/T 39786 四级: matched with its issuer): with less, anybody could name a stranger's number.
 */
export function readTold({ kind, levels }: Pick<Content, 'kind' | 'levels'>, answer: { subject: string; trace: string; askedAt: Temporal.Instant }, signed: Claims, more: Claims, now: Temporal.Instant): Told {
  const claims = { ...more, ...signed }
  const text = (name: string, of: Claims = claims) => (typeof of[name] === 'string' ? of[name].trim() : '')
  const levelOf = (of: Claims) => levels[text('acr', of)] ?? 1
  const provedAt = typeof signed['auth_time'] === 'number' ? Math.min(signed['auth_time'], Math.floor(now.epochMilliseconds / 1000)) : 0
  const { askedAt, ...from } = answer
  // What is not signed raises nothing, and may lower: a level can have lapsed since the token was made.
  const told = { ...from, sid: text('sid', signed) || null, toldAt: askedAt.toString(), provedAt, level: more['acr'] === undefined ? levelOf(signed) : Math.min(levelOf(signed), levelOf(more)), name: text('name'), idKind: text('id_kind'), idNumber: text('id_number') }
  const country = text('id_country')
  if (told.idKind === 'passport' && country !== '' && !told.idNumber.includes('-')) told.idNumber = `${country}-${told.idNumber}`
  if (text('kind') !== '' && text('kind') !== kind) throw otherKind()
  if (told.level < levelOfOneself) throw levelTooLow()
  if (told.name === '' || told.idNumber === '' || (told.idKind === 'uscc') !== (kind === 'legal')) throw platformWrong({ lacks: 'identity' })
  return told
}
