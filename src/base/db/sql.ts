// How SQL reaches the server: by text, or prepared by name. One shape for a pool and for a transaction.
import type { ClientBase, Pool } from 'pg'
import type { Keys } from '#base/crypto'

/** Runs statements. `prepared` is for hot statements: the name must be unique to the text in the whole program. */
export interface Sql {
  rows<R>(text: string, values?: unknown[]): Promise<R[]>
  prepared<R>(name: string, text: string, values: unknown[]): Promise<R[]>
  /** What a store seals and opens its columns with. Throws where this connection was opened without keys: to migrate, to look at the schema. */
  keys(): Keys
}

/** Statements over a pool (each on any connection) or over one client (inside its transaction), with the keys of the installation. */
export function sqlOver(target: Pool | ClientBase, keys?: Keys): Sql {
  const ask = async <R>(config: { text: string; values?: unknown[]; name?: string }): Promise<R[]> => (await target.query(config)).rows as R[]
  return {
    rows: (text, values) => ask({ text, values: values ?? [] }),
    prepared: (name, text, values) => ask({ name, text, values }),
    keys: () => {
      if (!keys) throw new Error('this connection has no keys')
      return keys
    },
  }
}
