// Evidence: beside each thing that is required, what bears it and where that comes from: an answer of the form, of the situation, the account,
// a file, a paper, the licence store, a table. It shows and never concludes.
import { compileExpression } from '#engines/decisions'
import type { CompiledForm } from '#engines/forms'
import type { Text } from '#engines/words'
import { maskForm, type WholeCase } from '#core/cases'
import { neededMaterials, type ItemContent, type Material } from '#core/packs'
import { maskNumber, maskPersonal } from '#core/people'

/** `form`: answered in the form; `computed`: worked out from answers; `scenario`: chosen as the situation; `account`: who applies. */
export type EvidenceSource = 'file' | 'paper' | 'licence' | 'form' | 'computed' | 'scenario' | 'account' | 'table'

export interface Borne {
  source: EvidenceSource
  /** What the datum is called; absent where `says` is its name. */
  name: Text | null
  /** What is shown: a file's name, a licence's number, an answer, what a table said. */
  says: string
  /** File or licence to open, field of the form, key of the situation, or table. */
  ref: string | null
  /** In force, expired … for a licence; corrected for a file that came later. */
  standing: string | null
}

export interface Requirement {
  key: string
  name: Text
  /** Of a material; `condition` of the form's conditions, `rule` of a table. */
  need: Material['need'] | 'condition' | 'rule'
  evidence: Borne[]
}

export interface HeldLicence {
  id: string
  type: string
  number: string
  standing: string
}

export interface TableSaid {
  entry: string
  name: string
  value: unknown
  /** What its columns saw, as the trace kept it. */
  inputs: readonly { label: string; expression: string; value: unknown }[]
}

type Asked = Pick<WholeCase, 'files' | 'form' | 'scenario' | 'parties'>
type Path = readonly string[]

/** The requirements of a case, each with what bears it. What nothing bears has an empty list, and is what to look at first. */
export function gatherEvidence(whole: Asked, { content, form }: { content: ItemContent; form: CompiledForm }, licences: readonly HeldLicence[], tables: readonly TableSaid[]): Requirement[] {
  const kind = whole.parties[0]?.kind ?? 'natural'
  const needed = neededMaterials(content, { form: whole.form, scenario: whole.scenario, applicant: { kind } })
  // Colleagues see numbers masked, here as on the page of the case; what is required follows from the answers themselves.
  const shown = { ...whole, form: maskForm(form, whole.form).form }
  const answers = (paths: readonly Path[]) => answersAt(paths, shown, { content, form })
  const materials = needed.map((material): Requirement => ({
    key: material.key, name: material.name, need: material.need, evidence: [...filesFor(whole, material.key), ...licencesFor(material, licences, whole), ...answers(material.when === undefined ? [] : compileExpression(material.when).reads)],
  }))
  const conditions = form.rules.filter(({ condition }) => condition).map((rule, n): Requirement => ({ key: `condition-${n}`, name: rule.text, need: 'condition', evidence: answers(rule.holds.reads) })).filter(({ evidence }) => evidence.length > 0)
  const rules = tables.map((table): Requirement => ({ key: table.entry, name: { zh: table.name }, need: 'rule', evidence: [{ source: 'table', name: null, says: say(table.value), ref: table.entry, standing: null }, ...table.inputs.flatMap((input) => seenBy(input, answers))] }))
  return [...materials, ...conditions, ...rules]
}

function filesFor({ files }: Pick<WholeCase, 'files'>, material: string): Borne[] {
  return files.filter((file) => file.material === material).map((file) => ({ source: file.sha256 === '' ? 'paper' : 'file', name: null, says: file.name, ref: file.sha256 === '' ? null : file.id, standing: file.version > 1 ? 'corrected' : null }))
}

function licencesFor({ licenceType }: Material, licences: readonly HeldLicence[], { parties }: Pick<WholeCase, 'parties'>): Borne[] {
  // An identity card has the number of the person, which colleagues see masked everywhere.
  const isPerson = (number: string) => parties.some(({ idNumber }) => idNumber === number)
  return licences.filter((licence) => licence.type === licenceType).map((licence) => ({ source: 'licence', name: null, says: isPerson(licence.number) ? maskNumber(licence.number) : maskPersonal(licence.number), ref: licence.id, standing: licence.standing }))
}

/** The answers that an expression reads, each once, and those from which a computed one follows. What nobody answered is left out. */
function answersAt(paths: readonly Path[], whole: Asked, item: { content: ItemContent; form: CompiledForm }): Borne[] {
  const found = new Map<string, Borne>()
  const visit = ([root = '', inner]: Path): void => {
    if (root === 'scenario') return inner === undefined ? undefined : put(chosen(whole.scenario, item.content, inner))
    if (root === 'applicant') return put({ source: 'account', name: { zh: '申请人类型', en: 'Who applies' }, says: whole.parties[0]?.kind ?? '', ref: 'kind', standing: null })
    const name = root === 'form' ? inner : root
    const field = item.form.byName.get(name ?? '')
    const value = whole.form[name ?? '']
    if (!field || value === undefined || found.has(`form ${field.name}`)) return
    found.set(`form ${field.name}`, { source: field.compute ? 'computed' : 'form', name: field.layout.label, says: say(value), ref: field.name, standing: null })
    field.compute?.reads.forEach(visit)
  }
  const put = (one: Borne | undefined) => void (one && found.set(`${one.source} ${one.ref}`, one))
  paths.forEach(visit)
  return [...found.values()]
}

function chosen(scenario: Record<string, string>, { scenarios = [] }: ItemContent, key: string): Borne | undefined {
  const asked = scenarios.find((one) => one.key === key)
  const option = asked?.options.find(({ value }) => value === scenario[key])
  return asked && option && { source: 'scenario', name: asked.question, says: option.label.zh, ref: key, standing: null }
}

/** What a column saw: an answer where it reads one, else the value as the trace kept it. */
function seenBy({ label, expression, value }: TableSaid['inputs'][number], answers: (paths: readonly Path[]) => Borne[]): Borne[] {
  const read = answers(compileExpression(expression).reads)
  return read.length > 0 ? read : [{ source: 'table', name: { zh: label }, says: say(value), ref: null, standing: null }]
}

function say(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value ?? null)
}
