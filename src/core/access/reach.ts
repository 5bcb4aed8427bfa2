// Turns how far a caller reaches into a condition of the query itself, so that no list is ever filtered after it was read.
// Regions reach to what lies below them, by the structure of the codes (GB/T 2260, GB/T 10114).
import type { Reach } from '#base/http'

/** Where a table says whose a row is. All are SQL expressions of the calling store, never values from outside. */
export interface ReachColumns {
  /** Columns with organisation codes; one that matches is enough. */
  organisations?: readonly string[]
  /** Columns with region codes. */
  regions?: readonly string[]
  /** A condition on the bodies of which the caller is the superior, given the place of their codes: a superior seldom reaches everything. */
  below?: (place: string) => string
  /** A condition on the caller's account, given the place of its parameter, e.g. `(place) => `owner = ${place}``. */
  own?: (place: string) => string
}

/** A condition with its parameters, numbered from the place that was asked for. */
export interface ReachCondition {
  text: string
  values: unknown[]
}

/** The condition under which a row is within reach. `firstPlace` is the number of the first free parameter. Reaching nothing gives `false`. */
export function reachCondition(reach: Reach, columns: ReachColumns, firstPlace = 1): ReachCondition {
  if (reach.all) return { text: 'true', values: [] }
  const parts: string[] = []
  const values: unknown[] = []
  const place = (value: unknown) => `$${firstPlace + values.push(value) - 1}`
  if (reach.own !== undefined && columns.own) parts.push(columns.own(`${place(reach.own)}::uuid`))
  if (reach.organisations.length > 0 && columns.organisations?.length) {
    const mine = place([...new Set(reach.organisations)])
    parts.push(...columns.organisations.map((column) => `${column} = any(${mine}::text[])`))
  }
  if (reach.below?.length && columns.below) parts.push(columns.below(`${place([...new Set(reach.below)])}::text[]`))
  if (reach.regions.length > 0 && columns.regions?.length) {
    const below = place([...new Set(reach.regions)].map((code) => `${regionPrefix(code)}%`))
    parts.push(...columns.regions.map((column) => `${column} like any(${below}::text[])`))
  }
  return { text: parts.length > 0 ? `(${parts.join(' or ')})` : 'false', values }
}

/** What the codes of a region and of everything below it begin with: 990100 → 9901, 990102 → 990102, 990102001 stays. */
export function regionPrefix(code: string): string {
  return code.length === 6 ? code.replace(/(00){1,2}$/, '') : code.replace(/000$/, '')
}

/** Whether a region is another one or lies below it. */
export function isWithin(region: string, outer: string): boolean {
  return region.startsWith(regionPrefix(outer))
}
