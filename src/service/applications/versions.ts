// What changed between two versions of an item, in words for somebody who had begun under the older one. Pure.
import type { Text } from '#engines/words'
import type { Item } from '#core/items'

/** The differences that matter to an applicant: questions, materials, limits. */
export function itemChanges(from: Item, to: Item): Text[] {
  const questions = (item: Item) => new Map(item.form.fields.map((field) => [field.name, field.layout.label]))
  const materials = (item: Item) => new Map(item.content.materials.map((material) => [material.key, material.name]))
  const [before, after] = [from.content.limits?.promised ?? from.content.limits?.statutory, to.content.limits?.promised ?? to.content.limits?.statutory]
  return [
    ...compare(questions(from), questions(to), { zh: '新增问题', en: 'New question' }, { zh: '不再询问', en: 'No longer asked' }),
    ...compare(materials(from), materials(to), { zh: '新增材料', en: 'New document' }, { zh: '不再需要', en: 'No longer needed' }),
    ...(after && before && after.days !== before.days ? [{ zh: `办结时限由${before.days}天改为${after.days}天`, en: `The limit changed from ${before.days} to ${after.days} days` }] : []),
  ]
}

function compare(before: ReadonlyMap<string, Text>, after: ReadonlyMap<string, Text>, added: Text, removed: Text): Text[] {
  const say = (what: Text, name: Text): Text => ({ zh: `${what.zh}：${name.zh}`, en: `${what.en ?? what.zh}: ${name.en ?? name.zh}` })
  return [
    ...[...after].filter(([key]) => !before.has(key)).map(([, name]) => say(added, name)),
    ...[...before].filter(([key]) => !after.has(key)).map(([, name]) => say(removed, name)),
  ]
}
