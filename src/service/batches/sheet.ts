// The sheet of an item: its columns from the form and the scenario, cells read into answers, faults told by cell. Pure.
import { checkForm, coerceForm, type CompiledField, type CompiledForm, type FormData, type Posted } from '#engines/forms'
import { refusal } from '#base/problem'
import type { Text } from '#engines/words'
import type { Scenario } from '#core/packs'

/** [K] */
export const rowsMax = 10_000

export const notBatchable = refusal({
  code: 'batches.not-batchable', status: 409, zh: '这个事项不能批量申请：它要签名、逐行填写或者在表单里上传文件。', en: 'This service cannot be applied for by spreadsheet: it asks for a signature, rows or files in its form.',
  nextZh: '请逐份在线申请。', nextEn: 'Apply one by one.',
})
export const tooManyRows = refusal({
  code: 'batches.too-many-rows', status: 422, zh: '一次最多一万行。', en: 'A sheet takes at most 10,000 rows.', nextZh: '请分成几个表格上传。', nextEn: 'Divide it into several sheets.',
})
export const noRows = refusal({
  code: 'batches.no-rows', status: 422, zh: '表格里没有可以读的行。', en: 'The sheet has no rows that can be read.', nextZh: '请用本事项的模板填写，第一行是列名，不要改动。', nextEn: 'Use the template of this service; its first line names the columns.',
})

export interface Column {
  key: string
  label: Text
  hint: string
  /** What may be written for a value. */
  options: { value: string; names: string[] }[]
  from: 'form' | 'scenario'
}

/** A fault of one cell; `column` is empty where it is about the whole row. */
export interface CellFault {
  column: string
  zh: string
  en: string
}

const never = new Set(['group', 'table', 'documents', 'signature'])
const parts: Record<string, string[]> = { address: ['region', 'detail'], 'date-range': ['from', 'to'] }
const partLabels: Record<string, Text> = { region: { zh: '区划代码', en: 'region code' }, detail: { zh: '详细地址', en: 'address' }, from: { zh: '起', en: 'from' }, to: { zh: '止', en: 'to' } }

/** The columns of a sheet. Throws `batches.not-batchable` where the form asks for what no cell can hold. */
export function columnsOf(form: CompiledForm, scenarios: readonly Scenario[] = []): Column[] {
  const asked = form.fields.filter((field) => !field.compute)
  if (asked.some((field) => never.has(field.widget) && field.required)) throw notBatchable()
  return [
    ...scenarios.map((one): Column => ({ key: `scenario.${one.key}`, label: one.question, hint: '必填', from: 'scenario', options: one.options.map(({ value, label }) => ({ value, names: namesOf(value, label) })) })),
    ...asked.filter((field) => !never.has(field.widget)).flatMap(fieldColumns),
  ]
}

function fieldColumns(field: CompiledField): Column[] {
  const { label } = field.layout
  const base = { from: 'form' as const, hint: field.required ? '必填' : '选填' }
  const names = parts[field.widget]
  if (names) return names.map((part) => ({ ...base, key: `${field.name}.${part}`, label: { zh: `${label.zh}（${partLabels[part]?.zh ?? part}）`, en: `${label.en ?? label.zh} (${partLabels[part]?.en ?? part})` }, options: [] }))
  const options = (field.layout.options ?? []).map(({ value, label: name }) => ({ value, names: namesOf(value, name) }))
  const isYesNo = field.schema.type === 'boolean' || field.schema.const === true
  return [{ ...base, key: field.name, label, options: isYesNo ? yesNo : options, ...(field.schema.format === 'date' ? { hint: `${base.hint}，如 2027-01-10` } : {}) }]
}

const yesNo = [{ value: 'true', names: ['是', 'yes', 'y', 'true', '1'] }, { value: 'false', names: ['否', 'no', 'n', 'false', '0'] }]

function namesOf(value: string, label: Text): string[] {
  return [value, label.zh, label.en ?? label.zh].map((name) => name.toLowerCase())
}

export const numberHead = '行号'

/** The two lines of a template: names of the columns, and what goes into them (a line that begins with # is not read). */
export function templateRows(columns: readonly Column[]): string[][] {
  const hint = ({ hint: words, options }: Column) => [words, options.length > 0 ? `可填：${options.map(({ names }) => names[1] ?? names[0] ?? '').join('、')}` : ''].filter((one) => one !== '').join('；')
  return [[numberHead, ...columns.map(headOf)], ['#填写说明（本行不用删）', ...columns.map(hint)]]
}

export function headOf({ key, label }: Column): string {
  return `${label.zh} [${key}]`
}

