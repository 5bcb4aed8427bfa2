// The verbs of what was granted: restricting a purpose, ending that, noting a transfer; and seeing to it that nothing is used against a restriction.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import type { WholeCase } from '#core/cases'
import { findPurposes, mustBeLive } from '#core/purposes'
import { mayBeRestricted, restricted, restrictionNotFound } from './granted.ts'
import { endRestriction, insertGranted, listRestricted } from './store-granted.ts'

/** The lock under which what an account restricted changes. */
export const restrictionLock = (account: string): string => `rights:restriction:${account}`

/** Refuses a purpose that is not registered or not assessed (个人信息保护法 6, 17, 55), and one that the person had restricted (44). */
export async function mustBeUsable(sql: Sql, purpose: string, account: string): Promise<void> {
  await mustBeLive(sql, purpose)
  if ((await restrictedAmong(sql, purpose, [account])).has(account)) throw restricted({ purpose })
}

/** Those of these accounts who had a purpose restricted. One that law requires meanwhile is used again, whatever was granted before. */
export async function restrictedAmong(sql: Sql, purpose: string, accounts: readonly string[]): Promise<Set<string>> {
  const rows = await listRestricted(sql, purpose, accounts)
  if (rows.length === 0) return new Set()
  const live = (await findPurposes(sql, [purpose])).get(purpose)?.live
  return new Set(live && mayBeRestricted(live.content) ? rows : [])
}

/** Executes a restriction that was granted (44). What does not rest on consent goes on, and the ledger says so. */
export async function restrict(act: Act, { case: row, form }: WholeCase, account: string): Promise<void> {
  const purpose = String(form['restricted'] ?? '')
  const live = (await findPurposes(act.tx, [purpose])).get(purpose)?.live
  if (!live || !mayBeRestricted(live.content)) return void act.record('rights.not-restricted', { subject: row.id, facts: { purpose: live ? purpose : null } })
  const first = await insertGranted(act.tx, { caseId: row.id, caseNumber: row.number, account, what: 'restriction', purpose, recipient: null, at: act.now })
  act.record(first ? 'rights.restricted' : 'rights.granted-known', { subject: first ? account : row.id, facts: { case: row.id, purpose } })
}

/** Notes a transfer that was granted (45): the person fetches it, and gives it to whom he named. */
export async function grantTransfer(act: Act, { case: row, form }: WholeCase, account: string): Promise<void> {
  const first = await insertGranted(act.tx, { caseId: row.id, caseNumber: row.number, account, what: 'transfer', purpose: null, recipient: String(form['recipient'] ?? ''), at: act.now })
  act.record(first ? 'rights.transfer-granted' : 'rights.granted-known', { subject: row.id })
}

/** Ends a restriction by the person's own wish. */
export async function liftRestriction(act: Act, purpose: string): Promise<void> {
  if (!(await endRestriction(act.tx, act.actor.id, purpose, act.now))) throw restrictionNotFound({ purpose })
  act.record('rights.restriction-ended', { subject: act.actor.id, facts: { purpose } })
}
