// SQL of purposes and their assessments; the only file that names these tables.
import type { Version } from '#base/act'
import type { Sql } from '#base/db'
import type { AssessmentContent, Purpose } from '#core/packs'
import { isLive, type Assessment } from './assessment.ts'

/** A purpose as it stands: the version that is lived, and the newest one. They differ while the newest waits to be assessed. */
export interface Standing {
  code: string
  live: Version<Purpose> | undefined
  newest: Version<Purpose>
}

interface Row {
  code: string
  versions: Version<Purpose>[]
  approved: string[]
}

const versionsOf = "(select jsonb_agg(jsonb_build_object('version', v.version, 'content', v.content, 'digest', v.digest) order by v.version desc) from purposes.versions v where v.code = first.code)"
const approvedOf = "array(select a.parts from purposes.assessments a where a.code = first.code and a.state = 'approved')"

function standingOf({ code, versions, approved }: Row): Standing[] {
  const [newest] = versions
  return newest ? [{ code, newest, live: versions.find(({ content }) => isLive(content, approved)) }] : []
}

/** Every purpose as it stands, in the order in which they were first published. */
export async function listPurposes(sql: Sql): Promise<Standing[]> {
  const rows = await sql.prepared<Row>('purposes-all', `select first.code, ${versionsOf} as versions, ${approvedOf} as approved from purposes.versions first where first.version = 1 order by first.published_at, first.place`, [])
  return rows.flatMap(standingOf)
}

/** Some purposes as they stand, by code. */
export async function findPurposes(sql: Sql, codes: readonly string[]): Promise<Map<string, Standing>> {
  if (codes.length === 0) return new Map()
  const rows = await sql.prepared<Row>('purposes-some', `select first.code, ${versionsOf} as versions, ${approvedOf} as approved from purposes.versions first where first.version = 1 and first.code = any ($1)`, [[...new Set(codes)]])
  return new Map(rows.flatMap(standingOf).map((one) => [one.code, one]))
}

export async function insertPurpose(tx: Sql, { version, content, digest }: Version<Purpose>, now: Temporal.Instant): Promise<void> {
  await tx.rows('insert into purposes.versions (code, version, content, digest, published_at) values ($1, $2, $3::jsonb, $4, $5)', [content.code, version, JSON.stringify(content), digest, now.toString()])
}

const columns = 'id, code, version, parts, content, salt, state, reason, made_by as "madeBy", made_at as "madeAt", decided_by as "decidedBy", decided_at as "decidedAt"'

/** Assessments of a purpose, newest first. */
export async function listAssessments(sql: Sql, code: string): Promise<Assessment[]> {
  return sql.prepared<Assessment>('purposes-assessments', `select ${columns} from purposes.assessments where code = $1 order by made_at desc, id desc`, [code])
}

export async function findAssessment(sql: Sql, id: string): Promise<Assessment | undefined> {
  return (await sql.prepared<Assessment>('purposes-assessment', `select ${columns} from purposes.assessments where id = $1`, [id]))[0]
}

/** Keeps an assessment; false where another one of the purpose waits. */
export async function insertAssessment(tx: Sql, one: { id: string; code: string; version: number; parts: string; content: AssessmentContent; salt: Uint8Array; by: string; at: Temporal.Instant }): Promise<boolean> {
  const rows = await tx.rows(
    `insert into purposes.assessments (id, code, version, parts, content, salt, state, made_by, made_at) values ($1, $2, $3, $4, $5::jsonb, $6, 'waiting', $7, $8) on conflict do nothing returning 1`,
    [one.id, one.code, one.version, one.parts, JSON.stringify(one.content), one.salt, one.by, one.at.toString()],
  )
  return rows.length > 0
}

/** Decides an assessment that waits; false where it does not. */
export async function decideAssessment(tx: Sql, id: string, state: 'approved' | 'refused', by: string, at: Temporal.Instant, reason: string | null): Promise<boolean> {
  return (await tx.rows(`update purposes.assessments set state = $2, decided_by = $3, decided_at = $4, reason = $5 where id = $1 and state = 'waiting' returning 1`, [id, state, by, at.toString(), reason])).length > 0
}
