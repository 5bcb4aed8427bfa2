// Which materials of an item a case needs, as far as the scenario's answers say; conditions in FEEL are the server's to decide.
import type { FormDefinition, Item, Material, Text } from '../api/types.ts'

/** What the government itself holds is fetched and never demanded (国务院令第716号第七条). */
export function isFetched(material: Material): boolean {
  return material.source === 'government' && material.licenceType !== undefined
}

/** The materials after the answers to the item's scenario questions, which add some and remove others. */
export function materialsFor(item: Item, chosen: Record<string, string>): Material[] {
  const all = item.content.materials ?? []
  const scenarios = item.content.scenarios ?? []
  const added = new Set(scenarios.flatMap((each) => each.options.flatMap((option) => option.adds ?? [])))
  const answers = scenarios.flatMap((each) => each.options.filter((option) => option.value === chosen[each.key]))
  const wanted = new Set(answers.flatMap((option) => option.adds ?? []))
  const removed = new Set(answers.flatMap((option) => option.removes ?? []))
  return all.filter((material) => !removed.has(material.key) && (!added.has(material.key) || wanted.has(material.key)))
}

/** The document fields of a form, received like materials under a key of their own (`form.photos`). */
export function documentsOf(definition: FormDefinition): Material[] {
  const required = new Set(definition.schema.required ?? [])
  const fields = definition.layout.flatMap((page) => page.fields).filter((field) => field.widget === 'documents')
  return fields.map((field) => ({ key: `form.${field.field}`, name: field.label, form: 'either', need: required.has(field.field) ? 'required' : 'optional', source: 'applicant' }))
}

/** The words of the question that a JSON pointer lies in, with or without the form's own name before it. */
export function questionAt(definition: FormDefinition, path: string): Text | undefined {
  const name = path.replace(/^\/form(?=\/)/, '').split('/')[1]
  return definition.layout.flatMap((page) => page.fields).find((field) => field.field === name)?.label
}
