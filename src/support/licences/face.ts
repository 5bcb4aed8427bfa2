// 照面信息: what stands on the face of a licence, by the schema of its type. Never more than the type names.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { maskName, maskNumber } from '#core/people'
import type { LicenceType } from '#core/packs'
import { refusal, type FieldFault } from '#base/problem'

export type FaceValue = string | number | boolean | null
export type Face = Record<string, FaceValue>

/** One line of the face as it is printed and signed: the label belongs to what was signed. */
export interface FaceLine {
  field: string
  label: { zh: string; en?: string }
  value: FaceValue
}

type FaceType = Pick<LicenceType, 'code' | 'face'>

export const faceFaulty = refusal({
  code: 'licences.face-faulty', status: 422,
  zh: '照面信息不符合该类证照的要求。', en: 'The face of the licence does not fit its type.',
  nextZh: '请按提示更正所列项目。', nextEn: 'Correct the fields that are listed.', basis: 'GB/T 36903-2018',
})

// By content: a type that is read anew is another object, and compiling takes longer than issuing. There are tens of types.
const checks = new Map<string, ValidateFunction>()

/** Checks a face and gives it back in the order of the layout. Throws `licences.face-faulty` with every faulty field. */
export function checkFace(type: FaceType, face: Record<string, unknown>): Face {
  const check = checkOf(type.face.schema)
  const named = new Set(type.face.layout.map(({ field }) => field))
  const strangers = Object.keys(face).filter((field) => !named.has(field)).map(strangerFault)
  const faults = check(face) ? strangers : [...strangers, ...(check.errors ?? []).map(faultOf)]
  if (faults.length > 0) throw faceFaulty({ type: type.code }, faults)
  const known = face as Face
  return Object.fromEntries([...named].filter((field) => known[field] !== undefined && known[field] !== '').map((field) => [field, known[field] ?? null]))
}

/** The face with its labels, in the order in which it is printed; fields without a value are left out. */
export function faceLines(type: FaceType, face: Face): FaceLine[] {
  return type.face.layout.flatMap(({ field, label }) => {
    const value = face[field]
    return value === undefined || value === null || value === '' ? [] : [{ field, label, value }]
  })
}

/** What a stranger may see on the verify page: only fields the type calls public. */
export function publicLines(type: FaceType, face: Face): FaceLine[] {
  const open = new Set(type.face.layout.filter((line) => line.public === true).map(({ field }) => field))
  return faceLines(type, face).filter(({ field }) => open.has(field))
}

/** What the sample of a type (样证) shows: the pattern of its number without a number, and its lines. */
export interface Sample {
  number: string
  lines: { field: string; label: FaceLine['label']; value: string }[]
}

const blank = '××××'

/** The sample of a type; null where the pack gives none. A person's name and number are shown in part, so that nobody takes it for a licence. */
export function sampleOf(type: FaceType & Pick<LicenceType, 'holderKind' | 'number' | 'sample'>): Sample | null {
  if (type.sample === undefined) return null
  // The pack was refused unless its sample fits the face.
  const face = type.sample as Face
  const from = new Map(type.face.layout.map((line) => [line.field, line.from]))
  const told = ({ field, label, value }: FaceLine) => ({ field, label, value: shownInPart(type, from.get(field), faceText(value)) })
  return { number: type.number.replaceAll(/\{\w+(:\d+)?\}/g, blank), lines: faceLines(type, face).map(told) }
}

function shownInPart({ holderKind }: Pick<LicenceType, 'holderKind'>, from: string | undefined, text: string): string {
  if (from === 'holder.idNumber') return maskNumber(text)
  return from === 'holder.name' && holderKind !== 'legal' ? maskName(text) : text
}

/** A value as it is printed. */
export function faceText(value: FaceValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = value === null ? '' : String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? chineseDate(text) : text
}

/** `2026-11-03` → 2026年11月3日. */
export function chineseDate(date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date)
  return `${year}年${month}月${day}日`
}

function checkOf(schema: Record<string, unknown>): ValidateFunction {
  const key = JSON.stringify(schema)
  const known = checks.get(key)
  if (known) return known
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const made = ajv.compile(schema)
  checks.set(key, made)
  return made
}

function faultOf(error: ErrorObject): FieldFault {
  const missing = error.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : ''
  return { path: `${error.instancePath}${missing}`, code: `face.${error.keyword}`, zh: missing ? '此项必填。' : `此项不符合要求（${error.keyword}）。`, en: missing ? 'This field is required.' : `This field does not fit: ${error.message ?? error.keyword}.` }
}

function strangerFault(field: string): FieldFault {
  return { path: `/${field}`, code: 'face.unknown', zh: '该类证照没有此项。', en: 'This type of licence has no such field.' }
}
