// Where the days come from: running limits of one's own cases, and the ends of one's licences. Reads only; what changed is told by how often a case was acted on.
import { countEntriesOf, type Whose } from '#base/act'
import type { Ground } from '#base/context'
import { listOwnCaseIds, listOwnTerms, type OwnTerm } from '#core/cases'
import { getItemVersion } from '#core/items'
import { licencesWithEnd } from '#support/licences'
import type { Reminder, ReminderKind } from './reminder.ts'

const termsMax = 1000
/** What ended is still told for a while, so that calendars take it out. */
const toldDays = 90
const kinds: Partial<Record<OwnTerm['kind'], ReminderKind>> = { correction: 'correction', payment: 'payment', promise: 'decision', law: 'decision', delivery: 'delivery' }

/** All days that matter to an account, or in what somebody may do for it, by date. `isOver`: those that matter no more. */
export async function gatherReminders(ground: Pick<Ground, 'sql' | 'clock'>, whose: Whose): Promise<Reminder[]> {
  const now = ground.clock.now()
  const [ofCases, ofLicences] = await Promise.all([caseReminders(ground, whose, now), licenceReminders(ground, whose, now)])
  return [...ofCases, ...ofLicences].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.ref < b.ref ? -1 : 1))
}

async function caseReminders({ sql }: Pick<Ground, 'sql'>, whose: Whose, now: Temporal.Instant): Promise<Reminder[]> {
  const terms = await listOwnTerms(sql, whose, now.subtract({ hours: 24 * toldDays }), termsMax)
  const counts = await countEntriesOf(sql, [...new Set(terms.map((term) => term.caseId))])
  const told = terms.filter((term) => kinds[term.kind] !== undefined && !isOutdone(term, terms))
  return Promise.all(told.map(async (term): Promise<Reminder> => ({
    kind: kinds[term.kind] ?? 'decision', ref: term.id, date: term.dueOn, provisional: term.provisional, number: term.number, licence: null, name: (await getItemVersion(sql, term.itemVersion)).content.name,
    isOver: term.state !== 'running', sequence: counts.get(term.caseId)?.count ?? 0, changedAt: counts.get(term.caseId)?.last ?? now,
  })))
}

/** Of the promised and the statutory limit of a case the earlier one is told. */
function isOutdone(term: OwnTerm, all: readonly OwnTerm[]): boolean {
  if (kinds[term.kind] !== 'decision') return false
  return all.some((other) => other.caseId === term.caseId && other.id !== term.id && kinds[other.kind] === 'decision' && (other.dueOn < term.dueOn || (other.dueOn === term.dueOn && other.kind === 'promise')))
}

async function licenceReminders({ sql }: Pick<Ground, 'sql'>, whose: Whose, now: Temporal.Instant): Promise<Reminder[]> {
  // Under an agency for some items a licence is reached by its case.
  const licences = await licencesWithEnd(sql, whose.id, now, whose.items && (await listOwnCaseIds(sql, whose, termsMax)))
  const counts = await countEntriesOf(sql, licences.map(({ id }) => id))
  return licences.flatMap((one): Reminder[] => {
    const count = counts.get(one.id)
    const common = { ref: one.licence, provisional: false, number: one.number, licence: one.id, name: one.name, isOver: !one.isInForce, sequence: one.version * 1000 + (count?.count ?? 0), changedAt: count?.last ?? now }
    return [
      ...(one.askBy === null ? [] : [{ kind: 'renewal' as const, date: one.askBy, ...common }]),
      { kind: 'expiry', date: one.validTo, ...common },
    ]
  })
}
