// SQL of what the protocol keeps.
import type { Sql } from '#base/db'

export interface Kept {
  model: string
  id: Uint8Array
  uid: string | null
  grantId: string | null
  account: string | null
  code: string | null
  session: string | null
  payload: Record<string, unknown>
  endsAt: Temporal.Instant
}

export async function saveRecord(sql: Sql, one: Kept): Promise<void> {
  await sql.prepared(
    'clients-save-record',
    `insert into clients.records (model, id, uid, grant_id, account, code, session, payload, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (model, id) do update set uid = excluded.uid, grant_id = excluded.grant_id, account = excluded.account, code = excluded.code, session = excluded.session, payload = excluded.payload, ends_at = excluded.ends_at`,
    [one.model, one.id, one.uid, one.grantId, one.account, one.code, one.session, JSON.stringify(one.payload), one.endsAt.toString()],
  )
}

export async function findRecord(sql: Sql, model: string, id: Uint8Array): Promise<Record<string, unknown> | undefined> {
  return (await sql.prepared<{ payload: Record<string, unknown> }>('clients-record', 'select payload from clients.records where model = $1 and id = $2', [model, id]))[0]?.payload
}

export async function findByUid(sql: Sql, model: string, uid: string): Promise<{ payload: Record<string, unknown>; session: string | null } | undefined> {
  return (await sql.prepared<{ payload: Record<string, unknown>; session: string | null }>('clients-record-by-uid-2', 'select payload, session from clients.records where model = $1 and uid = $2', [model, uid]))[0]
}

/** Marks something that works once as used; false for everybody but the first. */
export async function consumeRecord(sql: Sql, model: string, id: Uint8Array, atSeconds: number): Promise<boolean> {
  const rows = await sql.prepared(
    'clients-consume-record', "update clients.records set payload = payload || jsonb_build_object('consumed', $3::bigint) where model = $1 and id = $2 and not payload ? 'consumed' returning 1", [model, id, atSeconds],
  )
  return rows.length > 0
}

export async function deleteRecord(sql: Sql, model: string, id: Uint8Array): Promise<void> {
  await sql.prepared('clients-delete-record', 'delete from clients.records where model = $1 and id = $2', [model, id])
}

export async function deleteByGrant(sql: Sql, grantId: string): Promise<void> {
  await sql.prepared('clients-delete-grant', 'delete from clients.records where grant_id = $1', [grantId])
}

/** Everything a system holds of an account, or of everybody. */
export async function deleteHeld(sql: Sql, code: string, account: string | null): Promise<void> {
  await sql.rows("delete from clients.records where code = $1 and ($2::uuid is null or account = $2) and model <> 'Session'", [code, account])
}

/** Sessions of the protocol that belong to one of ours. */
export async function deleteOfSession(sql: Sql, session: string): Promise<void> {
  await sql.rows("delete from clients.records where session = $1 and model = 'Session'", [session])
}

/** A session of the protocol that was begun under another of ours, or under none that goes on, is nobody's. */
export async function deleteForeign(sql: Sql, id: Uint8Array, own: { session: string; account: string } | undefined): Promise<void> {
  await sql.prepared('clients-delete-foreign', "delete from clients.records where model = 'Session' and id = $1 and (session is distinct from $2::uuid or account is distinct from $3::uuid)", [id, own?.session ?? null, own?.account ?? null])
}

/** Takes away what has ended. */
export async function deleteEnded(sql: Sql, now: Temporal.Instant): Promise<void> {
  await sql.rows('delete from clients.records where ends_at < $1', [now.toString()])
}

/** Keeps that something was used; false where it was before. */
export async function saveOnce(sql: Sql, model: string, id: Uint8Array, endsAt: Temporal.Instant): Promise<boolean> {
  const rows = await sql.prepared('clients-save-once', "insert into clients.records (model, id, payload, ends_at) values ($1, $2, '{}', $3) on conflict do nothing returning 1", [model, id, endsAt.toString()])
  return rows.length > 0
}
