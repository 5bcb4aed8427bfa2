// What is kept, held and erased, in figures: for those who answer for it and for whoever oversees them. It names nobody.
import type { Ground, Holding } from '#base/context'
import { dateInChina, timeText } from '#base/time'
import { findCaseNumbers } from '#core/cases'
import { listPurposes, sayPeriod } from '#core/purposes'
import { heldNow, periodStart } from './acts.ts'
import { countErased, countHolding, listHolds } from './store.ts'

/** The report: a line for each table and purpose, and the holds that run. */
export async function reportOf(ground: Ground, holdings: readonly Holding[]) {
  const [now, { sql }] = [ground.clock.now(), ground]
  const [standings, held, erased, holds] = [await listPurposes(sql), await heldNow(sql, now), await countErased(sql), await listHolds(sql, dateInChina(now))]
  const purposes = new Map(standings.flatMap(({ code, live }) => (live ? [[code, live.content] as const] : [])))
  const numbers = await findCaseNumbers(sql, holds.map(({ caseId }) => caseId))
  const lines = await Promise.all(holdings.map(async (holding) => {
    const purpose = purposes.get(holding.purpose)
    const counted = await countHolding(sql, holding, held, now, purpose ? (periodStart(now, purpose) ?? null) : null)
    const gone = erased.filter((one) => one.table === holding.table && (one.purpose === holding.purpose || holding.purpose === 'matter'))
    const last = gone.map(({ lastAt }) => lastAt).toSorted(Temporal.Instant.compare).at(-1)
    return {
      table: holding.table, purpose: holding.purpose, name: purpose?.name ?? null, period: purpose ? sayPeriod(purpose.retention.for) : null, basis: purpose ? `${purpose.retention.basis.law}${purpose.retention.basis.article ?? ''}` : null, stays: holding.stays ?? null,
      ...counted, byTime: gone.reduce((sum, one) => sum + one.byTime, 0), byRequest: gone.reduce((sum, one) => sum + one.byRequest, 0), lastAt: last ? timeText(last) : null,
    }
  }))
  return { lines, holds: holds.map(({ id, caseId, account, law, article, until, placedAt }) => ({ id, case: numbers.get(caseId) ?? '', applicant: account !== null, law, article, until, placedAt: timeText(placedAt) })) }
}
