// SQL of factors and recovery codes.
import type { Sql } from '#base/db'
import type { Factor } from './factor.ts'

const columns = `id, account, kind, name, alone, secret_sealed as "secretSealed", credential, public_key as "publicKey", transports, counter::float8 as counter,
  added_at as "addedAt", confirmed_at as "confirmedAt", used_at as "usedAt"`

/** What an account has, oldest first, with what is not confirmed yet. */
export async function selectFactors(sql: Sql, account: string): Promise<Factor[]> {
  return sql.prepared<Factor>('people-factors-alone', `select ${columns} from people.factors where account = $1 order by id`, [account])
}

export async function selectPasskey(sql: Sql, credential: string): Promise<Factor | undefined> {
  const [row] = await sql.prepared<Factor>('people-passkey-kind', `select ${columns} from people.factors where credential = $1 and kind = 'passkey'`, [credential])
  return row
}

export async function selectCertificate(sql: Sql, credential: string): Promise<Factor | undefined> {
  const [row] = await sql.prepared<Factor>('people-certificate', `select ${columns} from people.factors where credential = $1 and kind = 'certificate'`, [credential])
  return row
}

export async function insertTotp(sql: Sql, row: { id: string; account: string; name: string; secretSealed: string; now: Temporal.Instant }): Promise<void> {
  await sql.rows("delete from people.factors where account = $1 and kind = 'totp' and confirmed_at is null", [row.account])
  await sql.rows("insert into people.factors (id, account, kind, name, secret_sealed, added_at) values ($1, $2, 'totp', $3, $4, $5)", [row.id, row.account, row.name, row.secretSealed, row.now.toString()])
}

/** Adds a passkey or a certificate, confirmed at once. Answers false where it is known already. */
export async function insertKeyed(sql: Sql, row: { kind: 'passkey' | 'certificate'; id: string; account: string; name: string; credential: string; publicKey: Uint8Array; transports: string[]; counter: number; now: Temporal.Instant }): Promise<boolean> {
  const rows = await sql.rows(
    `insert into people.factors (id, account, kind, name, credential, public_key, transports, counter, added_at, confirmed_at)
     values ($1, $2, $9, $3, $4, $5, $6, $7, $8, $8) on conflict (credential) do nothing returning 1`,
    [row.id, row.account, row.name, row.credential, Buffer.from(row.publicKey), JSON.stringify(row.transports), row.counter, row.now.toString(), row.kind],
  )
  return rows.length === 1
}

/** Uses a step or a counter once: answers false where it was used already. A passkey whose counter stays 0 counts nothing (WebAuthn §7.2 step 22). */
export async function useFactor(sql: Sql, id: string, counter: number, now: Temporal.Instant): Promise<boolean> {
  const rows = await sql.rows(
    'update people.factors set counter = $2, used_at = $3, confirmed_at = coalesce(confirmed_at, $3) where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning 1',
    [id, counter, now.toString()],
  )
  return rows.length === 1
}

/** Removes a factor. Answers its kind. */
export async function deleteFactor(sql: Sql, account: string, id: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ kind: string }>('delete from people.factors where account = $1 and id = $2 returning kind', [account, id])
  return row?.kind
}

/** Puts new recovery codes in the place of all before. */
export async function replaceRecoveryCodes(sql: Sql, account: string, digests: readonly Uint8Array[], kid: string | null): Promise<void> {
  await sql.rows('delete from people.recovery_codes where account = $1', [account])
  await sql.rows('insert into people.recovery_codes (account, digest, digest_key) select $1, unnest($2::bytea[]), $3', [account, digests.map((digest) => Buffer.from(digest)), kid])
}

/** Uses a recovery code once. */
export async function takeRecoveryCode(sql: Sql, account: string, digests: readonly Buffer[]): Promise<boolean> {
  return (await sql.rows('delete from people.recovery_codes where account = $1 and digest = any ($2::bytea[]) returning 1', [account, digests])).length === 1
}

export async function countRecoveryCodes(sql: Sql, account: string): Promise<number> {
  const [row] = await sql.rows<{ n: number }>('select count(*)::int as n from people.recovery_codes where account = $1', [account])
  return row?.n ?? 0
}

/** Whether an account has a factor that is asked for beside the password. */
export async function hasFactor(sql: Sql, account: string): Promise<boolean> {
  return (await sql.prepared('people-has-second', 'select 1 as one from people.factors where account = $1 and confirmed_at is not null and not alone limit 1', [account])).length > 0
}

/** Whether the password is long enough to stand alone. */
export async function selectPasswordAlone(sql: Sql, account: string): Promise<boolean> {
  const [row] = await sql.rows<{ alone: boolean }>('select password is null or password_alone as alone from people.accounts where id = $1', [account])
  return row?.alone ?? true
}
