// SQL of holds, of what was erased in figures, and of what holdings declare: the tables of other contexts are named by their own declarations alone.
import type { Holding } from '#base/context'
import type { Sql } from '#base/db'
import type { Hold } from './hold.ts'

const holdColumns = 'id, case_id as "caseId", account, law, article, until::text as until, placed_at as "placedAt"'

/** Holds that run on a day. */
export async function listHolds(sql: Sql, today: Temporal.PlainDate): Promise<Hold[]> {
  return sql.prepared<Hold>('rights-holds', `select ${holdColumns} from rights.holds where ended_at is null and until >= $1 order by placed_at, id`, [today.toString()])
}

export async function findHold(sql: Sql, id: string): Promise<Hold | undefined> {
  return (await sql.prepared<Hold>('rights-hold', `select ${holdColumns} from rights.holds where id = $1`, [id]))[0]
}

export async function insertHold(tx: Sql, one: Hold): Promise<void> {
  await tx.rows('insert into rights.holds (id, case_id, account, law, article, until, placed_at) values ($1,$2,$3,$4,$5,$6,$7)', [one.id, one.caseId, one.account, one.law, one.article, one.until, one.placedAt.toString()])
}

/** Ends a hold; false where none runs. What it kept is gone through anew. */
export async function endHold(tx: Sql, id: string, now: Temporal.Instant, today: Temporal.PlainDate): Promise<boolean> {
  const ended = (await tx.rows('update rights.holds set ended_at = $2 where id = $1 and ended_at is null and until >= $3 returning 1', [id, now.toString(), today.toString()])).length > 0
  if (ended) await tx.rows('delete from rights.progress')
  return ended
}

/** Marks the holds whose last day is over; what they kept is gone through anew. */
export async function lapseHolds(sql: Sql, now: Temporal.Instant, today: Temporal.PlainDate): Promise<void> {
  await sql.rows('with over as (update rights.holds set ended_at = $1 where ended_at is null and until < $2 returning 1) delete from rights.progress where exists (select from over)', [now.toString(), today.toString()])
}

export interface Progress {
  finishedAt: Temporal.Instant
  caseId: string
}

export async function findProgress(sql: Sql, purpose: string): Promise<Progress | undefined> {
  return (await sql.prepared<Progress>('rights-progress', 'select finished_at as "finishedAt", case_id as "caseId" from rights.progress where purpose = $1', [purpose]))[0]
}

/** Moves on from where it stood; not where a hold has ended meanwhile and everything is gone through anew. */
export async function saveProgress(sql: Sql, purpose: string, from: Progress | undefined, { finishedAt, caseId }: Progress): Promise<void> {
  const given = [purpose, finishedAt.toString(), caseId]
  if (from) await sql.rows('update rights.progress set finished_at = $2, case_id = $3 where purpose = $1 and case_id = $4', [...given, from.caseId])
  else await sql.rows('insert into rights.progress (purpose, finished_at, case_id) values ($1, $2, $3) on conflict do nothing', given)
}

/** Whose rows are meant: accounts, and cases with their numbers. */
export interface Scope {
  accounts: readonly string[]
  cases: readonly { id: string; number: string }[]
}

const typed = '$1::uuid[] is not null and $2::uuid[] is not null and $3::text[] is not null and $4::timestamptz is not null'
const values = ({ accounts, cases }: Scope, now: Temporal.Instant) => [accounts, cases.map(({ id }) => id), cases.map(({ number }) => number), now.toString()]
const notYet = ({ erase }: Holding) => (erase !== null && erase !== 'row' ? ` and not (${erase.unless})` : '')

/** Rows of somebody. */
const ofScope = (holding: Holding) => `${typed} and (${holding.whose})${notYet(holding)}`
/** Rows whose period ended before the moment of this parameter; `$1` to `$3` are those that are held. */
const overTime = (holding: Holding, isHeld: boolean, before = 5) => `${typed} and ${holding.ended} < $${before}::timestamptz and coalesce((${holding.whose}), false) is ${isHeld}${notYet(holding)}`

/** What a copy tells of somebody's rows. */
export async function readHolding(sql: Sql, { table, copy, whose }: Holding, scope: Scope, now: Temporal.Instant, limit: number): Promise<Record<string, unknown>[]> {
  return sql.rows(`select ${copy.join(', ')} from ${table} t where ${typed} and (${whose}) limit $5`, [...values(scope, now), limit])
}

/** A file as a copy names it. */
export interface HeldFile {
  digest: string
  folder: string
  name: string
}

/** The files of somebody's rows, in the order of their names. */
export async function listHeldFiles(sql: Sql, { table, whose, file }: Holding, scope: Scope, now: Temporal.Instant, limit: number): Promise<HeldFile[]> {
  if (!file || limit <= 0) return []
  const { digest, folder, name } = file
  return sql.rows<HeldFile>(`select distinct ${digest} as digest, ${folder} as folder, ${name} as name from ${table} t where ${typed} and (${whose}) and ${digest} is not null order by folder, name, digest limit $5`, [...values(scope, now), limit])
}

/** How many rows tell of somebody. */
export async function countOf(sql: Sql, holding: Holding, scope: Scope, now: Temporal.Instant): Promise<number> {
  return (await sql.rows<{ n: number }>(`select count(*)::int as n from ${holding.table} t where ${ofScope(holding)}`, values(scope, now)))[0]?.n ?? 0
}

async function erase(tx: Sql, holding: Holding, where: string, given: unknown[]): Promise<number> {
  const { table } = holding
  if (holding.first) await tx.rows(holding.first(where), given)
  const statement = holding.erase === 'row' ? `delete from ${table} t where ${where}` : `update ${table} t set ${holding.erase?.set ?? ''} where ${where}`
  return (await tx.rows(`${statement} returning 1`, given)).length
}

