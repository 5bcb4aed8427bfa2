// SQL of tickets.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'
import type { Relay } from './relay.ts'

export interface TicketRow {
  account: string | null
  challenge: string | null
  /** By what a platform above began it. */
  relay: Relay | null
}

export async function insertTicket(sql: Sql, row: { tokenDigest: Uint8Array; purpose: string; account: string | null; challenge: string | null; relay: Relay | null; endsAt: Temporal.Instant }): Promise<void> {
  await sql.prepared('people-ticket-add-relayed', 'insert into people.tickets (token_digest, purpose, account, challenge, ends_at, relay) values ($1, $2, $3, $4, $5, $6)', [row.tokenDigest, row.purpose, row.account, row.challenge, row.endsAt.toString(), row.relay && JSON.stringify(row.relay)])
}

/** Counts one try of a ticket that is open; tries run out. */
export async function tryTicket(sql: Sql, tokenDigest: Uint8Array, purpose: string, now: Temporal.Instant): Promise<TicketRow | undefined> {
  const [row] = await sql.prepared<TicketRow>(
    'people-ticket-try-relayed', 'update people.tickets set tries = tries + 1 where token_digest = $1 and purpose = $2 and ends_at > $3 and tries < $4 returning account, challenge, relay',
    [tokenDigest, purpose, now.toString(), limits.ticketTriesMax],
  )
  return row
}

/** Removes a ticket that is open and answers it; whoever comes second finds none. */
export async function deleteTicket(sql: Sql, tokenDigest: Uint8Array, purpose: string, now: Temporal.Instant): Promise<TicketRow | undefined> {
  const [row] = await sql.prepared<TicketRow>(
    'people-ticket-take-relayed', 'delete from people.tickets where token_digest = $1 and purpose = $2 and ends_at > $3 returning account, challenge, relay', [tokenDigest, purpose, now.toString()],
  )
  return row
}
