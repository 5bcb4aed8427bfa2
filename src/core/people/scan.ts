// The noun: letting a computer in by a telephone that is signed in (扫码登录). A QR can be shown to somebody by a stranger: so the telephone
// says where the computer is, asks for the number that only its screen shows, and the session that begins proves no more than the telephone's. Pure.
import { sha256 } from '#base/crypto'
import { refusal } from '#base/problem'

export const scanOver = refusal({
  code: 'people.scan-over', status: 404,
  zh: '这个二维码已经失效：过了两分钟、已经用过、输错三次，或者已经取消。', en: 'This code works no more: two minutes went by, it was used or refused, or the number was wrong three times.',
  nextZh: '还要登录的，请在电脑上换一个二维码，再扫一次。', nextEn: 'To sign in all the same, take a new code on the computer and scan it.',
})
export const scanNumberWrong = refusal({
  code: 'people.scan-number-wrong', status: 422,
  zh: '数字与电脑上显示的不一样。', en: 'This is not the number that the computer shows.',
  nextZh: '请看着您要登录的那台电脑输入。电脑不在您面前的，不要继续：可能有人想骗您让他登录。', nextEn: 'Look at the computer that you want to sign in on. If it is not in front of you, stop: somebody may want to be let in by you.',
})
export const scanNotConfirmed = refusal({
  code: 'people.scan-not-confirmed', status: 409,
  zh: '手机上还没有确认。', en: 'The telephone has not confirmed yet.',
  nextZh: '请先在手机上输入这里显示的数字并确认。', nextEn: 'First type the number shown here on the telephone.',
})
export const scanPhoneLeft = refusal({
  code: 'people.scan-phone-left', status: 409,
  zh: '手机已经退出登录，不能再让电脑登录。', en: 'The telephone has signed out meanwhile and lets nobody in any more.',
  nextZh: '请在手机上重新登录后再扫码，或者换一种方式登录。', nextEn: 'Sign in on the telephone and scan again, or sign in another way.',
})

/** What the QR carries: it follows from the token of the browser, which does not follow from it. */
export const scanTokenOf = (browserToken: string): string => sha256(`people.scan ${browserToken}`).toString('base64url')

export const browsers = ['wechat', 'edge', 'firefox', 'chrome', 'safari', 'other'] as const
export type BrowserKind = (typeof browsers)[number]
export const systems = ['windows', 'harmony', 'android', 'ios', 'mac', 'linux', 'other'] as const
export type SystemKind = (typeof systems)[number]

const browserSigns: [BrowserKind, RegExp][] = [['wechat', /MicroMessenger/], ['edge', /Edg(e|A|iOS)?\//], ['firefox', /Firefox\/|FxiOS/], ['chrome', /Chrom(e|ium)\/|CriOS/], ['safari', /Safari\//]]
const systemSigns: [SystemKind, RegExp][] = [['windows', /Windows/], ['harmony', /OpenHarmony|HarmonyOS/], ['android', /Android/], ['ios', /iPhone|iPad/], ['mac', /Mac OS X|Macintosh/], ['linux', /Linux/]]

/** What kind of browser a caller says it is: words of ours alone, since it may say anything. */
export function readBrowser(userAgent: string | undefined): { browser: BrowserKind; system: SystemKind } {
  const said = userAgent ?? ''
  return { browser: browserSigns.find(([, sign]) => sign.test(said))?.[0] ?? 'other', system: systemSigns.find(([, sign]) => sign.test(said))?.[0] ?? 'other' }
}

/** 203.0.113.* · 2001:db8:7::* : a network as it is told to somebody. */
export const tellNetwork = (wide: string): string => (wide.includes(':') ? `${wide}::*` : `${wide}.*`)
