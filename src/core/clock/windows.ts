// Acceptance windows of the year and the days a limit may run from (教师资格条例 14, 16). Pure: dates of law are passed in.
import type { Acceptance, AcceptanceWindow, LimitStart } from '#core/packs'

/** One window in one year, both days included. */
export interface OpenWindow {
  from: Temporal.PlainDate
  to: Temporal.PlainDate
}

/** The window a day lies in, else the next one; undefined where the item takes applications all year. */
export function windowOf(acceptance: Acceptance | undefined, day: Temporal.PlainDate): (OpenWindow & { isOpen: boolean }) | undefined {
  const windows = [-1, 0, 1].flatMap((years) => (acceptance?.windows ?? []).map((window) => windowIn(window, day.year + years)))
  const found = windows.filter(({ to }) => isUpTo(day, to)).sort((a, b) => Temporal.PlainDate.compare(a.from, b.from))[0]
  return found && { ...found, isOpen: isUpTo(found.from, day) }
}

/** The window that begins in a year; one written over the end of the year ends in the next. 29 February is the 28th where there is none. */
function windowIn({ from, to }: AcceptanceWindow, year: number): OpenWindow {
  return { from: dayOf(year, from), to: dayOf(to < from ? year + 1 : year, to) }
}

function dayOf(year: number, monthDay: string): Temporal.PlainDate {
  const [month = 1, day = 1] = monthDay.split('-').map(Number)
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' })
}

function isUpTo(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0
}

/** The days of a case that limits may run from. */
export interface StartingDays {
  receipt: Temporal.PlainDate
  /** Receipt, or the day of the last correction. */
  complete: Temporal.PlainDate
  /** The day of the notice, of acceptance, or of the decision: of the event itself. */
  event: Temporal.PlainDate
}

/** The day a limit runs from. The window is the one in which the papers were received, else the next one. */
export function startOf(starts: LimitStart, days: StartingDays, acceptance: Acceptance | undefined): Temporal.PlainDate {
  if (starts === 'receipt') return days.receipt
  if (starts === 'complete') return days.complete
  if (starts === 'window-end') return windowOf(acceptance, days.receipt)?.to ?? days.event
  return days.event
}
