// SQL of what acceptance adds to some cases: papers owed, promises, places in an order. Read only for items whose law has them.
import type { Sql } from '#base/db'
import { openWords, type Marked } from './inside.ts'

/** A paper still to come, or come: `gap` by a day, `promise` since a promise was taken back. */
export interface Owed {
  material: string
  why: 'gap' | 'promise'
  dueOn: string | null
  metAt: string | null
  /** It came after its day: waits for a person, was taken, or was refused in writing. */
  late: 'waiting' | 'taken' | 'refused' | null
}

/** A promise in place of papers (告知承诺). */
export interface Commitment {
  kind: 'proof' | 'permit'
  digest: string
  materials: string[]
  madeAt: string
  withdrawnAt: string | null
}

/** Where a case stands in the order of acceptance: `ahead` counts earlier ones that are granted or undecided (许可法 57). */
export interface Place {
  place: number
  ahead: number
  granted: number
  earlierOpen: number
}

export async function findOwed(sql: Sql, caseId: string): Promise<Owed[]> {
  return sql.prepared<Owed>(
    'cases-owed-2', `select material, why, due_on::text as "dueOn", to_json(met_at) #>> '{}' as "metAt", late from cases.owed where case_id = $1 order by material`, [caseId],
  )
}

/** Names a paper as owed; one that is owed already gets the later ground and day. */
export async function putOwed(tx: Sql, caseId: string, { material, why, dueOn }: Omit<Owed, 'metAt' | 'late'>): Promise<void> {
  await tx.prepared(
    'cases-owe', `insert into cases.owed values ($1, $2, $3, $4, null)
     on conflict (case_id, material) do update set why = excluded.why, due_on = excluded.due_on where cases.owed.met_at is null`, [caseId, material, why, dueOn],
  )
}

export async function meetOwed(tx: Sql, caseId: string, materials: string[], now: Temporal.Instant): Promise<void> {
  await tx.prepared('cases-owed-met', 'update cases.owed set met_at = $3 where case_id = $1 and material = any ($2) and met_at is null', [caseId, materials, now])
}

/** Notes of papers what becomes of their coming late. */
export async function markLate(tx: Sql, caseId: string, materials: string[], late: NonNullable<Owed['late']>): Promise<void> {
  await tx.prepared('cases-owed-late', 'update cases.owed set late = $3 where case_id = $1 and material = any ($2)', [caseId, materials, late])
}

export async function findCommitment(sql: Sql, caseId: string): Promise<Commitment | undefined> {
  return (await sql.prepared<Commitment>(
    'cases-commitment', `select kind, digest, materials, to_json(made_at) #>> '{}' as "madeAt", to_json(withdrawn_at) #>> '{}' as "withdrawnAt" from cases.commitments where case_id = $1`, [caseId],
  ))[0]
}

export async function insertCommitment(tx: Sql, caseId: string, { kind, digest, materials }: Pick<Commitment, 'kind' | 'digest' | 'materials'>, now: Temporal.Instant): Promise<void> {
  await tx.prepared('cases-commit', 'insert into cases.commitments values ($1, $2, $3, $4, $5, null)', [caseId, kind, digest, materials, now])
}

export async function withdrawCommitment(tx: Sql, caseId: string, now: Temporal.Instant): Promise<void> {
  await tx.prepared('cases-uncommit', 'update cases.commitments set withdrawn_at = $2 where case_id = $1', [caseId, now])
}

export async function insertPlace(tx: Sql, caseId: string, item: string, period: string, place: number): Promise<void> {
  await tx.prepared('cases-place', 'insert into cases.places values ($1, $2, $3, $4)', [caseId, item, period, place])
}

const isGranted = "o.outcome in ('granted', 'partly-granted')"

export async function findPlace(sql: Sql, caseId: string): Promise<Place | undefined> {
  return (await sql.prepared<Place>(
    'cases-place-of',
    `select p.place, count(*) filter (where q.place < p.place and (o.outcome is null or ${isGranted}))::int as ahead,
       count(*) filter (where ${isGranted})::int as granted, count(*) filter (where q.place < p.place and o.outcome is null)::int as "earlierOpen"
     from cases.places p left join cases.places q on q.item = p.item and q.period = p.period and q.case_id <> p.case_id
     left join cases.cases o on o.id = q.case_id where p.case_id = $1 group by p.place`, [caseId],
  ))[0]
}

/** Keys of the materials that have come in a case, and the roles of its parties. */
export async function findHandedIn(sql: Sql, caseId: string): Promise<{ materials: string[]; agents: number }> {
  const [row] = await sql.prepared<{ materials: string[]; agents: number }>(
    'cases-handed-in',
    `select coalesce((select array_agg(distinct material) from cases.files where case_id = $1), '{}') as materials,
       (select count(*)::int from cases.parties where case_id = $1 and role = 'agent') as agents`, [caseId],
  )
  return row ?? { materials: [], agents: 0 }
}

/** What the one-time notice named, in its order; empty where none was sent. */
export async function findNotified(sql: Sql, caseId: string): Promise<{ material?: string; text: string }[]> {
  const rows = await sql.prepared<{ entry: string; content: { material?: string; text: string }[] } & Marked>(
    'cases-notified-2', `select entry, content -> 'missing' as content, numbers_key as "numbersKey" from cases.words where case_id = $1 and kind = 'cases.correction-asked'`, [caseId],
  )
  return openWords(sql, rows)[0]?.content ?? []
}
