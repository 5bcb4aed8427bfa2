// Rows of accounts that stand under a secret of the installation: how many, and how they come under a newer one.
import { digestOfSealed, lastingDigest, sealedColumn, type Standing } from '#base/context'
import type { Sql } from '#base/db'
import { contextOf } from './acts-guardians.ts'
import type { CodeChannel } from './code.ts'
import { documentDomain, sealedAs, type SealedField } from './documents.ts'

const ofProfile = (table: string, field: SealedField) => ({ table: `people.${table}`, key: { id: 'uuid' } as const, sealed: `${field}_sealed`, context: ({ id = '' }: Readonly<Record<string, string>>) => sealedAs(id, field) })
const numbered = ['natural_accounts', 'legal_accounts']

export const peopleStandings: readonly Standing[] = [
  ...[...numbered, 'staff_accounts'].map((table) => sealedColumn(ofProfile(table, 'phone'))),
  ...numbered.flatMap((table) => [
    sealedColumn(ofProfile(table, 'id')),
    digestOfSealed({ ...ofProfile(table, 'id'), digest: 'id_digest', digestKey: 'id_digest_key', domain: documentDomain }),
  ]),
  sealedColumn({ table: 'people.factors', key: { account: 'uuid', id: 'uuid' }, sealed: 'secret_sealed', context: ({ account = '' }) => sealedAs(account, 'totp') }),
  sealedColumn({ table: 'people.guardian_checks', key: { id: 'uuid' }, sealed: 'sealed', context: ({ id = '' }) => contextOf(id) }),
  // Of an account that was erased the number is nowhere: the digest ends on its day (`digest_until`).
  lastingDigest({ table: 'people.endings', digestKey: 'id_digest_key' }),
  // On paper: good until it was used, or replaced by its holder.
  lastingDigest({ table: 'people.recovery_codes', digestKey: 'digest_key', where: 'true', purpose: 'secrets' }),
  lastingDigest({ table: 'people.codes', digestKey: 'key', purpose: 'secrets' }),
]

/** Of addresses that get codes: how many digests stand under which key. */
export const countAddressDigests: Standing['count'] = (sql) => sql.rows("select coalesce(address_digest_key, '') as kid, count(*)::int as rows from people.factors where address_digest is not null group by 1")

export interface AddressDigest {
  id: string
  account: string
  channel: CodeChannel
}

/** Addresses that get codes, after one of them, whose digest stands under another key; locked until the act ends. */
export async function takeAddressDigests(tx: Sql, { kid, after, limit }: { kid: string; after: string | undefined; limit: number }): Promise<AddressDigest[]> {
  return tx.rows<AddressDigest>('select id, account, kind as channel from people.factors where address_digest is not null and address_digest_key is distinct from $1 and ($2::uuid is null or id > $2) order by id limit $3 for update', [kid, after ?? null, limit])
}

export async function updateAddressDigest(tx: Sql, id: string, { digest, kid }: { digest: Uint8Array; kid: string }): Promise<void> {
  await tx.rows('update people.factors set address_digest = $2, address_digest_key = $3 where id = $1', [id, digest, kid])
}
