// runAct: everything that changes something. One transaction, one actor, one moment, one source of randomness,
// locks before anything gives the transaction an id, and a record or a rollback.
import { createHash } from 'node:crypto'
import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import { canonicalJson, type Keys } from '#base/crypto'
import { asRefusal, sqlOver, type Sql } from '#base/db'
import { idMaker, type Random } from '#base/ids'
import type { Clock } from '#base/time'
import { onClient } from './client.ts'
import { proofDigest, type Actor, type Entry, type Recorded } from './entry.ts'
import { busy, clockBehind, keyReused } from './refusals.ts'
import { laterEntrySql, makeClockWatch, type ClockWatch } from './watch.ts'

/** What a verb works with. */
export interface Act {
  tx: Sql
  id: string
  now: Temporal.Instant
  actor: Actor
  random: Random
  newId(): string
  /** Says what was done. Kinds are past tense, `context.what-happened`. Returns the id of the entry. */
  record(kind: string, recorded: Recorded): string
}

export interface ActOptions {
  actor: Actor
  /** Names of everything the act will change, e.g. `case:<id>`. Locked in sorted order before anything is read. */
  locks: string[]
  /** The caller's idempotency key with a fingerprint of what was asked. */
  key?: { key: string; request: unknown } | undefined
  /** Somebody comes or goes: no date in law hangs on it, and a clock that was ahead for an hour must not keep everybody out until then. */
  comesOrGoes?: boolean
}

/**
 * What is done in the same act as an entry: both, or neither. It locks nothing by name, since the act began without knowing of it: rows that it changes
 * are locked as they are read.
 */
export type Companion = (act: Act, entry: Entry) => Promise<void>

export type RunAct = <T>(options: ActOptions, verb: (act: Act) => Promise<T>) => Promise<T>

export interface ActGround {
  pool: Pool
  clock: Clock
  random: Random
  /** What stores seal and open columns with. */
  keys?: Keys
  /** What goes with an entry of a kind. */
  companionsOf?: (kind: string) => readonly Companion[]
  /** Called after each commit with entries: wakes the integrator of this process. */
  onCommit?: () => void
  /** Called when the clock is found behind what was done already. */
  onClockBehind?: () => void
  /** A clock that is moved on purpose, to and fro, is not doubted. */
  trustsClock?: boolean
}

const attemptsMax = 4

/** Makes the one door through which anything is changed. Answers with a key must be plain JSON. */
export function makeRunAct(ground: ActGround): RunAct {
  const watch = makeClockWatch(ground.pool)
  return async (options, verb) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await attemptAct(ground, watch, options, verb)
      } catch (error) {
        if (attempt >= attemptsMax || !mayRetry(error)) throw told(error)
      }
    }
  }
}

async function attemptAct<T>(ground: ActGround, watch: ClockWatch, options: ActOptions, verb: (act: Act) => Promise<T>): Promise<T> {
  const isDoubtful = !ground.trustsClock && (await watch.doubts(ground.clock.now()))
  if (isDoubtful) ground.onClockBehind?.()
  return onClient(ground.pool, async (client) => {
    const given = await begin(client, options)
    if (given) {
      await client.query('rollback')
      return given.answer as T
    }
    const entries: Entry[] = []
    const act = makeAct(ground, options.actor, client, entries)
    if (isDoubtful && !options.comesOrGoes) await mustNotPrecede(client, options.locks, act.now)
    const answer = await verb(act)
    // One that records has companions too: the list grows while it is gone through.
    for (const entry of entries) for (const accompany of ground.companionsOf?.(entry.kind) ?? []) await accompany(act, entry)
    if (entries.length === 0) throw new Error('an act recorded nothing')
    await client.query(finish(act, entries, options, answer))
    watch.passed(act.now)
    ground.onCommit?.()
    return answer
  })
}

