// SQL of supervision; the only file that names this table.
import type { Sql } from '#base/db'
import type { Matter } from './supervision.ts'

const columns = `late_case as "lateCase", late_number as "lateNumber", due_on::text as "dueOn", supervision_case as "supervisionCase", number, body, superior, opened_at as "openedAt", answered_at as "answeredAt", closed_at as "closedAt"`

/** Those of the cases that are supervised already, or are supervision themselves. */
export async function knownAmong(sql: Sql, cases: readonly string[]): Promise<Set<string>> {
  const rows = await sql.prepared<{ id: string }>(
    'supervision-known', 'select late_case as id from supervision.matters where late_case = any ($1) union all select supervision_case from supervision.matters where supervision_case = any ($1)', [[...cases]],
  )
  return new Set(rows.map((row) => row.id))
}

/** Adds a matter; false where the case is supervised already. */
export async function insertMatter(tx: Sql, one: Matter): Promise<boolean> {
  return (await tx.rows(
    'insert into supervision.matters (late_case, late_number, due_on, supervision_case, number, body, superior, opened_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing returning 1',
    [one.lateCase, one.lateNumber, one.dueOn, one.supervisionCase, one.number, one.body, one.superior, one.openedAt],
  )).length > 0
}

export async function findOfLate(sql: Sql, lateCase: string): Promise<Matter | undefined> {
  return (await sql.prepared<Matter>('supervision-of-late', `select ${columns} from supervision.matters where late_case = $1`, [lateCase]))[0]
}

export async function findOfSupervision(sql: Sql, supervisionCase: string): Promise<Matter | undefined> {
  return (await sql.prepared<Matter>('supervision-of', `select ${columns} from supervision.matters where supervision_case = $1`, [supervisionCase]))[0]
}

export async function markMatter(tx: Sql, supervisionCase: string, what: 'answered' | 'closed', now: Temporal.Instant): Promise<boolean> {
  const column = what === 'answered' ? 'answered_at' : 'closed_at'
  return (await tx.rows(`update supervision.matters set ${column} = $2 where supervision_case = $1 and ${column} is null returning 1`, [supervisionCase, now])).length > 0
}
