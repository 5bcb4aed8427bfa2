// Removes the bytes of papers that nobody refers to any more: of drafts thrown away, of uploads that came to nothing.
import type { Ground } from '#base/context'
import { dropLoose, listLoose } from './store.ts'
import { deleteStaleUploads } from './store-uploads.ts'

const looseHours = 24
/** [K] How long an upload that was cut off may be gone on with. */
const uploadHours = 7 * 24
const batch = 500

/** Which of these digests somebody refers to; every context that names files is asked. */
export type AskHeld = (digests: string[]) => Promise<string[]>

/** Removes what has been loose for a day. Answers how many files were removed. */
export async function sweepLooseFiles(ground: Ground, held: AskHeld): Promise<number> {
  await deleteStaleUploads(ground.sql, ground.clock.now().subtract({ hours: uploadHours }))
  let removed = 0
  for (;;) {
    const loose = await listLoose(ground.sql, ground.clock.now().subtract({ hours: looseHours }), batch)
    if (loose.length === 0) return removed
    const kept = new Set(await held(loose))
    const gone = loose.filter((digest) => !kept.has(digest))
    // The row goes first: an upload of the same bytes from now on notes them anew and writes them anew.
    await dropLoose(ground.sql, loose)
    for (const digest of gone) await ground.files.remove(digest)
    removed += gone.length
    if (loose.length < batch) return removed
  }
}
