// Checks what an item says of the time after its decision: remedy, renewal, publication, and acts on licences.
// 行政复议法 20, 23, 24, 27; 行政诉讼法 14, 15, 46; 行政许可法 7, 8, 40, 50, 69, 70; 行政处罚法 44, 45, 64, 85; 信息公开条例 26.
import { knowOrganisation } from './check-places.ts'
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { matterOf, type OnCaseEntry } from './schema-after.ts'
import type { Basis, Limit } from './schema-parts.ts'

/** Reports faults of each item and between items. */
export function checkAfter(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    checkRemedy(item, draft, report)
    checkRenewal(item, draft, report)
    checkMatter(item, draft, report)
    checkUndoing(item, draft, report)
    checkPublished(item, report)
  }
  checkTwice(draft, report)
}

const reviewDaysLeast = 60

function checkRemedy({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { remedy } = value
  if (!remedy) return
  const known = new Set(draft.organisations.map((organisation) => organisation.value.code))
  for (const part of ['body', 'courtBody'] as const) {
    const named = remedy[part]
    if (!named) continue
    knowOrganisation(known, named.organisation, at('remedy', part, 'organisation'), report)
    const kind = draft.organisations.find((one) => one.value.code === named.organisation)?.value.kind
    if (kind !== undefined && (kind === 'court') !== (part === 'courtBody')) report.add('remedy-body', at('remedy', part, 'organisation'), { code: named.organisation })
  }
  // 复议法 20 lets another law give more than sixty days, never less; 23 (5) and 46 ask for a law or an administrative regulation.
  if (remedy.reviewDays && remedy.reviewDays.days <= reviewDaysLeast) report.add('remedy-shortened', at('remedy', 'reviewDays', 'days'), { days: remedy.reviewDays.days })
  for (const part of ['body', 'courtBody', 'first', 'reviewDays', 'courtTime'] as const) {
    const entry = remedy[part]
    if (entry?.basis.local) report.add('remedy-by-local-rule', at('remedy', part, 'basis'), { part })
  }
}

const isPermitLaw = (basis: Basis): boolean => basis.law.includes('行政许可法')
const usualAskDays = 30

function checkRenewal({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { renewal } = value
  if (!renewal) return
  const type = draft.licenceTypes.find((one) => one.value.code === renewal.licenceType)?.value
  const granted = draft.items.some((one) => (one.value.results ?? []).some((result) => result.licenceType === renewal.licenceType && result.validity !== undefined))
  if (!type) report.add('unknown-licence-type', at('renewal', 'licenceType'), { code: renewal.licenceType })
  else if (!type.term && !granted) report.add('renewal-of-no-term', at('renewal', 'licenceType'), { name: type.name.zh })
  // 许可法 50: thirty days, and silence renews; other law, and only that, may say otherwise.
  if (!isPermitLaw(renewal.basis)) return
  if (renewal.askDays !== usualAskDays || renewal.unit === 'months') report.add('renewal-days', at('renewal', 'askDays'), { days: renewal.askDays })
  if (renewal.silence !== 'renewed') report.add('renewal-silence', at('renewal', 'silence'))
  if (renewal.late !== 'person') report.add('renewal-late', at('renewal', 'late'))
}

const matterKeys = ['renewal', 'onLicence', 'onCase'] as const

/** What an item is about: one thing, and what burdens somebody is the body's to open, told and heard first. */
function checkMatter(item: DraftItem, draft: Draft, report: Report): void {
  const { value, at } = item
  const [, second] = matterKeys.filter((key) => value[key] !== undefined)
  if (second) report.add('matter-twice', at(second))
  else if (value.onLicence) checkOnLicence(item, draft, report)
  else if (value.onCase) checkOnCase(item, draft, report)
  else if (value.opensFrom === 'office' && !value.supervision) report.add('office-about-nothing', at('opensFrom'))
}

function checkOnCase({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { onCase } = value
  if (!onCase) return
  if (value.opensFrom !== 'office') report.add('burden-on-application', at('onCase', 'act'), { act: onCase.act })
  if (onCase.defence.days < 1) report.add('defence-missing', at('onCase'), { act: onCase.act })
  // 许可法 69 binds permits; whoever annuls another decision by it has no law for it.
  const other = onCase.of.find((type) => type !== 'ADMIN_PERMIT')
  if (other && isPermitLaw(onCase.basis)) report.add('annulment-by-permit-law', at('onCase', 'basis'), { type: other })
  const known = new Set(draft.items.map((one) => one.value.code))
  for (const [n, code] of (onCase.items ?? []).entries()) if (!known.has(code)) report.add('unknown-item', at('onCase', 'items', n), { code })
  for (const one of draft.items) {
    const shared = one.value.code === value.code || !one.value.onCase ? undefined : sharedBy(onCase, one.value.onCase)
    if (shared) report.add('annulment-twice', at('onCase'), { other: one.value.code, type: shared })
  }
  const { repay } = onCase
  if (repay && draft.items.find((one) => one.value.code === repay.item)?.value.opensFrom !== 'case') report.add('repay-item', at('onCase', 'repay', 'item'), { code: repay.item })
}

/** What two items both undo, neither of them for some items alone: nobody could tell which to use. */
function sharedBy(a: OnCaseEntry, b: OnCaseEntry): string | undefined {
  const type = a.of.find((one) => b.of.includes(one))
  if (type === undefined || (a.items === undefined) !== (b.items === undefined)) return undefined
  return a.items === undefined ? type : a.items.find((code) => b.items?.includes(code))
}

/** What is granted on a promise may prove undeserved: there is an item under which it is undone (国办发〔2020〕42号; 许可法 69, 79). */
function checkUndoing({ value, at }: DraftItem, draft: Draft, report: Report): void {
  if (!value.promise) return
  const isPermit = value.type === 'ADMIN_PERMIT'
  for (const { name, licenceType } of value.results ?? []) {
    const onLicence = isPermit && licenceType !== undefined
    if (!draft.items.some((one) => undoes(one, value, onLicence ? licenceType : undefined))) report.add('promise-without-annulment', at('promise'), { name: name.zh })
  }
}

function undoes({ value: { onLicence, onCase, opensFrom, bodies } }: DraftItem, granting: DraftItem['value'], licenceType: string | undefined): boolean {
  if (opensFrom !== 'office') return false
  if (licenceType === undefined) return onCase !== undefined && onCase.of.includes(granting.type) && (onCase.items?.includes(granting.code) ?? true)
  return onLicence?.act === 'annulment' && (onLicence.types === undefined || (onLicence.types.includes(licenceType) && bodies.deciding === granting.bodies.deciding))
}

function checkOnLicence({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const { onLicence } = value
  if (!onLicence) return
  const known = new Set(draft.licenceTypes.map((type) => type.value.code))
  for (const [n, code] of (onLicence.types ?? []).entries()) if (!known.has(code)) report.add('unknown-licence-type', at('onLicence', 'types', n), { code })
  const matter = matterOf(value)
  const isTaken = ['annulment', 'withdrawal', 'revocation', 'suspension'].includes(onLicence.act)
  if (isTaken && value.opensFrom !== 'office') report.add('burden-on-application', at('onLicence', 'act'), { act: onLicence.act })
  // What was suspended must have a way back: an item by which the body itself ends it, for the same types.
  if (onLicence.act === 'suspension' && !draft.items.some((one) => endsSuspension(one, onLicence.types))) report.add('suspension-without-end', at('onLicence', 'act'))
  if (matter?.burdens && (onLicence.defence?.days ?? 0) < 1) report.add('defence-missing', at('onLicence'), { act: onLicence.act })
  else if (onLicence.act === 'revocation' && onLicence.defence && hearsTooShort(onLicence.defence)) report.add('hearing-days', at('onLicence', 'defence'), { days: hearingDays })
}

/** 处罚法 64(1), 85: working days to ask for a hearing after being told. Calendar days may hold any number of holidays. */
const hearingDays = 5

/** Who may still ask for a hearing states and defends himself as long: a notice that names fewer days misleads. */
const hearsTooShort = ({ days, unit }: Limit) => unit !== 'working' || days < hearingDays

function endsSuspension({ value }: DraftItem, types: readonly string[] | undefined): boolean {
  const { onLicence, opensFrom } = value
  if (onLicence?.act !== 'resumption' || opensFrom !== 'office') return false
  return onLicence.types === undefined || (types?.every((type) => onLicence.types?.includes(type)) ?? false)
}

const publishedDaysMost = 20

function checkPublished({ value, at }: DraftItem, report: Report): void {
  const { published } = value
  if (!published) return
  if (value.type === 'ADMIN_PERMIT' && !published.grants && (published.basis.local || isPermitLaw(published.basis))) report.add('grants-hidden', at('published', 'grants'))
  if (published.days?.unit === 'working' && published.days.days > publishedDaysMost && published.days.basis === undefined) report.add('published-late', at('published', 'days', 'days'), { days: published.days.days })
}

/** Two items that renew one type for one body leave nobody knowing which to use. */
function checkTwice(draft: Draft, report: Report): void {
  const seen = new Map<string, string>()
  for (const { value, at } of draft.items) {
    if (!value.renewal) continue
    const key = `${value.renewal.licenceType} ${value.bodies.deciding}`
    const other = seen.get(key)
    if (other !== undefined && other !== value.code) report.add('renewal-twice', at('renewal', 'licenceType'), { other })
    seen.set(key, value.code)
  }
}
