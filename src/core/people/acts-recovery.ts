// The verbs of giving an account back: begin with the document seen, confirm by a second officer, object, stop, and enter by the code on paper.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { readLogin, readName, type Account } from './account.ts'
import { accountLock } from './acts.ts'
import { unfreeze } from './acts-freezing.ts'
import { claimFor } from './attempts.ts'
import { forgetCallers } from './callers.ts'
import { lacksCountry, readDocument, unseal } from './documents.ts'
import { digestsOfPaperCode, makeRecoveryCode } from './factor.ts'
import { isOwnToThaw } from './freezing.ts'
import { limits } from './limits.ts'
import { hashPassword, mayUsePassword, standsAlone } from './password.ts'
import { recoveryDiffers, recoveryNotFound, recoveryRefused, recoveryRuns, recoverySecondOfficer, recoveryWaits, stateOfRecovery, type Recovery } from './recovery.ts'
import { findByNumber } from './search.ts'
import { accountFrozen } from './sign-in.ts'
import { selectAccount, selectAccountByLogin, updatePassword } from './store-accounts.ts'
import { selectFreezing } from './store-freezings.ts'
import { selectKept } from './store-mergings.ts'
import { confirmRecoveryRow, forgetWays, insertRecovery, selectRecovery, selectRecoveryByCode, stopRecoveryOf, useRecovery } from './store-recoveries.ts'
import { deleteSessions } from './store-sessions.ts'

export interface SeenDocument {
  name: string
  login?: string
  /** Which document was seen, and its number; a civil servant's account holds none. */
  idKind?: string
  idNumber?: string
}

/** The account that a document which somebody shows belongs to. Throws `people.recovery-differs` where there is none, or more than one and no login is named. */
export async function findShown(sql: Sql, keys: Keys, seen: SeenDocument, ofStaff: boolean): Promise<Account> {
  const found = ofStaff ? await staffNamed(sql, seen.login) : await findByDocument(sql, keys, seen)
  const named = await Promise.all(found.filter((account) => account.name === readName(seen.name)).map(async (shown) => ({ shown, kept: await keptOf(sql, shown) })))
  const meant = named.filter(({ shown, kept }) => seen.login === undefined || [shown.login, kept.login].includes(readLogin(seen.login)))
  const [one, ...more] = new Map(meant.map(({ kept }) => [kept.id, kept])).values()
  if (!one || more.length > 0) throw recoveryDiffers()
  return one
}

/** Who shows the document of an account that was merged is given the one that was kept. */
async function keptOf(sql: Sql, account: Account): Promise<Account> {
  const kept = account.frozenAt === null ? undefined : await selectKept(sql, account.id)
  return (kept === undefined ? undefined : await selectAccount(sql, kept)) ?? account
}

async function staffNamed(sql: Sql, login: string | undefined): Promise<Account[]> {
  const account = login === undefined ? undefined : await selectAccountByLogin(sql, readLogin(login))
  return account?.kind === 'staff' ? [account] : []
}

/** A passport that was kept without its country is found by the login only. */
async function findByDocument(sql: Sql, keys: Keys, { login, idKind = '', idNumber = '' }: SeenDocument): Promise<Account[]> {
  const number = readDocument(idKind === 'uscc' ? 'legal' : 'natural', idKind, idNumber)
  const found = await findByNumber(sql, keys, idKind, number)
  const named = login === undefined || idKind !== 'passport' ? undefined : await selectAccountByLogin(sql, readLogin(login))
  return named && lacksCountry(named.idKind, unseal(keys, named.id, 'id', named.idSealed), number) ? [...found, named] : found
}

/** Begins to give an account back: the officer has seen the document. Answers its id. */
export async function beginRecovery(act: Act, account: Account, organisation: string, documentKind: string): Promise<string> {
  const id = act.newId()
  if (!(await insertRecovery(act.tx, { id, account: account.id, organisation, documentKind, begunBy: act.actor.id, begunAt: act.now }))) throw recoveryRuns()
  act.record('people.recovery-begun', { subject: account.id, facts: { recovery: id, organisation, document: documentKind } })
  return id
}

/** A second officer has seen the document too. From now on the holder is told and may object; the code leaves this act and is never shown again. */
export async function confirmRecovery(act: Act, keys: Keys, id: string, isOurs: (one: Recovery, ofStaff: boolean) => boolean): Promise<{ code: string; opensAt: string; endsAt: string }> {
  const one = await selectRecovery(act.tx, { id })
  const account = one && (await selectAccount(act.tx, one.account))
  if (!one || !account || one.confirmedAt || !isOurs(one, account.kind === 'staff')) throw recoveryNotFound()
  if (one.begunBy === act.actor.id) throw recoverySecondOfficer()
  const code = makeRecoveryCode(act.random.bytes(10))
  const opensAt = act.now.add({ hours: limits.recoveryCoolingHours })
  const endsAt = opensAt.add({ hours: limits.recoveryOpenHours })
  await confirmRecoveryRow(act.tx, id, { account: act.actor.id, at: act.now, opensAt, endsAt, codeDigest: digestsOfPaperCode(keys, account.id, code)[0] })
  act.record('people.recovery-confirmed', { subject: account.id, facts: { recovery: id, opens: opensAt.toString() } })
  return { code, opensAt: opensAt.toString(), endsAt: endsAt.toString() }
}

/** Stops the recovery that runs for an account: its holder objects, or an officer stops it. Throws `people.recovery-not-found`. */
export async function stopRecovery(act: Act, account: string, by: 'holder' | 'officer'): Promise<void> {
  if (!(await stopRecoveryOf(act.tx, account, act.actor.id, act.now))) throw recoveryNotFound()
  act.record('people.recovery-stopped', { subject: account, facts: { by } })
}

/** Enters by the code on paper: a new password, and every other way and session is gone. Nobody is signed in by it. */
export async function recover(ground: Ground, input: { login: string; code: string; password: string; address: string }): Promise<void> {
  const login = readLogin(input.login)
  // Judged before anything is looked up, so that it tells nothing of who the login belongs to.
  await mayUsePassword(input.password, { login, name: '', path: '/password' })
  const forgive = await claimFor(ground, login, input.address)
  const account = await selectAccountByLogin(ground.sql, login)
  const one = account && (await selectRecoveryByCode(ground.sql, account.id, digestsOfPaperCode(ground.keys, account.id, input.code)))
  if (!account || !one) throw recoveryRefused()
  const state = stateOfRecovery(one, ground.clock.now())
  if (state === 'waiting') throw recoveryWaits({ opens: one.opensAt?.toString() ?? '' })
  const hash = await hashPassword(input.password, ground.random)
  await ground.runAct({ actor: { id: account.id, kind: account.kind }, locks: [accountLock(account.id)], comesOrGoes: true }, async (act) => {
    if (!(await useRecovery(act.tx, one.id, act.now))) throw recoveryRefused()
    const frozen = await selectFreezing(act.tx, account.id)
    if (frozen && !isOwnToThaw(frozen.ground)) throw accountFrozen()
    await updatePassword(act.tx, account.id, hash, standsAlone(input.password))
    await forgetWays(act.tx, account.id)
    const ended = await deleteSessions(act.tx, account.id, null)
    act.record('people.recovered', { subject: account.id, facts: { recovery: one.id, sessionsEnded: ended } })
    if (frozen) await unfreeze(act, account.id)
  })
  await forgive()
  forgetCallers(ground, account.id)
}
