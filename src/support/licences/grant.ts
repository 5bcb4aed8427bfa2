// What a decision makes of a licence: its face by the rules of its type, its term as granted. Pure: FEEL over form, case, holder and item.
import { compileExpression, evaluate } from '#engines/decisions'
import type { LicenceType } from '#core/packs'
import { checkFace, type Face } from './face.ts'
import { lastDay } from './number.ts'

/** What expressions of a licence type may read. */
export interface GrantFacts {
  form: Record<string, unknown>
  case: { number: string; item: string; openedAt: string }
  holder: { name: string; idNumber?: string; uscc?: string }
  item: object
}

/** The face: what the type derives, and over it what the deciding official wrote. Throws `licences.face-faulty`. */
export function grantedFace(type: LicenceType, facts: GrantFacts, written: Record<string, unknown> = {}): Face {
  const derived = type.face.layout.flatMap(({ field, from }) => {
    const value = from === undefined ? undefined : evaluate(compileExpression(from), { ...facts }).value
    return value === undefined || value === null || value === '' ? [] : [[field, value] as const]
  })
  return checkFace(type, { ...Object.fromEntries(derived), ...written })
}

export interface GrantedTerm {
  validFrom: Temporal.PlainDate
  validTo: Temporal.PlainDate | null
}

/** The term: as long as was granted and never longer than the type allows; it never begins before the day of issue. */
export function grantedTerm(type: LicenceType, facts: GrantFacts, issuedOn: Temporal.PlainDate, validity: string | null): GrantedTerm {
  const { term } = type
  const asked = dateOf(term?.startFrom, facts) ?? issuedOn
  const validFrom = later(asked, issuedOn)
  const months = maxMonths(type, validity)
  const validTo = endOf(type, facts, asked, months)
  // Decided so late that the time asked for is over: the time granted runs from the issue.
  const usable = validTo === null || Temporal.PlainDate.compare(validTo, validFrom) >= 0
  return { validFrom, validTo: usable ? validTo : endOf(type, facts, validFrom, months) }
}

function endOf({ term }: LicenceType, facts: GrantFacts, start: Temporal.PlainDate, months: number): Temporal.PlainDate | null {
  const days = numberOf(term?.daysFrom, facts)
  if (days !== undefined) return start.add({ days: Math.max(1, days) - 1 })
  const granted = numberOf(term?.monthsFrom, facts)
  const length = granted === undefined ? months : months === 0 ? granted : Math.min(granted, months)
  return lastDay(start, { months: length }) ?? null
}

/** The last day of a renewal: as long as was granted, one term of the type at most, or else of the result, from the day after the old last day. Undefined where nothing names a length. */
export function renewedUntil(type: LicenceType, facts: GrantFacts, validTo: Temporal.PlainDate, validity: string | null): Temporal.PlainDate | undefined {
  const start = validTo.add({ days: 1 })
  return endOf(type, facts, start, maxMonths(type, validity)) ?? undefined
}

/** Months of the type; where it names none, those of the result (ISO 8601 duration of years and months). */
function maxMonths({ term }: LicenceType, validity: string | null): number {
  const own = (term?.years ?? 0) * 12 + (term?.months ?? 0)
  if (own > 0 || validity === null) return own
  const { years, months } = Temporal.Duration.from(validity)
  return years * 12 + months
}

function numberOf(expression: string | undefined, facts: GrantFacts): number | undefined {
  const value = expression === undefined ? undefined : evaluate(compileExpression(expression), { ...facts }).value
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined
}

function dateOf(expression: string | undefined, facts: GrantFacts): Temporal.PlainDate | undefined {
  const value = expression === undefined ? undefined : evaluate(compileExpression(expression), { ...facts }).value
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Temporal.PlainDate.from(value) : undefined
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) > 0 ? one : other
}
