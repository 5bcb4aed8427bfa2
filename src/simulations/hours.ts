// When people act in a simulation: officials in the hours of working days, residents at any waking hour, less on days off.
import { isWorkingDay, type Calendar } from '#engines/calendar'
import type { Chance } from './chance.ts'

const zone = 'Asia/Shanghai'
/** Minutes of the day between which an office works. */
const sessions: readonly (readonly [number, number])[] = [[9 * 60, 12 * 60], [13 * 60 + 30, 17 * 60 + 30]]
/** How many come on a day off for each who comes on a working day. */
const offDayShare = 0.3
/** Shares of the day's applications by the hour in which they come, from 7 to 22. */
const hourShares = [1, 3, 8, 11, 10, 6, 5, 8, 10, 9, 7, 5, 4, 5, 4, 2]
const firstHour = 7

export interface Hours {
  /** The moment when somebody who begins now and works this many minutes is done. */
  afterWork(from: Temporal.Instant, minutes: number): Temporal.Instant
  /** A moment of a waking hour on that date. */
  wakingMoment(date: Temporal.PlainDate): Temporal.Instant
  /** The same moment, or the next at which an office works. */
  inOffice(moment: Temporal.Instant): Temporal.Instant
  /** Dates from the first one, weighted as people come. */
  arrivalDates(from: Temporal.PlainDate, days: number): { weight: number; value: Temporal.PlainDate }[]
}

/** Hours by a calendar. */
export function makeHours(calendar: Calendar, chance: Chance): Hours {
  const afterWork = (from: Temporal.Instant, minutes: number) => {
    let left = Math.max(0, minutes)
    const start = from.toZonedDateTimeISO(zone)
    let minute = start.hour * 60 + start.minute
    for (let date = start.toPlainDate(); ; date = date.add({ days: 1 }), minute = 0) {
      if (!isWorkingDay(calendar, date)) continue
      for (const [begin, end] of sessions) {
        const first = Math.max(begin, minute)
        if (first >= end) continue
        if (left < end - first) return momentOn(date, (first + left) * 60)
        left -= end - first
      }
    }
  }
  return {
    afterWork,
    inOffice: (moment) => afterWork(moment, 0),
    wakingMoment: (date) => {
      const hour = firstHour + chance.pickWeighted(hourShares.map((weight, value) => ({ weight, value })))
      return momentOn(date, hour * 3600 + chance.below(3600))
    },
    arrivalDates: (from, days) => Array.from({ length: days }, (_, day) => from.add({ days: day })).map((value) => ({ value, weight: isWorkingDay(calendar, value) ? 1 : offDayShare })),
  }
}

/** A second of a date in China; fractions are dropped. */
function momentOn(date: Temporal.PlainDate, seconds: number): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant().add({ seconds: Math.floor(seconds) })
}
