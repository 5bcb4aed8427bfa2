// Limits of an item side by side: which become shorter or longer, and whom that helps. Never reckons a date.
import type { Difference } from './compare.ts'
import type { ItemContent } from './schema-items.ts'
import type { Limit } from './schema-parts.ts'

type Words = { zh: string; en: string }

const names: Record<string, Words> = {
  statutory: { zh: '法定办结时限', en: 'the statutory limit' },
  promised: { zh: '承诺办结时限', en: 'the promised limit' },
  extension: { zh: '可以延长的时间', en: 'the extension allowed' },
  delivery: { zh: '送达期限', en: 'the limit for delivery' },
  notice: { zh: '一次性告知的期限', en: 'the limit to tell what is missing' },
  correction: { zh: '申请人补正的期限', en: 'the applicant’s time to correct' },
}

const units: Record<string, Words & { days: number }> = {
  working: { zh: '个工作日', en: 'working days', days: 7 / 5 },
  calendar: { zh: '日', en: 'calendar days', days: 1 },
  months: { zh: '个月', en: 'months', days: 365 / 12 },
}

/** Time that belongs to the applicant: more of it helps. */
const ownTime = new Set(['correction'])

export function sayLimit({ days, unit }: Pick<Limit, 'days' | 'unit'>): Words {
  const words = units[unit] ?? { zh: unit, en: unit }
  return { zh: `${days}${words.zh}`, en: `${days} ${words.en}` }
}

/** What changes between two sets of limits. */
export function compareLimits(before: ItemContent['limits'] = {}, after: ItemContent['limits'] = {}): Difference[] {
  const was: Record<string, unknown> = before
  const is: Record<string, unknown> = after
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => compareLimit(key, asLimit(was[key]), asLimit(is[key])))
}

function asLimit(value: unknown): Limit | undefined {
  return value !== null && typeof value === 'object' && 'days' in value && 'unit' in value ? (value as Limit) : undefined
}

function compareLimit(key: string, was: Limit | undefined, is: Limit | undefined): Difference[] {
  const name = names[key] ?? { zh: key, en: key }
  const part = `limits.${key}`
  if (was && is) {
    if (was.days === is.days && was.unit === is.unit) return []
    const effect = effectOf(key, lengthOf(is) - lengthOf(was))
    const [from, to] = [sayLimit(was), sayLimit(is)]
    return [{ part, effect, zh: `${name.zh}由${from.zh}改为${to.zh}`, en: `${name.en} changes from ${from.en} to ${to.en}` }]
  }
  const one = is ?? was
  if (!one) return []
  const said = sayLimit(one)
  // A limit of the authority that appears binds it; one that goes leaves the applicant without it.
  const effect = key === 'extension' || ownTime.has(key) ? (is ? 'worse' : 'better') : is ? 'better' : 'worse'
  return [is ? { part, effect, zh: `新写明${name.zh}：${said.zh}`, en: `${name.en} is new: ${said.en}` } : { part, effect, zh: `不再写明${name.zh}（原为${said.zh}）`, en: `${name.en} (${said.en}) is no longer stated` }]
}

function lengthOf({ days, unit }: Limit): number {
  return days * (units[unit]?.days ?? 1)
}

function effectOf(key: string, longer: number): Difference['effect'] {
  if (longer === 0) return 'neutral'
  return longer < 0 === !ownTime.has(key) ? 'better' : 'worse'
}
