// Checks answers against a form: which fields are asked, which answers count, what is wrong with them. It never changes the
// answers it was given, and a field that is not asked is neither kept nor required.
import type { FieldFault } from '#base/problem'
import { faultsInWords, missingFault, regionFault, reversedFault, unknownFieldFault } from './faults.ts'
import type { CompiledField, CompiledForm, FieldSet, FormData } from './form.ts'
import { sourcesOf } from './order.ts'
import { isTrueOrOpen, regionDepth } from './rules.ts'
import { validatorOf } from './schema.ts'
import { isRecord, settleForm, type Settled } from './settle.ts'

/** What to check: the whole form (default), or one page of it as a person fills it in. */
export interface CheckScope {
  full?: boolean
  page?: string
}

/** The answers that count and the faults in the order in which the fields are asked. */
export interface FormCheck {
  data: FormData
  errors: FieldFault[]
}

/**
 * Checks answers: empty ones are left out, text is trimmed, hidden fields are dropped and not required, computed values are
 * computed anew. `data` always holds every counted answer; `errors` are narrowed to `scope.page` where one is named.
 */
export function checkForm(form: CompiledForm, data: FormData, scope: CheckScope = { full: true }): FormCheck {
  const settled = settleForm(form, data)
  const validate = validatorOf(form)
  validate(settled.answers)
  const faults = withoutEchoes(form, onePerPlace([
    ...faultsInWords(form, validate.errors ?? [], settled),
    ...missingFaults(form, settled, ''),
    ...kindFaults(settled),
    ...ruleFaults(form, settled, ''),
    ...Object.keys(data).filter((name) => !form.byName.has(name)).map(unknownFieldFault),
  ]))
  const order = settled.asked.map((field) => `/${escapePointer(field.name)}`)
  const errors = faults.sort((a, b) => rank(order, a.path) - rank(order, b.path) || inOrderOfRows(form, a.path, b.path))
  if (scope.page === undefined) return { data: settled.answers, errors }
  const onPage = settled.asked.filter((field) => field.page === scope.page).map((field) => `/${escapePointer(field.name)}`)
  return { data: settled.answers, errors: errors.filter((fault) => onPage.some((path) => isUnder(fault.path, path))) }
}

/** What to keep of answers that are not finished: those of fields that are asked, computed values anew, and what the form does not know, so that it is told. */
export function keepAnswers(form: CompiledForm, data: FormData): FormData {
  const unknown = Object.entries(data).filter(([name]) => !form.byName.has(name))
  return { ...settleForm(form, data).answers, ...Object.fromEntries(unknown) }
}

function onePerPlace(faults: FieldFault[]): FieldFault[] {
  const byPath = new Map<string, FieldFault>()
  for (const fault of faults) if (!byPath.has(fault.path)) byPath.set(fault.path, fault)
  return [...byPath.values()]
}

// A computed value that is wrong because an answer is wrong is put right with the answer: telling both would ask twice.
function withoutEchoes(form: CompiledForm, faults: FieldFault[]): FieldFault[] {
  const fieldOf = (fault: FieldFault): CompiledField | undefined => form.byName.get(fault.path.split('/')[1] ?? '')
  const wrong = new Set(faults.map(fieldOf).flatMap((field) => (field && !field.compute ? [field.name] : [])))
  return faults.filter((fault) => {
    const field = fieldOf(fault)
    return !field?.compute || ![...sourcesOf(field, form.byName)].some((name) => wrong.has(name))
  })
}

function missingFaults(set: FieldSet, settled: Settled, at: string, rowOf?: { group: CompiledField; row: number }): FieldFault[] {
  const own = set.fields.filter(({ name }) => settled.required.has(name) && settled.answers[name] === undefined).map((field) => missingFault(`${at}/${field.name}`, field, rowOf))
  return [...own, ...inRows(settled, at, (group, row, path, n) => (group.row ? missingFaults(group.row, row, path, { group, row: n }) : []))]
}

/** The conditions of the matter that these answers do not meet. They warn and never stop a submission (行政许可法 32). */
export function conditionFaults(form: CompiledForm, data: FormData): FieldFault[] {
  return ruleFaults(form, settleForm(form, data), '', true)
}

// A rule is broken only by a plain `false`: null says that something it reads has not been answered.
function ruleFaults(set: FieldSet, settled: Settled, at: string, conditions = false): FieldFault[] {
  const asked = new Set(settled.asked.map(({ name }) => name))
  const broken = set.rules.filter((rule) => rule.condition === conditions && asked.has(rule.at) && !isTrueOrOpen(rule.holds, settled.scope))
  const own = broken.map((rule) => ({ path: `${at}/${rule.at}`, code: 'forms.rule', zh: rule.text.zh, en: rule.text.en ?? rule.text.zh }))
  return [...own, ...inRows(settled, at, (group, row, path) => (group.row ? ruleFaults(group.row, row, path, conditions) : []))]
}

function inRows(settled: Settled, at: string, look: (group: CompiledField, row: Settled, path: string, n: number) => FieldFault[]): FieldFault[] {
  return settled.asked.flatMap((group) => (settled.rows.get(group.name) ?? []).flatMap((row, n) => look(group, row, `${at}/${group.name}/${n}`, n)))
}

/** What a schema cannot say of a composite answer: a range that runs backwards, a region that is too wide. */
function kindFaults(settled: Settled): FieldFault[] {
  return settled.asked.flatMap((field) => {
    const answer = settled.answers[field.name]
    if (!isRecord(answer)) return []
    const { from, to, region } = answer
    if (field.widget === 'date-range' && typeof from === 'string' && typeof to === 'string' && to < from) return [reversedFault(field)]
    const isWide = field.widget === 'address' && typeof region === 'string' && !regionDepth(field.layout).reaches(region)
    return isWide ? [regionFault(field)] : []
  })
}

function rank(order: string[], path: string): number {
  const at = order.findIndex((prefix) => isUnder(path, prefix))
  return at === -1 ? order.length : at
}

// Within one field: row after row, and in a row as its fields are asked.
function inOrderOfRows(form: CompiledForm, a: string, b: string): number {
  const place = (path: string): [number, number] => {
    const [, name = '', row = '', column = ''] = path.split('/')
    return [Number(row) || 0, form.byName.get(name)?.row?.fields.findIndex((field) => field.name === column) ?? 0]
  }
  const [[rowA, columnA], [rowB, columnB]] = [place(a), place(b)]
  return rowA - rowB || columnA - columnB
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
