// SQL of what must be over before a case is decided, of sub-cases, and of parties that are named later. With the other store-*.ts and list.ts the only files that name tables of cases.
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { digestsOfNumber } from '#core/people'
import type { Party, Procedure } from './case.ts'
import { openNumbers, sealNumber } from './numbers.ts'

const columns = 'id, case_id as "caseId", kind, about, opened_at as "openedAt", told_on::text as "toldOn", until_on::text as "untilOn", ended_at as "endedAt", outcome'

/** Everything that stands or stood before the decision of a case, oldest first. */
export async function findProcedures(sql: Sql, caseId: string): Promise<Procedure[]> {
  return sql.prepared<Procedure>('cases-procedures', `select ${columns} from cases.procedures where case_id = $1 order by opened_at, id`, [caseId])
}

/** Those of other cases that wait for this sub-case. */
export async function findWaitingFor(sql: Sql, subCase: string): Promise<Procedure[]> {
  return sql.prepared<Procedure>('cases-procedures-for', `select ${columns} from cases.procedures where case_id = (select parent from cases.cases where id = $1) and kind = 'sub-case' and about = $1::text and ended_at is null`, [subCase])
}

/** Adds one, or changes the one about the same thing. */
export async function saveProcedure(tx: Sql, one: Procedure): Promise<void> {
  await tx.prepared(
    'cases-save-procedure',
    `insert into cases.procedures (id, case_id, kind, about, opened_at, told_on, until_on, ended_at, outcome) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)
     on conflict (case_id, kind, about) do update set told_on = excluded.told_on, until_on = excluded.until_on, ended_at = excluded.ended_at, outcome = excluded.outcome`,
    [one.id, one.caseId, one.kind, one.about, one.openedAt, one.toldOn, one.untilOn, one.endedAt, one.outcome],
  )
}

/** Adds a party after the others; the act holds the case. Answers its place. */
export async function addParty(tx: Sql, random: Random, caseId: string, party: Party & { salt: Uint8Array; interest: string }): Promise<number> {
  const [row] = await tx.rows<{ next: number }>('select max(ordinal) + 1 as next from cases.parties where case_id = $1', [caseId])
  const place = row?.next ?? 0
  const { idSealed, idDigest, idDigestKey } = sealNumber(tx, random, caseId, place, party.idNumber)
  await tx.rows(
    `insert into cases.parties (case_id, ordinal, role, account, kind, name, id_kind, id_sealed, id_digest, id_digest_key, phone, consent, salt, interest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [caseId, place, party.role, party.account, party.kind, party.name, party.idKind, idSealed, idDigest, idDigestKey, party.phone, party.consent, party.salt, party.interest],
  )
  return place
}

/** Whether somebody with this number is a party of the case already; found by digest, none is opened. */
export async function isPartyBy(tx: Sql, caseId: string, { idKind, idNumber }: Pick<Party, 'idKind' | 'idNumber'>): Promise<boolean> {
  return (await tx.rows('select 1 from cases.parties where case_id = $1 and id_kind = $2 and (id_digest = any ($3::bytea[]) or id_number = $4) limit 1', [caseId, idKind, digestsOfNumber(tx.keys(), idNumber), idNumber])).length > 0
}

export interface PlacedParty extends Party {
  ordinal: number
  interest: string | null
}

/** The parties of a case with their places. */
export async function findParties(sql: Sql, caseId: string): Promise<PlacedParty[]> {
  const rows = await sql.prepared<PlacedParty & { idSealed: string | null }>('cases-parties-3', 'select ordinal, role, account, kind, name, id_kind as "idKind", id_number as "idNumber", id_sealed as "idSealed", phone, consent, interest, address from cases.parties where case_id = $1 order by ordinal', [caseId])
  return openNumbers(sql, caseId, rows)
}

export interface Related {
  id: string
  number: string
  item: string
  itemVersion: string
  state: string
  outcome: string | null
  deciding: string
  parent: string | null
}

const relatedColumns = 'id, number, item, item_version as "itemVersion", state, outcome, deciding, parent'

/** Sub-cases of a case, oldest first; what is only about it, such as a review, is none. */
export async function findSubCases(sql: Sql, parent: string): Promise<Related[]> {
  return sql.prepared<Related>('cases-sub-cases', `select ${relatedColumns} from cases.cases where parent = $1 and about is null order by opened_at, id`, [parent])
}

/** One case, as far as others need it. */
export async function findRelated(sql: Sql, id: string): Promise<Related | undefined> {
  return (await sql.prepared<Related>('cases-related', `select ${relatedColumns} from cases.cases where id = $1`, [id]))[0]
}
