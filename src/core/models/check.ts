// What a draft must fulfil before it may be published: what `pack check` asks of its kind, that every item using it still fits, and its own examples. Reads only.
import type { Sql } from '#base/db'
import { evaluateDecision, loadDecisions, type DecisionModel } from '#engines/decisions'
import type { FormDefinition } from '#engines/forms'
import { loadProcess, type ProcessModel } from '#engines/process'
import { services } from '#core/cases'
import { listUsers, type ModelUserRow } from '#core/items'
import { findMisfits, inspectDecision, inspectProcess, runExample, wordFinding, type ModelFinding } from '#core/packs'
import { checkForm, checkItem } from './check-content.ts'
import type { ExampleResult, ModelCheck, ModelProblem } from './checked.ts'
import type { ModelDraft, ModelExample } from './model.ts'

/** How many problems stand in the way of publication: failed examples are problems too. */
export function countProblems(check: ModelCheck): number {
  return check.problems.length + check.examples.filter((example) => !example.passed).length
}

/** Checks a text of a draft (its stored one unless another is given) against the items in force on a day. */
export async function checkDraft(sql: Sql, draft: Pick<ModelDraft, 'body' | 'kind' | 'name' | 'text' | 'examples'>, on: string): Promise<ModelCheck> {
  const users = await listUsers(sql, draft.body, draft.kind, draft.name, on)
  if (draft.kind === 'form') return checkForm(draft.text, users)
  if (draft.kind === 'item') return checkItem(sql, draft.text, users)
  return draft.kind === 'process' ? checkProcess(draft, users) : checkDecision(draft, users)
}

function told(finding: ModelFinding, item: string | null): ModelProblem {
  const { rule, code, element, line, path = [], facts } = finding
  // The engine's own sentence says it all; a pack adds file and element around it.
  const why = typeof facts.why === 'object' ? facts.why : {}
  return { rule, code, element, line, ...wordFinding(finding), ...why, path, item }
}

function fieldsOf(user: ModelUserRow): string[] {
  const definition: Partial<FormDefinition> = JSON.parse(user.formText)
  return Object.keys(definition.schema?.properties ?? {})
}

function namesIn(model: DecisionModel | undefined): string[] {
  return [...(model?.decisions.values() ?? [])].map((one) => one.name)
}

/** The same misfit of many items is told once, with the first of them. */
function misfits(process: ProcessModel, users: readonly { user: ModelUserRow; decisions: readonly string[] }[]): ModelProblem[] {
  const problems = new Map<string, ModelProblem>()
  for (const { user, decisions } of users) {
    for (const finding of findMisfits(process, { content: user.row.content, fields: fieldsOf(user), decisions })) {
      const key = `${finding.code} ${finding.element} ${JSON.stringify(finding.facts)}`
      if (!problems.has(key)) problems.set(key, told(finding, user.row.code))
    }
  }
  return [...problems.values()]
}

async function checkProcess(draft: Pick<ModelDraft, 'text' | 'examples'>, users: ModelUserRow[]): Promise<ModelCheck> {
  const decided = users.map((user) => ({ user, decision: user.decisionText === null ? undefined : loadDecisions(user.decisionText).model }))
  // Names are held against each item below; here only what nothing answers at all would be told, and told twice.
  const { model, findings } = await inspectProcess(draft.text, { services })
  const problems = findings.map((finding) => told(finding, null))
  if (!model) return { problems, examples: draft.examples.map((example) => notRun(example.title)) }
  problems.push(...misfits(model, decided.map(({ user, decision }) => ({ user, decisions: namesIn(decision) }))))
  const decision = decided.find((one) => one.decision !== undefined)?.decision
  return { problems, examples: draft.examples.map((example) => runProcessExample(model, decision, example)) }
}

async function checkDecision(draft: Pick<ModelDraft, 'text' | 'examples'>, users: ModelUserRow[]): Promise<ModelCheck> {
  const { model, names, findings } = inspectDecision(draft.text)
  const problems = findings.map((finding) => told(finding, null))
  if (!model) return { problems, examples: draft.examples.map((example) => notRun(example.title)) }
  const processes = new Map<string, ProcessModel | undefined>()
  for (const { processText } of users) if (!processes.has(processText)) processes.set(processText, (await loadProcess(processText)).model)
  for (const user of users) {
    const process = processes.get(user.processText)
    // Only what the process asks of the decision; the rest of it is not changed by this draft.
    if (process) problems.push(...misfits(process, [{ user, decisions: names }]).filter((problem) => problem.rule === 'unknown-decision'))
  }
  return { problems, examples: draft.examples.map((example) => runDecisionExample(model, example)) }
}

function notRun(title: string): ExampleResult {
  return { title, passed: false, path: [], outcome: null, value: null, fault: { zh: '模型还不能运行，样例未执行。', en: 'The model cannot run yet; the example was not run.' } }
}

function runProcessExample(model: ProcessModel, decision: DecisionModel | undefined, { title, variables, answers = [], expect }: ModelExample): ExampleResult {
  const run = runExample(model, variables, decision, answers)
  const result = { title, path: run.path, outcome: run.outcome ?? null, value: null }
  if (run.fault) return { ...result, passed: false, fault: run.fault }
  const path = expect.path !== undefined && expect.path.join() !== run.path.join() ? differs('路径', 'path', expect.path.join(' → '), run.path.join(' → ')) : null
  const outcome = expect.outcome !== undefined && expect.outcome !== run.outcome ? differs('结果', 'outcome', expect.outcome, run.outcome ?? '-') : null
  const fault = path ?? outcome
  return { ...result, passed: fault === null, fault }
}

function runDecisionExample(model: DecisionModel, { title, decision, variables, expect }: ModelExample): ExampleResult {
  const { value, problems } = evaluateDecision(model, decision ?? [...model.decisions.values()].at(-1)?.name ?? '', variables)
  const [problem] = problems
  const result = { title, path: [], outcome: null, value }
  if (problem) return { ...result, passed: false, fault: { zh: problem.zh, en: problem.en } }
  const fault = expect.value !== undefined && JSON.stringify(sorted(expect.value)) !== JSON.stringify(sorted(value)) ? differs('结果', 'value', JSON.stringify(expect.value), JSON.stringify(value)) : null
  return { ...result, passed: fault === null, fault }
}

function differs(zh: string, en: string, expected: string, actual: string): { zh: string; en: string } {
  return { zh: `${zh}应是 ${expected}，实际是 ${actual}。`, en: `The ${en} should be ${expected}, and is ${actual}.` }
}

/** The order of keys is no difference. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}
