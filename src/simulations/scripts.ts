// What is applied for in a simulation: the examples of the pack's items, each with the persona it is about and what officials answer.
import type { OtherParty } from '#service/applications'
import { matterOf, type Pack, type PackItem, type PersonEntry } from '#core/packs'

/** Who an example is about: another person of the same kind, birth and sex takes the place, and the answers with it. */
export interface Persona {
  kind: 'natural' | 'legal'
  /** The identity number whose birth and sex are kept, where the example has one. */
  idNumber?: string
  name?: string
  phone?: string
}

export interface Script {
  code: string
  item: PackItem
  persona: Persona
  form: Record<string, unknown>
  scenario: Record<string, string>
  /** The other side, where the item has one. */
  others: OtherParty[]
  /** What officials answer, by the element of the process. */
  answers: Map<string, { outcome: string; reasons?: string | undefined }>
  /** Keys of the materials to hand in. */
  materials: readonly string[]
  /** Those of them without which nothing is accepted unless they are promised by a day (容缺受理): always handed in. */
  firm: readonly string[]
}

/** How often an application goes as an example that is granted, for one that goes otherwise. */
const grantedWeight = 6
const filesPerCaseMax = 3

/** The scripts of a pack, weighted: every item alike, what is granted more often than what is not. Items that begin from a case, a licence or by the body itself are not applied for. */
export function readScripts(pack: Pack): { weight: number; value: Script }[] {
  return pack.items.filter(({ content }) => (content.opensFrom ?? 'application') === 'application' && !matterOf(content)).flatMap((item) => {
    const usable = item.examples.filter((example) => example.expectErrors === undefined)
    const weights = usable.map((example) => ((example.expect?.outcome ?? 'granted') === 'granted' ? grantedWeight : 1))
    const sum = weights.reduce((all, weight) => all + weight, 0)
    return usable.map((example, place) => ({ weight: (weights[place] ?? 0) / sum, value: scriptOf(pack, item, example) }))
  })
}

function scriptOf(pack: Pack, item: PackItem, example: PackItem['examples'][number]): Script {
  const { content } = item
  const needed = content.materials.filter((material) => material.need === 'required').map((material) => material.key)
  const firm = content.materials.filter((material) => material.need === 'gap').map((material) => material.key)
  return {
    code: content.code, item, form: example.form, scenario: example.scenario ?? {}, others: (example.respondents ?? []).map((one) => ({ role: 'respondent', idKind: '', idNumber: '', phone: '', ...one })), persona: personaOf(pack, item, example),
    answers: new Map((example.answers ?? []).flatMap((answer) => ('step' in answer ? [[answer.step, { outcome: answer.outcome, reasons: answer.reasons }]] : []))),
    materials: [...firm, ...needed.slice(0, filesPerCaseMax)], firm,
  }
}

function personaOf(pack: Pack, { content }: PackItem, example: PackItem['examples'][number]): Persona {
  const texts = new Set(textsIn(example.form))
  const numberOf = (person: PersonEntry) => person.idNumber ?? person.uscc
  const known = pack.people.filter((person) => person.kind !== 'staff')
  const named = known.find((person) => numberOf(person) !== undefined && numberOf(person) === example.applicant?.idNumber) ?? known.find((person) => texts.has(numberOf(person) ?? '')) ?? known.find((person) => texts.has(person.name))
  const targets: readonly string[] = content.targets
  const wanted = example.applicant?.kind ?? (named?.kind === 'legal' ? 'legal' : 'natural')
  const kind = targets.includes(wanted) ? wanted : targets.includes('natural') ? 'natural' : 'legal'
  if (!named || (named.kind === 'legal') !== (kind === 'legal')) return { kind }
  return { kind, name: named.name, ...(named.idNumber ? { idNumber: named.idNumber } : {}), ...(named.uscc ? { idNumber: named.uscc } : {}), ...(named.phone ? { phone: named.phone } : {}) }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Whether an item takes applications on a date; an applicant who reads the guide knows. */
export function isTakenOn({ item }: Script, date: Temporal.PlainDate): boolean {
  const windows = item.content.acceptance?.windows
  const day = date.toString().slice(5)
  return !windows || windows.some(({ from, to }) => (from <= to ? day >= from && day <= to : day >= from || day <= to))
}

/** The answers of a form with the persona's name, number and telephone replaced. */
export function fillFor(value: unknown, replace: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return replace.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => fillFor(one, replace))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillFor(one, replace)]))
}
