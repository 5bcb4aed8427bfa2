// Two versions of an item side by side, in words: what gets better or worse for who applies, and what only changes. Pure; asks nobody.
import type { FormDefinition } from '#engines/forms'
import { compareModels } from '#engines/process'
import { compareFees, compareForms, compareMaterials, compareParties, compareTargets } from './compare-asked.ts'
import { compareLimits } from './compare-limits.ts'
import { canonicalJson } from './digest.ts'
import type { ItemContent, ItemResult } from './schema-items.ts'

/** One difference. `effect` is seen by the applicant: `neutral` where it cannot be said, or concerns the office alone. */
export interface Difference {
  part: string
  effect: 'better' | 'worse' | 'neutral'
  zh: string
  en: string
}

/** A version as far as it is compared: what a case would pin. */
export interface ComparedVersion {
  content: ItemContent
  form: FormDefinition
  /** BPMN and DMN, as text. */
  process: string
  decision?: string | undefined
}

/** All differences, worse first, then better. `nameOf` says what a body is called. */
export function compareVersions(before: ComparedVersion, after: ComparedVersion, nameOf: (organisation: string) => string): Difference[] {
  const [was, is] = [before.content, after.content]
  const differences = [
    ...compareLimits(was.limits, is.limits), ...compareMaterials(was.materials, is.materials), ...compareFees(was.fees, is.fees), ...compareTargets(was, is), ...compareParties(was, is),
    ...compareConditions(was, is), ...compareResults(was.results ?? [], is.results ?? []), ...compareForms(before.form, after.form),
    ...compareBodies(was, is, nameOf), ...compareAutomation(was, is), ...compareProcesses(before.process, after.process), ...compareDecision(before, after), ...compareRest(was, is),
  ]
  return differences.toSorted((a, b) => order[a.effect] - order[b.effect])
}

const order = { worse: 0, better: 1, neutral: 2 }
const said = (text: { zh: string; en?: string }) => ({ zh: text.zh, en: text.en ?? text.zh })

// A condition may be reworded and mean the same: a person has to read it.
function compareConditions({ conditions: was = [] }: ItemContent, { conditions: is = [] }: ItemContent): Difference[] {
  const added = is.filter((one) => !was.some((other) => other.zh === one.zh)).map(said)
  const removed = was.filter((one) => !is.some((other) => other.zh === one.zh)).map(said)
  if (removed.length === 0) return added.map((one) => ({ part: 'conditions', effect: 'worse', zh: `多一项条件：${one.zh}`, en: `one condition more: ${one.en}` }))
  if (added.length === 0) return removed.map((one) => ({ part: 'conditions', effect: 'better', zh: `取消一项条件：${one.zh}`, en: `one condition fewer: ${one.en}` }))
  return [{ part: 'conditions', effect: 'neutral', zh: `条件有改动：原有“${removed.map((one) => one.zh).join('；')}”，现为“${added.map((one) => one.zh).join('；')}”`, en: `conditions change: “${removed.map((one) => one.en).join('; ')}” before, “${added.map((one) => one.en).join('; ')}” after` }]
}

function compareResults(was: readonly ItemResult[], is: readonly ItemResult[]): Difference[] {
  const keyOf = (result: ItemResult) => result.licenceType ?? result.name.zh
  const before = new Map(was.map((result) => [keyOf(result), result]))
  const after = new Set(is.map(keyOf))
  return [
    ...is.flatMap((result): Difference[] => {
      const old = before.get(keyOf(result))
      const name = said(result.name)
      if (!old) return [{ part: 'results', effect: 'neutral', zh: `结果增加“${name.zh}”`, en: `one result more: “${name.en}”` }]
      if (old.validity === result.validity) return []
      const [from, to] = [monthsOf(old.validity), monthsOf(result.validity)]
      return [{ part: 'results', effect: to > from ? 'better' : 'worse', zh: `“${name.zh}”的有效期由${sayMonths(from).zh}改为${sayMonths(to).zh}`, en: `“${name.en}” was valid ${sayMonths(from).en} and will be valid ${sayMonths(to).en}` }]
    }),
    ...was.filter((result) => !after.has(keyOf(result))).map((result): Difference => ({ part: 'results', effect: 'neutral', zh: `结果不再有“${result.name.zh}”`, en: `“${said(result.name).en}” is no result any more` })),
  ]
}

