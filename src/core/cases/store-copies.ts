// SQL of copies of cases (抄送).
import type { Sql } from '#base/db'

export interface Copy {
  id: string
  caseId: string
  account: string | null
  organisation: string | null
  sentBy: string
  sentAt: string
  readBy: string | null
  readAt: string | null
}

export async function insertCopy(tx: Sql, copy: Omit<Copy, 'readBy' | 'readAt'>): Promise<void> {
  await tx.prepared('cases-copy', 'insert into cases.copies (id, case_id, account, organisation, sent_by, sent_at) values ($1, $2, $3, $4, $5, $6)', [copy.id, copy.caseId, copy.account, copy.organisation, copy.sentBy, copy.sentAt])
}

/** Notes the first reading. Answers false where the copy is not for this reader. */
export async function markCopyRead(tx: Sql, reading: { copy: string; caseId: string; account: string; organisations: string[]; at: string }): Promise<boolean> {
  const rows = await tx.prepared(
    'cases-copy-read',
    `update cases.copies set read_at = coalesce(read_at, $5), read_by = coalesce(read_by, $3)
     where id = $1 and case_id = $2 and (account = $3 or organisation = any ($4)) returning 1`,
    [reading.copy, reading.caseId, reading.account, reading.organisations, reading.at],
  )
  return rows.length > 0
}

/** The copies of a case, oldest first. */
export async function listCopies(sql: Sql, caseId: string): Promise<Copy[]> {
  return sql.prepared<Copy>(
    'cases-copies',
    `select id, case_id as "caseId", account, organisation, sent_by as "sentBy", to_json(sent_at) #>> '{}' as "sentAt", read_by as "readBy", to_json(read_at) #>> '{}' as "readAt"
     from cases.copies where case_id = $1 order by sent_at, id`,
    [caseId],
  )
}
