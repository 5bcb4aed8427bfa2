// Turns what an HTML form posts, always text, into the types the schema asks for. It never judges: text that is no number
// stays text, so that the check can say what is wrong with it and the page can show it again.
import { coerceRows, type CoerceField } from './coerce-rows.ts'
import type { CompiledField, CompiledForm, FieldSchema, FormData } from './form.ts'
import { isWithin } from './rules.ts'
import { tidy } from './settle.ts'

/** What a browser posts: a name holds one text, or several where boxes were ticked. */
export type Posted = Record<string, string | string[] | undefined>

/**
 * Typed answers from posted text. Names the form does not have are left out (buttons, keys). Dates may come as three parts,
 * `name-year`, `name-month`, `name-day`; parts of an answer as `name.part`; rows as `name.0.field`. `row-change` adds or removes
 * a row (`members add`, `members remove 2`). With `page`, only that page's fields are read: an unticked group of boxes on it is
 * an empty answer, while other pages are not touched. Computed values and files are never read from a post.
 */
export function coerceForm(form: CompiledForm, posted: Posted, page?: string): FormData {
  const data: FormData = {}
  for (const field of form.fields) {
    if (page !== undefined && field.page !== page) continue
    const value = coerceField(field, posted, field.name)
    if (value !== undefined) data[field.name] = value
  }
  return data
}

const coerceField: CoerceField = (field, posted, name) => {
  if (field.compute || field.widget === 'documents') return undefined
  if (field.row) return coerceRows(field, posted, name, coerceField)
  if (field.widget === 'date-range') return tidy({ from: postedDate(posted, `${name}.from`), to: postedDate(posted, `${name}.to`) }, {})
  if (field.widget === 'address') return coerceAddress(field, posted, name)
  if (field.widget === 'signature') return coerceSignature(posted, name)
  return coerceValue(field.widget === 'date' ? postedDate(posted, name) : posted[name], field.schema)
}

function postedDate(posted: Posted, name: string): string | undefined {
  if (posted[name] !== undefined) return first(posted[name])
  const parts = ['year', 'month', 'day'].map((part) => first(posted[`${name}-${part}`]).normalize('NFKC').trim())
  if (parts.every((part) => part === '')) return undefined
  const [year = '', month = '', day = ''] = parts
  return `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const levelsMax = 6

// Regions are chosen level by level; what was chosen below another region than the one now above it no longer counts.
function coerceAddress(field: CompiledField, posted: Posted, name: string): unknown {
  let region = field.layout.within ?? ''
  for (let level = 0; level < levelsMax; level++) {
    const chosen = first(posted[`${name}.region.${level}`]).trim()
    if (chosen === '' || !isWithin(chosen, region)) break
    region = chosen
  }
  return tidy({ region: region === field.layout.within ? undefined : region, detail: first(posted[`${name}.detail`]) }, {})
}

function coerceSignature(posted: Posted, name: string): unknown {
  return tidy({ name: first(posted[`${name}.name`]), declared: first(posted[`${name}.declared`]) === 'true' || undefined, drawing: first(posted[`${name}.drawing`]) }, {})
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function coerceValue(value: string | string[] | undefined, schema: FieldSchema): unknown {
  const types = typesOf(schema)
  if (types.includes('array')) {
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return tidy(list.map((item) => coerceValue(item, schema.items ?? {})), schema)
  }
  const text = first(value)
  if (types.includes('number') || types.includes('integer')) return toNumber(text)
  if (types.includes('boolean')) return toBoolean(text)
  return tidy(text, schema)
}

// A schema may leave the type to its `const` or `enum`.
function typesOf(schema: FieldSchema): string[] {
  if (schema.type !== undefined) return [schema.type].flat()
  const samples = schema.const === undefined ? (schema.enum ?? []) : [schema.const]
  return samples.length === 0 ? ['string'] : [...new Set(samples.map((sample) => typeof sample))]
}

function toNumber(text: string): number | string | undefined {
  const plain = text.normalize('NFKC').trim().replaceAll(/[,\s¥￥]/g, '')
  if (plain === '') return undefined
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text.trim()
}

function toBoolean(text: string): boolean | string | undefined {
  const plain = text.trim()
  if (plain === '') return undefined
  if (plain === 'true' || plain === 'on') return true
  return plain === 'false' ? false : plain
}
