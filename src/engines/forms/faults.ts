// Says in Chinese and English what is wrong with an answer: names the field by its label and tells what to do. It never
// shows a schema's keyword to a person and never repeats the answer itself, which may be personal.
import type { ErrorObject } from 'ajv/dist/2020.js'
import type { FieldFault } from '#base/problem'
import type { CompiledField, CompiledForm } from './form.ts'
import { codeFormats } from './formats.ts'
import { partNames } from './kinds.ts'
import type { Settled } from './settle.ts'

type Said = { code: string; zh: string; en: string }
/** What a sentence calls a field, in both languages, quoted. */
type Label = { zh: string; en: string }
type Speak = (label: Label, error: ErrorObject, field: CompiledField | undefined) => Said

/** The place that a fault is about: the field, the row it stands in, the part of a composite answer. */
interface FaultPlace {
  field?: CompiledField
  group?: CompiledField
  row?: number
  part?: string
}

/** Turns Ajv's errors into faults: none for fields that are not asked, and none that asks a person to fill in what is computed. */
export function faultsInWords(form: CompiledForm, errors: ErrorObject[], settled: Settled): FieldFault[] {
  // `if`, `allOf` and `$ref` only wrap: what failed inside them is reported on its own.
  return errors.filter((error) => !['if', 'allOf', '$ref'].includes(error.keyword)).flatMap((error) => {
    const path = faultPath(error)
    const place = placeOf(form, path)
    if (!isAsked(place, settled)) return []
    if (error.keyword === 'required' && place.part === undefined && place.field?.compute) return []
    return [{ path, ...sayFault(error, place) }]
  })
}

function placeOf(form: CompiledForm, path: string): FaultPlace {
  const [name = '', second, third] = path.split('/').slice(1).map(unescapePointer)
  const field = form.byName.get(name)
  if (field?.row && third !== undefined) return { field: field.row.byName.get(third), group: field, row: Number(second) }
  return { field, ...(second !== undefined && partNames[field?.widget ?? 'text']?.[second] ? { part: second } : {}) }
}

function isAsked({ field, group, row }: FaultPlace, settled: Settled): boolean {
  const around = group === undefined ? settled : settled.rows.get(group.name)?.[row ?? 0]
  return field === undefined || around === undefined || around.asked.includes(field)
}

/** A field the form does not have. */
export function unknownFieldFault(name: string): FieldFault {
  const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return { path, code: 'forms.unknown-field', zh: `表单没有“${name}”这一项，请删除。`, en: `The form has no field “${name}”. Remove it.` }
}

/** A field that must be answered now and is not. */
export function missingFault(path: string, field: CompiledField, rowOf?: { group: CompiledField; row: number }): FieldFault {
  return { path, ...sayMissing(labelOf({ field, ...rowOf }), field) }
}

/** A range whose end lies before its beginning. */
export function reversedFault(field: CompiledField): FieldFault {
  const { zh, en } = labelOf({ field })
  return { path: `/${field.name}/to`, code: 'forms.range-reversed', zh: `${zh}的结束日期不能早于开始日期，请改正。`, en: `The last day of ${en} must not be before the first. Correct it.` }
}

const depthNames = { county: { zh: '县（市、区）', en: 'county or district' }, town: { zh: '街道（乡镇）', en: 'subdistrict or town' }, village: { zh: '社区（村）', en: 'community or village' } }

/** An address whose region is not chosen down to the level that is needed, or lies elsewhere. */
export function regionFault(field: CompiledField): FieldFault {
  const { zh, en } = labelOf({ field })
  const depth = depthNames[field.layout.level ?? 'county']
  return { path: `/${field.name}/region`, code: 'forms.address-region', zh: `请为${zh}选择到${depth.zh}。`, en: `Choose the ${depth.en} for ${en}.` }
}

function faultPath(error: ErrorObject): string {
  const missing = error.params['missingProperty'] ?? error.params['additionalProperty'] ?? error.params['unevaluatedProperty']
  return typeof missing === 'string' ? `${error.instancePath}/${missing.replaceAll('~', '~0').replaceAll('/', '~1')}` : error.instancePath
}

