// SQL of guardianships, of the checks that they come from and of objections between guardians.
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { Guardianship, GuardianProof, GuardianshipEnd, GuardianshipKind, SeenGuardianship, Settlement } from './guardian.ts'

const runs = 'g.guardianship is not null and g.revoked_at is null'
const columns = `g.id, g.principal as ward, w.name as "wardName", g.agent as guardian, n.name as "guardianName", g.guardianship as kind, g.proof, g.jointly, g.organisation, g.born::text as born, g.from_at as "from", g.to_at as "to",
  g.revoked_at as "revokedAt", g.ended_because as "endedBecause", o.id as objection, o.guardian as "objectedBy"`
const joined = `people.agencies g join people.natural_accounts w on w.id = g.principal join people.natural_accounts n on n.id = g.agent
  left join people.guardian_objections o on o.ward = g.principal and o.settled_at is null`

export async function insertGuardianship(tx: Sql, one: { id: string; ward: string; guardian: string; by: string; from: Temporal.Instant; to: Temporal.Instant; organisation: string; salt: Uint8Array; seen: SeenGuardianship }): Promise<boolean> {
  const { kind, proof, reference, judgment, born, jointly } = one.seen
  const rows = await tx.rows(
    `insert into people.agencies (id, principal, agent, items, granted_by, from_at, to_at, guardianship, proof, reference, judgment, organisation, born, jointly, salt)
     values ($1,$2,$3,null,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) on conflict do nothing returning 1`,
    [one.id, one.ward, one.guardian, one.by, one.from, one.to, kind, proof, reference, judgment, one.organisation, born.toString(), jointly, one.salt],
  )
  return rows.length === 1
}

/** The guardianships in which an account has a part, ended ones too, newest first. */
export async function selectGuardianships(sql: Sql, account: string): Promise<Guardianship[]> {
  return sql.prepared<Guardianship>('people-guardianships', `select ${columns} from ${joined} where g.guardianship is not null and (g.principal = $1 or g.agent = $1) order by g.id desc limit 100`, [account])
}

/** One that runs at a moment. */
export async function selectGuardianship(sql: Sql, id: string, now: Temporal.Instant): Promise<Guardianship | undefined> {
  return (await sql.rows<Guardianship>(`select ${columns} from ${joined} where g.id = $1 and ${runs} and g.to_at > $2`, [id, now]))[0]
}

/** Those of a ward that run at a moment. */
export async function selectGuardiansOf(sql: Sql, ward: string, now: Temporal.Instant): Promise<Guardianship[]> {
  return sql.rows<Guardianship>(`select ${columns} from ${joined} where g.principal = $1 and ${runs} and g.to_at > $2 order by g.id`, [ward, now])
}

/** Those that are over by their time and not noted as ended, oldest first; of one ward where it is named. */
export async function selectOverdue(sql: Sql, now: Temporal.Instant, limit: number, ward: string | null = null): Promise<{ id: string; ward: string }[]> {
  return sql.rows<{ id: string; ward: string }>(`select g.id, g.principal as ward from people.agencies g where ${runs} and g.to_at <= $1 and ($3::uuid is null or g.principal = $3) order by g.to_at, g.id limit $2`, [now, limit, ward])
}

/** Ends one. Answers it; undefined where it had ended before. */
export async function endGuardian(tx: Sql, id: string, end: { by: string; because: GuardianshipEnd; now: Temporal.Instant }): Promise<{ ward: string; guardian: string } | undefined> {
  const [row] = await tx.rows<{ ward: string; guardian: string }>(
    `update people.agencies g set revoked_at = $2, revoked_by = $3, ended_because = $4 where g.id = $1 and ${runs} returning g.principal as ward, g.agent as guardian`, [id, end.now, end.by, end.because],
  )
  return row
}

/** One, whatever became of it. */
export async function selectAnyGuardianship(sql: Sql, id: string): Promise<Guardianship | undefined> {
  return (await sql.rows<Guardianship>(`select ${columns} from ${joined} where g.id = $1 and g.guardianship is not null`, [id]))[0]
}

/** A ward's birthday, as a window read it. */
export async function selectBorn(sql: Sql, ward: string): Promise<Temporal.PlainDate | undefined> {
  const [row] = await sql.rows<{ born: string }>('select g.born::text as born from people.agencies g where g.principal = $1 and g.guardianship is not null order by g.id desc limit 1', [ward])
  return row && Temporal.PlainDate.from(row.born)
}

/** Which of these accounts are wards as adults without full capacity. */
export async function selectAdultWards(sql: Sql, accounts: readonly string[], now: Temporal.Instant): Promise<string[]> {
  return (await sql.rows<{ ward: string }>(`select distinct g.principal as ward from people.agencies g where g.principal = any($1::uuid[]) and g.guardianship = 'adult' and g.revoked_at is null and g.to_at > $2`, [accounts, now])).map(({ ward }) => ward)
}

