// Lists of cases: the work list of a civil servant and one's own matters. Who may see what is part of the query.
import type { Sql } from '#base/db'
import type { Post, Reach } from '#base/http'
import { reviewStepSql } from './apart.ts'
import type { CaseState, CaseStep, Outcome } from './case.ts'
import { outsideSql } from './store-parties.ts'
import { stepJson } from './store.ts'

/** todo: steps waiting for a post of mine · mine: steps I have taken · department: what my organisations have in hand · finished · copied: given to me to read · own: a resident's. */
export type View = 'todo' | 'mine' | 'department' | 'finished' | 'copied' | 'own'

export type Phase = 'mine-to-do' | 'running' | 'ended'

/** What waits for the applicant: a correction, or a payment, that was asked for. */
const phases: Record<Phase, string> = { 'mine-to-do': "(c.state = 'correcting' or c.finished_at is null and exists (select from cases.payments p where p.case_id = c.id and p.settled_on is null))", running: 'c.finished_at is null', ended: 'c.finished_at is not null' }

export interface CaseListRow {
  id: string
  number: string
  item: string
  itemVersion: string
  state: CaseState
  outcome: Outcome | null
  annulledOn: string | null
  openedAt: Temporal.Instant
  dueAt: string | null
  suspendedAt: Temporal.Instant | null
  suspendedUntil: string | null
  finishedAt: Temporal.Instant | null
  handling: string
  payment: { cents: number; until: string } | null
  team: string | null
  window: string | null
  applicant: string | null
  steps: CaseStep[]
}

export interface CaseFilter {
  view: View
  /** The account that asks. */
  me: string
  /** The items to which an agency is limited, where the caller acts under one. */
  items?: string[]
  /** Colleagues on leave whom the caller stands in for. */
  deputises: readonly string[]
  /** The posts of the caller: those in a section for what is in its hands. */
  posts: readonly Pick<Post, 'role' | 'organisation' | 'of'>[]
  organisations: string[]
  /** Sections of bodies whose whole is not reached. */
  sections: readonly string[]
  /** Those of them that are governments: they have a say in what other bodies handle jointly. */
  governments: string[]
  q?: string
  /** What the text was found in, where that is few. */
  found?: string[]
  item?: string
  state?: CaseState
  /** Of one's own matters: those that wait for oneself, those that run, those that ended. */
  phase?: Phase
  lamp?: ListLamp
  /** An open step of this kind, one that waits in this organisation, one that nobody has taken: all of the same step. */
  step?: string
  at?: string
  free?: boolean
  /** The unit that handles. */
  handling?: string
  /** Waits for a payment, or for one whose day has passed. */
  payment?: PaymentWait
  today: Temporal.PlainDate
}

export type PaymentWait = 'waiting' | 'overdue'

/** What waits to be paid in an open case `c`, as SQL: its rows with their limit. */
const unpaidSql = 'from cases.payments p join cases.terms t on t.id = p.term where p.case_id = c.id and p.settled_on is null'

/** `none`: no limit runs, or the clock stands still. */
export type ListLamp = 'green' | 'amber' | 'red' | 'none'

export interface Cursor {
  openedAt: string
  id: string
}

/** Values of one statement, numbered as they are added. */
function makeValues() {
  const values: unknown[] = []
  return { values, add: (value: unknown) => `$${values.push(value)}` }
}

/** The rows a view stands on and its condition. Work that waits is oldest first, all else newest first. */
function scopeOf(filter: CaseFilter, add: (value: unknown) => string): string {
  switch (filter.view) {
    case 'todo':
      return `c.id in (select case_id from cases.steps s where state = 'open' and (${postsOf(filter, add)}) and (assignee is null or assignee = any (${add([filter.me, ...filter.deputises])})) and not ${presidedSql(add(filter.me))})`
    case 'mine':
      return `c.id in (select case_id from cases.steps where state = 'open' and assignee = ${add(filter.me)})`
    case 'copied':
      return `c.id in (select case_id from cases.copies where account = ${add(filter.me)} or organisation = any (${add([...filter.organisations, ...filter.sections])}))`
    case 'own':
      return `c.id in (select case_id from cases.parties where account = ${add(filter.me)} and role not in (${outsideSql}))${filter.items ? ` and c.item = any (${add(filter.items)}::text[])` : ''}`
    default:
      return `(${bodyScopes(filter, add).join(' or ')})`
  }
}

