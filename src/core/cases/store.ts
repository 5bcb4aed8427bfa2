// SQL of single cases. With list.ts and the other store-*.ts the only files that name these tables. One statement loads a case, one writes it.
import type { Sql } from '#base/db'
import type { ProcessState } from '#engines/process'
import { openForm, openWords, sealForm, sealWords, type Marked } from './inside.ts'
import { openNumbers, sealNumber, type StoredParty } from './numbers.ts'
import { inOrder, type Case, type CaseAttachment, type CaseStep, type Party, type Result, type Suspension, type Term } from './case.ts'
import type { Answers, FormVersion, Work, Words } from './work.ts'

// Read, never searched: text is made of a row at less cost than jsonb.
const caseJson = `json_build_object('id', c.id, 'number', c.number, 'item', c.item, 'itemVersion', c.item_version, 'parent', c.parent, 'about', c.about, 'state', c.state,
  'openedAt', c.opened_at, 'receivedOn', c.received_on, 'dueAt', c.due_at, 'suspendedAt', c.suspended_at, 'suspendedUntil', c.suspended_until, 'finishedAt', c.finished_at, 'outcome', c.outcome,
  'annulledOn', c.annulled_on, 'annulledBy', c.annulled_by, 'receiving', c.receiving, 'handling', c.handling, 'deciding', c.deciding, 'window', c."window", 'team', c.team)`
export const stepJson = `json_build_object('id', s.id, 'token', s.token, 'element', s.element, 'name', s.name, 'kind', s.kind, 'role', s.role, 'organisation', s.organisation, 'section', s.section,
  'outcomes', s.outcomes, 'state', s.state, 'assignee', s.assignee, 'claimedAt', s.claimed_at, 'openedAt', s.opened_at, 'doneAt', s.done_at, 'doneBy', s.done_by, 'outcome', s.outcome, 'delegatedBy', s.delegated_by, 'delegatedUntil', s.delegated_until, 'urgedAt', s.urged_at)`
const termJson = `json_build_object('id', t.id, 'kind', t.kind, 'days', t.days, 'unit', t.unit, 'starts', t.starts, 'basis', t.basis, 'startsOn', t.starts_on, 'dueOn', t.due_on,
  'provisional', t.provisional, 'extended', t.extended, 'approver', t.approver, 'state', t.state)`
const suspensionJson = `json_build_object('id', p.id, 'kind', p.kind, 'expectedDays', p.expected_days, 'fromOn', p.from_on, 'untilOn', p.until_on, 'heldBy', p.held_by)`
const partyJson = `json_build_object('role', y.role, 'account', y.account, 'kind', y.kind, 'name', y.name, 'idKind', y.id_kind, 'idNumber', y.id_number, 'idSealed', y.id_sealed, 'ordinal', y.ordinal, 'phone', y.phone, 'consent', y.consent, 'interest', y.interest, 'address', y.address)`
const listed = (json: string, from: string, order: string) => `coalesce((select json_agg(${json} order by ${order}) from ${from}), '[]')`

export interface LoadedCase {
  case: Case
  run: ProcessState
  steps: CaseStep[]
  terms: Term[]
  suspensions: Suspension[]
  formVersion: number
}

/** A case as an act loads it: with the newest answers, which the process reads. */
export interface CaseForWork extends LoadedCase {
  correctedOn: string | null
  answers: Answers
}

const loadSql = `select ${caseJson} as case, r.state as run,
  ${listed(stepJson, "cases.steps s where s.case_id = c.id and s.state = 'open'", 's.opened_at, s.id')} as steps,
  ${listed(termJson, 'cases.terms t where t.case_id = c.id', 't.starts_on, t.id')} as terms,
  ${listed(suspensionJson, 'cases.suspensions p where p.case_id = c.id', 'p.from_on, p.id')} as suspensions,
  coalesce(f.version, 0) as "formVersion", f.numbers_key as "numbersKey", case when f.version > 1 then (f.at at time zone 'Asia/Shanghai')::date::text end as "correctedOn",
  json_build_object('form', coalesce(f.data, '{}'), 'scenario', coalesce(f.scenario, '{}'), 'applicant', coalesce(y.kind, 'natural')) as answers
  from cases.cases c join cases.runs r on r.case_id = c.id
  left join lateral (select version, data, scenario, at, numbers_key from cases.forms where case_id = c.id order by version desc limit 1) f on true
  left join cases.parties y on y.case_id = c.id and y.ordinal = 0
  where c.id = $1`

