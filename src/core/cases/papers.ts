// What an application lacks, told and never held against it in silence: papers, conditions, windows (行政许可法 32). Pure: what
// was handed in and the day of receipt are passed in. A warning stops nothing; the clerk weighs it, once, in writing.
import { windowOf, type OpenWindow } from '#core/clock'
import { isDemanded, neededMaterials, type ItemContent, type Material } from '#core/packs'
import { conditionFaults, type CompiledForm, type FormData } from '#engines/forms'
import type { Text } from '#engines/words'
import { lackOfCapacity, type Alone } from './capacity.ts'
import type { PartyRole } from './case.ts'

/** What was handed in, as far as warnings read it. */
export interface HandedIn {
  form: FormData
  scenario: Record<string, string>
  applicant: 'natural' | 'legal'
  /** Keys of the materials that are there, on paper or as a file. */
  materials: ReadonlySet<string>
  receivedOn: Temporal.PlainDate
  /** Materials that a promise stands in for (告知承诺). */
  replaced?: ReadonlySet<string>
  roles?: readonly PartyRole[]
  /** A person for whom nobody acts. */
  alone?: Alone | undefined
}

export const warningKinds = ['paper', 'gap', 'condition', 'window', 'in-person', 'capacity'] as const
/** `paper` is missing; `gap` is missing and may follow; `condition` is not met by the answers; `window` is closed; `in-person` by law; `capacity`: who applies alone has not all of it. */
export interface Warning {
  kind: (typeof warningKinds)[number]
  material?: string
  /** The field of the form, for a condition. */
  field?: string
  text: Text
}

/** The materials the applicant has to bring that are not there, a promise's own left out. */
export function missingMaterials(content: ItemContent, { form, scenario, applicant, materials, replaced }: Omit<HandedIn, 'receivedOn'>): Material[] {
  return neededMaterials(content, { form, scenario, applicant: { kind: applicant } }).filter((material) => isDemanded(material) && !materials.has(material.key) && !replaced?.has(material.key))
}

/** Everything to be told about an application as it stands. */
export function warningsOf(item: { content: ItemContent; form: CompiledForm }, handed: HandedIn): Warning[] {
  const window = windowOf(item.content.acceptance, handed.receivedOn)
  const lack = handed.alone && lackOfCapacity(item.content, handed.alone, handed.receivedOn)
  return [
    ...missingMaterials(item.content, handed).map(({ need, key, name }): Warning => ({ kind: need === 'gap' ? 'gap' : 'paper', material: key, text: name })),
    ...conditionFaults(item.form, handed.form).map(({ path, zh, en }): Warning => ({ kind: 'condition', field: path.slice(1), text: { zh, en } })),
    ...(window && !window.isOpen ? [{ kind: 'window' as const, text: closedText(window) }] : []),
    ...(item.content.acceptance?.inPerson && handed.roles?.includes('agent') ? [{ kind: 'in-person' as const, text: inPersonText }] : []),
    ...(lack ? [{ kind: 'capacity' as const, text: lack }] : []),
  ]
}

function closedText({ from, to }: OpenWindow): Text {
  return { zh: `现在不在受理期限内，下一次受理期限是${from}至${to}。`, en: `Applications are not taken now; the next window is ${from} to ${to}.` }
}

const inPersonText: Text = { zh: '依法应当由本人提出申请，不能代办。', en: 'By law this is applied for in person, not by an agent.' }
