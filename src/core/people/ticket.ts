// A step that waits for the next one: its token is given once, only its digest is kept, and it works for one purpose and a short time.
import type { Random } from '#base/ids'
import { sha256 } from '#base/crypto'
import type { Sql } from '#base/db'
import { challengeEnded, ticketEnded } from './factor.ts'
import type { Relay } from './relay.ts'
import { deleteTicket, insertTicket, tryTicket, type TicketRow } from './store-tickets.ts'

export type TicketPurpose = 'second' | 'passkey-sign-in' | 'passkey-second' | 'passkey-added'

/** Keeps a step and answers its token. */
export async function giveTicket(sql: Sql, random: Random, step: { purpose: TicketPurpose; account: string | null; challenge?: string; relay?: Relay; endsAt: Temporal.Instant }): Promise<string> {
  const token = Buffer.from(random.bytes(32)).toString('base64url')
  await insertTicket(sql, { tokenDigest: sha256(token), challenge: null, relay: null, ...step })
  return token
}

/** The step behind a token, which stays open for another try. Throws `people.ticket-ended`. */
export async function useTicket(sql: Sql, token: string, purpose: TicketPurpose, now: Temporal.Instant): Promise<TicketRow> {
  const found = await tryTicket(sql, sha256(token), purpose, now)
  if (!found) throw ticketEnded()
  return found
}

/** Takes a step for good: of a hundred who try at once, one has it. Throws `people.ticket-ended`, or `people.challenge-ended` for a passkey's. */
export async function takeTicket(sql: Sql, token: string, purpose: TicketPurpose, now: Temporal.Instant): Promise<TicketRow> {
  const found = await deleteTicket(sql, sha256(token), purpose, now)
  if (!found) throw purpose === 'second' ? ticketEnded() : challengeEnded()
  return found
}
