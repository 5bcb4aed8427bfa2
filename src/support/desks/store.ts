// SQL of saved lists and of places last seen. The only file that names these tables.
import type { Sql } from '#base/db'
import type { SavedList } from './desk.ts'

export async function listSaved(sql: Sql, account: string): Promise<SavedList[]> {
  return sql.prepared<SavedList>('desks-lists', 'select id, name, query from desks.saved_lists where account = $1 order by saved_at, id', [account])
}

/** Adds a list. Answers false where one of this name is there. */
export async function insertSaved(tx: Sql, account: string, list: SavedList, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx.rows('insert into desks.saved_lists (id, account, name, query, saved_at) values ($1,$2,$3,$4::jsonb,$5) on conflict (account, name) do nothing returning 1', [list.id, account, list.name, JSON.stringify(list.query), at])
  return rows.length > 0
}

export async function deleteSaved(tx: Sql, account: string, id: string): Promise<boolean> {
  return (await tx.rows('delete from desks.saved_lists where account = $1 and id = $2 returning 1', [account, id])).length > 0
}

export interface Look {
  entry: string
  at: Temporal.Instant
}

/** Moves the place last seen and answers where it was; undefined on the first look. */
export async function moveLook(sql: Sql, account: string, caseId: string, look: Look): Promise<Look | undefined> {
  const [row] = await sql.prepared<Look>(
    'desks-look',
    `with before as (select entry, at from desks.looks where account = $1 and case_id = $2),
       moved as (insert into desks.looks (account, case_id, entry, at) values ($1, $2, $3, $4) on conflict (account, case_id) do update set entry = excluded.entry, at = excluded.at where desks.looks.at <= excluded.at)
     select entry, at from before`,
    [account, caseId, look.entry, look.at],
  )
  return row
}