/** All that an act on a case needs. */
export async function findCaseForWork(sql: Sql, id: string): Promise<CaseForWork | undefined> {
  const [row] = await sql.prepared<CaseForWork & Marked>('cases-load-5', loadSql, [id])
  return row && { ...row, answers: { ...row.answers, form: openForm(sql, id, row.formVersion, row.answers.form, row) } }
}

/** The id behind a number. Numbers never change, so this may be asked before the locks are taken. */
export async function findCaseId(sql: Sql, number: string): Promise<string | undefined> {
  return (await sql.prepared<{ id: string }>('cases-id', 'select id from cases.cases where number = $1', [number]))[0]?.id
}

/** A case of an item about something that has not ended. */
export async function findOpenAbout(sql: Sql, about: string, item: string): Promise<string | undefined> {
  return (await sql.prepared<{ id: string }>('cases-open-about', 'select id from cases.cases where about = $1 and item = $2 and finished_at is null limit 1', [about, item]))[0]?.id
}

/** Marks a case as one whose grant was annulled, since today. */
export async function markAnnulled(tx: Sql, caseId: string, by: string, now: Temporal.Instant): Promise<void> {
  await tx.prepared('cases-annul', "update cases.cases set annulled_on = ($3::timestamptz at time zone 'Asia/Shanghai')::date, annulled_by = $2 where id = $1", [caseId, by, now])
}

/** Those of these cases whose grant was annulled, with the day. */
export async function findAnnulled(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.prepared<{ id: string; on: string }>('cases-annulled', 'select id, annulled_on::text as on from cases.cases where id = any ($1::uuid[]) and annulled_on is not null', [[...new Set(ids)]])
  return new Map(rows.map(({ id, on }) => [id, on]))
}

/** Since when, and by which case, what a case granted is annulled. */
export async function findAnnulment(sql: Sql, id: string): Promise<{ on: string; by: string } | undefined> {
  return (await sql.prepared<{ on: string; by: string }>('cases-annulment', 'select annulled_on::text as on, annulled_by as by from cases.cases where id = $1 and annulled_on is not null', [id]))[0]
}

/** Cases whose day has passed and whose clock was not stopped before it, the latest due last; who waits for the applicant is not late. */
export async function listOverdue(sql: Sql, today: Temporal.PlainDate, limit: number, after?: { dueAt: string; id: string }): Promise<{ id: string; dueAt: string }[]> {
  return sql.rows(
    `select id, due_at::text as "dueAt" from cases.cases where finished_at is null and due_at < $1 and state <> 'correcting'
       and (suspended_at is null or due_at < (suspended_at at time zone 'Asia/Shanghai')::date) and ($3::date is null or (due_at, id) > ($3, $4::uuid)) order by due_at, id limit $2`,
    [today, limit, after?.dueAt ?? null, after?.id ?? null],
  )
}

export interface FormVersionRow {
  version: number
  data: unknown
  scenario: unknown
}

/** Every version of the answers, the first one first. */
export async function findFormVersions(sql: Sql, caseId: string): Promise<FormVersionRow[]> {
  const rows = await sql.prepared<FormVersionRow & Marked>('cases-forms-2', 'select version, data, scenario, numbers_key as "numbersKey" from cases.forms where case_id = $1 order by version', [caseId])
  return rows.map(({ numbersKey, ...row }) => ({ ...row, data: openForm(sql, caseId, row.version, row.data, { numbersKey }) }))
}

/** Numbers by id. */
export async function findCaseNumbers(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.prepared<{ id: string; number: string }>('cases-numbers', 'select id, number from cases.cases where id = any ($1)', [[...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row.number]))
}

