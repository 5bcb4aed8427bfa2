// SQL of accounts that were merged into another, of the numbers they keep findable, and of rows that go over: tables of other contexts are named
// by their own declarations alone.
import type { Move } from '#base/context'
import type { Sql } from '#base/db'

/** Notes that an account was merged; false where it has ended already. Accounts that were merged into it before are the kept one's from now on. */
export async function insertMerged(tx: Sql, one: { id: string; account: string; into: string; at: Temporal.Instant; by: string }): Promise<boolean> {
  const rows = await tx.rows(
    "insert into people.endings (id, account, kind, at, by, into_account) values ($1, $2, 'merged', $3, $4, $5) on conflict do nothing returning 1",
    [one.id, one.account, one.at.toString(), one.by, one.into],
  )
  return rows.length === 1
}

/** The account that this one was merged into. */
export async function selectKept(sql: Sql, account: string): Promise<string | undefined> {
  return (await sql.prepared<{ id: string }>('people-kept', "select into_account as id from people.endings where account = $1 and kind = 'merged'", [account]))[0]?.id
}

/** The accounts that were merged into these, and what their ends are called. */
export async function selectFormer(sql: Sql, accounts: readonly string[]): Promise<{ account: string; ending: string }[]> {
  return sql.prepared<{ account: string; ending: string }>('people-former', 'select account, id as ending from people.endings where into_account = any ($1::uuid[]) order by at, id', [accounts])
}

const known = 'select id, id_kind, id_digest from people.natural_accounts union all select id, id_kind, id_digest from people.legal_accounts'

/** The account that is kept for a number: of one that was merged, or, with `also`, of one that another was merged into. */
export async function selectKeptByDigest(sql: Sql, idKind: string, digests: readonly Uint8Array[], also: boolean): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>(
    `select coalesce(e.into_account, k.id) as id from (${known}) k left join people.endings e on e.account = k.id and e.kind = 'merged'
     where k.id_digest = any ($1::bytea[]) and k.id_kind = $2 and (e.id is not null or ($3 and exists (select 1 from people.endings o where o.into_account = k.id))) order by e.id nulls last limit 1`,
    [digests.map((digest) => Buffer.from(digest)), idKind, also],
  )
  return row?.id
}

/** Mergings since a moment, for what was on its way. */
export async function selectMergedSince(sql: Sql, since: Temporal.Instant): Promise<{ from: string; into: string }[]> {
  return sql.rows('select account as "from", into_account as "into" from people.endings where into_account is not null and at >= $1 order by at, id', [since.toString()])
}

/** Whether a holder of an account was ever proved to a level, however long ago. */
export async function wasProved(sql: Sql, account: string, level: number): Promise<boolean> {
  return (await sql.rows('select 1 from people.proofs where account = $1 and level >= $2 limit 1', [account, level])).length > 0
}

/** Who acts for an account this moment: their sessions are themselves again. Answers them. */
export async function endActingFor(tx: Sql, principal: string): Promise<string[]> {
  const rows = await tx.rows<{ account: string }>('update people.sessions set acting_for = null where acting_for = $1 returning account', [principal])
  return [...new Set(rows.map(({ account }) => account))]
}

const rowsOf = ({ only }: Move, column: string) => `t.${column} = $1${only === undefined ? '' : ` and (${only})`}`

/** Lets the rows of one table go over. Answers how many. */
export async function moveRows(tx: Sql, move: Move, from: string, into: string): Promise<number> {
  let count = 0
  for (const column of move.columns) count += (await tx.rows(`update ${move.table} t set ${column} = $2 where ${rowsOf(move, column)} returning 1`, [from, into])).length
  return count
}

/** Whether any row still stands under an account. */
export async function isAnythingLeft(sql: Sql, moves: readonly Move[], account: string): Promise<boolean> {
  const parts = moves.flatMap((move) => move.columns.map((column) => `exists (select 1 from ${move.table} t where ${rowsOf(move, column)})`))
  const [row] = await sql.rows<{ left: boolean }>(`select ${parts.join(' or ')} as left`, [account])
  return row?.left ?? false
}
