// SQL of the parties of a case, where one act needs a part of them.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'
import { outsideRoles, type PartyRole } from './case.ts'
import { sealNumber } from './numbers.ts'
import { findParties } from './store-procedures.ts'

/** Roles of those who take no part (`outsideRoles`), for `in`. */
export const outsideSql = outsideRoles.map((role) => `'${role}'`).join(', ')

const addressed = "('applicant', 'joint-applicant', 'agent', 'respondent')"

/** Whether an account is a party of the case that chooses how its letters come, or acts for one. */
export async function isAddressee(tx: Sql, caseId: string, account: string): Promise<boolean> {
  return (await tx.prepared('cases-addressee-3', `select 1 from cases.parties where case_id = $1 and account = $2 and role in ${addressed}`, [caseId, account])).length > 0
}

/** Whether whom letters go to, the applicant or else the respondent, has a space of the own and agreed to letters in it. */
export async function hasConsented(tx: Sql, caseId: string): Promise<boolean> {
  const rows = await tx.prepared<{ consents: boolean }>(
    'cases-consented', "select account is not null and consent as consents from cases.parties where case_id = $1 and role in ('applicant', 'respondent') order by role = 'applicant' desc, ordinal limit 1", [caseId],
  )
  return rows[0]?.consents ?? false
}

export async function updateConsent(tx: Sql, caseId: string, account: string, consent: boolean): Promise<void> {
  await tx.rows(`update cases.parties set consent = $3 where case_id = $1 and account = $2 and role in ${addressed}`, [caseId, account, consent])
}

/** Cases in which an account is a party that were not decided yet. */
export async function listUndecided(sql: Sql, account: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>("select c.id from cases.cases c where c.state in ('submitted', 'correcting', 'accepted') and c.id in (select case_id from cases.parties where account = $1 and role <> 'declined') order by c.id", [account])
  return rows.map(({ id }) => id)
}

/** Writes an account's parties of a case anew, with the salt under which that is proved; answers the places of those that were different. Of who declined nothing is kept. */
export async function updateParties(tx: Sql, random: Random, caseId: string, account: string, right: { name: string; phone: string | null; idNumber: string }, salt: Uint8Array): Promise<number[]> {
  const wrong = (await findParties(tx, caseId)).filter((one) => one.account === account && one.role !== 'declined' && (one.name !== right.name || one.phone !== right.phone || one.idNumber !== right.idNumber))
  for (const { ordinal } of wrong) {
    const { idSealed, idDigest, idDigestKey } = sealNumber(tx, random, caseId, ordinal, right.idNumber)
    await tx.rows(
      "update cases.parties set name = $3, phone = $4, id_number = '', id_sealed = $5, id_digest = $6, id_digest_key = $7, salt = $8 where case_id = $1 and ordinal = $2",
      [caseId, ordinal, right.name, right.phone, idSealed, idDigest, idDigestKey, salt],
    )
  }
  return wrong.map(({ ordinal }) => ordinal)
}

/** What becomes of somebody who takes no part yet. */
export interface NewStanding {
  role: PartyRole
  /** Known by now where the party had none. */
  account: string | null
  /** Agrees to letters by electronic means. */
  consent: boolean
}

export async function updateParty(tx: Sql, caseId: string, ordinal: number, { role, account, consent }: NewStanding): Promise<void> {
  await tx.rows('update cases.parties set role = $3, account = $4, consent = $5 where case_id = $1 and ordinal = $2', [caseId, ordinal, role, account, consent])
}

/** Of who does not apply together no more is kept than that this one was asked (个人信息保护法 6, 47). */
export async function declineParty(tx: Sql, caseId: string, ordinal: number): Promise<void> {
  await tx.rows("update cases.parties set role = 'declined', id_number = '', id_sealed = null, id_digest = null, id_digest_key = null, phone = null, address = null where case_id = $1 and ordinal = $2", [caseId, ordinal])
}

/** A case in which somebody is asked to apply together. */
export interface Invited {
  id: string
  number: string
  itemVersion: string
  openedAt: Temporal.Instant
  applicant: string
}

/** Cases that wait for an account's word whether it applies together, the oldest first. */
export async function listInvited(sql: Sql, whose: Whose, limit: number): Promise<Invited[]> {
  return sql.prepared<Invited>(
    'cases-invited',
    `select c.id, c.number, c.item_version as "itemVersion", c.opened_at as "openedAt", (select a.name from cases.parties a where a.case_id = c.id and a.ordinal = 0) as applicant
     from cases.parties p join cases.cases c on c.id = p.case_id
     where p.account = $1 and p.role = 'invited' and c.state in ('submitted', 'correcting') and ($2::text[] is null or c.item = any ($2)) order by c.opened_at, c.id limit $3`,
    [whose.id, whose.items ?? null, limit],
  )
}
