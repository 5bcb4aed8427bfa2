// When a limit ends: days counted from the day after its start (民法典 201), days under suspension left out (行政许可法 45), extensions
// counted on from where it would have ended (行政许可法 42); months to the day of the same number (民法典 202).
import { isUnsettled, isWorked, type Calendar } from './calendar.ts'
import { dateOfDay, dayNumber } from './days.ts'
import { addMonths, checkDays } from './reckon.ts'

/** Working days (the authority's limits, 行政许可法 82), calendar days or calendar months (where the item's own law says so). */
export type DayUnit = 'working' | 'calendar' | 'months'

/** The clock stands still: `from` is the first day not counted, `to` the day it runs again, itself counted; without `to` it still stands. */
export interface Suspension {
  from: Temporal.PlainDate
  to?: Temporal.PlainDate
}

/** More days, in the unit of the decision that gave them. */
export interface Extension {
  days: number
  unit: DayUnit
}

export interface DeadlineInput {
  /** The day of the starting event; day 1 is the next. */
  start: Temporal.PlainDate
  /** How many of the unit. */
  days: number
  unit: DayUnit
  suspensions: readonly Suspension[]
  extensions: readonly Extension[]
  /** Today, for a suspension without `to`: the end is reckoned as though the clock ran again today. */
  asOf?: Temporal.PlainDate
  /** Moves an end on a day off to the next working day (民法典 203): for limits of the applicant, not of the authority. */
  endsOnWorkingDay?: boolean
}

/** The last day of the limit; `provisional` where a notice not yet published may move it. */
export interface Deadline {
  due: Temporal.PlainDate
  provisional: boolean
}

interface Standstill {
  from: number
  /** Exclusive. */
  to: number
}

/** The end of a limit. Throws RangeError on negative days, or on an open suspension without `asOf` (bugs of the caller). */
export function deadline(calendar: Calendar, input: DeadlineInput): Deadline {
  const stills = input.suspensions.map((one) => standstill(one, input.asOf))
  let day = dayNumber(input.start)
  let provisional = false
  for (const { days, unit } of [{ days: input.days, unit: input.unit }, ...input.extensions]) {
    const reached = countOn(calendar, day, days, unit, stills)
    day = reached.day
    provisional ||= reached.provisional
  }
  for (; input.endsOnWorkingDay && !isWorked(calendar, day); day++) provisional ||= isUnsettled(calendar, day)
  // A day off that a make-up day may yet turn into a working day, or the other way round, moves such an end too.
  if (input.endsOnWorkingDay) provisional ||= isUnsettled(calendar, day)
  return { due: dateOfDay(day), provisional }
}

function countOn(calendar: Calendar, start: number, days: number, unit: DayUnit, stills: readonly Standstill[]): { day: number; provisional: boolean } {
  checkDays(days)
  if (days < 0) throw new RangeError(`a limit of ${days} days`)
  let day = start
  let provisional = false
  // Months are as many days as lie before the day they end on; a standstill then adds its own days to them.
  const count = unit === 'months' ? dayNumber(addMonths(dateOfDay(start), days)) - start : days
  for (let left = count; left > 0; ) {
    day++
    const still = stills.find((one) => one.from <= day && day < one.to)
    if (still) {
      day = still.to - 1
      continue
    }
    if (unit !== 'working') left--
    else {
      provisional ||= isUnsettled(calendar, day)
      if (isWorked(calendar, day)) left--
    }
  }
  return { day, provisional }
}

function standstill(suspension: Suspension, asOf: Temporal.PlainDate | undefined): Standstill {
  const to = suspension.to ?? asOf
  if (!to) throw new RangeError(`the suspension from ${suspension.from} is open: asOf must say until when to reckon`)
  return { from: dayNumber(suspension.from), to: dayNumber(to) }
}
