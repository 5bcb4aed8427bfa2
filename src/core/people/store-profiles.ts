// SQL of correcting what an account says of its holder.
import type { Sql } from '#base/db'
import type { Account } from './account.ts'

type Who = Pick<Account, 'id' | 'kind'>
const tableOf = ({ kind }: Who): string => (kind === 'legal' ? 'people.legal_accounts' : 'people.natural_accounts')

/** Holds an account still until the act ends: a proof of it is kept before, or afterwards (the key of people.proofs waits for this row). */
export async function lockProfile(tx: Sql, id: string): Promise<void> {
  await tx.rows('select 1 from people.accounts where id = $1 for update', [id])
}

/** Whether a source proved who the holder is, also where that is too old to count, or two officers of a window read it off the document, for a guardianship or a power on paper. */
export async function isSettled(sql: Sql, id: string): Promise<boolean> {
  return (await sql.rows('select 1 from people.proofs where account = $1 union all select 1 from people.agencies where principal = $1 and (guardianship is not null or power is not null) limit 1', [id])).length > 0
}

/** Another name, and the salt under which it is proved. */
export async function updateNameOf(tx: Sql, who: Who, name: string, salt: Uint8Array): Promise<void> {
  await tx.rows(`update ${tableOf(who)} set name = $2 where id = $1`, [who.id, name])
  await tx.rows('update people.accounts set salt = $2 where id = $1', [who.id, salt])
}

/** Another telephone number, or another name in Latin letters. */
export async function updateProfile(tx: Sql, who: Who, { phoneSealed = null, nameEn = null }: { phoneSealed?: string | null; nameEn?: string | null }): Promise<void> {
  await tx.rows(`update ${tableOf(who)} set phone_sealed = coalesce($2, phone_sealed), name_en = coalesce($3, name_en) where id = $1`, [who.id, phoneSealed, nameEn])
}
