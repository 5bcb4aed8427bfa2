// SQL that counts failures to sign in. An attempt counts as failed before the password is looked at, in one statement,
// so that a thousand guesses at once are not a thousand free ones; success takes the count back.
import type { Sql } from '#base/db'
import { limits } from './limits.ts'
import { signInColumns, type SignInRow } from './store-sign-in.ts'

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

/** An attempt that was counted: 0 where it may go on, otherwise how many seconds to wait; and the account of the login, where there is one. */
export interface Claimed {
  seconds: number
  account: SignInRow | undefined
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
  select last_attempt = $6::uuid as allowed, blocked_until as "blockedUntil", ${signInColumns} from counted left join people.accounts a on a.login = $1`

/** Counts one attempt; a blocked one lengthens nothing. */
export async function claimAttempt(sql: Sql, { login, addressKey, pair, anywhere, around }: AttemptKeys, attempt: string, now: Temporal.Instant): Promise<Claimed> {
  const counts = [pair, anywhere, ...around]
  const claims = await sql.prepared<Claim & { [name in keyof SignInRow]: SignInRow[name] | null }>('people-claim-attempt-account', claimText, [
    login, addressKey, counts.map(({ key }) => Buffer.from(key)), counts.map(({ free }) => free), counts.map(({ forgetSeconds }) => forgetSeconds), attempt, now.toString(), counts.map(({ waitSecondsMax }) => waitSecondsMax), limits.failuresKeptSeconds,
  ])
  const waits = claims.filter((claim) => !claim.allowed).map((claim) => (claim.blockedUntil?.epochMilliseconds ?? 0) - now.epochMilliseconds)
  const [{ allowed: _allowed, blockedUntil: _blockedUntil, ...account } = { id: null }] = claims
  return { seconds: waits.length === 0 ? 0 : Math.max(1, Math.ceil(Math.max(...waits) / 1000)), account: account.id === null ? undefined : (account as SignInRow) }
}

type Forgiven = Pick<AttemptKeys, 'around'> & Record<'pair' | 'anywhere', Pick<Count, 'key'>>

/**
 * CTEs that take an attempt back, with the parameters that `forgiven` gives: the login starts anew, the addresses only lose this one. The rows are
 * taken in the order of their keys, as `claimText` takes them: else one who comes and one who got in, from one hall, wait for each other.
 */
export const forgiving = (gone: string, keys: string, free: string, where: string): string => `
  held as materialized (select key from people.attempts where key = any(${gone}::bytea[] || ${keys}::bytea[]) and ${where} order by key for update),
  gone as (delete from people.attempts where key in (select key from held) and key = any(${gone}::bytea[])),
  fewer as (
    update people.attempts t set failures = greatest(failures - 1, 0), blocked_until = case when failures - 1 >= g.free then blocked_until end
    from held join unnest(${keys}::bytea[], ${free}::int[]) g (key, free) using (key) where t.key = held.key
  )`

/** Nothing of nobody, where nothing was counted. */
export function forgiven(keys: Forgiven | undefined): [Buffer[], Buffer[], number[]] {
  if (!keys) return [[], [], []]
  const { pair, anywhere, around } = keys
  return [[pair, anywhere].map(({ key }) => Buffer.from(key)), around.map(({ key }) => Buffer.from(key)), around.map(({ free }) => free)]
}

/** Takes an attempt back that was none. */
export async function forgiveAttempt(sql: Sql, keys: Forgiven): Promise<void> {
  await sql.prepared('people-forgive-attempt-3', `with ${forgiving('$1', '$2', '$3', 'true')} select 1`, forgiven(keys))
}
