// The verbs: publishing the register of purposes, and seeing to it that nothing is done for a purpose that is not registered or not assessed.
import { publishChanged, type Act } from '#base/act'
import type { Sql } from '#base/db'
import type { Purpose } from '#core/packs'
import { notLive } from './assessment.ts'
import { notRegistered, registerIncomplete } from './purpose.ts'
import { findPurposes, insertPurpose, listPurposes } from './store.ts'

/** The lock under which purposes are published. */
export const purposesLock = 'purposes:publish'

/** Publishes the purposes of a pack that differ from their newest version. Answers how many. What needs an assessment waits for it; until then the version before is lived. */
export async function applyPurposes(act: Act, purposes: readonly Purpose[]): Promise<number> {
  return publishChanged(act, purposes, {
    kind: 'purposes.published', name: ({ code }) => ({ purpose: code }), find: async (tx, { code }) => (await findPurposes(tx, [code])).get(code)?.newest, insert: insertPurpose,
  })
}

/** Refuses to process anything for a purpose that is not registered (个人信息保护法 6, 17), or not assessed where the law asks for it first (55). Answers what is lived. */
export async function mustBeLive(sql: Sql, purpose: string): Promise<Purpose> {
  const found = (await findPurposes(sql, [purpose])).get(purpose)
  if (!found) throw notRegistered({ purpose })
  if (!found.live) throw notLive({ purpose })
  return found.live.content
}

/** Refuses a register that lacks any of these: what the platform processes for is registered before it starts. */
export async function mustHoldPurposes(sql: Sql, needed: readonly string[]): Promise<void> {
  const known = new Set((await listPurposes(sql)).map(({ code }) => code))
  const missing = [...new Set(needed)].filter((code) => !known.has(code))
  if (missing.length > 0) throw registerIncomplete({ missing: missing.join(', ') })
}
