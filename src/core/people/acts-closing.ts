// Closing an account: in one act everything that is the account's goes, and what the law keeps stays.
import type { Act } from '#base/act'
import type { Belonging } from '#base/context'
import { dateInChina } from '#base/time'
import { takeBackAgency } from './acts-agency.ts'
import { accountEnded, digestDays } from './ending.ts'
import { endGuardianship } from './guardianship-ends.ts'
import { updateFrozen } from './store-freezings.ts'
import { eraseProfile, insertEnding, keepDigest, leaveCompanies, selectRunningAgencies } from './store-endings.ts'
import { forgetObjections } from './store-guardians.ts'
import { selectFormer } from './store-mergings.ts'
import { forgetWays, stopRecoveryOf } from './store-recoveries.ts'
import { deleteSessions, deleteTickets } from './store-sessions.ts'

/** Closes an account for good. Answers whom else this concerns: agents and principals, whose sessions are looked at anew. */
export async function closeAccount(act: Act, account: string, by: string, belongings: readonly Belonging[]): Promise<string[]> {
  const ending = act.newId()
  if (!(await insertEnding(act.tx, { id: ending, account, kind: 'closed', at: act.now, by }))) throw accountEnded()
  for (const belonging of belongings) await belonging.forget?.(act.tx, account, act.now)
  const others = await endAuthority(act, account, by)
  await keepDigest(act.tx, ending, dateInChina(act.now).add({ days: digestDays }).toString())
  const sessionsEnded = await shut(act, account)
  await forgetWays(act.tx, account)
  await deleteTickets(act.tx, account)
  await forgetObjections(act.tx, account)
  await eraseProfile(act.tx, account)
  for (const former of await selectFormer(act.tx, [account])) {
    await keepDigest(act.tx, former.ending, dateInChina(act.now).add({ days: digestDays }).toString())
    await eraseProfile(act.tx, former.account)
  }
  act.record('people.closed', { subject: account, facts: { sessionsEnded, agenciesEnded: others.length } })
  return others
}

/** Everybody lets go: agencies given and held end, and companies have no representative any more (民法典 173). Answers the others. */
export async function endAuthority(act: Act, account: string, by: string): Promise<string[]> {
  const running = await selectRunningAgencies(act.tx, account, act.now)
  // A guardianship ends with ward or guardian (民法典 39).
  for (const { id, isGuardianship } of running) await (isGuardianship ? endGuardianship(act, id, 'account-ended') : takeBackAgency(act, id, account, by))
  const companies = await leaveCompanies(act.tx, account, act.now)
  for (const company of companies) act.record('people.representative-left', { subject: company, facts: { former: account } })
  return running.map(({ principal, agent }) => (principal === account ? agent : principal))
}

/** Nobody comes in any more. Answers how many sessions ended. */
export async function shut(act: Act, account: string): Promise<number> {
  await updateFrozen(act.tx, account, act.now)
  await stopRecoveryOf(act.tx, account, act.actor.id, act.now)
  return deleteSessions(act.tx, account, null)
}
