// The verbs of a power of attorney on paper: one officer of a window takes it, another reads it again, and only then an agency begins. The ledger learns
// who acts for whom and until when; numbers and what the paper says are proved by digest.
import type { Act } from '#base/act'
import type { Problem } from '#base/problem'
import { canonicalJson, decryptData, encryptData, type Keys } from '#base/crypto'
import { dateInChina } from '#base/time'
import { giveAgency } from './acts-agency.ts'
import { contextOf } from './acts-guardians.ts'
import { endOfAgency } from './agency.ts'
import { birthOf } from './birth.ts'
import { bornOf } from './consent.ts'
import { guardianLimits } from './guardian.ts'
import { mustBeAble, mustFitPower, powerAgentUnknown, powerCheckNotFound, powerNotRepresentative, powerOwnCheck, powerPrincipalUnknown, powerReadDifferently, powerSameOfficer, type PowerPaper, type SeenPower } from './power.ts'
import { endGuardianCheck, selectGuardiansOf } from './store-guardians.ts'
import { insertPowerCheck, isPrincipalOfPower, selectPowerCheck, type PowerCheck } from './store-powers.ts'
import { getPartyIdentity } from './read.ts'
import { selectRepresentative } from './store-agencies.ts'
import { findCompany, findHolder, getProvedAdult, holderLock, isReadAlike, mustHaveNoPart, openForHolder, readPerson, type ReadPerson, type ShownPerson } from './window-people.ts'

/** What was shown at the window: the paper and both documents. `until` is the last day. */
export interface ShownPower extends SeenPower {
  principal: ShownPerson & { login?: string | undefined }
  agent: ShownPerson
  /** Who signed for an organisation. */
  representative?: ShownPerson | undefined
  items: string[]
  until: Temporal.PlainDate
  paper: PowerPaper
  organisation: string
}

/** What is sealed of a check until it is decided. */
export interface SealedPower {
  principal: ShownPerson & { login: string | null }
  agent: ShownPerson
  representative: ShownPerson | null
  seen: SeenPower & { items: string[]; until: string; paper: PowerPaper }
}

export function openPower(keys: Keys, { id, sealed }: Pick<PowerCheck, 'id' | 'sealed'>): SealedPower {
  return { representative: null, ...(JSON.parse(decryptData(keys, sealed, contextOf(id))) as Omit<SealedPower, 'representative'> & Partial<SealedPower>) }
}

/** The lock under which a principal without an account gets one. */
export const principalLock = (keys: Keys, check: PowerCheck): string => holderLock(keys, openPower(keys, check).principal)

const getAgent = (act: Act, keys: Keys, person: ShownPerson) => getProvedAdult(act, keys, person, () => powerAgentUnknown({}, [{ path: '/agent/idNumber', code: 'unknown', zh: '没有持这份证件核验过的成年人账号', en: 'No adult was proved by this document' }]))

const isCompany = ({ idKind }: ShownPerson): boolean => idKind === 'uscc'

/** The organisation's account, where there is one; refuses a signature that is not its legal representative's, as far as that one is known (民法典 61). */
async function findCompanyPrincipal(act: Act, keys: Keys, { principal, representative }: Pick<SealedPower, 'principal' | 'representative'>, refuse: (field: string) => Problem): Promise<string | undefined> {
  const company = await findCompany(act, keys, principal, () => refuse('name'))
  const known = company?.representative ? await getPartyIdentity(act.tx, keys, company.representative) : undefined
  if (known && (known.name !== representative?.name || known.idNumber !== representative.idNumber)) throw powerNotRepresentative({}, [{ path: '/representative/idNumber', code: 'different', zh: '不是登记的法定代表人', en: 'Not the registered representative' }])
  return company?.id
}

