// Questions to sources about who somebody is: they go with the account.
import { ofAccount, settleBy, type Holding } from '#base/context'

/** A question, and a document that was seen, were about the account that ends: what is open is over, and proves nothing of the other. */
const endAsks = settleBy("update proofs.asks set state = 'over', ended_at = $3, visit = null, back = null where account = $1 and state = 'asked'")
const endChecks = settleBy("update proofs.checks set state = 'over', sealed = null, decided_at = $3 where account = $1 and state = 'seen'")
/** Where both consented to one source, the answer of the account that is kept counts. */
const oneConsent = settleBy('update proofs.consents c set withdrawn_at = $3 where c.account = $1 and c.withdrawn_at is null and exists (select 1 from proofs.consents k where k.account = $2 and k.source = c.source and k.withdrawn_at is null)')
const oneHolder = settleBy('delete from proofs.holders h using proofs.holders k where h.account = $1 and k.account = $2')

/** See Holding: whose, why, until when. */
export const proofHoldings: readonly Holding[] = [
  { table: 'proofs.asks', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.state', 't.asked_at', 't.ended_at'], merging: { settle: endAsks } },
  { table: 'proofs.checks', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.organisation', 't.id_kind', 't.state', 't.seen_at', 't.decided_at'], merging: { settle: endChecks } },
  { table: 'proofs.consents', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: ['t.source', 't.given_at', 't.withdrawn_at'], merging: { settle: oneConsent } },
  { table: 'proofs.holders', purpose: 'accounts', whose: ofAccount('account'), ended: null, stays: 'account', erase: null, copy: [], merging: { settle: oneHolder } },
]
