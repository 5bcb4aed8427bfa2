// What a form asks, computes and requires, given the answers so far: the same interpreter as portal and API, loaded only where a form is shown.
// It validates no structure: Ajv compiles functions from text, which the content security policy forbids here; the server checks.
import { type CompiledField, type CompiledForm, compileForm, type FormData, type FormDefinition, isRecord, type Settled, settleForm, settleRow, totalsOf } from '#engines/forms'

const prepared = new WeakMap<FormDefinition, CompiledForm>()

function ready(definition: FormDefinition): CompiledForm {
  const form = prepared.get(definition) ?? compileForm(definition)
  prepared.set(definition, form)
  return form
}

/** The form settled for these answers. */
export function settleIn(definition: FormDefinition, answers: FormData): Settled {
  return settleForm(ready(definition), answers)
}

export type ShownRow = { typed: FormData; settled: Settled }

/** The rows of a group or table as they are shown: at least one, or all of a fixed table. */
export function rowsIn(field: CompiledField, value: unknown, scope: FormData): ShownRow[] {
  const given: unknown[] = Array.isArray(value) ? value : []
  const length = field.layout.rows?.length ?? Math.max(1, given.length)
  return Array.from({ length }, (_, at) => {
    const row = given[at]
    const typed = isRecord(row) ? row : {}
    return { typed, settled: settleRow(field, typed, scope) }
  })
}

/** The totals of one group or table of a filled form. */
export function totalsIn(definition: FormDefinition, name: string, rows: unknown): Record<string, unknown> {
  const field = ready(definition).byName.get(name)
  return field === undefined ? {} : totalsOf(field, rows)
}
