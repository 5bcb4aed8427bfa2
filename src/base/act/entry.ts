// What an act leaves behind: ledger entries. They hold ids, codes and digests; never words, never personal data.
import { createHmac } from 'node:crypto'
import { canonicalJson } from '#base/crypto'

/** Whose own things are meant: all of an account's, or under an agency for some items those of these alone (民法典 163, 165). */
export interface Whose {
  id: string
  items?: readonly string[] | undefined
}

/** Who acts. `id` is an account or a system actor; `post` the staff post used; `onBehalfOf` the account represented. */
export interface Actor extends Whose {
  kind: 'natural' | 'legal' | 'staff' | 'system'
  post?: string
  onBehalfOf?: string
  /** The natural person who does it for `id`: entries then name that person, on behalf of `id`. */
  hand?: string
}

/** Values that may stand in the ledger for ever: codes, ids, numbers, dates, yes or no. */
export type Fact = string | number | boolean | null | Fact[] | { [name: string]: Fact }
export type Facts = Record<string, Fact>

/** One entry as stored. `seq` is the gapless place in the ledger, absent until integrated. */
export interface Entry {
  id: string
  seq: number | null
  act: string
  kind: string
  subject: string
  actor: string
  actorKind: Actor['kind']
  post: string | null
  onBehalf: string | null
  at: Temporal.Instant
  lawDate: string | null
  facts: Facts
  digest: Uint8Array | null
}

/** What a verb says was done. `proves` binds words that are kept elsewhere: salt and content are erased together, there. */
export interface Recorded {
  subject: string
  facts?: Facts
  /** The date in law, where it is earlier than the moment of the act (papers received earlier, deemed acts). */
  lawDate?: Temporal.PlainDate
  proves?: { salt: Uint8Array; content: unknown }
}

/** The digest that stands in the ledger for words kept elsewhere. Without the salt it tells nothing. */
export function proofDigest(salt: Uint8Array, content: unknown): Buffer {
  return createHmac('sha256', salt).update(canonicalJson(content)).digest()
}

/** The bytes of an entry that are hashed into the tree. No transaction id: the same seed must give the same root. */
export function entryBytes(entry: Entry): Buffer {
  const { seq: _place, digest, ...rest } = entry
  return Buffer.from(canonicalJson({ ...rest, digest: digest && Buffer.from(digest).toString('base64') }))
}
