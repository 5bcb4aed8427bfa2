// 数额有限 (许可法 57): a place in the order of acceptance; what is granted goes by that order, unless the item's own law says otherwise.
import { windowOf } from '#core/clock'
import type { Quota } from '#core/packs'
import { earlierFirst, quotaUsed } from './refusals-acceptance.ts'
import { findPlace, insertPlace, type Place } from './store-acceptance.ts'
import { nextSerial } from './store.ts'
import type { Work } from './work.ts'

/** Takes the next place of the period in which the case was accepted. The row of the counter makes two at once wait for each other. */
export async function takePlace(work: Work, accepted: Temporal.PlainDate): Promise<Place | undefined> {
  const { quota } = work.item.content
  if (!quota) return undefined
  const period = periodOf(work, quota, accepted).toString()
  const place = await nextSerial(work.act.tx, `quota:${work.case.item}`, period)
  await insertPlace(work.act.tx, work.case.id, work.case.item, period, place)
  return findPlace(work.act.tx, work.case.id)
}

const always = Temporal.PlainDate.from('1970-01-01')

/** A period is named by a day: 1 January of its year, the end of its window, or one day for all time. */
function periodOf(work: Work, { per }: Quota, accepted: Temporal.PlainDate): Temporal.PlainDate {
  if (per === 'all') return always
  const window = per === 'window' ? windowOf(work.item.content.acceptance, Temporal.PlainDate.from(work.case.receivedOn)) : undefined
  return window?.to ?? accepted.with({ month: 1, day: 1 })
}

/** Refuses a grant when the number is used up, or when what is left belongs to one accepted earlier. */
export async function mayGrantInOrder(work: Work): Promise<void> {
  const { quota } = work.item.content
  const place = quota && (await findPlace(work.act.tx, work.case.id))
  if (!place) return
  if (place.granted >= quota.count) throw quotaUsed({ count: quota.count, granted: place.granted })
  if (place.granted + place.earlierOpen >= quota.count) throw earlierFirst({ count: quota.count, place: place.place, earlierOpen: place.earlierOpen })
}
