// Fetching a licence instead of asking for it (免提交): found before, recorded with the case it was fetched for. Prints what is not printed.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { mustBeLive } from '#core/purposes'
import { keepPrinted } from './print.ts'
import { listLicences } from './store.ts'
import { insertUse } from './store-uses.ts'
import { getType } from './types.ts'
import { chooseHeld, type Held, type LicenceUse } from './use.ts'

const heldMax = 100

/** What the store has for an account of each of these types. Its own holder may always ask; nothing is recorded by it. */
export async function findHeld(sql: Sql, account: string, types: readonly string[], today: Temporal.PlainDate): Promise<Map<string, Held>> {
  const held = new Map<string, Held>()
  for (const type of new Set(types)) held.set(type, chooseHeld(await listLicences(sql, { account, issuers: [], type }, heldMax), today))
  return held
}

/** A printed document by its content. */
export interface Print {
  sha256: string
  bytes: number
}

/** Makes the documents of what is held, by version: outside of an act, since drawing takes its time. One that cannot be drawn is left out. */
export async function printHeld(ground: Ground, account: string, types: readonly string[]): Promise<Map<string, Print>> {
  const prints = new Map<string, Print>()
  for (const { licence, failure } of (await findHeld(ground.sql, account, types, dateInChina(ground.clock.now()))).values()) {
    if (!licence || failure) continue
    try {
      const sha256 = licence.sha256 ?? (await keepPrinted(ground, licence.id))
      const { size, content } = await ground.files.open(sha256)
      content.destroy()
      prints.set(licence.id, { sha256, bytes: size })
    } catch (error) {
      ground.log.warn({ err: error }, 'a licence could not be printed')
    }
  }
  return prints
}

/** For which matter a licence is looked at. */
export interface UseFor {
  /** Whose licence. */
  holder: string
  unit: string
  item: string
  case: { id: string; number: string }
  purpose: string
  authorisation?: string
}

/** Records that a licence was fetched for a case, or why it could not be: who, unit, item, case, purpose, licence and version, fields. */
export async function recordUse(act: Act, type: string, held: Held, use: UseFor): Promise<LicenceUse> {
  const { licence, failure } = held
  await mustBeLive(act.tx, 'licences')
  const fields = licence && !failure ? (await getType(act.tx, licence.type, licence.typeVersion)).face.layout.map(({ field }) => field).filter((field) => licence.face[field] !== undefined) : []
  const row: LicenceUse = {
    id: act.newId(), licence: licence?.licence ?? null, version: licence?.id ?? null, licenceId: licence?.licenceId ?? null, versionNo: licence?.version ?? null,
    type, holder: use.holder, by: act.actor.hand ?? act.actor.id, byKind: act.actor.hand ? 'natural' : act.actor.kind, unit: use.unit, item: use.item, caseId: use.case.id, caseNumber: use.case.number,
    purpose: use.purpose, fields, authorisation: use.authorisation ?? null, failure: failure ?? null, at: act.now,
  }
  await insertUse(act.tx, row)
  act.record(failure ? 'licences.not-retrieved' : 'licences.retrieved', {
    subject: failure ? use.case.id : (row.licence ?? use.case.id),
    facts: { use: row.id, unit: row.unit, item: row.item, case: row.caseId, purpose: row.purpose, type, licence: row.licenceId, version: row.versionNo, fields, ...(failure ? { failure } : {}) },
  })
  return row
}
