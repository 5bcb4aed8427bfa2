// Evidence: beside each thing that is required, what bears it and where that comes from: an answer of the form, a file, a paper, the licence store, a table.
// It shows and never concludes.
import type { Text } from '#engines/words'
import type { WholeCase } from '#core/cases'
import { neededMaterials, type ItemContent, type Material } from '#core/packs'

export type EvidenceSource = 'file' | 'paper' | 'licence' | 'form' | 'table'

export interface Borne {
  source: EvidenceSource
  /** What is shown: a file's name, a licence's number, an answer, what a table said. */
  says: string
  /** File or licence to open, field of the form, or table. */
  ref: string | null
  /** In force, expired … for a licence; corrected for a file that came later. */
  standing: string | null
}

export interface Requirement {
  key: string
  name: Text
  need: Material['need'] | 'rule'
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
  decision: string
  name: string
  value: unknown
}

/** The requirements of a case, each with what bears it. What nothing bears has an empty list, and is what to look at first. */
export function gatherEvidence(whole: Pick<WholeCase, 'files' | 'form' | 'scenario' | 'parties'>, item: ItemContent, licences: readonly HeldLicence[], tables: readonly TableSaid[]): Requirement[] {
  const kind = whole.parties[0]?.kind ?? 'natural'
  const needed = neededMaterials(item, { form: whole.form, scenario: whole.scenario, applicant: { kind } })
  const materials = needed.map((material): Requirement => ({ key: material.key, name: material.name, need: material.need, evidence: [...filesFor(whole, material.key), ...licencesFor(material, licences), ...answersFor(whole.form, material)] }))
  const rules = tables.map((table): Requirement => ({ key: table.entry, name: { zh: table.name }, need: 'rule', evidence: [{ source: 'table', says: say(table.value), ref: table.entry, standing: null }] }))
  return [...materials, ...rules]
}

function filesFor({ files }: Pick<WholeCase, 'files'>, material: string): Borne[] {
  return files.filter((file) => file.material === material).map((file) => ({ source: file.sha256 === '' ? 'paper' : 'file', says: file.name, ref: file.sha256 === '' ? null : file.id, standing: file.version > 1 ? 'corrected' : null }))
}

function licencesFor({ licenceType }: Material, licences: readonly HeldLicence[]): Borne[] {
  return licences.filter((licence) => licence.type === licenceType).map((licence) => ({ source: 'licence', says: licence.number, ref: licence.id, standing: licence.standing }))
}

/** A material that depends on answers shows those it was asked for. */
function answersFor(form: Record<string, unknown>, { when }: Material): Borne[] {
  if (when === undefined) return []
  return Object.keys(form).filter((field) => new RegExp(`(^|[^\\p{L}\\p{N}_])${field}($|[^\\p{L}\\p{N}_])`, 'u').test(when)).map((field) => ({ source: 'form', says: say(form[field]), ref: field, standing: null }))
}

function say(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value ?? null)
}
