// Faults of a field against its kind: what a group, a table, an address, a signature or a computed value must say of itself.
import type { FieldFault } from '#base/problem'
import type { FieldLayout, FieldSchema, FormDefinition } from './form.ts'
import { compositeWidgets, typeOfWidget, widgetFor, type Widget } from './kinds.ts'

/** Faults of a page that mixes files with questions: handing in a file is a post of its own and would lose what is typed beside it. */
export function filePageFaults(form: FormDefinition): FieldFault[] {
  return form.layout.flatMap((page, at) => {
    const isFile = (field: FieldLayout): boolean => field.widget === 'documents'
    if (!page.fields.some(isFile) || page.fields.every((field) => isFile(field) || field.compute !== undefined)) return []
    return [{ path: `/layout/${at}`, code: 'forms.definition-files-apart', zh: `“${page.title.zh}”页既有文件又有问题。请把文件单独放在一页。`, en: `The page “${page.page}” holds files and questions. Give the files a page of their own.` }]
  })
}

/** Every fault of one field against its kind. */
export function kindFaults(schema: FieldSchema | undefined, field: FieldLayout, path: string): FieldFault[] {
  if (schema === undefined) return []
  const widget = field.widget ?? widgetFor(schema)
  const faults: FieldFault[] = []
  const fault = (at: string, code: string, zh: string, en: string) => faults.push({ path: `${path}${at}`, code: `forms.definition-${code}`, zh, en })
  const wanted = typeOfWidget(widget)
  if (wanted !== undefined && schema.type !== wanted) fault('/widget', 'kind-type', `“${field.label.zh}”在 schema 中的 type 应为 ${wanted}。`, `The schema of “${field.field}” must have the type ${wanted}.`)
  for (const [name, of] of Object.entries(ownWords)) {
    if (field[name as keyof FieldLayout] === undefined || of.includes(widget)) continue
    fault(`/${name}`, 'kind-word', `“${name}”只用于 ${of.join('、')}，请删除。`, `“${name}” belongs to ${of.join(', ')} only. Remove it.`)
  }
  for (const [kind, name] of neededWords) {
    if (widget === kind && field[name] === undefined) fault('', 'kind-needs', `“${field.label.zh}”还要写 ${name}。`, `“${field.field}” must also give ${name}.`)
  }
  return [...faults, ...(field.fields ? rowFaults(schema, field, field.fields, path) : [])]
}

const ownWords: Record<string, Widget[]> = {
  fields: ['group', 'table'], rows: ['table'], rowName: ['group'], totals: ['group', 'table'], rules: ['group', 'table'],
  within: ['address'], level: ['address'], statement: ['signature'], unit: ['number', 'text'],
}
const neededWords: [Widget, keyof FieldLayout][] = [['group', 'fields'], ['table', 'fields'], ['address', 'within'], ['address', 'level'], ['signature', 'statement']]

function rowFaults(schema: FieldSchema, field: FieldLayout, fields: FieldLayout[], path: string): FieldFault[] {
  const faults: FieldFault[] = []
  const fault = (at: string, code: string, zh: string, en: string) => faults.push({ path: `${path}${at}`, code: `forms.definition-${code}`, zh, en })
  const columns = schema.items?.properties ?? {}
  if (field.rows === undefined && schema.maxItems === undefined) fault('', 'kind-needs', `“${field.label.zh}”要在 schema 中写 maxItems：最多几行。`, `The schema of “${field.field}” must say maxItems: how many rows at most.`)
  for (const [n, one] of fields.entries()) {
    const own = columns[one.field]
    if (fields.findIndex((other) => other.field === one.field) !== n) fault(`/fields/${n}/field`, 'field-twice', `“${one.field}”在一行中出现两次，请删去一处。`, `“${one.field}” stands twice in the row. Remove one.`)
    if (own === undefined) fault(`/fields/${n}/field`, 'not-in-schema', `“${one.field}”不在 schema 的 items 中，请补充定义。`, `“${one.field}” is not in the items of the schema. Define it there.`)
    else if (compositeWidgets.has(one.widget ?? widgetFor(own))) fault(`/fields/${n}/widget`, 'kind-in-row', `“${one.label.zh}”这一类不能放在行内。`, `A field like “${one.field}” cannot stand in a row.`)
  }
  for (const name of Object.keys(columns)) {
    if (!fields.some((one) => one.field === name)) fault('/fields', 'not-in-layout', `“${name}”没有放进这一行，无人能填。`, `“${name}” is not in the row, so nobody can answer it.`)
  }
  return faults
}