function sayFault(error: ErrorObject, place: FaultPlace): Said {
  const speak = sentences[error.keyword] ?? otherFault
  // What is said of a part follows its own kind, not that of the whole.
  return speak(labelOf(place), error, place.part === undefined ? place.field : undefined)
}

function labelOf({ field, group, row, part }: FaultPlace): Label {
  if (field === undefined) return { zh: '此项', en: 'this part' }
  const own = quoted(field)
  const outer = group && quoted(group)
  if (group && outer) return rowLabel(own, outer, group, row ?? 0)
  const named = part === undefined ? undefined : partNames[field.widget]?.[part]
  return named ? { zh: `${own.zh}的${named.zh}`, en: `the ${named.en ?? named.zh} of ${own.en}` } : own
}

// A row is called what the page calls it: its own name in a table, “成员 2” in a group, otherwise its number.
function rowLabel(own: Label, outer: Label, { layout }: CompiledField, row: number): Label {
  const fixed = layout.rows?.[row]?.label
  if (fixed) return { zh: `${own.zh}（${fixed.zh}）`, en: `${own.en} (${fixed.en ?? fixed.zh})` }
  const name = layout.rowName
  if (name) return { zh: `${own.zh}（${name.zh} ${row + 1}）`, en: `${own.en} (${name.en ?? name.zh} ${row + 1})` }
  return { zh: `${outer.zh}第 ${row + 1} 行的${own.zh}`, en: `${own.en} in row ${row + 1} of ${outer.en}` }
}

function quoted({ layout }: CompiledField): Label {
  return { zh: `“${layout.label.zh}”`, en: `“${layout.label.en ?? layout.label.zh}”` }
}

const picked = new Set(['select', 'radios', 'checkboxes'])
const uploaded = 'documents'

function sayMissing(label: Label, field: CompiledField | undefined): Said {
  const pick = field !== undefined && picked.has(field.widget)
  if (field?.widget === uploaded) return { code: 'forms.required', zh: `请上传${label.zh}。`, en: `Upload ${label.en}.` }
  if (field?.row) return { code: 'forms.required', zh: `请在${label.zh}中至少填写一行。`, en: `Fill in at least one row of ${label.en}.` }
  return pick
    ? { code: 'forms.required', zh: `请选择${label.zh}。`, en: `Choose an answer for ${label.en}.` }
    : { code: 'forms.required', zh: `请填写${label.zh}。`, en: `Fill in ${label.en}.` }
}

function sayType(label: Label, error: ErrorObject): Said {
  const wanted = String(error.params['type'])
  const kinds: Record<string, [string, string]> = {
    number: ['数字，例如 12.5', 'a number, such as 12.5'],
    integer: ['整数，例如 12', 'a whole number, such as 12'],
    boolean: ['“是”或“否”', '“yes” or “no”'],
    string: ['文字', 'text'],
    array: ['一项或多项', 'a list of answers'],
    object: ['一组内容', 'a group of answers'],
  }
  const [zh, en] = kinds[wanted] ?? ['正确类型的内容', 'an answer of the right kind']
  return { code: 'forms.type', zh: `${label.zh}应填${zh}。`, en: `${label.en} must be ${en}.` }
}

