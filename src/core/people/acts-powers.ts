// The verbs of a power of attorney on paper: one officer of a window takes it, another reads it again, and only then an agency begins. The ledger learns
// who acts for whom and until when; numbers and what the paper says are proved by digest.
import type { Act } from '#base/act'
import { canonicalJson, decryptData, encryptData, type Keys } from '#base/crypto'
import { dateInChina } from '#base/time'
import { giveAgency } from './acts-agency.ts'
import { contextOf } from './acts-guardians.ts'
import { endOfAgency } from './agency.ts'
import { birthOf } from './birth.ts'
import { bornOf } from './consent.ts'
import { guardianLimits } from './guardian.ts'
import { mustBeAble, mustFitPower, powerAgentUnknown, powerCheckNotFound, powerOwnCheck, powerPrincipalUnknown, powerReadDifferently, powerSameOfficer, type PowerPaper, type SeenPower } from './power.ts'
import { endGuardianCheck, selectGuardiansOf } from './store-guardians.ts'
import { insertPowerCheck, isPrincipalOfPower, selectPowerCheck, type PowerCheck } from './store-powers.ts'
import { findHolder, getProvedAdult, holderLock, isReadAlike, mustHaveNoPart, openForHolder, readPerson, type ReadPerson, type ShownPerson } from './window-people.ts'

/** What was shown at the window: the paper and both documents. `until` is the last day. */
export interface ShownPower extends SeenPower {
  principal: ShownPerson & { login?: string | undefined }
  agent: ShownPerson
  items: string[]
  until: Temporal.PlainDate
  paper: PowerPaper
  organisation: string
}

/** What is sealed of a check until it is decided. */
export interface SealedPower {
  principal: ShownPerson & { login: string | null }
  agent: ShownPerson
  seen: SeenPower & { items: string[]; until: string; paper: PowerPaper }
}

export function openPower(keys: Keys, { id, sealed }: Pick<PowerCheck, 'id' | 'sealed'>): SealedPower {
  return JSON.parse(decryptData(keys, sealed, contextOf(id))) as SealedPower
}

/** The lock under which a principal without an account gets one. */
export const principalLock = (keys: Keys, check: PowerCheck): string => holderLock(keys, openPower(keys, check).principal)

const getAgent = (act: Act, keys: Keys, person: ShownPerson) => getProvedAdult(act, keys, person, () => powerAgentUnknown({}, [{ path: '/agent/idNumber', code: 'unknown', zh: '没有持这份证件核验过的成年人账号', en: 'No adult was proved by this document' }]))

/** The principal's account, where there is one; refuses who cannot name an agent alone. */
async function findPrincipal(act: Act, keys: Keys, principal: SealedPower['principal'], agent: string): Promise<string | undefined> {
  const refuse = (field: string) => powerPrincipalUnknown({}, [{ path: `/principal/${field}`, code: 'unknown', zh: '与委托人的证件不一致', en: 'Not that of the principal’s document' }])
  const account = await findHolder(act, keys, principal, { isKnown: (id) => isPrincipalOfPower(act.tx, id), refuse })
  if (account === agent) throw refuse('idNumber')
  const born = birthOf(principal) ?? (account === undefined ? undefined : await bornOf(act.tx, keys, account))
  mustBeAble({ born, isWard: account !== undefined && (await selectGuardiansOf(act.tx, account, act.now)).length > 0 }, dateInChina(act.now))
  return account
}

/** Notes that a paper was taken; nobody acts by it until it is confirmed. Answers the check. */
export async function seePower(act: Act, keys: Keys, { principal: shownPrincipal, agent: shownAgent, items, until, paper, organisation, ...shown }: ShownPower): Promise<string> {
  const [principal, agent] = [{ ...readPerson(shownPrincipal), login: shownPrincipal.login ?? null }, readPerson(shownAgent)]
  await mustHaveNoPart(act, [principal, agent], powerOwnCheck)
  mustFitPower(shown)
  endOfAgency(until, dateInChina(act.now))
  const account = await getAgent(act, keys, agent)
  await findPrincipal(act, keys, principal, account)
  const id = act.newId()
  const { reference, mark, notarised, abroad } = shown
  const content: SealedPower = { principal, agent, seen: { reference, mark, notarised, abroad, items: [...new Set(items)], until: until.toString(), paper: { sha256: paper.sha256, name: paper.name, type: paper.type } } }
  const sealed = encryptData(keys, canonicalJson(content), contextOf(id), act.random)
  await insertPowerCheck(act.tx, { id, agent: account, organisation, sealed, paper: paper.sha256, seenBy: act.actor.id, seenAt: act.now, endsAt: act.now.add({ minutes: guardianLimits.checkMinutes }) })
  act.record('people.power-seen', { subject: account, facts: { check: id, organisation, mark, isNotarised: notarised !== null, abroad } })
  return id
}

async function getCheck(act: Act, id: string, organisations: readonly string[]): Promise<PowerCheck> {
  const check = await selectPowerCheck(act.tx, id, organisations, act.now)
  if (!check) throw powerCheckNotFound()
  if (check.seenBy === act.actor.id) throw powerSameOfficer()
  return check
}

/** The second officer has read the paper and both documents too: the agency begins, and principal and agent are told. */
export async function confirmPower(act: Act, keys: Keys, id: string, organisations: readonly string[], read: { principal: ReadPerson; agent: ReadPerson }): Promise<{ principal: string; agent: string }> {
  const check = await getCheck(act, id, organisations)
  const { principal, agent, seen } = openPower(keys, check)
  await mustHaveNoPart(act, [principal, agent], powerOwnCheck)
  for (const [path, person] of [['principal', principal], ['agent', agent]] as const) if (!isReadAlike(person, read[path])) throw powerReadDifferently({}, [{ path: `/${path}/idNumber`, code: 'different', zh: '与窗口所见不一致', en: 'Not what the window saw' }])
  const agentAccount = await getAgent(act, keys, agent)
  const account = (await findPrincipal(act, keys, principal, agentAccount)) ?? (await openForHolder(act, keys, principal, 'principal'))
  if (!(await endGuardianCheck(act.tx, id, { state: 'confirmed', by: act.actor.id, now: act.now }))) throw powerCheckNotFound()
  const { items, until, paper: { sha256, name, type }, ...kept } = seen
  const salt = act.random.bytes(16)
  const agency = await giveAgency(act, { principal: account, agent: agentAccount, by: act.actor.id, items, until: Temporal.PlainDate.from(until), power: { kept: { ...kept, name, type, organisation: check.organisation, salt: Buffer.from(salt).toString('hex') }, paper: sha256 } })
  act.record('people.power-confirmed', {
    subject: account, facts: { agency, agent: agentAccount, organisation: check.organisation, check: id, seenBy: check.seenBy, told: [account, agentAccount] },
    proves: { salt, content: { ...kept, items, until, paper: sha256 } },
  })
  return { principal: account, agent: agentAccount }
}

/** The second officer does not confirm. */
export async function declinePower(act: Act, id: string, organisations: readonly string[]): Promise<void> {
  const check = await getCheck(act, id, organisations)
  await endGuardianCheck(act.tx, id, { state: 'declined', by: act.actor.id, now: act.now })
  act.record('people.power-declined', { subject: check.agent, facts: { check: id, seenBy: check.seenBy } })
}
