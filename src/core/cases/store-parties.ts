// SQL of the parties of a case, where one act needs a part of them.
import type { Sql } from '#base/db'

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
