// SQL that counts failures to sign in. An attempt counts as failed before the password is looked at, in one statement,
// so that a thousand guesses at once are not a thousand free ones; success takes the count back.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'

/** What attempts are counted by: a digest, how many failures are free, how long it takes until one of them is forgotten, the longest wait. */
interface Count {
  key: Uint8Array
  free: number
  forgetSeconds: number
  waitSecondsMax: number
}

export interface AttemptKeys {
  login: string
  /** Digest of the address, by which somebody is known where he signs in. */
  addressKey: Uint8Array
  /** Of this login: from this address, and from anywhere. A success forgets all of them. */
  pair: Count
  anywhere: Count
  /** Of whatever login: from this address, and from the network around it. A success takes back this one. */
  around: readonly Count[]
}

interface Claim {
  allowed: boolean
  blockedUntil: Temporal.Instant | null
}

// From an address the owner is known at, only his own failures from there count: so nobody elsewhere, and nobody beside him, can keep him out.
const claimText = `
  with given as (
    select key, free, forget, wait from unnest($3::bytea[], $4::int[], $5::float8[], $8::float8[]) with ordinality g (key, free, forget, wait, n)
    where n = 1 or not exists (select 1 from people.familiar_addresses f join people.accounts a on a.id = f.account where a.login = $1 and f.address = $2)
  ), counted as (
    insert into people.attempts as t (key, failures, last_attempt, last_at, blocked_until)
    select key, 1, $6::uuid, $7::timestamptz, null from given order by key
    on conflict (key) do update set (failures, last_attempt, last_at, blocked_until) = (
      select
        case when t.blocked_until > $7 then t.failures else left_over + 1 end,
        case when t.blocked_until > $7 then t.last_attempt else excluded.last_attempt end,
        case when t.blocked_until > $7 then t.last_at else excluded.last_at end,
        case when t.blocked_until > $7 then t.blocked_until
          when ceil(left_over) + 1 >= free then $7::timestamptz + make_interval(secs => least(wait, power(2, least(ceil(left_over) + 1 - free, 20)))) end
      from (
        select free, wait, case when t.last_at < $7::timestamptz - make_interval(secs => $9::float8) then 0
          else greatest(t.failures - greatest(extract(epoch from $7::timestamptz - t.last_at), 0) / forget, 0) end as left_over
        from given where given.key = t.key
      ) now
    )
    returning last_attempt, blocked_until
  )
  select last_attempt = $6::uuid as allowed, blocked_until as "blockedUntil" from counted`

/** Counts one attempt. Answers 0 where it may go on, otherwise how many seconds to wait; a blocked attempt lengthens nothing. */
export async function claimAttempt(sql: Sql, { login, addressKey, pair, anywhere, around }: AttemptKeys, attempt: string, now: Temporal.Instant): Promise<number> {
  const counts = [pair, anywhere, ...around]
  const claims = await sql.prepared<Claim>('people-claim-attempt-3', claimText, [
    login, addressKey, counts.map(({ key }) => Buffer.from(key)), counts.map(({ free }) => free), counts.map(({ forgetSeconds }) => forgetSeconds), attempt, now.toString(), counts.map(({ waitSecondsMax }) => waitSecondsMax), limits.failuresKeptSeconds,
  ])
  const waits = claims.filter((claim) => !claim.allowed).map((claim) => (claim.blockedUntil?.epochMilliseconds ?? 0) - now.epochMilliseconds)
  return waits.length === 0 ? 0 : Math.max(1, Math.ceil(Math.max(...waits) / 1000))
}

/** Takes an attempt back that was none: the login starts anew, the addresses only lose this one. */
export async function forgiveAttempt(sql: Sql, { pair, anywhere, around }: Pick<AttemptKeys, 'around'> & Record<'pair' | 'anywhere', Pick<Count, 'key'>>): Promise<void> {
  await sql.prepared(
    'people-forgive-attempt-2',
    `with gone as (delete from people.attempts where key = any($1::bytea[]))
     update people.attempts t set failures = greatest(failures - 1, 0), blocked_until = case when failures - 1 >= free then blocked_until end
     from unnest($2::bytea[], $3::int[]) g (key, free) where t.key = g.key`,
    [[pair, anywhere].map(({ key }) => Buffer.from(key)), around.map(({ key }) => Buffer.from(key)), around.map(({ free }) => free)],
  )
}
