// SQL of the open work of one person, of delegations that are over, and of what is left without anybody.
import type { Sql } from '#base/db'
import type { CaseStep } from './case.ts'

/** An open step that a person has taken, was given, or lent out. */
export interface OpenWork extends Pick<CaseStep, 'id' | 'name' | 'kind' | 'role' | 'organisation' | 'section'> {
  caseId: string
  number: string
  itemVersion: string
  dueAt: string | null
  /** Lent to the person: it goes back to who lent it. */
  lent: boolean
}

/** [K] How many steps one call hands over; the rest goes with the next. */
export const handOverMax = 500

/** The open work of a person in these organisations (all where null), oldest first. */
export async function openWorkOf(sql: Sql, account: string, organisations: readonly string[] | null): Promise<OpenWork[]> {
  return sql.rows<OpenWork>(
    `select s.id, s.case_id as "caseId", c.number, c.item_version as "itemVersion", c.due_at::text as "dueAt", s.name, s.kind, s.role, s.organisation, s.section, (s.delegated_by is not null and s.assignee = $1) as lent
     from cases.steps s join cases.cases c on c.id = s.case_id
     where s.state = 'open' and (s.assignee = $1 or s.delegated_by = $1) and ($2::text[] is null or s.organisation = any ($2)) order by s.opened_at, s.id limit $3`,
    [account, organisations, handOverMax],
  )
}

/** Cases with a delegation whose last day has passed. */
export async function overdueDelegations(sql: Sql, today: Temporal.PlainDate, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>("select distinct case_id as id from cases.steps where state = 'open' and delegated_until < $1 limit $2", [today, limit])
  return rows.map((row) => row.id)
}
