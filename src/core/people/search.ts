// Finds accounts by login, part of the name, or a whole document number; numbers are found by digest, none is opened.
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { Account } from './account.ts'
import { digestDocument } from './documents.ts'
import { levelOfOneself } from './proof.ts'
import type { Ending } from './ending.ts'
import { selectEndingByDigest } from './store-endings.ts'
import { selectAccounts, selectAllByDigest, selectByDigest, selectDigestKeys, type AccountFilter, selectCompany } from './store-accounts.ts'

/** One page of accounts within reach, newest first. */
export async function findAccounts(sql: Sql, keys: Keys, filter: Omit<AccountFilter, 'digests'>, reach: ReachCondition): Promise<Account[]> {
  return selectAccounts(sql, { ...filter, digests: await digestsOf(sql, keys, filter.q) }, reach)
}

/**
 * The account of whoever holds this document, for papers handed in at a window. Only where it was proved that
 * the holder is that person (实名等级四级 or more): otherwise anybody could register with a stranger's name and number and read his case.
 */
export async function findAccountByDocument(sql: Sql, keys: Keys, idKind: string, idNumber: string, now: Temporal.Instant): Promise<string | undefined> {
  return selectByDigest(sql, idKind, await digestsOf(sql, keys, idNumber), { levelMin: levelOfOneself, now })
}

/** Every account with this number, matched with its issuer or not: for an officer who has the document before him. */
export async function findByNumber(sql: Sql, keys: Keys, idKind: string, idNumber: string): Promise<Account[]> {
  return selectAllByDigest(sql, idKind, await digestsOf(sql, keys, idNumber))
}

/** The account of a company, whoever proved it or not: one that is not frozen before one that is, the newest first. */
export async function findCompanyByUscc(sql: Sql, keys: Keys, uscc: string): Promise<{ id: string; frozen: boolean; representative: string | null } | undefined> {
  return selectCompany(sql, await digestsOf(sql, keys, uscc))
}

/** What a register says of whoever holds this document: died, dissolved, struck off. */
export async function findEndingOf(sql: Sql, keys: Keys, idKind: string, idNumber: string): Promise<Ending | undefined> {
  return selectEndingByDigest(sql, idKind, await digestsOf(sql, keys, idNumber))
}

/** A number may have been digested under several keys, one after another: it is looked up under each. */
async function digestsOf(sql: Sql, keys: Keys, q: string | undefined): Promise<Uint8Array[]> {
  const number = q?.normalize('NFKC').replace(/\s/g, '').toUpperCase() ?? ''
  if (!/^[A-Z0-9]{5,30}$/.test(number)) return []
  return (await selectDigestKeys(sql)).flatMap((kid) => digestDocument(keys, kid, number) ?? [])
}
