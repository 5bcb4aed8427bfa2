// The machine's clock in the face of administrators: whether it leapt, and the act by which two answer for it. A hold outlives its process.
// Never sets a clock.
import { hostname } from 'node:os'
import { Type } from 'typebox'
import { entriesOf } from '#base/act'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import { route, type Access, type AccessRule, type Route } from '#base/http'
import { refusal } from '#base/problem'
import { dateInChina, isConfirmedBy, timeText, type ClockGuard, type ClockHold } from '#base/time'

export const otherDate = refusal({
  code: 'ledger.clock-other-date', status: 409,
  zh: '填写的日期与服务器时钟的日期不同，时钟没有得到确认。', en: 'The date given is not the one the server’s clock shows; the clock was not confirmed.',
  nextZh: '如果服务器的日期不对，请先校正时钟；校正后各项工作会自行继续。', nextEn: 'If the server’s date is wrong, set its clock right: work then goes on by itself.',
})

/** What entries about the clock are about; there is one clock. */
const clockSubject = '00000000-0000-7000-8000-00000000c10c'
const officers: Access = [{ who: ['staff'], roles: ['system-admin', 'security-admin', 'audit-admin'], scope: 'all' }]
const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]

const ClockShape = Type.Object({
  held: Type.Boolean({ description: 'Whether what follows from time alone waits: limits, silence, reminders, tidying' }),
  leapSeconds: Type.Integer({ description: 'How far the clock leapt, forward above zero' }),
  now: Type.String({ format: 'date-time', description: 'What the clock says' }),
  today: Type.String({ format: 'date', description: 'Its date in Asia/Shanghai' }),
})

/** What is read of the clock of the machine. */
export function machineClockRoutes(ground: Ground): Route[] {
  return [
    route({
      method: 'GET', path: '/api/machine-clock', access: officers, zh: '查看服务器时钟是否跳变', en: 'See whether the server’s clock leapt', answer: ClockShape, example: { as: '{system-admin}' },
      handle: async () => {
        await followClock(ground)
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

/** That the clock is right after a leap: asked for by a system administrator, confirmed by a security administrator; each looks at another clock. */
export function clockKind(): ProposalKind {
  return proposalKind({
    code: 'machine-clock', name: { zh: '确认服务器时钟', en: 'Confirm the server’s clock' }, asks: by('system-admin'), decides: by('security-admin'), sees: by('audit-admin'),
    shape: Type.Object({ today: Type.String({ format: 'date', description: 'Today, by another clock' }) }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { today: '{today}' } }, decide: { as: '{security-admin}', id: '{asked-clock}' } },
    subjectOf: () => clockSubject, locks: () => ['machine-clock'],
    check: async (act, { today }) => mustBeToday(act.now, today),
    apply: async (act, { content: { today } }) => void act.record('ledger.clock-confirmed', { subject: clockSubject, facts: { today } }),
    describe: async (_, { today }) => ({ zh: `服务器时钟是对的：今天是${today}`, en: `The server’s clock is right: today is ${today}` }),
  })
}

function mustBeToday(now: Temporal.Instant, today: string): void {
  const shown = dateInChina(now).toString()
  if (today !== shown) throw otherDate({ given: today, shown })
}

const machine = hostname()
/** The guards whose hold stands in the database. */
const kept = new WeakSet<ClockGuard>()

/** Goes on with a hold that an earlier process of this machine left: a start anew is no confirmation. */
export async function takeUpHold({ sql, clockGuard }: Pick<Ground, 'sql' | 'clockGuard'>): Promise<void> {
  const [hold] = await sql.rows<ClockHold>('select leap_seconds::int as "leapSeconds", seen_at as "seenAt", says, counted from ledger.clock_holds where machine = $1', [machine])
  if (!hold) return
  clockGuard.takeUp(hold)
  kept.add(clockGuard)
}

/** Looks at the clock; a hold is kept for the next process, and ends by what two confirmed, here or to another process. */
export async function followClock({ sql, clock, clockGuard }: Pick<Ground, 'sql' | 'clock' | 'clockGuard'>): Promise<void> {
  const state = clockGuard.look()
  if (state.held && (await entriesOf(sql, clockSubject)).some(({ kind, at }) => kind === 'ledger.clock-confirmed' && isConfirmedBy(state, at, clock.now()))) clockGuard.confirm()
  const hold = clockGuard.hold()
  if (hold && !kept.has(clockGuard)) {
    await sql.rows(
      `insert into ledger.clock_holds (machine, leap_seconds, seen_at, says, counted) values ($1, $2, $3, $4, $5)
       on conflict (machine) do update set leap_seconds = excluded.leap_seconds, seen_at = excluded.seen_at, says = excluded.says, counted = excluded.counted`,
      [machine, hold.leapSeconds, hold.seenAt.toString(), hold.says.toString(), hold.counted],
    )
    kept.add(clockGuard)
  }
  if (!hold && kept.delete(clockGuard)) await sql.rows('delete from ledger.clock_holds where machine = $1', [machine])
}
