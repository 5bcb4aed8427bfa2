// What a register says of a person or an organisation: noted by one officer with its number, taken back by another where it was a mistake.
import type { Act, Actor } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { accountNotFound } from './account.ts'
import { endAuthority, shut } from './acts-closing.ts'
import { accountEnded, badEnding, endingNotFound, holderDied, holderDissolved, holderTerminated, isRegistered, isShut, type Ending, type RegisteredKind } from './ending.ts'
import { findEndingOf } from './search.ts'
import { selectAccount } from './store-accounts.ts'
import { insertEnding, isNamedSince, selectEnding, takeBackEnding } from './store-endings.ts'
import { selectFreezing, updateFrozen } from './store-freezings.ts'

export interface Registered {
  kind: RegisteredKind
  on: Temporal.PlainDate
  /** Number of the entry in the register, or of the certificate. */
  reference: string
}

/**
 * Notes what a register says. Who died, or is struck off, acts no more and nobody acts for it: what was done before stays done, also by an agent
 * who could not know (民法典 173, 174). A dissolved organisation lives on for its liquidation; its agents are its liquidator's to review, and who
 * that is, two say (`company-changes.ts`). Answers whom this concerns besides.
 */
export async function noteEnding(act: Act, account: string, { kind, on, reference }: Registered): Promise<string[]> {
  const found = await selectAccount(act.tx, account)
  if (!found || found.kind === 'staff') throw accountNotFound()
  if ((kind === 'died') !== (found.kind === 'natural') || Temporal.PlainDate.compare(on, dateInChina(act.now)) > 0) throw badEnding({ kind, on: on.toString() })
  const before = await selectEnding(act.tx, account)
  // From dissolved to struck off is how it goes on; everything else is an end already.
  if (before && !(before.kind === 'dissolved' && kind === 'terminated')) throw accountEnded()
  if (before) await takeBackEnding(act.tx, before.id, act.actor.id, act.now)
  await insertEnding(act.tx, { id: act.newId(), account, kind, at: act.now, by: act.actor.id, onDay: on.toString(), reference })
  const others = isShut(kind) ? await letGo(act, account) : []
  act.record('people.ended', { subject: account, facts: { kind, on: on.toString(), reference, agenciesEnded: others.length } })
  return others
}

async function letGo(act: Act, account: string): Promise<string[]> {
  const others = await endAuthority(act, account, act.actor.id)
  await shut(act, account)
  return others
}

/** Takes a note back that was a mistake. The account opens again; authorities that ended with it are given anew. */
export async function takeBackNote(act: Act, account: string): Promise<void> {
  const ending = await selectEnding(act.tx, account)
  if (!ending || !isRegistered(ending.kind)) throw endingNotFound()
  await takeBackEnding(act.tx, ending.id, act.actor.id, act.now)
  // Who was frozen before for another reason stays so.
  if (isShut(ending.kind) && !(await selectFreezing(act.tx, account))) await updateFrozen(act.tx, account, null)
  act.record('people.ending-taken-back', { subject: account, facts: { kind: ending.kind } })
}

function refuse(kind: RegisteredKind): never {
  throw kind === 'died' ? holderDied() : kind === 'dissolved' ? holderDissolved() : holderTerminated()
}

/** Refuses a new matter in the name of an account whose person or organisation has ended; a liquidator goes on (民法典 72). */
export async function mayBeApplicant(sql: Sql, { id, hand }: Pick<Actor, 'id' | 'hand'>): Promise<void> {
  const ending = await selectEnding(sql, id)
  if (!ending || !isRegistered(ending.kind)) return
  if (ending.kind === 'dissolved' && hand !== undefined && (await isNamedSince(sql, id, hand, ending.at))) return
  refuse(ending.kind)
}

/** As `mayBeApplicant`, of whoever holds a document, at a window; where a liquidator stands there, for a dissolved organisation. */
export async function mayBeReceived(sql: Sql, keys: Keys, { idKind, idNumber, byLiquidator }: { idKind: string; idNumber: string; byLiquidator: boolean }): Promise<void> {
  const ending: Ending | undefined = await findEndingOf(sql, keys, idKind, idNumber)
  if (ending && isRegistered(ending.kind) && !(byLiquidator && ending.kind === 'dissolved')) refuse(ending.kind)
}
