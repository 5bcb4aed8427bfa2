// The verbs of guardianship: a proof is seen by one officer of a window and read again by another, and only then somebody is guardian; guardians object,
// and a person settles it. The ledger learns who is guardian of whom, by which kind of proof; its number and the documents are proved by digest.
import type { Act } from '#base/act'
import { canonicalJson, decryptData, encryptData, type Keys } from '#base/crypto'
import { dateInChina } from '#base/time'
import { birthOf } from './birth.ts'
import {
  alreadyGuardian, alreadyObjected, endOfGuardianship, guardianCheckNotFound, guardianLimits, guardianOwnCheck, guardianReadDifferently, guardianSameOfficer, guardianshipNotFound, guardianshipUnfit, guardianUnknown, noOtherGuardian,
  objectionNotFound, wardUnknown, type SeenGuardianship, type Settlement,
} from './guardian.ts'
import { endOverdueOf, settle } from './guardianship-ends.ts'
import { endGuardianCheck, insertGuardianCheck, insertGuardianship, insertObjection, selectGuardianCheck, selectGuardiansOf, selectGuardianship, selectObjection, type GuardianCheck } from './store-guardians.ts'
import { findHolder, getProvedAdult, holderLock, isReadAlike, mustHaveNoPart, openForHolder, readPerson, type ReadPerson, type ShownPerson } from './window-people.ts'

/** What was shown at the window. `born` where the document's number does not say it, `login` where the ward has an account. */
export interface Shown extends Omit<SeenGuardianship, 'born'> {
  ward: ShownPerson & { login?: string | undefined; born?: Temporal.PlainDate | undefined }
  guardian: ShownPerson
  organisation: string
}

/** What is sealed of a check until it is decided. */
interface Sealed {
  ward: ShownPerson & { login: string | null }
  guardian: ShownPerson
  seen: { kind: SeenGuardianship['kind']; proof: SeenGuardianship['proof']; reference: string; judgment: string | null; born: string; until: string | null; jointly: boolean }
}

/** What binds a sealed check to its row, be it of a guardianship or of a power. */
export const contextOf = (id: string): string => `people.guardian-check:${id}`

function readBorn(ward: ShownPerson, typed: Temporal.PlainDate | undefined): Temporal.PlainDate {
  const told = birthOf(ward)
  const born = told ?? typed
  if (!born || (told && typed && !told.equals(typed))) throw guardianshipUnfit({}, [{ path: '/ward/born', code: 'born', zh: '请照证件填写出生日期', en: 'Give the date of birth as the document has it' }])
  return born
}

/** The guardian's account: an adult's, proved by this document, of this name. */
const getGuardian = (act: Act, keys: Keys, person: ShownPerson) => getProvedAdult(act, keys, person, () => guardianUnknown({}, [{ path: '/guardian/idNumber', code: 'unknown', zh: '没有持这份证件核验过的成年人账号', en: 'No adult was proved by this document' }]))

/** The ward's account: the one that is named, the one that is a ward's already, or the one that was proved. */
const findWard = (act: Act, keys: Keys, ward: Sealed['ward']) =>
  findHolder(act, keys, ward, { isKnown: async (id) => (await selectGuardiansOf(act.tx, id, act.now)).length > 0, refuse: (field) => wardUnknown({}, [{ path: `/ward/${field}`, code: 'unknown', zh: '与被监护人的证件不一致', en: 'Not that of the ward’s document' }]) })

/** Notes that a proof was seen; nobody is guardian until it is confirmed. Answers the check. */
export async function seeGuardianship(act: Act, keys: Keys, { organisation, ward: shownWard, guardian: shownGuardian, ...shown }: Shown): Promise<string> {
  const [ward, guardian] = [readPerson(shownWard), readPerson(shownGuardian)]
  await mustHaveNoPart(act, [ward, guardian], guardianOwnCheck)
  const seen: SeenGuardianship = { ...shown, born: readBorn(ward, shownWard.born) }
  endOfGuardianship(seen, dateInChina(act.now))
  const sealedWard = { ...ward, login: shownWard.login ?? null }
  const [account, wardAccount] = [await getGuardian(act, keys, guardian), await findWard(act, keys, sealedWard)]
  if (account === wardAccount) throw guardianUnknown()
  if (wardAccount && (await selectGuardiansOf(act.tx, wardAccount, act.now)).some((one) => one.guardian === account)) throw alreadyGuardian()
  const id = act.newId()
  const content: Sealed = { ward: sealedWard, guardian, seen: { kind: seen.kind, proof: seen.proof, reference: seen.reference, judgment: seen.judgment, born: seen.born.toString(), until: seen.until?.toString() ?? null, jointly: seen.jointly } }
  const sealed = encryptData(keys, canonicalJson(content), contextOf(id), act.random)
  await insertGuardianCheck(act.tx, { id, guardian: account, organisation, kind: seen.kind, proof: seen.proof, sealed, seenBy: act.actor.id, seenAt: act.now, endsAt: act.now.add({ minutes: guardianLimits.checkMinutes }) })
  act.record('people.guardian-seen', { subject: account, facts: { check: id, kind: seen.kind, proof: seen.proof, organisation } })
  return id
}

