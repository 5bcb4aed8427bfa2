// The noun: what a platform above sends where somebody has signed out there (OpenID Connect Back-Channel Logout 1.0 §2.4), read and checked; and by which
// digests its own names of a person and of a session are kept here. Whatever does not fit ends nothing. Pure.
import { sha256Hex } from '#base/crypto'
import type { Relay, RelayEnd } from '#core/people'
import type { Content, Told } from './upstream.ts'

/** [K] A token that is older is not taken, nor one whose clock is further from ours. Its `jti` is remembered longer than both (`people.relay_ends`). */
export const logoutLimits = { ageSecondsMax: 600, toleranceSeconds: 60, bytesMax: 16_384, callsPerMinuteMax: 3000 } as const

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** No longer than OpenID Connect Core 1.0 §2 lets a `sub` be. */
const nameLengthMax = 255

/** Why a token is not taken, in a word: for its sender, and for the log. */
export type LogoutFault = 'body' | 'unreadable' | 'type' | 'platform' | 'events' | 'nonce' | 'subject' | 'jti' | 'signature' | 'time' | 'replayed' | 'keys'

export interface Logout {
  jti: string
  subject: string | null
  sid: string | null
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= nameLengthMax
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a token asks, by the rules that need neither key nor clock (§2.6). */
export function readLogout(header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>): Logout | { fault: LogoutFault } {
  const { events, nonce, sub, sid, jti } = claims
  const type = header['typ']
  // Explicit typing is recommended and not required: what names another type is another thing.
  if (type !== undefined && !(typeof type === 'string' && ['logout+jwt', 'application/logout+jwt', 'jwt'].includes(type.toLowerCase()))) return { fault: 'type' }
  if (!isObject(events) || !isObject((events as Record<string, unknown>)[event])) return { fault: 'events' }
  // An ID token has one: it must never pass for this.
  if (nonce !== undefined) return { fault: 'nonce' }
  if ((sub !== undefined && !isName(sub)) || (sid !== undefined && !isName(sid)) || (sub === undefined && sid === undefined)) return { fault: 'subject' }
  if (!isName(jti)) return { fault: 'jti' }
  return { jti, subject: sub ?? null, sid: sid ?? null }
}

/** Names are the issuer's own, and told to one of its clients. */
const named = ({ issuer, client }: Pick<Content, 'issuer' | 'client'>, kind: 'sub' | 'sid', name: string) => sha256Hex(JSON.stringify([issuer, client, kind, name]))

/** By what a sign-in is found again. */
export function relayOf(content: Content, ticket: string, { subject, sid, level, toldAt }: Told): Relay {
  return { source: content.code, ticket, subject: named(content, 'sub', subject), sid: sid === null ? null : named(content, 'sid', sid), level, toldAt }
}

/** What a token ends: one session above, or all of one person's. */
export function endOf(content: Content, { subject, sid }: Logout): RelayEnd {
  if (subject !== null) return { subject: named(content, 'sub', subject), sid: sid === null ? null : named(content, 'sid', sid) }
  if (sid === null) throw new Error('a logout token of nobody was read')
  return { subject: null, sid: named(content, 'sid', sid) }
}
