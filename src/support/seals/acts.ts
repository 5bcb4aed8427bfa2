// The verbs: a body's seal is made when it is first needed. While no licensed certificate is configured it is a demonstration.
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import { sealCancelled, type Seal, type SealGround, type SealKind } from './seal.ts'
import { findSealInUse, insertSeal, markCancelled, selectSeal } from './store.ts'

/** The lock of a body's seal for one use: acts that use it take this one. */
export function sealLock(organisation: string, kind: SealKind): string {
  return `seal:${organisation}:${kind}`
}

/** The seal of a body for one use, made now where it has none (国办发〔2025〕33号: one seal, one owner, one use). The act holds its lock. */
export async function useSeal(act: Act, organisation: Seal['organisation'], kind: SealKind): Promise<Seal> {
  const known = await findSealInUse(act.tx, organisation.code, kind)
  if (known) return known
  const seal: Seal = { id: act.newId(), organisation, kind, certificate: 'demonstration' }
  await insertSeal(act.tx, seal, act.now)
  act.record('seals.made', { subject: seal.id, facts: { organisation: organisation.code, kind, certificate: seal.certificate } })
  return seal
}

/** Cancels a seal: it seals nothing from now on, and the next letter makes a new one. The act holds the lock of its use. */
export async function cancelSeal(act: Act, seal: Seal, ground: SealGround): Promise<void> {
  if (!(await markCancelled(act.tx, seal.id, ground, act.now))) throw sealCancelled({ seal: seal.id })
  act.record('seals.cancelled', { subject: seal.id, facts: { organisation: seal.organisation.code, kind: seal.kind, ground } })
}

/** The seal that a letter or licence names. Throws where the id is not of a seal: ids come from our own rows. */
export async function getSeal(sql: Sql, id: string): Promise<Seal> {
  const seal = await selectSeal(sql, id)
  if (!seal) throw new Error(`seal ${id} does not exist`)
  return seal
}