export interface GuardianCheck {
  id: string
  guardian: string
  organisation: string
  kind: GuardianshipKind
  proof: GuardianProof
  sealed: string | null
  seenBy: string
  seenAt: Temporal.Instant
  endsAt: Temporal.Instant
}

const checkColumns = 'id, guardian, organisation, kind, proof, sealed, seen_by as "seenBy", seen_at as "seenAt", ends_at as "endsAt"'

export async function insertGuardianCheck(tx: Sql, one: GuardianCheck): Promise<void> {
  await tx.rows("insert into people.guardian_checks (id, guardian, organisation, kind, proof, sealed, state, seen_by, seen_at, ends_at) values ($1,$2,$3,$4,$5,$6,'seen',$7,$8,$9)", [one.id, one.guardian, one.organisation, one.kind, one.proof, one.sealed, one.seenBy, one.seenAt, one.endsAt])
}

/** A check within reach that waits for its second officer. */
export async function selectGuardianCheck(sql: Sql, id: string, organisations: readonly string[], now: Temporal.Instant): Promise<(GuardianCheck & { sealed: string }) | undefined> {
  return (await sql.rows<GuardianCheck & { sealed: string }>(`select ${checkColumns} from people.guardian_checks where id = $1 and kind <> 'power' and state = 'seen' and organisation = any($2::text[]) and ends_at >= $3`, [id, organisations, now]))[0]
}

/** The checks within reach that wait, oldest first. */
export async function selectGuardianChecks(sql: Sql, reach: ReachCondition, now: Temporal.Instant): Promise<GuardianCheck[]> {
  return sql.rows<GuardianCheck>(`select ${checkColumns} from people.guardian_checks where kind <> 'power' and state = 'seen' and ends_at >= $1 and ${reach.text} order by seen_at, id limit 100`, [now, ...reach.values])
}

/** Decides a check; who it is about goes. False where it was decided before. */
export async function endGuardianCheck(tx: Sql, id: string, end: { state: 'confirmed' | 'declined'; by: string; now: Temporal.Instant }): Promise<boolean> {
  return (await tx.rows("update people.guardian_checks set state = $2, sealed = null, decided_by = $3, decided_at = $4 where id = $1 and state = 'seen' returning 1", [id, end.state, end.by, end.now])).length === 1
}

/** Ends what nobody confirmed in time. */
export async function endLateGuardianChecks(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.rows("update people.guardian_checks set state = 'over', sealed = null, decided_at = $1 where state = 'seen' and ends_at < $1", [now])
}

export interface Objection {
  id: string
  ward: string
  guardian: string
  organisation: string
  words: string
  madeAt: Temporal.Instant
}

const objectionColumns = 'id, ward, guardian, organisation, words, made_at as "madeAt"'

/** Notes an objection; false where one of the ward's waits. */
export async function insertObjection(tx: Sql, one: Objection & { salt: Uint8Array }): Promise<boolean> {
  const rows = await tx.rows('insert into people.guardian_objections (id, ward, guardian, organisation, words, salt, made_at) values ($1,$2,$3,$4,$5,$6,$7) on conflict do nothing returning 1', [one.id, one.ward, one.guardian, one.organisation, one.words, one.salt, one.madeAt])
  return rows.length === 1
}

/** The objections within reach that wait to be settled, oldest first. */
export async function selectObjections(sql: Sql, reach: ReachCondition): Promise<Objection[]> {
  return sql.rows<Objection>(`select ${objectionColumns} from people.guardian_objections where settled_at is null and ${reach.text} order by made_at, id limit 100`, [...reach.values])
}

/** One that waits: of these bodies, or of the guardian who made it. */
export async function selectObjection(sql: Sql, id: string, of: { organisations: readonly string[] } | { guardian: string }): Promise<Objection | undefined> {
  const [organisations, guardian] = 'guardian' in of ? [[], of.guardian] : [of.organisations, null]
  return (await sql.rows<Objection>(`select ${objectionColumns} from people.guardian_objections where id = $1 and settled_at is null and (organisation = any($2::text[]) or guardian = $3)`, [id, organisations, guardian]))[0]
}

/** The objection of a ward's that waits. */
export async function selectOpenObjection(sql: Sql, ward: string): Promise<Objection | undefined> {
  return (await sql.rows<Objection>(`select ${objectionColumns} from people.guardian_objections where ward = $1 and settled_at is null`, [ward]))[0]
}

/** Settles one. False where it was settled before. */
export async function settleObjection(tx: Sql, id: string, end: { by: string; how: Settlement | 'withdrawn' | 'moot'; reference: string | null; now: Temporal.Instant }): Promise<boolean> {
  return (await tx.rows('update people.guardian_objections set settled_at = $2, settled_by = $3, settled_how = $4, reference = $5 where id = $1 and settled_at is null returning 1', [id, end.now, end.by, end.how, end.reference])).length === 1
}

/** Erases what a guardian wrote, with the salts that hide it. */
export async function forgetObjections(tx: Sql, guardian: string): Promise<void> {
  await tx.rows("update people.guardian_objections set words = '', salt = '\\x' where guardian = $1", [guardian])
}
