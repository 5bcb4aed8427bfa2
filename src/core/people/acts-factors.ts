// What is done to factors and to one's own sessions. The ledger learns kinds and counts; names, secrets and keys never.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import { lastWay } from './code.ts'
import { seal } from './documents.ts'
import { digestsOfPaperCode, factorNeeded, factorNotFound, factorsFull, makeRecoveryCode, passkeyKnown, secondRefused, sessionNotFound, type Factor } from './factor.ts'
import { limits } from './limits.ts'
import { deleteCodeWays, selectWaysIn } from './store-codes.ts'
import { deleteFactor, hasFactor, insertKeyed, insertTotp, replaceRecoveryCodes, selectFactors, selectPasswordAlone, useFactor } from './store-factors.ts'
import { deleteOwnSession, proveSession } from './store-sessions.ts'
import { makeTotpSecret } from './totp.ts'

/** Refuses one more than an account may have. */
export async function mayAdd(act: Act, account: string): Promise<void> {
  if ((await selectFactors(act.tx, account)).length >= limits.factorsMax) throw factorsFull()
}

/** Makes the secret of an authenticator; it counts once a code of it was typed. The secret leaves this act and is never shown again. */
export async function beginTotp(act: Act, keys: Keys, account: string, name: string): Promise<{ id: string; secret: string }> {
  await mayAdd(act, account)
  const [id, secret] = [act.newId(), makeTotpSecret(act.random.bytes(20))]
  await insertTotp(act.tx, { id, account, name, secretSealed: seal(keys, account, 'totp', secret, act.random), now: act.now })
  act.record('people.factor-begun', { subject: account, facts: { factor: id, kind: 'totp' } })
  return { id, secret }
}

/** A code of it was typed: from now on it is asked for. The first factor brings recovery codes. */
export async function confirmTotp(act: Act, keys: Keys, factor: Factor, step: number, session: string): Promise<string[]> {
  const isFirst = !(await hasFactor(act.tx, factor.account))
  if (!(await useFactor(act.tx, factor.id, step, act.now))) throw secondRefused()
  await proveSession(act.tx, session, 2, act.now)
  act.record('people.factor-added', { subject: factor.account, facts: { factor: factor.id, kind: 'totp' } })
  return isFirst ? makeRecoveryCodes(act, keys, factor.account) : []
}

/** Adds a passkey that a browser made. The first factor brings recovery codes. */
export async function addPasskey(act: Act, keys: Keys, input: { account: string; session: string; name: string; credential: string; publicKey: Uint8Array; counter: number; transports: string[] }): Promise<string[]> {
  await mayAdd(act, input.account)
  const isFirst = !(await hasFactor(act.tx, input.account))
  const id = act.newId()
  if (!(await insertKeyed(act.tx, { kind: 'passkey', ...input, id, now: act.now }))) throw passkeyKnown()
  await proveSession(act.tx, input.session, 2, act.now)
  act.record('people.factor-added', { subject: input.account, facts: { factor: id, kind: 'passkey' } })
  return isFirst ? makeRecoveryCodes(act, keys, input.account) : []
}

/** Makes new recovery codes; those before work no more. They leave this act and are never shown again. */
export async function makeRecoveryCodes(act: Act, keys: Keys, account: string): Promise<string[]> {
  const codes = Array.from({ length: limits.recoveryCodes }, () => makeRecoveryCode(act.random.bytes(10)))
  await replaceRecoveryCodes(act.tx, account, codes.map((code) => digestsOfPaperCode(keys, account, code)[0]), keys.secret('secrets').kid)
  act.record('people.recovery-codes-made', { subject: account, facts: { count: codes.length } })
  return codes
}

/** Removes a factor. */
export async function removeFactor(act: Act, account: string, id: string): Promise<void> {
  const kind = await deleteFactor(act.tx, account, id)
  if (kind === undefined) throw factorNotFound()
  await noteRemoved(act, account, id, kind)
}

/**
 * What follows once a factor was removed. The last one stays where the password is too short to stand alone, or where there is no other way in;
 * with it go the recovery codes. A civil servant's codes by text message never stand without something stronger.
 */
export async function noteRemoved(act: Act, account: string, id: string, kind: string): Promise<void> {
  const ways = await selectWaysIn(act.tx, account)
  if (!ways.alone) throw lastWay()
  if (ways.staff && !ways.strong) await deleteCodeWays(act.tx, account)
  if (!(await hasFactor(act.tx, account))) {
    if (!(await selectPasswordAlone(act.tx, account))) throw factorNeeded()
    await replaceRecoveryCodes(act.tx, account, [], null)
  }
  act.record('people.factor-removed', { subject: account, facts: { factor: id, kind } })
}

/** Ends one of one's own sessions, e.g. on a machine that was lost. */
export async function endOwnSession(act: Act, account: string, session: string): Promise<void> {
  if (!(await deleteOwnSession(act.tx, account, session))) throw sessionNotFound()
  act.record('people.signed-out', { subject: account, facts: { session } })
}
