// Who reviews what a body decided, and which court hears it, as the law derives it from the body's level and government.
// 行政复议法 24 (governments review), 25, 27 (other law names the body: an item says so); 行政诉讼法 14, 15, 18. Reads only.
import type { Sql } from '#base/db'
import { findRegion, findRegions } from '#core/regions'
import type { Organisation } from './organisation.ts'
import { findAround, type Around } from './read.ts'
import { selectGovernment } from './store.ts'

/** A body, who reviews what it decided, and which court hears it. */
export interface Overseers {
  body: Organisation | undefined
  /** The first one as a rule; none where the government that would is not entered here. */
  reviewers: Organisation[]
  /** Undefined where it cannot be told from what is entered here; then the law's own words say which. */
  court: Organisation | undefined
}

/** Who oversees a body. */
export async function findOverseers(sql: Sql, code: string): Promise<Overseers> {
  const around = await findAround(sql, code)
  const body = around.find(code)
  if (!body) return { body, reviewers: [], court: undefined }
  return { body, reviewers: present(await reviewersOf(sql, around, body)), court: await courtOf(sql, around, body) }
}

async function reviewersOf(sql: Sql, { find, government }: Around, body: Organisation): Promise<(Organisation | undefined)[]> {
  if (body.kind === 'government') return [await governmentAbove(sql, government, body)]
  const maker = body.superior === undefined ? undefined : find(body.superior)
  // An agency that a department set up (派出机构): the government of that department; that of the place where it sits may too (24.4).
  if (maker?.kind === 'department') return [government(maker.code), government(body.code)]
  return [government(body.code)]
}

/** 24.1(2): the government one level up; what a province decided it reviews itself (24.2). */
async function governmentAbove(sql: Sql, government: Around['government'], body: Organisation): Promise<Organisation | undefined> {
  if (isProvince(body.region)) return body
  if (body.superior !== undefined) return government(body.superior)
  const parent = (await findRegion(sql, body.region))?.parent
  return parent === undefined ? undefined : selectGovernment(sql, parent)
}

const isProvince = (region: string): boolean => region.length === 6 && region.endsWith('0000')
const isCounty = (region: string): boolean => region.length >= 6 && !region.slice(0, 6).endsWith('00')

function present(found: (Organisation | undefined)[]): Organisation[] {
  const known = found.filter((one): one is Organisation => one !== undefined)
  return known.filter((one, place) => known.findIndex((other) => other.code === one.code) === place)
}

/** The court at the place of the body (诉讼法 18): a basic one (14), an intermediate one for what a government of a county or above did (15). */
async function courtOf(sql: Sql, { courts }: Around, body: Organisation): Promise<Organisation | undefined> {
  if (body.kind === 'government' && body.region.length === 6) return courts.find((court) => !isCounty(court.region))
  const basic = courts.filter((court) => isCounty(court.region))
  if (isCounty(body.region)) return basic.find((court) => court.region.slice(0, 6) === body.region.slice(0, 6))
  return courtByAddress(sql, basic, body)
}

/** A city's department sits in one of its districts: which, its address says. */
async function courtByAddress(sql: Sql, courts: readonly Organisation[], { address }: Organisation): Promise<Organisation | undefined> {
  const regions = await findRegions(sql, courts.map((court) => court.region))
  const named = courts.filter(({ region }) => {
    const name = regions.get(region)?.name.zh
    return name !== undefined && address?.zh.includes(name)
  })
  return named.length === 1 ? named[0] : undefined
}