/** The principal's account, where there is one; refuses who cannot name an agent alone. */
async function findPrincipal(act: Act, keys: Keys, { principal, representative }: Pick<SealedPower, 'principal' | 'representative'>, agent: string): Promise<string | undefined> {
  const refuse = (field: string) => powerPrincipalUnknown({}, [{ path: `/principal/${field}`, code: 'unknown', zh: '与委托人的证件不一致', en: 'Not that of the principal’s document' }])
  if (isCompany(principal)) return findCompanyPrincipal(act, keys, { principal, representative }, refuse)
  const account = await findHolder(act, keys, principal, { isKnown: (id) => isPrincipalOfPower(act.tx, id), refuse })
  if (account === agent) throw refuse('idNumber')
  const born = birthOf(principal) ?? (account === undefined ? undefined : await bornOf(act.tx, keys, account))
  mustBeAble({ born, isWard: account !== undefined && (await selectGuardiansOf(act.tx, account, act.now)).length > 0 }, dateInChina(act.now))
  return account
}

/** Notes that a paper was taken; nobody acts by it until it is confirmed. Answers the check. */
export async function seePower(act: Act, keys: Keys, { principal: shownPrincipal, agent: shownAgent, representative: shownRepresentative, items, until, paper, organisation, ...shown }: ShownPower): Promise<string> {
  const [principal, agent] = [{ ...readPerson(shownPrincipal), login: shownPrincipal.login ?? null }, readPerson(shownAgent)]
  const representative = shownRepresentative ? readPerson(shownRepresentative) : null
  await mustHaveNoPart(act, [principal, agent, ...(representative ? [representative] : [])], powerOwnCheck)
  mustFitPower(shown, { company: isCompany(principal), signed: representative !== null })
  endOfAgency(until, dateInChina(act.now))
  const account = await getAgent(act, keys, agent)
  await findPrincipal(act, keys, { principal, representative }, account)
  const id = act.newId()
  const { reference, mark, notarised, abroad } = shown
  const content: SealedPower = { principal, agent, representative, seen: { reference, mark, notarised, abroad, items: [...new Set(items)], until: until.toString(), paper: { sha256: paper.sha256, name: paper.name, type: paper.type } } }
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
export async function confirmPower(act: Act, keys: Keys, id: string, organisations: readonly string[], read: { principal: ReadPerson; agent: ReadPerson; representative?: ReadPerson | undefined }): Promise<{ principal: string; agent: string }> {
  const check = await getCheck(act, id, organisations)
  const { principal, agent, representative, seen } = openPower(keys, check)
  const people = { principal, agent, ...(representative ? { representative } : {}) }
  await mustHaveNoPart(act, Object.values(people), powerOwnCheck)
  for (const [path, person] of Object.entries(people)) {
    const again = read[path as keyof typeof people]
    if (!again || !isReadAlike(person, again)) throw powerReadDifferently({}, [{ path: `/${path}/idNumber`, code: 'different', zh: '与窗口所见不一致', en: 'Not what the window saw' }])
  }
  const agentAccount = await getAgent(act, keys, agent)
  const account = (await findPrincipal(act, keys, { principal, representative }, agentAccount)) ?? (await openForHolder(act, keys, principal, 'principal'))
  if (!(await endGuardianCheck(act.tx, id, { state: 'confirmed', by: act.actor.id, now: act.now }))) throw powerCheckNotFound()
  const { items, until, paper: { sha256, name, type }, ...kept } = seen
  const salt = act.random.bytes(16)
  const agency = await giveAgency(act, { principal: account, agent: agentAccount, by: act.actor.id, items, until: Temporal.PlainDate.from(until), power: { kept: { ...kept, name, type, organisation: check.organisation, salt: Buffer.from(salt).toString('hex') }, paper: sha256 } })
  // Of a company its legal representative hears of it himself: nobody else there would know whether he signed.
  const represents = isCompany(principal) ? (await selectRepresentative(act.tx, account))?.id : undefined
  act.record('people.power-confirmed', {
    subject: account, facts: { agency, agent: agentAccount, organisation: check.organisation, check: id, seenBy: check.seenBy, told: [account, agentAccount, ...(represents ? [represents] : [])] },
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
