// Finished cases for those above who erase what its time is over for, and the cases of an account.
import type { Sql } from '#base/db'
import { outsideSql } from './store-parties.ts'

export interface FinishedCase {
  id: string
  number: string
  itemVersion: string
  finishedAt: Temporal.Instant
}

/** Cases that ended before a moment, the first to end first; after one of them. */
export async function listFinished(sql: Sql, before: Temporal.Instant, after: { finishedAt: Temporal.Instant; caseId: string } | undefined, limit: number): Promise<FinishedCase[]> {
  return sql.prepared<FinishedCase>(
    'cases-finished', `select id, number, item_version as "itemVersion", finished_at as "finishedAt" from cases.cases where finished_at < $1 and ($2::timestamptz is null or (finished_at, id) > ($2, $3::uuid)) order by finished_at, id limit $4`,
    [before.toString(), after?.finishedAt.toString() ?? null, after?.caseId ?? null, limit],
  )
}

/** The cases in which these accounts are parties, not as third ones: those are another's. */
export async function casesOfAccounts(sql: Sql, accounts: readonly string[]): Promise<{ id: string; number: string }[]> {
  return sql.prepared('cases-of-accounts-2', `select c.id, c.number from cases.cases c where c.id in (select case_id from cases.parties where account = any ($1::uuid[]) and role not in (${outsideSql}, 'third-party')) order by c.id`, [accounts])
}

/** The cases that these accounts applied for, by themselves or jointly. */
export async function casesAppliedFor(sql: Sql, accounts: readonly string[]): Promise<{ id: string; number: string }[]> {
  return sql.prepared('cases-applied-for', "select c.id, c.number from cases.cases c where c.id in (select case_id from cases.parties where account = any ($1::uuid[]) and role in ('applicant', 'joint-applicant')) order by c.id", [accounts])
}
