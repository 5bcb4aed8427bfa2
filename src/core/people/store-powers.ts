// SQL of powers of attorney on paper: checks that wait, and the scans that checks and agencies name.
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { KeptPower } from './power.ts'

export interface PowerCheck {
  id: string
  agent: string
  organisation: string
  sealed: string
  seenBy: string
  seenAt: Temporal.Instant
  endsAt: Temporal.Instant
}

const waits = "kind = 'power' and state = 'seen'"
const columns = 'id, guardian as agent, organisation, sealed, seen_by as "seenBy", seen_at as "seenAt", ends_at as "endsAt"'

export async function insertPowerCheck(tx: Sql, one: PowerCheck & { paper: string }): Promise<void> {
  await tx.rows("insert into people.guardian_checks (id, guardian, organisation, kind, proof, sealed, paper, state, seen_by, seen_at, ends_at) values ($1,$2,$3,'power','power-of-attorney',$4,$5,'seen',$6,$7,$8)", [one.id, one.agent, one.organisation, one.sealed, one.paper, one.seenBy, one.seenAt, one.endsAt])
}

/** A check within reach that waits for its second officer. */
export async function selectPowerCheck(sql: Sql, id: string, organisations: readonly string[], now: Temporal.Instant): Promise<PowerCheck | undefined> {
  return (await sql.rows<PowerCheck>(`select ${columns} from people.guardian_checks where id = $1 and ${waits} and organisation = any($2::text[]) and ends_at >= $3`, [id, organisations, now]))[0]
}

/** The checks within reach that wait, oldest first. */
export async function selectPowerChecks(sql: Sql, reach: ReachCondition, now: Temporal.Instant): Promise<PowerCheck[]> {
  return sql.rows<PowerCheck>(`select ${columns} from people.guardian_checks where ${waits} and ends_at >= $1 and ${reach.text} order by seen_at, id limit 100`, [now, ...reach.values])
}

/** Whether a window has taken a power of this principal before. */
export async function isPrincipalOfPower(sql: Sql, account: string): Promise<boolean> {
  return (await sql.rows('select 1 from people.agencies where principal = $1 and power is not null limit 1', [account])).length > 0
}

/** The paper of an agency, for its principal or agent. */
export async function selectPowerPaper(sql: Sql, id: string, party: string): Promise<{ power: KeptPower; paper: string } | undefined> {
  return (await sql.rows<{ power: KeptPower; paper: string }>('select power, paper from people.agencies where id = $1 and power is not null and (principal = $2 or agent = $2)', [id, party]))[0]
}

/** Those of the digests that a power names. */
export async function heldByPowers(sql: Sql, digests: string[]): Promise<string[]> {
  return (await sql.rows<{ paper: string }>("select paper from people.agencies where paper = any ($1) union select paper from people.guardian_checks where state = 'seen' and paper = any ($1)", [digests])).map(({ paper }) => paper)
}
