// Reads entries. The only file besides act.ts and integrate.ts that names these tables.
import type { Sql } from '#base/db'
import type { Entry } from './entry.ts'

const columns = `id, seq, act, kind, subject, actor, actor_kind as "actorKind", post, on_behalf as "onBehalf", at, law_date::text as "lawDate", facts, digest`

/** Placed entries from `seq` on, in order. */
export async function entriesFrom(sql: Sql, seq: number, limit: number): Promise<Entry[]> {
  return sql.prepared<Entry>('act-entries-from', `select ${columns} from act.entries where seq >= $1 order by seq limit $2`, [seq, limit])
}

/** All entries about one subject, oldest first; also those not placed yet. By place where there is one: transaction ids begin anew in a cluster that a backup went to. */
export async function entriesOf(sql: Sql, subject: string): Promise<Entry[]> {
  return sql.prepared<Entry>('act-entries-of', `select ${columns} from act.entries where subject = $1 order by seq nulls last, xid, id`, [subject])
}

/** Entries of some kinds about one subject, the last first; also those not placed yet. */
export async function entriesAbout(sql: Sql, subjects: readonly string[], kinds: readonly string[], limit: number, after?: { at: string; id: string }): Promise<Entry[]> {
  return sql.prepared<Entry>(
    'act-entries-about-all', `select ${columns} from act.entries where subject = any ($1::uuid[]) and kind = any ($2) and ($3::timestamptz is null or (at, id) < ($3, $4::uuid)) order by at desc, id desc limit $5`,
    [subjects, kinds, after?.at ?? null, after?.id ?? null, limit],
  )
}

/** Who made entries of these kinds about these subjects, where a fact says that they are about one of these things. */
export async function actorsOf(sql: Sql, subjects: readonly string[], kinds: readonly string[], things: readonly string[]): Promise<string[]> {
  const rows = await sql.prepared<{ actor: string }>('act-actors-of', "select distinct actor from act.entries where subject = any ($1::uuid[]) and kind = any ($2) and facts->>'about' = any ($3)", [subjects, kinds, things])
  return rows.map(({ actor }) => actor)
}

/** One entry about a subject. */
export async function findEntry(sql: Sql, subjects: readonly string[], id: string): Promise<Entry | undefined> {
  return (await sql.prepared<Entry>('act-entry-of', `select ${columns} from act.entries where subject = any ($1::uuid[]) and id = $2`, [subjects, id]))[0]
}

/** How often each of these subjects was acted on, and when last. Numbers only ever grow. */
export async function countEntriesOf(sql: Sql, subjects: readonly string[]): Promise<Map<string, { count: number; last: Temporal.Instant }>> {
  const rows = await sql.prepared<{ subject: string; count: number; last: Temporal.Instant }>('act-entries-counts', 'select subject, count(*) as count, max(at) as last from act.entries where subject = any ($1::uuid[]) group by subject', [subjects])
  return new Map(rows.map(({ subject, ...row }) => [subject, row]))
}

/** How many entries have a place, and how many wait for one (with the moment of the oldest). */
export async function countEntries(sql: Sql): Promise<{ placed: number; waiting: number; oldestWaiting: Temporal.Instant | null }> {
  const [row] = await sql.rows<{ placed: number; waiting: number; oldestWaiting: Temporal.Instant | null }>(
    `select coalesce((select max(seq) + 1 from act.entries where seq is not null), 0) as placed, w.*
     from (select count(*) as waiting, min(at) as "oldestWaiting" from act.entries where seq is null) w`,
  )
  return row ?? { placed: 0, waiting: 0, oldestWaiting: null }
}

/** The kinds among the first entries that were ever made; none on an empty database. */
export async function firstKinds(sql: Sql, limit: number): Promise<Set<string>> {
  const rows = await sql.rows<{ kind: string }>('select distinct kind from (select kind from act.entries order by id limit $1) e', [limit])
  return new Set(rows.map((row) => row.kind))
}

/** Answers kept longer than 24 hours are forgotten. Answers how many. */
export async function forgetKeys(sql: Sql, before: Temporal.Instant): Promise<number> {
  return (await sql.rows('delete from act.keys where at < $1 returning 1', [before.toString()])).length
}
