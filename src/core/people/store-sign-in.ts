// SQL of what signing in needs of an account, by itself and beside the count of attempts.
import type { Sql } from '#base/db'
import type { AccountKind } from './account.ts'

export interface SignInRow {
  id: string
  login: string
  kind: AccountKind
  password: string | null
  /** Until when a password that somebody else chose lets in. */
  givenUntil: Temporal.Instant | null
  frozen: boolean
  demonstration: boolean
  /** Whether a second factor is asked for. */
  second: boolean
}

/** The columns of a `SignInRow`, of an account `a`; of none they are null. */
export const signInColumns = `a.id, a.login, a.kind, a.password, a.password_given_until as "givenUntil", exists (select 1 from people.factors f where f.account = a.id and f.confirmed_at is not null and not f.alone) as second, a.frozen_at is not null as frozen, exists (select 1 from people.demonstration_accounts d where d.id = a.id) as demonstration`

/** What signing in needs of an account, by login or by id. */
export async function selectForSignIn(sql: Sql, by: { login: string } | { id: string }): Promise<SignInRow | undefined> {
  const [row] = await sql.prepared<SignInRow>('people-sign-in-second', `select ${signInColumns}
     from people.accounts a where a.login = $1 or a.id = $2`, 'login' in by ? [by.login, null] : [null, by.id])
  return row
}
