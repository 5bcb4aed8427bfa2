// When a limit of a case ends: what it counts, what it leaves out, what an extension adds. Pure: calendar and days are passed in.
import { deadline, type Calendar, type Deadline, type DayUnit, type Suspension } from '#engines/calendar'
import type { TermKind } from './limits.ts'

/** A limit that runs from a day. */
export interface Running {
  kind: TermKind
  days: number
  unit: DayUnit
  startsOn: Temporal.PlainDate
}

/** What changes its end: standstills of the case, an extension, and until when an open standstill is reckoned. */
export interface Changing {
  suspensions?: readonly Suspension[]
  extended?: { days: number; unit: DayUnit }
  asOf?: Temporal.PlainDate
}

const deciding: readonly TermKind[] = ['promise', 'law']
const ofApplicant: readonly TermKind[] = ['correction', 'gap', 'payment']

/**
 * The last day of a limit. Only the limits for the decision stand still (许可法 45) and are extended (42); a limit of the applicant
 * that ends on a day off ends on the next working day (民法典 203).
 */
export function dueOf(calendar: Calendar, { kind, days, unit, startsOn }: Running, { suspensions = [], extended, asOf }: Changing = {}): Deadline {
  const isDeciding = deciding.includes(kind)
  return deadline(calendar, {
    start: startsOn, days, unit,
    suspensions: isDeciding ? suspensions : [],
    extensions: isDeciding && extended ? [extended] : [],
    endsOnWorkingDay: ofApplicant.includes(kind),
    ...(asOf ? { asOf } : {}),
  })
}
