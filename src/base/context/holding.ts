// What a table holds about people: one declaration from which follow the copy that a person gets, what is erased on request, and when it is erased by itself.
import type { Keys } from '#base/crypto'
import type { Merging } from './merging.ts'

/**
 * One table with data about people (个人信息保护法 6, 19, 45, 47). All SQL speaks of its rows as `t`; in `whose`, `$1` stands for
 * accounts (uuid[]), `$2` for cases (uuid[]) and `$3` for the numbers of the same cases (text[]).
 */
export interface Holding {
  /** With its schema. */
  table: string
  /** Why it is kept: a code in the register of purposes, which names law and period; `matter`: for what the item of its case is handled for. */
  purpose: string
  /** Whose a row is. */
  whose: string
  /** When the period of its purpose begins: a moment of the row, null while it has not; `matter`: when its case ended; null: never by itself, for the reason that `stays` gives. */
  ended: string | 'matter' | null
  /** Why it does not end by itself: it goes with the account · with the row it belongs to · it is archived, and appraised by people (档案法实施条例 24) · a figure that tells of nobody. */
  stays?: 'account' | 'row' | 'archive' | 'figures'
  /** How a row is erased: as a whole, or by what is set in it, which takes the salt along; null: see `stays`. */
  erase: 'row' | { set: string; unless: string } | null
  /** What is done first with the rows about to be erased. `where` speaks of `t`; `$4` is the moment. */
  first?(where: string): string
  /** What the person is given: expressions over `t`. Empty: nothing that is about the person beyond what other tables tell. */
  copy: readonly string[]
  /** The file that a row is about, where it is the person's own: its digest, null where there is none, a folder and a name for it; expressions over `t`. `$2` and `$3` are the cases applied for. */
  file?: { digest: string; folder: string; name: string }
  /** Makes what is sealed readable for whose it is. */
  open?(keys: Keys, row: Record<string, unknown>): Record<string, unknown>
  /** What becomes of a row when its account is merged into another; absent: it goes over by the columns of `ofAccount`. */
  merging?: Merging
}

/** A row stands under an account. */
export const ofAccount = (...columns: string[]): string => columns.map((column) => `t.${column} = any ($1)`).join(' or ')

/** A row belongs to a case. */
export const ofCase = (column = 'case_id'): string => `t.${column} = any ($2)`
