// register: the administrative divisions, by code.
import type { Context } from '#base/context'
import { routes } from './routes.ts'

export { applyRegions, ensureRegion, regionsLock } from './acts.ts'
export { findRegion, findRegions, getRegion } from './read.ts'
export { badRegionCode, readRegionCode, regionNotFound, type Region, type RegionLevel } from './region.ts'

export const regions: Context = { name: 'regions', migrations: `${import.meta.dirname}/migrations`, routes }
