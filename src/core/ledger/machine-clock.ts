// The machine's clock in the face of administrators: whether it leapt, and the act by which one answers for it. Never sets a clock.
import { Type } from 'typebox'
import { entriesOf, type Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { route, type Access, type Route } from '#base/http'
import { refusal } from '#base/problem'
import { dateInChina, isConfirmedBy, timeText, type ClockGuard } from '#base/time'

export const otherDate = refusal({
  code: 'ledger.clock-other-date', status: 409,
  zh: '您填写的日期与服务器时钟的日期不同，时钟没有得到确认。', en: 'The date you gave is not the one the server’s clock shows; the clock was not confirmed.',
  nextZh: '如果服务器的日期不对，请先校正时钟；校正后各项工作会自行继续。', nextEn: 'If the server’s date is wrong, set its clock right: work then goes on by itself.',
})

/** What entries about the clock are about; there is one clock. */
const clockSubject = '00000000-0000-7000-8000-00000000c10c'
const officers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' }]
const operators: Access = [{ who: ['staff'], roles: ['system-admin'], scope: 'all' }]

const ClockShape = Type.Object({
  held: Type.Boolean({ description: 'Whether what follows from time alone waits: limits, silence, reminders, tidying' }),
  leapSeconds: Type.Integer({ description: 'How far the clock leapt, forward above zero' }),
  now: Type.String({ format: 'date-time', description: 'What the clock says' }),
  today: Type.String({ format: 'date', description: 'Its date in Asia/Shanghai' }),
})

/** The operations on the clock of the machine. */
export function machineClockRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/machine-clock', access: officers, zh: '查看服务器时钟是否跳变', en: 'See whether the server’s clock leapt', answer: ClockShape, example: { as: '{system-admin}' },
      handle: async () => describeClock(ground),
    }),
    route({
      method: 'POST', path: '/api/machine-clock/confirmation', status: 200, access: operators, zh: '确认服务器时钟正确，恢复按时间进行的工作', en: 'Confirm that the server’s clock is right, so that what follows from time goes on',
      body: Type.Object({ today: Type.String({ format: 'date', description: 'Today, by another clock' }) }, { additionalProperties: false }), answer: ClockShape, example: { as: '{system-admin}', body: { today: '{today}' } },
      handle: async ({ act, body }) => {
        const { leapSeconds } = ground.clockGuard.look()
        await act(['machine-clock'], async (act) => confirmClock(act, body.today, leapSeconds))
        ground.clockGuard.confirm()
        return describeClock(ground)
      },
    }),
  ]
}

function describeClock({ clock, clockGuard }: Ground) {
  const { held, leapSeconds } = clockGuard.look()
  const now = clock.now()
  return { held, leapSeconds, now: timeText(now), today: dateInChina(now).toString() }
}

/** Somebody answers for the clock. Throws `ledger.clock-other-date`. */
function confirmClock(act: Act, today: string, leapSeconds: number): void {
  const shown = dateInChina(act.now).toString()
  if (today !== shown) throw otherDate({ given: today, shown })
  act.record('ledger.clock-confirmed', { subject: clockSubject, facts: { today, leapSeconds } })
}

/** Takes up what was confirmed to another process of this machine. */
export async function takeConfirmation(sql: Sql, guard: ClockGuard, now: Temporal.Instant): Promise<void> {
  const state = guard.look()
  const entries = state.held ? await entriesOf(sql, clockSubject) : []
  if (entries.some(({ at }) => isConfirmedBy(state, at, now))) guard.confirm()
}
