// What a designer does to a form: add, move, change and take away fields and pages. Each gives a new definition in the shape the engine reads. Pure.
import type { FieldLayout, FieldSchema, FormDefinition, Widget } from '#engines/forms'

/** The kinds of field that can be added here; addresses, files, signatures, groups and tables need more than a label and are written in the file. */
export const plainWidgets = ['text', 'textarea', 'number', 'money', 'date', 'select', 'radios', 'checkboxes', 'phone', 'id-number', 'uscc'] as const satisfies readonly Widget[]
export type PlainWidget = (typeof plainWidgets)[number]
export type At = { page: number; field: number }

const options = [
  { value: 'a', label: { zh: '选项一', en: 'Option 1' } },
  { value: 'b', label: { zh: '选项二', en: 'Option 2' } },
]

function schemaFor(widget: PlainWidget): FieldSchema {
  if (widget === 'number' || widget === 'money') return { type: 'number', minimum: 0 }
  if (widget === 'date') return { type: 'string', format: 'date' }
  if (widget === 'select' || widget === 'radios') return { type: 'string', enum: options.map((one) => one.value) }
  if (widget === 'checkboxes') return { type: 'array', items: { type: 'string', enum: options.map((one) => one.value) } }
  return { type: 'string', maxLength: widget === 'textarea' ? 1000 : 100 }
}

function freeName({ schema }: FormDefinition): string {
  for (let n = 1; ; n++) if (!(`field${n}` in schema.properties)) return `field${n}`
}

/** Adds a field at the end of a page. Answers the form and where the field stands. */
export function addField(form: FormDefinition, page: number, widget: PlainWidget, label: { zh: string; en: string }): { form: FormDefinition; at: At } {
  const name = freeName(form)
  const chosen = widget === 'select' || widget === 'radios' || widget === 'checkboxes'
  const layout: FieldLayout = { field: name, label, widget, ...(chosen ? { options } : {}) }
  const pages = form.layout.map((one, at) => (at === page ? { ...one, fields: [...one.fields, layout] } : one))
  return {
    form: { ...form, layout: pages, schema: { ...form.schema, properties: { ...form.schema.properties, [name]: schemaFor(widget) } } },
    at: { page, field: (pages[page]?.fields.length ?? 1) - 1 },
  }
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
  const changed = changeField(form, at, { options: next })
  return { ...changed, schema: { ...changed.schema, properties: { ...changed.schema.properties, [name]: schema } } }
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
  let n = form.layout.length + 1
  while (form.layout.some((page) => page.page === `page-${n}`)) n++
  return addField({ ...form, layout: [...form.layout, { page: `page-${n}`, title, fields: [] }] }, form.layout.length, 'text', label).form
}
