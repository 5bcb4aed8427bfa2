// What a guide says of getting in: when in the year applications are taken, how many are granted, whether a promise may stand in for papers.
import type { Html } from '../html.ts'
import { facts } from '../parts.ts'
import type { ItemContent } from '../shapes.ts'
import type { Visit } from '../visit.ts'

/** These facts of a guide; undefined where the item's law has none of them. */
export function openingFacts(visit: Visit, item: ItemContent): Html | undefined {
  const { w } = visit
  const { acceptance, quota, promise } = item
  if (!acceptance && !quota && !promise) return undefined
  const windows = (acceptance?.windows ?? []).map(({ from, to, name }) => `${name ? `${visit.t(name)}: ` : ''}${w('guide.window-line', { from, to })}`)
  const names = promise ? item.materials.filter(({ key }) => promise.materials.includes(key)).map(({ name }) => visit.t(name)) : []
  return facts([
    [w('guide.windows'), acceptance ? [...windows, ...(acceptance.inPerson ? [w('guide.in-person')] : [])].join(visit.language === 'zh' ? '；' : '; ') : undefined],
    [w('guide.quota'), quota ? w('guide.quota-line', { count: quota.count, per: w(`guide.per-${quota.per}`) }) : undefined],
    [w('guide.promise'), promise ? w('guide.promise-line', { papers: names.join(visit.language === 'zh' ? '、' : ', ') }) : undefined],
  ])
}

