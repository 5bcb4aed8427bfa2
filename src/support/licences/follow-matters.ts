// What the ledger asks of matters about licences: a pending renewal keeps a licence alive; what was granted makes a version; what was
// imposed takes effect when it was delivered; who holds a licence that ends is told in time. 行政许可法 49, 50, 69, 70.
import { entriesOf, type Entry } from '#base/act'
import type { Beat, Ground } from '#base/context'
import { dateInChina } from '#base/time'
import { caseLock, findCaseParties, findWholeCase, systemActor, type WholeCase } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findMatterItems, getItemVersion, type Item } from '#core/items'
import { matterOf } from '#core/packs'
import { sealLock } from '#support/seals'
import { licenceLock } from './acts.ts'
import { annulFor, carryOut, makeVersion, owesVersion, pickMatterItem } from './acts-matter.ts'
import { isUsableState, stateActs, type Licence } from './licence.ts'
import { lastAskDay } from './matter.ts'
import { findNewest, licencesOfCase, listEnding, markReminded, markRenewing } from './store.ts'

/** Handlers by kind of entry. */
export function matterHandlers(ground: Ground): Record<string, (entry: Entry) => Promise<void>> {
  return {
    'cases.opened': (entry) => (entry.facts.renewal === 'in-time' ? renewing(ground, entry, true) : Promise.resolve()),
    'cases.finished': (entry) => renewing(ground, entry, false),
    'cases.delivered': (entry) => takeEffect(ground, entry),
    'cases.annulled': (entry) => annulWith(ground, entry),
  }
}

/** 许可法 50: asked in time it does not expire while it is pending, unless the item's own law has silence otherwise. */
async function renewing(ground: Ground, entry: Entry, pending: boolean): Promise<void> {
  const whole = await findCaseParties(ground.sql, entry.subject)
  if (!whole || whole.case.about === null) return
  const { renewal } = (await getItemVersion(ground.sql, whole.case.itemVersion)).content
  const licence = renewal?.silence === 'renewed' ? await findNewest(ground.sql, whole.case.about) : undefined
  if (!licence || licence.renewing === pending || (pending && whole.case.finishedAt !== null)) return
  await ground.runAct({ actor: systemActor, locks: [licenceLock(licence.licence)] }, async (act) => {
    await markRenewing(act.tx, licence.licence, pending)
    act.record(pending ? 'licences.renewal-pending' : 'licences.renewal-ended', { subject: licence.licence, facts: { case: whole.case.id, id: licence.id } })
  })
}

/** The new version follows the written decision, as every licence does. */
export async function versionOwed(ground: Ground, whole: WholeCase): Promise<void> {
  if (!(await owesVersion(ground.sql, whole)) || whole.case.about === null) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(whole.case.id), licenceLock(whole.case.about), sealLock(whole.case.deciding, 'licence')] }, (act) => makeVersion(act, ground, whole))
}

/** What burdens the holder takes effect with its delivery, never before. */
async function takeEffect(ground: Ground, entry: Entry): Promise<void> {
  const row = (await findCaseParties(ground.sql, entry.subject))?.case
  const whole = row?.about == null || row.outcome !== 'granted' ? undefined : await findWholeCase(ground.sql, entry.subject)
  if (!whole || whole.case.about === null) return
  const item = await getItemVersion(ground.sql, whole.case.itemVersion)
  const matter = matterOf(item.content)
  const name = matter?.on === 'licence' ? stateActs.find((one) => one === matter.act) : undefined
  // Seen again, it has happened already.
  if (!name || (await entriesOf(ground.sql, whole.case.about)).some((one) => one.facts.by === whole.case.id)) return
  await ground.runAct({ actor: systemActor, locks: [caseLock(entry.subject), licenceLock(whole.case.about)] }, (act) => carryOut(act, whole, name))
}

/** Where another regime than the permits' annuls its decision, the licence that came of it goes too. */
async function annulWith(ground: Ground, { subject, facts }: Entry): Promise<void> {
  const by = String(facts.by)
  for (const { licence } of await licencesOfCase(ground.sql, subject)) {
    // Seen again, it has happened already; what ended in another way needs no annulment.
    if (!isUsableState((await findNewest(ground.sql, licence))?.state)) continue
    await ground.runAct({ actor: systemActor, locks: [licenceLock(licence)] }, (act) => annulFor(act, licence, by))
  }
}

// [K] How long before the last day to ask its holder is told.
const remindDays = 60
// How many days a unit of asking takes at most; beside them lie the longest holidays.
const daysOf = { working: 2, calendar: 1, months: 31 } as const
const holidaysMax = 20
const batch = 200

/** Tells holders some weeks before the last day to ask for a renewal. */
export function matterBeats(ground: Ground): Beat[] {
  return [{ name: 'licences.reminders', everySeconds: 3600, run: () => remindAll(ground) }]
}

async function remindAll(ground: Ground): Promise<void> {
  const today = dateInChina(ground.clock.now())
  const items = await findMatterItems(ground.sql, ground.clock.now())
  const until = today.add({ days: remindDays + holidaysMax + daysAhead(items) })
  for (let after: Licence | undefined, more = items.length > 0; more; ) {
    const ending = await listEnding(ground.sql, today, until, batch, after)
    for (const licence of ending) await remind(ground, items, licence, today)
    after = ending.at(-1)
    more = ending.length === batch
  }
}

/** How far ahead a licence may end whose last day to ask has come: the longest time that any item asks before, in days, on the large side. */
function daysAhead(items: readonly Item[]): number {
  return Math.max(0, ...items.flatMap(({ content: { renewal } }) => (renewal ? [renewal.askDays * daysOf[renewal.unit]] : [])))
}

async function remind(ground: Ground, items: readonly Item[], licence: Licence, today: Temporal.PlainDate): Promise<void> {
  const { renewal } = pickMatterItem(items, licence, 'renewal', false)?.content ?? {}
  const last = renewal && licence.validTo !== null ? lastAskDay(renewal, Temporal.PlainDate.from(licence.validTo), await getCalendar(ground.sql)) : undefined
  const left = last && today.until(last, { largestUnit: 'days' }).days
  if (!last || left === undefined || left < 0 || left > remindDays) return
  await ground.runAct({ actor: systemActor, locks: [licenceLock(licence.licence)] }, async (act) => {
    await markReminded(act.tx, licence.id)
    act.record('licences.ending', { subject: licence.licence, facts: { case: licence.caseId, id: licence.id, number: licence.number, licence: licence.licenceId, due: last.toString(), until: licence.validTo } })
  })
}
