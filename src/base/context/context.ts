// A context declares; the platform (src/platform.ts) puts contexts together. No context starts anything by itself.
import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from 'pg'
import type { BatchFollower, Companion, Follower, RunAct } from '#base/act'
import type { Keys, TrustedKey } from '#base/crypto'
import type { Sql } from '#base/db'
import type { FileStore } from '#base/files'
import type { Route } from '#base/http'
import type { Random } from '#base/ids'
import type { Outgoing } from '#base/outgoing'
import type { Clock, ClockGuard } from '#base/time'
import type { Belonging } from './belonging.ts'
import type { Holding } from './holding.ts'
import type { Move } from './merging.ts'
import type { ProposalKind } from './proposal.ts'
import type { Standing } from './standing.ts'

/** A source of proofs of who somebody is, as the operator set it up. */
export interface ProofRelay {
  /** Who runs it, and how that one is reached: told to the person before anything is asked (个人信息保护法 17, 23). */
  name: { zh: string; en: string }
  contact: string
  /** Where questions are posted as JSON; called through `outgoing`. */
  url: string
  /** Sent as bearer token. */
  token?: string | undefined
  /** Scheme and host of the pages on which the source checks a person. */
  pages: string
  /** Whose signatures are the source's. */
  keys: readonly TrustedKey[]
  /** 实名等级 by what the source says it did, in its own word. */
  levels: Readonly<Record<string, 3 | 4 | 5>>
  /** How long an answer counts. */
  holdsDays: number
}

/** How certificates of holders come in, as the operator set it up: shown to the proxy at the front and handed on by it (RFC 9440). */
export interface CertificateRelay {
  /** What the proxy shows with each call; whatever comes without it brought no certificate. */
  secret: string
  /** Whether their holders unlock them (UKey with its PIN), so that one is two factors and signs in alone. */
  alone: boolean
  /** Files: authorities that are trusted (PEM), lists of revoked ones (PEM or DER). Full paths. */
  authorities: string
  lists: readonly string[]
}

/** Relays of mail, text messages, proofs and certificates. */
export interface Relays {
  /** smtp://[user:password@]host:port, or smtps://. */
  smtp?: string | undefined
  /** Who mail is from. */
  from?: string | undefined
  /** http(s)://[:token@]host/path that takes JSON {id, to, text}. */
  sms?: string | undefined
  /** Sources of proofs by name (src/support/proofs/source.ts). */
  proofs?: Readonly<Record<string, ProofRelay>> | undefined
  certificates?: CertificateRelay | undefined
}

/** What everything stands on. Passed in; there is no global. */
export interface Ground {
  pool: Pool
  sql: Sql
  runAct: RunAct
  clock: Clock
  /** Whether the machine's clock leapt since this process was started. */
  clockGuard: ClockGuard
  random: Random
  files: FileStore
  keys: Keys
  /** The public address, without a trailing slash. */
  origin: string
  /** Where mail, text messages and questions to sources are handed over; absent: that way is not set up. */
  relays: Relays
  /** Calls to addresses that somebody registered here, never into this machine or its network. */
  outgoing: Outgoing
  /** How long emergency access to a case lasts (紧急授权). */
  emergencyMinutes: number
  /** Whether demonstration accounts and one-tap sign-in exist here. */
  demonstration: boolean
  log: FastifyBaseLogger
  /** Enqueues slow work. Called by followers, never inside an act. `key` makes it once: an equal waiting job is replaced. */
  addJob(name: string, payload: Record<string, unknown>, options?: { key?: string; runAt?: Temporal.Instant }): Promise<void>
}

export type JobHandlers = Record<string, (payload: Record<string, unknown>) => Promise<void>>

/** Work that comes round: runs in one process at a time, e.g. timers that have fallen due. */
export interface Beat {
  name: string
  everySeconds: number
  run(): Promise<void>
}

/** One context as the platform sees it. */
export interface Context {
  /** The folder's name, and the PostgreSQL schema's where it has tables. */
  name: string
  /** `import.meta.dirname` + '/migrations', where the context has tables. */
  migrations?: string
  routes?(ground: Ground): Route[]
  followers?(ground: Ground): Follower[]
  /** What is done in the same act as an entry, by kind of entry. */
  companions?(ground: Ground): Readonly<Record<string, Companion>>
  batchFollowers?(ground: Ground): BatchFollower[]
  jobs?(ground: Ground): JobHandlers
  /** What follows from time alone. The ground's clock and acts refuse (`act.clock-leapt`) while the machine's clock is held. */
  beats?(ground: Ground): Beat[]
  /** Changes that one person asks for and another decides (双人复核). */
  proposals?(ground: Ground): ProposalKind[]
  /** What it keeps under somebody's account. */
  belongings?: readonly Belonging[]
  /** What its tables hold about people: for a copy, for erasing on request and by itself. */
  holdings?: readonly Holding[]
  /** How rows of tables that hold nothing for a copy go over when accounts are merged. */
  moves?: readonly Move[]
  /** Its rows that stand under a secret of the installation. */
  standings?: readonly Standing[]
  /** Those of the digests that this context's rows name: such files are never swept away. Every context that keeps digests of files has it. */
  heldFiles?(sql: Sql, digests: string[]): Promise<string[]>
}
