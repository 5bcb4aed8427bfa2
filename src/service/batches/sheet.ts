// The columns of an item's sheet, from its form and scenario; what a row says as an application, its faults told by cell. Pure.
import { checkForm, coerceForm, type CompiledField, type CompiledForm, type FormData, type Posted } from '#engines/forms'
import { refusal } from '#base/problem'
import type { Text } from '#engines/words'
import type { Scenario } from '#core/packs'
import type { Spoilt } from './grid.ts'
import type { SheetRow } from './rows.ts'

export const notBatchable = refusal({
  code: 'batches.not-batchable', status: 409, zh: '这个事项不能批量申请：它要签名、逐行填写或者在表单里上传文件。', en: 'This service cannot be applied for by spreadsheet: it asks for a signature, rows or files in its form.',
  nextZh: '请逐份在线申请。', nextEn: 'Apply one by one.',
})

interface ColumnOption {
  value: string
  label: Text
  names: string[]
}

export interface Column {
  key: string
  label: Text
  hint: Text
  example: string
  /** The choices, and what may be written for each. */
  options: ColumnOption[]
  from: 'form' | 'scenario'
  /** A day: what is stored as a number is one. */
  isDate?: true
  /** Several values may stand in one cell. */
  isMany?: true
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
    ...scenarios.map(({ key, question, options }): Column => ({ key: `scenario.${key}`, label: question, hint: required, from: 'scenario', ...choicesOf(options) })),
    ...asked.filter((field) => !never.has(field.widget)).flatMap(fieldColumns),
  ]
}

const required: Text = { zh: '必填', en: 'required' }
const optional: Text = { zh: '选填', en: 'optional' }
const aDay = { isDate: true as const, example: '2027-01-10' }

function fieldColumns(field: CompiledField): Column[] {
  const { label } = field.layout
  const base = { from: 'form' as const, hint: field.required ? required : optional, options: [], example: exampleOf(field) }
  const names = parts[field.widget]
  if (names) return names.map((part) => ({ ...base, key: `${field.name}.${part}`, label: { zh: `${label.zh}（${partLabels[part]?.zh ?? part}）`, en: `${label.en ?? label.zh} (${partLabels[part]?.en ?? part})` }, ...(field.widget === 'date-range' ? aDay : { example: part === 'region' ? (field.layout.within ?? '') : '' }) }))
  const isYesNo = field.schema.type === 'boolean' || field.schema.const === true
  const choices = isYesNo ? { options: yesNo, example: '是' } : choicesOf(field.layout.options ?? [])
  return [{ ...base, key: field.name, label, ...(choices.options.length > 0 ? choices : {}), ...(field.schema.format === 'date' ? aDay : {}), ...(field.schema.type === 'array' ? { isMany: true as const } : {}) }]
}

function choicesOf(options: readonly { value: string; label: Text }[]): Pick<Column, 'options' | 'example'> {
  return { options: options.map(({ value, label }) => ({ value, label, names: namesOf(value, label) })), example: options[0]?.label.zh ?? '' }
}

/** What a number or a telephone looks like; of words none can be made up. */
function exampleOf({ schema }: CompiledField): string {
  if (schema.type === 'number' || schema.type === 'integer') return String(Math.max(schema.minimum ?? 1, 1))
  return schema.format === 'phone' ? '13990100001' : ''
}

const yesNo: ColumnOption[] = [
  { value: 'true', label: { zh: '是', en: 'Yes' }, names: ['是', 'yes', 'y', 'true', '1'] },
  { value: 'false', label: { zh: '否', en: 'No' }, names: ['否', 'no', 'n', 'false', '0'] },
]

function namesOf(value: string, label: Text): string[] {
  return [value, label.zh, label.en ?? label.zh].map((name) => name.toLowerCase())
}

export interface CheckedRow {
  form: FormData
  scenario: Record<string, string>
  faults: CellFault[]
}

/** What a row says as an application, and what is wrong with which cell. */
export function checkRow(form: CompiledForm, columns: readonly Column[], { cells, spoilt }: Pick<SheetRow, 'cells' | 'spoilt'>, sets: (scenario: Record<string, string>) => FormData = () => ({})): CheckedRow {
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
  const found = [...faults, ...errors.map(({ path, zh, en }) => ({ column: columnOfPath(columns, path), zh, en }))]
  // Of a cell that cannot be trusted only that is told.
  return { form: data, scenario, faults: [...Object.entries(spoilt).map(([column, why]) => ({ column, ...spoiltWords[why] })), ...found.filter(({ column }) => spoilt[column] === undefined)] }
}

const spoiltWords: Record<Spoilt, { zh: string; en: string }> = {
  digits: { zh: '这个数字超过 15 位，表格软件已经丢掉了后面的位数。请把单元格设为“文本”，重新填写。', en: 'This number has more than 15 digits, and the spreadsheet has lost those behind. Format the cell as text and enter it again.' },
  error: { zh: '单元格显示的是错误。请改正公式，或者直接填写内容。', en: 'The cell shows an error. Mend its formula, or enter the value itself.' },
  'no-value': { zh: '单元格是公式，文件里没有算出的值。请在 Excel 或 WPS 中打开并保存，或者直接填写内容。', en: 'The cell is a formula without a value. Open and save the file in Excel or WPS, or enter the value itself.' },
}

function columnOfPath(columns: readonly Column[], path: string): string {
  const key = path.split('/').slice(1).join('.')
  return columns.find((column) => column.key === key)?.key ?? columns.find((column) => column.key.split('.')[0] === key.split('.')[0])?.key ?? ''
}

function postedOf({ key, options }: Pick<Column, 'key' | 'options'>, text: string): Posted {
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
