// The register of licence types: published from packs in versions, read by code.
import { publishChanged, type Act } from '#base/act'
import type { Sql } from '#base/db'
import type { LicenceType } from '#core/packs'
import { findType, insertType, type StoredType } from './store.ts'

/** The lock under which types are published. */
export const licenceTypesLock = 'licences:types'

/** Publishes the types of a pack that differ from the newest version. Answers how many. */
export async function applyLicenceTypes(act: Act, types: readonly LicenceType[]): Promise<number> {
  return publishChanged(act, types, {
    kind: 'licences.type-published', name: ({ code }) => ({ type: code }), find: (tx, { code }) => findType(tx, code), insert: insertType,
  })
}

/** What a type is called now; its code where it is not known here. */
export async function nameOfType(sql: Sql, code: string): Promise<{ zh: string; en?: string }> {
  return (await findType(sql, code))?.content.name ?? { zh: code }
}

/** The newest versions of these types, by code. */
export async function publishedTypes(sql: Sql, codes: readonly string[]): Promise<Map<string, LicenceType>> {
  const found = await Promise.all(codes.map((code) => findType(sql, code)))
  return new Map(found.flatMap((type) => (type ? [[type.content.code, type.content]] : [])))
}

// Versions never change, so those once read are kept: there are tens of types, not thousands.
const known = new Map<string, LicenceType>()

/** One version of a type. Throws where our own row names one that does not exist. */
export async function getType(sql: Sql, code: string, version: number): Promise<LicenceType> {
  const key = `${code} ${version}`
  const kept = known.get(key)
  if (kept) return kept
  const found: StoredType | undefined = await findType(sql, code, version)
  if (!found) throw new Error(`licence type ${key} does not exist`)
  known.set(key, found.content)
  return found.content
}
