// The types of FEEL (DMN 1.5 §10.3.2.9): reading their names, whether a value is of one, and the implicit conversions towards one.
import { FeelDate, FeelDateTime, FeelFunction, FeelRange, type FeelType, type FeelValue, fromPlain, typeOf } from './values.ts'

export type Type =
  | { kind: 'any' }
  /** Nothing but null is of it. */
  | { kind: 'null' }
  | { kind: 'simple'; name: FeelType }
  | { kind: 'list'; of: Type }
  | { kind: 'range'; of: Type }
  | { kind: 'context'; fields: ReadonlyMap<string, Type> }
  | { kind: 'function'; parameters: readonly Type[]; result: Type }
  /** An item definition: read when first asked for, since one may name another that comes later. `listed` are its allowed values and ranges in their order, where all are constant. */
  | { kind: 'defined'; name: string; type: () => Type; allows: ((value: FeelValue) => boolean) | undefined; listed?: readonly FeelValue[] | undefined }

export const anyType: Type = { kind: 'any' }

/** Finds the type that a name of the model stands for. */
export type FindType = (name: string) => Type | undefined

const simple: Record<string, FeelType> = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  list: 'list',
  context: 'context',
  range: 'range',
  function: 'function',
}

/** A built-in type by its name; undefined for any other name. */
export function builtinType(name: string): Type | undefined {
  if (name === 'Any') return anyType
  if (name === 'Null' || name === 'null') return { kind: 'null' }
  return Object.hasOwn(simple, name) ? { kind: 'simple', name: simple[name] as FeelType } : undefined
}

const nestingMax = 50

/** Reads a type as FEEL writes it, e.g. `list<context<a: number>>`; undefined when a name in it is unknown or it is no type. */
export function readType(text: string, find: FindType = () => undefined): Type | undefined {
  const reader: Reader = { text: text.replace(/\s+/g, ' ').trim(), at: 0, find, depth: 0 }
  const type = readOne(reader)
  return reader.at === reader.text.length ? type : undefined
}

interface Reader {
  text: string
  at: number
  find: FindType
  depth: number
}

function takes(reader: Reader, token: string): boolean {
  while (reader.text[reader.at] === ' ') reader.at++
  if (!reader.text.startsWith(token, reader.at)) return false
  reader.at += token.length
  while (reader.text[reader.at] === ' ') reader.at++
  return true
}

function readOne(reader: Reader): Type | undefined {
  const name = /^[^<>,:()-]*(?:-(?!>)[^<>,:()-]*)*/.exec(reader.text.slice(reader.at))?.[0] ?? ''
  reader.at += name.length
  const plain = name.trim()
  if (!takes(reader, '<')) return named(reader, plain)
  if (++reader.depth > nestingMax) return undefined
  if (plain === 'function') return readFunction(reader)
  if (plain === 'context') return readFields(reader)
  const of = readOne(reader)
  if (!of || !takes(reader, '>')) return undefined
  return plain === 'list' || plain === 'range' ? { kind: plain, of } : undefined
}

function named(reader: Reader, name: string): Type | undefined {
  return reader.find(name) ?? builtinType(name.replace(/^feel[:.]/, ''))
}

function readFunction(reader: Reader): Type | undefined {
  const parameters: Type[] = []
  while (!takes(reader, '>')) {
    if (parameters.length > 0 && !takes(reader, ',')) return undefined
    const type = readOne(reader)
    if (!type) return undefined
    parameters.push(type)
  }
  if (!takes(reader, '->')) return undefined
  const result = readOne(reader)
  return result && { kind: 'function', parameters, result }
}

function readFields(reader: Reader): Type | undefined {
  const fields = new Map<string, Type>()
  while (!takes(reader, '>')) {
    if (fields.size > 0 && !takes(reader, ',')) return undefined
    const colon = reader.text.indexOf(':', reader.at)
    if (colon < 0) return undefined
    const name = reader.text.slice(reader.at, colon).trim()
    reader.at = colon
    takes(reader, ':')
    const type = readOne(reader)
    if (!type) return undefined
    fields.set(name, type)
  }
  return { kind: 'context', fields }
}

/** `x instance of T`: null is of no type but Null; allowed values of an item definition do not count. */
export function isInstance(value: FeelValue, type: Type): boolean {
  const plain = plainOf(type)
  if (value === null) return plain.kind === 'null'
  return conforms(value, type, 'instance')
}

function plainOf(type: Type): Type {
  let at = type
  for (let n = 0; at.kind === 'defined' && n < nestingMax; n++) at = at.type()
  return at
}

/** `value` asks for allowed values and all fields; `input` lets fields be missing, which then are null; `instance` does not ask for allowed values. */
type Way = 'value' | 'input' | 'instance'

