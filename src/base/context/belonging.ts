// What a context keeps under somebody's account, and what becomes of it when the account is closed.
import type { Sql } from '#base/db'

/**
 * One kind of thing that a context keeps under somebody's account: told before the account is closed, and then erased or left as an archive.
 * A context that keeps such things and does not say so would leak them.
 */
export interface Belonging {
  /** Its code, with a word in docs/words.md. */
  what: string
  /** What becomes of it when the account is closed: stays: an archive that law keeps · goes-on: what is not finished yet · goes: erased. */
  closing: 'stays' | 'goes-on' | 'goes'
  /** How many of them an account has. */
  count(sql: Sql, account: string): Promise<number>
  /** Erases or ends them when the account is closed, or changes what only works with one. */
  forget?(tx: Sql, account: string, now: Temporal.Instant): Promise<void>
}

/** Counts by a statement: `$1` is the account, `n` the figure. */
export function countBy(statement: string): Belonging['count'] {
  return async (sql, account) => (await sql.rows<{ n: number }>(statement, [account]))[0]?.n ?? 0
}
