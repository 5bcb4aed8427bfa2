// Finding regions for other contexts. Reads only.
import type { Sql } from '#base/db'
import { regionNotFound, type Region } from './region.ts'
import { selectRegion, selectRegions } from './store.ts'

/** The region of a code, if it is known here. */
export async function findRegion(sql: Sql, code: string): Promise<Region | undefined> {
  return selectRegion(sql, code)
}

/** The regions of these codes, by code; unknown ones are absent. One statement. */
export async function findRegions(sql: Sql, codes: Iterable<string>): Promise<Map<string, Region>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  return new Map((await selectRegions(sql, wanted)).map((region) => [region.code, region]))
}

/** The region of a code. Throws `regions.not-found`. */
export async function getRegion(sql: Sql, code: string): Promise<Region> {
  const region = await selectRegion(sql, code)
  if (!region) throw regionNotFound({ region: code })
  return region
}
