// A form as a pack writes it and as the engine runs it: JSON Schema 2020-12 for what is true of an answer, layout for how it
// is asked, FEEL for what is shown, required and computed. It never stores an answer and never asks who is answering.
import { compileExpression, type Expression } from '#engines/decisions'
import type { Text } from '#engines/words'
import { widgetFor, type Widget } from './kinds.ts'
import { inOrderOfNeed } from './order.ts'

/** JSON Schema of one answer; only what the engine itself reads is named. */
export interface FieldSchema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  items?: FieldSchema
  properties?: Record<string, FieldSchema>
  required?: string[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  [keyword: string]: unknown
}

/** JSON Schema of the whole form: one object, one property for each field. */
export interface FormSchema {
  type: 'object'
  required?: string[]
  properties: Record<string, FieldSchema>
  [keyword: string]: unknown
}

export interface FieldOption {
  value: string
  label: Text
  hint?: Text
}

/**
 * A rule between fields: `holds` is FEEL; where it is false, `text` is told at the field `at`. Null (not yet answered) is no fault.
 * A `condition` is one of the matter and not of the answers: where it is not met the form is still well made, and only warns (行政许可法 32).
 */
export interface FormRule {
  at: string
  holds: string
  text: Text
  condition?: boolean
}

/** What stands under a column of a table or group: FEEL in which each column is the list of its answers. */
export interface ColumnTotal {
  field: string
  compute: string
}

/** How one field is asked. Expressions are FEEL over the answers by their field names; inside a row, over the row's own first. */
export interface FieldLayout {
  field: string
  label: Text
  hint?: Text
  widget?: Widget
  options?: FieldOption[]
  /** Asked only while this is true; without it always. Reads answers to fields before it, and computed values. */
  when?: string
  /** The older word for `when`, in versions published before it. */
  visible?: string
  /** Must be answered while this is true, besides what the schema requires. */
  requiredWhen?: string
  /** The value is computed and cannot be entered. */
  compute?: string
  /** What a number counts: 米, 平方米. */
  unit?: Text
  autocomplete?: string
  /** Where the answer may be known already, the first that has it: `account.name`, `licence.<type>.<field>`, `earlier`. */
  known?: string[]
  /** Of a group or table: the fields of one row. */
  fields?: FieldLayout[]
  /** Of a table: its rows where they are fixed; `row` is kept in the answer. */
  rows?: { row: string; label: Text }[]
  /** Of a group: what one row is called (成员). */
  rowName?: Text
  totals?: ColumnTotal[]
  rules?: FormRule[]
  /** Of an address: code of the region within which one is chosen, and down to which level. */
  within?: string
  level?: RegionDepth
  /** Of a signature: what is declared by it. */
  statement?: Text
}

export type RegionDepth = 'county' | 'town' | 'village'

/** One page: one question, or one group of questions that belong together. */
export interface PageLayout {
  page: string
  title: Text
  hint?: Text
  when?: string
  visible?: string
  fields: FieldLayout[]
}

/** A form as it stands in a pack. */
export interface FormDefinition {
  title: Text
  schema: FormSchema
  layout: PageLayout[]
  rules?: FormRule[]
}

/** The answers: one value for each field. */
export type FormData = Record<string, unknown>

/** A field made ready: its page, its schema, its expressions compiled; `row` where it holds rows. */
export interface CompiledField {
  name: string
  page: string
  layout: FieldLayout
  schema: FieldSchema
  widget: Widget
  /** Required by the schema whenever it is asked. */
  required: boolean
  conditions: Expression[]
  requiredWhen?: Expression
  compute?: Expression
  row?: CompiledRow
}

interface CompiledRule {
  at: string
  text: Text
  condition: boolean
  holds: Expression
}

/** Fields that are answered together: the whole form, or one row of a group. `order` has each field after those it reads. */
export interface FieldSet {
  fields: CompiledField[]
  byName: Map<string, CompiledField>
  order: CompiledField[]
  rules: CompiledRule[]
}

export interface CompiledRow extends FieldSet {
  totals: { field: string; compute: Expression }[]
}

/** A form made ready to ask and check; holds functions, so it is made anew in each program and never sent. */
export interface CompiledForm extends FieldSet {
  definition: FormDefinition
}

/** Makes a form ready: every expression is compiled here, once. What `checkFormDefinition` faults gives a form that asks wrongly, never a crash. */
export function compileForm(definition: FormDefinition): CompiledForm {
  const fields = definition.layout.flatMap((page) => page.fields.map((layout) => compileField(layout, definition.schema, page)))
  return { definition, ...compileSet(fields, definition.rules) }
}

function compileSet(fields: CompiledField[], rules: FormRule[] = []): FieldSet {
  return {
    fields,
    byName: new Map(fields.map((field) => [field.name, field])),
    order: inOrderOfNeed(fields),
    rules: rules.map((rule) => ({ at: rule.at, text: rule.text, condition: rule.condition === true, holds: compileExpression(rule.holds) })),
  }
}

function compileField(layout: FieldLayout, schema: FieldSchema, page?: PageLayout): CompiledField {
  const own = schema.properties?.[layout.field] ?? {}
  return {
    name: layout.field,
    page: page?.page ?? '',
    layout,
    schema: own,
    widget: layout.widget ?? widgetFor(own),
    required: schema.required?.includes(layout.field) ?? false,
    conditions: [page?.when, page?.visible, layout.when, layout.visible].filter((feel) => feel !== undefined).map((feel) => compileExpression(feel)),
    ...(layout.requiredWhen === undefined ? {} : { requiredWhen: compileExpression(layout.requiredWhen) }),
    ...(layout.compute === undefined ? {} : { compute: compileExpression(layout.compute) }),
    ...(layout.fields === undefined ? {} : { row: compileRow(layout, layout.fields, own.items ?? {}) }),
  }
}

function compileRow(layout: FieldLayout, fields: FieldLayout[], schema: FieldSchema): CompiledRow {
  const set = compileSet(fields.map((one) => compileField(one, schema)), layout.rules)
  return { ...set, totals: (layout.totals ?? []).map((total) => ({ field: total.field, compute: compileExpression(total.compute) })) }
}
