// Finding organisations for other contexts. Reads only.
import type { Sql } from '#base/db'
import { organisationNotFound, type Bilingual, type Organisation } from './organisation.ts'
import { cityDigits, countyDigits, selectAround, selectBelow, selectOrganisation, selectOrganisations } from './store.ts'

/** The organisation of a code, if it is known here. */
export async function findOrganisation(sql: Sql, code: string): Promise<Organisation | undefined> {
  const found = await selectOrganisation(sql, code)
  return found && bare(found)
}

/** The organisation of a code. Throws `organisations.not-found`. */
export async function getOrganisation(sql: Sql, code: string): Promise<Organisation> {
  const found = await findOrganisation(sql, code)
  if (!found) throw organisationNotFound({ organisation: code })
  return found
}

/** The organisations of these codes, by code; unknown ones are absent. One statement. */
export async function findOrganisations(sql: Sql, codes: Iterable<string>): Promise<Map<string, Organisation>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  return new Map((await selectOrganisations(sql, wanted)).map((one) => [one.code, bare(one)]))
}

/** The codes of the organisations directly under each of these. */
export async function findBelow(sql: Sql, superiors: Iterable<string>): Promise<Map<string, string[]>> {
  const rows = await selectBelow(sql, [...new Set(superiors)])
  return new Map([...Map.groupBy(rows, (row) => row.superior)].map(([superior, below]) => [superior, below.map((row) => row.code)]))
}

/** The government of an organisation's own level (本级人民政府): that of its region, for a street that of its county; undefined where it is not entered here. */
export async function findGovernment(sql: Sql, code: string): Promise<Organisation | undefined> {
  return (await findAround(sql, code)).government(code)
}

/** What stands around an organisation, as it was read in one statement: all above it, the governments of their regions, the courts of its city. */
export interface Around {
  /** It itself, one above it, or one of the others that were asked for. */
  find(code: string): Organisation | undefined
  /** The government of the own level of it, or of another that was read. */
  government(code: string): Organisation | undefined
  /** In the order of their regions. */
  courts: Organisation[]
}

/** Reads what stands around an organisation; `others` are to be found as well. */
export async function findAround(sql: Sql, code: string, others: readonly string[] = []): Promise<Around> {
  const all = (await selectAround(sql, code, others)).map(bare)
  const find = (one: string) => all.find((other) => other.code === one)
  const governmentOf = (region: string) => all.find((one) => one.kind === 'government' && one.region === region)
  // Not every place below a county has a government (街道), and the county's is meant; no other level stands in for one that is not entered.
  const government = (one: string): Organisation | undefined => {
    const body = find(one)
    return body?.kind === 'government' ? body : body && (governmentOf(body.region) ?? governmentOf(body.region.slice(0, countyDigits)))
  }
  const city = find(code)?.region.slice(0, cityDigits)
  return { find, government, courts: all.filter((one) => one.kind === 'court' && city !== undefined && one.region.startsWith(city)) }
}

/** Code and name, for answers that name an organisation; an unknown code is its own name. */
export function nameOrganisation(known: ReadonlyMap<string, Organisation>, code: string): { code: string; name: Bilingual } {
  return { code, name: known.get(code)?.name ?? { zh: code } }
}

function bare({ id: _ledgerId, ...one }: Organisation & { id: string }): Organisation {
  return one
}
