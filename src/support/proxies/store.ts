// SQL of proxies; the only file that names the table.
import type { Sql } from '#base/db'
import type { Binding } from './binding.ts'

const columns = 'id, principal, proxy, scopes, until::text as until, consent_at as "consentAt", accepted_at as "acceptedAt", ended_at as "endedAt", agency'

/** Adds one; false where the two are bound already. What is over by its date makes room. */
export async function insertBinding(tx: Sql, one: Binding, today: string): Promise<boolean> {
  await tx.rows('update proxies.bindings set ended_at = $3 where principal = $1 and proxy = $2 and ended_at is null and until < $4', [one.principal, one.proxy, one.consentAt, today])
  const rows = await tx.rows('insert into proxies.bindings (id, principal, proxy, scopes, until, consent_at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing returning 1', [one.id, one.principal, one.proxy, one.scopes, one.until, one.consentAt])
  return rows.length > 0
}

/** Those in which an account has a part, newest first. */
export async function listBindings(sql: Sql, account: string): Promise<Binding[]> {
  return sql.prepared<Binding>('proxies-list-2', `select ${columns} from proxies.bindings where principal = $1 or proxy = $1 order by consent_at desc, id desc limit 100`, [account])
}

/** One that has not ended. */
export async function findBinding(sql: Sql, id: string, today: string): Promise<Binding | undefined> {
  return (await sql.prepared<Binding>('proxies-one-2', `select ${columns} from proxies.bindings where id = $1 and ended_at is null and until >= $2`, [id, today]))[0]
}

/** The consent that holds by an agency. */
export async function findByAgency(sql: Sql, agency: string): Promise<Binding | undefined> {
  return (await sql.prepared<Binding>('proxies-by-agency', `select ${columns} from proxies.bindings where agency = $1 and ended_at is null`, [agency]))[0]
}

export async function countHelped(sql: Sql, proxy: string, today: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>('select count(*) as count from proxies.bindings where proxy = $1 and ended_at is null and until >= $2', [proxy, today])
  return row?.count ?? 0
}

export async function acceptBinding(tx: Sql, id: string, agency: string | null, now: Temporal.Instant): Promise<void> {
  await tx.rows('update proxies.bindings set accepted_at = coalesce(accepted_at, $2), agency = $3 where id = $1', [id, now, agency])
}

export async function endBinding(tx: Sql, id: string, now: Temporal.Instant): Promise<void> {
  await tx.rows('update proxies.bindings set ended_at = coalesce(ended_at, $2) where id = $1', [id, now])
}

/** Ends every consent in which an account has a part. Answers them. */
export async function endBindingsOf(tx: Sql, account: string, now: Temporal.Instant): Promise<string[]> {
  return (await tx.rows<{ id: string }>('update proxies.bindings set ended_at = $2 where (principal = $1 or proxy = $1) and ended_at is null returning id', [account, now])).map(({ id }) => id)
}
