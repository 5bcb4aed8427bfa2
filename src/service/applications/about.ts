// Applications about a licence that one holds: 延续, 变更, 补发, 恢复使用, 注销 (行政许可法 49, 50, 70). What the licence says is filled in; nobody types it again.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import type { NewCaseInput } from '#core/cases'
import type { Item } from '#core/items'
import { matterOf, type LicenceActName } from '#core/packs'
import { findLicence, findMatterItem, findNewest, licenceNotFound, matterUnknown, openingOf, type Licence } from '#support/licences'
import { licenceOnly } from './application.ts'

/** The licence of an account by the id of one of its versions, in its newest one. */
export async function ownLicence(act: Act, id: string): Promise<Licence> {
  const found = await findLicence(act.tx, id)
  if (!found || found.account !== act.actor.id) throw licenceNotFound({ licence: id })
  return (await findNewest(act.tx, found.licence)) ?? found
}

/** The item under which a holder applies for an act on a licence. Refuses where there is none. */
export async function itemAbout(act: Act, licence: Licence, name: LicenceActName): Promise<Item> {
  const item = await findMatterItem(act.tx, licence, name, false, act.now)
  if (!item) throw matterUnknown({ act: name })
  return item
}

/** Answers that the licence gives: fields of the form that its face has too, and its number. */
export function answersFrom(item: Item, licence: Licence): Record<string, unknown> {
  const fields = Object.keys(item.form.definition.schema.properties ?? {})
  const known: Record<string, unknown> = { ...licence.face, licence: licence.number }
  return Object.fromEntries(fields.flatMap((field) => (known[field] === undefined ? [] : [[field, known[field]]])))
}

/** Refuses an item about a licence where none is named. */
export function mustNameLicence(item: Item, about: string | null): void {
  if (matterOf(item.content)?.on === 'licence' && about === null) throw licenceOnly({ item: item.code })
}

/** How the case of a draft about a licence is opened; nothing for every other draft. */
export async function openingAbout(act: Act, item: Item, about: string | null, form: Record<string, unknown>): Promise<Pick<NewCaseInput, 'about' | 'renewal' | 'bodies'>> {
  mustNameLicence(item, about)
  if (about === null) return {}
  const licence = await findNewest(act.tx, about)
  if (!licence || licence.account !== act.actor.id) throw licenceNotFound()
  // A holder who gives a licence back does so on the last ground of the list (许可法 70(6)), unless another one is named.
  const ground = typeof form.ground === 'string' ? form.ground : 'other'
  return openingOf(act.tx, licence, item, ground, dateInChina(act.now))
}
