// The noun: a recipient 受送达人 of a letter: one of the parties, each with a delivery and so with last days of its own. Pure: no database, no HTTP.
// 行政许可法 44 (to the applicant, of whom there may be several), 36 and 47 (third parties); 行政复议法 20 and 行政诉讼法 46 (each one's time runs for itself).
import { refusal } from '#base/problem'
import type { DeliveryRecord } from './delivery.ts'
import { isDecision, type LetterKind } from './letter.ts'

/** The place of the one whom the letters of a case go to: the applicant, or, where nobody applied, the first whom it is about. */
export const first = -1

/** One whom a letter is for: at a place among the parties, or the first. */
export interface Recipient {
  letter: string
  place: number
  /** How it reached that one; null: not yet. */
  record: DeliveryRecord | null
  paperAskedAt: Temporal.Instant | null
  /** The day on which the paper of an electronic letter was handed over. */
  paperGivenOn: string | null
}

interface Placed {
  role: string
  account: string | null
}

/** Where the first one stands among the parties. */
export function firstPlace(parties: readonly Pick<Placed, 'role'>[]): number {
  const applied = parties.findIndex(({ role }) => role === 'applicant')
  return applied === -1 ? parties.findIndex(({ role }) => role === 'respondent') : applied
}

/** Where a recipient stands among the parties. */
export function partyAt({ place }: Pick<Recipient, 'place'>, parties: readonly Pick<Placed, 'role'>[]): number {
  return place === first ? firstPlace(parties) : place
}

/** Letters that end a case without a decision: the other side is told of them too. */
const ends: readonly string[] = ['withdrawal', 'termination']

/**
 * Whom a letter is for. What goes to the applicant goes to each who applied with it (许可法 44). Where a case is between two sides (裁决), the other
 * side gets what decides or ends it; where nobody applied, each whom it is about gets everything. A third party gets the decision where it took
 * part (许可法 36, 47). Of a hearing each has a letter of its own.
 */
export function recipientsOf(kind: LetterKind, parties: readonly Pick<Placed, 'role'>[], addressee: number | undefined, tookPart: readonly number[]): number[] {
  if (addressee !== undefined) return [addressee]
  const head = firstPlace(parties)
  const hasApplicant = parties[head]?.role === 'applicant'
  const hasOwn = kind === 'hearing-right' || kind === 'hearing-notice'
  const gets = (role: string, place: number) => {
    if (role === 'joint-applicant') return hasApplicant
    if (role === 'respondent') return !hasOwn && (!hasApplicant || isDecision(kind) || ends.includes(kind))
    return role === 'third-party' && isDecision(kind) && tookPart.includes(place)
  }
  return [first, ...parties.flatMap(({ role }, place) => (place !== head && gets(role, place) ? [place] : []))]
}

/** Whether somebody at a place is of the side whose letters go to the first one. */
function isOfFirst(parties: readonly Pick<Placed, 'role'>[], { role }: Pick<Placed, 'role'>): boolean {
  const hasApplicant = parties[firstPlace(parties)]?.role === 'applicant'
  return role === 'agent' || (hasApplicant ? role === 'applicant' || role === 'joint-applicant' : role === 'respondent')
}

/** Those of the recipients of a letter who an account is, or for whom it is an agent: by the own place, else as one of the first one's side. */
export function ownAmong<R extends Pick<Recipient, 'place'>>(recipients: readonly R[], parties: readonly Placed[], account: string | undefined): R[] {
  const mine = parties.flatMap((party, place) => (party.account !== null && party.account === account ? [{ ...party, place }] : []))
  const own = recipients.filter((one) => mine.some(({ place }) => place === partyAt(one, parties)))
  return own.length > 0 ? own : recipients.filter(({ place }) => place === first && mine.some((party) => isOfFirst(parties, party)))
}

export const recipientUnknown = refusal({
  code: 'deliveries.recipient-unknown', status: 404, zh: '这份文书没有送给这一方。', en: 'This letter is not for that party.',
  nextZh: '请从文书列出的受送达人中选择。', nextEn: 'Choose one of the recipients that the letter lists.',
})
