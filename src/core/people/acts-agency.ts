// The verbs of acting for others: grant, take back, keep, choose for whom a session acts; who represents a company.
import type { Act } from '#base/act'
import { dateInChina } from '#base/time'
import type { Keys } from '#base/crypto'
import { accountNotFound, readLogin, readName, type Account } from './account.ts'
import { addAccount } from './acts.ts'
import { takeRegisteredName } from './acts-profile.ts'
import { agencyNotFound, agentLevelMin, agentNotFound, companyFrozen, endOfAgency, noSuchCapacity, notKnownEnough, sameRepresentative } from './agency.ts'
import { accountEnded, isShut } from './ending.ts'
import { findCompanyByUscc } from './search.ts'
import { selectAccount, selectAccountByLogin } from './store-accounts.ts'
import { endActing, endAgency, insertAgency, keepGiven, selectCapacities, selectRepresentative, updateActingFor, updateRepresentative } from './store-agencies.ts'
import { guardianshipStands } from './guardian.ts'
import type { KeptPower } from './power.ts'
import { selectEnding } from './store-endings.ts'
import { selectGuardianship } from './store-guardians.ts'
import { selectLevels } from './store-proofs.ts'

/** The lock under which agencies of an account change. */
export const agencyLock = (principal: string): string => `agency:${principal}`

export interface NewAgency {
  /** Login and name of the person who shall act: both, so that nobody else is meant. */
  login: string
  name: string
  items: string[] | null
  until: Temporal.PlainDate
}

/** Lets somebody act for the principal. `by` is who says so: the principal, or a legal representative. Answers the agency and the agent. */
export async function grantAgency(act: Act, principal: string, by: string, input: NewAgency): Promise<{ id: string; agent: string }> {
  const agent = await selectAccountByLogin(act.tx, readLogin(input.login))
  if (!agent || agent.id === principal || !(await isMeant(act, agent, input.name))) throw agentNotFound()
  return { id: await giveAgency(act, { principal, agent: agent.id, by, items: input.items, until: input.until }), agent: agent.id }
}

/** Lets an account act for a principal who said so; answers the agency. That the agent is a verified person was asked before. */
export async function giveAgency(act: Act, { principal, agent, by, items, until, power }: { principal: string; agent: string; by: string; items: string[] | null; until: Temporal.PlainDate; power?: { kept: KeptPower; paper: string } }): Promise<string> {
  const id = act.newId()
  await insertAgency(act.tx, { id, principal, agent, items, grantedBy: by, from: act.now, to: endOfAgency(until, dateInChina(act.now)), ...(power ? { power } : {}) })
  act.record('people.agency-granted', { subject: principal, facts: { agency: id, agent, items, until: until.toString() } })
  return id
}

/** Takes an agency back, or gives it up; sessions that act under it are themselves again with their next call. Answers the agent. */
export async function revokeAgency(act: Act, id: string, party: string, by: string): Promise<string> {
  const agent = await takeBackAgency(act, id, party, by)
  if (agent === undefined) throw (await isGuardianshipOf(act, id, party)) ? guardianshipStands() : agencyNotFound({ agency: id })
  return agent
}

/** Whether it is a guardianship of this ward or guardian, which ends by proof alone (guardian.ts). */
async function isGuardianshipOf(act: Act, id: string, party: string): Promise<boolean> {
  const one = await selectGuardianship(act.tx, id, act.now)
  return one?.ward === party || one?.guardian === party
}

/** As `revokeAgency`, for whoever need not know whether it still ran; undefined where it did not. */
export async function takeBackAgency(act: Act, id: string, party: string, by: string): Promise<string | undefined> {
  const ended = await endAgency(act.tx, id, { party, account: by, now: act.now })
  if (!ended) return undefined
  await endActing(act.tx, ended.agent, ended.principal, act.now)
  act.record('people.agency-revoked', { subject: ended.principal, facts: { agency: id, agent: ended.agent } })
  return ended.agent
}

/** Keeps an agency that was given before: by the principal or the legal representative, in a review after that one changed. */
export async function keepAgency(act: Act, id: string, principal: string, by: string): Promise<void> {
  const agent = await keepGiven(act.tx, id, { principal, account: by, now: act.now })
  if (agent === undefined) throw agencyNotFound({ agency: id })
  act.record('people.agency-kept', { subject: principal, facts: { agency: id, agent } })
}

/** Refuses what is no change of who represents an organisation: one that is struck off, a person who is not known well enough, the one it has. */
export async function mayRepresent(act: Act, company: string, person: string): Promise<void> {
  const held = await selectRepresentative(act.tx, company)
  if (!held) throw accountNotFound()
  const ending = await selectEnding(act.tx, company)
  if (ending && isShut(ending.kind)) throw accountEnded()
  const account = await selectAccount(act.tx, person)
  if (!account || !(await isKnown(act, account))) throw notKnownEnough()
  if (held.id === person) throw sameRepresentative()
}

/** Puts somebody in the place of a company's legal representative; the former one acts no more, from this moment. Answers that one; null where it was nobody. Throws `people.not-found`. */
export async function putRepresentative(act: Act, company: string, person: string, reference: string): Promise<string | null> {
  const changed = await updateRepresentative(act.tx, company, person, act.now)
  if (!changed) throw accountNotFound()
  if (changed.former !== null && changed.former !== person) await endActing(act.tx, changed.former, company, act.now)
  act.record('people.representative-changed', { subject: company, facts: { former: changed.former, representative: person, reference, agencies: changed.agencies } })
  return changed.former
}

/**
 * The account of the company that a register says somebody represents: the one that is there, with that one as its representative from now on, or a
 * new one that nobody but the representative, and whoever is let act, signs in for. Answers it, and who represented it before.
 * Throws `people.company-frozen`. `reference` is the register's name of its answer.
 */
export async function bindCompany(act: Act, keys: Keys, { uscc, name, person, reference }: { uscc: string; name: string; person: string; reference: string }): Promise<{ company: string; former: string | null }> {
  const known = await findCompanyByUscc(act.tx, keys, uscc)
  if (known?.frozen) throw companyFrozen()
  // The register says today’s name; where it says none, the one that is kept stays.
  if (known && name !== '') await takeRegisteredName(act, keys, known.id, name)
  if (known) return { company: known.id, former: known.representative === person ? person : await putRepresentative(act, known.id, person, reference) }
  const login = (await selectAccount(act.tx, person))?.login ?? ''
  const company = await addAccount(act, keys, { kind: 'legal', login: `company.${uscc.toLowerCase()}`, name, uscc, representative: login, statedLevel: 2 })
  return { company, former: null }
}

/** A verified person who is named by both login and name. */
async function isMeant(act: Act, account: Account, name: string): Promise<boolean> {
  return account.name === readName(name) && isKnown(act, account)
}

/** Whether an account is that of a verified person who may sign in. */
async function isKnown(act: Act, { id, kind, frozenAt }: Account): Promise<boolean> {
  return kind === 'natural' && frozenAt === null && ((await selectLevels(act.tx, [id], act.now)).get(id) ?? 1) >= agentLevelMin
}

/** Chooses for whom a session acts; null is oneself. */
export async function chooseCapacity(act: Act, account: string, session: string, principal: string | null): Promise<void> {
  const capacity = principal === null ? undefined : (await selectCapacities(act.tx, account, act.now)).find((one) => one.principal === principal)
  if (principal !== null && !capacity) throw noSuchCapacity()
  await updateActingFor(act.tx, session, principal)
  act.record('people.capacity-chosen', { subject: account, facts: { session, principal, agency: capacity?.agency ?? null } })
}
