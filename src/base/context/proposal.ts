// What one person asks for and another decides (双人复核): how a context says which of its changes are of this kind.
import type { Static, TSchema } from 'typebox'
import type { Act } from '#base/act'
import type { Sql } from '#base/db'
import type { AccessRule } from '#base/http'

/** A proposal as the verbs of its kind are given it. */
export interface Proposed<C> {
  id: string
  content: C
  reason: string
  askedBy: string
  askedAt: Temporal.Instant
}

interface KindOf<C, S extends TSchema> {
  /** Names it in addresses and in the ledger: kebab-case. */
  code: string
  name: { zh: string; en: string }
  /** Who may ask, who decides, and who else sees it. Nobody decides what he asked for. */
  asks: AccessRule[]
  decides: AccessRule[]
  sees?: AccessRule[]
  shape: S
  /** What is asked for holds at once; the second person looks at it afterwards (事后复核). */
  atOnce?: boolean
  /** Calls that a test makes: asking, and deciding what `id` fills in. */
  example: { ask: { as: string; content: unknown }; decide: { as: string; id: string } }
  /** What it is about: of one kind only one proposal about the same waits. */
  subjectOf(content: C, askedBy: string): string
  /** Number of the case that it is about, where it is about one. */
  caseOf?(content: C): string
  /** Whose matter it is, where bodies decide for themselves; null for what concerns the platform. */
  organisationOf?(sql: Sql, content: C): Promise<string | null>
  /** Names of everything that `apply` changes. */
  locks(content: C): string[]
  /** Refuses what cannot be asked for, and what cannot be done any more when it is confirmed. */
  check(act: Act, content: C): Promise<void>
  /** Does it: in the act of whoever confirms, or of whoever asks where it holds at once. */
  apply(act: Act, one: Proposed<C>): Promise<void>
  /** What held at once and was found without reason, ends. */
  undo?(act: Act, one: Proposed<C>): Promise<void>
  /** After what was applied or undone is kept: what a process remembers is forgotten. */
  done?(content: C, askedBy: string): void
  /** One sentence that says what is asked for. */
  describe(sql: Sql, content: C, one: { id: string }): Promise<{ zh: string; en: string }>
}

/** A kind of proposal of any content, as the register keeps it. */
export type ProposalKind = KindOf<unknown, TSchema>

/** Declares a kind of proposal; the shape types its verbs. */
export function proposalKind<S extends TSchema>(spec: KindOf<Static<S>, S>): ProposalKind {
  return spec as unknown as ProposalKind
}
