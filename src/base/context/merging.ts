// What becomes of a table's rows when the account they stand under is merged into another (合并账号): they go over by the columns that the
// holding names anyway, so that a new table is thought of once.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Holding } from './holding.ts'

/** Two accounts of one holder: what stands under `from` goes over to `into`. */
export interface Merge {
  act: Act
  keys: Keys
  from: string
  into: string
  /** False where it is gone through again, for what was on its way when the accounts were merged. */
  first: boolean
}

/** What is settled before rows go over: what both have and only one may have, and what cannot go over. Afterwards nothing stands in their way. */
export type Settle = (merge: Merge) => Promise<void>

/** How the rows of one table go over. */
export interface Move {
  /** With its schema. */
  table: string
  columns: readonly string[]
  settle?: Settle | undefined
  /** Which rows go over; absent: all. SQL speaks of a row as `t`. */
  only?: string | undefined
}

/** How a holding's rows go over, where that is not simply by the columns of `ofAccount`; `stays`: why they do not. */
export type Merging = { settle?: Settle; only?: string; also?: readonly string[] } | { stays: string }

/** Settles by statements: `$1` is the account that ends, `$2` the one that is kept, and `$3`, where a statement has it, the moment. */
export function settleBy(...statements: string[]): Settle {
  return async ({ act, from, into }) => {
    for (const statement of statements) await act.tx.rows(`with given as (select $1::uuid, $2::uuid, $3::timestamptz) ${statement}`, [from, into, act.now.toString()])
  }
}

/** The columns in which `ofAccount` has an account stand; `t.id` is the account itself, and is no column that could name another. */
const columnsIn = (whose: string): string[] => [...whose.matchAll(/\bt\.(\w+) = any \(\$1\)/g)].flatMap(([, column]) => (column && column !== 'id' ? [column] : []))

/** How a holding's rows go over; undefined where none names an account, or they stay. */
export function moveOf({ table, whose, merging }: Holding): Move | undefined {
  if (merging && 'stays' in merging) return undefined
  const columns = [...columnsIn(whose), ...(merging?.also ?? [])]
  return columns.length > 0 ? { table, columns, settle: merging?.settle, only: merging?.only } : undefined
}
