// A pack while it is being read: everything with its place, nothing yet known to be right. The checks walk it; `read.ts` freezes it.
import type { CalendarYear } from '#engines/calendar'
import type { DecisionModel } from '#engines/decisions'
import type { FormDefinition } from '#engines/forms'
import type { ProcessModel } from '#engines/process'
import type { Place } from './faults.ts'
import type { Memory } from './memory.ts'
import type { LetterTemplate } from './pack.ts'
import type { ItemContent, ItemExample } from './schema-items.ts'
import type { LicenceType, OrganisationEntry, PackHead, PersonEntry, RegionEntry } from './schema-places.ts'
import type { Purpose, StockAssessment } from './schema-purposes.ts'
import type { StockLicence } from './schema-stock.ts'
import type { YamlFile } from './source.ts'

/** What the platform offers a pack: names of registered commands for service tasks (absent: not checked), and what was read before. */
export interface PackWorld {
  services?: readonly string[]
  memory?: Memory
}

/** Something read, with the place of each of its parts. */
export interface Placed<T> {
  value: T
  at(...path: (string | number)[]): Place
}

export interface DraftProcess {
  file: string
  xml: string
  model?: ProcessModel
}

export interface DraftDecision {
  file: string
  xml: string
  model?: DecisionModel
  /** Names of the decisions in the file, as a rule task calls them. */
  names: string[]
}

export interface DraftItem extends Placed<ItemContent> {
  slug: string
  guide: { zh: string; en?: string }
  examples: Placed<ItemExample>[]
}

export interface Draft {
  head?: PackHead
  regions: Placed<RegionEntry>[]
  organisations: Placed<OrganisationEntry>[]
  people: Placed<PersonEntry>[]
  licenceTypes: Placed<LicenceType>[]
  stock: Placed<StockLicence>[]
  purposes: Placed<Purpose>[]
  assessments: Placed<StockAssessment>[]
  calendar: Placed<CalendarYear>[]
  forms: Map<string, Placed<FormDefinition>>
  processes: Map<string, DraftProcess>
  decisions: Map<string, DraftDecision>
  letters: Map<string, LetterTemplate & { zhPlace: Place; enPlace: Place }>
  words: { zh: Record<string, string>; en: Record<string, string> }
  items: DraftItem[]
}

export function makeDraft(): Draft {
  return {
    regions: [], organisations: [], people: [], licenceTypes: [], stock: [], purposes: [], assessments: [], calendar: [], items: [],
    forms: new Map(), processes: new Map(), decisions: new Map(), letters: new Map(), words: { zh: {}, en: {} },
  }
}

/** A part of a file as something placed. */
export function placed<T>(source: YamlFile, value: T, ...prefix: (string | number)[]): Placed<T> {
  return { value, at: (...path) => source.at(...prefix, ...path) }
}
