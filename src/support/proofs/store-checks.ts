// SQL of checks in person; with store.ts the only files that name tables of proofs.
import type { Sql } from '#base/db'
import type { ReachCondition } from '#core/access'
import type { InPersonCheck } from './check.ts'

const columns = 'id, account, organisation, id_kind as "idKind", sealed, valid_until::text as "validUntil", state, seen_by as "seenBy", seen_at as "seenAt", ends_at as "endsAt", decided_by as "decidedBy", decided_at as "decidedAt"'

/** Adds a check; one that was open for the same account gives way to it. */
export async function insertCheck(tx: Sql, one: Pick<InPersonCheck, 'id' | 'account' | 'organisation' | 'idKind' | 'sealed' | 'validUntil' | 'seenBy' | 'seenAt' | 'endsAt'>): Promise<void> {
  await tx.rows("update proofs.checks set state = 'over', sealed = null, decided_at = $2 where account = $1 and state = 'seen'", [one.account, one.seenAt.toString()])
  await tx.rows("insert into proofs.checks (id, account, organisation, id_kind, sealed, valid_until, state, seen_by, seen_at, ends_at) values ($1,$2,$3,$4,$5,$6,'seen',$7,$8,$9)", [one.id, one.account, one.organisation, one.idKind, one.sealed, one.validUntil, one.seenBy, one.seenAt.toString(), one.endsAt.toString()])
}

export async function findCheck(sql: Sql, id: string): Promise<InPersonCheck | undefined> {
  return (await sql.prepared<InPersonCheck>('proofs-check', `select ${columns} from proofs.checks where id = $1`, [id]))[0]
}

/** The checks within reach that wait for a second officer, oldest first. */
export async function listOpenChecks(sql: Sql, reach: ReachCondition, now: Temporal.Instant): Promise<InPersonCheck[]> {
  return sql.rows<InPersonCheck>(`select ${columns} from proofs.checks where state = 'seen' and ends_at >= $1 and ${reach.text} order by seen_at, id limit 100`, [now.toString(), ...reach.values])
}

/** Decides a check; name and number go. */
export async function endCheck(tx: Sql, id: string, end: { state: 'confirmed' | 'declined'; by: string; now: Temporal.Instant }): Promise<void> {
  await tx.rows('update proofs.checks set state = $2, sealed = null, decided_by = $3, decided_at = $4 where id = $1', [id, end.state, end.by, end.now.toString()])
}

/** Ends what nobody confirmed in time; name and number go. */
export async function endLateChecks(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.rows("update proofs.checks set state = 'over', sealed = null, decided_at = $1 where state = 'seen' and ends_at < $1", [now.toString()])
}
