// register: the calendar that counts and the limits that run: 行政许可法 32, 42, 44, 45, 82.
import { Type } from 'typebox'
import type { Context } from '#base/context'
import { notFound, route } from '#base/http'
import type { CalendarYear } from '#engines/calendar'
import { findYear } from './years.ts'

export { correctionLimit, decisionLimits, deliveryLimit, extendsByGovernment, extensionLimit, forwardLimits, noticeLimit, silenceAccepts, suspensionKinds, suspensionOf, suspensionsOf, type Applied, type TermKind } from './limits.ts'
export { dueOf, type Changing, type Running } from './reckoning.ts'
export { startOf, windowOf, type OpenWindow, type StartingDays } from './windows.ts'
export { getCalendar, publishYears, renewCalendar, settledUntil, yearsLock } from './years.ts'

export const clock: Context = {
  name: 'clock',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [
    route({
      method: 'GET', path: '/api/calendar/:year', access: 'anyone',
      zh: '读取一年的节假日与调休安排', en: 'Read the holidays and make-up days of a year',
      params: Type.Object({ year: Type.Integer({ minimum: 1949, maximum: 2200 }) }),
      answer: Type.Unsafe<CalendarYear>({ type: 'object', additionalProperties: true }), example: { params: { year: '2026' } },
      handle: async ({ params }) => {
        const year = await findYear(ground.sql, params.year)
        if (!year) throw notFound({ year: params.year })
        return year
      },
    }),
  ],
}
