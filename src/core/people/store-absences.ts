// SQL of absences.
import type { Sql } from '#base/db'
import type { Absence } from './absence.ts'

const columns = 'id, account, from_on::text as "from", until_on::text as until, deputy'

export async function insertAbsence(tx: Sql, absence: Absence, by: string, at: Temporal.Instant): Promise<void> {
  await tx.rows('insert into people.absences (id, account, from_on, until_on, deputy, noted_by, noted_at) values ($1,$2,$3,$4,$5,$6,$7)', [absence.id, absence.account, absence.from, absence.until, absence.deputy, by, at])
}

/** Absences of these accounts that touch the days from one to another and have not ended. */
export async function selectAbsences(sql: Sql, accounts: readonly string[], from: string, until: string): Promise<Absence[]> {
  return sql.prepared<Absence>('people-absences', `select ${columns} from people.absences where account = any($1::uuid[]) and from_on <= $3 and until_on >= $2 and ended_at is null order by from_on, id`, [accounts, from, until])
}

/** Whom somebody stands in for on a day. */
export async function selectDeputised(sql: Sql, deputy: string, on: string): Promise<string[]> {
  const rows = await sql.prepared<{ account: string }>('people-deputised', 'select distinct account from people.absences where deputy = $1 and from_on <= $2 and until_on >= $2 and ended_at is null', [deputy, on])
  return rows.map((row) => row.account)
}

export async function findAbsence(sql: Sql, id: string): Promise<Absence | undefined> {
  return (await sql.rows<Absence>(`select ${columns} from people.absences where id = $1 and ended_at is null`, [id]))[0]
}

export async function endAbsence(tx: Sql, id: string, at: Temporal.Instant): Promise<void> {
  await tx.rows('update people.absences set ended_at = $2 where id = $1', [id, at])
}
