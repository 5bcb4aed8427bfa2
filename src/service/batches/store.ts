// SQL of sheets. The only file that names these tables.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { Batch, BatchRow, Counts, KeptSheet, RowState, RowVersion, SheetChanges } from './batch.ts'
import type { SheetRow } from './rows.ts'

const batchColumns = `id, account, kind, hand, item, item_version as "itemVersion", state, to_json(created_at) #>> '{}' as "createdAt"`
const rowColumns = 'number, sheet, line, spoilt, cells, form, scenario, faults, state, case_number as "caseNumber"'

export async function findBatch(sql: Sql, id: string): Promise<Batch | undefined> {
  return (await sql.rows<Batch>(`select ${batchColumns} from batches.batches where id = $1`, [id]))[0]
}

/** One's own sheet. */
export async function findOwnBatch(sql: Sql, id: string, whose: Whose): Promise<Batch | undefined> {
  return (await sql.rows<Batch>(`select ${batchColumns} from batches.batches where id = $1 and account = $2 and ($3::text[] is null or item = any ($3))`, [id, whose.id, whose.items ?? null]))[0]
}

export async function listBatches(sql: Sql, whose: Whose, limit: number, after?: { createdAt: string; id: string }): Promise<Batch[]> {
  return sql.rows<Batch>(`select ${batchColumns} from batches.batches where account = $1 and ($5::text[] is null or item = any ($5)) and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) order by created_at desc, id desc limit $4`, [whose.id, after?.createdAt ?? null, after?.id ?? null, limit, whose.items ?? null])
}

export async function insertBatch(tx: Sql, one: Batch): Promise<void> {
  await tx.rows('insert into batches.batches (id, account, kind, hand, item, item_version, state, created_at, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$8)', [one.id, one.account, one.kind, one.hand, one.item, one.itemVersion, one.state, one.createdAt])
}

export async function updateBatch(tx: Sql, id: string, state: Batch['state'], itemVersion: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update batches.batches set state = $2, item_version = $3, updated_at = $4 where id = $1', [id, state, itemVersion, now])
}

/** Puts rows of a sheet down under an id of their own: a batch that an act names next, or rows that an act takes into one. */
export async function putRows(sql: Sql, under: string, sheet: string, rows: readonly SheetRow[], now: Temporal.Instant): Promise<void> {
  await sql.rows(
    `insert into batches.rows (batch, number, sheet, line, cells, spoilt, state, at) select $1, x.number, $2, x.line, x.cells, x.spoilt, 'unchecked', $4 from jsonb_to_recordset($3::jsonb) x (number int, line int, cells jsonb, spoilt jsonb)`,
    [under, sheet, JSON.stringify(rows), now],
  )
}

/**
 * Takes the rows of a sheet into a batch, in one statement: those that are submitted stay; what a row said before is kept as a version; a
 * column that the sheet does not have keeps what stood there.
 */
export async function mergeRows(tx: Sql, batch: string, { id: sheet, letters }: Pick<KeptSheet, 'id' | 'letters'>, now: Temporal.Instant): Promise<SheetChanges> {
  const [counts] = await tx.rows<SheetChanges>(
    `with came as (delete from batches.rows where batch = $2 returning number, line, cells, spoilt),
     merged as (
       select c.number, c.line, coalesce(o.cells, '{}') - $3::text[] || c.cells as cells, coalesce(o.spoilt, '{}') - $3::text[] || c.spoilt as spoilt,
         o.number is null as is_new, coalesce(o.state = 'submitted', false) as is_sent, o.sheet as old_sheet, o.line as old_line, o.cells as old_cells, o.faults as old_faults
       from came c left join batches.rows o on o.batch = $1 and o.number = c.number),
     kept as (
       insert into batches.versions (batch, number, until, at, sheet, line, cells, faults)
       select $1, number, $2, $4, old_sheet, old_line, old_cells, old_faults from merged where not is_new and not is_sent and cells <> old_cells),
     put as (
       insert into batches.rows as r (batch, number, sheet, line, cells, spoilt, state, at) select $1, number, $2, line, cells, spoilt, 'unchecked', $4 from merged where not is_sent
       on conflict (batch, number) do update set sheet = excluded.sheet, line = excluded.line, cells = excluded.cells, spoilt = excluded.spoilt, state = 'unchecked', faults = '[]', at = excluded.at)
     select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new and not is_sent and cells <> old_cells)::int as changed, count(*) filter (where not is_new and not is_sent and cells = old_cells)::int as same,
       coalesce(json_agg(number order by number) filter (where is_sent), '[]') as submitted from merged`,
    [batch, sheet, Object.keys(letters), now],
  )
  return counts ?? { added: 0, changed: 0, same: 0, submitted: [] }
}

