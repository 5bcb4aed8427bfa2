// People whom two officers of a window read off documents, one after the other, before somebody acts for another: by guardianship, or by a power on paper.
import type { Act } from '#base/act'
import { canonicalJson, equalBytes, type Keys } from '#base/crypto'
import type { Problem } from '#base/problem'
import { dateInChina } from '#base/time'
import { readLogin, readName } from './account.ts'
import { addAccount } from './acts.ts'
import { mayBeReceived } from './acts-ending.ts'
import { ages, hasReached } from './birth.ts'
import { bornOf } from './consent.ts'
import { digestDocument, readDocument } from './documents.ts'
import { namesOf } from './read.ts'
import { companyFrozen } from './agency.ts'
import { findAccountByDocument, findByNumber, findCompanyByUscc } from './search.ts'
import { selectAccount } from './store-accounts.ts'

export interface ShownPerson {
  name: string
  idKind: string
  idNumber: string
}
/** What the second officer reads off a document again. */
export type ReadPerson = Omit<ShownPerson, 'idKind'>

export function readPerson({ name, idKind, idNumber }: ShownPerson): ShownPerson {
  return { name: readName(name), idKind, idNumber: readDocument(idKind === 'uscc' ? 'legal' : 'natural', idKind, idNumber) }
}

/** Whether the second officer read what the first one wrote. */
export function isReadAlike({ name, idKind, idNumber }: ShownPerson, read: ReadPerson): boolean {
  return equalBytes(canonicalJson(readPerson({ ...read, idKind })), canonicalJson({ name, idKind, idNumber }))
}

/** Refuses an officer who has a part: a staff account holds no number, so that the name is what tells. */
export async function mustHaveNoPart(act: Act, people: readonly ShownPerson[], refuse: () => Problem): Promise<void> {
  const name = readName((await namesOf(act.tx, [act.actor.id])).get(act.actor.id)?.name ?? '')
  if (people.some((one) => one.name === name)) throw refuse()
}

/** The account of an adult who was proved by this document, of this name. */
export async function getProvedAdult(act: Act, keys: Keys, person: ShownPerson, refuse: () => Problem): Promise<string> {
  const id = await findAccountByDocument(act.tx, keys, person.idKind, person.idNumber, act.now)
  const born = id === undefined ? undefined : await bornOf(act.tx, keys, id)
  const isAdult = born === undefined || hasReached(born, ages.ofAge, dateInChina(act.now))
  if (id === undefined || !isAdult || (await selectAccount(act.tx, id))?.name !== person.name) throw refuse()
  return id
}

/** The account of whom a document is: the one that is named, the one that a window knows already, or the one that was proved; a number that somebody only said to be his is nobody's. */
export async function findHolder(act: Act, keys: Keys, { login, ...person }: ShownPerson & { login: string | null }, { isKnown, refuse }: { isKnown: (account: string) => Promise<boolean>; refuse: (field: 'name' | 'login') => Problem }): Promise<string | undefined> {
  await mayBeReceived(act.tx, keys, { ...person, byLiquidator: false })
  const held = (await findByNumber(act.tx, keys, person.idKind, person.idNumber)).filter(({ frozenAt }) => frozenAt === null)
  const named = login === null ? undefined : held.find((one) => one.login === readLogin(login))
  const known = await Promise.all(held.map(({ id }) => isKnown(id)))
  const proved = await findAccountByDocument(act.tx, keys, person.idKind, person.idNumber, act.now)
  const found = login === null ? (held[known.indexOf(true)] ?? held.find(({ id }) => id === proved)) : named
  if ((login !== null && !found) || (found && found.name !== person.name)) throw refuse(login === null ? 'name' : 'login')
  return found?.id
}

/** The account of an organisation by its code, of this name, which may still be acted for; undefined where there is none. */
export async function findCompany(act: Act, keys: Keys, { name, idKind, idNumber }: ShownPerson, refuse: () => Problem): Promise<{ id: string; representative: string | null } | undefined> {
  await mayBeReceived(act.tx, keys, { idKind, idNumber, byLiquidator: false })
  const found = await findCompanyByUscc(act.tx, keys, idNumber)
  if (found?.frozen) throw companyFrozen()
  if (found && (await selectAccount(act.tx, found.id))?.name !== name) throw refuse()
  return found
}

/** The lock under which somebody with this number gets an account that nobody signs in to: two who are confirmed at once act for one account, not for two. */
export function holderLock(keys: Keys, { idNumber }: ShownPerson): string {
  const { kid } = keys.secret('digests')
  return `ward:${digestDocument(keys, kid, idNumber)?.toString('hex') ?? ''}`
}

/** An account that nobody signs in to by itself: to its holder it is given back at a window, like one that was lost. */
export async function openForHolder(act: Act, keys: Keys, { name, idKind, idNumber }: ShownPerson, as: 'ward' | 'principal'): Promise<string> {
  // The login that the register's answer would open it by: whoever is found there to represent it comes to this account.
  if (idKind === 'uscc') return addAccount(act, keys, { kind: 'legal', login: `company.${idNumber.toLowerCase()}`, name, uscc: idNumber, statedLevel: 2 })
  return addAccount(act, keys, { kind: 'natural', login: `${as}.${Buffer.from(act.random.bytes(8)).toString('hex')}`, name, idKind, idNumber, statedLevel: 2 })
}
