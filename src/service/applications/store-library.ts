// SQL of the library. The only file that writes to its table; store.ts asks it which files are held.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { LibraryEntry } from './library.ts'
import { loosen } from './store.ts'

const columns = `id, account, material, title, name, type, bytes::float8 as bytes, sha256, level, item, case_number as "caseNumber", to_json(added_at) #>> '{}' as "addedAt", to_json(checked_at) #>> '{}' as "checkedAt", checked_by as "checkedBy", unit`

/** Adds an entry; of one that is there the level rises where the new one is better (B before C before D). */
export async function insertEntry(tx: Sql, one: LibraryEntry): Promise<void> {
  await tx.prepared(
    'applications-library-add',
    `insert into applications.library as l (id, account, material, title, name, type, bytes, sha256, level, item, case_number, added_at, checked_at, checked_by, unit)
     values ($1,$2,$3,$4::jsonb,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict (account, sha256, material) do update
     set level = least(l.level, excluded.level), checked_at = coalesce(l.checked_at, excluded.checked_at), checked_by = coalesce(l.checked_by, excluded.checked_by), unit = coalesce(l.unit, excluded.unit)`,
    [one.id, one.account, one.material, JSON.stringify(one.title), one.name, one.type, one.bytes, one.sha256, one.level, one.item, one.caseNumber, one.addedAt, one.checkedAt, one.checkedBy, one.unit],
  )
}

export async function findEntry(sql: Sql, id: string): Promise<LibraryEntry | undefined> {
  return (await sql.rows<LibraryEntry>(`select ${columns} from applications.library where id = $1`, [id]))[0]
}

/** One's own entry. Whoever acts for some items sees what was handed in for these: whether they ask for the papers of others cannot be told, so nothing is shown of those. */
export async function findOwnEntry(sql: Sql, id: string, whose: Whose): Promise<LibraryEntry | undefined> {
  return (await sql.rows<LibraryEntry>(`select ${columns} from applications.library where id = $1 and account = $2 and ($3::text[] is null or item = any ($3))`, [id, whose.id, whose.items ?? null]))[0]
}

/** The library of an account, newest first; of one level where it is named. */
export async function listEntries(sql: Sql, whose: Whose, limit: number, after?: { addedAt: string; id: string }, level?: string): Promise<LibraryEntry[]> {
  return sql.rows<LibraryEntry>(
    `select ${columns} from applications.library where account = $1 and ($6::text[] is null or item = any ($6)) and ($2::text is null or level = $2) and ($3::timestamptz is null or (added_at, id) < ($3, $4::uuid)) order by added_at desc, id desc limit $5`,
    [whose.id, level ?? null, after?.addedAt ?? null, after?.id ?? null, limit, whose.items ?? null],
  )
}

export async function markChecked(tx: Sql, id: string, check: { at: string; by: string; unit: string }): Promise<void> {
  await tx.rows("update applications.library set level = 'B', checked_at = $2, checked_by = $3, unit = $4 where id = $1", [id, check.at, check.by, check.unit])
}

/** The bytes may be nobody's from now on. */
export async function deleteEntry(tx: Sql, id: string, now: Temporal.Instant): Promise<void> {
  await tx.rows(loosen('select sha256 from applications.library where id = $1', '$2'), [id, now])
  await tx.rows('delete from applications.library where id = $1', [id])
}
