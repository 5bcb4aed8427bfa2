// One holder of a name on this machine, by a lock of the operating system: it ends with its process, whatever way that ends.
// SQLite is used for its file lock alone (Node has no other); nothing is ever written into the file.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'

/** A held claim; `release` may be called more than once. */
export interface Claim {
  release(): void
}

/** Claims the file for this process, or answers undefined when a living process holds it. The folder is made when missing. */
export function tryClaim(file: string): Claim | undefined {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // In memory: a journal beside the file would be taken for another claim.
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && /locked/.test(error.message)) return undefined
    throw error
  }
  return { release: () => (lock.isOpen ? lock.close() : undefined) }
}

/** Waits until the claim is free (at most `waitMs`), runs the work under it and releases it. */
export async function underClaim<T>(file: string, work: () => Promise<T>, waitMs = 120_000): Promise<T> {
  const until = Date.now() + waitMs
  let claim = tryClaim(file)
  while (!claim) {
    if (Date.now() > until) throw new Error(`another process has held ${file} for ${waitMs / 1000} s`)
    await pause(40)
    claim = tryClaim(file)
  }
  try {
    return await work()
  } finally {
    claim.release()
  }
}

/** Tells whether a living process holds the claim; the file of a dead one is removed. */
export function isClaimed(file: string): boolean {
  const claim = tryClaim(file)
  if (!claim) return true
  claim.release()
  rmSync(file, { force: true })
  return false
}