/** Numbers and the versions of items that were begun under, by id. */
export async function findPinned(sql: Sql, ids: readonly string[]): Promise<Map<string, { number: string; itemVersion: string }>> {
  const rows = await sql.prepared<{ id: string; number: string; itemVersion: string }>('cases-pinned', 'select id, number, item_version as "itemVersion" from cases.cases where id = any ($1)', [[...new Set(ids)]])
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

interface Part {
  sql: (place: number) => string
  value: unknown
}

/** Snake-cased rows for jsonb_populate_recordset. */
function rowsOf(items: Iterable<object>, extra: Record<string, unknown> = {}): string {
  return JSON.stringify([...items].map((item) => ({ ...extra, ...Object.fromEntries(Object.entries(item).map(([key, value]) => [snake(key), bytesAsHex(value)])) })))
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
}

function bytesAsHex(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
}

const insert = (table: string, value: string): Part => ({ sql: (n) => `insert into cases.${table} select * from jsonb_populate_recordset(null::cases.${table}, $${n}::jsonb)`, value })

/** The parts that only some acts have, each with a letter: the statement is named by the letters, so each mix is planned once. */
function partsOf({ case: { id: caseId }, changes, act: { tx, random } }: Work): [string, Part][] {
  const own = { case_id: caseId }
  const parts: [string, Part | false][] = [
    ['s', changes.newSteps.length > 0 && insert('steps', rowsOf(changes.newSteps, own))],
    ['d', changes.changedSteps.size > 0 && {
      sql: (n) => `update cases.steps s set state = x.state, section = x.section, assignee = x.assignee, claimed_at = x.claimed_at, done_at = x.done_at, done_by = x.done_by, outcome = x.outcome,
        delegated_by = x.delegated_by, delegated_until = x.delegated_until, urged_at = x.urged_at
        from jsonb_populate_recordset(null::cases.steps, $${n}::jsonb) x where s.id = x.id`,
      value: rowsOf([...changes.changedSteps].filter((step) => !changes.newSteps.includes(step))),
    }],
    ['t', changes.terms.size > 0 && {
      sql: (n) => `insert into cases.terms select * from jsonb_populate_recordset(null::cases.terms, $${n}::jsonb)
        on conflict (id) do update set due_on = excluded.due_on, provisional = excluded.provisional, extended = excluded.extended, approver = excluded.approver, state = excluded.state`,
      value: rowsOf(changes.terms, own),
    }],
    ['p', changes.suspensions.size > 0 && {
      sql: (n) => `insert into cases.suspensions select * from jsonb_populate_recordset(null::cases.suspensions, $${n}::jsonb) on conflict (id) do update set until_on = excluded.until_on`,
      value: rowsOf(changes.suspensions, own),
    }],
    ['r', changes.results.length > 0 && insert('results', rowsOf(changes.results, own))],
    ['w', changes.words.length > 0 && insert('words', rowsOf(changes.words.map((words) => sealWords(tx, random, words)), own))],
    ['m', changes.timersSet.length > 0 && insert('timers', rowsOf(changes.timersSet, own))],
    ['g', changes.timersGone.length > 0 && { sql: (n) => `delete from cases.timers where case_id = $1 and timer = any ($${n})`, value: changes.timersGone }],
    ['f', changes.form !== undefined && insert('forms', rowsOf(changes.form ? [sealForm(tx, random, caseId, changes.form)] : [], own))],
    ['a', changes.files.length > 0 && insert('files', rowsOf(changes.files, own))],
  ]
  return parts.filter((part): part is [string, Part] => part[1] !== false)
}

/** Writes what an act changed, in one statement. */
export async function saveWork(work: Work): Promise<void> {
  const { case: row, changes, act } = work
  if (changes.form) Object.assign(changes.form, { at: act.now.toString() })
  const parts = partsOf(work)
  const values: unknown[] = [row.id, row.state, row.dueAt, row.suspendedAt, row.finishedAt, row.outcome, row.handling, row.deciding, row.suspendedUntil, row.team]
  const texts = ['update cases.cases set state = $2, due_at = $3, suspended_at = $4, finished_at = $5, outcome = $6, handling = $7, deciding = $8, suspended_until = $9, team = $10 where id = $1']
  if (changes.run) {
    values.push(JSON.stringify(work.run))
    texts.push(`update cases.runs set state = $${values.length}::jsonb where case_id = $1`)
  }
  for (const [, part] of parts) {
    values.push(part.value)
    texts.push(part.sql(values.length))
  }
  const name = `cases-save-2-${changes.run ? 'x' : ''}${parts.map(([letter]) => letter).join('')}`
  await act.tx.prepared(name, chain(texts), values)
}

/** Several writing statements as one: all but the last become CTEs. */
function chain(texts: string[]): string {
  const last = texts.at(-1) ?? ''
  const before = texts.slice(0, -1).map((text, place) => `w${place} as (${text})`)
  return before.length > 0 ? `with ${before.join(', ')} ${last}` : last
}

export interface NewCase {
  work: Work
  parties: (Party & { salt: Uint8Array })[]
  form: FormVersion
}

/** The next number of a scope on a day, from 1. Rolled back with the act, so a gap is possible and a double is not. */
export async function nextSerial(tx: Sql, scope: string, day: string): Promise<number> {
  const [row] = await tx.prepared<{ last: number }>(
    'cases-serial', 'insert into cases.serials values ($1, $2, 1) on conflict (scope, day) do update set last = cases.serials.last + 1 returning last', [scope, day],
  )
  return row?.last ?? 1
}

/** Writes a new case with everything around it, in one statement. */
export async function insertCase({ work, parties, form }: NewCase): Promise<void> {
  const { case: row, changes, act } = work
  changes.form = form
  Object.assign(form, { at: act.now.toString() })
  const parts: [string, Part][] = [
    ['c', insert('cases', rowsOf([row]))],
    ['x', insert('runs', JSON.stringify([{ case_id: row.id, state: work.run }]))],
    ['y', insert('parties', rowsOf(parties.map((party, ordinal) => ({ ...party, idNumber: '', ...sealNumber(act.tx, act.random, row.id, ordinal, party.idNumber), caseId: row.id, ordinal }))))],
    ...partsOf(work),
  ]
  await act.tx.prepared(`cases-open-${parts.map(([letter]) => letter).join('')}`, chain(parts.map(([, part], place) => part.sql(place + 1))), parts.map(([, part]) => part.value))
}

export interface WholeCase extends LoadedCase {
  allSteps: CaseStep[]
  parties: Party[]
  results: Result[]
  files: CaseAttachment[]
  form: Record<string, unknown>
  scenario: Record<string, string>
}

const wholeSql = `select ${caseJson} as case, r.state as run, '[]'::json as steps,
  ${listed(stepJson, 'cases.steps s where s.case_id = c.id', 's.opened_at, s.id')} as "allSteps",
  ${listed(termJson, 'cases.terms t where t.case_id = c.id', 't.starts_on, t.id')} as terms,
  ${listed(suspensionJson, 'cases.suspensions p where p.case_id = c.id', 'p.from_on, p.id')} as suspensions,
  ${listed(partyJson, 'cases.parties y where y.case_id = c.id', 'y.ordinal')} as parties,
  ${listed("json_build_object('id', x.id, 'ordinal', x.ordinal, 'kind', x.kind, 'name', x.name, 'licenceType', x.licence_type, 'validity', x.validity, 'outcome', x.outcome, 'decidedAt', x.decided_at)", 'cases.results x where x.case_id = c.id', 'x.ordinal')} as results,
  ${listed("json_build_object('id', a.id, 'material', a.material, 'name', a.name, 'type', a.type, 'bytes', a.bytes, 'sha256', a.sha256, 'paper', a.paper, 'version', a.version, 'at', a.at)", 'cases.files a where a.case_id = c.id', 'a.at, a.id')} as files,
  f.version as "formVersion", f.data as form, f.scenario, f.numbers_key as "numbersKey"
  from cases.cases c join cases.runs r on r.case_id = c.id
  join lateral (select version, data, scenario, numbers_key from cases.forms where case_id = c.id order by version desc limit 1) f on true
  where c.id`

/** What a case is kept as, with what stands sealed in it. */
type Stored<C extends CaseParties> = Omit<C, 'parties'> & { case: Case; parties: StoredParty[] }

/** The case with the numbers of its parties. */
const opened = <C extends CaseParties>(sql: Sql, row: Stored<C>) => ({ ...row, parties: openNumbers(sql, row.case.id, row.parties).map(({ ordinal: _place, ...party }) => party) })

/** Everything about a case, with the numbers in it. */
function openedWhole(sql: Sql, { numbersKey, ...row }: Stored<WholeCase> & Marked): WholeCase {
  return { ...opened<WholeCase>(sql, row), form: openForm(sql, row.case.id, row.formVersion, row.form, { numbersKey }) }
}

/** Everything about one case, for its page. */
export async function findWholeCase(sql: Sql, id: string): Promise<WholeCase | undefined> {
  return (await sql.prepared<Stored<WholeCase> & Marked>('cases-whole-6', `${wholeSql} = $1`, [id])).map((row) => openedWhole(sql, row))[0]
}

/** Everything about some cases, by the case's id. */
export async function findWholeCases(sql: Sql, ids: readonly string[]): Promise<Map<string, WholeCase>> {
  const rows = await sql.prepared<Stored<WholeCase> & Marked>('cases-whole-all-4', `${wholeSql} = any ($1::uuid[])`, [ids])
  return new Map(rows.map((row) => [row.case.id, openedWhole(sql, row)]))
}

/** A case and whom it concerns: for who needs no more of it. */
export type CaseParties = Pick<WholeCase, 'case' | 'parties'>

const withPartiesSql = `select ${caseJson} as case, ${listed(partyJson, 'cases.parties y where y.case_id = c.id', 'y.ordinal')} as parties from cases.cases c where c.id`

export async function findCaseParties(sql: Sql, id: string): Promise<CaseParties | undefined> {
  return (await sql.prepared<Stored<CaseParties>>('cases-one-and-parties-5', `${withPartiesSql} = $1`, [id])).map((row) => opened(sql, row))[0]
}

/** Cases and whom they concern, by the case's id. */
export async function findAllCaseParties(sql: Sql, ids: readonly string[]): Promise<Map<string, CaseParties>> {
  const rows = await sql.prepared<Stored<CaseParties>>('cases-and-parties-5', `${withPartiesSql} = any ($1::uuid[])`, [ids])
  return new Map(rows.map((row) => [row.case.id, opened(sql, row)]))
}

/** All openings of a step, oldest first: of an element, or of the element that a step is of. */
export async function findStepsOf(tx: Sql, caseId: string, element: string | undefined, step?: string): Promise<CaseStep[]> {
  const rows = await tx.prepared<{ step: CaseStep }>(
    'cases-steps-of-3',
    `select ${stepJson} as step from cases.steps s where s.case_id = $1 and s.element = coalesce($2, (select element from cases.steps where id = $3 and case_id = $1)) order by s.opened_at, s.id`,
    [caseId, element ?? null, step ?? null],
  )
  return inOrder(rows.map((row) => row.step))
}

/** Where a case stands: what an onlooker needs to know who has the floor. */
export interface Position extends Pick<Case, 'id' | 'number' | 'itemVersion' | 'state' | 'dueAt' | 'suspendedAt' | 'outcome' | 'receiving' | 'handling' | 'deciding' | 'window' | 'team'> {
  /** Open steps, in the order in which they were opened. */
  steps: CaseStep[]
}

/** Where these cases stand, in the order of their ids. */
export async function findPositions(sql: Sql, ids: readonly string[]): Promise<Position[]> {
  const rows = await sql.prepared<{ case: Case; steps: CaseStep[] }>(
    'cases-standing-3', `select ${caseJson} as case, ${listed(stepJson, "cases.steps s where s.case_id = c.id and s.state = 'open'", 's.opened_at, s.id')} as steps from cases.cases c where c.id = any ($1::uuid[]) order by c.id`, [ids],
  )
  return rows.map((row) => ({ ...row.case, steps: inOrder(row.steps) }))
}

/** The words of a case, by the entry that proves them. */
export async function findWords(sql: Sql, caseId: string): Promise<Words[]> {
  return openWords(sql, await sql.prepared<Words & Marked>('cases-words-2', 'select entry, kind, content, salt, numbers_key as "numbersKey" from cases.words where case_id = $1', [caseId]))
}

/** The words that stand beside these entries, by the entry. */
export async function findWordsOf(sql: Sql, entries: readonly string[]): Promise<Map<string, Words>> {
  const rows = await sql.prepared<Words & Marked>('cases-words-of-2', 'select entry, kind, content, salt, numbers_key as "numbersKey" from cases.words where entry = any ($1::uuid[])', [entries])
  return new Map(openWords(sql, rows).map((row) => [row.entry, row]))
}

/** Whether an account applied in this case, alone, with others, or for another. */
export async function isApplicant(tx: Sql, caseId: string, account: string): Promise<boolean> {
  const rows = await tx.prepared('cases-applicant', "select 1 from cases.parties where case_id = $1 and account = $2 and role in ('applicant', 'joint-applicant', 'agent')", [caseId, account])
  return rows.length > 0
}

/** Timers that have fallen due, oldest first. */
export async function dueTimers(sql: Sql, now: Temporal.Instant, limit: number): Promise<{ caseId: string; timer: string; element: string }[]> {
  return sql.rows('select case_id as "caseId", timer, element from cases.timers where due_at <= $1 order by due_at, case_id, timer limit $2', [now, limit])
}

/** Cases with a running limit of this kind that ended before a day. */
export async function overdueTerms(sql: Sql, kind: string, before: Temporal.PlainDate, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>("select distinct case_id as id from cases.terms where state = 'running' and kind = $1 and due_on < $2 order by case_id limit $3", [kind, before, limit])
  return rows.map((row) => row.id)
}

/** Cases with dates that were reckoned without a published calendar, up to a day that now has one, in the order of their ids. */
export async function provisionalCases(sql: Sql, until: Temporal.PlainDate, after: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>("select distinct case_id as id from cases.terms where state = 'running' and provisional and due_on <= $1 and case_id > $2 order by case_id limit $3", [until, after, limit])
  return rows.map((row) => row.id)
}

/** Cases with a running limit that touches a year and that a calendar can move, in the order of their ids. */
export async function casesCounting(sql: Sql, year: number, after: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct case_id as id from cases.terms where state = 'running' and (unit = 'working' or extended > 0 or kind in ('correction', 'gap')) and due_on >= make_date($1, 1, 1) and starts_on <= make_date($1, 12, 31) and case_id > $2 order by case_id limit $3`,
    [year, after, limit],
  )
  return rows.map((row) => row.id)
}

/** Cases whose limit of the law runs with no government named that would extend it, in the order of their ids; whether one would, their item says. */
export async function withoutExtender(sql: Sql, after: string, limit: number): Promise<{ id: string; itemVersion: string; deciding: string }[]> {
  return sql.rows(
    `select c.id, c.item_version as "itemVersion", c.deciding from cases.cases c
     where c.finished_at is null and c.id > $1 and exists (select 1 from cases.terms t where t.case_id = c.id and t.state = 'running' and t.kind = 'law' and t.approver is null) order by c.id limit $2`,
    [after, limit],
  )
}

export async function dropTimer(tx: Sql, caseId: string, timer: string): Promise<boolean> {
  return (await tx.rows('delete from cases.timers where case_id = $1 and timer = $2 returning 1', [caseId, timer])).length > 0
}

/** Those of the digests that a file of a case has. */
export async function heldByCases(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select distinct sha256 from cases.files where sha256 = any ($1)', [digests])).map((row) => row.sha256)
}