/** A step `s` of a review waits for others where one presided over the hearing (许可法 48). */
const presidedSql = (me: string) => `(${reviewStepSql('s')} and exists (select from cases.recusals r where r.case_id = s.case_id and r.account = ${me} and r.presided))`

/** The posts as conditions, each a stretch of the index on waiting steps. */
function postsOf({ posts }: CaseFilter, add: (value: unknown) => string): string {
  const pairs = posts.map(({ role, organisation, of }) => `${of === undefined ? 'organisation' : 'section'} = ${add(organisation)} and role = ${add(role)}`)
  return pairs.length > 0 ? pairs.join(' or ') : 'false'
}

/** More organisations than this are asked for together: nobody has so many posts, but for the head of a stand-in. */
const apartMax = 6

/** What the bodies of a civil servant have in hand, or had: each scope is a stretch of one index, in the order in which a page is read. */
function bodyScopes({ view, organisations, sections, governments }: CaseFilter, add: (value: unknown) => string): string[] {
  const finished = `c.finished_at ${view === 'finished' ? 'is not null' : 'is null'}`
  const bodies = organisations.length <= apartMax ? organisations.map((one) => `= ${add(one)}`) : [`= any (${add(organisations)})`]
  const own = bodies.flatMap((body) => [`c.handling ${body}`, `c.deciding ${body}`, `c.receiving ${body}`])
  const ofSections = sections.flatMap((one) => [`c."window" = ${add(one)}`, `c.team = ${add(one)}`])
  const overseen = governments.length > 0 ? [`c.id in (select case_id from cases.terms where approver = any (${add(governments)}))`] : []
  const scopes = [...own, ...ofSections, ...overseen].map((scope) => `${scope} and ${finished}`)
  return scopes.length > 0 ? scopes : ['false']
}

/** The scopes that a view is read by, one index each; a view that is small by itself has one. */
function scopesOf(filter: CaseFilter, add: (value: unknown) => string): string[] {
  return (filter.view === 'department' || filter.view === 'finished') && !filter.found ? bodyScopes(filter, add) : [scopeOf(filter, add)]
}

/** What narrows a list within its scope; the scope itself, by which nobody sees more than the own cases, is the caller's to add. */
function conditions(filter: CaseFilter, add: (value: unknown) => string): string[] {
  const where: string[] = []
  if (filter.phase) where.push(phases[filter.phase])
  if (filter.item) where.push(`c.item = ${add(filter.item)}`)
  if (filter.state) where.push(`c.state = ${add(filter.state)}`)
  if (filter.found) where.push(`c.id = any (${add(filter.found)}::uuid[])`)
  else if (filter.q) {
    const prefix = add(`${filter.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`)
    // A subquery with a limit is asked case by case until the page is full; all who bear a common name would be gathered first.
    where.push(`(c.number like ${prefix} or c.number = ${add(filter.q)} or (select true from cases.parties p where p.case_id = c.id and p.name like ${prefix} limit 1))`)
  }
  if (filter.handling) where.push(`c.handling = ${add(filter.handling)}`)
  if (filter.lamp) where.push(`c.finished_at is null and ${lampCase(add(filter.today.toString()))} = ${add(filter.lamp)}`)
  if (filter.payment) where.push(`c.finished_at is null and exists (select ${unpaidSql}${filter.payment === 'overdue' ? ` and t.due_on < ${add(filter.today.toString())}::date` : ''})`)
  if (filter.step || filter.at || filter.free) {
    const of = ["s.case_id = c.id and s.state = 'open'"]
    if (filter.step) of.push(`s.kind = ${add(filter.step)}`)
    if (filter.at) of.push(`s.organisation = ${add(filter.at)}`)
    if (filter.free) of.push('s.assignee is null')
    where.push(`exists (select 1 from cases.steps s where ${of.join(' and ')})`)
  }
  return where
}

