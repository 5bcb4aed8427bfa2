// What an item asks of an applicant side by side: materials, fees, visits, questions of the form. 许可法 31, 58: fewer is better.
import type { FormDefinition } from '#engines/forms'
import type { Difference } from './compare.ts'
import { canonicalJson } from './digest.ts'
import { isDemanded } from './materials.ts'
import type { Fee, ItemContent, Material } from './schema-items.ts'

const en = (text: { zh: string; en?: string }) => text.en ?? text.zh

/** Materials that appear, go, or are asked for otherwise. */
export function compareMaterials(before: readonly Material[], after: readonly Material[]): Difference[] {
  const was = new Map(before.map((material) => [material.key, material]))
  const is = new Map(after.map((material) => [material.key, material]))
  const added = after.filter(({ key }) => !was.has(key)).map((material): Difference => isDemanded(material)
    ? { part: `materials.${material.key}`, effect: 'worse', zh: `要多交材料“${material.name.zh}”${someOnly(material).zh}`, en: `one more material: “${en(material.name)}”${someOnly(material).en}` }
    : { part: `materials.${material.key}`, effect: 'neutral', zh: `新增材料“${material.name.zh}”，申请人不用交`, en: `a new material that applicants need not bring: “${en(material.name)}”` })
  const removed = before.filter(({ key }) => !is.has(key)).map((material): Difference => ({
    part: `materials.${material.key}`, effect: isDemanded(material) ? 'better' : 'neutral', zh: `不再要材料“${material.name.zh}”`, en: `the material “${en(material.name)}” is no longer needed`,
  }))
  return [...added, ...removed, ...after.flatMap((material) => changeOf(was.get(material.key), material))]
}

function someOnly({ when }: Material): { zh: string; en: string } {
  return when === undefined ? { zh: '', en: '' } : { zh: '（符合条件时）', en: ' (in some cases)' }
}

function changeOf(was: Material | undefined, is: Material): Difference[] {
  if (!was || canonicalJson(was) === canonicalJson(is)) return []
  const part = `materials.${is.key}`
  const [before, after] = [isDemanded(was), isDemanded(is)]
  if (before && !after) return [{ part, effect: 'better', zh: `材料“${is.name.zh}”${is.source === 'government' ? '改由系统调取，免提交' : '改为可以不交'}`, en: `the material “${en(is.name)}” ${is.source === 'government' ? 'is now fetched by the system' : 'may now be left out'}` }]
  if (!before && after) return [{ part, effect: 'worse', zh: `材料“${is.name.zh}”改为必须提交`, en: `the material “${en(is.name)}” must now be brought` }]
  if (after && was.need !== is.need) return [{ part, effect: is.need === 'gap' ? 'better' : 'worse', zh: `材料“${is.name.zh}”${is.need === 'gap' ? '可以容缺后补' : '不再可以后补'}`, en: `the material “${en(is.name)}” ${is.need === 'gap' ? 'may now follow later' : 'may no longer follow later'}` }]
  if (after && was.when !== is.when) return [{ part, effect: was.when === undefined ? 'better' : is.when === undefined ? 'worse' : 'neutral', zh: `材料“${is.name.zh}”的适用情形有变`, en: `the material “${en(is.name)}” is asked for in other cases` }]
  if (after && (is.copies ?? 1) !== (was.copies ?? 1)) return [{ part, effect: (is.copies ?? 1) > (was.copies ?? 1) ? 'worse' : 'better', zh: `材料“${is.name.zh}”由${was.copies ?? 1}份改为${is.copies ?? 1}份`, en: `copies of “${en(is.name)}”: ${was.copies ?? 1} before, ${is.copies ?? 1} after` }]
  return [{ part, effect: 'neutral', zh: `材料“${is.name.zh}”的说明有改动`, en: `what is said of the material “${en(is.name)}” changes` }]
}

/** Fees by their Chinese name: none is better than one, less than more. */
export function compareFees(before: readonly Fee[] = [], after: readonly Fee[] = []): Difference[] {
  const was = new Map(before.map((fee) => [fee.name.zh, fee]))
  const is = new Map(after.map((fee) => [fee.name.zh, fee]))
  return [
    ...after.filter(({ name }) => !was.has(name.zh)).map((fee): Difference => ({ part: 'fees', effect: 'worse', zh: `新增收费“${fee.name.zh}”：${fee.standard.zh}`, en: `a new fee “${en(fee.name)}”: ${en(fee.standard)}` })),
    ...before.filter(({ name }) => !is.has(name.zh)).map((fee): Difference => ({ part: 'fees', effect: 'better', zh: `取消收费“${fee.name.zh}”`, en: `the fee “${en(fee.name)}” is dropped` })),
    ...after.flatMap((fee) => feeChange(was.get(fee.name.zh), fee)),
  ]
}

function feeChange(was: Fee | undefined, is: Fee): Difference[] {
  if (!was || (was.amountCents === is.amountCents && was.standard.zh === is.standard.zh)) return []
  const known = was.amountCents !== undefined && is.amountCents !== undefined && was.amountCents !== is.amountCents
  const effect = !known ? 'neutral' : (is.amountCents ?? 0) > (was.amountCents ?? 0) ? 'worse' : 'better'
  return [{ part: 'fees', effect, zh: `收费“${is.name.zh}”由“${was.standard.zh}”改为“${is.standard.zh}”`, en: `the fee “${en(is.name)}” changes from “${en(was.standard)}” to “${en(is.standard)}”` }]
}

