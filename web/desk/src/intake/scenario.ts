// What the chosen answers of a scenario say about fields of the form: they are answered by it and not asked again. Pure; the server does the same.
import type { Item } from '../api/types.ts'

export function scenarioSets({ content }: Item, fields: ReadonlySet<string>, chosen: Record<string, string>): Record<string, unknown> {
  const sets = (content.scenarios ?? []).flatMap(({ key, options }) => Object.entries(options.find(({ value }) => value === chosen[key])?.sets ?? {}))
  return Object.fromEntries(sets.filter(([field]) => fields.has(field)))
}

/** Answers that were typed: without those that a scenario gives, so that another choice takes them back. */
export function typedAnswers(answers: Record<string, unknown>, set: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !(field in set)))
}
