// Licences that tell the number of somebody's document, at rest: the number is sealed and found by digest, the face and the signed licence are sealed with
// it; what stands plain keeps the ends of the number. All others stand as they are. 个人信息保护法 51.
import { digestOfSealed, sealedColumn, type Holding, type Standing } from '#base/context'
import { decryptData, encryptData, type Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { digestNumber, digestsOfNumber, documentDomain, maskNumber, tellsNumber, wholeNumberIn } from '#core/people'
import { maskIdNumber } from './credential.ts'
import type { Face } from './face.ts'
import type { Licence } from './licence.ts'

/** What of a licence may tell a number. */
type Telling = Pick<Licence, 'id' | 'number' | 'face' | 'jws' | 'idKind' | 'idMasked'>

/** What stands in the row for it. */
export interface StoredTelling {
  number: string
  face: Face
  jws: string
  numberSealed: string | null
  toldSealed: string | null
}

const numberContext = (id: string): string => `licences.licences.number:${id}`
const toldContext = (id: string): string => `licences.licences.told:${id}`

/** Some documents are numbered by the number of their holder's own. */
export function isIdNumber({ idKind, idMasked, number }: Pick<Licence, 'idKind' | 'idMasked' | 'number'>): boolean {
  return idMasked === maskIdNumber(idKind, number)
}

/** The row of a licence; sealed where it tells a number. A code of an organisation is public and stays. */
export function sealTelling(keys: Keys, one: Telling, random: Random): StoredTelling & { numberDigest: Uint8Array | null; numberDigestKey: string | null } {
  const isPersonal = tellsNumber(one.number) || (one.idKind !== 'uscc' && isIdNumber(one))
  const tells = (value: unknown) => typeof value === 'string' && (tellsNumber(value) || (isPersonal && value === one.number))
  const plain = { number: one.number, face: one.face, jws: one.jws, numberSealed: null, toldSealed: null, numberDigest: null, numberDigestKey: null }
  if (!isPersonal && !Object.values(one.face).some(tells)) return plain
  const { digest, digestKey } = digestNumber(keys, one.number)
  return {
    ...plain, jws: '', face: Object.fromEntries(Object.entries(one.face).map(([field, value]) => [field, tells(value) ? maskNumber(String(value)) : value])),
    toldSealed: encryptData(keys, JSON.stringify({ face: one.face, jws: one.jws }), toldContext(one.id), random),
    ...(isPersonal ? { number: maskNumber(one.number), numberSealed: encryptData(keys, one.number, numberContext(one.id), random), numberDigest: digest, numberDigestKey: digestKey } : {}),
  }
}

/** A licence as it was issued. */
export function openTelling<L extends Telling>(keys: () => Keys, { numberSealed, toldSealed, ...one }: L & Pick<StoredTelling, 'numberSealed' | 'toldSealed'>): Omit<L, 'numberSealed' | 'toldSealed'> {
  const told = toldSealed === null ? {} : (JSON.parse(decryptData(keys(), toldSealed, toldContext(one.id))) as Pick<StoredTelling, 'face' | 'jws'>)
  return { ...one, ...told, ...(numberSealed === null ? {} : { number: decryptData(keys(), numberSealed, numberContext(one.id)) }) }
}

/** Digests of what was typed to find a licence by its whole number, under every key in use; none where it cannot be one. */
export function digestsOf(sql: Sql, q: string | undefined): Buffer[] {
  const number = wholeNumberIn(q)
  return number === undefined ? [] : digestsOfNumber(sql.keys(), number)
}

/** What the holder is given of a row. */
export const openForHolder: Holding['open'] = (keys, { id, number_sealed: number, told_sealed: told, ...row }) => ({
  ...row, ...(typeof number === 'string' ? { number: decryptData(keys, number, numberContext(String(id))) } : {}),
  ...(typeof told === 'string' ? { face: (JSON.parse(decryptData(keys, told, toldContext(String(id)))) as { face: Face }).face } : {}),
})

/** Rows that nobody looked through, from before numbers were sealed. */
const plainRows: Standing = {
  name: 'licences.licences.looked', purpose: 'data',
  count: async (sql) => (await sql.rows<{ kid: string; rows: number }>("select '' as kid, count(*)::int as rows from licences.licences where not looked")).filter(({ rows }) => rows > 0),
  renew: async ({ tx, random }, keys, { after, limit }) => {
    const rows = await tx.rows<Telling>('select id, number, face, jws, id_kind as "idKind", id_masked as "idMasked" from licences.licences where not looked and ($1::uuid is null or id > $1) order by id limit $2 for update', [after?.[0] ?? null, limit])
    const sealed = rows.map((row) => {
      const { face, numberDigest, ...one } = sealTelling(keys, row, random)
      return { id: row.id, ...one, face, digest: numberDigest && `\\x${Buffer.from(numberDigest).toString('hex')}` }
    })
    await tx.rows(
      `update licences.licences t set looked = true, number = x.number, face = x.face, jws = x.jws, number_sealed = x."numberSealed", told_sealed = x."toldSealed", number_digest = x.digest, number_digest_key = x."numberDigestKey"
       from jsonb_to_recordset($1::jsonb) x (id uuid, number text, face jsonb, jws text, "numberSealed" text, "toldSealed" text, digest bytea, "numberDigestKey" text) where t.id = x.id`, [JSON.stringify(sealed)],
    )
    return { rows: rows.length, last: rows.length === 0 ? undefined : [rows.at(-1)?.id ?? ''] }
  },
}

const kept = { table: 'licences.licences', key: { id: 'uuid' } as const }
const ofNumber = { ...kept, sealed: 'number_sealed', context: ({ id = '' }: Readonly<Record<string, string>>) => numberContext(id) }

export const licenceStandings: readonly Standing[] = [
  plainRows, sealedColumn(ofNumber), digestOfSealed({ ...ofNumber, digest: 'number_digest', digestKey: 'number_digest_key', domain: documentDomain }),
  sealedColumn({ ...kept, sealed: 'told_sealed', context: ({ id = '' }) => toldContext(id) }),
]
