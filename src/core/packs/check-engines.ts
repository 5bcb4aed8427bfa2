// Checks what the engines will run: forms, decision tables and processes, each by its own engine, and how items use them.
import { checkFormDefinition, isWithin, type FormDefinition } from '#engines/forms'
import type { ProcessModel, UserTask } from '#engines/process'
import { inspectDecision, inspectProcess, type ModelFinding } from './check-models.ts'
import { checkFeel } from './check-places.ts'
import type { Draft, DraftItem, PackWorld } from './draft.ts'
import type { Report } from './faults.ts'
import { noMemory, type Memory } from './memory.ts'
import { defaultForm, processName } from './pack.ts'
import type { ItemBodies } from './schema-items.ts'
import { pathOfPointer } from './source.ts'

/** Reports faults of every form definition, and of addresses within regions that the pack does not have down to their level. */
export function checkForms(draft: Draft, report: Report): void {
  for (const { value, at } of draft.forms.values()) {
    checkAddresses(value, at, draft, report)
    for (const fault of formFaults(value)) {
      report.add('form-definition', at(...pathOfPointer(fault.path)), { why: { zh: fault.zh, en: fault.en } })
    }
  }
}

const known = new WeakMap<FormDefinition, ReturnType<typeof checkFormDefinition>>()

// Checking a form compiles its schema and its conditions; a form that is remembered is the same object.
function formFaults(form: FormDefinition): ReturnType<typeof checkFormDefinition> {
  const faults = known.get(form) ?? checkFormDefinition(form)
  known.set(form, faults)
  return faults
}

function checkAddresses(form: FormDefinition, at: DraftItem['at'], draft: Draft, report: Report): void {
  for (const [n, page] of (Array.isArray(form.layout) ? form.layout : []).entries()) {
    for (const [m, { within, level }] of (Array.isArray(page.fields) ? page.fields : []).entries()) {
      if (within === undefined || level === undefined) continue
      const isThere = draft.regions.some(({ value }) => value.level === level && isWithin(value.code, within))
      if (!isThere) report.add('unknown-region', at('layout', n, 'fields', m, 'within'), { code: within })
    }
  }
}

/** Loads every decision file, keeps the models and reports faults, gaps, overlaps and tables that cannot be proved free of them. */
export function checkDecisions(draft: Draft, memory: Memory, report: Report): void {
  for (const decision of draft.decisions.values()) {
    const { model, names, findings } = memory.recall('decision', decision.xml, () => inspectDecision(decision.xml))
    tell(decision.file, findings, report)
    if (model) Object.assign(decision, { model, names })
  }
}

/** Loads every process, keeps the models, and reports what cannot run, can hang, or grants without the steps that law demands. */
export async function checkProcesses(draft: Draft, world: PackWorld, report: Report): Promise<void> {
  const decisions = [...draft.decisions.values()].flatMap((decision) => decision.names)
  const { services, memory = noMemory } = world
  const kind = JSON.stringify(['process', services, decisions])
  for (const process of draft.processes.values()) {
    const { model, findings } = await memory.recall(kind, process.xml, () => inspectProcess(process.xml, { services, decisions }))
    tell(process.file, findings, report)
    if (model) process.model = model
  }
}

function tell(file: string, findings: readonly ModelFinding[], report: Report): void {
  for (const { rule, line, facts } of findings) report.add(rule, { file, line }, facts)
}

/** Reports items whose form, process or decision is unknown or does not fit them. */
export function checkUse(draft: Draft, report: Report): void {
  for (const item of draft.items) {
    const { value, at } = item
    const form = value.form ?? defaultForm
    const name = processName(value, (one) => draft.processes.has(one))
    if (!draft.forms.has(form)) report.add('unknown-form', at('form'), { name: form })
    if (value.decision !== undefined && !draft.decisions.has(value.decision)) report.add('unknown-decision', at('decision'), { name: value.decision })
    const process = draft.processes.get(name)
    if (!process) report.add('unknown-process', at('process'), { name })
    else if (process.model) checkProcessUse(item, process.model, draft, report)
  }
}

function checkProcessUse(item: DraftItem, model: ProcessModel, draft: Draft, report: Report): void {
  const decision = draft.decisions.get(item.value.decision ?? '')
  for (const node of model.nodes.values()) {
    if (node.type === 'rule' && !decision?.names.includes(node.decision)) report.add('unknown-decision', item.at('decision'), { name: node.decision })
    if (node.type === 'user') checkStep(item, node, draft, report)
  }
  checkReads(item, model, draft, report)
}

function checkStep(item: DraftItem, task: UserTask, draft: Draft, report: Report): void {
  const joint = item.value.bodies.joint ?? []
  const index = /^joint:(\d+)$/.exec(task.unit)?.[1]
  if (index !== undefined && Number(index) > joint.length) return report.add('joint-body-missing', item.at('bodies', 'joint'), { index, count: joint.length })
  const organisation = organisationOf(item.value.bodies, task.unit)
  const known = draft.organisations.find((one) => one.value.code === organisation)
  if (!known) return task.unit === organisation ? report.add('unknown-organisation', item.at('process'), { code: organisation }) : undefined
  const staffed = draft.people.some((person) => person.value.posts?.some((post) => post.organisation === organisation && post.role === task.role && (post.section === undefined || post.section === item.value.bodies.team)))
  if (!staffed) report.add('nobody-for-step', item.at('process'), { step: task.id, organisation: { zh: known.value.name.zh, en: known.value.name.en ?? known.value.name.zh }, role: task.role })
}

/** The organisation whose people handle a step: `receiving`, `handling`, `deciding`, `joint:1` …, or a code itself. */
export function organisationOf(bodies: ItemBodies, unit: string): string {
  if (unit === 'receiving' || unit === 'handling' || unit === 'deciding') return bodies[unit]
  const index = /^joint:(\d+)$/.exec(unit)?.[1]
  return index === undefined ? unit : (bodies.joint?.[Number(index) - 1]?.organisation ?? unit)
}

// What a condition reads of the form must be asked in this item's form, else the branch is decided by nothing.
function checkReads(item: DraftItem, model: ProcessModel, draft: Draft, report: Report): void {
  const form = draft.forms.get(item.value.form ?? defaultForm)
  const fields = new Set(Object.keys(form?.value.schema.properties ?? {}))
  for (const [root, field] of model.reads) {
    if (root === 'form' && field !== undefined && !fields.has(field)) report.add('unknown-field', item.at('form'), { name: `form.${field}` })
    else if (root !== undefined && root !== 'form' && !model.nodes.has(root)) checkFeel(root, ['item', 'scenario', 'applicant'], item.at('process'), report)
  }
}
