// What one form or one item must fulfil before it is published from the desk: the same checks a pack goes through, on a text of JSON (which is YAML).
import { checkFormDefinition, type FormDefinition } from '#engines/forms'
import { checkAfter } from './check-after.ts'
import { checkItems } from './check-items.ts'
import { checkLimitLaw } from './check-limits.ts'
import { makeDraft, placed, type Placed } from './draft.ts'
import { makeReport, type PackFault } from './faults.ts'
import { defaultForm } from './pack.ts'
import { ItemSchema, type ItemContent } from './schema-items.ts'
import type { LicenceType, OrganisationEntry } from './schema-places.ts'
import { readShape } from './shape.ts'
import { parseYaml, pathOfPointer } from './source.ts'

/** A form with what is wrong with it; undefined where it cannot be read at all. */
export function inspectForm(text: string): { form?: FormDefinition; faults: PackFault[] } {
  const report = makeReport()
  const source = parseYaml('form', text, report)
  if (!source) return { faults: report.faults }
  for (const fault of checkFormDefinition(source.data)) report.add('form-definition', source.at(...pathOfPointer(fault.path)), { why: { zh: fault.zh, en: fault.en } })
  return report.faults.length > 0 ? { faults: report.faults } : { form: source.data as FormDefinition, faults: [] }
}

/** What an item stands among: codes of bodies that exist, the form it asks, and licence types that its version in force names. */
export interface ItemSurroundings {
  organisations: readonly string[]
  form: FormDefinition
  licenceTypes: readonly string[]
}

// Only code, name and holders of these are read by the checks of items; the registers hold the whole.
const known = <T>(value: object): Placed<T> => ({ value: value as T, at: () => ({ file: 'item', line: 1 }) })

/** The content of an item with what is wrong with it by the rules of a pack. The guide goes with the content and has no rule of its own. */
export function inspectItem(text: string, around: ItemSurroundings): { content?: ItemContent; faults: PackFault[] } {
  const report = makeReport()
  const source = parseYaml('item', text, report)
  if (!source || typeof source.data !== 'object' || source.data === null) return { faults: report.faults }
  const { guide, ...rest } = source.data as { guide?: { zh: string; en?: string } }
  const content = readShape({ ...source, data: rest }, ItemSchema, report)
  if (content === undefined) return { faults: report.faults }
  const draft = makeDraft()
  draft.organisations = around.organisations.map((code) => known<OrganisationEntry>({ code, name: { zh: code } }))
  draft.licenceTypes = around.licenceTypes.map((code) => known<LicenceType>({ code, name: { zh: code }, holderKind: 'any' }))
  draft.forms.set(content.form ?? defaultForm, known<FormDefinition>(around.form))
  draft.items.push({ ...placed(source, content), slug: 'item', guide: guide ?? { zh: '' }, examples: [] })
  for (const check of [checkItems, checkLimitLaw, checkAfter]) check(draft, report)
  return { content: guide === undefined ? content : { ...content, guide }, faults: report.faults }
}
