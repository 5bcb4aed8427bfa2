// Numbers of the documents of parties, at rest: sealed and bound to their place in their case, found by the keyed digest that accounts have for theirs.
// The one place that seals and opens them; everybody else has them as the case's reader gave them. 个人信息保护法 51.
import { digestOfSealed, plainColumn, sealedColumn, type Holding, type Standing } from '#base/context'
import { decryptData, encryptData } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { digestNumber, documentDomain } from '#core/people'
import type { Party } from './case.ts'

const contextOf = (caseId: string, place: number | string): string => `cases.parties.id:${caseId}:${place}`

/** What stands in the row of a party for its number; all null where nobody gave one. */
interface SealedNumber {
  idSealed: string | null
  idDigest: Uint8Array | null
  idDigestKey: string | null
}

export function sealNumber(sql: Sql, random: Random, caseId: string, place: number, number: string): SealedNumber {
  if (number === '') return { idSealed: null, idDigest: null, idDigestKey: null }
  const keys = sql.keys()
  const { digest, digestKey } = digestNumber(keys, number)
  return { idSealed: encryptData(keys, number, contextOf(caseId, place), random), idDigest: digest, idDigestKey: digestKey }
}

/** A party as it is read: `idNumber` is what stands plain, of a row that is not sealed yet. */
export type StoredParty = Party & { ordinal: number; idSealed: string | null }

/** The parties of a case with their numbers. */
export function openNumbers<P extends StoredParty>(sql: Sql, caseId: string, parties: readonly P[]): Omit<P, 'idSealed'>[] {
  return parties.map(({ idSealed, ...party }) => (idSealed === null ? party : { ...party, idNumber: decryptData(sql.keys(), idSealed, contextOf(caseId, party.ordinal)) }))
}

/** What the holder is given of a row. */
export const openForHolder: Holding['open'] = (keys, { case_id: caseId, ordinal, id_number: plain, id_sealed: sealed, ...row }) => ({
  ...row, id_number: typeof sealed === 'string' ? decryptData(keys, sealed, contextOf(String(caseId), String(ordinal))) : plain,
})

const kept = { table: 'cases.parties', key: { case_id: 'uuid', ordinal: 'int' }, sealed: 'id_sealed', context: (row: Readonly<Record<string, string>>) => contextOf(row['case_id'] ?? '', row['ordinal'] ?? '') } as const
const digested = { digest: 'id_digest', digestKey: 'id_digest_key', domain: documentDomain }

export const caseStandings: readonly Standing[] = [plainColumn({ ...kept, ...digested, plain: 'id_number' }), sealedColumn(kept), digestOfSealed({ ...kept, ...digested })]
