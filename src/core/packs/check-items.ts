// Checks what an item promises and demands against the law: limits, remedy, fees, materials, codes, dates (许可法 31, 38, 42, 58, 82).
import { bodyOfSection, checkImplementationCode } from '#engines/codes'
import { checkFeel, knowOrganisation, wordsOf } from './check-places.ts'
import type { Draft, DraftItem } from './draft.ts'
import type { Report } from './faults.ts'
import { defaultForm } from './pack.ts'
import type { ItemContent, Material } from './schema-items.ts'
import type { LawLimit } from './schema-limits.ts'

/** Reports faults of each item and between items. */
export function checkItems(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    checkBodies(item, draft, report)
    checkLimits(item, report)
    checkProof(item, report)
    checkLaw(item, report)
    checkMaterials(item, draft, report)
    checkScenarios(item, report)
    checkResults(item, draft, report)
  }
  checkVersions(draft, report)
  checkServing(draft, report)
}

/** The platform finds an item by what it serves, so no two may serve the same. Versions of one item may. */
function checkServing(draft: Draft, report: Report): void {
  const first = new Map<string, string>()
  for (const { value: { serves, code }, at } of draft.items) {
    if (serves === undefined) continue
    const other = first.get(serves)
    if (other !== undefined && other !== code) report.add('serves-twice', at('serves'), { serves, other })
    else first.set(serves, code)
  }
}

/** What somebody says of himself (实名二级) is not proved, and has no age. */
function checkProof({ value: { proofDaysMax: days, levelMin = 1 }, at }: DraftItem, report: Report): void {
  if (days !== undefined && levelMin < 3) report.add('proof-days-without-level', at('proofDaysMax'), { days })
}

function checkBodies({ value, at }: DraftItem, draft: Draft, report: Report): void {
  const known = new Set(draft.organisations.map((organisation) => organisation.value.code))
  for (const role of ['receiving', 'handling', 'deciding'] as const) knowOrganisation(known, value.bodies[role], at('bodies', role), report)
  for (const [n, joint] of (value.bodies.joint ?? []).entries()) knowOrganisation(known, joint.organisation, at('bodies', 'joint', n, 'organisation'), report)
  const { team, handling } = value.bodies
  if (team !== undefined && (bodyOfSection(team) !== handling || !draft.organisations.some((one) => one.value.code === team && one.value.kind !== 'window'))) report.add('section-of-another', at('bodies', 'team'), { code: team })
  if (value.codeScheme !== 'gb39554') return
  const verdict = checkImplementationCode(value.code)
  if (!verdict.valid) return report.add('bad-implementation-code', at('code'), { code: value.code, why: wordsOf(verdict) })
  const owner = value.code.slice(0, 18)
  if (owner !== value.bodies.handling && owner !== value.bodies.deciding) report.add('code-of-another-body', at('code'), { code: owner })
}

const unitWords = { months: { zh: '个月', en: 'months' },  working: { zh: '个工作日', en: 'working days' }, calendar: { zh: '个自然日', en: 'calendar days' } }
const sayLimit = (limit: LawLimit) => ({ zh: `${limit.days}${unitWords[limit.unit].zh}`, en: `${limit.days} ${unitWords[limit.unit].en}` })

function checkLimits({ value, at }: DraftItem, report: Report): void {
  const { statutory, promised } = value.limits ?? {}
  if (value.caseKind === 'INSTANT' && promised !== undefined && promised.days > 0) report.add('instant-with-days', at('limits', 'promised', 'days'), { days: promised.days })
  if (value.caseKind === 'PROMISED' && promised === undefined) report.add('promise-missing', at('limits'))
  if (statutory && promised && isAbove(promised, statutory)) report.add('limit-above-statutory', at('limits', 'promised', 'days'), { promised: sayLimit(promised), statutory: sayLimit(statutory) })
  checkPermitLimit(value, at, report)
}

const monthDays = { least: 28, most: 31 }

// n working days are never fewer than n calendar days, and a month has 28 to 31; what is left cannot be said for certain.
function isAbove(promised: LawLimit, statutory: LawLimit): boolean {
  if (promised.unit === statutory.unit) return promised.days > statutory.days
  const most = statutory.unit === 'months' ? statutory.days * monthDays.most : statutory.days
  if (promised.unit === 'months') return statutory.unit === 'calendar' && promised.days * monthDays.least > most
  return statutory.unit !== 'working' && promised.days > most
}

function checkPermitLimit(value: ItemContent, at: DraftItem['at'], report: Report): void {
  const statutory = value.limits?.statutory
  if (value.type !== 'ADMIN_PERMIT' || statutory?.unit !== 'working') return
  const most = (value.bodies.joint ?? []).some((body) => !body.tiered) ? 45 : 20
  const law = statutory.basis?.law
  const citesOther = law !== undefined && !law.includes('行政许可法')
  if (statutory.days > most && !citesOther) report.add('statutory-above-permit-law', at('limits', 'statutory', 'days'), { days: statutory.days, most })
}

