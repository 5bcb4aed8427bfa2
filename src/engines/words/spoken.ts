// Says dates, times, numbers, limits and lists as people read them, in Chinese and English. It never reads a clock: what is
// said was passed in. Times are told in Beijing time, the legal time of the whole country.
import type { Language } from './catalogue.ts'

export const beijing = 'Asia/Shanghai'

/** How a limit is counted: working days leave out holidays (行政许可法 82), calendar days do not; months are calendar months (民法典 202). */
export type DayUnit = 'working' | 'calendar' | 'months'

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

// Making a formatter costs about a hundred times as much as using it.
const englishMonths = Array.from({ length: 12 }, (_, at) => new Temporal.PlainYearMonth(2026, at + 1).toLocaleString(locales.en, { month: 'long', calendar: 'iso8601' }))
const weekdays = perLanguage((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long' }))
const lists = perLanguage((locale) => ({ and: new Intl.ListFormat(locale, { type: 'conjunction' }), or: new Intl.ListFormat(locale, { type: 'disjunction' }) }))
const numberFormats = new Map<string, Intl.NumberFormat>()

function perLanguage<T>(make: (locale: string) => T): Record<Language, T> {
  return { zh: make(locales.zh), en: make(locales.en) }
}

function numbers(locale: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${least} ${most}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most })
  numberFormats.set(key, made)
  return made
}

/** 2026年11月23日 · 23 November 2026. Takes a plain date, `2026-11-23` or a moment (told in Beijing time). */
export function sayDate(date: Temporal.PlainDate | string, language: Language): string {
  const plain = typeof date === 'string' ? toPlainDate(date) : date
  if (language === 'zh') return `${plain.year}年${plain.month}月${plain.day}日`
  return `${plain.day} ${englishMonths[plain.month - 1] ?? ''} ${plain.year}`
}

/** 星期一 · Monday. */
export function sayWeekday(date: Temporal.PlainDate | string, language: Language): string {
  const plain = typeof date === 'string' ? toPlainDate(date) : date
  return weekdays[language].format(plain)
}

/** 2026年11月23日 23:05 · 23 November 2026, 23:05. Takes a moment in RFC 3339. */
export function sayMoment(moment: Temporal.Instant | string, language: Language): string {
  const instant = typeof moment === 'string' ? Temporal.Instant.from(moment) : moment
  const local = instant.toZonedDateTimeISO(beijing)
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`
  const date = sayDate(local.toPlainDate(), language)
  return language === 'zh' ? `${date} ${time}` : `${date}, ${time}`
}

/** 12,345.6, the same in both languages; at most `decimals` places (2). */
export function sayNumber(value: number, language: Language, decimals = 2): string {
  return numbers(locales[language], 0, decimals).format(value)
}

/** An amount of yuan: 12.50元 · CNY 12.50. `fen` is a whole number of hundredths. */
export function sayYuan(fen: number, language: Language): string {
  const text = numbers(locales[language], 2, 2).format(fen / 100)
  return language === 'zh' ? `${text}元` : `CNY ${text}`
}

/** 20个工作日 · 20 working days, 3个月 · 3 months; one is singular. */
export function sayDays(days: number, unit: DayUnit, language: Language): string {
  const number = sayNumber(days, language)
  if (language === 'zh') return `${number}${unit === 'working' ? '个工作日' : unit === 'months' ? '个月' : '日'}`
  const noun = unit === 'working' ? 'working day' : unit === 'months' ? 'month' : 'calendar day'
  return `${number} ${noun}${days === 1 ? '' : 's'}`
}

/** 甲、乙和丙 · A, B and C (`or`: 或 · or). */
export function sayList(items: readonly string[], language: Language, join: 'and' | 'or' = 'and'): string {
  return lists[language][join].format(items)
}

/** 1.4 MB, 320 KB: sizes of files, in thousands as systems show them. */
export function sayBytes(bytes: number, language: Language): string {
  if (bytes < 1000) return language === 'zh' ? `${bytes} 字节` : `${bytes} bytes`
  return bytes < 1_000_000 ? `${sayNumber(bytes / 1000, language, 0)} KB` : `${sayNumber(bytes / 1_000_000, language, 1)} MB`
}

function toPlainDate(text: string): Temporal.PlainDate {
  return text.includes('T') ? Temporal.Instant.from(text).toZonedDateTimeISO(beijing).toPlainDate() : Temporal.PlainDate.from(text)
}
