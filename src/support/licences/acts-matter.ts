// The verbs of matters about licences: a body opens one by itself; the holder applies; when it is decided and told, the licence follows.
import type { Act } from '#base/act'
import type { Ground } from '#base/context'
import type { Sql } from '#base/db'
import { dateInChina } from '#base/time'
import { findOpenAbout, findWholeCase, findWords, openCase, type NewCaseInput, type Party, type WholeCase } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findMatterItems, getItemVersion, type Item } from '#core/items'
import { matterOf, type LicenceActName } from '#core/packs'
import { changeState, supersede } from './acts.ts'
import { licenceNotFound, type Licence, type stateActs } from './licence.ts'
import { fits, lastAskDay, matterOpen, matterUnknown, mayOpen } from './matter.ts'
import { findNewest, hasVersionFrom } from './store.ts'

/** The item under which an act on a licence is handled; that of its type before one of all types. */
export async function findMatterItem(sql: Sql, licence: Licence, act: LicenceActName, exOfficio: boolean, now: Temporal.Instant): Promise<Item | undefined> {
  return pickMatterItem(await findMatterItems(sql, now), licence, act, exOfficio)
}

/** The same among items that were read. */
export function pickMatterItem(items: readonly Item[], licence: Licence, act: LicenceActName, exOfficio: boolean): Item | undefined {
  const found = items.filter((item) => {
    const matter = fits(item, licence)
    return matter?.act === act && matter.exOfficio === exOfficio
  })
  return found.find((item) => matterOf(item.content)?.types !== undefined) ?? found[0]
}

/** How a case about a licence is opened: what it is about, until when the licence lasts, and whose bodies handle it. */
export async function openingOf(tx: Sql, licence: Licence, item: Item, ground: string | undefined, received: Temporal.PlainDate): Promise<Pick<NewCaseInput, 'about' | 'renewal' | 'bodies'>> {
  const matter = fits(item, licence)
  if (!matter) throw matterUnknown({ item: item.code })
  mayOpen(licence, matter.act, matter.exOfficio || matter.act === 'deregistration' ? ground : undefined, received)
  if (await findOpenAbout(tx, licence.licence, item.code)) throw matterOpen({ licence: licence.number })
  const { renewal } = item.content
  const validTo = licence.validTo === null ? undefined : Temporal.PlainDate.from(licence.validTo)
  return {
    about: licence.licence,
    // An item of all types is handled by whoever issued this one.
    ...(matter.types === undefined ? { bodies: { handling: licence.issuer, deciding: licence.issuer } } : {}),
    ...(renewal && validTo ? { renewal: { validTo, isLate: Temporal.PlainDate.compare(received, lastAskDay(renewal, validTo, await getCalendar(tx))) > 0 } } : {}),
  }
}

export interface OfficeInput {
  act: LicenceActName
  ground?: string | undefined
  reasons: string
  decisionNumber?: string | undefined
  /** The case that gave rise to it, such as the check of a promise. */
  parent?: string
}

/** Opens a case of the body's own accord about a licence; the holder is its respondent. Nothing happens to the licence yet. */
export async function openOffice(act: Act, licence: Licence, input: OfficeInput): Promise<{ id: string; number: string }> {
  const item = await findMatterItem(act.tx, licence, input.act, true, act.now)
  if (!item) throw matterUnknown({ act: input.act })
  const opening = await openingOf(act.tx, licence, item, input.ground, dateInChina(act.now))
  const holder = await holderIn(act.tx, licence)
  const { reasons, ground, decisionNumber, parent } = input
  return openCase(act, {
    item, ...opening, parties: [{ ...holder, role: 'respondent' }], channel: 'office', receiving: licence.issuer, scenario: {}, files: [], ...(parent ? { parent } : {}),
    form: { licence: licence.number, reasons, ...(ground ? { ground } : {}), ...(decisionNumber ? { decisionNumber } : {}) },
  })
}

/** The holder as the case knew them that the licence came from; of one from before the platform (存量), as the licence does. */
async function holderIn(tx: Sql, licence: Licence): Promise<Party> {
  if (licence.caseId === null) return { role: 'applicant', account: licence.account, kind: licence.holderKind, name: licence.holderName, idKind: licence.idKind, idNumber: licence.idMasked, phone: null, consent: true }
  const whole = await findWholeCase(tx, licence.caseId)
  const holder = whole?.parties.find((party) => party.role === 'applicant')
  if (!holder) throw new Error(`licence ${licence.id} has no holder in its case`)
  return holder
}

/** Whether a decided case about a licence still owes its new version (延续, 变更, 补发). */
export async function owesVersion(sql: Sql, whole: WholeCase): Promise<boolean> {
  const matter = await favourableMatter(sql, whole)
  if (!matter || whole.case.about === null) return false
  return !(await hasVersionFrom(sql, whole.case.about, whole.case.id))
}

async function favourableMatter(sql: Sql, { case: row }: WholeCase): Promise<'change' | 'renewal' | 'reissue' | undefined> {
  if (row.outcome !== 'granted' && row.outcome !== 'partly-granted') return undefined
  const act = matterOf((await getItemVersion(sql, row.itemVersion)).content)?.act
  return act === 'change' || act === 'renewal' || act === 'reissue' ? act : undefined
}

/** Makes the new version that a case granted, once. */
export async function makeVersion(act: Act, ground: Pick<Ground, 'keys' | 'origin'>, whole: WholeCase): Promise<void> {
  const name = await favourableMatter(act.tx, whole)
  const old = whole.case.about === null ? undefined : await findNewest(act.tx, whole.case.about)
  if (!name || !old) throw licenceNotFound()
  if (await hasVersionFrom(act.tx, old.licence, whole.case.id)) return void act.record('licences.none-owed', { subject: whole.case.id })
  const decided = (await findWords(act.tx, whole.case.id)).find((words) => words.kind === 'cases.decided')?.content as { faces?: Record<string, Record<string, unknown>>; reasons?: string } | undefined
  await supersede(act, ground, old, name, { whole, reason: decided?.reasons ?? '', face: decided?.faces?.['0'] ?? {} })
}

/** Does to the licence what was decided and delivered, once. */
export async function carryOut(act: Act, whole: WholeCase, name: (typeof stateActs)[number]): Promise<void> {
  const licence = whole.case.about === null ? undefined : await findNewest(act.tx, whole.case.about)
  if (!licence) throw licenceNotFound()
  const decided = (await findWords(act.tx, whole.case.id)).find((words) => words.kind === 'cases.decided')?.content as { reasons?: string } | undefined
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const [ground, decisionNumber] = [text(whole.form.ground), text(whole.form.decisionNumber)]
  await changeState(act, licence.id, name, { reason: decided?.reasons ?? text(whole.form.reasons) ?? '', ...(ground ? { ground } : {}), ...(decisionNumber ? { decisionNumber } : {}) }, whole.case.id)
}

/** Annuls a licence with the decision that it came from, by the law of that annulment. */
export async function annulFor(act: Act, licence: string, by: string): Promise<void> {
  const [newest, whole] = [await findNewest(act.tx, licence), await findWholeCase(act.tx, by)]
  const basis = whole && matterOf((await getItemVersion(act.tx, whole.case.itemVersion)).content)?.basis
  if (!newest || !whole || !basis) throw licenceNotFound()
  const decided = (await findWords(act.tx, by)).find((words) => words.kind === 'cases.decided')?.content as { reasons?: string } | undefined
  await changeState(act, newest.id, 'annulment', { reason: decided?.reasons ?? '', basis: `${basis.law}${basis.article ?? ''}` }, by)
}
