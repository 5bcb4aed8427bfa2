// Which matters a reader could begin about a licence: the holder applies, the issuer opens. For pages; the acts check again.
import type { Ground } from '#base/context'
import type { Caller } from '#base/http'
import { dateInChina } from '#base/time'
import { findCaseNumbers, findOpenAbout } from '#core/cases'
import { getCalendar } from '#core/clock'
import { findMatterItems, type Item } from '#core/items'
import type { LicenceActName } from '#core/packs'
import type { Text } from '#engines/words'
import { groundTexts, possibleLicenceActs, type Licence, type LicenceAct } from './licence.ts'
import { fits, groundsOf, lastAskDay } from './matter.ts'

export interface OpenMatter {
  act: LicenceActName
  item: { code: string; name: Text }
  exOfficio: boolean
  /** Grounds to choose from, with their words. */
  grounds: { ground: string; text: Text }[]
  /** Of a renewal: the last day to ask in time, and whether it has passed. */
  lastDay: string | null
  isLate: boolean
  /** The last day is near: worth a reminder. */
  isNear: boolean
  /** The case that is open about it already. */
  open: string | null
}

/** The matters open to a caller. */
export async function mattersOf(ground: Ground, licence: Licence, caller: Caller | undefined): Promise<OpenMatter[]> {
  const isHolder = licence.account !== null && caller?.id === licence.account
  const isIssuer = caller?.posts.some((post) => post.organisation === licence.issuer && ['clerk', 'examiner', 'approver', 'head'].includes(post.role)) ?? false
  if (!isHolder && !isIssuer) return []
  const today = dateInChina(ground.clock.now())
  const possible: readonly LicenceAct[] = possibleLicenceActs(licence, today)
  const found: OpenMatter[] = []
  for (const item of bestItems(await findMatterItems(ground.sql, ground.clock.now()), licence)) {
    const matter = fits(item, licence)
    if (!matter || matter.exOfficio !== isIssuer || !possible.includes(matter.act)) continue
    found.push(await matterOf(ground, licence, item, matter.act, matter.exOfficio, today))
  }
  return found
}

/** An item of this very type stands before one of all types. */
function bestItems(items: readonly Item[], licence: Licence): Item[] {
  const fitting = items.filter((item) => fits(item, licence))
  return fitting.filter((item) => {
    const matter = fits(item, licence)
    return matter?.types !== undefined || !fitting.some((other) => fits(other, licence)?.types !== undefined && fits(other, licence)?.act === matter?.act && fits(other, licence)?.exOfficio === matter?.exOfficio)
  })
}

// [K] From when a page reminds of a renewal.
const nearDays = 180

async function matterOf(ground: Ground, licence: Licence, item: Item, act: LicenceActName, exOfficio: boolean, today: Temporal.PlainDate): Promise<OpenMatter> {
  const { renewal } = item.content
  const last = renewal && licence.validTo !== null ? lastAskDay(renewal, Temporal.PlainDate.from(licence.validTo), await getCalendar(ground.sql)) : undefined
  const open = await findOpenAbout(ground.sql, licence.licence, item.code)
  return {
    act, item: { code: item.code, name: item.content.name }, exOfficio,
    grounds: groundsOf(act).map((one) => ({ ground: one, text: groundTexts[`${act}.${one}`] ?? { zh: one } })),
    lastDay: last?.toString() ?? null, isLate: last !== undefined && Temporal.PlainDate.compare(today, last) > 0, isNear: last !== undefined && today.until(last, { largestUnit: 'days' }).days <= nearDays,
    open: open === undefined ? null : ((await findCaseNumbers(ground.sql, [open])).get(open) ?? null),
  }
}
