// Rows that stand under a secret of the installation: sealed under a data key, or found by a digest under another. A context declares them once;
// from that follow how many rows stand under which key, how they come under a newer one, and when an older one may be retired.
import type { Act } from '#base/act'
import { decryptData, encryptData, keyedDigest, openInside, sealInside, type Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Random } from '#base/ids'

/** The key of a row, column by column, as text. */
export type RowKey = readonly string[]

export interface Standing {
  /** Which rows: table and column. */
  name: string
  purpose: 'data' | 'digests' | 'secrets'
  /** How many rows stand under each key; under '' those of which nobody knows under which. */
  count(sql: Sql): Promise<{ kid: string; rows: number }[]>
  /**
   * Puts rows after a key that stand under another than `kid` under it, in the order of their keys. Absent where what the digest is of is not kept:
   * such rows go by themselves.
   */
  renew?(act: Pick<Act, 'tx' | 'random'>, keys: Keys, batch: { kid: string; after: RowKey | undefined; limit: number }): Promise<{ rows: number; last: RowKey | undefined }>
}

/** Columns of the primary key with their types, in its order. */
type KeyColumns = Readonly<Record<string, 'uuid' | 'text' | 'int'>>
type Row = Readonly<Record<string, string>>

interface Kept {
  table: string
  key: KeyColumns
  /** The column that is sealed, and as what the value of a row is sealed. */
  sealed: string
  context(row: Row): string
}

const renewed = (rows: readonly Row[], key: KeyColumns) => ({ rows: rows.length, last: rows.length === 0 ? undefined : Object.keys(key).map((name) => rows.at(-1)?.[name] ?? '') })

/** Rows whose condition says that they stand under another key, locked until the act ends: whoever writes one meanwhile waits, and nothing of his is lost. */
async function takeRows(tx: Sql, { table, key, sealed, under = "''" }: Pick<Kept, 'table' | 'key' | 'sealed'> & { under?: string }, isOlder: string, { kid, after, limit }: { kid: string; after: RowKey | undefined; limit: number }): Promise<Row[]> {
  const names = Object.keys(key)
  const from = after ? `and (${names.join(', ')}) > (${names.map((name, at) => `$${at + 3}::${key[name] ?? ''}`).join(', ')})` : ''
  return tx.rows<Row>(`select ${names.map((name) => `${name}::text as ${name}`).join(', ')}, ${sealed} as sealed, ${under} as under from ${table} t where ${sealed} is not null and ${isOlder} ${from} order by ${names.map((name) => `t.${name}`).join(', ')} limit $2 for update`, [kid, limit, ...(after ?? [])])
}

/** Writes columns of rows, `values` by row, as `types` say. */
async function writeRows(tx: Sql, { table, key }: Pick<Kept, 'table' | 'key'>, rows: readonly Row[], columns: Readonly<Record<string, 'text' | 'bytea' | 'jsonb'>>, values: readonly (readonly unknown[])[]): Promise<void> {
  if (rows.length === 0) return
  const all = { ...key, ...columns }
  const names = Object.keys(all)
  await tx.rows(
    `update ${table} t set ${Object.keys(columns).map((name) => `${name} = v.${name}`).join(', ')} from unnest(${names.map((name, at) => `$${at + 1}::${all[name] ?? ''}[]`).join(', ')}) v (${names.join(', ')}) where ${Object.keys(key).map((name) => `t.${name} = v.${name}`).join(' and ')}`,
    [...Object.keys(key).map((name) => rows.map((row) => row[name])), ...Object.keys(columns).map((_, at) => values.map((row) => row[at]))],
  )
}

/** A column that is sealed under a data key (`encryptData`). */
export function sealedColumn({ table, key, sealed, context }: Kept): Standing {
  return {
    name: `${table}.${sealed}`, purpose: 'data',
    count: (sql) => sql.rows(`select split_part(${sealed}, '.', 1) as kid, count(*)::int as rows from ${table} where ${sealed} is not null group by 1`),
    renew: async ({ tx, random }, keys, batch) => {
      const rows = await takeRows(tx, { table, key, sealed }, `split_part(${sealed}, '.', 1) <> $1`, batch)
      await writeRows(tx, { table, key }, rows, { [sealed]: 'text' }, rows.map((row) => [reseal(keys, row, context(row), random)]))
      return renewed(rows, key)
    },
  }
}

