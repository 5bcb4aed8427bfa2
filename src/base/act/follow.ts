// Followers: how news goes up. Each reads the ledger by its own cursor, after commit, in order, in batches.
// What it cannot take is parked with an owner, together with later entries of the same subject; others go on.
import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg'
import { sqlOver, type Sql } from '#base/db'
import type { Clock } from '#base/time'
import { onClient } from './client.ts'
import { entriesFrom } from './entries.ts'
import type { Entry } from './entry.ts'
import { lockNumber } from './act.ts'
import { lead } from './leader.ts'

/** A follower's handlers by kind of entry (`*` takes every kind). Handlers are idempotent: after a crash they see an entry again. */
export interface Follower {
  name: string
  /** Who is asked to look when an entry is parked: a role. */
  owner: string
  on: Record<string, Handle>
  /** Tries before an entry is parked. */
  attemptsMax?: number
}

/** Handles one entry. `batch`: the entries that were read with it, for what is asked of all at once (`oncePerBatch`). */
export type Handle = (entry: Entry, batch: readonly Entry[]) => Promise<void>

/**
 * Asks once for all entries of a batch what each of its handlers needs, with the first of them. Only for what no handler of this follower changes
 * for another entry; a second try at an entry has a batch of its own, and asks anew.
 */
export function oncePerBatch<T>(ask: (batch: readonly Entry[]) => Promise<T>): (batch: readonly Entry[]) => Promise<T> {
  const answers = new WeakMap<readonly Entry[], Promise<T>>()
  return (batch) => {
    const answer = answers.get(batch) ?? ask(batch)
    answers.set(batch, answer)
    return answer
  }
}

/** A follower that takes whole batches inside the transaction that moves its cursor, e.g. the ledger's tree. It must not fail on content. */
export interface BatchFollower {
  name: string
  take(entries: Entry[], tx: Sql): Promise<void>
}

const batchMax = 500

export interface FollowGround {
  pool: Pool
  clock: Clock
  onParked?: (follower: string, entry: Entry, error: unknown) => void
  /** Whether the process is ending: a follower goes no further than the entry in hand. */
  isEnding?: () => boolean
}

/** Lets followers read on as far as they can, one after another. One that cannot go on does not hold up those after it; the first trouble is thrown at the end. */
export async function follow(ground: FollowGround, followers: readonly Follower[]): Promise<number> {
  // Parking is written at once and outside the transaction that holds the cursors, which must not get an id while handlers run.
  const sql = sqlOver(ground.pool)
  let trouble: { error: unknown } | undefined
  const readers = followers.map((follower): Reader => ({
    name: follower.name,
    take: (entries, parked) => takeAll(ground, sql, follower, entries, parked).catch((error: unknown) => ((trouble ??= { error }), 0)),
  }))
  const passed = await readOn(ground.pool, readers)
  if (trouble) throw trouble.error
  return passed
}

/** Lets a batch follower read on as far as it can. Answers how many entries it passed. */
export async function followBatches(pool: Pool, follower: BatchFollower): Promise<number> {
  return readOn(pool, [{ name: follower.name, take: (entries, _parked, tx) => follower.take(entries, tx).then(() => entries.length) }])
}

/**
 * Moves the cursors of those that hear of none of the entries that are new, in one statement for all: most news concern few. Answers who is to
 * read on by itself (it hears something, has never read, or has more before it than one batch), and how many entries the others passed.
 */
export async function passUnheard(sql: Sql, followers: readonly Follower[]): Promise<{ hearing: Set<string>; passed: number }> {
  const kinds = followers.map(({ name, on }) => ({ name, kinds: '*' in on ? null : Object.keys(on) }))
  const rows = await sql.prepared<{ name: string; hears: boolean; passed: number }>('act-pass-unheard', passSql, [JSON.stringify(kinds), batchMax, severalLock])
  return { hearing: new Set(rows.filter((row) => row.hears).map((row) => row.name)), passed: rows.reduce((sum, row) => sum + row.passed, 0) }
}

// Only one process at a time moves several cursors, so that no two wait for each other.
const severalLock = lockNumber('leader:pass-unheard').toString()

