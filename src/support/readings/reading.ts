// The noun: a reading of somebody's data: by whom (the post, not the name), when, what, for which case and by which law. The person sees every
// one (个人信息保护法 44), out of the same ledger that the auditors read; later only where the law of an investigation says so (18, 35). Pure.
import { refusal } from '#base/problem'

export const whats = ['case', 'course', 'paper', 'letter', 'archive', 'licence', 'account', 'judgement', 'contact', 'whole-number', 'whole-phone'] as const
export type What = (typeof whats)[number]

export const whatWords: Record<What, { zh: string; en: string }> = {
  case: { zh: '申请内容、身份信息和联系方式', en: 'What you applied with, identity and contact' }, course: { zh: '办理经过', en: 'The course of the matter' }, paper: { zh: '申请材料', en: 'Papers' },
  letter: { zh: '文书', en: 'Letters' }, archive: { zh: '归档材料', en: 'The archive record' }, licence: { zh: '电子证照', en: 'A licence' }, account: { zh: '账号信息', en: 'The account' },
  judgement: { zh: '自动核对用到的信息', en: 'What the automatic check looked at' }, contact: { zh: '姓名和联系电话，用于回访', en: 'Name and telephone, to call you back' },
  'whole-number': { zh: '完整的证件号码', en: 'A number of a document, whole' }, 'whole-phone': { zh: '完整的电话号码', en: 'A telephone number, whole' },
}

/** Kinds of entry that say that something about their subject was told to a civil servant. */
export const kindsByStaff: readonly string[] = ['readings.read', 'readings.number-shown', 'reviews.contact-read']

export function isByStaff({ kind }: { kind: string }): boolean {
  return kindsByStaff.includes(kind)
}

/** Kinds of entry that say that something about their subject was told to somebody. */
export const kinds = ['readings.read', 'readings.number-shown', 'reviews.contact-read', 'clients.signed-in', 'clients.pass-read'] as const

export function isReading({ kind }: { kind: string }): boolean {
  return (kinds as readonly string[]).includes(kind)
}

/** What a number is shown whole for. */
export const reasons = ['compare', 'contact', 'enquire', 'letter'] as const
export type Reason = (typeof reasons)[number]

const reasonWords: Record<Reason, { zh: string; en: string }> = {
  compare: { zh: '核对身份', en: 'To compare who somebody is' }, contact: { zh: '联系本人', en: 'To reach the person' },
  enquire: { zh: '向其他机关核实', en: 'To enquire of another body' }, letter: { zh: '制作文书', en: 'To write a letter' },
}

export function reasonNamed(reason: unknown): { zh: string; en: string } | null {
  const known = reasons.find((one) => one === reason)
  return known ? reasonWords[known] : null
}

/** [K] `numbersAnHourMax`: as many numbers one officer is shown whole within an hour; with the last of them the security administrator is told. */
export const limits = { delayDaysMax: 730, exportedAtOnce: 1000, numbersAnHourMax: 30 } as const

export const noSuchNumber = refusal({
  code: 'readings.no-such-number', status: 404, zh: '办件中没有这个号码。', en: 'There is no such number in the case.',
  nextZh: '请刷新办件页面，再选择要完整显示的号码。', nextEn: 'Reload the case and choose the number there.',
})
export const tooManyNumbers = refusal({
  code: 'readings.too-many-numbers', status: 429, basis: '个人信息保护法第六条', zh: '一小时内完整显示的号码已达上限，已告知安全管理员。', en: 'You were shown as many numbers whole as an hour allows; the security administrator was told.',
  nextZh: '请在提示的秒数之后再试；确需批量核对的，请由本单位负责人联系安全管理员。', nextEn: 'Try again after the seconds named; where many must be compared, have your head call the security administrator.',
})

export const entryUnknown = refusal({
  code: 'readings.entry-unknown', status: 404, zh: '没有这条查阅记录，或者它不是关于您的。', en: 'There is no such reading, or it was not of your data.',
  nextZh: '请从“我的数据”里选一条。', nextEn: 'Choose one under “My data”.',
})
export const alreadyAsked = refusal({
  code: 'readings.already-asked', status: 409, zh: '这条记录您已经问过。', en: 'You asked about this reading already.',
  nextZh: '请在“我的办件”中查看答复的进展。', nextEn: 'See among your matters how it goes on.',
})
export const noQuestions = refusal({
  code: 'readings.no-questions', status: 409, zh: '本地没有开通这类询问事项。', en: 'No item for such questions is in force here.',
  nextZh: '请拨打 12345，或者到政务服务窗口提出。', nextEn: 'Call 12345, or ask at a service window.',
})
export const badDelay = refusal({
  code: 'readings.bad-delay', status: 422, basis: '个人信息保护法第十八条、第三十五条', zh: '延后公开的最后一天应在今天以后，且自对本办件第一次决定延后之日起不超过两年。', en: 'The last day of a delay lies ahead, within two years of the first order about this case.',
  nextZh: '请改正日期；自第一次决定起已满两年的，不再延后。', nextEn: 'Correct the date; where two years have passed since the first order, there is no further delay.',
})
export const ownReadings = refusal({
  code: 'readings.own-readings', status: 403, basis: '个人信息保护法第四十四条', zh: '本办件至今只有提出人或者复核人自己的查阅记录，不能由本人延后公开。', en: 'The only readings of this case are those of whoever asks or confirms: nobody hides what he read himself.',
  nextZh: '请由没有查阅过本办件的人员提出或者复核。', nextEn: 'Leave it to people who have not read this case.',
})

/** Refuses a delay without an end in sight: no exception of the right to know is for ever, and orders in a row are one delay (个人信息保护法 18, 35). */
export function mustEnd(until: Temporal.PlainDate, today: Temporal.PlainDate, first: Temporal.PlainDate): void {
  if (today.until(until).days < 1 || first.until(until).days > limits.delayDaysMax) throw badDelay({ until: until.toString() }, [{ path: '/until', code: 'date', zh: '日期不在范围内', en: 'Outside the range' }])
}

/** Refuses that people hide nothing but their own readings. */
export function mustHideOthers(readers: readonly string[], by: readonly string[]): void {
  if (readers.length > 0 && readers.every((reader) => by.includes(reader))) throw ownReadings()
}
