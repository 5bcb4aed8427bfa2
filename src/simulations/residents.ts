// Residents and companies of a simulated city: accounts opened by the act that opens every account. Identity numbers begin with 99.
import { checkResidentId, makeResidentId, makeUscc } from '#engines/codes'
import { systemActor } from '#core/cases'
import { accountLock, addAccount, assuranceLevelOf, proveMadeUp, type NewAccount } from '#core/people'
import type { Pack } from '#core/packs'
import type { Ground } from '#base/context'
import type { Chance } from './chance.ts'
import { companyName, personName } from './names.ts'
import type { Persona } from './scripts.ts'

export interface Resident {
  account: string
  kind: 'natural' | 'legal'
  name: string
  idKind: string
  idNumber: string
  phone: string
}

export interface Residents {
  /** Somebody whom the persona fits: known already, or new to the city. */
  find(persona: Persona): Promise<Resident>
}

/** How often somebody comes again rather than a newcomer. */
const knownShare = 0.35
const knownKept = 200

/** Has a resident proved once more where an item asks for a proof that is younger than the last. */
export async function proveLately({ sql, clock, runAct }: Ground, { account }: Resident, { levelMin = 1, proofDaysMax }: { levelMin?: number; proofDaysMax?: number }): Promise<void> {
  if (proofDaysMax === undefined || (await assuranceLevelOf(sql, account, clock.now(), proofDaysMax)) >= levelMin) return
  await runAct({ actor: systemActor, locks: [accountLock(account)] }, (act) => proveMadeUp(act, account, 'simulated', 4))
}

export function makeResidents(ground: Ground, pack: Pack, chance: Chance): Residents {
  const regions = pack.regions.map((region) => region.code).filter((code) => code.length === 6)
  const city = pack.regions[0]?.name.zh ?? ''
  const known = new Map<string, Resident[]>()
  const taken = new Set<string>()
  let count = 0
  const join = async (persona: Persona, people: Resident[]): Promise<Resident> => {
    const idNumber = newNumber(persona, regions, chance, taken)
    if (idNumber === undefined) return chance.pick(people)
    const phone = `139${String(90_000_000 + (count % 10_000_000))}`
    const name = persona.kind === 'legal' ? companyName(city, chance) : personName(chance)
    const account: NewAccount = persona.kind === 'legal'
      ? { kind: 'legal', login: `sim.company.${count}`, name, uscc: idNumber, phone, statedLevel: 2 }
      : { kind: 'natural', login: `sim.${count}`, name, idKind: 'resident-id', idNumber, phone, statedLevel: 2 }
    count++
    const id = await ground.runAct({ actor: systemActor, locks: [`people:${account.login}`] }, async (act) => {
      const made = await addAccount(act, ground.keys, account)
      await proveMadeUp(act, made, 'simulated', 4)
      return made
    })
    const resident: Resident = { account: id, kind: persona.kind, name, idKind: persona.kind === 'legal' ? 'uscc' : 'resident-id', idNumber, phone }
    if (people.length < knownKept) people.push(resident)
    else people[count % knownKept] = resident
    return resident
  }
  return {
    find: async (persona) => {
      const key = `${persona.kind} ${persona.kind === 'natural' ? (persona.idNumber ?? '') : ''}`
      const people = known.get(key) ?? []
      known.set(key, people)
      return people.length > 0 && chance.happens(knownShare) ? chance.pick(people) : join(persona, people)
    },
  }
}

const triesMax = 200

/** A number that nobody has yet; undefined where all that fit seem taken. */
function newNumber(persona: Persona, regions: readonly string[], chance: Chance, taken: Set<string>): string | undefined {
  for (let tries = 0; tries < triesMax; tries++) {
    const made = persona.kind === 'legal' ? companyNumber(regions, chance) : personNumber(persona, regions, chance)
    if (made === undefined || taken.has(made)) continue
    taken.add(made)
    return made
  }
  return undefined
}

/** The birth and the sex of the persona are kept: conditions of age hold for the newcomer as for the example. */
function personNumber({ idNumber }: Persona, regions: readonly string[], chance: Chance): string {
  const parts = idNumber === undefined ? undefined : checkResidentId(idNumber).parts
  const birth = parts?.birth ?? Temporal.PlainDate.from('1955-01-01').add({ days: chance.below(50 * 365) }).toString()
  const sequence = chance.below(499) * 2 + (parts?.sex === 'female' ? 0 : 1)
  return makeResidentId({ region: chance.pick(regions), birth, sequence })
}

/** Not every eight digits have a check digit that a code may hold. */
function companyNumber(regions: readonly string[], chance: Chance): string | undefined {
  try {
    return makeUscc({ head: '91', region: chance.pick(regions), organisation: String(10_000_000 + chance.below(89_999_999)) })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
