// Moments are Temporal.Instant; dates of law are Temporal.PlainDate in Asia/Shanghai. Never a JavaScript Date.

/** Tells the present moment. Injected everywhere, so that tests and simulations own time. */
export interface Clock {
  now(): Temporal.Instant
}

/** A clock that moves only when told. */
export interface ManualClock extends Clock {
  advance(duration: Temporal.DurationLike | string): void
  set(moment: Temporal.Instant): void
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock for tests and simulations, standing at `start` until moved. */
export function manualClock(start: Temporal.Instant): ManualClock {
  let moment = start
  return {
    now: () => moment,
    advance: (duration) => {
      moment = moment.toZonedDateTimeISO('Asia/Shanghai').add(duration).toInstant()
    },
    set: (to) => {
      moment = to
    },
  }
}

/** The calendar date on which a moment falls in Asia/Shanghai: the date of law. */
export function dateInChina(moment: Temporal.Instant): Temporal.PlainDate {
  return moment.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
}

/** RFC 3339 with the offset of Asia/Shanghai, to the millisecond. */
export function timeText(moment: Temporal.Instant): string {
  return moment.toZonedDateTimeISO('Asia/Shanghai').toString({ timeZoneName: 'never', smallestUnit: 'millisecond' })
}
