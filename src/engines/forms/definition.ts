// Finds what is wrong with a form as a pack writes it, before anyone is asked to fill it in. It knows nothing of files and
// lines: paths are JSON pointers into the definition, which pack check turns into lines.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FieldFault } from '#base/problem'
import { expressionFaults } from './definition-feel.ts'
import { filePageFaults, kindFaults } from './definition-kinds.ts'
import type { FieldLayout, FieldSchema, FormDefinition, PageLayout } from './form.ts'
import { widgetFor, widgets } from './kinds.ts'
import { knownPattern } from './known.ts'
import { compileSchema, wholeSchema } from './schema.ts'

const text = { type: 'object', required: ['zh'], additionalProperties: false, properties: { zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } } }

const definitionSchema = {
  type: 'object',
  required: ['title', 'schema', 'layout'],
  additionalProperties: false,
  properties: {
    title: { $ref: '#/$defs/text' },
    schema: {
      type: 'object',
      required: ['type', 'properties'],
      properties: { type: { const: 'object' }, properties: { type: 'object', additionalProperties: { type: 'object' } }, required: { type: 'array', items: { type: 'string' } } },
    },
    layout: { type: 'array', minItems: 1, items: { $ref: '#/$defs/page' } },
    rules: { type: 'array', items: { $ref: '#/$defs/rule' } },
  },
  $defs: {
    text,
    rule: {
      type: 'object',
      required: ['at', 'holds', 'text'],
      additionalProperties: false,
      properties: { at: { type: 'string' }, holds: { type: 'string' }, text: { ...text, required: ['zh', 'en'] }, condition: { type: 'boolean' } },
    },
    page: {
      type: 'object',
      required: ['page', 'title', 'fields'],
      additionalProperties: false,
      properties: {
        page: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
        title: { $ref: '#/$defs/text' },
        hint: { $ref: '#/$defs/text' },
        when: { type: 'string' },
        visible: { type: 'string' },
        fields: { type: 'array', minItems: 1, items: { $ref: '#/$defs/field' } },
      },
    },
    field: {
      type: 'object',
      required: ['field', 'label'],
      additionalProperties: false,
      properties: {
        field: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*$' },
        label: { $ref: '#/$defs/text' },
        hint: { $ref: '#/$defs/text' },
        widget: { enum: [...widgets] },
        options: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['value', 'label'], additionalProperties: false, properties: { value: { type: 'string' }, label: { $ref: '#/$defs/text' }, hint: { $ref: '#/$defs/text' } } },
        },
        when: { type: 'string' },
        visible: { type: 'string' },
        requiredWhen: { type: 'string' },
        compute: { type: 'string' },
        unit: { $ref: '#/$defs/text' },
        autocomplete: { type: 'string' },
        known: { type: 'array', minItems: 1, items: { type: 'string', pattern: knownPattern } },
        fields: { type: 'array', minItems: 1, items: { $ref: '#/$defs/field' } },
        rows: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['row', 'label'], additionalProperties: false, properties: { row: { type: 'string', minLength: 1 }, label: { $ref: '#/$defs/text' } } },
        },
        rowName: { $ref: '#/$defs/text' },
        totals: {
          type: 'array',
          items: { type: 'object', required: ['field', 'compute'], additionalProperties: false, properties: { field: { type: 'string' }, compute: { type: 'string' } } },
        },
        rules: { type: 'array', items: { $ref: '#/$defs/rule' } },
        within: { type: 'string', pattern: '^[0-9]{6,12}$' },
        level: { enum: ['county', 'town', 'village'] },
        statement: { $ref: '#/$defs/text' },
      },
    },
  },
}

let shape: ValidateFunction<FormDefinition> | undefined

/** Every fault of a form definition, in no particular order; an empty list means that `compileForm` will take it. */
export function checkFormDefinition(definition: unknown): FieldFault[] {
  shape ??= new Ajv2020({ allErrors: true }).compile<FormDefinition>(definitionSchema)
  if (!shape(definition)) return (shape.errors ?? []).map(sayShapeFault)
  const form = definition
  return [
    ...schemaFaults(form),
    ...placeFaults(form),
    ...eachField(form).flatMap(({ field, path }) => [...fieldFaults(form.schema.properties[field.field], field, path), ...kindFaults(form.schema.properties[field.field], field, path)]),
    ...eachRowField(form).flatMap(({ schema, field, path }) => fieldFaults(schema, field, path)),
    ...filePageFaults(form),
    ...expressionFaults(form),
  ]
}

function sayShapeFault(error: ErrorObject): FieldFault {
  const missing = error.params['missingProperty'] ?? error.params['additionalProperty']
  const path = typeof missing === 'string' ? `${error.instancePath}/${missing}` : error.instancePath
  const fault = (code: string, zh: string, en: string): FieldFault => ({ path, code: `forms.definition-${code}`, zh, en })
  const name = String(missing)
  if (error.keyword === 'required') return fault('missing', `缺少“${name}”，请补充。`, `“${name}” is missing. Add it.`)
  if (error.keyword === 'additionalProperties') return fault('unknown', `不认识“${name}”，请删除或改正拼写。`, `“${name}” is not known here. Remove it or correct its spelling.`)
  if (error.keyword === 'enum') return fault('value', `只能是：${listOf(error)}。`, `Must be one of: ${listOf(error)}.`)
  if (error.keyword === 'pattern') return fault('name', `名称不合规则：${String(error.params['pattern'])}。`, `The name must match ${String(error.params['pattern'])}.`)
  return fault('shape', `内容不合规则（${error.message ?? error.keyword}）。`, `Wrong content: ${error.message ?? error.keyword}.`)
}

