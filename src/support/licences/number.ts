// 证照编号, the number printed on a licence, and the last day of its term. Not the licence's identifier (02 §2).
import { refusal } from '#base/problem'

export const numberPatternBroken = refusal({
  code: 'licences.number-pattern-broken', status: 500,
  zh: '证照编号规则有误。', en: 'The number pattern of the licence type is broken.',
  nextZh: '请由管理员更正证照类型中的编号规则。', nextEn: 'Have the administrator correct the pattern in the licence type.',
})

/** What a number pattern may name. */
export interface NumberParts {
  year: number
  /** Counts from 1, for each type, body and year. */
  serial: number
  region: string
}

/** Fills `{year}`, `{region}`, `{serial}` or `{serial:6}` (padded with zeros). Throws `licences.number-pattern-broken`; a pattern without serial would give one number twice. */
export function printedNumber(pattern: string, parts: NumberParts): string {
  if (!/\{serial(:\d+)?\}/.test(pattern)) throw numberPatternBroken({ pattern })
  return pattern.replaceAll(/\{(\w+)(?::(\d+))?\}/g, (_whole, name: string, width?: string) => {
    if (name !== 'year' && name !== 'serial' && name !== 'region') throw numberPatternBroken({ pattern, blank: name })
    return String(parts[name]).padStart(Number(width ?? 0), '0')
  })
}

/** 流水号 of the identifier: year and six digits, unique inside type and issuer (02 §2). */
export function identifierSerial({ year, serial }: Pick<NumberParts, 'year' | 'serial'>): string {
  if (!Number.isInteger(serial) || serial < 1) throw new RangeError(`serial ${serial}`)
  return `${year}${String(serial).padStart(6, '0')}`
}

/** 版本号: three digits from 001. A change is a new version; the old one is kept, never overwritten. */
export function versionText(version: number): string {
  if (!Number.isInteger(version) || version < 1 || version > 999) throw new RangeError(`version ${version}`)
  return String(version).padStart(3, '0')
}

/** The last day of a term: three years from 23 November end on 22 November. Undefined where the term has no end (长期). */
export function lastDay(from: Temporal.PlainDate, term: { years?: number; months?: number } | undefined): Temporal.PlainDate | undefined {
  const months = (term?.years ?? 0) * 12 + (term?.months ?? 0)
  return months > 0 ? from.add({ months }).subtract({ days: 1 }) : undefined
}
