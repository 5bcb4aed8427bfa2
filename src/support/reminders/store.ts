// SQL of the private addresses of calendars; the only file that names the table.
import type { Sql } from '#base/db'
import type { Language } from '#engines/words'

export interface CalendarLink {
  account: string
  digest: Uint8Array
  language: Language
  madeAt: Temporal.Instant
}

const columns = 'account, digest, language, made_at as "madeAt"'

export async function saveLink(tx: Sql, { account, digest, language, madeAt }: CalendarLink): Promise<void> {
  await tx.rows('insert into reminders.links (account, digest, language, made_at) values ($1,$2,$3,$4) on conflict (account) do update set digest = excluded.digest, language = excluded.language, made_at = excluded.made_at', [account, Buffer.from(digest), language, madeAt])
}

export async function deleteLink(tx: Sql, account: string): Promise<boolean> {
  return (await tx.rows('delete from reminders.links where account = $1 returning 1', [account])).length > 0
}

export async function findLink(sql: Sql, account: string): Promise<CalendarLink | undefined> {
  return (await sql.prepared<CalendarLink>('reminders-link', `select ${columns} from reminders.links where account = $1`, [account]))[0]
}

export async function findLinkByDigest(sql: Sql, digest: Uint8Array): Promise<CalendarLink | undefined> {
  return (await sql.prepared<CalendarLink>('reminders-link-by', `select ${columns} from reminders.links where digest = $1`, [Buffer.from(digest)]))[0]
}
