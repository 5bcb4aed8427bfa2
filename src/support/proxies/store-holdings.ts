// Who helps whom: kept for the time in which claims from it run.
import { ofAccount, type Holding, type Settle } from '#base/context'
import { takeBackAgency } from '#core/people'

/** Nobody helps himself; and where both are bound to one other, what the account that is kept has said holds, and the other ends with its agency. */
const oneBinding: Settle = async ({ act, from, into }) => {
  await act.tx.rows('delete from proxies.bindings where (principal = $1 and proxy = $2) or (principal = $2 and proxy = $1)', [from, into])
  const ended = await act.tx.rows<{ agency: string | null }>(
    `update proxies.bindings b set ended_at = $3 where b.ended_at is null and exists (select 1 from proxies.bindings k where k.ended_at is null
       and ((b.principal = $1 and k.principal = $2 and k.proxy = b.proxy) or (b.proxy = $1 and k.proxy = $2 and k.principal = b.principal))) returning agency`,
    [from, into, act.now.toString()],
  )
  for (const { agency } of ended) if (agency !== null) await takeBackAgency(act, agency, from, act.actor.id)
}

/** See Holding: whose, why, until when. */
export const proxyHoldings: readonly Holding[] = [
  { table: 'proxies.bindings', purpose: 'helping', whose: ofAccount('principal', 'proxy'), ended: 't.ended_at', erase: 'row', copy: ['t.scopes', 't.until', 't.consent_at', 't.accepted_at', 't.ended_at'], merging: { settle: oneBinding } },
]
