// Faults of the expressions of a form: syntax, names that no field has, answers read before they are asked, computations in a circle.
import { compileExpression } from '#engines/decisions'
import type { FieldFault } from '#base/problem'
import { compileForm, type FieldLayout, type FormDefinition, type FormRule } from './form.ts'
import { partNames, widgetFor } from './kinds.ts'
import { circlesIn } from './order.ts'

/** Names an expression may read, each with the names within it where it has parts or rows. */
type Known = ReadonlyMap<string, ReadonlySet<string>>

/** Every fault of an expression of the form, at the place where it stands. */
export function expressionFaults(form: FormDefinition): FieldFault[] {
  const fields = form.layout.flatMap((page, at) => page.fields.map((field, n) => ({ field, path: `/layout/${at}/fields/${n}` })))
  const all = knownOf(fields.map(({ field }) => field), form)
  const before = (field: FieldLayout | undefined): Known => {
    const at = fields.findIndex((one) => one.field === field)
    return new Map([...all].filter(([name], n) => n < at || fields.some((one) => one.field.field === name && one.field.compute !== undefined)))
  }
  return [
    ...form.layout.flatMap((page, at) => conditionsOf(page, `/layout/${at}`).flatMap(([feel, path]) => feelFaults(feel, path, before(page.fields[0]), all))),
    ...fields.flatMap(({ field, path }) => fieldFaults(field, path, before(field), all)),
    ...ruleFaults(form.rules, '/rules', all),
    ...circleFaults(form),
  ]
}

function knownOf(fields: readonly FieldLayout[], form?: FormDefinition): Known {
  return new Map(fields.map((field) => {
    const widget = field.widget ?? widgetFor(form?.schema.properties[field.field] ?? {})
    const parts = [...(field.fields ?? []).map((one) => one.field), ...(field.rows ? ['row'] : []), ...Object.keys(partNames[widget] ?? {}), ...(extraParts[widget] ?? [])]
    return [field.field, new Set(parts)] as const
  }))
}

const extraParts: Record<string, string[]> = { address: ['text'], signature: ['at'], documents: ['name', 'type', 'bytes'] }

function conditionsOf(asked: { when?: string; visible?: string }, path: string): [string, string][] {
  return (['when', 'visible'] as const).flatMap((word) => (asked[word] === undefined ? [] : [[asked[word], `${path}/${word}`] as [string, string]]))
}

function fieldFaults(field: FieldLayout, path: string, before: Known, all: Known): FieldFault[] {
  const own = field.fields ?? []
  const row = new Map([...all, ...knownOf(own)])
  return [
    ...conditionsOf(field, path).flatMap(([feel, at]) => feelFaults(feel, at, before, all)),
    ...valueFaults(field, path, all),
    ...own.flatMap((one, n) => [
      ...conditionsOf(one, `${path}/fields/${n}`).flatMap(([feel, at]) => feelFaults(feel, at, row, row)),
      ...valueFaults(one, `${path}/fields/${n}`, row),
    ]),
    ...ruleFaults(field.rules, `${path}/rules`, row, knownOf(own)),
    ...(field.totals ?? []).flatMap((total, n) => [
      ...feelFaults(total.compute, `${path}/totals/${n}/compute`, knownOf(own), knownOf(own)),
      ...nameFault(total.field, `${path}/totals/${n}/field`, knownOf(own)),
    ]),
  ]
}

function valueFaults(field: FieldLayout, path: string, known: Known): FieldFault[] {
  return (['requiredWhen', 'compute'] as const).flatMap((word) => (field[word] === undefined ? [] : feelFaults(field[word], `${path}/${word}`, known, known)))
}

function ruleFaults(rules: FormRule[] | undefined, path: string, known: Known, places = known): FieldFault[] {
  return (rules ?? []).flatMap((rule, n) => [...feelFaults(rule.holds, `${path}/${n}/holds`, known, known), ...nameFault(rule.at, `${path}/${n}/at`, places)])
}

function nameFault(name: string, path: string, known: Known): FieldFault[] {
  return known.has(name) ? [] : [{ path, code: 'forms.definition-expression-name', zh: `没有“${name}”这个字段，请改正。`, en: `There is no field “${name}”. Correct it.` }]
}

function feelFaults(feel: string, path: string, known: Known, all: Known): FieldFault[] {
  const { problems, reads } = compileExpression(feel)
  const syntax = problems.map((problem) => ({ path, code: 'forms.definition-condition', zh: problem.zh, en: problem.en }))
  // Inside a filter the names of a row's fields stand alone: members[age > 60].
  const inRows = new Set(reads.flatMap(([name = '']) => [...(known.get(name) ?? [])]))
  const unknown = new Map(reads.flatMap(([name = '', part]) => {
    if (!known.has(name)) return inRows.has(name) ? [] : [[name, all.has(name)] as const]
    const parts = known.get(name)
    return part === undefined || parts === undefined || parts.has(part) ? [] : [[`${name}.${part}`, false] as const]
  }))
  const names = [...unknown].map(([name, isLater]) => (isLater
    ? { path, code: 'forms.definition-condition-name', zh: `条件用到的“${name}”不是排在前面的字段，请改正或调整顺序。`, en: `The condition reads “${name}”, which is no field asked before it. Correct it or change the order.` }
    : { path, code: 'forms.definition-expression-name', zh: `表达式用到的“${name}”不是表单的字段，请改正。`, en: `The expression reads “${name}”, which is no field of the form. Correct it.` }))
  return [...syntax, ...names]
}

function circleFaults(form: FormDefinition): FieldFault[] {
  const compiled = compileForm(form)
  const pathOf = new Map(form.layout.flatMap((page, at) => page.fields.map((field, n) => [field.field, `/layout/${at}/fields/${n}`] as const)))
  const tell = (circles: ReadonlyMap<string, string[]>, place: (name: string) => string): FieldFault[] =>
    [...circles].map(([name, way]) => ({
      path: place(name), code: 'forms.definition-circle',
      zh: `“${name}”绕一圈又要用到它自己：${way.join(' → ')}。请断开其中一处。`, en: `“${name}” needs itself: ${way.join(' → ')}. Break the circle somewhere.`,
    }))
  // Plain questions that wait for each other are told already: one of them reads an answer that comes after it.
  const isOwn = ([, way]: [string, string[]]) => way.some((name) => compiled.byName.get(name)?.compute ?? compiled.byName.get(name)?.row)
  return [
    ...tell(new Map([...circlesIn(compiled.fields)].filter(isOwn)), (name) => pathOf.get(name) ?? '/layout'),
    ...compiled.fields.flatMap((field) => tell(circlesIn(field.row?.fields ?? []), (name) => `${pathOf.get(field.name)}/fields/${field.layout.fields?.findIndex((one) => one.field === name)}`)),
  ]
}
