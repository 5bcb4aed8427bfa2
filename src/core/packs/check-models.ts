// What one process or one decision must fulfil before it may be published, whether it comes in a pack or from the desk. Pure: finds, never writes.
import { checkDecisions as checkTables, loadDecisions, type DecisionModel, type DecisionProblem } from '#engines/decisions'
import { checkSoundness, checkStandard, everyPathPasses, loadProcess, permitRule, type ProcessModel, type ProcessProblem, type ProcessWorld } from '#engines/process'
import { wordFault, type Facts } from './faults.ts'
import type { Rule } from './rules.ts'
import type { ItemContent } from './schema-items.ts'

/** One finding: the rule broken, the engine's own code where it has one, the element and the line (from 1). `path` leads to the fault. */
export interface ModelFinding {
  rule: Rule
  code: string
  element: string
  line: number
  facts: Facts
  path?: string[]
}

export interface InspectedProcess {
  model?: ProcessModel
  findings: ModelFinding[]
}

/** Reads a process and finds what cannot run, can hang, grants without the steps that law demands, or waits for what no step says. */
export async function inspectProcess(xml: string, world: ProcessWorld): Promise<InspectedProcess> {
  const forbidden = await checkStandard(xml)
  const findings = forbidden.map(({ code, element, line, clause, zh, en }): ModelFinding => ({ rule: 'process-forbidden', code, element, line, facts: { element, clause, why: { zh, en } } }))
  const { model, problems } = await loadProcess(xml, world)
  findings.push(...problems.map((problem) => found('process-unsupported', problem)))
  if (!model) return { findings }
  const soundness = checkSoundness(model)
  findings.push(...soundness.problems.map((problem) => found('process-unsound', problem)))
  if (soundness.sound) findings.push(...lawfulPaths(model))
  findings.push(...unknownOutcomes(model), ...unknownApart(model), ...signedChecks(model))
  return { model, findings }
}

function found(rule: Rule, problem: ProcessProblem | DecisionProblem): ModelFinding {
  const { code, element, line } = problem
  const path = 'path' in problem && problem.path && problem.path.length > 0 ? { path: problem.path } : {}
  const about: Facts = rule.startsWith('process') ? { element } : { decision: element }
  return { rule, code, element, line, facts: { ...about, why: { zh: problem.zh, en: problem.en } }, ...path }
}

// 许可法 32 and 38 speak of permits; everything else a person applies for is accepted and decided too, else it has no answer.
function lawfulPaths(model: ProcessModel): ModelFinding[] {
  const verdict = everyPathPasses(model, permitRule)
  if (verdict.holds === true) return []
  const element = verdict.end ?? ''
  const path = verdict.path ?? []
  const facts = { step: { zh: '受理或者决定', en: 'acceptance or decision' }, why: path.join(' → ') }
  return [{ rule: 'process-skips-step', code: 'process-skips-step', element, line: model.nodes.get(element)?.line ?? 1, facts, path }]
}

// A condition on an outcome that the step never gives is a branch nobody can take, most often a spelling fault.
function unknownOutcomes(model: ProcessModel): ModelFinding[] {
  return [...model.flows.values()].flatMap((flow) => {
    const conditions = [...(flow.condition?.text ?? '').matchAll(/\b(\w+)\.outcome\s*!?=\s*"([^"]*)"/g)]
    return conditions.flatMap(([, element = '', outcome = '']): ModelFinding[] => {
      const node = model.nodes.get(element)
      const possible = node?.type === 'user' ? node.outcomes : []
      return possible.includes(outcome) ? [] : [{ rule: 'process-outcome', code: 'process-outcome', element: flow.id, line: flow.line, facts: { element, outcome } }]
    })
  })
}

// A step that keeps away from one that does not exist keeps away from nobody.
function unknownApart(model: ProcessModel): ModelFinding[] {
  return [...model.nodes.values()].flatMap((node) => {
    const apart = node.type === 'user' ? (node.apart ?? []) : []
    return apart.filter((one) => model.nodes.get(one)?.type !== 'user').map((one): ModelFinding => ({ rule: 'process-apart', code: 'process-apart', element: node.id, line: node.line, facts: { element: one } }))
  })
}

// 许可法 34: who checked together on the site is named in the record and confirms it. Signers besides would each make a check of their own, and none could end it.
function signedChecks(model: ProcessModel): ModelFinding[] {
  const signed = [...model.nodes.values()].filter((node) => node.type === 'user' && node.lawful === 'site-check' && node.signing !== undefined)
  return signed.map((node): ModelFinding => ({ rule: 'process-check-signers', code: 'process-check-signers', element: node.id, line: node.line, facts: { element: node.id } }))
}

export interface InspectedDecision {
  model?: DecisionModel
  /** Names of the decisions in the file, as a rule task calls them. */
  names: string[]
  findings: ModelFinding[]
}

const tableRules: Readonly<Record<string, Rule>> = { 'decision.gap': 'decision-gap', 'decision.overlap': 'decision-overlap', 'decision.contradiction': 'decision-overlap' }

/** Reads a decision file and finds faults, gaps, overlaps, and tables that cannot be proved free of them. */
export function inspectDecision(xml: string): InspectedDecision {
  const { model, problems } = loadDecisions(xml)
  const findings = problems.map((problem) => found('decision-table', problem))
  if (!model) return { findings, names: [] }
  const tables = checkTables(model)
  findings.push(...tables.findings.map((one) => found(tableRules[one.code] ?? 'decision-table', one)))
  findings.push(...tables.undecided.map((one) => found('decision-undecided', one)))
  return { model, names: [...model.decisions.values()].map((one) => one.name), findings }
}

/** The words of a finding, in both languages, with what to do. */
export function wordFinding({ rule, facts }: ModelFinding): { zh: string; en: string; remedy: { zh: string; en: string } } {
  return wordFault(rule, facts)
}

/** An item as far as a process must fit it. `fields` are those of its form; `decisions` the names its decision file answers. */
export interface ModelUser {
  content: ItemContent
  fields: readonly string[]
  decisions: readonly string[]
}

/** Where a process does not fit an item that uses it: a decision it has not, a joint body too many, a field its form does not ask. */
export function findMisfits(model: ProcessModel, user: ModelUser): ModelFinding[] {
  const joint = user.content.bodies.joint?.length ?? 0
  const ofNodes = [...model.nodes.values()].flatMap((node): ModelFinding[] => {
    const place = { element: node.id, line: node.line }
    if (node.type === 'rule' && !user.decisions.includes(node.decision)) return [{ rule: 'unknown-decision', code: 'unknown-decision', ...place, facts: { name: node.decision } }]
    const index = node.type === 'user' ? Number(/^joint:(\d+)$/.exec(node.unit)?.[1] ?? 0) : 0
    return index > joint ? [{ rule: 'joint-body-missing', code: 'joint-body-missing', ...place, facts: { index, count: joint } }] : []
  })
  const asked = model.reads.filter(([root, field]) => root === 'form' && field !== undefined && !user.fields.includes(field))
  return [...ofNodes, ...asked.map(([, field = '']) => readingFinding(model, field))]
}

/** A field that conditions read is told on the first flow that reads it. */
function readingFinding(model: ProcessModel, field: string): ModelFinding {
  const flow = [...model.flows.values()].find((one) => one.condition?.reads.some(([root, name]) => root === 'form' && name === field))
  return { rule: 'unknown-field', code: 'unknown-field', element: flow?.id ?? model.id, line: flow?.line ?? 1, facts: { name: `form.${field}` } }
}
