// Codes of the API in words: types, targets, states, limits, dates. It never decides anything.
import { sayBytes, sayDate, sayDays, sayMoment } from '#engines/words'
import { isWordKey } from './words.ts'
import type { Html } from './html.ts'
import { tag } from './parts.ts'
import type { Limit } from './shapes.ts'
import type { Visit } from './visit.ts'

/** The word for `group.code`, or the code itself where a pack uses one the portal does not know. */
export function codeWord(visit: Visit, group: string, code: string, facts: Record<string, string> = {}): string {
  const key = `${group}.${code}`
  return isWordKey(key) ? visit.w(key, facts) : code
}

export function typeWord(visit: Visit, type: string): string {
  return codeWord(visit, 'type', type)
}

export function targetWord(visit: Visit, target: string): string {
  return codeWord(visit, 'target', target)
}

/** 20个工作日 · 20 working days; 0 days is on the spot. */
export function limitWords(visit: Visit, limit: Limit): string {
  return limit.days === 0 ? visit.w('limit.on-the-spot') : visit.shape(sayDays(limit.days, limit.unit, visit.language))
}

export function dateWords(visit: Visit, date: string | null | undefined): string | undefined {
  return date === null || date === undefined ? undefined : sayDate(date, visit.language)
}

/** 360.00 for 36000. */
export function yuanWords(cents: number): string {
  return (cents / 100).toFixed(2)
}

export function momentWords(visit: Visit, moment: string): string {
  return sayMoment(moment, visit.language)
}

export function bytesWords(visit: Visit, bytes: number): string {
  return visit.shape(sayBytes(bytes, visit.language))
}

const colours: Record<string, 'blue' | 'green' | 'red' | 'yellow' | 'grey' | 'turquoise'> = {
  submitted: 'blue',
  correcting: 'yellow',
  accepted: 'turquoise',
  decided: 'green',
  finished: 'grey',
  granted: 'green',
  'partly-granted': 'green',
  refused: 'red',
  'not-accepted': 'red',
}

/** How a case ended; what is decided against somebody is imposed or dropped, not granted or refused. */
export function outcomeWord(visit: Visit, outcome: string, burdens = false): string {
  const key = `outcome.burden-${outcome}`
  return burdens && isWordKey(key) ? visit.w(key) : codeWord(visit, 'outcome', outcome)
}

/** The state as the applicant sees it: the outcome once there is one, that it was annulled before all, 暂停 while the clock stands. */
export function stateTag(visit: Visit, one: { state: string; outcome: string | null; isSuspended: boolean; isAnnulled?: boolean; burdens?: boolean }): Html {
  if (one.isAnnulled) return tag(visit.w('outcome.annulled'), 'red')
  if (one.isSuspended) return tag(visit.w('state.suspended'), 'yellow')
  if (one.outcome !== null) return tag(outcomeWord(visit, one.outcome, one.burdens), one.burdens ? 'grey' : (colours[one.outcome] ?? 'grey'))
  return tag(codeWord(visit, 'state', one.state), colours[one.state] ?? 'blue')
}

/** P5Y · P6M · P90D in words: 5年 · 6 months. */
export function durationWords(visit: Visit, duration: string): string {
  const term = Temporal.Duration.from(duration)
  const parts = ([['year', term.years], ['month', term.months], ['day', term.days]] as const).filter(([, amount]) => amount > 0)
  return parts.map(([unit, amount]) => visit.w(`duration.${unit}${amount === 1 ? '' : 's'}`, { amount })).join(visit.language === 'zh' ? '' : ' ')
}
