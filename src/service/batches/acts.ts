// The verbs of applying by spreadsheet. Reading and sending is the work of jobs (work.ts); acts say what was asked for.
import type { Act, Whose } from '#base/act'
import { getItem } from '#core/items'
import { batchNotFound, mustRest, nothingReady, type Batch, type KeptSheet } from './batch.ts'
import { countRows, findOwnBatch, insertBatch, insertSheet, mergeRows, uncheckRows, updateBatch } from './store.ts'

/** The lock of one sheet. */
export const batchLock = (id: string): string => `batch:${id}`

/** Names rows that have come as a sheet of the caller; a job then checks them. */
export async function nameBatch(act: Act, input: { id: string; item: string; itemVersion: string; sheet: KeptSheet }): Promise<void> {
  const { id: account, kind, hand } = act.actor
  await insertBatch(act.tx, { id: input.id, account, kind: kind === 'legal' ? 'legal' : 'natural', hand: hand ?? null, item: input.item, itemVersion: input.itemVersion, state: 'checking', createdAt: act.now.toString() })
  await insertSheet(act.tx, input.id, input.sheet, act.now)
  act.record('batches.uploaded', { subject: input.id, facts: { item: input.item, rows: input.sheet.rows, sha256: input.sheet.sha256 } })
}

/** One's own sheet. */
export async function getBatch(act: Pick<Act, 'tx'>, id: string, whose: Whose): Promise<Batch> {
  const batch = await findOwnBatch(act.tx, id, whose)
  if (!batch) throw batchNotFound({ batch: id })
  return batch
}

/** Mended rows have come and are taken in; a job checks them. What was submitted stays, and what a row said before is kept. */
export async function mendBatch(act: Act, id: string, sheet: KeptSheet): Promise<void> {
  const batch = await getBatch(act, id, act.actor)
  mustRest(batch)
  const changes = await mergeRows(act.tx, id, sheet, act.now)
  await insertSheet(act.tx, id, { ...sheet, changes }, act.now)
  await updateBatch(act.tx, id, 'checking', batch.itemVersion, act.now)
  act.record('batches.mended', { subject: id, facts: { rows: sheet.rows, sha256: sheet.sha256, changed: changes.changed, added: changes.added, same: changes.same, stayed: changes.submitted.length } })
}

/** Sends what is ready. Where the item has a newer version, everything is checked under it first, and nothing is sent. */
export async function submitBatch(act: Act, id: string): Promise<void> {
  const batch = await getBatch(act, id, act.actor)
  mustRest(batch)
  const current = await getItem(act.tx, batch.item, act.now)
  if (current.versionId !== batch.itemVersion) {
    await uncheckRows(act.tx, id)
    await updateBatch(act.tx, id, 'checking', current.versionId, act.now)
    return void act.record('batches.recheck-asked', { subject: id, facts: { version: current.version } })
  }
  const { ready } = await countRows(act.tx, id)
  if (ready === 0) throw nothingReady()
  await updateBatch(act.tx, id, 'submitting', batch.itemVersion, act.now)
  act.record('batches.submission-asked', { subject: id, facts: { ready } })
}