/** Those of somebody's rows that are not in force any more; `$5` to `$8` are those that are held, where they are left out. */
const agreed = (holding: Holding, leavingHeld: boolean) => {
  const ended = holding.ended !== null && holding.ended !== 'matter' ? ` and ${holding.ended} is not null` : ''
  const later = (text: string) => text.replace(/\$([1-4])(?!\d)/g, (_, place: string) => `$${Number(place) + 4}`)
  return `${ofScope(holding)}${ended}${leavingHeld ? ` and ${later(typed)} and not coalesce((${later(holding.whose)}), false)` : ''}`
}

/** Erases rows of somebody that are not in force any more, but for those that are held. Answers how many. */
export async function eraseAgreed(tx: Sql, holding: Holding, scope: Scope, held: Scope, now: Temporal.Instant): Promise<number> {
  return erase(tx, holding, agreed(holding, true), [...values(scope, now), ...values(held, now)])
}

/** How many of them there are; how many could be erased now, with what is held left out. */
export async function countAgreed(sql: Sql, holding: Holding, scope: Scope, held: Scope, now: Temporal.Instant): Promise<{ all: number; free: number }> {
  const count = async (leavingHeld: boolean) => (await sql.rows<{ n: number }>(`select count(*)::int as n from ${holding.table} t where ${agreed(holding, leavingHeld)}`, [...values(scope, now), ...(leavingHeld ? values(held, now) : [])]))[0]?.n ?? 0
  return { all: await count(false), free: await count(true) }
}

/** Erases rows of somebody. Answers how many. */
export async function eraseOf(tx: Sql, holding: Holding, scope: Scope, now: Temporal.Instant): Promise<number> {
  return erase(tx, holding, ofScope(holding), values(scope, now))
}

/** A request to erase that was granted while something was held: what was held goes when the hold ends. */
export interface Waiting {
  caseId: string
  account: string
}

export async function listWaiting(sql: Sql): Promise<Waiting[]> {
  return sql.rows<Waiting>('select case_id as "caseId", account from rights.waiting order by since, case_id')
}

/** Lets a request wait; false where it waits already. */
export async function insertWaiting(tx: Sql, { caseId, account }: Waiting, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('insert into rights.waiting (case_id, account, since) values ($1, $2, $3) on conflict do nothing returning 1', [caseId, account, now.toString()])).length > 0
}

export async function deleteWaiting(tx: Sql, caseId: string): Promise<void> {
  await tx.rows('delete from rights.waiting where case_id = $1', [caseId])
}

/** Erases rows whose period ended before a moment, but for those that are held: some at a time. Answers how many. */
export async function eraseOverTime(tx: Sql, holding: Holding, held: Scope, now: Temporal.Instant, before: Temporal.Instant, limit: number): Promise<number> {
  const where = `t.ctid = any (array(select t.ctid from ${holding.table} t where ${overTime(holding, false)} order by t.ctid limit $6 for update))`
  return erase(tx, holding, where, [...values(held, now), before.toString(), limit])
}

/** Those of which something is to be erased, asked in one statement: mostly there is nothing. */
export async function listOverTime<T extends { holding: Holding; before: Temporal.Instant }>(sql: Sql, all: readonly T[], held: Scope, now: Temporal.Instant): Promise<T[]> {
  if (all.length === 0) return []
  const given = values(held, now)
  const asked = all.map(({ holding }, at) => `exists (select from ${holding.table} t where ${overTime(holding, false, given.length + 1 + at)})`)
  const [row] = await sql.rows<{ over: boolean[] }>(`select array[${asked.join(', ')}] as over`, [...given, ...all.map(({ before }) => before.toString())])
  return all.filter((_, at) => row?.over[at])
}

/** How many rows there are, and how many stay only because they are held. */
export async function countHolding(sql: Sql, holding: Holding, held: Scope, now: Temporal.Instant, before: Temporal.Instant | null): Promise<{ kept: number; held: number }> {
  const all = await sql.rows<{ n: number }>(`select count(*)::int as n from ${holding.table} t where true${notYet(holding)}`)
  const timely = before !== null && holding.ended !== null && holding.ended !== 'matter'
  const some = held.accounts.length + held.cases.length === 0 ? [] : timely
    ? await sql.rows<{ n: number }>(`select count(*)::int as n from ${holding.table} t where ${overTime(holding, true)}`, [...values(held, now), before.toString()])
    : await sql.rows<{ n: number }>(`select count(*)::int as n from ${holding.table} t where ${ofScope(holding)}`, values(held, now))
  return { kept: all[0]?.n ?? 0, held: some[0]?.n ?? 0 }
}

export async function insertErasure(tx: Sql, one: { id: string; table: string; purpose: string; cause: 'time' | 'request'; rows: number; at: Temporal.Instant }): Promise<void> {
  await tx.rows('insert into rights.erasures (id, of_table, purpose, cause, rows, at) values ($1,$2,$3,$4,$5,$6)', [one.id, one.table, one.purpose, one.cause, one.rows, one.at.toString()])
}

/** How much was erased of each table, for each purpose. */
export async function countErased(sql: Sql): Promise<{ table: string; purpose: string; byTime: number; byRequest: number; lastAt: Temporal.Instant }[]> {
  return sql.rows(`select of_table as "table", purpose, coalesce(sum(rows) filter (where cause = 'time'), 0)::int as "byTime", coalesce(sum(rows) filter (where cause = 'request'), 0)::int as "byRequest", max(at) as "lastAt" from rights.erasures group by 1, 2`)
}