/** Refuses an act whose moment would lie before an entry of what it changes. */
async function mustNotPrecede(client: PoolClient, locks: readonly string[], now: Temporal.Instant): Promise<void> {
  const { rows } = await client.query<{ later: boolean }>(laterEntrySql(locks, now))
  if (rows[0]?.later) throw clockBehind()
}

/** Opens the transaction, takes the locks and looks the key up, in one round trip. */
async function begin(client: PoolClient, { actor, locks, key }: ActOptions): Promise<{ answer: unknown } | undefined> {
  const names = key ? [...locks, `key:${actor.id}:${key.key}`] : locks
  const numbers = [...new Set(names.map(lockNumber))].sort((a, b) => (a < b ? -1 : 1))
  const text = [
    "begin; set local lock_timeout = '10s'",
    ...numbers.map((n) => `select pg_advisory_xact_lock(${n})`),
    ...(key ? [`select fingerprint, answer from act.keys where actor = ${escapeLiteral(actor.id)} and key = ${escapeLiteral(key.key)}`] : []),
  ].join(';')
  const results = (await client.query(text)) as unknown as { rows: { fingerprint: Buffer; answer: unknown }[] }[]
  const found = key ? results.at(-1)?.rows[0] : undefined
  if (!found || !key) return undefined
  if (!found.fingerprint.equals(fingerprintOf(key.request))) throw keyReused({ key: key.key })
  return { answer: found.answer }
}

function makeAct(ground: ActGround, actor: Actor, client: PoolClient, entries: Entry[]): Act {
  const now = ground.clock.now().round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
  const newId = idMaker(now, ground.random)
  const id = newId()
  return {
    tx: sqlOver(client, ground.keys), id, now, actor, random: ground.random, newId,
    record(kind, { subject, facts = {}, lawDate, proves }) {
      const entry: Entry = {
        id: newId(), seq: null, act: id, kind, subject, actor: actor.hand ?? actor.id, actorKind: actor.hand ? 'natural' : actor.kind,
        post: actor.post ?? null, onBehalf: actor.hand ? actor.id : (actor.onBehalfOf ?? null), at: now, lawDate: lawDate?.toString() ?? null,
        facts, digest: proves ? proofDigest(proves.salt, proves.content) : null,
      }
      entries.push(entry)
      return entry.id
    },
  }
}

/** Entries, the stored answer and the commit travel together: one round trip, all or nothing. */
function finish(act: Act, entries: Entry[], { actor, key }: ActOptions, answer: unknown): string {
  const quote = (value: string | null | undefined) => (value == null ? 'null' : escapeLiteral(value))
  const bytes = (value: Uint8Array | null) => (value ? `'\\x${Buffer.from(value).toString('hex')}'::bytea` : 'null')
  const rows = entries.map((e) => `(${[
    quote(e.id), quote(e.act), quote(e.kind), quote(e.subject), quote(e.actor), quote(e.actorKind), quote(e.post), quote(e.onBehalf),
    quote(e.at.toString()), quote(e.lawDate), `${quote(JSON.stringify(e.facts))}::jsonb`, bytes(e.digest),
  ].join(',')})`)
  const insert = `insert into act.entries (id, act, kind, subject, actor, actor_kind, post, on_behalf, at, law_date, facts, digest) values ${rows.join(',')}`
  const keep = key
    ? [`insert into act.keys (actor, key, fingerprint, answer, at) values (${quote(actor.id)}, ${quote(key.key)}, ${bytes(fingerprintOf(key.request))}, ${quote(JSON.stringify(answer ?? null))}::jsonb, ${quote(act.now.toString())})`]
    : []
  return [insert, ...keep, 'commit'].join(';')
}

function fingerprintOf(request: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(request)).digest()
}

/** A lock's number: the first eight bytes of the SHA-256 of its name, signed. */
export function lockNumber(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE(0)
}

/** 40001 and 40P01: the server chose this transaction to lose; nothing was done, so it may simply run again. */
function mayRetry(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** 55P03: a lock was not to be had in time. */
function told(error: unknown): unknown {
  return codeOf(error) === '55P03' ? busy() : asRefusal(error)
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
