// Runs the examples of an item in memory: form, materials, process with the officials' answers, path, outcome. Never writes.
import { checkForm, compileForm, type CompiledForm, type FormDefinition } from '#engines/forms'
import type { ProcessModel } from '#engines/process'
import type { Draft, DraftDecision, DraftItem, Placed } from './draft.ts'
import type { Report } from './faults.ts'
import { judgeByMachine, type MachineFacts } from './machine.ts'
import { isDemanded, neededMaterials } from './materials.ts'
import { defaultForm, processName } from './pack.ts'
import { automaticOf } from './schema-automation.ts'
import { type ExampleAnswer, listed, runExample, type Run } from './run-example.ts'
import type { ItemExample } from './schema-items.ts'

const examplesMin = 2

/** Runs every example and reports where it goes another way than it says. Items with broken parts are left to other checks. */
export function checkExamples(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    if (item.examples.length < examplesMin) report.add('examples-too-few', item.at(), { count: item.examples.length })
    for (const example of item.examples) checkExample(item, example, draft, report)
  }
}

function checkExample(item: DraftItem, example: Placed<ItemExample>, draft: Draft, report: Report): void {
  const data = checkAnswers(item, example, draft, report)
  if (!data) return
  checkScenarioAnswers(item, example, report)
  checkExampleMaterials(item, example, data, report)
  const model = draft.processes.get(processName(item.value, (name) => draft.processes.has(name)))?.model
  const decision = draft.decisions.get(item.value.decision ?? '')
  if (!model || example.value.expect === undefined) return
  const byMachine = checkDecidedBy(item, example, data, decision, report) ? machineAnswers(item, model) : []
  const run = runExample(model, { ...factsOf(example.value, data), item: item.value }, decision?.model, [...byMachine, ...(example.value.answers ?? [])])
  if (run.fault) return report.add('example-answer', example.at('answers', ...(run.answer === undefined ? [] : [run.answer])), { why: run.fault })
  comparePath(example, run, report)
}

/** Whether a machine may decide the example. Reports where the example says otherwise, or names other reasons. */
function checkDecidedBy(item: DraftItem, example: Placed<ItemExample>, form: Record<string, unknown>, decision: DraftDecision | undefined, report: Report): boolean {
  const { expect } = example.value
  const automatic = automaticOf(item.value)
  if (expect?.decidedBy === undefined) return false
  const judgement = automatic && judgeByMachine(item.value, automatic, decision?.model, machineFactsOf(example.value, form))
  const actual = judgement?.grants ? 'machine' : 'person'
  const reasons = [...new Set(judgement?.reasons.map((reason) => reason.code) ?? [])]
  const expected = expect.reasons ?? reasons
  const isSame = actual === expect.decidedBy && reasons.toSorted().join() === expected.toSorted().join()
  const why = (language: 'zh' | 'en') => `${listed(reasons)} ${judgement?.reasons.map((reason) => reason[language]).join(' ') ?? ''}`.trim()
  if (!isSame) report.add('example-decided-by', example.at('expect', expect.reasons && actual === expect.decidedBy ? 'reasons' : 'decidedBy'), { expected: expect.decidedBy, actual, why: { zh: why('zh'), en: why('en') } })
  return isSame && actual === 'machine'
}

const exampleDay = '2026-11-23'

function machineFactsOf({ scenario = {}, applicant, papers = [], licences = [], on = exampleDay }: ItemExample, form: Record<string, unknown>): MachineFacts {
  const kind = applicant?.kind ?? 'natural'
  return {
    form, scenario, papers, today: on, applicant: { kind, name: applicant?.name ?? '', idKind: kind === 'natural' ? 'resident-id' : 'uscc', idNumber: applicant?.idNumber ?? '' },
    licences: licences.map((licence) => ({ ...licence, validTo: licence.validTo ?? null })),
  }
}

const machineOutcomes: Partial<Record<string, string>> = { acceptance: 'accept', examination: 'pass', decision: 'grant' }

/** What a machine answers at each of its steps. */
function machineAnswers(item: DraftItem, model: ProcessModel): ExampleAnswer[] {
  return (item.value.automation?.steps ?? []).flatMap((step) => {
    const node = model.nodes.get(step)
    return node?.type === 'user' ? [{ step, outcome: machineOutcomes[node.kind] ?? 'done' }] : []
  })
}

// Undefined when the example is about a faulty form, or its form is faulty against its word.
function checkAnswers(item: DraftItem, example: Placed<ItemExample>, draft: Draft, report: Report): Record<string, unknown> | undefined {
  const definition = draft.forms.get(item.value.form ?? defaultForm)?.value
  if (!definition) return undefined
  const { data, errors } = checkForm(compileOnce(definition), example.value.form, { full: true })
  const expected = example.value.expectErrors
  if (expected) {
    const actual = [...new Set(errors.map((error) => error.code))].sort()
    if (actual.join() !== expected.toSorted().join()) report.add('example-errors', example.at('expectErrors'), { expected: listed(expected), actual: listed(actual) })
    return undefined
  }
  for (const error of errors) report.add('example-form', example.at('form', ...error.path.split('/').slice(1)), { why: { zh: error.zh, en: error.en } })
  return errors.length === 0 ? data : undefined
}

const compiled = new WeakMap<FormDefinition, CompiledForm>()

// Compiling a form's schema takes milliseconds, and a form has many examples.
function compileOnce(definition: FormDefinition): CompiledForm {
  const form = compiled.get(definition) ?? compileForm(definition)
  compiled.set(definition, form)
  return form
}

function factsOf(example: ItemExample, form: Record<string, unknown>) {
  return { form, scenario: example.scenario ?? {}, applicant: example.applicant ?? {} }
}

function checkScenarioAnswers(item: DraftItem, example: Placed<ItemExample>, report: Report): void {
  for (const [key, value] of Object.entries(example.value.scenario ?? {})) {
    const scenario = item.value.scenarios?.find((one) => one.key === key)
    if (!scenario?.options.some((option) => option.value === value)) report.add('unknown-answer', example.at('scenario', key), { key, value })
  }
}

function checkExampleMaterials(item: DraftItem, example: Placed<ItemExample>, data: Record<string, unknown>, report: Report): void {
  const expected = example.value.expect?.materials
  if (!expected) return
  const actual = neededMaterials(item.value, factsOf(example.value, data)).filter(isDemanded).map((material) => material.key)
  if (actual.toSorted().join() !== expected.toSorted().join()) report.add('example-materials', example.at('expect', 'materials'), { expected: listed(expected), actual: listed(actual) })
}

function comparePath(example: Placed<ItemExample>, run: Run, report: Report): void {
  const { expect } = example.value
  if (!expect) return
  if (run.path.join() !== expect.path.join()) report.add('example-path', example.at('expect', 'path'), { expected: listed(expect.path), actual: listed(run.path) })
  const actual = run.outcome ?? 'none'
  if (actual !== expect.outcome) report.add('example-outcome', example.at('expect', 'outcome'), { expected: expect.outcome, actual })
}
