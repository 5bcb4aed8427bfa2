// Freezing and letting in again: by an officer, by the rule, by the holder. Sessions end with the freezing, and the holder is told.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import { anonymous } from '#base/http'
import { accountNotFound, alreadyFrozen, notFrozen, ownAccount, readLogin, secondPersonNeeded } from './account.ts'
import { accountLock, officerPosts } from './acts.ts'
import { claimFor } from './attempts.ts'
import { forgetCallers } from './callers.ts'
import { digestsOfPaperCode } from './factor.ts'
import { freezeCodeWrong, isFreezeCode, isOwnToThaw, thawRefused, type FreezeGround } from './freezing.ts'
import { accountEnded, isShut } from './ending.ts'
import { limits } from './limits.ts'
import { isPassword } from './password.ts'
import { failureSubject } from './sign-in.ts'
import { selectAccount, selectAccountByLogin } from './store-accounts.ts'
import { takeRecoveryCode } from './store-factors.ts'
import { selectEnding } from './store-endings.ts'
import { countSecondFailure, endFreezing, forgiveSecondFailures, insertFreezing, selectFreezing, updateFrozen } from './store-freezings.ts'
import { stopRecoveryOf } from './store-recoveries.ts'
import { deleteSessions } from './store-sessions.ts'
import { selectForSignIn } from './store-sign-in.ts'

interface Freezing {
  ground: FreezeGround
  /** Who did it; null for the rule. */
  by: string | null
  reason: string
}

async function freeze(act: Act, id: string, { ground, by, reason }: Freezing): Promise<void> {
  const changed = await updateFrozen(act.tx, id, act.now)
  if (changed === undefined) throw accountNotFound()
  if (!changed) throw alreadyFrozen()
  const salt = act.random.bytes(16)
  await insertFreezing(act.tx, { id: act.newId(), account: id, ground, by, reason, salt, at: act.now })
  const ended = await deleteSessions(act.tx, id, null)
  act.record('people.frozen', { subject: id, facts: { ground, sessionsEnded: ended }, proves: { salt, content: { reason } } })
}

async function mayFreezeAlone(act: Act, account: string): Promise<void> {
  if (act.actor.id === account) throw ownAccount()
  if ((await officerPosts(act, account)).length > 0) throw secondPersonNeeded()
}

/** What one officer does alone: to everybody's accounts but those of officers (GB/T 22239-2019 8.1.5). */
export const freezingAlone = {
  freeze: async (act: Act, id: string, reason: string): Promise<void> => {
    await mayFreezeAlone(act, id)
    await freezeAccount(act, id, reason)
  },
  unfreeze: async (act: Act, id: string): Promise<void> => {
    await mayFreezeAlone(act, id)
    await unfreezeAccount(act, id)
  },
}

/** Freezes an account as an officer and ends its sessions. The reason stands beside the account; the ledger holds its digest. */
export async function freezeAccount(act: Act, id: string, reason: string): Promise<void> {
  if (act.actor.id === id) throw ownAccount()
  await freeze(act, id, { ground: 'officer', by: act.actor.id, reason })
}

/** Freezes one's own account, from any session; all end, and so does what somebody may have begun at a window. */
export async function freezeOneself(act: Act, account: string): Promise<void> {
  await freeze(act, account, { ground: 'self', by: account, reason: '' })
  if (await stopRecoveryOf(act.tx, account, account, act.now)) act.record('people.recovery-stopped', { subject: account, facts: { by: 'holder' } })
}

/** Freezes an account by its code, without signing in: somebody whose account is in wrong hands may have nothing else left. */
export async function freezeByCode(ground: Ground, { account, code }: { account: string; code: string }): Promise<void> {
  const found = /^[0-9a-f-]{36}$/.test(account) ? await selectAccount(ground.sql, account) : await selectAccountByLogin(ground.sql, readLogin(account))
  // A code that is tried for nobody costs the same.
  const isRight = isFreezeCode(ground.keys, found?.id ?? anonymous, code)
  if (!found || !isRight) throw freezeCodeWrong()
  await ground.runAct({ actor: { id: found.id, kind: found.kind }, locks: [accountLock(found.id)], comesOrGoes: true }, (act) => freezeOneself(act, found.id))
  forgetCallers(ground, found.id)
}

/** A wrong second proof of an account whose password was right: noted without saying whose; one too many freezes it. */
export async function noteSecondFailure(ground: Ground, account: string): Promise<void> {
  const frozen = await ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: [accountLock(account)], comesOrGoes: true }, async (act) => {
    const failures = await countSecondFailure(act.tx, account, act.now, limits.secondFailuresPauseHours)
    act.record('people.sign-in-failed', { subject: failureSubject, facts: { reason: 'second' } })
    if (failures < limits.secondFailuresMax) return false
    await freeze(act, account, { ground: 'failures', by: null, reason: '' })
    return true
  })
  if (frozen) forgetCallers(ground, account)
}

/** Lets a frozen account sign in again; who may is asked before. */
export async function unfreeze(act: Act, id: string): Promise<void> {
  const ending = await selectEnding(act.tx, id)
  if (ending && isShut(ending.kind)) throw accountEnded()
  const changed = await updateFrozen(act.tx, id, null)
  if (changed === undefined) throw accountNotFound()
  if (!changed) throw notFrozen()
  await endFreezing(act.tx, id, act.now)
  await forgiveSecondFailures(act.tx, id)
  act.record('people.unfrozen', { subject: id })
}

/** Lets a frozen account sign in again, as an officer. */
export async function unfreezeAccount(act: Act, id: string): Promise<void> {
  if (act.actor.id === id) throw ownAccount()
  await unfreeze(act, id)
}

/**
 * Lets an account in again that its holder or the rule froze: by the password and a recovery code, since whoever took the phone has the
 * authenticator too. Nobody is signed in by it.
 */
export async function thawByCode(ground: Ground, input: { login: string; password: string; recoveryCode: string; address: string }): Promise<void> {
  const login = readLogin(input.login)
  const forgive = await claimFor(ground, login, input.address)
  const row = await selectForSignIn(ground.sql, { login })
  const isRight = await isPassword(row?.password, input.password)
  if (!row || !isRight) throw thawRefused()
  await ground.runAct({ actor: { id: row.id, kind: row.kind }, locks: [accountLock(row.id)], comesOrGoes: true }, async (act) => {
    if (!isOwnToThaw((await selectFreezing(act.tx, row.id))?.ground)) throw thawRefused()
    if (!(await takeRecoveryCode(act.tx, row.id, digestsOfPaperCode(ground.keys, row.id, input.recoveryCode)))) throw thawRefused()
    act.record('people.recovery-code-used', { subject: row.id })
    await unfreeze(act, row.id)
  })
  await forgive()
}
