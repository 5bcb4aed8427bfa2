// Questions to sources about who somebody is: they go with the account.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const proofHoldings: readonly Holding[] = [
  { table: 'proofs.asks', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.state', 't.asked_at', 't.ended_at'] },
  { table: 'proofs.checks', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.organisation', 't.id_kind', 't.state', 't.seen_at', 't.decided_at'] },
  { table: 'proofs.consents', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.given_at', 't.withdrawn_at'] },
  { table: 'proofs.holders', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: [] },
]
