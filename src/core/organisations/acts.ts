// What is done to the register of organisations: a pack is applied, an import meets one that is missing. Nothing is ever removed.
import { isDeepStrictEqual } from 'node:util'
import type { Act } from '#base/act'
import { ensureRegion } from '#core/regions'
import { bodyOfSection, checkUscc } from '#engines/codes'
import type { Organisation, OrganisationEntry } from './organisation.ts'
import { selectOrganisation, selectOrganisations, upsertOrganisations, type Stored } from './store.ts'

/** The lock under which the register changes. */
export const organisationsLock = 'organisations'

/** Adds the organisations that are missing and corrects those that differ; applying the same again does and records nothing. */
export async function applyOrganisations(act: Act, entries: readonly OrganisationEntry[]): Promise<{ added: number; changed: number }> {
  const known = new Map((await selectOrganisations(act.tx, entries.map((entry) => entry.code))).map((one) => [one.code, one]))
  const wanted = entries.map((entry): Stored => ({ ...entry, origin: 'pack', codeValid: checkUscc(bodyOfSection(entry.code) ?? entry.code).valid, id: known.get(entry.code)?.id ?? act.newId() }))
  const added = wanted.filter((one) => !known.has(one.code))
  const changed = wanted.filter((one) => known.has(one.code) && !isDeepStrictEqual(plain(known.get(one.code)), plain(one)))
  await upsertOrganisations(act.tx, [...added, ...changed])
  for (const one of added) tell(act, 'organisations.added', one)
  for (const one of changed) tell(act, 'organisations.changed', one)
  return { added: added.length, changed: changed.length }
}

/**
 * The organisation of a code, added with its region where a catalogue names one that is not known; a known one stays as it is.
 * A code that fails its check is taken and flagged.
 */
export async function ensureOrganisation(act: Act, given: { code: string; name: string; region: { code: string; name: string } }): Promise<Organisation> {
  const known = await selectOrganisation(act.tx, given.code)
  if (known) return known
  const region = await ensureRegion(act, given.region)
  const made: Stored = {
    id: act.newId(), code: given.code, name: { zh: given.name }, region: region.code, kind: 'department',
    origin: 'import', codeValid: checkUscc(given.code).valid,
  }
  await upsertOrganisations(act.tx, [made])
  tell(act, 'organisations.added', made)
  return made
}

function tell(act: Act, kind: 'organisations.added' | 'organisations.changed', one: Stored): void {
  act.record(kind, { subject: one.id, facts: { code: one.code, codeValid: one.codeValid, region: one.region, kind: one.kind, superior: one.superior ?? null, origin: one.origin } })
}

/** Without the keys that are there but hold nothing. */
function plain(one: Stored | undefined): unknown {
  return JSON.parse(JSON.stringify(one ?? null))
}
