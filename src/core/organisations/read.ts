// Finding organisations for other contexts. Reads only.
import type { Sql } from '#base/db'
import { organisationNotFound, type Bilingual, type Organisation } from './organisation.ts'
import { selectAround, selectBelow, selectOrganisation, selectOrganisations } from './store.ts'

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

/** The government of an organisation's own level (本级人民政府): that of its region, or the nearest above it; undefined where none is known here. */
export async function findGovernment(sql: Sql, code: string): Promise<Organisation | undefined> {
  return (await findAround(sql, code)).government(code)
}

/** What stands around an organisation, as it was read in one statement: all above it, the governments of their regions, the courts of its city. */
export interface Around {
  /** It itself, or one above it. */
  find(code: string): Organisation | undefined
  /** The government of the own level of it, or of one above it. */
  government(code: string): Organisation | undefined
  /** In the order of their regions. */
  courts: Organisation[]
}

/** Reads what stands around an organisation. */
export async function findAround(sql: Sql, code: string): Promise<Around> {
  const all = (await selectAround(sql, code)).map(bare)
  const find = (one: string) => all.find((other) => other.code === one)
  const government = (one: string): Organisation | undefined => {
    const seen = new Set<string>()
    for (let at = find(one); at && !seen.has(at.code); at = at.superior === undefined ? undefined : find(at.superior)) {
      seen.add(at.code)
      const { kind, region } = at
      const found = kind === 'government' ? at : all.find((other) => other.kind === 'government' && other.region === region)
      if (found) return found
    }
    return undefined
  }
  return { find, government, courts: all.filter((one) => one.kind === 'court') }
}

/** Code and name, for answers that name an organisation; an unknown code is its own name. */
export function nameOrganisation(known: ReadonlyMap<string, Organisation>, code: string): { code: string; name: Bilingual } {
  return { code, name: known.get(code)?.name ?? { zh: code } }
}

function bare({ id: _ledgerId, ...one }: Organisation & { id: string }): Organisation {
  return one
}
