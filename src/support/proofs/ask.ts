// The noun: a question to a source, put once and answered once, and what is said where there is no answer: another way, later, or a window.
// Pure. 个人信息保护法 28, 29 (faces only with a separate consent), 31 (who is under fourteen); 人脸识别技术应用安全管理办法 10 (never the only way).
import { refusal } from '#base/problem'
import { ages, hasReached } from '#core/people'
import { sources, type SourceName } from './source.ts'

export type AskState = 'asked' | 'proved' | 'mismatched' | 'failed' | 'over'

export interface Ask {
  id: string
  account: string
  source: SourceName
  nonce: string
  visit: string | null
  back: string | null
  state: AskState
  reason: string | null
  proof: string | null
  askedAt: Temporal.Instant
  endsAt: Temporal.Instant
  endedAt: Temporal.Instant | null
}

/** [K] */
export const limits = { companyProofDaysMax: 365, answerSeconds: 30, visitMinutes: 15, asksPerDayMax: 5, failingMinutes: 10, askDaysKept: 30 } as const

export const sourceSlow = refusal({
  code: 'proofs.source-slow', status: 504, retryAfterSeconds: 60,
  zh: '核验服务没有在规定时间内答复，您的实名等级没有变化。', en: 'The service that checks did not answer in time; nothing about you has changed.',
  nextZh: '请换一种方式，或者过几分钟再试；也可以带身份证件到窗口办理。', nextEn: 'Use another way, or try again in a few minutes; or bring your document to a window.',
})
export const sourceDown = refusal({
  code: 'proofs.source-down', status: 503, retryAfterSeconds: 60,
  zh: '核验服务现在连不上，您的实名等级没有变化。', en: 'The service that checks cannot be reached now; nothing about you has changed.',
  nextZh: '请换一种方式，或者过几分钟再试；也可以带身份证件到窗口办理。', nextEn: 'Use another way, or try again in a few minutes; or bring your document to a window.',
})
export const answerRefused = refusal({
  code: 'proofs.answer-refused', status: 502,
  zh: '核验服务的答复有问题，本平台没有采用，您的实名等级没有变化。', en: 'What the service answered cannot be relied on and was not used; nothing about you has changed.',
  nextZh: '请换一种方式，或者到窗口办理；我们已记录，会与对方核实。', nextEn: 'Use another way, or come to a window. It was noted and will be looked into.',
})
export const mismatch = refusal({
  code: 'proofs.mismatch', status: 409,
  zh: '核验没有通过：信息对不上。', en: 'The check did not succeed: the data do not agree.',
  nextZh: '请核对姓名和证件号码；确认无误仍不通过的，请换一种方式，或者带身份证件到窗口办理。', nextEn: 'Check your name and number. If they are right, use another way, or bring your document to a window.',
})
export const notRepresentative = refusal({
  code: 'proofs.not-representative', status: 409,
  zh: '企业登记信息中，您不是这家企业的法定代表人，或者企业不在登记状态。', en: 'The register of enterprises does not have you as the legal representative of this company, or the company is not registered any more.',
  nextZh: '请核对统一社会信用代码；刚变更法定代表人的，请在变更登记完成后再试；经办人请由法定代表人授权。', nextEn: 'Check the code. After a change wait until it is registered; whoever is no representative is let act by that one.',
})
export const personFirst = refusal({
  code: 'proofs.person-first', status: 403,
  zh: '绑定企业前，先要确认您本人的身份（实名四级）。', en: 'Before a company is bound, your own identity has to be proved (level 4).',
  nextZh: '请先在“实名认证”中核验，再回来绑定。', nextEn: 'Prove who you are first, then come back.',
})
export const personTooOld = refusal({
  code: 'proofs.person-too-old', status: 403,
  zh: '绑定企业要求一年以内的本人核验，您上次的核验已经超过一年。', en: 'A company is bound by whoever proved his own identity within a year; yours was proved longer ago.',
  nextZh: '请在“实名认证”中再核验一次，再回来绑定；填写的代码不会丢失。', nextEn: 'Prove who you are once more, then come back; the code that you typed is kept.',
})
export const badUscc = refusal({
  code: 'proofs.bad-uscc', status: 422, basis: 'GB 32100-2015',
  zh: '统一社会信用代码不符合编码规则。', en: 'This is no unified social credit code.',
  nextZh: '请对照营业执照核对 18 位代码。', nextEn: 'Compare its 18 characters with the business licence.',
})
export const notSetUp = refusal({
  code: 'proofs.not-set-up', status: 409,
  zh: '本平台还没有开通这种核验方式。', en: 'This way is not set up here.',
  nextZh: '请换一种方式，或者带身份证件到窗口办理。', nextEn: 'Use another way, or bring your document to a window.',
})
export const consentNeeded = refusal({
  code: 'proofs.consent-needed', status: 422, basis: '个人信息保护法第二十九条',
  zh: '人脸核验须您单独同意。', en: 'Your face is checked only if you agree to that by itself.',
  nextZh: '同意的，请看清说明后勾选；不同意的，请换一种方式，办事不受影响。', nextEn: 'If you agree, read the notice and tick the box. If not, use another way: nothing is refused to you for it.',
})
export const documentNeeded = refusal({
  code: 'proofs.document-needed', status: 422,
  zh: '这种方式要核对姓名和身份证件号码。', en: 'This way compares your name with the number of your document.',
  nextZh: '请填写姓名和证件号码；护照等其他证件请到窗口核对。', nextEn: 'Give your name and number; a passport or other document is checked at a window.',
})
export const documentSettled = refusal({
  code: 'proofs.document-settled', status: 409,
  zh: '您的身份已经核验过，姓名和证件号码不能在这里更改。', en: 'Your identity was proved already, so name and number are not changed here.',
  nextZh: '姓名或证件有变化的，请带证件到窗口办理。', nextEn: 'If they have changed, bring your document to a window.',
})
export const guardianNeeded = refusal({
  code: 'proofs.guardian-needed', status: 403, basis: '个人信息保护法第三十一条',
  zh: '不满十四周岁的，不能自行使用这种方式。', en: 'Who is under fourteen does not use this way alone.',
  nextZh: '请由父母或者其他监护人陪同，带户口簿等证件到窗口办理。', nextEn: 'Come to a window with a parent or guardian and the household register.',
})
export const askNotFound = refusal({
  code: 'proofs.ask-not-found', status: 404,
  zh: '没有这次核验。', en: 'There is no such check.',
  nextZh: '请回到“实名认证”重新开始。', nextEn: 'Begin again on the page about your identity.',
})
export const askOver = refusal({
  code: 'proofs.ask-over', status: 409,
  zh: '这次核验已经结束，或者过了时间。', en: 'This check is over, or took too long.',
  nextZh: '请回到“实名认证”重新开始。', nextEn: 'Begin again on the page about your identity.',
})
export const notFinished = refusal({
  code: 'proofs.not-finished', status: 409,
  zh: '您还没有在核验页面上完成。', en: 'You have not finished on the page of the service.',
  nextZh: '请打开核验页面完成后再继续。', nextEn: 'Finish there, then go on here.',
})
export const beingAsked = refusal({
  code: 'proofs.being-asked', status: 409, retryAfterSeconds: 30,
  zh: '正在核验，请勿重复提交。', en: 'It is being checked already.',
  nextZh: '请稍候半分钟，再打开“实名认证”查看结果。', nextEn: 'Wait half a minute and look again.',
})
export const tooOften = refusal({
  code: 'proofs.too-often', status: 429, retryAfterSeconds: 3600,
  zh: '今天用这种方式核验的次数太多。', en: 'You have used this way too often today.',
  nextZh: '请明天再试，或者换一种方式，或者到窗口办理。', nextEn: 'Try again tomorrow, use another way, or come to a window.',
})
export const holderKnown = refusal({
  code: 'proofs.holder-known', status: 409,
  zh: '这个网络身份已经绑定了另一个账号。', en: 'This network identity belongs to another account here.',
  nextZh: '请登录原来的账号；不再使用的，可在原账号“实名认证”中删除后再绑定。', nextEn: 'Sign in to that account, or delete the proof there first.',
})
export const nothingProved = refusal({
  code: 'proofs.nothing-kept', status: 404,
  zh: '没有这种方式的核验结果或者同意。', en: 'Nothing is kept of this way.',
  nextZh: '请刷新页面。', nextEn: 'Reload the page.',
})

/** Whether a source was asked as often in a day as it may. Questions that the source itself failed do not count. */
export function isAskedTooOften(asked: readonly Pick<Ask, 'state'>[]): boolean {
  return asked.filter(({ state }) => state !== 'failed').length >= limits.asksPerDayMax
}

/** Until when a question to a source waits for its answer. */
export function endOfAsk(source: SourceName, now: Temporal.Instant): Temporal.Instant {
  return sources[source].visit ? now.add({ minutes: limits.visitMinutes }) : now.add({ seconds: limits.answerSeconds })
}

export function isOpen(ask: Pick<Ask, 'state' | 'endsAt'>, now: Temporal.Instant): boolean {
  return ask.state === 'asked' && Temporal.Instant.compare(now, ask.endsAt) <= 0
}

/** Whether somebody born on a day is too young to have his face checked, or to use a network identity, without a guardian. */
export function isTooYoung(born: Temporal.PlainDate | undefined, today: Temporal.PlainDate): boolean {
  return born !== undefined && !hasReached(born, ages.consents, today)
}