const reseal = (keys: Keys, row: Row, context: string, random: Random): string => encryptData(keys, decryptData(keys, row['sealed'] ?? '', context), context, random)

/** A digest of what stands sealed in the same row, with the column of its key. `domain`: what `keyedDigest` is told first. */
export function digestOfSealed({ table, key, sealed, context, digest, digestKey, domain }: Kept & { digest: string; digestKey: string; domain: string }): Standing {
  return {
    ...lastingDigest({ table, digestKey }),
    renew: async ({ tx }, keys, batch) => {
      const rows = await takeRows(tx, { table, key, sealed }, `${digestKey} <> $1`, batch)
      const current = keys.secret('digests')
      await writeRows(tx, { table, key }, rows, { [digest]: 'bytea', [digestKey]: 'text' }, rows.map((row) => [keyedDigest(current.secret, domain, decryptData(keys, row['sealed'] ?? '', context(row))), current.kid]))
      return renewed(rows, key)
    },
  }
}

/** A digest of what is kept nowhere: it goes with its row, and its key stays until then. */
export function lastingDigest({ table, digestKey, where = `${digestKey} is not null`, purpose = 'digests' }: { table: string; digestKey: string; where?: string; purpose?: 'digests' | 'secrets' }): Standing {
  return {
    name: `${table}.${digestKey}`, purpose,
    count: (sql) => sql.rows(`select coalesce(${digestKey}, '') as kid, count(*)::int as rows from ${table} where ${where} group by 1`),
  }
}

/** A column in which plain texts stand that were written before it was sealed: it is emptied into the sealed column and its digest beside it. */
export function plainColumn({ table, key, sealed, context, plain, digest, digestKey, domain }: Kept & { plain: string; digest: string; digestKey: string; domain: string }): Standing {
  return {
    name: `${table}.${plain}`, purpose: 'data',
    count: async (sql) => (await sql.rows<{ kid: string; rows: number }>(`select '' as kid, count(*)::int as rows from ${table} where ${plain} <> ''`)).filter(({ rows }) => rows > 0),
    renew: async ({ tx, random }, keys, { kid, after, limit }) => {
      const rows = await takeRows(tx, { table, key, sealed: plain }, `${plain} <> '' and $1::text is not null`, { kid, after, limit })
      const current = keys.secret('digests')
      await writeRows(tx, { table, key }, rows, { [plain]: 'text', [sealed]: 'text', [digest]: 'bytea', [digestKey]: 'text' }, rows.map((row) => {
        const text = row['sealed'] ?? ''
        return ['', encryptData(keys, text, context(row), random), keyedDigest(current.secret, domain, text), current.kid]
      }))
      return renewed(rows, key)
    },
  }
}

/**
 * A column of JSON with texts sealed inside (`sealInside`). Its `keyColumn` says under which key they stand: '' where there are none, null where nobody
 * looked yet, because the row was written before any were sealed.
 */
export function sealedInside({ table, key, sealed, keyColumn, context, isTelling }: Kept & { keyColumn: string; isTelling(text: string): boolean }): Standing {
  return {
    name: `${table}.${keyColumn}`, purpose: 'data',
    count: (sql) => sql.rows(`select coalesce(${keyColumn}, '') as kid, count(*)::int as rows from ${table} where ${keyColumn} is distinct from '' group by 1`),
    renew: async ({ tx, random }, keys, batch) => {
      const rows = await takeRows(tx, { table, key, sealed: `${sealed}::text`, under: keyColumn }, `(${keyColumn} is null or ${keyColumn} not in ('', $1))`, batch)
      await writeRows(tx, { table, key }, rows, { [sealed]: 'jsonb', [keyColumn]: 'text' }, rows.map((row) => {
        const plain = JSON.parse(row['sealed'] ?? 'null') as unknown
        const { value, kid } = sealInside(keys, row['under'] ? openInside(keys, plain, context(row)) : plain, context(row), isTelling, random)
        return [JSON.stringify(value), kid]
      }))
      return renewed(rows, key)
    },
  }
}
