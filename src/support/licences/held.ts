// What somebody holds, for those who decide by what the licence store says: whole facts of the register, never a copy of a face.
import type { Sql } from '#base/db'
import type { Text } from '#engines/words'
import { standingOf } from './licence.ts'
import { countInForce, listLicences } from './store.ts'
import { getType } from './types.ts'

export interface HeldNow {
  type: string
  number: string
  standing: string
  issuedOn: string
  validTo: string | null
}

const heldMax = 500

/** The licences of an account as they stand on a day, oldest first; superseded versions are left out. */
export async function licencesHeldBy(sql: Sql, account: string, today: Temporal.PlainDate): Promise<HeldNow[]> {
  return (await listHeldBy(sql, account, today)).map(({ id: _id, ...held }) => held)
}

/** The same, each with its id, for who opens it. */
export async function listHeldBy(sql: Sql, account: string, today: Temporal.PlainDate): Promise<(HeldNow & { id: string })[]> {
  const rows = await listLicences(sql, { account, issuers: [] }, heldMax)
  return rows.reverse().map((licence) => ({ id: licence.id, type: licence.type, number: licence.number, standing: standingOf(licence, today), issuedOn: licence.issuedOn, validTo: licence.validTo }))
}

/** How many hold a licence of these types that is in force, issued by a body. */
export async function countHolders(sql: Sql, types: readonly string[], issuer: string): Promise<number> {
  return countInForce(sql, types, issuer)
}

/** A licence with the dates of its end, for reminders. `licence` stays the same through its versions. */
export interface EndingLicence {
  id: string
  licence: string
  version: number
  name: Text
  number: string
  isInForce: boolean
  validTo: string
}

/** The licences of an account that end on some day, whether or not that has come; those from some cases alone, where these are named. */
export async function licencesWithEnd(sql: Sql, account: string, today: Temporal.PlainDate, cases?: readonly string[]): Promise<EndingLicence[]> {
  const rows = await listLicences(sql, { account, issuers: [], cases }, heldMax)
  const ending = rows.flatMap((one) => (one.validTo === null ? [] : [{ ...one, validTo: one.validTo }]))
  return Promise.all(ending.map(async (one) => ({
    id: one.id, licence: one.licence, version: one.version, name: (await getType(sql, one.type, one.typeVersion)).name, number: one.number, isInForce: standingOf(one, today) === 'in-force', validTo: one.validTo,
  })))
}
