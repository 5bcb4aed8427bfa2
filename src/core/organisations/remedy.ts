// Who reviews what a body decided, and which court hears it, as the law derives it from the body's level and government.
// 行政复议法 24 (governments review), 25, 27 (other law names the body: an item says so); 行政诉讼法 14, 15, 18. Reads only.
import type { Sql } from '#base/db'
import { findRegion } from '#core/regions'
import type { Organisation } from './organisation.ts'
import { findGovernment, findOrganisation } from './read.ts'
import { selectCourts, selectGovernment } from './store.ts'

/** The bodies that may review, the first one as a rule; none where the government that would is not entered here. */
export async function findReviewBodies(sql: Sql, code: string): Promise<Organisation[]> {
  const body = await findOrganisation(sql, code)
  if (!body) return []
  if (body.kind === 'government') return present([await governmentAbove(sql, body)])
  const maker = body.superior === undefined ? undefined : await findOrganisation(sql, body.superior)
  // An agency that a department set up (派出机构): the government of that department; that of the place where it sits may too (24.4).
  if (maker?.kind === 'department') return present([await findGovernment(sql, maker.code), await findGovernment(sql, body.code)])
  return present([await findGovernment(sql, body.code)])
}

/** 24.1(2): the government one level up; what a province decided it reviews itself (24.2). */
async function governmentAbove(sql: Sql, body: Organisation): Promise<Organisation | undefined> {
  if (isProvince(body.region)) return body
  if (body.superior !== undefined) return findGovernment(sql, body.superior)
  const parent = (await findRegion(sql, body.region))?.parent
  return parent === undefined ? undefined : selectGovernment(sql, parent)
}

const isProvince = (region: string): boolean => region.length === 6 && region.endsWith('0000')
const isCounty = (region: string): boolean => region.length >= 6 && !region.slice(0, 6).endsWith('00')

function present(found: (Organisation | undefined)[]): Organisation[] {
  const known = found.filter((one): one is Organisation => one !== undefined)
  return known.filter((one, place) => known.findIndex((other) => other.code === one.code) === place)
}

/**
 * The court at the place of the body (诉讼法 18): a basic one (14), an intermediate one for what a government of a county or above did (15).
 * Undefined where it cannot be told from what is entered here; then the law's own words say which.
 */
export async function findCourt(sql: Sql, code: string): Promise<Organisation | undefined> {
  const body = await findOrganisation(sql, code)
  if (!body) return undefined
  const courts = await selectCourts(sql, body.region.slice(0, 4))
  if (body.kind === 'government' && body.region.length === 6) return courts.find((court) => !isCounty(court.region))
  const basic = courts.filter((court) => isCounty(court.region))
  if (isCounty(body.region)) return basic.find((court) => court.region.slice(0, 6) === body.region.slice(0, 6))
  return courtByAddress(sql, basic, body)
}

/** A city's department sits in one of its districts: which, its address says. */
async function courtByAddress(sql: Sql, courts: readonly Organisation[], { address }: Organisation): Promise<Organisation | undefined> {
  const named: Organisation[] = []
  for (const court of courts) {
    const region = await findRegion(sql, court.region)
    if (region && address?.zh.includes(region.name.zh)) named.push(court)
  }
  return named.length === 1 ? named[0] : undefined
}
