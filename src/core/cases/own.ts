// One's own cases for those above who gather by person: which they are, and the limits that run or ran in them.
import type { Whose } from '#base/act'
import type { Sql } from '#base/db'
import type { CaseState, Outcome, Term } from './case.ts'
import { outsideSql } from './store-parties.ts'

/** Not one's own cases: those of others (许可法 36), and those in which one takes no part. */
const outsiders = `(${outsideSql}, 'third-party')`

export interface OwnTerm {
  caseId: string
  number: string
  itemVersion: string
  caseState: CaseState
  id: string
  kind: Term['kind']
  dueOn: string
  provisional: boolean
  state: Term['state']
}

/** The limits of the cases in which an account is a party, not as a third one (许可法 36: it sees what concerns it), as far as these run or ended after a moment; by date. */
export async function listOwnTerms(sql: Sql, whose: Whose, endedAfter: Temporal.Instant, limit: number): Promise<OwnTerm[]> {
  return sql.prepared<OwnTerm>(
    'cases-own-terms-3',
    `select c.id as "caseId", c.number, c.item_version as "itemVersion", c.state as "caseState", t.id, t.kind, t.due_on::text as "dueOn", t.provisional, t.state
     from cases.cases c join cases.terms t on t.case_id = c.id
     where c.id in (select case_id from cases.parties where account = $1 and role not in ${outsiders}) and ($4::text[] is null or c.item = any ($4)) and (c.finished_at is null or c.finished_at > $2) order by t.due_on, t.id limit $3`,
    [whose.id, endedAfter, limit, whose.items ?? null],
  )
}

/** The newest cases in which an account is a party, not as a third one: of those it reads only the letters to itself, on the page of the case. */
export async function listOwnCaseIds(sql: Sql, whose: Whose, limit: number): Promise<string[]> {
  const rows = await sql.prepared<{ id: string }>('cases-own-ids-3', `select c.id from cases.cases c where c.id in (select case_id from cases.parties where account = $1 and role not in ${outsiders}) and ($3::text[] is null or c.item = any ($3)) order by c.opened_at desc limit $2`, [whose.id, limit, whose.items ?? null])
  return rows.map((row) => row.id)
}

/**
 * Where an account stands in its newest cases, third parties included: its places among the parties, and -1 besides where letters to the first
 * one are its own too: to the applicants and their agents, or, where nobody applied, to those whom it is about.
 */
export async function listOwnParts(sql: Sql, whose: Whose, limit: number): Promise<{ caseId: string; place: number }[]> {
  return sql.prepared(
    'cases-own-parts',
    `with own as (select p.case_id, p.ordinal, p.role from cases.parties p join cases.cases c on c.id = p.case_id where p.account = $1 and ($3::text[] is null or c.item = any ($3)) order by c.opened_at desc limit $2)
     select case_id as "caseId", ordinal as place from own
     union select case_id, -1 from own where role in ('applicant', 'joint-applicant', 'agent') or (role = 'respondent' and not exists (select from cases.parties a where a.case_id = own.case_id and a.role = 'applicant'))`,
    [whose.id, limit, whose.items ?? null],
  )
}

export interface OwnLine {
  number: string
  itemVersion: string
  state: CaseState
  outcome: Outcome | null
  openedAt: Temporal.Instant
  dueAt: string | null
  handling: string
}

/** One line for each of the newest cases in which an account is a party, not as a third one: that is its own concern (许可法 36). */
export async function listOwnLines(sql: Sql, account: string, limit: number): Promise<OwnLine[]> {
  return sql.prepared<OwnLine>(
    'cases-own-lines-3',
    `select c.number, c.item_version as "itemVersion", c.state, c.outcome, c.opened_at as "openedAt", c.due_at::text as "dueAt", c.handling
     from cases.cases c where c.id in (select case_id from cases.parties where account = $1 and role not in ${outsiders}) order by c.opened_at desc, c.id desc limit $2`, [account, limit],
  )
}
