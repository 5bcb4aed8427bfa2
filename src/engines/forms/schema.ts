// JSON Schema 2020-12 by Ajv: the structure of a form's answers. Made when first needed: a browser that only lays out a form never
// compiles, which its content security policy may forbid.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { CompiledForm, FieldSchema, FormDefinition, FormSchema } from './form.ts'
import { codeFormats } from './formats.ts'
import { kindSchemas, widgetFor } from './kinds.ts'

const validators = new WeakMap<CompiledForm, ValidateFunction>()

/** The check of a form's structure, compiled once for each form. */
export function validatorOf(form: CompiledForm): ValidateFunction {
  const known = validators.get(form) ?? compileSchema(wholeSchema(form.definition))
  validators.set(form, known)
  return known
}

/** The pack's schema with what the kinds of its fields demand. */
export function wholeSchema(definition: FormDefinition): FormSchema {
  const layouts = new Map(definition.layout.flatMap((page) => page.fields).map((field) => [field.field, field]))
  const entries = Object.entries(definition.schema.properties).map(([name, schema]) => {
    const layout = layouts.get(name)
    const items = schema.items
    if (layout?.fields === undefined || items?.properties === undefined) return [name, withKind(schema, layout?.widget)] as const
    const columns = new Map(layout.fields.map((field) => [field.field, field.widget]))
    const properties = Object.fromEntries(Object.entries(items.properties).map(([column, one]) => [column, withKind(one, columns.get(column))]))
    return [name, { ...schema, items: { ...items, properties } }] as const
  })
  return { ...definition.schema, properties: Object.fromEntries(entries) }
}

function withKind(schema: FieldSchema, widget = widgetFor(schema)): FieldSchema {
  const kind = kindSchemas[widget]
  return kind === undefined ? schema : { allOf: [schema, kind] }
}

/** Compiles a form's schema strictly: an unknown keyword or format throws, for it would otherwise check nothing. */
export function compileSchema(schema: FormSchema): ValidateFunction {
  checker ??= makeChecker()
  const validate = checker.compile(schema)
  checker.removeSchema(schema)
  return validate
}

let checker: Ajv2020 | undefined

function makeChecker(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true, verbose: true })
  addFormats.default(ajv, { mode: 'full', keywords: true })
  for (const [name, format] of Object.entries(codeFormats)) {
    ajv.addFormat(name, { type: 'string', validate: (text: string) => format(text).valid })
  }
  // Fen are the smallest coin. By the text of the number: hundredths are no binary fractions, so `multipleOf` would refuse some.
  ajv.addFormat('money', { type: 'number', validate: (amount: number) => /^-?\d+(\.\d{1,2})?$/.test(String(amount)) })
  return ajv
}
