// Answers that are known before anybody is asked, each with its source (国令716 art. 7: what is held is not asked for again). It only proposes:
// the person sees the source and may answer otherwise. Never a consent, a signature or a file.
import { checkForm } from './check.ts'
import type { CompiledField, CompiledForm, FormData } from './form.ts'

/** `account`: who is applying · `licence`: a licence of theirs, by the code of its type · `earlier`: what they answered last time. */
export type KnownSource = { from: 'account'; field: string } | { from: 'licence'; type: string; field: string } | { from: 'earlier' }

export const knownPattern = '^(account\\.(name|idNumber|phone)|licence\\.[0-9A-Z]{21}\\.[a-z][A-Za-z0-9]*|earlier)$'
const shape = new RegExp(knownPattern)

/** Reads a source as a form writes it. */
export function knownSource(text: string): KnownSource | undefined {
  if (!shape.test(text)) return undefined
  const [from, first = '', second = ''] = text.split('.')
  if (from === 'earlier') return { from }
  return from === 'account' ? { from, field: first } : { from: 'licence', type: first, field: second }
}

export interface KnownAnswer {
  field: string
  source: KnownSource
  value: unknown
}

const never = new Set(['signature', 'documents', 'group', 'table'])

/** What is known of the fields of a form: for each the first source that has a value the form accepts. `find` looks a source up; undefined where it has nothing. */
export function knownAnswers(form: CompiledForm, find: (source: KnownSource, field: CompiledField) => unknown): KnownAnswer[] {
  return form.fields.flatMap((field) => {
    if (field.compute || field.schema.const !== undefined || never.has(field.widget)) return []
    for (const text of field.layout.known ?? []) {
      const source = knownSource(text)
      const value = source && find(source, field)
      if (source && value !== undefined && value !== null && value !== '' && isAccepted(form, field, value)) return [{ field: field.name, source, value }]
    }
    return []
  })
}

// A register may write what the form would not take: then it is asked.
function isAccepted(form: CompiledForm, field: CompiledField, value: unknown): boolean {
  const data: FormData = { [field.name]: value }
  return !checkForm(form, data).errors.some((fault) => fault.path === `/${field.name}` || fault.path.startsWith(`/${field.name}/`))
}
