// SQL of tickets.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'

export interface TicketRow {
  account: string | null
  challenge: string | null
}

export async function insertTicket(sql: Sql, row: { tokenDigest: Uint8Array; purpose: string; account: string | null; challenge: string | null; endsAt: Temporal.Instant }): Promise<void> {
  await sql.prepared('people-ticket-add', 'insert into people.tickets (token_digest, purpose, account, challenge, ends_at) values ($1, $2, $3, $4, $5)', [row.tokenDigest, row.purpose, row.account, row.challenge, row.endsAt.toString()])
}

/** Counts one try of a ticket that is open; tries run out. */
export async function tryTicket(sql: Sql, tokenDigest: Uint8Array, purpose: string, now: Temporal.Instant): Promise<TicketRow | undefined> {
  const [row] = await sql.prepared<TicketRow>(
    'people-ticket-try', 'update people.tickets set tries = tries + 1 where token_digest = $1 and purpose = $2 and ends_at > $3 and tries < $4 returning account, challenge',
    [tokenDigest, purpose, now.toString(), limits.ticketTriesMax],
  )
  return row
}

/** Removes a ticket that is open and answers it; whoever comes second finds none. */
export async function deleteTicket(sql: Sql, tokenDigest: Uint8Array, purpose: string, now: Temporal.Instant): Promise<TicketRow | undefined> {
  const [row] = await sql.prepared<TicketRow>(
    'people-ticket-take', 'delete from people.tickets where token_digest = $1 and purpose = $2 and ends_at > $3 returning account, challenge', [tokenDigest, purpose, now.toString()],
  )
  return row
}