function checkLaw({ value, at }: DraftItem, report: Report): void {
  if ((value.legalBasis ?? []).length === 0) report.add('legal-basis-missing', at('legalBasis'))
  for (const [n, fee] of (value.fees ?? []).entries()) if (fee.basis === undefined || fee.basis.local === true) report.add('fee-without-basis', at('fees', n), { name: fee.name.zh })
  // Every application may be refused, at acceptance or at the decision.
  if (value.remedy === undefined) report.add('remedy-missing', at())
  const { effective } = value
  if (effective?.to !== undefined && effective.to < effective.from) report.add('dates-reversed', at('effective', 'to'), { from: effective.from, to: effective.to })
}

function checkMaterials(item: DraftItem, draft: Draft, report: Report): void {
  const { value, at } = item
  const types = new Set(draft.licenceTypes.map((type) => type.value.code))
  const seen = new Map<string, number>()
  const variables = conditionVariables(item, draft)
  for (const [n, material] of value.materials.entries()) {
    const earlier = seen.get(material.key)
    if (earlier !== undefined) report.add('duplicate-code', at('materials', n, 'key'), { code: material.key, other: `materials ${earlier + 1}` })
    seen.set(material.key, n)
    if (material.when !== undefined) checkFeel(material.when, variables, at('materials', n, 'when'), report)
    checkHeld(material, types, at('materials', n), () => at('materials', n, 'licenceType'), report)
  }
}

function checkHeld(material: Material, types: ReadonlySet<string>, place: ReturnType<DraftItem['at']>, typePlace: DraftItem['at'], report: Report): void {
  if (material.licenceType === undefined) return
  if (!types.has(material.licenceType)) return report.add('unknown-licence-type', typePlace(), { code: material.licenceType })
  if (material.source === 'applicant') report.add('held-material-demanded', place, { name: material.name.zh })
}

/** Variables that conditions of an item may read: fields of its form, `form`, `scenario`, `applicant`. */
function conditionVariables({ value }: DraftItem, draft: Draft): string[] {
  const form = draft.forms.get(value.form ?? defaultForm)
  return ['form', 'scenario', 'applicant', ...Object.keys(form?.value.schema.properties ?? {})]
}

function checkScenarios({ value, at }: DraftItem, report: Report): void {
  const keys = new Set(value.materials.map((material) => material.key))
  for (const [n, scenario] of (value.scenarios ?? []).entries()) {
    for (const [m, option] of scenario.options.entries()) {
      for (const list of ['adds', 'removes'] as const) {
        for (const [k, key] of (option[list] ?? []).entries()) if (!keys.has(key)) report.add('unknown-material', at('scenarios', n, 'options', m, list, k), { key })
      }
    }
  }
}

const naturalOnly = new Set(['natural'])

function checkResults({ value, at }: DraftItem, draft: Draft, report: Report): void {
  for (const [n, result] of (value.results ?? []).entries()) {
    if (result.kind === 'licence' && result.licenceType === undefined) report.add('result-without-licence-type', at('results', n))
    if (result.licenceType === undefined) continue
    const type = draft.licenceTypes.find((one) => one.value.code === result.licenceType)?.value
    if (!type) report.add('unknown-licence-type', at('results', n, 'licenceType'), { code: result.licenceType })
    else if (!holdersFit(type.holderKind, value.targets)) report.add('holder-kind', at('results', n, 'licenceType'), { name: type.name.zh })
  }
}

function holdersFit(holderKind: string, targets: readonly string[]): boolean {
  const natural = targets.some((target) => naturalOnly.has(target))
  const legal = targets.some((target) => !naturalOnly.has(target))
  if (holderKind === 'natural') return natural && !legal
  if (holderKind === 'legal') return legal && !natural
  return true
}

// Two entries of one code are two versions of one item: on any day at most one of them is in force.
function checkVersions(draft: Draft, report: Report): void {
  const byCode = Map.groupBy(draft.items, (item) => item.value.code)
  for (const [code, versions] of byCode) {
    const dated = versions.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
    for (const [n, later] of dated.entries()) {
      const earlier = dated[n - 1]
      if (!earlier || (earlier.value.effective?.to ?? '9999-12-31') < startOf(later)) continue
      const other = earlier.at('code').file
      const rule = later.value.effective && earlier.value.effective ? 'overlapping-dates' : 'duplicate-code'
      report.add(rule, later.at(rule === 'duplicate-code' ? 'code' : 'effective'), { code, other })
    }
  }
}

function startOf(item: DraftItem): string {
  return item.value.effective?.from ?? '0000-01-01'
}
