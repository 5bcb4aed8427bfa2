// What is done to the register of regions: a pack is applied, an import meets a region that is missing. Nothing is ever removed.
import type { Act } from '#base/act'
import { readRegionCode, type Region } from './region.ts'
import { selectRegion, selectRegions, upsertRegions } from './store.ts'

/** The lock under which the register changes. */
export const regionsLock = 'regions'

/** Adds the regions that are missing and corrects those that differ; applying the same again does and records nothing. */
export async function applyRegions(act: Act, regions: readonly Region[]): Promise<{ added: number; changed: number }> {
  const known = new Map((await selectRegions(act.tx, regions.map((region) => region.code))).map((region) => [region.code, region]))
  const added = regions.filter((region) => !known.has(region.code))
  const changed = regions.filter((region) => {
    const old = known.get(region.code)
    return old !== undefined && !isSame(old, region)
  })
  await write(act, 'regions.added', added.map((region) => ({ ...region, id: act.newId() })))
  await write(act, 'regions.changed', changed.map((region) => ({ ...region, id: known.get(region.code)?.id ?? act.newId() })))
  return { added: added.length, changed: changed.length }
}

/** The region of a code, added below the nearest region known where it is missing; a known one keeps its name. Throws `regions.bad-code`. */
export async function ensureRegion(act: Act, given: { code: string; name: string }): Promise<Region> {
  const { code, level, above } = readRegionCode(given.code)
  const known = await selectRegion(act.tx, code)
  if (known) return known
  const there = new Set((await selectRegions(act.tx, above)).map((region) => region.code))
  const parent = above.find((each) => there.has(each))
  const region: Region = { code, name: { zh: given.name }, level, ...(parent ? { parent } : {}) }
  await write(act, 'regions.added', [{ ...region, id: act.newId() }])
  return region
}

async function write(act: Act, kind: 'regions.added' | 'regions.changed', regions: readonly (Region & { id: string })[]): Promise<void> {
  if (regions.length === 0) return
  await upsertRegions(act.tx, regions)
  for (const region of regions) act.record(kind, { subject: region.id, facts: { code: region.code, level: region.level, parent: region.parent ?? null } })
}

function isSame(one: Region, other: Region): boolean {
  return one.name.zh === other.name.zh && one.name.en === other.name.en && one.level === other.level && one.parent === other.parent
}
