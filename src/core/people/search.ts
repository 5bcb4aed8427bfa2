// Finds accounts by login, part of the name, or a whole document number; numbers are found by digest, none is opened.
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { Account } from './account.ts'
import { digestDocument, wholeNumberIn } from './documents.ts'
import { levelOfOneself } from './proof.ts'
import { numberMerged } from './merging.ts'
import type { Ending } from './ending.ts'
import { selectEndingByDigest } from './store-endings.ts'
import { selectKeptByDigest } from './store-mergings.ts'
import { selectAccounts, selectAllByDigest, selectByDigest, selectDigestKeys, type AccountFilter, selectCompany } from './store-accounts.ts'

/** One page of accounts within reach, newest first. */
export async function findAccounts(sql: Sql, keys: Keys, filter: Omit<AccountFilter, 'digests'>, reach: ReachCondition): Promise<Account[]> {
  return selectAccounts(sql, { ...filter, digests: await digestsOf(sql, keys, filter.q) }, reach)
}

/**
 * The account of whoever holds this document, for papers handed in at a window. Only where it was proved that
 * the holder is that person (实名等级四级 or more): otherwise anybody could register with a stranger's name and number and read his case.
 * The number of an account that was merged leads to the one that was kept: two officers have seen that it is the holder's.
 */
export async function findAccountByDocument(sql: Sql, keys: Keys, idKind: string, idNumber: string, now: Temporal.Instant): Promise<string | undefined> {
  const digests = await digestsOf(sql, keys, idNumber)
  return (await selectByDigest(sql, idKind, digests, { levelMin: levelOfOneself, now })) ?? selectKeptByDigest(sql, idKind, digests, false)
}

/** Every account with this number, matched with its issuer or not: for an officer who has the document before him. */
export async function findByNumber(sql: Sql, keys: Keys, idKind: string, idNumber: string): Promise<Account[]> {
  return selectAllByDigest(sql, idKind, await digestsOf(sql, keys, idNumber))
}

/** The account of a company, whoever proved it or not: one that is not frozen before one that is, the newest first. */
export async function findCompanyByUscc(sql: Sql, keys: Keys, uscc: string): Promise<{ id: string; frozen: boolean; representative: string | null } | undefined> {
  const digests = await digestsOf(sql, keys, uscc)
  return selectCompany(sql, digests, (await selectKeptByDigest(sql, 'uscc', digests, false)) ?? null)
}

/** What a register says of whoever holds this document: died, dissolved, struck off. */
export async function findEndingOf(sql: Sql, keys: Keys, idKind: string, idNumber: string): Promise<Ending | undefined> {
  return selectEndingByDigest(sql, idKind, await digestsOf(sql, keys, idNumber))
}

/** Refuses a number that an account came by when another was merged into it, or before: only that account may state it (个人信息保护法 8). */
export async function mustBeUnmerged(sql: Sql, keys: Keys, idKind: string, number: string, account?: string): Promise<void> {
  const kept = await selectKeptByDigest(sql, idKind, await digestsOf(sql, keys, number), true)
  if (kept !== undefined && kept !== account) throw numberMerged()
}

/** A number may have been digested under several keys, one after another: it is looked up under each. */
async function digestsOf(sql: Sql, keys: Keys, q: string | undefined): Promise<Uint8Array[]> {
  const number = wholeNumberIn(q)
  if (number === undefined) return []
  return (await selectDigestKeys(sql)).flatMap((kid) => digestDocument(keys, kid, number) ?? [])
}
