// SQL that counts failures to sign in. An attempt counts as failed before the password is looked at, in one statement,
// so that a thousand guesses at once are not a thousand free ones; success takes the count back.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'

export interface AttemptKeys {
  login: string
  /** Digests of the login, of the login with the address, and of the address. */
  loginKey: Uint8Array
  pairKey: Uint8Array
  addressKey: Uint8Array
}

interface Claim {
  allowed: boolean
  blockedUntil: Temporal.Instant | null
}

// From an address the owner is known at, only failures from there count: so nobody elsewhere can keep him out.
const claimText = `
  with given as (
    select case when exists (
        select 1 from people.familiar_addresses f join people.accounts a on a.id = f.account where a.login = $1 and f.address = $4
      ) then $3::bytea else $2::bytea end as key, $7::int as free
    union all select $4::bytea, $8::int
  ), counted as (
    insert into people.attempts as t (key, failures, last_attempt, last_at, blocked_until)
    select key, 1, $5::uuid, $6::timestamptz, null from given order by key
    on conflict (key) do update set
      failures = case when t.blocked_until > $6 then t.failures when t.last_at < $6::timestamptz - make_interval(secs => $10::float8) then 1 else t.failures + 1 end,
      last_attempt = case when t.blocked_until > $6 then t.last_attempt else excluded.last_attempt end,
      last_at = case when t.blocked_until > $6 then t.last_at else excluded.last_at end,
      blocked_until = case
        when t.blocked_until > $6 then t.blocked_until
        when t.last_at >= $6::timestamptz - make_interval(secs => $10::float8) and t.failures + 1 >= (select free from given g where g.key = t.key)
          then $6::timestamptz + make_interval(secs => least($9::float8, power(2, least(t.failures + 1 - (select free from given g where g.key = t.key), 20))))
        else null end
    returning last_attempt, blocked_until
  )
  select last_attempt = $5::uuid as allowed, blocked_until as "blockedUntil" from counted`

/** Counts one attempt. Answers 0 where it may go on, otherwise how many seconds to wait; a blocked attempt lengthens nothing. */
export async function claimAttempt(sql: Sql, keys: AttemptKeys, attempt: string, now: Temporal.Instant): Promise<number> {
  const claims = await sql.prepared<Claim>('people-claim-attempt', claimText, [
    keys.login, keys.loginKey, keys.pairKey, keys.addressKey, attempt, now.toString(),
    limits.failuresFreeLogin, limits.failuresFreeAddress, limits.waitSecondsMax, limits.failuresKeptSeconds,
  ])
  const waits = claims.filter((claim) => !claim.allowed).map((claim) => (claim.blockedUntil?.epochMilliseconds ?? 0) - now.epochMilliseconds)
  return waits.length === 0 ? 0 : Math.max(1, Math.ceil(Math.max(...waits) / 1000))
}

/** Takes an attempt back that was none: the login starts anew, the address only loses this one. */
export async function forgiveAttempt(sql: Sql, keys: AttemptKeys): Promise<void> {
  await sql.prepared(
    'people-forgive-attempt',
    `with gone as (delete from people.attempts where key = any($1::bytea[]))
     update people.attempts set failures = greatest(failures - 1, 0), blocked_until = case when failures - 1 >= $3 then blocked_until end where key = $2`,
    [[Buffer.from(keys.loginKey), Buffer.from(keys.pairKey)], keys.addressKey, limits.failuresFreeAddress],
  )
}
