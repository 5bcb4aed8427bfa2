// The verbs: erasing what its time is over for, or what a person who agreed no longer agrees to; holding it, by two. What goes, goes with its salt,
// so that the ledger's digest tells nothing any more. 个人信息保护法 19, 47.
import type { Act } from '#base/act'
import type { Ground, Holding } from '#base/context'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { casesOfAccounts, findCaseNumbers, listFinished, systemActor } from '#core/cases'
import { getItemVersion } from '#core/items'
import { purposeOf, type Purpose } from '#core/packs'
import { formerAccountsOf } from '#core/people'
import { listPurposes } from '#core/purposes'
import { accountHeld } from './hold.ts'
import { eraseOf, eraseOverTime, findProgress, insertErasure, lapseHolds, listHolds, listOverTime, saveProgress, type Scope } from './store.ts'

/** How many rows, and how many cases, one act erases: no act is long. */
const batch = { rows: 500, cases: 100 } as const

/** The lock under which holds begin and end, and under which something is erased: nothing is erased that is being held this moment. */
export const erasingLock = 'rights:erasing'

/** Everything that belongs to these accounts, and to those that were merged into them. */
export async function scopeOf(sql: Sql, given: readonly string[]): Promise<Scope> {
  const accounts = [...given, ...(await formerAccountsOf(sql, given)).map(({ account }) => account)]
  return { accounts, cases: await casesOfAccounts(sql, accounts) }
}

/** What is held today: accounts and their cases, and cases. */
export async function heldNow(sql: Sql, now: Temporal.Instant): Promise<Scope> {
  const holds = await listHolds(sql, dateInChina(now))
  if (holds.length === 0) return { accounts: [], cases: [] }
  const { accounts, cases } = await scopeOf(sql, holds.flatMap(({ account }) => account ?? []))
  const single = await findCaseNumbers(sql, holds.map(({ caseId }) => caseId))
  return { accounts, cases: [...cases, ...[...single].map(([id, number]) => ({ id, number }))] }
}

/** Refuses to close an account of which everything is held. */
export async function mustNotBeHeld(sql: Sql, account: string, now: Temporal.Instant): Promise<void> {
  const hold = (await listHolds(sql, dateInChina(now))).find((one) => one.account === account)
  if (hold) throw accountHeld({ until: hold.until })
}

/** Whether anything of an account is held. */
export async function isHeld(sql: Sql, account: string, now: Temporal.Instant): Promise<boolean> {
  const [held, own] = [await heldNow(sql, now), (await casesOfAccounts(sql, [account])).map(({ id }) => id)]
  return held.accounts.includes(account) || held.cases.some(({ id }) => own.includes(id))
}

/** The moment before which something must have ended for its period to be over; undefined where it is kept for ever. */
export function periodStart(now: Temporal.Instant, { retention }: Pick<Purpose, 'retention'>): Temporal.Instant | undefined {
  if (retention.for === 'permanent') return undefined
  return now.toZonedDateTimeISO('Asia/Shanghai').subtract(Temporal.Duration.from(retention.for)).toInstant()
}

/** Erases everything whose period is over and that is not held. */
export async function eraseDue(ground: Ground, holdings: readonly Holding[]): Promise<void> {
  const now = ground.clock.now()
  await lapseHolds(ground.sql, now, dateInChina(now))
  const periods = (await listPurposes(ground.sql)).flatMap(({ live }) => {
    const before = live && periodStart(now, live.content)
    return before ? [{ purpose: live.content.code, before }] : []
  })
  const timed = periods.flatMap(({ purpose, before }) => holdings.filter((one) => one.purpose === purpose && one.ended !== null && one.ended !== 'matter' && one.erase !== null).map((holding) => ({ holding, before })))
  for (const { holding, before } of await listOverTime(ground.sql, timed, await heldNow(ground.sql, now), now)) await eraseRows(ground, holding, before)
  const shortest = periods.map(({ before }) => before).sort(Temporal.Instant.compare).at(-1)
  if (!shortest || (await listFinished(ground.sql, shortest, undefined, 1)).length === 0) return
  for (const { purpose, before } of periods) await eraseMatters(ground, holdings.filter(({ ended }) => ended === 'matter'), purpose, before)
}

async function eraseRows(ground: Ground, holding: Holding, before: Temporal.Instant): Promise<void> {
  for (let more = true; more; ) {
    more = await ground.runAct({ actor: systemActor, locks: [erasingLock] }, async (act) => {
      const rows = await eraseOverTime(act.tx, holding, await heldNow(act.tx, act.now), act.now, before, batch.rows)
      await noteErased(act, holding.table, holding.purpose, 'time', rows)
      return rows === batch.rows
    })
  }
}

/** What finished cases of a purpose left behind and the archive does not keep. */
async function eraseMatters(ground: Ground, holdings: readonly Holding[], purpose: string, before: Temporal.Instant): Promise<void> {
  for (let more = true; more; ) {
    const from = await findProgress(ground.sql, purpose)
    const ended = await listFinished(ground.sql, before, from, batch.cases)
    const last = ended.at(-1)
    if (!last) return
    const purposes = await Promise.all(ended.map(async (one) => purposeOf((await getItemVersion(ground.sql, one.itemVersion)).content)))
    const cases = ended.filter((_, at) => purposes[at] === purpose)
    if (cases.length > 0) {
      await ground.runAct({ actor: systemActor, locks: [erasingLock] }, async (act) => {
        const held = new Set((await heldNow(act.tx, act.now)).cases.map(({ id }) => id))
        for (const holding of holdings) await noteErased(act, holding.table, purpose, 'time', await eraseOf(act.tx, holding, { accounts: [], cases: cases.filter(({ id }) => !held.has(id)) }, act.now))
        act.record('rights.gone-through', { subject: act.newId(), facts: { purpose, cases: cases.length, held: cases.filter(({ id }) => held.has(id)).length } })
      })
    }
    await saveProgress(ground.sql, purpose, from, { finishedAt: last.finishedAt, caseId: last.id })
    more = ended.length === batch.cases
  }
}

/** Notes what was erased, in figures. */
export async function noteErased(act: Act, table: string, purpose: string, cause: 'time' | 'request', rows: number): Promise<void> {
  const id = act.newId()
  if (rows > 0) await insertErasure(act.tx, { id, table, purpose, cause, rows, at: act.now })
  if (rows > 0 || cause === 'time') act.record('rights.erased', { subject: id, facts: { table, purpose, cause, rows } })
}
