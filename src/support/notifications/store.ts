// SQL of messages; the only file that names these tables.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { Message } from './message.ts'

const columns = 'id, account, kind, cause, case_number as "caseNumber", item, title, text, at, read_at as "readAt"'

/** Accounts that were told of these entries, by entry. */
export async function listAllTold(sql: Sql, causes: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await sql.prepared<{ cause: string; account: string }>('notifications-all-told', 'select cause, account from notifications.messages where cause = any ($1::uuid[])', [causes])
  return new Map([...Map.groupBy(rows, (row) => row.cause)].map(([cause, told]) => [cause, told.map((row) => row.account)]))
}

/** Adds messages; one that is there already stays as it is. */
export async function insertMessages(tx: Sql, messages: readonly Message[]): Promise<void> {
  const rows = messages.map((one) => ({ id: one.id, account: one.account, kind: one.kind, cause: one.cause, case_number: one.caseNumber, item: one.item, title: one.title, text: one.text, at: one.at.toString() }))
  await tx.prepared('notifications-add', 'insert into notifications.messages select * from jsonb_populate_recordset(null::notifications.messages, $1::jsonb) on conflict (account, cause) do nothing', [JSON.stringify(rows)])
}

/** One message, whosever it is. */
export async function findMessage(sql: Sql, id: string): Promise<Message | undefined> {
  return (await sql.prepared<Message>('notifications-one', `select ${columns} from notifications.messages where id = $1`, [id]))[0]
}

/** One's messages, newest first. */
export async function listMessages(sql: Sql, whose: Whose, unreadOnly: boolean, number: string | undefined, limit: number, after?: { at: string; id: string }): Promise<Message[]> {
  return sql.prepared<Message>(
    'notifications-list-of-items',
    `select ${columns} from notifications.messages where account = $1 and ($7::text[] is null or item = any ($7)) and (not $2::boolean or read_at is null) and ($3::timestamptz is null or (at, id) < ($3, $4::uuid)) and ($6::text is null or case_number = $6) order by at desc, id desc limit $5`,
    [whose.id, unreadOnly, after?.at ?? null, after?.id ?? null, limit, number ?? null, whose.items ?? null],
  )
}

export async function countUnread(sql: Sql, whose: Whose): Promise<number> {
  const [row] = await sql.prepared<{ count: number }>('notifications-unread-of-items', 'select count(*) as count from notifications.messages where account = $1 and ($2::text[] is null or item = any ($2)) and read_at is null', [whose.id, whose.items ?? null])
  return row?.count ?? 0
}

/** Marks a message of one's own as read; the first reading counts. Undefined where there is no such message. */
export async function markRead(tx: Sql, id: string, whose: Whose, now: Temporal.Instant): Promise<Message | undefined> {
  return (await tx.rows<Message>(`update notifications.messages set read_at = coalesce(read_at, $3) where id = $1 and account = $2 and ($4::text[] is null or item = any ($4)) returning ${columns}`, [id, whose.id, now, whose.items ?? null]))[0]
}

/** Marks all unread messages of one's own, or those of one case, as read. Answers how many. */
export async function markAllRead(tx: Sql, whose: Whose, number: string | undefined, now: Temporal.Instant): Promise<number> {
  return (await tx.rows('update notifications.messages set read_at = $3 where account = $1 and ($4::text[] is null or item = any ($4)) and read_at is null and ($2::text is null or case_number = $2) returning 1', [whose.id, number ?? null, now, whose.items ?? null])).length
}