/** Months of a duration; without one there is no end. */
function monthsOf(validity: string | undefined): number {
  if (validity === undefined) return Number.POSITIVE_INFINITY
  const { years, months, days } = Temporal.Duration.from(validity)
  return years * 12 + months + days / 30
}

function sayMonths(months: number): { zh: string; en: string } {
  if (!Number.isFinite(months)) return { zh: '长期', en: 'without end' }
  return months % 12 === 0 ? { zh: `${months / 12}年`, en: `for ${months / 12} years` } : { zh: `${Math.round(months)}个月`, en: `for ${Math.round(months)} months` }
}

const roles = { receiving: { zh: '收件单位', en: 'received by' }, handling: { zh: '办理单位', en: 'handled by' }, deciding: { zh: '决定机关', en: 'decided by' } } as const

function compareBodies({ bodies: was }: ItemContent, { bodies: is }: ItemContent, nameOf: (organisation: string) => string): Difference[] {
  const changes = (['receiving', 'handling', 'deciding'] as const).filter((role) => was[role] !== is[role]).map((role): Difference => ({
    part: `bodies.${role}`, effect: 'neutral', zh: `${roles[role].zh}由${nameOf(was[role])}改为${nameOf(is[role])}`, en: `${roles[role].en} ${nameOf(is[role])}, no longer ${nameOf(was[role])}`,
  }))
  if (was.team !== is.team) changes.push({ part: 'bodies.team', effect: 'neutral', zh: `承办科室由${was.team ? nameOf(was.team) : '无'}改为${is.team ? nameOf(is.team) : '无'}`, en: `the team that handles: ${was.team ? nameOf(was.team) : 'none'} before, ${is.team ? nameOf(is.team) : 'none'} after` })
  const joint = ({ joint: list = [] }: ItemContent['bodies']) => list.map((body) => nameOf(body.organisation)).join('、')
  return joint(was) === joint(is) ? changes : [...changes, { part: 'bodies.joint', effect: 'neutral', zh: `联办机构由“${joint(was) || '无'}”改为“${joint(is) || '无'}”`, en: `joint bodies: ${joint(was) || 'none'} before, ${joint(is) || 'none'} after` }]
}

// 个人信息保护法 24: people are told where a machine begins, or ceases, to decide.
function compareAutomation({ automation: was }: ItemContent, { automation: is }: ItemContent): Difference[] {
  if (canonicalJson(was ?? null) === canonicalJson(is ?? null)) return []
  const [from, to] = [was?.grade ?? 0, is?.grade ?? 0]
  return [{ part: 'automation', effect: 'neutral', zh: from === to ? '自动办理的规则有改动' : `自动办理等级由${from}改为${to}`, en: from === to ? 'the rules of automatic decisions change' : `the grade of automation changes from ${from} to ${to}` }]
}

const sentencesMax = 12

function compareProcesses(was: string, is: string): Difference[] {
  if (was === is) return []
  const changes = (compareModels(was, is) ?? []).filter((change) => change.kind !== 'moved' && change.type !== 'sequenceFlow')
  if (changes.length === 0) return [{ part: 'process', effect: 'neutral', zh: '流程图的连线、排布或者注释有改动', en: 'flows, layout or comments of the process change' }]
  if (changes.length > sentencesMax) return [{ part: 'process', effect: 'neutral', zh: `换用另一个流程（${changes.length}处不同）`, en: `another process (${changes.length} differences)` }]
  return changes.map(({ zh, en }) => ({ part: 'process', effect: 'neutral', zh: `流程：${zh.replace(/。$/, '')}`, en: `process: ${en.replace(/\.$/, '')}` }))
}