export interface SheetRow {
  number: number
  cells: Record<string, string>
}

/** The rows of a sheet by its columns; a column that is not known is left alone. Rows without a number of their own are counted on from `next`. Throws `batches.no-rows`, `batches.too-many-rows`. */
export function readRows(sheet: readonly (readonly string[])[], columns: readonly Column[], next = 1): SheetRow[] {
  const [head = [], ...body] = sheet
  const keys = head.map((text) => keyOf(text, columns))
  if (!keys.some((key) => key !== undefined && key !== numberHead)) throw noRows()
  const lines = body.filter((cells) => !cells[0]?.startsWith('#'))
  if (lines.length === 0) throw noRows()
  if (lines.length > rowsMax) throw tooManyRows({ rows: lines.length, rowsMax })
  const at = keys.indexOf(numberHead)
  let count = next
  const rows = new Map<number, SheetRow>()
  for (const cells of lines) {
    const own = at === -1 ? Number.NaN : Number(cells[at])
    // A number that comes twice in one sheet would make one row hide another.
    const number = Number.isInteger(own) && own > 0 && own < 1_000_000 && !rows.has(own) ? own : nextFree(rows, count)
    count = Math.max(count, number + 1)
    rows.set(number, { number, cells: Object.fromEntries(keys.flatMap((key, n) => (key === undefined || key === numberHead || (cells[n] ?? '') === '' ? [] : [[key, (cells[n] ?? '').slice(0, 4000)]]))) })
  }
  return [...rows.values()]
}

function nextFree(rows: ReadonlyMap<number, unknown>, from: number): number {
  let number = from
  while (rows.has(number)) number++
  return number
}

function keyOf(text: string, columns: readonly Column[]): string | undefined {
  const name = text.trim()
  if (name === numberHead || name.toLowerCase() === 'row') return numberHead
  const key = /\[([^\]]+)\]\s*$/.exec(name)?.[1] ?? name
  return columns.find((column) => column.key === key || column.label.zh === name || column.label.en === name)?.key
}

export interface CheckedRow {
  form: FormData
  scenario: Record<string, string>
  faults: CellFault[]
}

/** What a row says as an application, and what is wrong with which cell. */
export function checkRow(form: CompiledForm, columns: readonly Column[], cells: Record<string, string>, sets: (scenario: Record<string, string>) => FormData = () => ({})): CheckedRow {
  const scenario: Record<string, string> = {}
  const posted: Posted = {}
  const faults: CellFault[] = []
  for (const column of columns) {
    const text = cells[column.key] ?? ''
    if (column.from === 'form') Object.assign(posted, postedOf(column, text))
    else if (valueOf(column, text) !== undefined) scenario[column.key.slice('scenario.'.length)] = valueOf(column, text) ?? ''
    else faults.push({ column: column.key, zh: text === '' ? `请填写“${column.label.zh}”。` : `“${text}”不是可选的内容。`, en: text === '' ? `Answer “${column.label.en ?? column.label.zh}”.` : `“${text}” is none of the choices.` })
  }
  const { data, errors } = checkForm(form, { ...coerceForm(form, posted), ...sets(scenario) }, { full: true })
  return { form: data, scenario, faults: [...faults, ...errors.map(({ path, zh, en }) => ({ column: columnOfPath(columns, path), zh, en }))] }
}

function columnOfPath(columns: readonly Column[], path: string): string {
  const key = path.split('/').slice(1).join('.')
  return columns.find((column) => column.key === key)?.key ?? columns.find((column) => column.key.split('.')[0] === key.split('.')[0])?.key ?? ''
}

function postedOf({ key, options }: Column, text: string): Posted {
  const [name = '', part] = key.split('.')
  if (part === 'region') return { [`${name}.region.0`]: text }
  if (part === 'from' || part === 'to') return { [key]: plainDate(text) }
  if (options.length === 0) return { [key]: plainDate(text) }
  const chosen = text.split(/[;；、|]/).map((one) => one.trim()).filter((one) => one !== '').map((one) => valueOf({ options }, one) ?? one)
  return { [key]: chosen.length > 1 ? chosen : (chosen[0] ?? '') }
}

function valueOf({ options }: Pick<Column, 'options'>, text: string): string | undefined {
  const name = text.normalize('NFKC').trim().toLowerCase()
  return options.find(({ names }) => names.includes(name))?.value
}

/** 2027/1/10 and 2027年1月10日 as 2027-01-10; anything else as it stands. */
function plainDate(text: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.normalize('NFKC').trim()) ?? []
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
