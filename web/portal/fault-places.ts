// Where a fault of an answer is shown: the page that asks for it and the id of the input, from the JSON pointer of the fault.
import { partNames, type CompiledForm } from '#engines/forms'
import { inputId } from './visit.ts'

/** `/members/0/name` is the input `members.0.name`; `/site/region` is `site.region`; `/faces/1` belongs to the boxes `faces`. */
export function placeOfFault(form: CompiledForm, path: string): { id: string; page?: string } {
  const parts = path.split('/').slice(1)
  const [name = '', second, third] = parts[0] === 'form' && !form.byName.has('form') ? parts.slice(1) : parts
  const field = form.byName.get(name)
  if (field === undefined) return { id: inputId(path) }
  if (field.row) return { id: third === undefined ? name : [name, second, third].join('.'), page: field.page }
  const isPart = second !== undefined && partNames[field.widget]?.[second] !== undefined
  return { id: isPart ? `${name}.${second}` : name, page: field.page }
}