const passSql = `
  with asked as materialized (select name, kinds from jsonb_to_recordset($1::jsonb) as x(name text, kinds text[])),
  lead as materialized (select pg_try_advisory_xact_lock($3::bigint) as mine),
  news as materialized (
    select a.name, c.seq as at, n.last, coalesce(n.heard or n.count = $2, c.seq is null) as hears
    from asked a left join act.cursors c on c.follower = a.name
    left join lateral (
      select count(*) as count, max(e.seq) as last, bool_or(a.kinds is null or e.kind = any (a.kinds)) as heard
      from (select seq, kind from act.entries where seq >= c.seq order by seq limit $2) e
    ) n on true
  ), moved as (
    update act.cursors c set seq = n.last + 1 from news n
    where c.follower = n.name and c.seq = n.at and n.last is not null and not n.hears and (select mine from lead)
    returning c.follower, c.seq - n.at as passed
  )
  select n.name, n.hears, coalesce(m.passed, 0)::int as passed from news n left join moved m on m.follower = n.name where n.hears or m.passed > 0`

async function takeAll(ground: FollowGround, sql: Sql, follower: Follower, entries: readonly Entry[], parked: Set<string>): Promise<number> {
  for (const [place, entry] of entries.entries()) {
    if (ground.isEnding?.()) return place
    const handle = follower.on[entry.kind] ?? follower.on['*']
    if (!handle) continue
    if (parked.has(entry.subject)) await park(sql, follower, entry, 'an earlier entry of this subject is parked', 0, ground.clock)
    else if (!(await take(ground, sql, follower, entry, (attempt) => handle(entry, attempt === 1 ? entries : [entry])))) parked.add(entry.subject)
  }
  return entries.length
}

async function take(ground: FollowGround, sql: Sql, follower: Follower, entry: Entry, handle: (attempt: number) => Promise<void>): Promise<boolean> {
  const attemptsMax = follower.attemptsMax ?? 3
  for (let attempt = 1; ; attempt++) {
    try {
      await handle(attempt)
      return true
    } catch (error) {
      if (isAway(error)) throw error
      if (attempt < attemptsMax) continue
      ground.onParked?.(follower.name, entry, error)
      await park(sql, follower, entry, error instanceof Error ? error.message.slice(0, 500) : 'unknown', attempt, ground.clock)
      return false
    }
  }
}

/** The server being away says nothing about the entry: the follower stops and reads it again later. */
function isAway(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 503
}

/** One that reads by its own cursor. Answers how many of the entries it is done with: so far its cursor moves; with fewer than all it wants no more. */
interface Reader {
  name: string
  take(entries: Entry[], parked: Set<string>, tx: Sql): Promise<number>
}

async function readOn(pool: Pool, readers: readonly Reader[]): Promise<number> {
  let passed = 0
  for (let left = readers; left.length > 0; ) {
    const round = await readRound(pool, left)
    passed += round.passed
    left = round.left
  }
  return passed
}

/**
 * Readers whom nobody else in the cluster reads for take what is new to each, in one transaction that holds their locks and moves their cursors at its end.
 * About one batch in all: no more is taken again when the process is killed before the end. Answers who has more to read.
 */
async function readRound(pool: Pool, readers: readonly Reader[]): Promise<{ passed: number; left: Reader[] }> {
  return onClient(pool, async (client) => {
    const tx = sqlOver(client)
    const places = await leadReaders(client, readers)
    const windows = openWindows(tx)
    const moved = new Map<string, number>()
    const left: Reader[] = []
    let passed = 0
    for (const reader of readers) {
      const place = places.get(reader.name)
      if (!place) continue
      if (passed >= batchMax) {
        left.push(reader)
        continue
      }
      const { entries, isFull } = await windows.from(place.seq)
      const done = entries.length === 0 ? 0 : await reader.take(entries, place.parked, tx)
      const last = entries[done - 1]?.seq
      if (last == null) continue
      moved.set(reader.name, last + 1)
      passed += done
      if (isFull && done === entries.length) left.push(reader)
    }
    await client.query([...moveSql(moved), 'commit'].join('; '))
    return { passed, left }
  })
}

