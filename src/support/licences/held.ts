// What somebody holds, for those who decide by what the licence store says: whole facts of the register, never a copy of a face.
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { getCalendar } from '#core/clock'
import { findMatterItems } from '#core/items'
import type { Text } from '#engines/words'
import { standingOf } from './licence.ts'
import { fits, lastAskDay } from './matter.ts'
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
  /** The last day on which renewal is asked in time (许可法 50); null where no item renews it. */
  askBy: string | null
}

/** The licences of an account that end on some day, whether or not that has come; those from some cases alone, where these are named. */
export async function licencesWithEnd(sql: Sql, account: string, now: Temporal.Instant, cases?: readonly string[]): Promise<EndingLicence[]> {
  const [items, calendar] = await Promise.all([findMatterItems(sql, now), getCalendar(sql)])
  const renewals = items.flatMap((item) => (item.content.renewal ? [{ item, renewal: item.content.renewal }] : []))
  const rows = await listLicences(sql, { account, issuers: [], cases }, heldMax)
  const ending = rows.flatMap((one) => (one.validTo === null ? [] : [{ ...one, validTo: one.validTo }]))
  return Promise.all(ending.map(async (one) => {
    const renewal = renewals.find(({ item }) => fits(item, one))?.renewal
    return {
      id: one.id, licence: one.licence, version: one.version, name: (await getType(sql, one.type, one.typeVersion)).name, number: one.number, isInForce: standingOf(one, dateInChina(now)) === 'in-force', validTo: one.validTo,
      askBy: renewal ? lastAskDay(renewal, Temporal.PlainDate.from(one.validTo), calendar).toString() : null,
    }
  }))
}
