// Who helps whom: kept for the time in which claims from it run.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const proxyHoldings: readonly Holding[] = [
  { table: 'proxies.bindings', purpose: 'helping', whose: ofAccount('principal', 'proxy'), ended: 't.ended_at', erase: 'row', copy: ['t.scopes', 't.until', 't.consent_at', 't.accepted_at', 't.ended_at'] },
]
