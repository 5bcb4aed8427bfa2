// The verbs of the library: kept when an application is submitted or received, taken into another, checked at a window, deleted by its owner.
import type { Act, Whose } from '#base/act'
import type { Item } from '#core/items'
import type { DraftFile } from './application.ts'
import { entryNotFound, mayCheck, type LibraryEntry } from './library.ts'
import { deleteEntry, findEntry, findOwnEntry, insertEntry, markChecked } from './store-library.ts'

/** The lock of one entry. */
export const entryLock = (id: string): string => `library:${id}`

type Kept = Pick<DraftFile, 'material' | 'name' | 'type' | 'bytes' | 'sha256' | 'level'>

/** Keeps papers for later. The same paper for the same material is kept once; its level never falls. `checkedBy` is the window that saw the originals. */
export async function keepInLibrary(act: Act, account: string, item: Item, caseNumber: string, files: readonly Kept[], checkedBy?: { account: string; unit: string }): Promise<void> {
  for (const { level, ...file } of files) {
    if (level === 'A' || file.sha256 === '') continue
    const title = item.content.materials.find(({ key }) => key === file.material)?.name ?? { zh: file.name }
    await insertEntry(act.tx, {
      ...file, id: act.newId(), account, title, level: checkedBy ? 'B' : level, item: item.code, caseNumber, addedAt: act.now.toString(),
      checkedAt: checkedBy ? act.now.toString() : null, checkedBy: checkedBy?.account ?? null, unit: checkedBy?.unit ?? null,
    })
  }
}

/** One's own entry. */
export async function getEntry(act: Pick<Act, 'tx'>, id: string, whose: Whose): Promise<LibraryEntry> {
  const entry = await findOwnEntry(act.tx, id, whose)
  if (!entry) throw entryNotFound()
  return entry
}

/** A window has seen the original: C becomes B. */
export async function checkEntry(act: Act, id: string, unit: string): Promise<void> {
  const entry = await findEntry(act.tx, id)
  if (!entry) throw entryNotFound()
  mayCheck(entry)
  await markChecked(act.tx, id, { at: act.now.toString(), by: act.actor.id, unit })
  act.record('applications.library-checked', { subject: id, facts: { from: 'C', to: 'B', unit } })
}

/** Deletes an entry of one's own; cases keep what they were given. */
export async function dropEntry(act: Act, id: string): Promise<void> {
  await getEntry(act, id, act.actor)
  await deleteEntry(act.tx, id, act.now)
  act.record('applications.library-deleted', { subject: id })
}
