// The verbs of a check in person: see, confirm, decline. The ledger learns who saw which kind of document of which account, in which body; the
// number is proved by digest, so that it can be held against the document later and is told to nobody.
import type { Act } from '#base/act'
import { canonicalJson, decryptData, encryptData, equalBytes, type Keys } from '#base/crypto'
import { dateInChina } from '#base/time'
import { findAccountByLogin, findIdentity, getPartyIdentity, keepProof, lacksCountry, namesOf, readDocument, readName, setDocument } from '#core/people'
import { checkLimits, checkNotFound, endOfCheck, mustBeSomebodyElse, mustBeValid, otherPerson, personNotFound, sameOfficer, seenDifferently, type InPersonCheck } from './check.ts'
import { windowSource, type Person } from './source.ts'
import { endCheck, findCheck, insertCheck } from './store-checks.ts'

export interface Seen extends Person {
  login: string
  /** The last day of the document; null for one without an end. */
  validUntil: string | null
  /** The body whose window it is. */
  organisation: string
}

export const contextOf = (id: string): string => `proofs.check:${id}`

async function officerName(act: Act): Promise<string> {
  return (await namesOf(act.tx, [act.actor.id])).get(act.actor.id)?.name ?? ''
}

/** The document as it stands on it: name and number in the form in which accounts keep them. Throws `people.bad-document`. */
export function readSeen({ name, idKind, idNumber }: Person): Person {
  return { name: readName(name), idKind, idNumber: readDocument('natural', idKind, idNumber) }
}

/** Whose document it may be: the account has this name, and no other number that was proved. */
async function accountOf(act: Act, keys: Keys, login: string, person: Person): Promise<string> {
  return mustBeWhose(act, keys, await findAccountByLogin(act.tx, login), person)
}

async function mustBeWhose(act: Act, keys: Keys, account: string | undefined, person: Person): Promise<string> {
  const identity = account === undefined ? undefined : await findIdentity(act.tx, keys, account, act.now)
  if (account === undefined || identity?.kind !== 'natural') throw personNotFound({}, [{ path: '/login', code: 'unknown', zh: '没有这个个人账号', en: 'There is no such account' }])
  const isSameNumber = (identity.idKind === person.idKind && identity.idNumber === person.idNumber) || (person.idKind === 'passport' && lacksCountry(identity.idKind, identity.idNumber, person.idNumber) && identity.name === person.name)
  if (identity.assuranceLevel > 2 && !isSameNumber && identity.idNumber !== undefined) throw otherPerson()
  // Another name to the same number is a name that was changed; both different is another person's account.
  if (!isSameNumber && identity.name !== person.name) throw personNotFound({}, [{ path: '/name', code: 'unknown', zh: '与账号的姓名不一致', en: 'Not the name of the account' }])
  return account
}

/** Notes that a document was seen with its holder; it counts for nothing until it is confirmed. Answers the check. */
export async function seeDocument(act: Act, keys: Keys, seen: Seen): Promise<string> {
  const person = readSeen(seen)
  mustBeValid(seen.validUntil, dateInChina(act.now))
  mustBeSomebodyElse(await officerName(act), person)
  const account = await accountOf(act, keys, seen.login, person)
  const id = act.newId()
  const salt = act.random.bytes(16)
  const sealed = encryptData(keys, canonicalJson(person), contextOf(id), act.random)
  await insertCheck(act.tx, { id, account, organisation: seen.organisation, idKind: person.idKind, sealed, validUntil: seen.validUntil, seenBy: act.actor.id, seenAt: act.now, endsAt: act.now.add({ minutes: checkLimits.minutes }) })
  act.record('proofs.document-seen', { subject: account, facts: { check: id, idKind: person.idKind, organisation: seen.organisation }, proves: { salt, content: { number: person.idNumber, validUntil: seen.validUntil } } })
  return id
}

/** A check that waits for the second officer, in one of these bodies. */
async function getOpen(act: Act, id: string, organisations: readonly string[]): Promise<InPersonCheck & { sealed: string }> {
  const check = await findCheck(act.tx, id)
  if (!check || check.sealed === null || !organisations.includes(check.organisation) || Temporal.Instant.compare(act.now, check.endsAt) > 0) throw checkNotFound()
  if (check.seenBy === act.actor.id) throw sameOfficer()
  return { ...check, sealed: check.sealed }
}

/** The second officer has read name and number off the document too: the account is known in person from now on. */
export async function confirmDocument(act: Act, keys: Keys, id: string, organisations: readonly string[], read: Pick<Person, 'name' | 'idNumber'>): Promise<void> {
  const check = await getOpen(act, id, organisations)
  const person = JSON.parse(decryptData(keys, check.sealed, contextOf(id))) as Person
  mustBeSomebodyElse(await officerName(act), person)
  if (!equalBytes(canonicalJson(readSeen({ ...read, idKind: check.idKind })), canonicalJson(person))) throw seenDifferently({}, [{ path: '/idNumber', code: 'different', zh: '与窗口所见不一致', en: 'Not what the window saw' }])
  mustBeValid(check.validUntil, dateInChina(act.now))
  // Asked again: since it was seen the account may have been proved to be somebody else's, or have ended.
  await mustBeWhose(act, keys, check.account, person)
  const known = await getPartyIdentity(act.tx, keys, check.account)
  if (known.name !== person.name || known.idKind !== person.idKind || known.idNumber !== person.idNumber) await setDocument(act, keys, check.account, person)
  await keepProof(act, { account: check.account, source: windowSource, level: checkLimits.level, assertion: 'seen-in-person', trace: id, score: null, until: endOfCheck(check.validUntil, act.now) })
  await endCheck(act.tx, id, { state: 'confirmed', by: act.actor.id, now: act.now })
  act.record('proofs.document-confirmed', { subject: check.account, facts: { check: id, idKind: check.idKind, organisation: check.organisation, seenBy: check.seenBy } })
}

/** The second officer does not confirm. */
export async function declineDocument(act: Act, id: string, organisations: readonly string[]): Promise<void> {
  const check = await getOpen(act, id, organisations)
  await endCheck(act.tx, id, { state: 'declined', by: act.actor.id, now: act.now })
  act.record('proofs.document-declined', { subject: check.account, facts: { check: id, seenBy: check.seenBy } })
}