/** How rows stood before later sheets changed them, oldest first, by their numbers. */
export async function listVersions(sql: Sql, batch: string, numbers: readonly number[]): Promise<Map<number, RowVersion[]>> {
  const rows = await sql.rows<RowVersion>(`select number, sheet, line, cells, faults, to_json(at) #>> '{}' as at from batches.versions where batch = $1 and number = any ($2::int[]) order by number, at`, [batch, numbers])
  return Map.groupBy(rows, ({ number }) => number)
}

export async function insertSheet(tx: Sql, batch: string, { id, kind, sha256, bytes, rows, letters, formulas, changes }: KeptSheet, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into batches.sheets (id, batch, kind, sha256, bytes, rows, letters, formulas, at, changes) values ($1,$2,$3,$4,$5,$6,$7::jsonb,$8::jsonb,$9,$10::jsonb)', [id, batch, kind, sha256, bytes, rows, JSON.stringify(letters), JSON.stringify(formulas), now, changes && JSON.stringify(changes)])
}

/** The sheets of batches as they were uploaded, oldest first. */
export async function listSheets(sql: Sql, batches: readonly string[]): Promise<(KeptSheet & { batch: string; at: string })[]> {
  return sql.rows(`select id, batch, kind, sha256, bytes, rows, letters, formulas, changes, to_json(at) #>> '{}' as at from batches.sheets where batch = any ($1::uuid[]) order by at, id`, [batches])
}

/** Those of the digests that a kept sheet has. */
export async function heldBySheets(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select distinct sha256 from batches.sheets where sha256 = any ($1)', [digests])).map((row) => row.sha256)
}

/** Rows in one state (or any), by number; `mended`: those that a later sheet changed. */
export async function listRows(sql: Sql, batch: string, limit: number, after = 0, state?: RowState, mended = false): Promise<BatchRow[]> {
  return sql.rows<BatchRow>(`select ${rowColumns} from batches.rows r where batch = $1 and number > $2 and ($3::text is null or state = $3) and (not $5 or exists (select from batches.versions v where v.batch = r.batch and v.number = r.number)) order by number limit $4`, [batch, after, state ?? null, limit, mended])
}

/** Keeps what was found of rows that still say the same. */
export async function saveChecked(sql: Sql, batch: string, rows: readonly Pick<BatchRow, 'number' | 'form' | 'scenario' | 'faults' | 'state'>[]): Promise<void> {
  await sql.rows(
    `update batches.rows r set form = x.form, scenario = x.scenario, faults = x.faults, state = x.state from jsonb_to_recordset($2::jsonb) x (number int, form jsonb, scenario jsonb, faults jsonb, state text)
     where r.batch = $1 and r.number = x.number and r.state = 'unchecked'`,
    [batch, JSON.stringify(rows)],
  )
}

export async function findRow(sql: Sql, batch: string, number: number): Promise<BatchRow | undefined> {
  return (await sql.prepared<BatchRow>('batches-row', `select ${rowColumns} from batches.rows where batch = $1 and number = $2`, [batch, number]))[0]
}

export async function markSubmitted(tx: Sql, batch: string, number: number, caseNumber: string): Promise<void> {
  await tx.prepared('batches-row-submitted', "update batches.rows set state = 'submitted', case_number = $3 where batch = $1 and number = $2", [batch, number, caseNumber])
}

export async function markFaulty(sql: Sql, batch: string, number: number, faults: BatchRow['faults']): Promise<void> {
  await sql.rows("update batches.rows set state = 'faulty', faults = $3::jsonb where batch = $1 and number = $2 and state = 'ready'", [batch, number, JSON.stringify(faults)])
}

/** All rows that are not submitted are to be checked anew. */
export async function uncheckRows(tx: Sql, batch: string): Promise<void> {
  await tx.rows("update batches.rows set state = 'unchecked' where batch = $1 and state <> 'submitted'", [batch])
}

export async function countRows(sql: Sql, batch: string): Promise<Counts> {
  const rows = await sql.rows<{ state: RowState; count: number }>('select state, count(*)::int as count from batches.rows where batch = $1 group by state', [batch])
  return { unchecked: 0, ready: 0, faulty: 0, submitted: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

export async function lastNumber(sql: Sql, batch: string): Promise<number> {
  return (await sql.rows<{ last: number }>('select coalesce(max(number), 0)::int as last from batches.rows where batch = $1', [batch]))[0]?.last ?? 0
}

/** Removes rows that came a day ago and belong to no sheet: the upload was cut off before its act. */
export async function deleteOrphans(sql: Sql, before: Temporal.Instant): Promise<void> {
  await sql.rows('delete from batches.rows r where r.at < $1 and not exists (select 1 from batches.batches b where b.id = r.batch)', [before])
}
