// SQL of seals; the only file that names this table.
import type { Sql } from '#base/db'
import type { Seal, SealGround, SealKind, SealLife } from './seal.ts'

export interface StoredSeal extends Seal, SealLife {
  state: 'in-use' | 'cancelled'
  ground: SealGround | null
}

interface Row {
  id: string
  organisation: string
  name: string
  kind: SealKind
  certificate: Seal['certificate']
  state: StoredSeal['state']
  madeAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
  ground: SealGround | null
}

const columns = 'id, organisation, name, kind, certificate, state, made_at as "madeAt", cancelled_at as "cancelledAt", ground'
const read = ({ organisation, name, ...row }: Row): StoredSeal => ({ ...row, organisation: { code: organisation, name } })

/** The seal of a body for one use, where it has one in use. */
export async function findSealInUse(sql: Sql, organisation: string, kind: SealKind): Promise<StoredSeal | undefined> {
  const [row] = await sql.prepared<Row>('seals-in-use', `select ${columns} from seals.seals where organisation = $1 and kind = $2 and state = 'in-use'`, [organisation, kind])
  return row && read(row)
}

/** A seal by its id, also one that was given up. */
export async function selectSeal(sql: Sql, id: string): Promise<StoredSeal | undefined> {
  const [row] = await sql.prepared<Row>('seals-one', `select ${columns} from seals.seals where id = $1`, [id])
  return row && read(row)
}

/** The seals of these bodies; all where `organisations` is undefined. */
export async function listSeals(sql: Sql, organisations: string[] | undefined): Promise<StoredSeal[]> {
  return (await sql.rows<Row>(`select ${columns} from seals.seals where $1::text[] is null or organisation = any ($1) order by organisation, kind, made_at limit 500`, [organisations ?? null])).map(read)
}

export async function insertSeal(tx: Sql, seal: Seal, now: Temporal.Instant): Promise<void> {
  await tx.rows("insert into seals.seals (id, organisation, name, kind, certificate, state, made_at) values ($1, $2, $3, $4, $5, 'in-use', $6)", [seal.id, seal.organisation.code, seal.organisation.name, seal.kind, seal.certificate, now])
}

/** Ends the use of a seal; false where it had ended. */
export async function markCancelled(tx: Sql, id: string, ground: SealGround, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows("update seals.seals set state = 'cancelled', cancelled_at = $2, ground = $3 where id = $1 and state = 'in-use' returning 1", [id, now, ground])).length > 0
}
