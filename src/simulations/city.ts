// The simulated city as its parts see it: the ground with a clock that stands still between acts, chance, the agenda, and the tally.
import type { Act, ActOptions } from '#base/act'
import type { Ground } from '#base/context'
import { isProblem } from '#base/problem'
import type { ManualClock } from '#base/time'
import type { Handler } from '#core/cases'
import type { Pack } from '#core/packs'
import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import type { Hours } from './hours.ts'
import type { Resident, Residents } from './residents.ts'
import type { Script } from './scripts.ts'
import type { Tally } from './tally.ts'

/** One matter from its application on, as whoever simulates it remembers it. */
export interface Matter {
  id: string
  number: string
  script: Script
  resident: Resident
  /** Whether the applicant has an account in the case; others are told on paper. */
  online: boolean
  openedAt: Temporal.Instant
  /** Steps that somebody has on the agenda. */
  planned: Set<string>
  /** What was decided once about this matter and does not come up again. */
  once: Set<string>
}

export interface Official extends Handler {
  name: string
}

export interface City {
  ground: Ground
  clock: ManualClock
  chance: Chance
  hours: Hours
  agenda: Agenda
  residents: Residents
  pack: Pack
  /** Who holds a post, by `role organisation`; of a post in a section by `role section`. */
  posts: ReadonlyMap<string, readonly Official[]>
  tally: Tally
  matters: Map<string, Matter>
  /** Digest of the paper that stands for every scan. */
  paper: { sha256: string; type: string; bytes: number }
}

/** Tries an act; a refusal is counted by its code and answers undefined, as it would send a person away. */
export async function attempt<T>(city: City, options: ActOptions, verb: (act: Act) => Promise<T>): Promise<{ done: T } | undefined> {
  try {
    return { done: await city.ground.runAct(options, verb) }
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) throw error
    city.tally.refused(error.code)
    return undefined
  }
}

/** Who holds a post of a body, or one of the section that something there is with. */
export function holdersIn({ posts }: City, role: string, organisation: string, section: string | null): readonly Official[] {
  const whole = posts.get(`${role} ${organisation}`) ?? []
  return section === null ? whole : [...whole, ...(posts.get(`${role} ${section}`) ?? [])]
}

/** Somebody of them; undefined where nobody does. */
export function findOfficial(city: City, role: string, organisation: string, section: string | null = null): Official | undefined {
  const holders = holdersIn(city, role, organisation, section)
  return holders.length > 0 ? city.chance.pick(holders) : undefined
}

/** As whom an official acts. */
export const asOfficial = (official: Official) => ({ id: official.id, kind: 'staff' as const })
/** As whom a resident acts. */
export const asResident = (resident: Resident) => ({ id: resident.account, kind: resident.kind })
