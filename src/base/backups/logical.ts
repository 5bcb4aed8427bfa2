// The logical form: every table by COPY from one snapshot, for any PostgreSQL ≥ 15. It knows no table by name: the catalogue of the
// database says which there are, in which order they may be filled, and which columns are worked out by the server itself.
import type { Client } from 'pg'
import { copyIn, copyOut, oursSql, type Sql } from '#base/db'
import type { RecordHead, Writer } from './archive.ts'
import { placeNotEmpty } from './refusals.ts'

/** The queue makes its own tables and notes which of its steps it has done. */
const notQueueSteps = `not (n.nspname = 'graphile_worker' and c.relname = 'migrations')`

interface Table {
  name: string
  columns: string[]
  /** Tables that must be filled before. */
  needs: string[]
}

const tablesSql = `select format('%I.%I', n.nspname, c.relname) as name,
    (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    array(select distinct format('%I.%I', fn.nspname, fc.relname) from pg_constraint k join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and ${oursSql} and ${notQueueSteps} order by 1`
const partitionsSql = `select format('%I.%I', pn.nspname, p.relname) as parent, format('%I.%I', n.nspname, c.relname) as name, pg_get_expr(c.relpartbound, c.oid) as bound
  from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = p.relnamespace
  where c.relispartition and c.relkind in ('r', 'p') and ${oursSql} order by 2`
const sequencesSql = `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences where schemaname not in ('db', 'public') and last_value is not null order by 1`

interface Partition {
  parent: string
  name: string
  bound: string
}

/** What the restoration needs to know before the first table. */
export interface Shape {
  /** Names of the steps that had been done to the database. */
  migrations: string[]
  partitions: Partition[]
  sequences: { name: string; last: string }[]
}

/** Adds every table as one moment saw it. The transaction only reads: it has no id and holds nobody back. Answers the rows of tables. */
export async function addTables(writer: Writer, client: Client): Promise<number> {
  const { rows: tables } = await client.query<Table>(tablesSql)
  for (const { name, columns } of inOrder(tables)) await writer.add({ kind: 'table', name, about: { columns } }, copyOut(client, `copy (select ${columns.join(', ')} from ${name}) to stdout`))
  return tables.length
}

/** Reads the shape of the database in the same snapshot. */
export async function readShape(client: Client): Promise<Shape> {
  const { rows: migrations } = await client.query<{ name: string }>('select name from db.migration order by name')
  const { rows: partitions } = await client.query<Partition>(partitionsSql)
  const { rows: sequences } = await client.query<{ name: string; last: string }>(sequencesSql)
  return { migrations: migrations.map(({ name }) => name), partitions, sequences }
}

/** Tables after those they refer to. */
function inOrder(tables: readonly Table[]): Table[] {
  const byName = new Map(tables.map((table) => [table.name, table]))
  const done = new Set<string>()
  const ordered: Table[] = []
  const visit = (table: Table) => {
    if (done.has(table.name)) return
    done.add(table.name)
    for (const need of table.needs) {
      const other = byName.get(need)
      if (other) visit(other)
    }
    ordered.push(table)
  }
  for (const table of tables) visit(table)
  return ordered
}

/** Whether nothing of ours is in the database yet. */
export async function isEmptyDatabase(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ count: number }>(`select count(*) as count from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and (${oursSql} or n.nspname = 'db')`)
  return row?.count === 0
}

/** Prepares tables that the migrations made: whatever they put in goes, and the partitions of the backup come. Inside the transaction that fills them. */
export async function prepareTables(client: Client, shape: Shape): Promise<void> {
  const { rows: tables } = await client.query<Table>(tablesSql)
  if (tables.length === 0) throw placeNotEmpty()
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
  for (const { parent, name, bound } of shape.partitions) {
    // The default one is made by a migration; names and bounds are the catalogue's own words.
    if (bound !== 'DEFAULT') await client.query(`create table if not exists ${name} partition of ${parent} ${bound}`)
  }
}

/** Fills one table. */
export async function fillTable(client: Client, head: RecordHead, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const columns = (head.about?.columns ?? []) as string[]
  await copyIn(client, `copy ${head.name} (${columns.join(', ')}) from stdin`, chunks)
}

/** Sequences go on where they stood. */
export async function setSequences(client: Client, shape: Shape): Promise<void> {
  for (const { name, last } of shape.sequences) await client.query('select setval($1::regclass, $2::bigint)', [name, last])
}

/** Takes back everything a restoration made in a database that was empty. */
export async function emptyDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select quote_ident(n.nspname) as name from pg_namespace n where ${oursSql} or n.nspname = 'db'`)
  for (const { name } of rows) await client.query(`drop schema if exists ${name} cascade`)
}
