// What a designer does to a form: add, move, change and take away fields and pages. Each gives a new definition in the shape the engine reads. Pure.
import type { FieldLayout, FieldSchema, FormDefinition, Widget } from '#engines/forms'

/** The kinds of field that can stand in a row too. */
export const plainWidgets = ['text', 'textarea', 'number', 'money', 'date', 'select', 'radios', 'checkboxes', 'phone', 'id-number', 'uscc', 'licence-id', 'postcode'] as const satisfies readonly Widget[]
/** All kinds that the engine knows: those above, and those whose answer has parts or rows. */
export const allWidgets = [...plainWidgets, 'date-range', 'address', 'documents', 'signature', 'group', 'table'] as const satisfies readonly Widget[]
export type DesignWidget = (typeof allWidgets)[number]
export type At = { page: number; field: number }

const options = [
  { value: 'a', label: { zh: '选项一', en: 'Option 1' } },
  { value: 'b', label: { zh: '选项二', en: 'Option 2' } },
]
const column: FieldLayout = { field: 'field1', label: { zh: '第一列', en: 'First column' }, widget: 'text' }
const itemsMax = 10

function schemaFor(widget: DesignWidget): FieldSchema {
  if (widget === 'number' || widget === 'money') return { type: 'number', minimum: 0 }
  if (widget === 'date') return { type: 'string', format: 'date' }
  if (widget === 'select' || widget === 'radios') return { type: 'string', enum: options.map((one) => one.value) }
  if (widget === 'checkboxes') return { type: 'array', items: { type: 'string', enum: options.map((one) => one.value) } }
  if (widget === 'date-range' || widget === 'address' || widget === 'signature') return { type: 'object' }
  if (widget === 'documents') return { type: 'array', maxItems: itemsMax }
  if (widget === 'group' || widget === 'table') return { type: 'array', maxItems: itemsMax, items: { type: 'object', properties: { [column.field]: schemaFor('text') } } }
  return { type: 'string', maxLength: widget === 'textarea' ? 1000 : 100 }
}

/** What a kind must say of itself besides its label. `region`: where addresses are, unless they are said to be elsewhere. */
function wordsFor(widget: DesignWidget, region: string): Partial<FieldLayout> {
  if (widget === 'select' || widget === 'radios' || widget === 'checkboxes') return { options }
  if (widget === 'address') return { within: region, level: 'town' }
  if (widget === 'signature') return { statement: { zh: '我声明以上内容属实', en: 'I declare that all this is true' } }
  if (widget === 'group') return { rowName: { zh: '一项', en: 'entry' }, fields: [column] }
  return widget === 'table' ? { fields: [column] } : {}
}

/** The region of a body, from its unified social credit code: digits three to eight (GB 32100). */
export function regionOf(body: string): string {
  return /^..([0-9]{6})/.exec(body)?.[1] ?? '100000'
}

function freeName({ schema }: FormDefinition): string {
  for (let n = 1; ; n++) if (!(`field${n}` in schema.properties)) return `field${n}`
}

function freePage({ layout }: FormDefinition): string {
  for (let n = layout.length + 1; ; n++) if (!layout.some((page) => page.page === `page-${n}`)) return `page-${n}`
}

const holdsFiles = (field: FieldLayout) => field.widget === 'documents'

/** Adds a field at the end of a page; files get a page of their own, since handing one in would lose what is typed beside it. Answers the form and where the field stands. */
export function addField(form: FormDefinition, page: number, widget: DesignWidget, label: { zh: string; en: string }, region = '100000'): { form: FormDefinition; at: At } {
  const apart = form.layout[page]?.fields.some((field) => holdsFiles(field) !== (widget === 'documents')) ?? false
  if (apart) return addField({ ...form, layout: form.layout.toSpliced(page + 1, 0, { page: freePage(form), title: label, fields: [] }) }, page + 1, widget, label, region)
  const name = freeName(form)
  const layout: FieldLayout = { field: name, label, widget, ...wordsFor(widget, region) }
  const pages = form.layout.map((one, at) => (at === page ? { ...one, fields: [...one.fields, layout] } : one))
  return {
    form: { ...form, layout: pages, schema: { ...form.schema, properties: { ...form.schema.properties, [name]: schemaFor(widget) } } },
    at: { page, field: (pages[page]?.fields.length ?? 1) - 1 },
  }
}

/** The row of a group or table as a form of one page, so that its columns are edited by the same means. */
export function rowOf(form: FormDefinition, { page, field }: At): FormDefinition {
  const group = form.layout[page]?.fields[field]
  const { properties = {}, required } = form.schema.properties[group?.field ?? '']?.items ?? {}
  const title = group?.label ?? { zh: '' }
  return { title, schema: { type: 'object', properties, ...(required ? { required } : {}) }, layout: [{ page: 'row', title, fields: group?.fields ?? [] }] }
}