function sayFormat(label: Label, error: ErrorObject): Said {
  const format = String(error.params['format'])
  const kinds: Record<string, [string, string]> = {
    date: ['日期，格式为 2026-03-15', 'a real date, written like 2026-03-15'],
    time: ['时间，格式为 09:30:00+08:00', 'a time, written like 09:30:00+08:00'],
    'date-time': ['日期和时间，格式为 2026-03-15T09:30:00+08:00', 'a date and time, written like 2026-03-15T09:30:00+08:00'],
    email: ['电子邮箱，例如 name@example.cn', 'an email address, like name@example.cn'],
    uri: ['网址，例如 https://example.cn', 'a web address, like https://example.cn'],
    money: ['金额，最多两位小数，例如 1200.50', 'an amount with at most two decimals, such as 1200.50'],
    phone: ['手机号码（11 位）或带区号的固定电话', 'a mobile number (11 digits) or a land line with its area code'],
    'resident-id': ['18 位公民身份号码，请核对证件', 'an 18-character resident ID number; check it against the card'],
    'licence-id': ['电子证照标识码，请照证照上的标识逐位填写', 'a licence identifier, copied from the licence'],
    postcode: ['六位邮政编码，例如 100032', 'a postcode of six digits, like 100032'],
    uscc: ['18 位统一社会信用代码，请核对营业执照', 'an 18-character unified social credit code; check it against the business licence'],
  }
  const why = typeof error.data === 'string' ? codeFormats[format]?.(error.data) : undefined
  const [zh, en] = kinds[format] ?? ['规定格式的内容', 'in the right format']
  return {
    code: `forms.format-${format}`,
    zh: `${label.zh}应为${zh}。${why?.zh ?? ''}`,
    en: `${label.en} must be ${en}.${why?.en === undefined ? '' : ` ${why.en}`}`,
  }
}

function sayPattern(label: Label, field: CompiledField | undefined): Said {
  const hint = field?.layout.hint
  return {
    code: 'forms.pattern',
    zh: `${label.zh}的格式不对，请${hint === undefined ? '检查后重填' : `按提示填写：${hint.zh}`}。`,
    en: `${label.en} is not in the right format. ${hint === undefined ? 'Check it and enter it again.' : `Follow the hint: ${hint.en ?? hint.zh}`}`,
  }
}

function sayConst(label: Label, error: ErrorObject): Said {
  return error.params['allowedValue'] === true
    ? { code: 'forms.must-confirm', zh: `请阅读并确认${label.zh}。`, en: `Read and confirm ${label.en}.` }
    : { code: 'forms.const', zh: `${label.zh}只能是规定的内容，请检查。`, en: `${label.en} allows only one answer. Check it.` }
}

function sayBound(label: Label, error: ErrorObject): Said {
  const limit = String(error.params['limit'])
  const kinds: Record<string, [string, string]> = {
    '>=': [`不能小于 ${limit}`, `must be ${limit} or more`],
    '>': [`必须大于 ${limit}`, `must be more than ${limit}`],
    '<=': [`不能大于 ${limit}`, `must be ${limit} or less`],
    '<': [`必须小于 ${limit}`, `must be less than ${limit}`],
  }
  const [zh, en] = kinds[String(error.params['comparison'])] ?? ['超出范围', 'is out of range']
  return { code: 'forms.range', zh: `${label.zh}${zh}，请改正。`, en: `${label.en} ${en}.` }
}

// A date is early or late, never small or great.
function sayDateBound(label: Label, error: ErrorObject): Said {
  const limit = String(error.params['limit'])
  const kinds: Record<string, [string, string]> = {
    '>=': [`不能早于 ${limit}`, `must be ${limit} or later`],
    '>': [`必须晚于 ${limit}`, `must be after ${limit}`],
    '<=': [`不能晚于 ${limit}`, `must be ${limit} or earlier`],
    '<': [`必须早于 ${limit}`, `must be before ${limit}`],
  }
  const [zh, en] = kinds[String(error.params['comparison'])] ?? ['超出范围', 'is out of range']
  return { code: 'forms.date-range', zh: `${label.zh}${zh}，请改正。`, en: `${label.en} ${en}.` }
}

function otherFault(label: Label): Said {
  return { code: 'forms.invalid', zh: `${label.zh}不符合要求，请检查后重填。`, en: `${label.en} is not acceptable. Check it and enter it again.` }
}

function sayUnknown(label: Label): Said {
  return { code: 'forms.unknown-field', zh: `${label.zh}不在表单中，请删除。`, en: `${label.en} is not part of the form. Remove it.` }
}

const limit = (error: ErrorObject): string => String(error.params['limit'])
const plural = (error: ErrorObject, one: string, many: string): string => (error.params['limit'] === 1 ? `1 ${one}` : `${limit(error)} ${many}`)

