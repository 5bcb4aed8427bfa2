// SQL of addresses and the outbox; the only file that names these tables.
import type { Sql } from '#base/db'
import type { Address, Channel, Outgoing } from './channel.ts'

/** Rows of the outbox, as `o`, that tell an address that is given up of a merging, and are on their way. */
export const lastNews = "o.kind = 'news' and o.message is null and o.sent_at is null and o.failed_at is null"

const addressColumns = `account, channel, sealed, language, verified_at as "verifiedAt", is_on as "isOn", code_sealed as "codeSealed", code_ends_at as "codeEndsAt",
  code_attempts as "codeAttempts", array(select to_jsonb(x) #>> '{}' from unnest(codes_asked) x) as "codesAskedText", changed_at as "changedAt", failed_at as "failedAt", reason`
const outgoingColumns = 'id, account, channel, kind, message, at, attempts, reason, sent_at as "sentAt", failed_at as "failedAt"'

type AddressRow = Omit<Address, 'codesAsked'> & { codesAskedText: string[] }

function whole({ codesAskedText, ...row }: AddressRow): Address {
  return { ...row, codesAsked: codesAskedText.map((text) => Temporal.Instant.from(text)) }
}

export async function listAddresses(sql: Sql, account: string): Promise<Address[]> {
  return (await sql.prepared<AddressRow>('channels-addresses', `select ${addressColumns} from channels.addresses where account = $1 order by channel`, [account])).map(whole)
}

/** The addresses of these accounts, by account. */
export async function listAllAddresses(sql: Sql, accounts: readonly string[]): Promise<Map<string, Address[]>> {
  const rows = await sql.prepared<AddressRow>('channels-all-addresses', `select ${addressColumns} from channels.addresses where account = any ($1::uuid[]) order by channel`, [accounts])
  return Map.groupBy(rows.map(whole), (one) => one.account)
}

export async function findAddress(sql: Sql, account: string, channel: Channel): Promise<Address | undefined> {
  return (await listAddresses(sql, account)).find((one) => one.channel === channel)
}

export async function saveAddress(tx: Sql, one: Address): Promise<void> {
  await tx.rows(
    `insert into channels.addresses (account, channel, sealed, language, verified_at, is_on, code_sealed, code_ends_at, code_attempts, codes_asked, changed_at, failed_at, reason)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10::timestamptz[],$11,$12,$13)
     on conflict (account, channel) do update set sealed = excluded.sealed, language = excluded.language, verified_at = excluded.verified_at, is_on = excluded.is_on, code_sealed = excluded.code_sealed,
       code_ends_at = excluded.code_ends_at, code_attempts = excluded.code_attempts, codes_asked = excluded.codes_asked, changed_at = excluded.changed_at, failed_at = excluded.failed_at, reason = excluded.reason`,
    [one.account, one.channel, one.sealed, one.language, one.verifiedAt, one.isOn, one.codeSealed, one.codeEndsAt, one.codeAttempts, one.codesAsked.map(String), one.changedAt, one.failedAt, one.reason],
  )
}

export async function deleteAddress(tx: Sql, account: string, channel: Channel): Promise<boolean> {
  return (await tx.rows('delete from channels.addresses where account = $1 and channel = $2 returning 1', [account, channel])).length > 0
}

/** Puts something out; undefined where it is out already. */
export async function insertOutgoing(tx: Sql, one: Pick<Outgoing, 'id' | 'account' | 'channel' | 'kind' | 'message' | 'at'>): Promise<boolean> {
  const rows = await tx.rows('insert into channels.outbox (id, account, channel, kind, message, at) values ($1,$2,$3,$4,$5,$6) on conflict do nothing returning 1', [one.id, one.account, one.channel, one.kind, one.message, one.at])
  return rows.length > 0
}

export async function findOutgoing(sql: Sql, id: string): Promise<Outgoing | undefined> {
  return (await sql.prepared<Outgoing>('channels-outgoing', `select ${outgoingColumns} from channels.outbox where id = $1`, [id]))[0]
}

/** What is out for a message, by channel. */
export async function findOutgoingFor(sql: Sql, message: string): Promise<Outgoing[]> {
  return sql.prepared<Outgoing>('channels-outgoing-for', `select ${outgoingColumns} from channels.outbox where message = $1`, [message])
}

/** The channels by which an address that is given up is being told of it. */
export async function listLastNews(sql: Sql, account: string): Promise<Channel[]> {
  return (await sql.rows<{ channel: Channel }>(`select o.channel from channels.outbox o where o.account = $1 and ${lastNews}`, [account])).map(({ channel }) => channel)
}

export async function updateOutgoing(tx: Sql, { id, attempts, reason, sentAt, failedAt }: Outgoing): Promise<void> {
  await tx.rows('update channels.outbox set attempts = $2, reason = $3, sent_at = $4, failed_at = $5 where id = $1', [id, attempts, reason, sentAt, failedAt])
}