function openSealed(keys: Keys, { id, sealed }: GuardianCheck & { sealed: string }): Sealed {
  return JSON.parse(decryptData(keys, sealed, contextOf(id))) as Sealed
}

/** The lock under which somebody with this number becomes a ward: two parents who are confirmed at once are guardians of one account, not of two. */
export function wardLock(keys: Keys, check: GuardianCheck & { sealed: string }): string {
  return holderLock(keys, openSealed(keys, check).ward)
}

async function getCheck(act: Act, id: string, organisations: readonly string[]): Promise<GuardianCheck & { sealed: string }> {
  const check = await selectGuardianCheck(act.tx, id, organisations, act.now)
  if (!check) throw guardianCheckNotFound()
  if (check.seenBy === act.actor.id) throw guardianSameOfficer()
  return check
}

/** The second officer has read names and numbers off the documents too: now somebody is guardian. A ward without an account gets one that nobody signs in to by itself. */
export async function confirmGuardianship(act: Act, keys: Keys, id: string, organisations: readonly string[], read: { ward: ReadPerson; guardian: ReadPerson }): Promise<{ ward: string; guardian: string }> {
  const check = await getCheck(act, id, organisations)
  const { ward, guardian, seen: sealed } = openSealed(keys, check)
  await mustHaveNoPart(act, [ward, guardian], guardianOwnCheck)
  for (const [path, person] of [['ward', ward], ['guardian', guardian]] as const) {
    if (!isReadAlike(person, read[path])) throw guardianReadDifferently({}, [{ path: `/${path}/idNumber`, code: 'different', zh: '与窗口所见不一致', en: 'Not what the window saw' }])
  }
  const seen: SeenGuardianship = { ...sealed, born: Temporal.PlainDate.from(sealed.born), until: sealed.until === null ? null : Temporal.PlainDate.from(sealed.until) }
  const to = endOfGuardianship(seen, dateInChina(act.now))
  const account = await getGuardian(act, keys, guardian)
  const wardAccount = (await findWard(act, keys, ward)) ?? (await openForHolder(act, keys, ward, 'ward'))
  await endOverdueOf(act, wardAccount)
  const [agency, salt] = [act.newId(), act.random.bytes(16)]
  if (!(await insertGuardianship(act.tx, { id: agency, ward: wardAccount, guardian: account, by: act.actor.id, from: act.now, to, organisation: check.organisation, salt, seen }))) throw alreadyGuardian()
  if (!(await endGuardianCheck(act.tx, id, { state: 'confirmed', by: act.actor.id, now: act.now }))) throw guardianCheckNotFound()
  act.record('people.guardianship-begun', {
    subject: wardAccount, facts: { agency, guardian: account, kind: seen.kind, proof: seen.proof, jointly: seen.jointly, organisation: check.organisation, check: id, seenBy: check.seenBy, told: [wardAccount, account] },
    proves: { salt, content: { reference: seen.reference, judgment: seen.judgment, born: sealed.born, to: to.toString() } },
  })
  return { ward: wardAccount, guardian: account }
}

/** The second officer does not confirm. */
export async function declineGuardianship(act: Act, id: string, organisations: readonly string[]): Promise<void> {
  const check = await getCheck(act, id, organisations)
  await endGuardianCheck(act.tx, id, { state: 'declined', by: act.actor.id, now: act.now })
  act.record('people.guardian-declined', { subject: check.guardian, facts: { check: id, seenBy: check.seenBy } })
}

/** A guardian does not agree with another: until a person has settled it neither does anything new for the ward. Answers the ward. */
export async function objectAsGuardian(act: Act, id: string, words: string): Promise<string> {
  const one = await selectGuardianship(act.tx, id, act.now)
  if (one?.guardian !== act.actor.id) throw guardianshipNotFound({ guardianship: id })
  const others = (await selectGuardiansOf(act.tx, one.ward, act.now)).filter(({ guardian }) => guardian !== act.actor.id)
  if (others.length === 0) throw noOtherGuardian()
  const [objection, salt] = [act.newId(), act.random.bytes(16)]
  if (!(await insertObjection(act.tx, { id: objection, ward: one.ward, guardian: act.actor.id, organisation: one.organisation, words, salt, madeAt: act.now }))) throw alreadyObjected()
  act.record('people.guardian-objected', { subject: one.ward, facts: { objection, guardianship: id, told: [one.ward, ...others.map(({ guardian }) => guardian)] }, proves: { salt, content: { words } } })
  return one.ward
}

/** Whoever objected takes it back. Answers the ward. */
export async function withdrawObjection(act: Act, id: string): Promise<string> {
  return settleAs(act, await selectObjection(act.tx, id, { guardian: act.actor.id }), 'withdrawn', null)
}

/** A person at the window settles it, by what the guardians agreed, by a designation or a judgment (民法典 30, 31). Answers the ward. */
export async function settleAtWindow(act: Act, id: string, organisations: readonly string[], how: Settlement, reference: string): Promise<string> {
  return settleAs(act, await selectObjection(act.tx, id, { organisations }), how, reference)
}

async function settleAs(act: Act, open: Awaited<ReturnType<typeof selectObjection>>, how: Settlement | 'withdrawn', reference: string | null): Promise<string> {
  if (!open || !(await settle(act, open, how, reference))) throw objectionNotFound()
  return open.ward
}