function compareDecision({ decision: was }: ComparedVersion, { decision: is }: ComparedVersion): Difference[] {
  if (was === is) return []
  const words = was === undefined ? { zh: '新用决策表', en: 'a decision table is used' } : is === undefined ? { zh: '不再用决策表', en: 'no decision table any more' } : { zh: '决策表的规则有改动', en: 'rules of the decision table change' }
  return [{ part: 'decision', effect: 'neutral', ...words }]
}

const told = new Set(['code', 'codeScheme', 'limits', 'materials', 'fees', 'onsiteVisits', 'levelMin', 'proofDaysMax', 'caseKind', 'targets', 'conditions', 'results', 'bodies', 'automation', 'form', 'process', 'decision', 'alias', 'parties'])

const parts: Record<string, { zh: string; en: string }> = {
  name: { zh: '名称', en: 'the name' }, summary: { zh: '摘要', en: 'the summary' }, guide: { zh: '办事指南', en: 'the guide' }, type: { zh: '事项类型', en: 'the type' }, catalog: { zh: '基本目录', en: 'the catalogue entry' },
  purpose: { zh: '个人信息处理目的', en: 'the purpose of processing' }, level: { zh: '行使层级', en: 'the level' }, legalBasis: { zh: '设定依据', en: 'the legal basis' }, onlineDepth: { zh: '网办深度', en: 'how far it goes online' }, places: { zh: '办理地点', en: 'the places' },
  contacts: { zh: '咨询投诉方式', en: 'the contacts' }, steps: { zh: '办理流程说明', en: 'the steps as told' }, questions: { zh: '常见问题', en: 'the questions' }, demands: { zh: '依法先经的程序', en: 'what the law demands first' },
  opensFrom: { zh: '发起方式', en: 'how it is opened' }, serves: { zh: '平台用途', en: 'what the platform uses it for' }, scenarios: { zh: '情形引导', en: 'the scenario questions' }, remedy: { zh: '救济途径', en: 'the remedies' }, effective: { zh: '生效日期', en: 'the days in force' },
  acceptance: { zh: '受理期间', en: 'days on which applications are taken' }, quota: { zh: '数量限制', en: 'limits of number' }, promise: { zh: '告知承诺', en: 'promises instead of proof' }, suspends: { zh: '不计入时限的情形', en: 'what stops the clock' },
  publicity: { zh: '公示', en: 'the public notice' }, hearing: { zh: '听证', en: 'the hearing' }, check: { zh: '核查', en: 'the check' }, forwards: { zh: '转报', en: 'forwarding' }, renewal: { zh: '延续', en: 'renewal' }, published: { zh: '结果公开', en: 'publication of grants' },
}

/** What helps an applicant where it appears, or stands in the way. */
const choices: Record<string, 'better' | 'worse'> = { promise: 'better', acceptance: 'worse', quota: 'worse' }

function compareRest(was: ItemContent, is: ItemContent): Difference[] {
  const [before, after]: Record<string, unknown>[] = [was, is]
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !told.has(key))
  return keys.filter((key) => canonicalJson(before?.[key] ?? null) !== canonicalJson(after?.[key] ?? null)).map((key): Difference => {
    const words = parts[key] ?? { zh: `“${key}”`, en: `“${key}”` }
    const choice = choices[key]
    if (choice && before?.[key] === undefined) return { part: key, effect: choice, zh: `新增${words.zh}`, en: `${words.en} are new` }
    if (choice && after?.[key] === undefined) return { part: key, effect: choice === 'better' ? 'worse' : 'better', zh: `取消${words.zh}`, en: `no more ${words.en}` }
    return { part: key, effect: 'neutral', zh: `${words.zh}有改动`, en: `${words.en} changes` }
  })
}