function listOf(error: ErrorObject): string {
  const allowed: unknown = error.params['allowedValues']
  return Array.isArray(allowed) ? allowed.join(', ') : ''
}

function eachField(form: FormDefinition): { field: FieldLayout; path: string; page: PageLayout }[] {
  return form.layout.flatMap((page, at) => page.fields.map((field, n) => ({ field, page, path: `/layout/${at}/fields/${n}` })))
}

function eachRowField(form: FormDefinition): { schema: FieldSchema | undefined; field: FieldLayout; path: string }[] {
  return eachField(form).flatMap(({ field, path }) => {
    const columns = form.schema.properties[field.field]?.items?.properties
    return (field.fields ?? []).map((one, n) => ({ field: one, schema: columns?.[one.field], path: `${path}/fields/${n}` }))
  })
}

function schemaFaults(form: FormDefinition): FieldFault[] {
  const faults: FieldFault[] = []
  try {
    compileSchema(wholeSchema(form))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    faults.push({ path: '/schema', code: 'forms.definition-schema', zh: `JSON Schema 有误：${why}。`, en: `The JSON Schema is wrong: ${why}.` })
  }
  for (const [at, name] of (form.schema.required ?? []).entries()) {
    if (name in form.schema.properties) continue
    faults.push({ path: `/schema/required/${at}`, code: 'forms.definition-required', zh: `必填项“${name}”没有定义，请在 properties 中补充。`, en: `The required field “${name}” is not defined. Add it to properties.` })
  }
  return faults
}

// Each field of the schema stands in the layout exactly once: else it can never be answered, or is asked twice.
function placeFaults(form: FormDefinition): FieldFault[] {
  const faults: FieldFault[] = []
  const placed = new Set<string>()
  const pages = new Set<string>()
  for (const [at, page] of form.layout.entries()) {
    if (pages.has(page.page)) faults.push({ path: `/layout/${at}/page`, code: 'forms.definition-page-twice', zh: `页名“${page.page}”重复，请改名。`, en: `The page name “${page.page}” is used twice. Rename one.` })
    pages.add(page.page)
  }
  for (const { field, path } of eachField(form)) {
    const name = field.field
    if (!(name in form.schema.properties)) faults.push({ path: `${path}/field`, code: 'forms.definition-not-in-schema', zh: `“${name}”不在 schema 中，请补充定义。`, en: `“${name}” is not in the schema. Define it there.` })
    if (placed.has(name)) faults.push({ path: `${path}/field`, code: 'forms.definition-field-twice', zh: `“${name}”在版面中出现两次，请删去一处。`, en: `“${name}” stands in the layout twice. Remove one.` })
    placed.add(name)
  }
  for (const name of Object.keys(form.schema.properties)) {
    if (placed.has(name)) continue
    faults.push({ path: `/schema/properties/${name}`, code: 'forms.definition-not-in-layout', zh: `“${name}”没有放进版面，无人能填。请放入一页或删除。`, en: `“${name}” is on no page, so nobody can answer it. Place it or remove it.` })
  }
  return faults
}

function fieldFaults(schema: FieldSchema | undefined, field: FieldLayout, path: string): FieldFault[] {
  return schema === undefined ? [] : [...languageFaults(field, path), ...optionFaults(field, schema, path)]
}

function languageFaults(field: FieldLayout, path: string): FieldFault[] {
  return field.label.en === undefined
    ? [{ path: `${path}/label/en`, code: 'forms.definition-english', zh: `“${field.label.zh}”缺少英文名称，请补充。`, en: `The label “${field.label.zh}” has no English. Add it.` }]
    : []
}

function optionFaults(field: FieldLayout, schema: FieldSchema, path: string): FieldFault[] {
  const faults: FieldFault[] = []
  const allowed = schema.enum ?? schema.items?.enum
  const offered = field.options?.map((option) => option.value)
  const widget = field.widget ?? widgetFor(schema)
  const fault = (at: string, code: string, zh: string, en: string) => faults.push({ path: `${path}${at}`, code: `forms.definition-${code}`, zh, en })
  if (offered === undefined) {
    const needsOptions = field.compute === undefined && (widget === 'select' || widget === 'checkboxes' || (widget === 'radios' && schema.type !== 'boolean'))
    if (needsOptions) fault('', 'options-missing', `“${field.label.zh}”是选择题，请列出选项。`, `“${field.field}” is a choice. List its options.`)
    return faults
  }
  for (const [at, value] of offered.entries()) {
    if (offered.indexOf(value) !== at) fault(`/options/${at}/value`, 'option-twice', `选项“${value}”重复，请删去一处。`, `The option “${value}” is listed twice. Remove one.`)
    if (allowed !== undefined && !allowed.some((one) => String(one) === value)) fault(`/options/${at}/value`, 'option-not-in-enum', `选项“${value}”不在 schema 的 enum 中。`, `The option “${value}” is not in the schema's enum.`)
  }
  for (const value of allowed ?? []) {
    if (!offered.includes(String(value))) fault('/options', 'enum-not-offered', `enum 的“${String(value)}”没有对应的选项，无人能选。`, `“${String(value)}” of the enum has no option, so nobody can choose it.`)
  }
  return faults
}
