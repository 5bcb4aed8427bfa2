// SQL of drafts. The only file that names these tables.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { FormData } from '#engines/forms'
import type { Draft, DraftFile } from './application.ts'

const draftColumns = `d.id, d.account, d.item, d.item_version as "itemVersion", d.correction_of as "correctionOf", d.form, d.known, d.scenario, d.consent, d.by_person as "byPerson", d.gap_until::text as "gapUntil", d.promise, d.about_licence as "aboutLicence", d.others_sealed as "othersSealed", d.case_number as "caseNumber",
  to_json(d.created_at) #>> '{}' as "createdAt", to_json(d.updated_at) #>> '{}' as "updatedAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'material', f.material, 'name', f.name, 'type', f.type, 'bytes', f.bytes, 'sha256', f.sha256, 'at', f.at, 'level', f.level, 'library', f.library) order by f.at, f.id)
    from applications.files f where f.draft = d.id), '[]') as files`

/** One's own draft. */
export async function findDraft(sql: Sql, id: string, whose: Whose): Promise<Draft | undefined> {
  return (await sql.prepared<Draft>('applications-draft-5', `select ${draftColumns} from applications.drafts d where d.id = $1 and d.account = $2 and ($3::text[] is null or d.item = any ($3))`, [id, whose.id, whose.items ?? null]))[0]
}

/** One's own drafts that did not become a case yet, the last touched first. */
export async function listDrafts(sql: Sql, whose: Whose, limit: number, after?: { updatedAt: string; id: string }): Promise<Draft[]> {
  return sql.rows<Draft>(
    `select ${draftColumns} from applications.drafts d where d.account = $1 and d.case_number is null and ($5::text[] is null or d.item = any ($5)) and ($2::timestamptz is null or (d.updated_at, d.id) < ($2, $3))
     order by d.updated_at desc, d.id desc limit $4`, [whose.id, after?.updatedAt ?? null, after?.id ?? null, limit, whose.items ?? null],
  )
}

export async function insertDraft(tx: Sql, draft: Draft): Promise<void> {
  await tx.prepared('applications-draft-add', 'insert into applications.drafts (id, account, item, item_version, correction_of, form, scenario, consent, about_licence, created_at, updated_at, known) values ($1,$2,$3,$4,$5,$6::jsonb,$7::jsonb,$8,$9,$10,$10,$11::jsonb)', [
    draft.id, draft.account, draft.item, draft.itemVersion, draft.correctionOf, JSON.stringify(draft.form), JSON.stringify(draft.scenario), draft.consent, draft.aboutLicence, draft.createdAt, JSON.stringify(draft.known),
  ])
}

export async function updateDraft(tx: Sql, draft: Draft, now: Temporal.Instant): Promise<void> {
  await tx.prepared('applications-save-4', 'update applications.drafts set item_version = $2, form = $3::jsonb, scenario = $4::jsonb, consent = $5, case_number = $6, updated_at = $7, by_person = $8, gap_until = $9, promise = $10, known = $11::jsonb, others_sealed = $12 where id = $1', [
    draft.id, draft.itemVersion, JSON.stringify(draft.form), JSON.stringify(draft.scenario), draft.consent, draft.caseNumber, now, draft.byPerson, draft.gapUntil, draft.promise, JSON.stringify(draft.known), draft.othersSealed,
  ])
}

/** Throws a draft away; the bytes of its papers may be nobody's from now on. */
export async function deleteDraft(tx: Sql, id: string, now: Temporal.Instant): Promise<void> {
  await tx.rows(`${loosen('select sha256 from applications.files where draft = $1', '$2')}`, [id, now])
  await tx.rows('delete from applications.drafts where id = $1', [id])
}

/** SQL that notes digests as possibly nobody's. */
export const loosen = (digests: string, since: string) => `insert into applications.loose_files (sha256, since) select distinct sha256, ${since}::timestamptz from (${digests}) d on conflict (sha256) do update set since = excluded.since`

/** Notes bytes that came and belong to nobody yet. */
export async function noteLoose(sql: Sql, digest: string, now: Temporal.Instant): Promise<void> {
  await sql.prepared('applications-note-loose', loosen('select $1::text as sha256', '$2'), [digest, now])
}

/** Bytes that have been loose since before a moment. */
export async function listLoose(sql: Sql, before: Temporal.Instant, limit: number): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select sha256 from applications.loose_files where since < $1 order by since limit $2', [before, limit])).map((row) => row.sha256)
}

export async function dropLoose(sql: Sql, digests: string[]): Promise<void> {
  await sql.rows('delete from applications.loose_files where sha256 = any ($1)', [digests])
}

/** Those of the digests that a paper of a draft or of a library has. */
export async function heldByDrafts(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select sha256 from applications.files where sha256 = any ($1) union select sha256 from applications.library where sha256 = any ($1)', [digests])).map((row) => row.sha256)
}

export async function insertFile(tx: Sql, draft: string, file: DraftFile): Promise<void> {
  await tx.prepared('applications-file-add', 'insert into applications.files (id, draft, material, name, type, bytes, sha256, at, level, library) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)', [file.id, draft, file.material, file.name, file.type, file.bytes, file.sha256, file.at, file.level, file.library])
}

export async function deleteFile(tx: Sql, draft: string, file: string, now: Temporal.Instant): Promise<boolean> {
  await tx.rows(loosen('select sha256 from applications.files where draft = $1 and id = $2', '$3'), [draft, file, now])
  return (await tx.rows('delete from applications.files where draft = $1 and id = $2 returning 1', [draft, file])).length > 0
}

export interface Earlier {
  form: FormData
  caseNumber: string
}

/** What an account sent last for an item. */
export async function findEarlier(sql: Sql, account: string, item: string): Promise<Earlier | undefined> {
  return (await sql.rows<Earlier>('select form, case_number as "caseNumber" from applications.drafts where account = $1 and item = $2 and case_number is not null order by updated_at desc limit 1', [account, item]))[0]
}

/** How many drafts of an item are begun and not submitted. */
export async function countDrafts(sql: Sql, item: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>('select count(*)::int as count from applications.drafts where item = $1 and case_number is null', [item])
  return row?.count ?? 0
}