/** Where each of the readers stands whose lock is to be had, and the subjects of which it has parked entries. */
async function leadReaders(client: PoolClient, readers: readonly Reader[]): Promise<Map<string, { seq: number; parked: Set<string> }>> {
  const names = readers.map(({ name }) => escapeLiteral(name)).join(', ')
  const { led, answers: [cursors, parked] } = await lead(client, readers.map(({ name }) => lockOf(name)), [
    `select follower, seq from act.cursors where follower in (${names})`, `select distinct follower, subject from act.parked where follower in (${names})`,
  ])
  const seqs = new Map(rowsOf<{ follower: string; seq: number }>(cursors).map((row) => [row.follower, row.seq]))
  const places = new Map(readers.filter(({ name }) => led.has(lockOf(name))).map(({ name }) => [name, { seq: seqs.get(name) ?? 0, parked: new Set<string>() }]))
  for (const row of rowsOf<{ follower: string; subject: string }>(parked)) places.get(row.follower)?.parked.add(row.subject)
  return places
}

const rowsOf = <R>(answer: QueryResult | undefined): R[] => (answer?.rows ?? []) as R[]
const lockOf = (name: string): string => `follower:${name}`

/** The news from a place on, at most a batch: read once for all that stand near it, as most do. */
function openWindows(tx: Sql) {
  const windows: { from: number; entries: Entry[] }[] = []
  return {
    from: async (seq: number): Promise<{ entries: Entry[]; isFull: boolean }> => {
      let window = windows.find(({ from, entries }) => from <= seq && (entries.length < batchMax || (entries.at(-1)?.seq ?? 0) >= seq))
      if (!window) windows.push((window = { from: seq, entries: await entriesFrom(tx, seq, batchMax) }))
      return { entries: window.entries.filter((entry) => entry.seq !== null && entry.seq >= seq), isFull: window.entries.length === batchMax }
    },
  }
}

function moveSql(moved: ReadonlyMap<string, number>): string[] {
  if (moved.size === 0) return []
  const rows = [...moved].map(([name, seq]) => `(${escapeLiteral(name)}, ${seq})`)
  return [`select pg_advisory_xact_lock(${severalLock})`, `insert into act.cursors values ${rows.join(', ')} on conflict (follower) do update set seq = excluded.seq`]
}

async function park(sql: Sql, follower: Follower, entry: Entry, error: string, attempts: number, clock: Clock): Promise<void> {
  await sql.rows(
    'insert into act.parked (follower, seq, subject, kind, error, owner, attempts, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing',
    [follower.name, entry.seq, entry.subject, entry.kind, error, follower.owner, attempts, clock.now().toString()],
  )
}

export interface ParkedEntry {
  follower: string
  seq: number
  subject: string
  kind: string
  error: string
  owner: string
  attempts: number
  at: Temporal.Instant
}

/** The dead letters, oldest first. */
export async function listParked(sql: Sql): Promise<ParkedEntry[]> {
  return sql.rows<ParkedEntry>('select * from act.parked order by seq, follower limit 500')
}

/** How many dead letters there are. */
export async function countParked(sql: Sql): Promise<number> {
  const [row] = await sql.prepared<{ count: number }>('act-count-parked', 'select count(*) as count from act.parked', [])
  return row?.count ?? 0
}

/** Tries a follower's parked entries again, in order; stops at the first of a subject that still fails. Answers how many were taken. */
export async function retryParked(ground: FollowGround, sql: Sql, follower: Follower): Promise<number> {
  const rows = await sql.rows<{ seq: number; subject: string }>('select seq, subject from act.parked where follower = $1 order by seq', [follower.name])
  const failing = new Set<string>()
  let taken = 0
  for (const { seq, subject } of rows) {
    if (failing.has(subject)) continue
    const [entry] = await entriesFrom(sql, seq, 1)
    const handle = entry && (follower.on[entry.kind] ?? follower.on['*'])
    try {
      if (entry && handle) await handle(entry, [entry])
      await sql.rows('delete from act.parked where follower = $1 and seq = $2', [follower.name, seq])
      taken++
    } catch (error) {
      if (isAway(error)) throw error
      failing.add(subject)
      await sql.rows('update act.parked set error = $3, attempts = attempts + 1, at = $4 where follower = $1 and seq = $2', [
        follower.name, seq, error instanceof Error ? error.message.slice(0, 500) : 'unknown', ground.clock.now().toString(),
      ])
    }
  }
  return taken
}
