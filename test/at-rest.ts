// Looks through every column of the database in which a text may stand, for whatever must not be readable there by plain SQL.
import type { Sql } from '#base/db'

/** Columns in which the number of somebody's document may still stand plain, and why. Whatever is not here is sealed, or holds none. */
export const plainAllowed: Readonly<Record<string, string>> = {
  'applications.drafts.form': 'answers that were not handed in yet, or of which the case has its own; erased with the draft',
  'applications.drafts.known': 'what was filled in for the applicant, with its source; erased with the draft',
  'automation.judgements.inputs': 'what a machine looked at when it decided; erased when the period of the matter is over',
  'automation.judgements.judgement': 'what it made of that; erased with it',
  'batches.rows.cells': 'cells of a sheet as the company sent it; erased with the batch',
  'batches.rows.form': 'the answers that were read from these cells; erased with the batch',
  'batches.rows.faults': 'what is wrong in these cells; erased with the batch',
  'deliveries.letters.content': 'a letter quotes the reasons as its official wrote them, and was sent so',
}

const columnsSql = `select n.nspname || '.' || c.relname as "table", a.attname as "column", t.typname as type
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and t.typname in ('text', 'varchar', 'json', 'jsonb', 'bytea', '_text', '_varchar', '_json', '_jsonb', '_bytea', 'name', 'bpchar') order by 1, 2`

interface Column {
  table: string
  column: string
  type: string
}

/** What a value says when what is written in base64 inside of it is read too: signed licences and tokens are. */
function readOut(text: string): string {
  const coded = [...text.matchAll(/[A-Za-z0-9_+/-]{24,}/g)].map(([run]) => Buffer.from(run, 'base64').toString('latin1'))
  return [text, ...coded].join('\n')
}

/** The columns, as table.column, in which a text is found. Partitions are named by themselves. */
export async function findColumns(sql: Sql, isFound: (text: string) => boolean): Promise<{ columns: string[]; looked: number }> {
  const columns: string[] = []
  const all = await sql.rows<Column>(columnsSql)
  for (const { table, column, type } of all) {
    const [schema = '', name = ''] = table.split('.')
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const rows = await sql.rows<{ text: string }>(`select ${value} as text from "${schema}"."${name}" where "${column}" is not null`)
    if (rows.some(({ text }) => isFound(readOut(text)))) columns.push(`${table}.${column}`)
  }
  return { columns, looked: all.length }
}