/** So many finds are looked at one by one; what is found more often stands on every page of the newest. */
const findsMax = 4000

/** The cases whose number or whose party's name begins with a text; undefined where they are too many to be gone through. */
async function findByText(sql: Sql, q: string): Promise<string[] | undefined> {
  const rows = await sql.prepared<{ id: string }>(
    'cases-find-text', '(select id from cases.cases where number like $1 limit $2) union (select case_id from cases.parties where name like $1 limit $2)', [`${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`, findsMax + 1],
  )
  return rows.length > findsMax ? undefined : rows.map((row) => row.id)
}

/**
 * The lamp of an open case `c` on a day, as SQL: the same that lampOf says. A clock that stands still shows none, unless the
 * day had passed before it was stopped, or it stands longer than was told.
 */
export function lampCase(today: string): string {
  return `case when c.suspended_until < ${today}::date then 'red' when c.due_at is null then 'none'
    when c.suspended_at is not null then case when c.due_at < (c.suspended_at at time zone 'Asia/Shanghai')::date then 'red' else 'none' end
    when c.due_at < ${today}::date then 'red' when c.due_at <= ${today}::date + 2 then 'amber' else 'green' end`
}

/** One page of a view. */
export async function listCases(sql: Sql, asked: CaseFilter, limit: number, after?: Cursor): Promise<CaseListRow[]> {
  const found = asked.q ? await findByText(sql, asked.q) : undefined
  const filter: CaseFilter = found ? { ...asked, found } : asked
  const { values, add } = makeValues()
  const waiting = filter.view === 'todo' || filter.view === 'mine'
  const [order, beyond] = waiting ? ['asc', '>'] : ['desc', '<']
  const scopes = scopesOf(filter, add)
  const where = conditions(filter, add)
  if (after) where.push(`(c.opened_at, c.id) ${beyond} (${add(after.openedAt)}::timestamptz, ${add(after.id)}::uuid)`)
  const ordered = `order by c.opened_at ${order}, c.id ${order} limit ${add(limit)}`
  const pages = scopes.map((scope) => `(select c.id from cases.cases c where ${[scope, ...where].join(' and ')} ${ordered})`)
  return sql.rows<CaseListRow>(
    `select c.id, c.number, c.item, c.item_version as "itemVersion", c.state, c.outcome, c.annulled_on::text as "annulledOn", c.opened_at as "openedAt", c.due_at::text as "dueAt",
       c.suspended_at as "suspendedAt", c.suspended_until::text as "suspendedUntil", c.finished_at as "finishedAt", c.handling, c.team, c."window",
       case when c.finished_at is null then (select json_build_object('cents', sum(p.cents), 'until', min(t.due_on)) ${unpaidSql} having count(*) > 0) end as payment,
       (select string_agg(p.name, '、' order by p.ordinal) from cases.parties p where p.case_id = c.id and p.role in ('applicant', 'joint-applicant')) as applicant,
       coalesce((select json_agg(${stepJson} order by s.opened_at, s.id) from cases.steps s where s.case_id = c.id and s.state = 'open'), '[]') as steps
     from (${pages.join(' union ')}) pages join cases.cases c using (id) ${ordered}`,
    values,
  )
}

/** Work lists are counted up to here, and shown as 1000+. */
export const countMax = 1000

export interface LampCounts {
  count: number
  red: number
  amber: number
  green: number
  none: number
}

