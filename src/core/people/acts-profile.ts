// The verb: a datum of a profile is corrected because that was asked for and granted (个人信息保护法 46), or because the register says otherwise.
// The ledger learns the field and the case; what stood there and what stands there now are told to nobody.
import type { Act } from '#base/act'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { accountNotFound, type Account } from './account.ts'
import { mayOpenAlone } from './consent.ts'
import { readDocument, seal, sealDocument, unseal } from './documents.ts'
import { maskName, maskNumber } from './mask.ts'
import { changedBy, profileFields, provedDatum, readDatum, registeredDatum, sameDatum, type ChangedBy, type ProfileCorrection, type ProfileField } from './profile.ts'
import { mustBeUnmerged } from './search.ts'
import { selectAccount, updateDocument } from './store-accounts.ts'
import { isSettled, lockProfile, updateNameOf, updateProfile } from './store-profiles.ts'

/** The profile as its holder is shown it: what is kept, masked, and what changes it. */
export interface ProfileLine {
  field: ProfileField
  value: string | null
  by: ChangedBy
}

function valuesOf(keys: Keys, account: Account): Record<ProfileField, string | null> {
  return { name: account.name, 'name-en': account.nameEn, phone: unseal(keys, account.id, 'phone', account.phoneSealed) ?? null, 'id-number': unseal(keys, account.id, 'id', account.idSealed) ?? null }
}

/** What is kept of an account's holder, and what changes each of it. */
export async function profileOf(sql: Sql, keys: Keys, id: string): Promise<ProfileLine[]> {
  const account = await selectAccount(sql, id)
  if (!account) throw accountNotFound()
  const [values, isProved] = [valuesOf(keys, account), await isSettled(sql, id)]
  const shown = (field: ProfileField, value: string) => (field === 'phone' || field === 'id-number' ? maskNumber(value) : field === 'name' && account.kind === 'natural' ? maskName(value) : value)
  return profileFields.map((field) => ({ field, value: values[field] === null ? null : shown(field, values[field]), by: changedBy(field, { kind: account.kind, isProved }) }))
}

/** The new value as it will be kept, of a datum that a request may change. */
async function readCorrection(sql: Sql, keys: Keys, account: Account, { field, value }: ProfileCorrection, now: Temporal.Instant): Promise<string> {
  const by = changedBy(field, { kind: account.kind, isProved: await isSettled(sql, account.id) })
  if (by === 'proof') throw provedDatum({ field })
  if (by === 'register') throw registeredDatum({ field })
  const idKind = account.idKind ?? 'resident-id'
  const read = field === 'id-number' ? readDocument('natural', idKind, value) : readDatum(field, value)
  if (read === valuesOf(keys, account)[field]) throw sameDatum({ field })
  if (field === 'id-number') {
    mayOpenAlone({ idKind, idNumber: read }, now)
    await mustBeUnmerged(sql, keys, idKind, read, account.id)
  }
  return read
}

async function holderOf(sql: Sql, id: string): Promise<Account> {
  const account = await selectAccount(sql, id)
  if (!account || account.kind === 'staff') throw accountNotFound()
  return account
}

/**
 * Refuses what no request changes: what was proved, what a register keeps, what stands there already, what is no such datum. Throws `people.proved-datum`,
 * `people.registered-datum`, `people.same-datum`, `people.bad-datum`, `people.bad-document`, `people.number-merged`, `people.too-young`.
 */
export async function mayCorrectProfile(sql: Sql, keys: Keys, account: string, correction: ProfileCorrection, now: Temporal.Instant): Promise<void> {
  await readCorrection(sql, keys, await holderOf(sql, account), correction, now)
}

/** Corrects a datum, as a case granted. Throws as `mayCorrectProfile`. */
export async function correctProfile(act: Act, keys: Keys, id: string, correction: ProfileCorrection, caseId: string): Promise<void> {
  // Whoever keeps a proof of this account at the same moment goes before, or waits.
  await lockProfile(act.tx, id)
  const account = await holderOf(act.tx, id)
  const value = await readCorrection(act.tx, keys, account, correction, act.now)
  const { field } = correction
  const salt = act.random.bytes(16)
  if (field === 'name') await updateNameOf(act.tx, account, value, salt)
  else if (field === 'id-number') await updateDocument(act.tx, id, { name: account.name, idKind: account.idKind ?? 'resident-id', ...sealDocument(keys, id, value, act.random) }, salt)
  else await updateProfile(act.tx, account, field === 'phone' ? { phoneSealed: seal(keys, id, 'phone', value, act.random) } : { nameEn: value })
  const now = { ...valuesOf(keys, account), [field]: value }
  // The salt of an account's name and number lies with the account; other data have none.
  const proves = field === 'name' || field === 'id-number' ? { proves: { salt, content: { login: account.login, name: now.name, number: now['id-number'] } } } : {}
  act.record('people.profile-corrected', { subject: id, facts: { field, case: caseId }, ...proves })
}

/** Takes the name of a company as its register has it now. */
export async function takeRegisteredName(act: Act, keys: Keys, company: string, name: string): Promise<void> {
  const account = await holderOf(act.tx, company)
  const value = readDatum('name', name)
  if (account.name === value) return
  const salt = act.random.bytes(16)
  await updateNameOf(act.tx, account, value, salt)
  act.record('people.profile-corrected', { subject: company, facts: { field: 'name', case: null }, proves: { salt, content: { login: account.login, name: value, number: valuesOf(keys, account)['id-number'] } } })
}
