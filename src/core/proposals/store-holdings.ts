// What proposals hold: the words of whoever asked and of whoever decided, about what the officers change.
import { ofAccount, type Holding } from '#base/context'

/** See Holding: whose, why, until when. */
export const proposalHoldings: readonly Holding[] = [
  { table: 'proposals.proposals', purpose: 'oversight', whose: ofAccount('asked_by', 'decided_by'), ended: 't.decided_at', erase: { set: "reason = '', answer = null, content = '{}', salt = '\\x'", unless: "t.salt = '\\x'" }, copy: [] },
]