const countsRows = (field: CompiledField | undefined): boolean => field?.row !== undefined || field?.widget === uploaded
const measureOf = (field: CompiledField | undefined): string => (field?.widget === uploaded ? '个文件' : '行')

const sentences: Record<string, Speak> = {
  required: (label, error, field) => (error.params['missingProperty'] === 'region' ? { code: 'forms.required', zh: `请选择${label.zh}。`, en: `Choose ${label.en}.` } : sayMissing(label, field)),
  dependentRequired: (label, _error, field) => sayMissing(label, field),
  type: sayType,
  format: sayFormat,
  pattern: (label, _error, field) => sayPattern(label, field),
  const: sayConst,
  enum: (label) => ({ code: 'forms.enum', zh: `请从列出的选项中选择${label.zh}。`, en: `Choose one of the listed answers for ${label.en}.` }),
  minLength: (label, error) => ({ code: 'forms.too-short', zh: `${label.zh}至少填 ${limit(error)} 个字。`, en: `${label.en} must have at least ${plural(error, 'character', 'characters')}.` }),
  maxLength: (label, error) => ({ code: 'forms.too-long', zh: `${label.zh}最多填 ${limit(error)} 个字，请删减。`, en: `${label.en} must have ${plural(error, 'character', 'characters')} or fewer. Shorten it.` }),
  minimum: sayBound,
  maximum: sayBound,
  exclusiveMinimum: sayBound,
  exclusiveMaximum: sayBound,
  formatMinimum: sayDateBound,
  formatMaximum: sayDateBound,
  formatExclusiveMinimum: sayDateBound,
  formatExclusiveMaximum: sayDateBound,
  multipleOf: (label, error) => ({ code: 'forms.multiple', zh: `${label.zh}必须是 ${String(error.params['multipleOf'])} 的倍数。`, en: `${label.en} must be a multiple of ${String(error.params['multipleOf'])}.` }),
  minItems: (label, error, field) => (countsRows(field) ? { code: 'forms.too-few', zh: `${label.zh}至少要有 ${limit(error)} ${measureOf(field)}。`, en: `${label.en} needs at least ${limit(error)}.` } : { code: 'forms.too-few', zh: `${label.zh}至少选 ${limit(error)} 项。`, en: `Choose at least ${plural(error, 'answer', 'answers')} for ${label.en}.` }),
  maxItems: (label, error, field) => (countsRows(field) ? { code: 'forms.too-many', zh: `${label.zh}最多 ${limit(error)} ${measureOf(field)}，请删去多余的。`, en: `${label.en} takes no more than ${limit(error)}. Remove the others.` } : { code: 'forms.too-many', zh: `${label.zh}最多选 ${limit(error)} 项。`, en: `Choose no more than ${plural(error, 'answer', 'answers')} for ${label.en}.` }),
  uniqueItems: (label) => ({ code: 'forms.repeated', zh: `${label.zh}中有重复的内容，请删去一项。`, en: `${label.en} holds the same answer twice. Remove one.` }),
  contains: (label) => ({ code: 'forms.contains', zh: `${label.zh}缺少必须包含的一项，请补充。`, en: `${label.en} lacks an answer it must contain. Add it.` }),
  additionalProperties: sayUnknown,
  unevaluatedProperties: sayUnknown,
  propertyNames: sayUnknown,
  minProperties: (label, error) => ({ code: 'forms.too-few', zh: `${label.zh}至少填 ${limit(error)} 项。`, en: `Fill in at least ${plural(error, 'part', 'parts')} of ${label.en}.` }),
  maxProperties: (label, error) => ({ code: 'forms.too-many', zh: `${label.zh}最多填 ${limit(error)} 项。`, en: `Fill in no more than ${plural(error, 'part', 'parts')} of ${label.en}.` }),
}

/** The Ajv keywords that have a sentence of their own. */
export const spokenKeywords: readonly string[] = Object.keys(sentences)

function unescapePointer(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}
