// SQL of automatic decisions; the only file that names these tables. Who may see what is part of the query.
import type { Sql } from '#base/db'
import type { HumanReview, Kept, Switch } from './automation.ts'

const columns = `case_id as "caseId", case_number as "caseNumber", item, item_version as "itemVersion", handling, deciding, verdict, reasons, inputs, judgement, salt, entry, at,
  reversed_by as "reversedBy", reversed_at as "reversedAt"`

export async function findJudgement(sql: Sql, caseId: string): Promise<Kept | undefined> {
  return (await sql.prepared<Kept>('automation-judgement', `select ${columns} from automation.judgements where case_id = $1`, [caseId]))[0]
}

export async function insertJudgement(tx: Sql, kept: Kept): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await tx.prepared(
    'automation-keep',
    `insert into automation.judgements (case_id, case_number, item, item_version, handling, deciding, verdict, reasons, inputs, judgement, salt, entry, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10::jsonb, $11, $12, $13)`,
    [kept.caseId, kept.caseNumber, kept.item, kept.itemVersion, kept.handling, kept.deciding, kept.verdict, json(kept.reasons), json(kept.inputs), json(kept.judgement), kept.salt, kept.entry, kept.at],
  )
}

/** Marks a machine's decision as reversed, once. */
export async function markReversed(tx: Sql, caseId: string, by: NonNullable<Kept['reversedBy']>, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows("update automation.judgements set reversed_by = $2, reversed_at = $3 where case_id = $1 and verdict = 'machine' and reversed_by is null returning 1", [caseId, by, now])).length > 0
}

/** Every case that a machine decided and of which it is still kept what it looked at, for a replay of all. */
export async function listDecided(sql: Sql): Promise<string[]> {
  return (await sql.rows<{ number: string }>("select case_number as number from automation.judgements where verdict = 'machine' and salt <> '\\x' order by at, case_id")).map((row) => row.number)
}

export async function lastSwitch(sql: Sql, item: string): Promise<Switch | undefined> {
  return (await sql.prepared<Switch>('automation-switch-2', "select id, item, turn, change, reason, salt, by, at from automation.switches where item = $1 and change <> 'restart-asked' order by turn desc limit 1", [item]))[0]
}

export async function insertSwitch(tx: Sql, one: Omit<Switch, 'turn'>): Promise<void> {
  await tx.rows('insert into automation.switches (id, item, turn, change, reason, salt, by, at) select $1, $2, coalesce(max(turn), 0) + 1, $3, $4, $5, $6, $7 from automation.switches where item = $2', [one.id, one.item, one.change, one.reason, one.salt, one.by, one.at])
}

const reviewColumns = 'review_case as "reviewCase", review_number as "reviewNumber", case_id as "caseId", asked_at as "askedAt", ended_at as "endedAt", changed'

export async function findReview(sql: Sql, reviewCase: string): Promise<HumanReview | undefined> {
  return (await sql.prepared<HumanReview>('automation-review', `select ${reviewColumns} from automation.reviews where review_case = $1`, [reviewCase]))[0]
}

export async function listReviews(sql: Sql, caseId: string): Promise<HumanReview[]> {
  return sql.prepared<HumanReview>('automation-reviews', `select ${reviewColumns} from automation.reviews where case_id = $1 order by asked_at`, [caseId])
}

/** Keeps a review; false where one is open already. */
export async function insertReview(tx: Sql, review: HumanReview): Promise<boolean> {
  const rows = await tx.rows('insert into automation.reviews (review_case, review_number, case_id, asked_at) values ($1, $2, $3, $4) on conflict (case_id) where ended_at is null do nothing returning 1', [review.reviewCase, review.reviewNumber, review.caseId, review.askedAt])
  return rows.length > 0
}

export async function endReview(tx: Sql, reviewCase: string, changed: boolean, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows('update automation.reviews set ended_at = $2, changed = $3 where review_case = $1 and ended_at is null returning 1', [reviewCase, now, changed])).length > 0
}

export interface ItemCounts {
  item: string
  decided: number
  person: number
  reasons: Record<string, number>
  reviewed: number
  upheld: number
  changed: number
  annulled: number
  reversed: number
}

/** Figures of items, of the bodies within reach (all where null), from a moment on. */
export async function countByItem(sql: Sql, bodies: string[] | null, since: Temporal.Instant | null): Promise<ItemCounts[]> {
  return sql.rows<ItemCounts>(
    `with mine as (select * from automation.judgements j where ($1::text[] is null or j.deciding = any ($1) or j.handling = any ($1)) and ($2::timestamptz is null or j.at >= $2)),
       why as (select item, code, count(*)::int as n from (select distinct m.case_id, m.item, r->>'code' as code from mine m, jsonb_array_elements(m.reasons) r) x group by item, code),
       asked as (select m.item, count(*)::int as n, count(*) filter (where v.changed)::int as changed, count(*) filter (where v.changed = false)::int as upheld from automation.reviews v join mine m on m.case_id = v.case_id group by m.item)
     select m.item, count(*) filter (where verdict = 'machine')::int as decided, count(*) filter (where verdict = 'person')::int as person,
       count(*) filter (where reversed_by = 'annulment')::int as annulled, count(*) filter (where reversed_by is not null)::int as reversed,
       coalesce((select jsonb_object_agg(code, n) from why where why.item = m.item), '{}') as reasons,
       coalesce((select n from asked where asked.item = m.item), 0) as reviewed, coalesce((select changed from asked where asked.item = m.item), 0) as changed, coalesce((select upheld from asked where asked.item = m.item), 0) as upheld
     from mine m group by m.item`,
    [bodies, since],
  )
}

export interface CaseFilter {
  item: string
  what: 'decided' | 'person' | 'reviewed' | 'changed' | 'reversed'
  reason: string | null
  bodies: string[] | null
  since: Temporal.Instant | null
}

export interface JudgedRow {
  caseId: string
  caseNumber: string
  verdict: string
  reasons: { code: string }[]
  at: Temporal.Instant
  reversedBy: string | null
}

const whatSql: Record<CaseFilter['what'], string> = {
  decided: "j.verdict = 'machine'", person: "j.verdict = 'person'", reversed: 'j.reversed_by is not null',
  reviewed: 'exists (select 1 from automation.reviews v where v.case_id = j.case_id)', changed: 'exists (select 1 from automation.reviews v where v.case_id = j.case_id and v.changed)',
}

/** The cases behind a figure, newest first. */
export async function listJudged(sql: Sql, filter: CaseFilter, limit: number, after?: { at: string; id: string }): Promise<JudgedRow[]> {
  return sql.rows<JudgedRow>(
    `select j.case_id as "caseId", j.case_number as "caseNumber", j.verdict, j.reasons, j.at, j.reversed_by as "reversedBy" from automation.judgements j
     where j.item = $1 and ${whatSql[filter.what]} and ($2::text is null or j.reasons @> jsonb_build_array(jsonb_build_object('code', $2::text)))
       and ($3::text[] is null or j.deciding = any ($3) or j.handling = any ($3)) and ($4::timestamptz is null or j.at >= $4) and ($5::timestamptz is null or (j.at, j.case_id) < ($5, $6::uuid))
     order by j.at desc, j.case_id desc limit $7`,
    [filter.item, filter.reason, filter.bodies, filter.since, after?.at ?? null, after?.id ?? null, limit],
  )
}
