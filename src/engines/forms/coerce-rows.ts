// Reads the rows of a group or table from a post, and the one change of rows that a button of a plain page can ask for.
import type { Posted } from './coerce.ts'
import type { CompiledField, FormData } from './form.ts'

/** How one field is read from a post, under this name. */
export type CoerceField = (field: CompiledField, posted: Posted, name: string) => unknown

/** Rows taken where the schema sets no end. */
const rowsMax = 100

/** A button that changes rows: its name is `row-change`, its value `members add` or `members remove 2`. */
export function rowChangeOf(posted: Posted): { group: string; add: boolean; at: number } | undefined {
  const [, group, what, at] = /^(\w+) (add|remove)(?: (\d{1,3}))?$/.exec(String(posted['row-change'] ?? '')) ?? []
  return group === undefined ? undefined : { group, add: what === 'add', at: Number(at ?? -1) }
}

/** The most rows a group takes. */
export function mostRows(field: CompiledField): number {
  return field.schema.maxItems ?? rowsMax
}

/** The rows as posted. A blank row of a group does not count, unless rows are just being changed; rows of a fixed table keep their places. */
export function coerceRows(field: CompiledField, posted: Posted, name: string, coerce: CoerceField): unknown {
  const count = field.layout.rows?.length ?? Math.min(countPosted(posted, name), mostRows(field))
  const rows = Array.from({ length: count }, (_, at) => coerceRow(field, posted, `${name}.${at}`, coerce))
  if (field.layout.rows) return rows.some(isFilled) ? rows : undefined
  const change = rowChangeOf(posted)
  if (!change) return rows.some(isFilled) ? rows.filter(isFilled) : undefined
  if (change.group !== name) return rows
  return change.add ? [...(rows.length === 0 ? [{}] : rows), {}].slice(0, mostRows(field)) : rows.filter((_, at) => at !== change.at)
}

function coerceRow(field: CompiledField, posted: Posted, prefix: string, coerce: CoerceField): FormData {
  const entries = (field.row?.fields ?? []).map((one) => [one.name, coerce(one, posted, `${prefix}.${one.name}`)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function isFilled(row: FormData): boolean {
  return Object.keys(row).length > 0
}

function countPosted(posted: Posted, name: string): number {
  const places = Object.keys(posted).map((key) => (key.startsWith(`${name}.`) ? Number(/^\d{1,3}/.exec(key.slice(name.length + 1))?.[0] ?? -1) : -1))
  return Math.max(-1, ...places) + 1
}
