// What follows from the answers so far: which fields are asked, what is computed, what must be answered. Values of hidden fields
// are not in it, nor any computed value that came from outside. The one interpreter of portal, desk and API; pure, without Ajv.
import { evaluate, type Expression } from '#engines/decisions'
import { mostRows } from './coerce-rows.ts'
import type { CompiledField, CompiledForm, FieldSchema, FieldSet, FormData } from './form.ts'
import { kindSchemas } from './kinds.ts'

/** Fields settled together. `required` names those that must be answered now; `rows` has one entry for each row of a group. */
export interface Settled {
  asked: CompiledField[]
  answers: FormData
  required: ReadonlySet<string>
  rows: ReadonlyMap<string, Settled[]>
  /** What the expressions of these fields read: every field by its name, null where it has no answer. */
  scope: FormData
}

/** Settles a form: one pass, each field after those it reads, so that hiding one hides what hangs on it. */
export function settleForm(form: CompiledForm, data: FormData): Settled {
  return settleSet(form, data, {})
}

/** Settles one row as it stands in its group, for faces that show a row nobody has answered yet. */
export function settleRow(field: CompiledField, row: FormData, scope: FormData): Settled {
  return settleSet(field.row ?? { fields: [], byName: new Map(), order: [], rules: [] }, row, scope)
}

/** The fields that are asked, in order, given the answers so far. */
export function visibleFields(form: CompiledForm, data: FormData): CompiledField[] {
  return settleForm(form, data).asked
}

/** The pages that have something to ask, in order, given the answers so far. A page of computed values alone asks nothing, but is shown. */
export function visiblePages(form: CompiledForm, data: FormData): string[] {
  return [...new Set(visibleFields(form, data).map((field) => field.page))]
}

/** Totals of a group or table by the name of the column, null where there is none yet. */
export function totalsOf(field: CompiledField, rows: unknown): Record<string, unknown> {
  const { fields = [], totals = [] } = field.row ?? {}
  const list = Array.isArray(rows) ? rows.filter(isRecord) : []
  const columns = Object.fromEntries(fields.map(({ name }) => [name, list.map((row) => row[name]).filter((value) => value !== undefined && value !== null)]))
  return Object.fromEntries(totals.map((total) => [total.field, evaluate(total.compute, columns).value]))
}

function settleSet(set: FieldSet, data: FormData, outer: FormData): Settled {
  const scope: FormData = { ...outer, ...Object.fromEntries(set.fields.map(({ name }) => [name, null])) }
  const shown = new Set<CompiledField>()
  const rows = new Map<string, Settled[]>()
  for (const field of set.order) {
    if (!field.conditions.every((condition) => isTrue(condition, scope))) continue
    shown.add(field)
    const value = valueOf(field, data[field.name], scope, rows)
    if (value !== undefined) scope[field.name] = value
  }
  const asked = set.fields.filter((field) => shown.has(field))
  const answers = Object.fromEntries(asked.filter(({ name }) => scope[name] !== null).map(({ name }) => [name, scope[name]]))
  const required = new Set(asked.filter((field) => !field.compute && (field.required || (field.requiredWhen && isTrue(field.requiredWhen, scope)))).map(({ name }) => name))
  return { asked, answers, required, rows, scope }
}

export function isTrue(expression: Expression, scope: FormData): boolean {
  return evaluate(expression, scope).value === true
}

function valueOf(field: CompiledField, given: unknown, scope: FormData, rows: Map<string, Settled[]>): unknown {
  if (field.compute) return evaluate(field.compute, scope).value ?? undefined
  if (!field.row) return tidy(given, field.schema, kindSchemas[field.widget])
  return settleRows(field, given, scope, rows)
}

function settleRows(field: CompiledField, given: unknown, scope: FormData, rows: Map<string, Settled[]>): unknown {
  const fixed = field.layout.rows
  if (given !== undefined && given !== null && !Array.isArray(given)) return given
  // One row too many tells as much as a thousand, and costs less to settle.
  const list: unknown[] = fixed ? fixed.map((_, at) => given?.[at] ?? {}) : (given ?? []).slice(0, mostRows(field) + 1)
  if (list.length === 0) return undefined
  const settled = list.map((row) => settleRow(field, isRecord(row) ? row : {}, scope))
  const isAnswered = settled.some((row) => row.asked.some((one) => !one.compute && row.answers[one.name] !== undefined))
  // Rows of a table are there before anybody answers; rows of a group were added by somebody.
  if (fixed && !isAnswered) return undefined
  rows.set(field.name, settled)
  return settled.map((row, at) => (isRecord(list[at]) ? { ...(fixed ? { row: fixed[at]?.row } : {}), ...row.answers } : list[at]))
}

/** An answer as it counts: trimmed, codes in capital half-width letters, and nothing at all for an empty one. */
export function tidy(value: unknown, schema: FieldSchema, kind?: FieldSchema): unknown {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) {
    const kept = value.map((item) => tidy(item, schema.items ?? {})).filter((item) => item !== undefined)
    return kept.length === 0 ? undefined : kept
  }
  if (isRecord(value)) {
    const parts = Object.entries(value).map(([name, part]) => [name, tidy(part, kind?.properties?.[name] ?? schema.properties?.[name] ?? {})] as const).filter(([, part]) => part !== undefined)
    return parts.length === 0 ? undefined : Object.fromEntries(parts)
  }
  return typeof value === 'string' ? tidyText(value, schema.format) : value
}

const codeFormatNames = new Set(['resident-id', 'uscc', 'licence-id'])

function tidyText(value: string, format: string | undefined): string | undefined {
  // Chinese keyboards write full-width digits and letters; NFKC makes them plain where a code or number is meant.
  const text = format === undefined ? value.normalize('NFC').trim() : value.normalize('NFKC').trim()
  if (text === '') return undefined
  return format !== undefined && codeFormatNames.has(format) ? text.toUpperCase() : text
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
