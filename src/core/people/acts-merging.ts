// Merging two accounts of one holder, asked for by one administrator and confirmed by another. Everything that stands under the one goes over to
// the other in one act, by the moves that each context declares; what was on its way meanwhile goes over with the next beat.
import type { Act } from '#base/act'
import type { Ground, Move } from '#base/context'
import type { Keys } from '#base/crypto'
import type { Sql } from '#base/db'
import { anonymous } from '#base/http'
import { accountNotFound, type Account } from './account.ts'
import { accountLock } from './acts.ts'
import { agencyLock, takeBackAgency } from './acts-agency.ts'
import { shut } from './acts-closing.ts'
import { unseal } from './documents.ts'
import { accountEnded } from './ending.ts'
import { accountNotUsable, documentsDiffer, mustBeOneDomain, mustFit, notProved, ownMerging, type Document, type Link } from './merging.ts'
import { namesOf } from './read.ts'
import { selectAccount } from './store-accounts.ts'
import { selectEnding, selectRunningAgencies } from './store-endings.ts'
import { endActingFor, insertMerged, isAnythingLeft, moveRows, selectMergedSince, wasProved } from './store-mergings.ts'

export interface Merging {
  from: string
  into: string
  link: Link
}

/** [K] 实名等级 that both must have had, and for how long what comes late is looked for. */
const limits = { levelMin: 3, lateDays: 7 } as const

/** What to lock: both accounts, and what is given to and by them. */
export const mergingLocks = ({ from, into }: Pick<Merging, 'from' | 'into'>): string[] => [accountLock(from), accountLock(into), agencyLock(from), agencyLock(into)]

async function getAccount(sql: Sql, id: string): Promise<Account> {
  const account = await selectAccount(sql, id)
  if (!account) throw accountNotFound({ account: id })
  return account
}

function documentOf(keys: Keys, { id, idKind, idSealed }: Account): Document {
  const number = unseal(keys, id, 'id', idSealed)
  if (idKind === null || number === undefined) throw documentsDiffer({ account: id })
  return { kind: idKind, number }
}

/** Refuses what is not to be merged. */
export async function mayMerge(act: Act, keys: Keys, { from, into, link }: Merging): Promise<void> {
  const [one, other] = [await getAccount(act.tx, from), await getAccount(act.tx, into)]
  mustBeOneDomain(one, other)
  const officer = (await namesOf(act.tx, [act.actor.id])).get(act.actor.id)?.name
  // A work account holds no number, so that the name is what tells.
  if ([one.name, other.name].includes(officer ?? '')) throw ownMerging()
  for (const account of [one, other]) {
    if (account.frozenAt !== null || (await selectEnding(act.tx, account.id))) throw accountNotUsable({ login: account.login })
    if (!(await wasProved(act.tx, account.id, limits.levelMin))) throw notProved({ login: account.login })
  }
  mustFit(link, documentOf(keys, one), documentOf(keys, other))
}

async function moveAll(act: Act, keys: Keys, moves: readonly Move[], { from, into }: Pick<Merging, 'from' | 'into'>, first: boolean): Promise<number> {
  for (const { settle } of moves) await settle?.({ act, keys, from, into, first })
  let rows = 0
  for (const move of moves) rows += await moveRows(act.tx, move, from, into)
  return rows
}

/**
 * Merges one account into another; who may is asked before. Answers whom this concerns besides: who acted for it. Between the two, authority ends; what
 * both have from a third goes on side by side (an agency holds with another, 民法典 165). The old password stays, so that its holder, and nobody
 * else, is told where to sign in: let in by it he is not, since two passwords would be two ways into one account, the weaker one unwatched.
 */
export async function mergeAccounts(act: Act, keys: Keys, moves: readonly Move[], { from, into, link }: Merging): Promise<string[]> {
  if (!(await insertMerged(act.tx, { id: act.newId(), account: from, into, at: act.now, by: act.actor.id }))) throw accountEnded()
  const between = (await selectRunningAgencies(act.tx, from, act.now)).filter(({ principal, agent }) => principal === into || agent === into)
  for (const { id } of between) await takeBackAgency(act, id, from, act.actor.id)
  const agents = await endActingFor(act.tx, from)
  const sessionsEnded = await shut(act, from)
  const rows = await moveAll(act, keys, moves, { from, into }, true)
  act.record('people.merged', { subject: into, facts: { from, link, rows, sessionsEnded, agenciesEnded: between.length } })
  return agents
}

/** Lets go over what was on its way when accounts were merged: an application being sent, news that nobody had read from the ledger yet. */
export async function moveLate(ground: Ground, moves: readonly Move[]): Promise<void> {
  for (const pair of await selectMergedSince(ground.sql, ground.clock.now().subtract({ hours: 24 * limits.lateDays }))) {
    if (!(await isAnythingLeft(ground.sql, moves, pair.from))) continue
    await ground.runAct({ actor: { id: anonymous, kind: 'system' }, locks: mergingLocks(pair) }, async (act) => {
      const rows = await moveAll(act, ground.keys, moves, pair, false)
      act.record('people.merged-late', { subject: pair.into, facts: { from: pair.from, rows } })
    })
  }
}
