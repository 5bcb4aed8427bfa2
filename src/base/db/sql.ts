// How SQL reaches the server: by text, or prepared by name. One shape for a pool and for a transaction.
import type { ClientBase, Pool } from 'pg'

/** Runs statements. `prepared` is for hot statements: the name must be unique to the text in the whole program. */
export interface Sql {
  rows<R>(text: string, values?: unknown[]): Promise<R[]>
  prepared<R>(name: string, text: string, values: unknown[]): Promise<R[]>
}

/** Statements over a pool (each on any connection) or over one client (inside its transaction). */
export function sqlOver(target: Pool | ClientBase): Sql {
  const ask = async <R>(config: { text: string; values?: unknown[]; name?: string }): Promise<R[]> => (await target.query(config)).rows as R[]
  return {
    rows: (text, values) => ask({ text, values: values ?? [] }),
    prepared: (name, text, values) => ask({ name, text, values }),
  }
}
