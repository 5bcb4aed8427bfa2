// SQL of published grants; the only file that names this table.
import type { Sql } from '#base/db'
import type { Grant } from './grants.ts'

const columns = `id, result_id as "resultId", case_id as "caseId", item, item_name as "itemName", body, holder, holder_kind as "holderKind", result, number, valid_to::text as "validTo",
  decided_on::text as "decidedOn", published_at as "publishedAt", removed_at as "removedAt", removed_because as "removedBecause"`

export async function insertGrants(tx: Sql, grants: readonly Grant[]): Promise<void> {
  for (const one of grants) {
    await tx.prepared(
      'publicity-add-grant',
      `insert into publicity.grants (id, result_id, case_id, item, item_name, body, holder, holder_kind, result, number, valid_to, decided_on, published_at)
       values ($1,$2,$3,$4,$5::jsonb,$6,$7,$8,$9::jsonb,$10,$11,$12,$13) on conflict (result_id) do nothing`,
      [one.id, one.resultId, one.caseId, one.item, JSON.stringify(one.itemName), one.body, one.holder, one.holderKind, JSON.stringify(one.result), one.number, one.validTo, one.decidedOn, one.publishedAt],
    )
  }
}

export async function findGrant(sql: Sql, id: string): Promise<Grant | undefined> {
  return (await sql.prepared<Grant>('publicity-grant', `select ${columns} from publicity.grants where id = $1`, [id]))[0]
}

/** Grants of these cases, shown or taken down. */
export async function findGrants(sql: Sql, cases: readonly string[]): Promise<Grant[]> {
  return sql.prepared<Grant>('publicity-grants-of', `select ${columns} from publicity.grants where case_id = any ($1)`, [[...cases]])
}

export async function markRemoved(tx: Sql, id: string, because: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update publicity.grants set removed_at = $3, removed_because = $2 where id = $1', [id, because, now])
}

export interface GrantFilter {
  q?: string | undefined
  body?: string | undefined
  item?: string | undefined
}

/** What is shown, newest first: by holder or number from the front, by body, by item. */
export async function listGrants(sql: Sql, { q, body, item }: GrantFilter, limit: number, after?: { publishedAt: string; id: string }): Promise<Grant[]> {
  const like = q === undefined ? null : `${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return sql.rows<Grant>(
    `select ${columns} from publicity.grants where removed_at is null and ($1::text is null or holder like $1 or number like $1) and ($2::text is null or body = $2) and ($3::text is null or item = $3)
       and ($4::timestamptz is null or (published_at, id) < ($4, $5::uuid)) order by published_at desc, id desc limit $6`,
    [like, body ?? null, item ?? null, after?.publishedAt ?? null, after?.id ?? null, limit],
  )
}