/** Whether a value may stand where the type is asked for: null may everywhere. */
export function conforms(value: FeelValue, type: Type, way: Way = 'value'): boolean {
  if (type.kind === 'any') return true
  if (type.kind === 'defined') return conforms(value, type.type(), way) && (way === 'instance' || value === null || type.allows === undefined || type.allows(value))
  if (value === null) return true
  if (type.kind === 'simple') return typeOf(value) === type.name
  if (type.kind === 'list') return Array.isArray(value) && value.every((item) => conforms(fromPlain(item), type.of, way))
  if (type.kind === 'range') return value instanceof FeelRange && conforms(value.low, type.of, way) && conforms(value.high, type.of, way)
  if (type.kind === 'function') return value instanceof FeelFunction && fitsFunction(value, type)
  if (type.kind !== 'context' || typeOf(value) !== 'context') return false
  const context = value as { [name: string]: FeelValue }
  for (const [name, of] of type.fields) if ((way !== 'input' && !Object.hasOwn(context, name)) || !conforms(fromPlain(context[name]), of, way)) return false
  return true
}

// Parameters may ask for less, results may promise more (§10.3.2.9.3). What says nothing of its types is taken at its word.
function fitsFunction(value: FeelFunction, type: Extract<Type, { kind: 'function' }>): boolean {
  if (value.parameters.length !== type.parameters.length) return false
  const isFitting = value.parameters.every((parameter, i) => isWithin(type.parameters[i] ?? anyType, parameter.type ?? anyType))
  return isFitting && (value.result === undefined || isWithin(value.result, type.result))
}

/** Whether every value of `narrow` is one of `wide`. */
export function isWithin(narrow: Type, wide: Type, depth = 0): boolean {
  // Types may hold themselves.
  if (depth > nestingMax) return true
  const [a, b] = [plainOf(narrow), plainOf(wide)]
  if (b.kind === 'any' || a.kind === 'null') return true
  if (b.kind === 'simple') return a.kind === 'simple' ? a.name === b.name : a.kind === b.name
  if (a.kind === 'list' || a.kind === 'range') return b.kind === a.kind && isWithin(a.of, b.of, depth + 1)
  if (a.kind === 'context') return b.kind === 'context' && [...b.fields].every(([name, of]) => isWithin(a.fields.get(name) ?? anyType, of, depth + 1) && a.fields.has(name))
  if (a.kind === 'function') return b.kind === 'function' && a.parameters.length === b.parameters.length && isWithin(a.result, b.result, depth + 1) && a.parameters.every((parameter, i) => isWithin(b.parameters[i] ?? anyType, parameter, depth + 1))
  return false
}

/** Brings a value to a type by the implicit conversions of §10.3.2.9.4; undefined when it cannot be brought. */
export function coerce(value: FeelValue, type: Type, way: 'value' | 'input' = 'value'): FeelValue | undefined {
  if (conforms(value, type, way)) return value
  const plain = plainOf(type)
  const isList = plain.kind === 'list' || (plain.kind === 'simple' && plain.name === 'list')
  if (isList && !Array.isArray(value)) {
    const wrapped = [plain.kind === 'list' ? (coerce(value, plain.of, way) ?? value) : value]
    return conforms(wrapped, type, way) ? wrapped : undefined
  }
  if (!isList && Array.isArray(value) && value.length === 1) return coerce(fromPlain(value[0]), type, way)
  if (value instanceof FeelDate && plain.kind === 'simple' && plain.name === 'date and time') {
    const midnight = new FeelDateTime(value, 0, 'Z')
    return conforms(midnight, type, way) ? midnight : undefined
  }
  return undefined
}

const words: Record<string, [zh: string, en: string]> = {
  null: ['空', 'null'],
  boolean: ['是非', 'boolean'],
  string: ['文本', 'string'],
  number: ['数字', 'number'],
  date: ['日期', 'date'],
  time: ['时间', 'time'],
  'date and time': ['日期时间', 'date and time'],
  'years and months duration': ['年月时长', 'years and months duration'],
  'days and time duration': ['日时时长', 'days and time duration'],
  range: ['区间', 'range'],
  function: ['函数', 'function'],
  list: ['列表', 'list'],
  context: ['记录', 'context'],
}

/** The type in words. */
export function typeWords(type: Type): { zh: string; en: string } {
  if (type.kind === 'defined') return { zh: `“${type.name}”`, en: type.name }
  const [zh, en] = words[type.kind === 'simple' ? type.name : type.kind] ?? ['任意', 'Any']
  if (type.kind !== 'list') return { zh, en }
  const of = typeWords(type.of)
  return { zh: `${of.zh}${zh}`, en: `list of ${of.en}` }
}