/** How many cases a list holds, and how many under each lamp; up to `max`, where one is given. */
export async function countCases(sql: Sql, filter: CaseFilter, max?: number): Promise<LampCounts> {
  const { values, add } = makeValues()
  const lamp = lampCase(add(filter.today.toString()))
  const where = [scopeOf(filter, add), ...conditions(filter, add)]
  const limit = max === undefined ? '' : ` limit ${add(max)}`
  const [row] = await sql.rows<LampCounts>(
    `select count(*)::int as count, ${(['red', 'amber', 'green', 'none'] as const).map((name) => `count(*) filter (where lamp = '${name}')::int as ${name}`).join(', ')}
     from (select case when c.finished_at is null then ${lamp} end as lamp from cases.cases c where ${where.join(' and ')}${limit}) x`,
    values,
  )
  return row ?? { count: 0, red: 0, amber: 0, green: 0, none: 0 }
}

/** Those of a list that have been late longest, longest first. */
export async function listLongestLate(sql: Sql, filter: CaseFilter, limit: number): Promise<CaseListRow[]> {
  const { values, add } = makeValues()
  const where = [scopeOf(filter, add), ...conditions({ ...filter, lamp: 'red' }, add)]
  const today = add(filter.today.toString())
  const late = await sql.rows<{ id: string }>(
    `select c.id from cases.cases c where ${where.join(' and ')} order by case when c.suspended_until < ${today}::date then c.suspended_until else c.due_at end, c.id limit ${add(limit)}`, values,
  )
  const places = new Map(late.map(({ id }, place) => [id, place]))
  const rows = await listCases(sql, { ...filter, found: [...places.keys()] }, limit)
  return rows.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

export interface Pile {
  key: string
  other: string
  count: number
  red: number
  amber: number
  /** How many nobody has taken. */
  free: number
  oldest: Temporal.Instant
}

/** What is open in the bodies of a supervisor: by item with the unit that handles, and by place with the kind of step; most late first. */
export async function pileUp(sql: Sql, filter: CaseFilter): Promise<{ items: Pile[]; places: Pile[] }> {
  const { values, add } = makeValues()
  const lamp = lampCase(add(filter.today.toString()))
  const open = `with o as materialized (select c.id, c.item, c.handling, c.opened_at, ${lamp} as lamp from cases.cases c where ${[scopeOf(filter, add), ...conditions(filter, add)].join(' and ')})`
  const lamps = "count(*) filter (where lamp = 'red')::int as red, count(*) filter (where lamp = 'amber')::int as amber"
  const order = 'order by red desc, count desc, key, other limit 500'
  const items = await sql.rows<Pile>(`${open} select item as key, handling as other, count(*)::int as count, ${lamps}, 0 as free, min(opened_at) as oldest from o group by item, handling ${order}`, values)
  const places = await sql.rows<Pile>(
    `${open}, s as (select s.organisation, s.kind, s.case_id, bool_or(s.assignee is null) as free, min(s.opened_at) as opened_at from cases.steps s join o on o.id = s.case_id where s.state = 'open' group by s.organisation, s.kind, s.case_id)
     select s.organisation as key, s.kind as other, count(*)::int as count, ${lamps}, count(*) filter (where s.free)::int as free, min(s.opened_at) as oldest
     from s join o on o.id = s.case_id group by s.organisation, s.kind ${order}`, values,
  )
  return { items, places }
}

/** How many cases each view holds, counted up to 1,000 (shown as 1000+). */
export async function countViews(sql: Sql, filter: Omit<CaseFilter, 'view'>): Promise<Record<'todo' | 'mine' | 'department' | 'finished', number>> {
  const { values, add } = makeValues()
  const views = ['todo', 'mine', 'department', 'finished'] as const
  const parts = views.map((view) => {
    const pages = scopesOf({ ...filter, view }, add).map((scope) => `(select c.id from cases.cases c where ${scope} limit ${countMax})`)
    return `(select count(*) from (select id from (${pages.join(' union ')}) each limit ${countMax}) x) as ${view}`
  })
  const [row] = await sql.rows<Record<(typeof views)[number], number>>(`select ${parts.join(', ')}`, values)
  return row ?? { todo: 0, mine: 0, department: 0, finished: 0 }
}

/** Expressions of SQL for what a reach holds. */
type ReachSql = Record<'own' | 'items' | 'organisations' | 'sections' | 'cases' | 'third', string>

/**
 * Whether a caller may see a case, an expression of SQL: a party of it, who was given a copy, a post in a body that has to do with it or in a section that it is or was with, or somebody to whom an emergency opened it.
 * A third party sees only what concerns it (许可法 36): who asks for that says so.
 */
const seenSql = (id: string, { own, items, organisations, sections, cases, third }: ReachSql) => `(
       exists (select 1 from cases.parties p where p.case_id = ${id} and p.account = ${own} and p.role not in (${outsideSql}) and (${third} or p.role <> 'third-party') and (${items}::text[] is null or exists (select 1 from cases.cases c where c.id = ${id} and c.item = any (${items}))))
       or exists (select 1 from cases.cases where id = ${id} and (handling = any (${organisations}) or deciding = any (${organisations}) or receiving = any (${organisations}) or "window" = any (${sections}) or team = any (${sections})))
       or exists (select 1 from cases.steps where case_id = ${id} and (organisation = any (${organisations}) or section = any (${sections})))
       or exists (select 1 from cases.copies where case_id = ${id} and (account = ${own} or organisation = any (${organisations}) or organisation = any (${sections})))
       or exists (select 1 from cases.terms where case_id = ${id} and approver = any (${organisations}))
       or ${id} = any (${cases}::uuid[]))`

/** Whether a reach has a case; a third party's only where that is said. */
export async function isVisible(sql: Sql, caseId: string, reach: Pick<Reach, 'all' | 'own' | 'items' | 'organisations' | 'sections' | 'cases'>, alsoThird = false): Promise<boolean> {
  if (reach.all) return true
  const [row] = await sql.prepared<{ seen: boolean }>(
    'cases-visible-6', `select ${seenSql('$1', { own: '$2', organisations: '$3', third: '$4', items: '$5', cases: '$6', sections: '$7' })} as seen`,
    [caseId, reach.own ?? null, reach.organisations, alsoThird, reach.items ?? null, reach.cases ?? [], reach.sections ?? []],
  )
  return row?.seen ?? false
}

/** Of these cases those that each reach has, by the name of the reach; none as a third party. One statement for all. */
export async function seenBy(sql: Sql, caseIds: readonly string[], reaches: ReadonlyMap<string, Omit<Reach, 'all'>>): Promise<Map<string, Set<string>>> {
  const asked = [...reaches].map(([name, { own, items, organisations, sections = [], cases = [] }]) => ({ name, own, items, organisations, sections, cases }))
  const rows = await sql.prepared<{ name: string; id: string }>(
    'cases-seen-by',
    `select r.name, n.id from unnest($1::uuid[]) n (id) cross join jsonb_to_recordset($2::jsonb) r (name text, own uuid, items text[], organisations text[], sections text[], cases uuid[])
     where ${seenSql('n.id', { own: 'r.own', organisations: 'r.organisations', third: 'false', items: 'r.items', cases: 'r.cases', sections: 'r.sections' })}`,
    [caseIds, JSON.stringify(asked)],
  )
  return new Map([...Map.groupBy(rows, ({ name }) => name)].map(([name, seen]) => [name, new Set(seen.map(({ id }) => id))]))
}

/** How many cases of these items are running, whoever decides them. Each goes on under the version it began with. */
export async function countRunning(sql: Sql, items: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.rows<{ item: string; count: number }>('select item, count(*)::int as count from cases.cases where item = any($1) and finished_at is null group by item', [items])
  return new Map(rows.map((row) => [row.item, row.count]))
}

/** How many cases of these items are open in a deciding body, by the version each began under. */
export async function countOpenCases(sql: Sql, deciding: string, items: string[]): Promise<{ item: string; itemVersion: string; count: number }[]> {
  return sql.rows('select item, item_version as "itemVersion", count(*)::int as count from cases.cases where deciding = $1 and item = any($2) and finished_at is null group by item, item_version', [deciding, items])
}