/** Visits, the level to apply on the site, on the spot or by promise, whom it serves. */
export function compareTargets(before: ItemContent, after: ItemContent): Difference[] {
  const differences: Difference[] = []
  const [was, is] = [before.onsiteVisits ?? 0, after.onsiteVisits ?? 0]
  if (was !== is) differences.push({ part: 'onsiteVisits', effect: is < was ? 'better' : 'worse', zh: `到办事现场由${was}次改为${is}次`, en: `visits in person: ${was} before, ${is} after` })
  const [had, has] = [before.levelMin ?? 1, after.levelMin ?? 1]
  if (had !== has) differences.push({ part: 'levelMin', effect: has < had ? 'better' : 'worse', zh: `网上申请的实名等级由${had}级改为${has}级`, en: `assurance level to apply on the site: ${had} before, ${has} after` })
  const [days, nowDays] = [before.proofDaysMax, after.proofDaysMax]
  if (days !== nowDays) differences.push({ part: 'proofDaysMax', effect: (nowDays ?? Infinity) > (days ?? Infinity) ? 'better' : 'worse', zh: nowDays === undefined ? '身份核验不再限定天数' : `网上申请要求${nowDays}天以内的身份核验`, en: nowDays === undefined ? 'the proof of identity may be of any age' : `to apply on the site, identity proved within ${nowDays} days` })
  if (before.caseKind !== after.caseKind) {
    const instant = after.caseKind === 'INSTANT'
    differences.push({ part: 'caseKind', effect: instant ? 'better' : 'worse', zh: instant ? '改为当场办结' : '不再当场办结', en: instant ? 'it is now done on the spot' : 'it is no longer done on the spot' })
  }
  const gained = after.targets.filter((target) => !before.targets.includes(target))
  const lost = before.targets.filter((target) => !after.targets.includes(target))
  if (gained.length > 0) differences.push({ part: 'targets', effect: 'better', zh: `${sayTargets(gained).zh}也可以申请`, en: `now open to ${sayTargets(gained).en}` })
  if (lost.length > 0) differences.push({ part: 'targets', effect: 'worse', zh: `${sayTargets(lost).zh}不再可以申请`, en: `no longer open to ${sayTargets(lost).en}` })
  return differences
}

/** Who may apply together, and how many may stand on the other side. */
export function compareParties({ parties: was }: ItemContent, { parties: is }: ItemContent): Difference[] {
  const sides = [['jointApplicants', '共同申请人', 'joint applicants'], ['respondents', '被申请人', 'respondents']] as const
  return sides.flatMap(([side, zh, english]): Difference[] => {
    const [before, after] = [was?.[side]?.max ?? 0, is?.[side]?.max ?? 0]
    if (before === after) return canonicalJson(was?.[side] ?? null) === canonicalJson(is?.[side] ?? null) ? [] : [{ part: `parties.${side}`, effect: 'neutral', zh: `${zh}的规定有改动`, en: `what is said of ${english} changes` }]
    return [{ part: `parties.${side}`, effect: after > before ? 'better' : 'worse', zh: `${zh}最多由${before}人改为${after}人`, en: `${english} at most: ${before} before, ${after} after` }]
  })
}

const targets: Record<string, { zh: string; en: string }> = {
  natural: { zh: '自然人', en: 'natural persons' }, legal: { zh: '法人', en: 'legal persons' }, company: { zh: '企业法人', en: 'companies' }, institution: { zh: '事业法人', en: 'institutions' },
  society: { zh: '社会组织法人', en: 'societies' }, organ: { zh: '行政机关', en: 'public bodies' }, other: { zh: '其他组织', en: 'other organisations' },
}

/** Targets as a sentence says them. */
export function sayTargets(list: readonly string[]): { zh: string; en: string } {
  const words = list.map((target) => targets[target] ?? { zh: target, en: target })
  return { zh: words.map((word) => word.zh).join('、'), en: words.map((word) => word.en).join(', ') }
}

/** Questions that the form asks more or fewer. */
export function compareForms(before: FormDefinition, after: FormDefinition): Difference[] {
  const [was, is] = [labelsOf(before), labelsOf(after)]
  const changes = [...is].filter(([field]) => !was.has(field)).map(([, label]): Difference => ({ part: 'form', effect: label.required ? 'worse' : 'neutral', zh: `申请表多问一项“${label.zh}”`, en: `the form asks one thing more: “${label.en}”` }))
  const gone = [...was].filter(([field]) => !is.has(field)).map(([, label]): Difference => ({ part: 'form', effect: 'better', zh: `申请表不再问“${label.zh}”`, en: `the form no longer asks “${label.en}”` }))
  const same = changes.length + gone.length === 0 && canonicalJson(before) !== canonicalJson(after)
  return same ? [{ part: 'form', effect: 'neutral', zh: '申请表的写法或者规则有改动', en: 'wording or rules of the form change' }] : [...changes, ...gone]
}

function labelsOf({ layout, schema }: FormDefinition): Map<string, { zh: string; en: string; required: boolean }> {
  const fields = layout.flatMap((page) => page.fields).filter((field) => field.compute === undefined)
  return new Map(fields.map((field) => [field.field, { zh: field.label.zh, en: field.label.en ?? field.label.zh, required: schema.required?.includes(field.field) ?? false }]))
}
