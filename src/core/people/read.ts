// What other contexts may know of people: names for timelines, who applies. Reads only; opens sealed numbers for a party alone.
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { findOrganisations, nameOrganisation } from '#core/organisations'
import { accountNotFound, readLogin, type Account, type AccountKind, type KnownIdentity, type PartyIdentity } from './account.ts'
import { agentLevelMin } from './agency.ts'
import { unseal } from './documents.ts'
import { isRegistered, type RegisteredKind } from './ending.ts'
import { selectEndings } from './store-endings.ts'
import { selectAccount, selectAccountByLogin, selectNames } from './store-accounts.ts'
import type { Hours } from './hours.ts'
import { selectAbsences, selectDeputised } from './store-absences.ts'
import { selectHolders, selectHoldersOfRoles, selectPosts } from './store-posts.ts'
import { selectLevels } from './store-proofs.ts'

/** How somebody is named in a timeline. */
export interface NamedPerson {
  kind: AccountKind
  name: string
  nameEn?: string
  organisation?: { code: string; name: { zh: string; en?: string } }
}

/** Names by account id; ids that are no account (system actors) are absent. Two statements, however many ids. */
export async function namesOf(sql: Sql, ids: Iterable<string>): Promise<Map<string, NamedPerson>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await selectNames(sql, wanted)
  const known = await findOrganisations(sql, rows.flatMap((row) => (row.organisation ? [row.organisation] : [])))
  return new Map(rows.map((row) => [row.id, {
    kind: row.kind, name: row.name, ...(row.nameEn ? { nameEn: row.nameEn } : {}),
    ...(row.organisation ? { organisation: nameOrganisation(known, row.organisation) } : {}),
  }]))
}

/** What the registers say of these accounts, by account: that somebody died, or an organisation is dissolved or struck off. */
export async function endingsOf(sql: Sql, accounts: readonly string[]): Promise<Map<string, RegisteredKind>> {
  const rows = accounts.length > 0 ? await selectEndings(sql, [...new Set(accounts)]) : []
  return new Map(rows.flatMap(({ account, kind }) => (isRegistered(kind) ? [[account, kind] as const] : [])))
}

/** A civil servant with a post that is held. */
export interface Holder {
  account: string
  name: string
  nameEn?: string
  role: string
  organisation: string
  /** The team or window of it; null: the whole body. */
  section: string | null
  /** When the post holds within a day; null: at all times. */
  hours: Hours | null
}

/** Who holds a post in these organisations, or in these sections, at a moment, by name; frozen accounts left out. Who rests at this hour is among them: work waits for him. */
export async function holdersOf(sql: Sql, organisations: readonly string[], now: Temporal.Instant): Promise<Holder[]> {
  const rows = organisations.length > 0 ? await selectHolders(sql, [...new Set(organisations)], now) : []
  return rows.map(({ nameEn, ...row }) => ({ ...row, ...(nameEn ? { nameEn } : {}) }))
}

/** Accounts, not frozen, that hold one of these roles at a moment: in an organisation, or anywhere where it is null. */
export async function holdersOfRoles(sql: Sql, roles: readonly string[], organisation: string | null, now: Temporal.Instant): Promise<string[]> {
  return selectHoldersOfRoles(sql, roles, organisation, now)
}

/** Role, organisation and section of each post that an account holds at a moment. */
export async function postsHeld(sql: Sql, account: string, now: Temporal.Instant): Promise<{ role: string; organisation: string; section: string | null }[]> {
  return selectPosts(sql, [account], now)
}

/** The account behind a login. */
export async function findAccountByLogin(sql: Sql, login: string): Promise<string | undefined> {
  return (await selectAccountByLogin(sql, login))?.id
}

/** Who an applicant is, with the full number. Throws `people.not-found`, also for a civil servant, who never applies by that account. */
export async function getPartyIdentity(sql: Sql, keys: Keys, accountId: string): Promise<PartyIdentity> {
  const account = await selectAccount(sql, accountId)
  if (!account || account.kind === 'staff') throw accountNotFound()
  return identityOf(keys, account, account.kind)
}

function identityOf(keys: Keys, account: Account, kind: 'natural' | 'legal'): PartyIdentity {
  const idNumber = unseal(keys, account.id, 'id', account.idSealed)
  const phone = unseal(keys, account.id, 'phone', account.phoneSealed)
  return {
    accountId: account.id, kind, name: account.name,
    ...(account.nameEn ? { nameEn: account.nameEn } : {}), ...(account.idKind ? { idKind: account.idKind } : {}),
    ...(idNumber ? { idNumber } : {}), ...(phone ? { phone } : {}),
  }
}

/** As `getPartyIdentity`, of an account that may act now, with its level at that moment; undefined for one that is frozen, a civil servant's, or gone. */
export async function findIdentity(sql: Sql, keys: Keys, accountId: string, now: Temporal.Instant): Promise<KnownIdentity | undefined> {
  const account = await selectAccount(sql, accountId)
  if (!account || account.kind === 'staff' || account.frozenAt) return undefined
  return { ...identityOf(keys, account, account.kind), assuranceLevel: await assuranceLevelOf(sql, accountId, now) }
}

/** 实名等级 of an account at a moment, by proofs that are at most so many days old where that is asked; 1 where nobody said who it is. */
export async function assuranceLevelOf(sql: Sql, accountId: string, now: Temporal.Instant, daysMax?: number): Promise<number> {
  return (await selectLevels(sql, [accountId], now, daysMax === undefined ? undefined : now.subtract({ hours: 24 * daysMax }))).get(accountId) ?? 1
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** A personal account that is not frozen, by its login; only its name, and whether it is known well enough to act for others. */
export async function findNaturalByLogin(sql: Sql, login: string, now: Temporal.Instant): Promise<{ id: string; name: string; mayBeAgent: boolean } | undefined> {
  const account = await selectAccountByLogin(sql, readLogin(login))
  // Asked of nobody too: what a login costs must not tell whether it is a person's.
  const level = await assuranceLevelOf(sql, account?.id ?? nobody, now)
  return account?.kind === 'natural' && account.frozenAt === null ? { id: account.id, name: account.name, mayBeAgent: level >= agentLevelMin } : undefined
}

/** Who of these accounts is away on a day, until when. */
export async function absencesOn(sql: Sql, accounts: readonly string[], day: Temporal.PlainDate): Promise<Map<string, { until: string; deputy: string | null }>> {
  const rows = accounts.length > 0 ? await selectAbsences(sql, [...new Set(accounts)], day.toString(), day.toString()) : []
  return new Map(rows.map(({ account, until, deputy }) => [account, { until, deputy }]))
}

/** Whom an account stands in for on a day: it sees what they have taken, and may do it where it holds the post. */
export async function deputisedBy(sql: Sql, account: string, day: Temporal.PlainDate): Promise<string[]> {
  return selectDeputised(sql, account, day.toString())
}
