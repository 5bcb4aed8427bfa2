// Finding organisations for other contexts. Reads only.
import type { Sql } from '#base/db'
import { organisationNotFound, type Bilingual, type Organisation } from './organisation.ts'
import { selectBelow, selectGovernment, selectOrganisation, selectOrganisations } from './store.ts'

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
  const seen = new Set<string>()
  for (let at = await selectOrganisation(sql, code); at && !seen.has(at.code); at = at.superior === undefined ? undefined : await selectOrganisation(sql, at.superior)) {
    seen.add(at.code)
    const government = at.kind === 'government' ? at : await selectGovernment(sql, at.region)
    if (government) return bare(government)
  }
  return undefined
}

/** Code and name, for answers that name an organisation; an unknown code is its own name. */
export function nameOrganisation(known: ReadonlyMap<string, Organisation>, code: string): { code: string; name: Bilingual } {
  return { code, name: known.get(code)?.name ?? { zh: code } }
}

function bare({ id: _ledgerId, ...one }: Organisation & { id: string }): Organisation {
  return one
}
