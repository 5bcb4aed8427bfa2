// SQL of sheets. The only file that names these tables.
import type { Sql } from '#base/db'
import type { Batch, BatchRow, Counts, RowState } from './batch.ts'
import type { SheetRow } from './sheet.ts'

const batchColumns = `id, account, kind, hand, item, item_version as "itemVersion", state, to_json(created_at) #>> '{}' as "createdAt"`
const rowColumns = 'number, cells, form, scenario, faults, state, case_number as "caseNumber"'

export async function findBatch(sql: Sql, id: string): Promise<Batch | undefined> {
  return (await sql.rows<Batch>(`select ${batchColumns} from batches.batches where id = $1`, [id]))[0]
}

export async function listBatches(sql: Sql, account: string, limit: number, after?: { createdAt: string; id: string }): Promise<Batch[]> {
  return sql.rows<Batch>(`select ${batchColumns} from batches.batches where account = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid)) order by created_at desc, id desc limit $4`, [account, after?.createdAt ?? null, after?.id ?? null, limit])
}

export async function insertBatch(tx: Sql, one: Batch): Promise<void> {
  await tx.rows('insert into batches.batches (id, account, kind, hand, item, item_version, state, created_at, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$8)', [one.id, one.account, one.kind, one.hand, one.item, one.itemVersion, one.state, one.createdAt])
}

export async function updateBatch(tx: Sql, id: string, state: Batch['state'], itemVersion: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update batches.batches set state = $2, item_version = $3, updated_at = $4 where id = $1', [id, state, itemVersion, now])
}

/** Puts rows into a sheet, or other cells into those of its rows that are not submitted. */
export async function putRows(sql: Sql, batch: string, rows: readonly SheetRow[], now: Temporal.Instant): Promise<void> {
  await sql.rows(
    `insert into batches.rows as r (batch, number, cells, state, at) select $1, x.number, x.cells, 'unchecked', $3 from jsonb_to_recordset($2::jsonb) x (number int, cells jsonb)
     on conflict (batch, number) do update set cells = excluded.cells, state = 'unchecked', faults = '[]', at = excluded.at where r.state <> 'submitted'`,
    [batch, JSON.stringify(rows), now],
  )
}

/** Rows in one state (or any), by number. */
export async function listRows(sql: Sql, batch: string, limit: number, after = 0, state?: RowState): Promise<BatchRow[]> {
  return sql.rows<BatchRow>(`select ${rowColumns} from batches.rows where batch = $1 and number > $2 and ($3::text is null or state = $3) order by number limit $4`, [batch, after, state ?? null, limit])
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
