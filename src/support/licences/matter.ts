// The noun: a matter about a licence: 延续, 变更, 补发, 恢复使用 and 注销 on the holder's application; 撤销, 撤回, 吊销, 暂扣 and 注销 by the body
// itself, which tells and hears the holder first; 恢复使用 by the body too, which takes nothing from anybody. Pure: no database, no HTTP. 行政许可法 7, 8, 49, 50, 69, 70; 行政处罚法 44, 45.
import { refusal } from '#base/problem'
import { addWorkingDays, type Calendar } from '#engines/calendar'
import { annulmentGrounds } from '#core/cases'
import type { Item } from '#core/items'
import { matterOf, type LicenceActName, type Matter, type RenewalEntry } from '#core/packs'
import { deregistrationGrounds, mayAct, mayDeregister, renewalNotPossible, withdrawalGrounds, type Licence } from './licence.ts'

export const matterUnknown = refusal({
  code: 'licences.matter-unknown', status: 404, zh: '这种证照没有这样的办理事项。', en: 'There is no such matter for this type of licence.',
  nextZh: '请联系发证机关；发证机关可以在数据包中补充事项。', nextEn: 'Ask the body that issued it; it can add the item to its pack.',
})
export const matterOpen = refusal({
  code: 'licences.matter-open', status: 409, zh: '这份证照的同一事项正在办理。', en: 'The same matter about this licence is being handled.',
  nextZh: '请在“我的办件”或工作列表中查看，不要重复提出。', nextEn: 'Look among your matters, or in the work list; do not ask twice.',
})
export const groundNeeded = refusal({
  code: 'licences.ground-needed', status: 422, basis: '行政许可法第八条、第六十九条、第七十条', zh: '撤销、撤回、注销只能依照法律列出的情形。', en: 'Annulment, withdrawal and deregistration stand on the grounds that the law lists.',
  nextZh: '请从列出的情形中选择。', nextEn: 'Choose one of the grounds listed.',
})

const grounds: Partial<Record<LicenceActName, readonly string[]>> = { annulment: annulmentGrounds, withdrawal: withdrawalGrounds, deregistration: deregistrationGrounds }

/** The grounds of an act, as law lists them; none where it names none. */
export function groundsOf(act: LicenceActName): readonly string[] {
  return grounds[act] ?? []
}

/** Whether an item is for this licence: its type and its issuer. Items of all types are for every issuer. */
export function fits(item: Item, licence: Pick<Licence, 'type' | 'issuer'>): Matter | undefined {
  const matter = matterOf(item.content)
  if (matter?.on !== 'licence') return undefined
  if (matter.types === undefined) return matter
  return matter.types.includes(licence.type) && item.content.bodies.deciding === licence.issuer ? matter : undefined
}

/** The last day on which a renewal is asked in time (许可法 50: thirty days before the end). */
export function lastAskDay({ askDays, unit }: RenewalEntry, validTo: Temporal.PlainDate, calendar: Calendar): Temporal.PlainDate {
  if (unit === 'working') return addWorkingDays(calendar, validTo, -askDays).date
  return unit === 'months' ? validTo.subtract({ months: askDays }) : validTo.subtract({ days: askDays })
}

/** Refuses a matter that the state of the licence, or the ground, does not allow. */
export function mayOpen(licence: Licence, act: LicenceActName, ground: string | undefined, today: Temporal.PlainDate): void {
  mayAct(licence, act)
  const listed = groundsOf(act)
  if (ground === undefined ? listed.length > 0 : !listed.includes(ground)) throw groundNeeded({ act, grounds: [...listed] })
  if (act === 'deregistration') mayDeregister(licence, ground as (typeof deregistrationGrounds)[number], today)
  if (act === 'renewal' && licence.validTo === null) throw renewalNotPossible({ validTo: null })
}
