// From a checked draft to one frozen Pack with digests. Only called when nothing is wrong.
import type { Draft } from './draft.ts'
import { digestOf } from './digest.ts'
import { defaultForm, processName, type Pack, type PackItem } from './pack.ts'

/** Makes the pack and freezes it to its depths. */
export function freezePack(draft: Draft): Pack {
  if (!draft.head) throw new Error('a pack without head cannot have passed its checks')
  const content = {
    head: draft.head,
    regions: draft.regions.map((one) => one.value),
    organisations: draft.organisations.map((one) => one.value),
    people: draft.people.map((one) => one.value),
    calendar: draft.calendar.map((one) => one.value).toSorted((a, b) => a.year - b.year),
    licenceTypes: Object.fromEntries(draft.licenceTypes.map((one) => [one.value.code, one.value])),
    stock: draft.stock.map((one) => one.value),
    purposes: draft.purposes.map((one) => one.value),
    assessments: draft.assessments.map((one) => one.value),
    forms: mapEntries(draft.forms, (form, name) => ({ name, definition: form.value, digest: digestOf(form.value) })),
    processes: mapEntries(draft.processes, ({ xml, model }, name) => ({ name, title: model?.name.zh ?? name, xml, digest: digestOf(xml) })),
    decisions: mapEntries(draft.decisions, ({ xml, names }, name) => ({ name, title: names.join(', '), xml, digest: digestOf(xml) })),
    letters: mapEntries(draft.letters, ({ name, subject, body, blanks }) => ({ name, subject, body, blanks })),
    words: draft.words,
    items: draft.items.map((item) => freezeItem(item, draft)),
  }
  return freezeDeep({ ...content, digest: digestOf(content) })
}

// The digest covers all that a case pins, so that a changed process makes a new version of the item.
function freezeItem(item: Draft['items'][number], draft: Draft): PackItem {
  const content = { ...item.value, guide: item.guide }
  const pinned = {
    content,
    form: draft.forms.get(content.form ?? defaultForm)?.value,
    process: draft.processes.get(processName(content, (name) => draft.processes.has(name)))?.xml,
    decision: content.decision === undefined ? undefined : draft.decisions.get(content.decision)?.xml,
  }
  const examples = item.examples.map((example) => ({ ...example.value, file: example.at().file }))
  return { slug: item.slug, content, examples, digest: digestOf(pinned) }
}

function mapEntries<T, R>(from: ReadonlyMap<string, T>, make: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries([...from].map(([name, value]) => [name, make(value, name)]))
}

function freezeDeep<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const one of Object.values(value)) freezeDeep(one)
  }
  return value
}
