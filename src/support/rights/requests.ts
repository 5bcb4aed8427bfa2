// The verb: a granted request to erase. What consent is the ground of goes at once; what is held by law goes when the hold ends, without being asked for
// again. The person is told of both. 个人信息保护法 15, 47.
import type { Act } from '#base/act'
import type { Ground, Holding } from '#base/context'
import type { Sql } from '#base/db'
import { systemActor } from '#core/cases'
import { listPurposes } from '#core/purposes'
import { erasingLock, heldNow, noteErased, scopeOf } from './acts.ts'
import { countAgreed, deleteWaiting, eraseAgreed, insertWaiting, listWaiting, type Scope, type Waiting } from './store.ts'

/** What rests on consent and can be erased. */
async function agreedHoldings(sql: Sql, holdings: readonly Holding[]): Promise<Holding[]> {
  const byConsent = new Set((await listPurposes(sql)).flatMap(({ code, live }) => (live?.content.ground === 'consent' ? [code] : [])))
  return holdings.filter(({ purpose, erase }) => byConsent.has(purpose) && erase !== null)
}

/** Whose rows a request is about: those of the accounts, whatever matter they come from. */
const ownOf = async (sql: Sql, account: string): Promise<Scope> => ({ accounts: (await scopeOf(sql, [account])).accounts, cases: [] })

/** Erases what somebody no longer agrees to and what is not in force any more; what is held waits for the end of its hold. */
export async function eraseRequested(act: Act, all: readonly Holding[], request: Waiting): Promise<void> {
  const [own, held] = [await ownOf(act.tx, request.account), await heldNow(act.tx, act.now)]
  let [rows, left] = [0, 0]
  for (const holding of await agreedHoldings(act.tx, all)) {
    const erased = await eraseAgreed(act.tx, holding, own, held, act.now)
    await noteErased(act, holding.table, holding.purpose, 'request', erased)
    rows += erased
    left += (await countAgreed(act.tx, holding, own, held, act.now)).all
  }
  if (left === 0) {
    await deleteWaiting(act.tx, request.caseId)
    act.record('rights.request-done', { subject: request.caseId, facts: { rows } })
  } else if (await insertWaiting(act.tx, request, act.now)) act.record('rights.request-held', { subject: request.caseId, facts: { rows, left } })
}

/** Goes on with requests of which something was held, as far as it is not any more. */
export async function eraseWaiting(ground: Ground, all: readonly Holding[]): Promise<void> {
  for (const request of await listWaiting(ground.sql)) {
    if (await isStillHeld(ground, all, request)) continue
    await ground.runAct({ actor: systemActor, locks: [erasingLock] }, (act) => eraseRequested(act, all, request))
  }
}

/** Whether something waits, and all of it is held. */
async function isStillHeld({ sql, clock }: Ground, all: readonly Holding[], { account }: Waiting): Promise<boolean> {
  const [own, held] = [await ownOf(sql, account), await heldNow(sql, clock.now())]
  const counts = await Promise.all((await agreedHoldings(sql, all)).map((holding) => countAgreed(sql, holding, own, held, clock.now())))
  return counts.some((one) => one.all > 0) && counts.every(({ free }) => free === 0)
}
