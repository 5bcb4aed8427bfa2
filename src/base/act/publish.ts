// Publishing in versions: what a pack brings becomes a new version where it differs from the newest one. A version is never edited.
import { canonicalJson, sha256Hex } from '#base/crypto'
import type { Sql } from '#base/db'
import type { Act } from './act.ts'
import type { Facts } from './entry.ts'

/** One version; `digest` is the SHA-256 of its canonical JSON, hexadecimal. */
export interface Version<T> {
  version: number
  content: T
  digest: string
}

/** Where versions are kept, and how the ledger names them. */
export interface VersionRegister<T> {
  /** Kind of the entry, e.g. `licences.type-published`. */
  kind: string
  /** What names the thing in the entry's facts, e.g. its code. */
  name(content: T): Facts
  /** The newest version of the thing. */
  find(tx: Sql, content: T): Promise<Pick<Version<T>, 'version' | 'digest'> | undefined>
  insert(tx: Sql, version: Version<T>, now: Temporal.Instant): Promise<void>
}

/** Publishes what differs from its newest version. Answers how many versions were added. The act holds the register's lock. */
export async function publishChanged<T>(act: Act, contents: readonly T[], register: VersionRegister<T>): Promise<number> {
  let taken = 0
  for (const content of contents) {
    const digest = sha256Hex(canonicalJson(content))
    const known = await register.find(act.tx, content)
    if (known?.digest === digest) continue
    const version = (known?.version ?? 0) + 1
    await register.insert(act.tx, { version, content, digest }, act.now)
    act.record(register.kind, { subject: act.id, facts: { ...register.name(content), version, digest } })
    taken++
  }
  return taken
}