/** Puts an edited row back into its group or table. */
export function putRow(form: FormDefinition, at: At, row: FormDefinition): FormDefinition {
  const before = form.schema.properties[form.layout[at.page]?.fields[at.field]?.field ?? '']?.items
  const changed = changeField(form, at, { fields: row.layout.flatMap(({ fields }) => fields) })
  return changeSchema(changed, at, { items: { ...before, ...row.schema } })
}

/** Changes what is true of an answer, such as how many rows or files there may be. */
export function changeSchema(form: FormDefinition, { page, field }: At, change: FieldSchema): FormDefinition {
  const name = form.layout[page]?.fields[field]?.field ?? ''
  return { ...form, schema: { ...form.schema, properties: { ...form.schema.properties, [name]: { ...form.schema.properties[name], ...change } } } }
}

/** Puts a field at another place; the last field of a page stays, since a page without any is none. */
export function moveField(form: FormDefinition, from: At, to: At): FormDefinition {
  const moved = form.layout[from.page]?.fields[from.field]
  if (moved === undefined || form.layout[to.page] === undefined || (from.page !== to.page && form.layout[from.page]?.fields.length === 1)) return form
  const without = form.layout.map((page, at) => (at === from.page ? { ...page, fields: page.fields.filter((_, index) => index !== from.field) } : page))
  return { ...form, layout: without.map((page, at) => (at === to.page ? { ...page, fields: page.fields.toSpliced(Math.max(0, Math.min(to.field, page.fields.length)), 0, moved) } : page)) }
}

/** One place up or down, over the border of a page too. */
export function step(form: FormDefinition, from: At, by: 1 | -1): { form: FormDefinition; at: At } {
  const count = form.layout[from.page]?.fields.length ?? 0
  const field = from.field + by
  const to = field >= 0 && field < count ? { page: from.page, field } : by === 1 ? { page: from.page + 1, field: 0 } : { page: from.page - 1, field: form.layout[from.page - 1]?.fields.length ?? 0 }
  const moved = moveField(form, from, to)
  return moved === form ? { form, at: from } : { form: moved, at: to }
}

export function removeField(form: FormDefinition, { page, field }: At): FormDefinition {
  const gone = form.layout[page]?.fields[field]?.field
  if (gone === undefined || form.layout[page]?.fields.length === 1) return form
  const { [gone]: _gone, ...properties } = form.schema.properties
  return {
    ...form, layout: form.layout.map((one, at) => (at === page ? { ...one, fields: one.fields.filter((_, index) => index !== field) } : one)),
    schema: { ...form.schema, properties, ...(form.schema.required ? { required: form.schema.required.filter((name) => name !== gone) } : {}) },
  }
}

/** Changes how a field is asked. What is undefined is taken away. */
export function changeField(form: FormDefinition, { page, field }: At, change: Partial<Record<keyof FieldLayout, unknown>>): FormDefinition {
  const merge = (layout: FieldLayout) => Object.fromEntries(Object.entries({ ...layout, ...change }).filter(([, value]) => value !== undefined)) as unknown as FieldLayout
  return { ...form, layout: form.layout.map((one, at) => (at === page ? { ...one, fields: one.fields.map((each, index) => (index === field ? merge(each) : each)) } : one)) }
}

/** The options of a choice, with the values that its schema allows. */
export function changeOptions(form: FormDefinition, at: At, next: { value: string; label: { zh: string; en?: string } }[]): FormDefinition {
  const name = form.layout[at.page]?.fields[at.field]?.field ?? ''
  const before = form.schema.properties[name] ?? {}
  const values = next.map((one) => one.value)
  const schema = before.items ? { ...before, items: { ...before.items, enum: values } } : { ...before, enum: values }
  return changeSchema(changeField(form, at, { options: next }), at, schema)
}

export function setRequired(form: FormDefinition, name: string, required: boolean): FormDefinition {
  const others = (form.schema.required ?? []).filter((one) => one !== name)
  return { ...form, schema: { ...form.schema, required: required ? [...others, name] : others } }
}

/** Gives a field another name, wherever the form names it by itself; conditions that read it are the check's to find. */
export function renameField(form: FormDefinition, at: At, name: string): FormDefinition {
  const before = form.layout[at.page]?.fields[at.field]?.field
  if (before === undefined || before === name || !/^[A-Za-z][A-Za-z0-9]*$/.test(name) || name in form.schema.properties) return form
  const properties = Object.fromEntries(Object.entries(form.schema.properties).map(([key, value]) => [key === before ? name : key, value]))
  const required = form.schema.required?.map((one) => (one === before ? name : one))
  return changeField({ ...form, schema: { ...form.schema, properties, ...(required ? { required } : {}) } }, at, { field: name })
}

/** A new page with one line of text, since a page has at least one field. */
export function addPage(form: FormDefinition, title: { zh: string; en: string }, label: { zh: string; en: string }): FormDefinition {
  return addField({ ...form, layout: [...form.layout, { page: freePage(form), title, fields: [] }] }, form.layout.length, 'text', label).form
}
