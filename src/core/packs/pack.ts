// The noun: one government as data, read and frozen. Never touches a disk, a clock or a database.
import type { CalendarYear } from '#engines/calendar'
import type { FormDefinition } from '#engines/forms'
import type { ItemContent, ItemExample } from './schema-items.ts'
import type { ItemType } from './schema-parts.ts'
import type { LicenceType, OrganisationEntry, PackHead, PersonEntry, RegionEntry } from './schema-places.ts'
import type { Purpose, StockAssessment } from './schema-purposes.ts'
import type { StockLicence } from './schema-stock.ts'
import type { Text } from './schema-parts.ts'

/** An item of the pack with its examples. `digest` is sha256 hex over all that a case pins. */
export interface PackItem {
  slug: string
  content: ItemContent
  examples: (ItemExample & { file: string })[]
  digest: string
}

/** A bilingual letter: `subject` and `body` (Markdown) with blanks `{{case.number}}`; `blanks` lists the names used. */
export interface LetterTemplate {
  name: string
  subject: Text
  body: Text
  blanks: string[]
}

/** Source of a process (BPMN 2.0 XML) or a decision (DMN XML), kept as text; the engines read it. */
export interface PackSource {
  name: string
  title: string
  xml: string
  digest: string
}

export interface PackForm {
  name: string
  definition: FormDefinition
  digest: string
}

/** A checked pack. Keys of the records are file names without extension; licence types are keyed by their code. */
export interface Pack {
  head: PackHead
  digest: string
  regions: readonly RegionEntry[]
  organisations: readonly OrganisationEntry[]
  people: readonly PersonEntry[]
  calendar: readonly CalendarYear[]
  licenceTypes: Readonly<Record<string, LicenceType>>
  /** Licences that the people of the demonstration hold from before (licences.yaml). */
  stock: readonly StockLicence[]
  /** What people's data is processed for (purposes.yaml). */
  purposes: readonly Purpose[]
  /** Assessments that the demonstration city made of them before (assessments.yaml). */
  assessments: readonly StockAssessment[]
  forms: Readonly<Record<string, PackForm>>
  processes: Readonly<Record<string, PackSource>>
  decisions: Readonly<Record<string, PackSource>>
  letters: Readonly<Record<string, LetterTemplate>>
  words: { zh: Readonly<Record<string, string>>; en: Readonly<Record<string, string>> }
  items: readonly PackItem[]
}

/** Form of items that name none, above all imported ones. */
export const defaultForm = 'default'

const processByType: Partial<Record<ItemType, string>> = {
  ADMIN_PERMIT: 'permit',
  ADMIN_BENEFIT: 'benefit',
  ADMIN_CONFIRMATION: 'confirmation',
  ADMIN_REWARD: 'reward',
  ADMIN_ADJUDICATION: 'adjudication',
  PUBLIC_SERVICE: 'public-service',
}

/**
 * Process of an item: the one it names; else `instant` for what is decided on the spot (即办件), `joint-2` where two other bodies
 * have a part and the pack has such a process (each gives its opinion, 许可法 26), or the default of its type.
 */
export function processName(item: Pick<ItemContent, 'type' | 'caseKind' | 'bodies' | 'process'>, has: (name: string) => boolean): string {
  if (item.process !== undefined) return item.process
  if (item.caseKind === 'INSTANT') return 'instant'
  const joint = `joint-${item.bodies.joint?.length ?? 0}`
  return has(joint) ? joint : (processByType[item.type] ?? 'other')
}

/** Everything a case of this item pins: content, form, process and decision, whole. Throws when the pack lacks one. */
export function getItemVersion(pack: Pack, content: ItemContent): ItemVersion {
  const form = pack.forms[content.form ?? defaultForm]
  const process = pack.processes[processName(content, (name) => Object.hasOwn(pack.processes, name))]
  const decision = content.decision === undefined ? undefined : pack.decisions[content.decision]
  if (!form || !process || (content.decision !== undefined && !decision)) throw new Error(`item ${content.code} refers to a form, process or decision that the pack lacks`)
  return { content, form, process, decision }
}

export interface ItemVersion {
  content: ItemContent
  form: PackForm
  process: PackSource
  decision?: PackSource
}
