// The machine's clock in the face of administrators: whether it leapt, and the act by which two of them answer for it (双人复核). The hold is kept in
// the database, so that a restart or another node holds too. Never sets a clock. GB/T 22239-2019 8.1.5.
import { Type } from 'typebox'
import type { Act, Actor } from '#base/act'
import { proposalKind, type Ground, type ProposalKind } from '#base/context'
import type { Sql } from '#base/db'
import { route, type Access, type AccessRule, type Route } from '#base/http'
import { refusal } from '#base/problem'
import { dateInChina, isConfirmedBy, isSameLeap, timeText, type ClockState } from '#base/time'
import { findHold, saveHold, type ClockHold } from './store-hold.ts'

export const otherDate = refusal({
  code: 'ledger.clock-other-date', status: 409,
  zh: '您填写的日期与服务器时钟的日期不同，时钟没有得到确认。', en: 'The date you gave is not the one the server’s clock shows; the clock was not confirmed.',
  nextZh: '如果服务器的日期不对，请先校正时钟；校正后各项工作会自行继续。', nextEn: 'If the server’s date is wrong, set its clock right: work then goes on by itself.',
})
export const notHeld = refusal({
  code: 'ledger.clock-not-held', status: 409,
  zh: '没有在等待确认的时钟跳变，或者时钟在这以后又跳变过。', en: 'No leap of the clock waits to be confirmed, or the clock has leapt again since.',
  nextZh: '请刷新页面；仍然提示时钟跳变的，请按现在的情况重新提出确认。', nextEn: 'Reload; where the page still tells of a leap, ask for it to be confirmed as it is now.',
})

/** What entries about the clock are about; there is one clock. */
const clockSubject = '00000000-0000-7000-8000-00000000c10c'
const clockLock = 'machine-clock'
const by = (...roles: string[]): AccessRule[] => [{ who: ['staff'], roles, scope: 'all' }]
const officers: Access = by('system-admin', 'security-admin', 'audit-admin')

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
      handle: async () => {
        const { held, leapSeconds } = await standing(ground.sql, ground)
        const now = ground.clock.now()
        return { held, leapSeconds, now: timeText(now), today: dateInChina(now).toString() }
      },
    }),
  ]
}

/** The leap for which the clock is held: what is kept for all processes, else what this one has just seen. */
async function standing(sql: Sql, { clock, clockGuard }: Pick<Ground, 'clock' | 'clockGuard'>): Promise<Pick<ClockState, 'held' | 'leapSeconds' | 'seenAt'>> {
  const own = clockGuard.look()
  const kept = await findHold(sql)
  if (kept?.held) return kept
  return kept?.confirmedAt && isConfirmedBy(own, kept.confirmedAt, clock.now()) ? { ...own, held: false, leapSeconds: 0 } : own
}

/** Two persons answer for the clock: one asks with today's date by another clock, another does so too by confirming it. */
export function clockKind(ground: Ground): ProposalKind {
  return proposalKind({
    code: 'machine-clock', name: { zh: '确认服务器时钟正确', en: 'Confirm that the server’s clock is right' }, asks: by('system-admin'), decides: by('system-admin', 'security-admin'), sees: by('audit-admin'),
    shape: Type.Object({ today: Type.String({ format: 'date', description: 'Today, by another clock' }), leapSeconds: Type.Integer({ description: 'Of the leap that is confirmed, as it is told' }) }, { additionalProperties: false }),
    example: { ask: { as: '{system-admin}', content: { today: '{leapt-today}', leapSeconds: 3600 } }, decide: { as: '{security-admin}', id: '{asked-clock}' } },
    subjectOf: () => clockLock, locks: () => [clockLock],
    check: async (act, { today, leapSeconds }) => {
      const shown = dateInChina(act.now).toString()
      if (today !== shown) throw otherDate({ given: today, shown })
      const state = await standing(act.tx, ground)
      if (!state.held || state.leapSeconds !== leapSeconds) throw notHeld({ leapSeconds })
    },
    apply: async (act, { content: { today, leapSeconds }, askedBy }) => {
      const { seenAt } = await standing(act.tx, ground)
      await saveHold(act.tx, { held: false, seenAt, leapSeconds, confirmedAt: act.now })
      act.record('ledger.clock-confirmed', { subject: clockSubject, facts: { today, leapSeconds, askedBy } })
    },
    describe: async (_, { today, leapSeconds }) => ({ zh: `服务器时钟跳变 ${leapSeconds} 秒以后，确认今天是 ${today}，恢复按时间进行的工作`, en: `After a leap of ${leapSeconds} seconds: today is ${today}, and what follows from time goes on` }),
  })
}

/**
 * Keeps what this process knows of the clock together with what all know, before each round of what follows from time. A leap seen here is kept for
 * all; one that is over is let go by the process that saw it; a hold of others holds here; a confirmation by two that is of this leap ends it.
 * Nothing else does: after a restart the counter tells nothing of before, so that a hold stays until it is confirmed.
 */
export function makeHoldKeeper({ sql, clock, clockGuard, runAct }: Pick<Ground, 'sql' | 'clock' | 'clockGuard' | 'runAct'>, actor: Actor): () => Promise<void> {
  /** The leap that was seen here and is kept. */
  let kept: Temporal.Instant | undefined
  const write = (hold: ClockHold, kind: 'ledger.clock-held' | 'ledger.clock-back') =>
    runAct({ actor, locks: [clockLock] }, async (act: Act) => {
      await saveHold(act.tx, hold)
      act.record(kind, { subject: clockSubject, facts: { leapSeconds: hold.leapSeconds } })
    })
  const keep = async () => {
    const own = clockGuard.leapt()
    const all = await findHold(sql)
    if (own.held) {
      if (all && !all.held && all.confirmedAt && isConfirmedBy(own, all.confirmedAt, clock.now())) return clockGuard.confirm()
      if (!all?.held || !isSameLeap(own, all)) await write({ held: true, seenAt: own.seenAt, leapSeconds: own.leapSeconds, confirmedAt: null }, 'ledger.clock-held')
      kept = own.seenAt
      return clockGuard.holdFor(undefined)
    }
    const isOver = all?.held && kept?.epochMilliseconds === all.seenAt.epochMilliseconds
    if (all && isOver) await write({ ...all, held: false, confirmedAt: null }, 'ledger.clock-back')
    kept = undefined
    clockGuard.holdFor(all?.held && !isOver ? all : undefined)
  }
  // Beats come round side by side: one look is enough for them all.
  let running: Promise<void> | undefined
  return () => (running ??= keep().finally(() => (running = undefined)))
}
