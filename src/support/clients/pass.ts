// The noun: the code that a person shows (一码通行). It lives a minute and is read once; it is signed, so that a reader without a line can
// tell that it is genuine and how surely the person is known, and nothing more. Who reads is registered with a purpose (个人信息保护法 6),
// is told the name only where a law lets it (13(3)), and every reading is seen by the person. Pure.
import { refusal } from '#base/problem'
import type { Content, Scope } from './client.ts'

/** What the code says by itself: no name that two readers could compare, no number. */
export interface PassClaims {
  iss: string
  jti: string
  /** The account, sealed anew in each code: for the issuer alone. */
  sub: string
  /** Masked. */
  name: string
  kind: 'natural' | 'legal'
  level: number
  iat: number
  exp: number
}

export interface Reading {
  jti: string
  code: string
  account: string
  told: Scope[]
  offline: boolean
  readAt: Temporal.Instant
}

export const passType = 'yiwang-pass+jwt'
/** [K] A reader without a line tells within these days what it read. */
export const passLimits = { seconds: 60, toleranceSeconds: 5, offlineDaysMax: 7, offlineMax: 200 } as const

export const passUnknown = refusal({
  code: 'clients.pass-unknown', status: 422, zh: '这不是本平台出示的身份码，或者内容被改动过。', en: 'This is no code that this platform made, or it was changed.',
  nextZh: '请对方在手机上重新打开身份码。', nextEn: 'Ask the person to open the code anew.',
})
export const passOver = refusal({
  code: 'clients.pass-over', status: 409, zh: '这个身份码已过一分钟，不能再用。', en: 'This code is older than a minute and no longer counts.',
  nextZh: '请对方刷新身份码。', nextEn: 'Ask the person for a new one.',
})
export const passUsed = refusal({
  code: 'clients.pass-used', status: 409, zh: '这个身份码已经读过一次。', en: 'This code was read already.',
  nextZh: '请对方刷新身份码；可能有人翻拍了它。', nextEn: 'Ask the person for a new one: somebody may have taken a picture of it.',
})
export const readerUnknown = refusal({
  code: 'clients.reader-unknown', status: 401, zh: '读码设备没有登记，或者不能证明自己。', en: 'This reader is not registered, or did not prove who it is.',
  nextZh: '请检查设备的编号、密钥和时间；停用的设备须重新登记。', nextEn: 'Check its code, its key and its clock; one that was ended must be registered anew.',
})

/** What a reader may be told besides what the code says: only what a law lets it have, since nobody agrees while a code is read (个人信息保护法 13(3), 23). */
export function toldTo(content: Pick<Content, 'scopes' | 'basis'>): Scope[] {
  return content.basis ? content.scopes : []
}

/** Whether a code may be read at a moment, with what clocks differ. */
export function isLive({ iat, exp }: Pick<PassClaims, 'iat' | 'exp'>, now: Temporal.Instant): boolean {
  const seconds = now.epochMilliseconds / 1000
  return seconds >= iat - passLimits.toleranceSeconds && seconds < exp + passLimits.toleranceSeconds
}
