// SQL of models; the only file that names these tables.
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { DraftState, ModelDraft } from './model.ts'

const columns = `d.id, d.body, d.region, d.kind, d.name, d.state, d.base, d.text, d.examples, d.revision, d.authors, d.created_at as "createdAt", d.saved_by as "savedBy", d.saved_at as "savedAt",
  d.effective_from::text as "effectiveFrom"`

/** One draft within a condition on `d.body` and `d.region` whose parameters begin at $2. */
export async function findDraft(sql: Sql, id: string, reach: ReachCondition): Promise<ModelDraft | undefined> {
  return (await sql.rows<ModelDraft>(`select ${columns} from models.drafts d where d.id = $1 and ${reach.text}`, [id, ...reach.values]))[0]
}

/** One draft, for an act that has its lock. */
export async function findDraftForAct(tx: Sql, id: string): Promise<ModelDraft | undefined> {
  return (await tx.prepared<ModelDraft>('models-draft', `select ${columns} from models.drafts d where d.id = $1`, [id]))[0]
}

export type DraftRow = Omit<ModelDraft, 'text' | 'examples'>

/** Drafts within a condition whose parameters begin at $7, those saved last first. */
export async function listDrafts(
  sql: Sql, filter: { states: DraftState[]; model?: { kind: string; name: string; body: string } | undefined }, reach: ReachCondition, limit: number, after?: { savedAt: string; id: string },
): Promise<DraftRow[]> {
  const { model } = filter
  return sql.rows<DraftRow>(
    `select ${columns.replace('d.text, d.examples, ', '')} from models.drafts d
     where d.state = any($1) and ($2::text is null or (d.body, d.kind, d.name) = ($2, $3, $4)) and ($5::timestamptz is null or (d.saved_at, d.id) < ($5, $6::uuid)) and ${reach.text}
     order by d.saved_at desc, d.id desc limit ${limit}`,
    [filter.states, model?.body ?? null, model?.kind ?? null, model?.name ?? null, after?.savedAt ?? null, after?.id ?? null, ...reach.values],
  )
}

export async function insertDraft(tx: Sql, draft: ModelDraft): Promise<void> {
  await tx.rows(
    `insert into models.drafts (id, body, region, kind, name, state, base, text, examples, revision, authors, created_at, saved_by, saved_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9::jsonb,$10,$11,$12,$13,$14)`,
    [draft.id, draft.body, draft.region, draft.kind, draft.name, draft.state, draft.base, draft.text, JSON.stringify(draft.examples), draft.revision, draft.authors, draft.createdAt, draft.savedBy, draft.savedAt],
  )
}

/** Writes what may change of a draft. */
export async function updateDraft(tx: Sql, draft: ModelDraft): Promise<void> {
  await tx.rows(
    'update models.drafts set state = $2, text = $3, examples = $4::jsonb, revision = $5, authors = $6, saved_by = $7, saved_at = $8, effective_from = $9 where id = $1',
    [draft.id, draft.state, draft.text, JSON.stringify(draft.examples), draft.revision, draft.authors, draft.savedBy, draft.savedAt, draft.effectiveFrom],
  )
}

/** Words said with an act on a draft. */
export interface ModelWords {
  entry: string
  draft: string
  kind: string
  content: string | null
  salt: Uint8Array
  by: string
  at: Temporal.Instant
}

export async function insertWords(tx: Sql, words: ModelWords): Promise<void> {
  await tx.rows('insert into models.words (entry, draft, kind, content, salt, by, at) values ($1,$2,$3,$4,$5,$6,$7)', [words.entry, words.draft, words.kind, words.content, words.salt, words.by, words.at])
}

/** Everything done on a draft with what was said, oldest first; a hundred at most, the newest. */
export async function listWords(sql: Sql, draft: string): Promise<Omit<ModelWords, 'salt'>[]> {
  return sql.rows('select entry, draft, kind, content, by, at from (select * from models.words where draft = $1 order by ordinal desc limit 100) w order by ordinal', [draft])
}
